"""Plain lines to an output: broken between words where it is a terminal, as they are in a pipe. Pages are screen.py's."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TextIO

from rich.text import Text

from lemans_quiz.terminal.layout import wrapped

_TO_COPY = "    "
"""Lines that begin like this are copied into a file: there a break would be a mistake."""


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


def _pieces(line: str, columns: int) -> list[str]:
    if not columns or line.startswith(_TO_COPY):
        return [line]
    return [piece.plain for piece in wrapped(Text(line), columns)]
