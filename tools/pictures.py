"""The still pictures of README.md and docs/race.md: python -m tools.pictures, which writes them into docs/images.

They show what the program prints and what it makes, and nothing else: run this again when that changes.
"""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import typst

from tools.film import DARK, FOLDER, LIGHT, Look, Terminal, environment, picture

PACK = """\
title: Our class trip
questions:
  - question: Day one: which town did we visit?
    answer: Tours
    wrong: [Angers, Nantes]

  - question: How many steps does the tower have?
    anwser: 365
    close: 30
"""
"""A pack with two of the mistakes that are made most often."""

SHEET = ("sheet", "circuit", "-n", "8", "--versions", "3", "--seed", "ARNAGE-25KZ6")
PAGE = """\
#set page(width: 210mm, height: 200mm, margin: 0pt)
#place(top + left, image("sheet.pdf", page: 1, width: 210mm, height: 297mm))
"""


RACE = ("race", "--seed", "README")
WRONG = {3, 8, 13, 19, 22}
"""The hours whose answers are wrong in the race that is shown: all of them are choices."""
NIGHT = 11


def run(*words: str, home: str) -> None:
    """Run the program in a folder, and end with it where it fails."""
    subprocess.run([sys.executable, "-m", "lemans_quiz", *words], cwd=home, env=environment(home), check=True)


def checked_pack(look: Look) -> str:
    """Return what `lmq pack check` says of a pack with mistakes."""
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "trip.yaml").write_text(PACK, encoding="utf-8")
        program = f"'{sys.executable}' -m lemans_quiz --theme {look.name}"
        shell = f"cd '{home}'; printf '$ lmq pack check trip.yaml\\n'; {program} pack check trip.yaml"
        terminal = Terminal(("sh", "-c", shell), environment(home))
        terminal.settle(quiet=3.0)
        frame = terminal.frame(look)
        terminal.close()
    last = max(line for line, runs in enumerate(frame) if runs)
    return picture([(frame[: last + 1], 1.0)], look, "Two mistakes in a pack, each with its line and its fix")


def worksheet() -> bytes:
    """Return the first page of a worksheet."""
    with tempfile.TemporaryDirectory() as home:
        run(*SHEET, "-o", "sheet.pdf", home=home)
        (Path(home) / "page.typ").write_text(PAGE, encoding="utf-8")
        drawn: bytes = typst.compile(Path(home) / "page.typ", format="png", ppi=96)
        return drawn


def hours() -> list[dict[str, Any]]:
    """Return what the race asks, each question with its `key`."""
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "lemans_quiz", *RACE, "--json"]
        told = subprocess.run(command, input="\n" * 24, env=environment(home), cwd=home, capture_output=True, text=True)
    events = [json.loads(line) for line in told.stdout.splitlines()]
    asked, marked = ([event for event in events if event["event"] == name] for name in ("asked", "marked"))
    return [question | {"key": mark["key"]} for question, mark in zip(asked, marked, strict=True)]


def keys_for(question: dict[str, Any]) -> str:
    """Return what is typed for a question of one right option, of several, or of a word or number."""
    options = question.get("options", [])
    if question["kind"] == "choice":
        right = options.index(question["key"])
        return str((right + 1) % len(options) + 1 if question["number"] in WRONG else right + 1)
    if question["kind"] == "multiple":
        return "".join(str(options.index(part) + 1) for part in question["key"].split(", ")) + "\r"
    return re.sub(r"^([\d.]+) .*", r"\1", question["key"]) + "\r"


def raced(look: Look) -> tuple[str, str]:
    """Return a race at night, after an answer, and at the flag."""
    questions, night = hours(), ""
    with tempfile.TemporaryDirectory() as home, contextlib.ExitStack() as last:
        command = (sys.executable, "-m", "lemans_quiz", *RACE, "--theme", look.name)
        terminal = Terminal(command, environment(home))
        last.callback(terminal.close)
        terminal.settle(quiet=2.0)
        for question in questions:
            for key in ("\r", *keys_for(question)):
                terminal.press(key)
                terminal.settle(quiet=0.6)
                time.sleep(0.5)  # Keys that answer count a moment after their page is there.
            if question["number"] == NIGHT:
                night = picture(
                    [(terminal.frame(look), 1.0)], look, "A race at night: the answer, the places gained, who is near"
                )
        terminal.press("\r")
        terminal.settle(quiet=2.0)
        return night, picture(
            [(terminal.frame(look), 1.0)], look, "A race at the flag: distance, place, who was beaten"
        )


def main() -> None:
    """Draw all of them."""
    for look, ending in ((DARK, ""), (LIGHT, "-light")):
        for name, drawn in zip(("race-night", "race-flag"), raced(look), strict=True):
            (FOLDER / f"{name}{ending}.svg").write_text(drawn, encoding="utf-8")
    for look, name in ((DARK, "pack-check.svg"), (LIGHT, "pack-check-light.svg")):
        (FOLDER / name).write_text(checked_pack(look), encoding="utf-8")
    (FOLDER / "worksheet.png").write_bytes(worksheet())


if __name__ == "__main__":
    main()
