"""The still pictures of README.md for authors and for paper: python -m tools.pictures, which writes them into docs/images.

They show what the program prints and what it makes, and nothing else: run this again when that changes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

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

SHEET = ("sheet", "circuit", "-n", "8", "--versions", "3", "--seed", "ARNAGE-25K7M")
PAGE = """\
#set page(width: 210mm, height: 200mm, margin: 0pt)
#place(top + left, image("sheet.pdf", page: 1, width: 210mm, height: 297mm))
"""


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


def main() -> None:
    """Draw all of them."""
    for look, name in ((DARK, "pack-check.svg"), (LIGHT, "pack-check-light.svg")):
        (FOLDER / name).write_text(checked_pack(look), encoding="utf-8")
    (FOLDER / "worksheet.png").write_bytes(worksheet())


if __name__ == "__main__":
    main()
