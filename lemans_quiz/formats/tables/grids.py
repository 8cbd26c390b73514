"""Sheets as rows of cells, whatever file they came from."""

from __future__ import annotations

from typing import NamedTuple

MOST_ROWS = 250_000
MOST_COLUMNS = 64


class Row(NamedTuple):
    """The cells of a row and its number in the file, counted from 1."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """Return a cell without space around it, empty where the row is shorter."""
        return self.cells[column].strip() if 0 <= column < len(self.cells) else ""


class Grid(NamedTuple):
    """The rows of a sheet that are not empty. `sheet` is its name; a text file has none but a separator, and its places are lines."""

    rows: tuple[Row, ...]
    sheet: str = ""
    separator: str = ""

    def place(self, row: Row, column: int = 0) -> str:
        """Return where a cell stands, as people look for it."""
        return f"{self.sheet}!{column_name(column)}{row.number}" if self.sheet else str(row.number)


def column_name(column: int) -> str:
    """Return A, B … Z, AA … for 0, 1 …"""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def column_number(name: str) -> int:
    """Return 0, 1 … for A, B …; letters alone count."""
    number = 0
    for letter in name:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return number - 1
