"""A terminal that a projector shows: pages fill it to its edges, on a ground of their own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from os import environ
from typing import TextIO

from rich.color import ColorSystem

from lemans_quiz.terminal.layout import Page
from lemans_quiz.terminal.screen import Cell, Screen, color_system, fitted, row_cells
from lemans_quiz.terminal.terminal import Terminal


class WallScreen(Screen):
    """A screen that a page fills to its edges."""

    def __init__(self, out: TextIO, colors: ColorSystem | None, ground: str) -> None:
        super().__init__(out, colors)
        self._ground = ground

    def room(self) -> tuple[int, int]:
        """Return all columns and rows."""
        return self.size()

    def paint(self, page: Page) -> None:
        """Show a page, rewriting only the cells that differ from what is shown."""
        columns, rows = self.size()
        if (columns, rows) != self._size:
            self._size, self._shown = (columns, rows), []
        lines, _, self._scroll = fitted(page, columns, rows, self._scroll)
        cells = [self._grounded(row_cells(line, 0, columns)) for line in lines[:rows]]
        cells += [[(" ", self._ground)] * columns for _ in range(rows - len(cells))]
        self._write(self._changes(cells))
        self._shown = cells

    def _grounded(self, cells: list[Cell]) -> list[Cell]:
        return [(character, f"{self._ground} {style}" if style else self._ground) for character, style in cells]


@contextmanager
def open_wall(source: TextIO, out: TextIO, ground: str) -> Iterator[Terminal]:
    """Take the terminal behind two streams as a projector's screen, and give it back whatever happens."""
    screen = WallScreen(out, color_system(dict(environ)), ground)
    if sys.platform == "win32":
        from lemans_quiz.terminal.windows import WindowsKeyboard as SystemKeyboard
    else:
        from lemans_quiz.terminal.posix import PosixKeyboard as SystemKeyboard
    with SystemKeyboard(source.fileno()) as keyboard, screen:
        yield Terminal(keyboard, screen)
