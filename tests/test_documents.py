"""Every page is found from the index, and no link leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import front_page

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
FENCE = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?:\]\(|(?:src|srcset|href)=\")(?!https?:|mailto:)([^)\"\s]+)")


def words(page: Path) -> str:
    """Return a page without its blocks of code."""
    return FENCE.sub("", page.read_text("utf-8"))


def targets(page: Path) -> list[str]:
    """Return where the links and pictures of a page lead on this disk."""
    return LINK.findall(re.sub(r"`[^`\n]*`", "", words(page)))


def anchors(page: Path) -> set[str]:
    """Return the anchors that forges make of the headings of a page."""
    headings = re.findall(r"^#{1,6} (.+)$", words(page), re.MULTILINE)
    plain = (re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading) for heading in headings)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in plain}


def leads_nowhere(page: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    there = (page.parent / path).resolve() if path else page
    return not there.exists() or (bool(anchor) and anchor not in anchors(there))


def test_links_are_found_and_a_wrong_one_is_noticed() -> None:
    assert len({target for page in PAGES for target in targets(page)}) > 60
    assert leads_nowhere(DOCS / "README.md", "nowhere.md")
    assert leads_nowhere(DOCS / "README.md", "settings.md#nowhere")
    assert not leads_nowhere(DOCS / "README.md", "settings.md#exit-codes")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_leads_nowhere(page: Path) -> None:
    assert [target for target in targets(page) if leads_nowhere(page, target)] == []


@pytest.mark.parametrize("folder", [DOCS, DOCS / "de"], ids=["docs", "docs/de"])
def test_every_page_is_linked_once_from_its_index(folder: Path) -> None:
    linked = targets(folder / "README.md")
    pages = {page.name for page in folder.glob("*.md")} - {"README.md"}
    assert {name: linked.count(name) for name in pages if linked.count(name) != 1} == {}


def test_every_picture_is_shown_on_a_page() -> None:
    shown = {(page.parent / target).resolve() for page in PAGES for target in targets(page)}
    assert [path.name for path in (DOCS / "images").iterdir() if path not in shown] == []


def test_a_package_index_shows_no_link_that_needs_the_folder() -> None:
    shown = front_page.for_an_index((ROOT / "README.md").read_text("utf-8"))
    assert [target for target in LINK.findall(FENCE.sub("", shown)) if not target.startswith("#")] == []
    assert "lmq play trip.yaml" in shown


def test_a_package_index_shows_absolute_links_where_the_sources_have_an_address() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    shown = front_page.for_an_index(text, "https://example.org/quiz")
    links = re.findall(r"https://example\.org/quiz/(?:blob|raw)/HEAD/([^)\"#]+)", shown)
    assert len(links) == len([target for target in LINK.findall(FENCE.sub("", text)) if not target.startswith("#")])
    assert [link for link in links if not (ROOT / link).exists()] == []
