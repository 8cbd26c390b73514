"""Plain lines to an output: broken between words where it is a terminal, as they are in a pipe. Pages are screen.py's.

What is copied from there, a command or a path, stays in one piece: a terminal takes its own breaks out of what is copied, not ours.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TextIO

from rich.cells import cell_len

from lemans_quiz.i18n import command
from lemans_quiz.terminal.layout import folds

_TO_COPY = "    "
"""Lines that begin like this are copied into a file: there a break would be a mistake."""

_SIGNS = r"'[^'\n]*'|--?\w[\w-]*(?: \w+)?|[^\s,;]*[./\\<>|…\d][^\s,;]*"
_WORDS = rf"(?: pack| history)?(?: [a-z]+){{0,2}}(?: (?:{_SIGNS}))*"
_QUOTED_PATH = r"(?<![^\s(])'[^'\n]*[/\\.][^'\n]*'"
_WORD = re.compile(r"\s*\S+\s*|\s+")
_TO_TAKE_WHOLE = re.compile(r"[/\\\0]|\w\.\w")
_WHOLE = "\N{NULL}"
"""Stands for a space at which no line is broken."""


def write_lines(out: TextIO, lines: Iterable[str]) -> None:
    """Write lines at once."""
    columns = columns_of(out)
    for line in lines:
        out.write("".join(f"{piece}\n" for piece in _pieces(line, columns)))
    out.flush()


def columns_of(out: TextIO) -> int:
    """Return how wide a terminal is, or 0 where the output is none or does not say."""
    try:
        return os.get_terminal_size(out.fileno()).columns if out.isatty() else 0
    except (OSError, ValueError):
        return 0


def broken(text: str, columns: int, kept: Iterable[str] = ()) -> list[str]:
    """Return a text as lines of a width, of 0 for any; commands, paths and what is `kept` are in one piece, however long."""
    rows: list[str] = []
    for line in text.split("\n"):
        places = [0, *(breaks(line, columns, kept) if columns else ()), len(line)]
        rows += [line[start:end].rstrip() for start, end in pairwise(places)]
    return rows


def breaks(line: str, columns: int, kept: Iterable[str] = (), *, indent: int = 0) -> Iterator[int]:
    """Yield the offsets at which a line is broken; what follows the first is `indent` cells shorter."""
    width, used = max(2, columns), 0
    for found in _WORD.finditer(_glued(line, kept)):
        word = found.group()
        size = cell_len(word.rstrip())
        if used and used + size > width:
            yield found.start()
            width, used = max(2, columns - indent), 0
        if size > width and not _TO_TAKE_WHOLE.search(word):
            cuts = list(folds(word.rstrip(), width))
            yield from (found.start() + cut for cut in cuts)
            word = word[cuts[-1] :]
        used += cell_len(word)


def _glued(line: str, kept: Iterable[str]) -> str:
    """Return a line of the same length without spaces in what is copied from it."""
    for text in kept:
        line = line.replace(text, text.replace(" ", _WHOLE)) if " " in text else line
    line = re.sub(re.escape(command()) + _WORDS, _in_one_piece, line)
    return re.sub(_QUOTED_PATH, _in_one_piece, line)


def _in_one_piece(found: re.Match[str]) -> str:
    return found.group().replace(" ", _WHOLE)


def _pieces(line: str, columns: int) -> list[str]:
    return [line] if not columns or line.startswith(_TO_COPY) else broken(line, columns)
