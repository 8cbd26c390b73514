"""The German pages for teachers show what their English ones show."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(page.name for page in (DOCS / "de").glob("*.md") if page.name != "README.md")

COMMAND = re.compile(r"(?:lmq|lmq\.pyz|quiz\.bat) ((?:pack |history )?[a-z]+)")
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


def code(page: Path) -> list[str]:
    """Return what is shown as code: each line of a block, and each piece inside a line."""
    text = page.read_text("utf-8")
    blocks = re.findall(r"^ *```\w*\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^ *```.*?^ *```$", "", text, flags=re.MULTILINE | re.DOTALL))
    return [line for block in blocks for line in block.splitlines()] + inline


def commands(page: Path) -> set[tuple[str, frozenset[str]]]:
    """Return each command shown with its options; names of files, teams and the language may differ."""
    found = set()
    for shown in code(page):
        typed = re.sub(r"--lang \w+ ?", "", shown.split("#")[0])
        command = COMMAND.search(typed)
        options = frozenset(OPTION.findall(typed))
        if command or options:
            found.add((command[1] if command else "", options))
    return found


def test_teachers_have_their_pages_in_german() -> None:
    assert {"cards.md", "classroom.md", "host.md", "school-laptop.md", "worksheets.md"} <= set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_show_the_same_commands(name: str) -> None:
    assert commands(DOCS / "de" / name) == commands(DOCS / name)


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_have_the_same_parts(name: str) -> None:
    def parts(page: Path) -> list[int]:
        text = page.read_text("utf-8")
        return [len(re.findall(kind, text, re.MULTILINE)) for kind in (r"^##", r"^\|", r"^\d\.", r"!\[")]

    assert parts(DOCS / "de" / name) == parts(DOCS / name)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_and_its_german_one_name_each_other(name: str) -> None:
    assert f"](de/{name})" in (DOCS / name).read_text("utf-8")
    assert f"](../{name})" in (DOCS / "de" / name).read_text("utf-8")
    assert f"]({name})" in (DOCS / "de" / "README.md").read_text("utf-8")
