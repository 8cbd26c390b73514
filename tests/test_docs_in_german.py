"""The German pages for teachers show what their English ones show."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lemans_quiz.packs.reading.reader import read_pack
from tests.catalogues import translated

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
    needed = {"cards.md", "classroom.md", "host.md", "school-laptop.md", "worksheets.md", "writing-packs.md"}
    assert needed <= set(PAGES)


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


def block_after(page: str, command: str) -> str:
    """Return the first block of output that follows a command in a page."""
    return page.partition(f"{command}\n```")[2].partition("```\n")[2].partition("```")[0]


def test_the_german_guide_shows_a_clean_pack_and_what_the_program_says_of_a_slip(tmp_path: Path) -> None:
    page = (DOCS / "de" / "writing-packs.md").read_text("utf-8")
    pack = page.partition("```yaml pack\n")[2].partition("```")[0]
    assert read_pack(pack.encode(), file="garage.yaml", default_id="garage").diagnostics == ()
    (tmp_path / "garage.yaml").write_text(pack.replace("answer: 7", "anwser: 8"), "utf-8")
    check = [sys.executable, "-m", "lemans_quiz", "--lang", "de", "pack", "check", "garage.yaml"]
    told = subprocess.run(
        check, cwd=tmp_path, capture_output=True, encoding="utf-8", env={**os.environ, "COLUMNS": "80"}
    )
    shown = block_after(page, "lmq pack check garage.yaml").strip()
    assert "anwser" in shown
    assert shown in told.stdout + told.stderr


ON_SCREEN = {
    "README.md": ("Mehr", "Sprache"),
    "classroom.md": (
        "In der letzten Reihe lesbar?",
        "Teams und Punkte",
        "Wertung einer Frage ändern",
        "nicht gewertet",
        "3 – 2 – 1",
    ),
    "host.md": ("Ein neues beginnen", "Beenden", "Sie zählt nicht"),
}
"""What German pages quote from the screen."""


@pytest.mark.parametrize(("name", "quoted"), [(name, word) for name, words in ON_SCREEN.items() for word in words])
def test_words_of_the_screen_are_quoted_as_the_program_says_them(name: str, quoted: str) -> None:
    told = {entry.string for entry in translated() if isinstance(entry.string, str)}
    assert f"„{quoted}“" in (DOCS / "de" / name).read_text("utf-8").replace("\n", " ")
    assert quoted in told
