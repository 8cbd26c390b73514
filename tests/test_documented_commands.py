"""Every command and option that the pages show is one of the program's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from lemans_quiz import app

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PROGRAM = typer.main.get_command(app.command_line(list(app.COMMANDS)))
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


def shown(page: Path) -> list[list[str]]:
    """Return the words after each `lmq` in code, up to what ends a command there."""
    text = page.read_text("utf-8")
    blocks = re.findall(r"^ *```\w*\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^ *```.*?^ *```$", "", text, flags=re.MULTILINE | re.DOTALL))
    lines = [line for block in blocks for line in block.splitlines()] + inline
    found = (re.search(r"(?:^|[\s/\\])lmq(?:\.pyz)? ([^#|&>]*)", re.sub(r"\s{3,}.*", "", line)) for line in lines)
    return [match[1].split() for match in found if match]


def unknown(words: list[str]) -> str:
    """Return the first command or option that the program does not have; the empty text where it has all."""
    command, allowed = PROGRAM, {"--help", *(name for parameter in PROGRAM.params for name in parameter.opts)}
    for word in words:
        if OPTION.fullmatch(word.split("=")[0]) and word.split("=")[0] not in allowed:
            return word
        if commands := getattr(command, "commands", {}):
            if word in commands:
                command = commands[word]
                allowed |= {name for parameter in command.params for name in parameter.opts}
            elif re.fullmatch(r"[a-z]+", word) and (command is not PROGRAM or word == words[0]):
                return word
    return ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_shows_no_command_or_option_that_there_is_not(page: Path) -> None:
    assert [" ".join(words) for words in shown(page) if unknown(words)] == []


def test_wrong_commands_and_options_are_noticed() -> None:
    assert len([words for page in PAGES for words in shown(page)]) > 150
    assert unknown(["pack", "verify", "x.yaml"]) == "verify"
    assert unknown(["plau"]) == "plau"
    assert unknown(["play", "--levels", "1"]) == "--levels"
    assert not unknown(["--lang", "de", "pack", "check", "--strict", "x.yaml"])
