"""Tables without a header that is known -> drafts, where their cells say by themselves which column is which."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lemans_quiz.core.messages import message
from lemans_quiz.formats.drafts import Block, Chosen, Content, Draft, DraftOption, Finding, LeftOut
from lemans_quiz.formats.keys import by_letter, by_number, folded, same_as_options
from lemans_quiz.formats.tables.grids import Grid, Row

_ENOUGH = 0.9
"""The share of rows that must agree on what a column is."""


def read_headerless(grid: Grid) -> Content | None:
    """Return the questions of a table whose last or first columns say which option is right; None where nothing does.

    Each row asks in its first column of text. A first row that is no question is taken as the header.
    """
    rows = [row for row in grid.rows if sum(bool(cell.strip()) for cell in row.cells) >= 3]
    if not rows or len(rows) < len(grid.rows) * 0.5:
        return None
    for skipped in (0, 1):
        asked = rows[skipped:]
        stem = _stem_column(asked)
        key = _key_column(asked, stem) if stem >= 0 else -1
        if asked and key >= 0:
            note = Finding(
                "no-header",
                grid.place(rows[0]),
                message("The table has no header; its columns were recognised by their contents."),
            )
            return Content(tuple(_block(grid, row, stem, key) for row in asked), (note,))
    return None


def _stem_column(rows: Sequence[Row]) -> int:
    """Return the first column that is text in most rows and differs from row to row; a running number is passed over."""
    width = max((len(row.cells) for row in rows), default=0)
    for column in range(min(width, 4)):
        cells = [row.cell(column) for row in rows]
        texts = [cell for cell in cells if re.search(r"[^\W\d]{2}", cell)]
        if len(texts) >= len(rows) * _ENOUGH and len(set(cells)) >= len(rows) * 0.7:
            return column
    return -1


def _key_column(rows: Sequence[Row], stem: int) -> int:
    """Return the column that names an option in nearly all rows, looked for from the end."""
    width = max(len(row.cells) for row in rows)
    for column in reversed(range(stem + 1, width)):
        good = sum(bool(_right(row, stem, column)) for row in rows)
        if good >= max(1, len(rows) * _ENOUGH):
            return column
    return -1


def _options(row: Row, stem: int, key: int) -> list[str]:
    """Return the cells between the question and the answer, or after both; times and such are none."""
    cells = row.cells[stem + 1 : key] if key > stem + 2 else row.cells[key + 1 :]
    options = [cell.strip() for cell in cells]
    while options and not options[-1]:
        options.pop()
    return options


def _right(row: Row, stem: int, key: int) -> tuple[int, ...]:
    options, said = _options(row, stem, key), row.cell(key)
    there = [folded(option) for option in options if option]
    if not said or len(there) < 2 or len(set(there)) < len(there):
        return ()
    places = same_as_options(said, options) or by_letter(said, len(options)) or by_number(said, len(options))
    return places if all(options[place] for place in places) else ()


def _block(grid: Grid, row: Row, stem: int, key: int) -> Block:
    place, asked = grid.place(row, stem), row.cell(stem)
    options, right = _options(row, stem, key), _right(row, stem, key)
    if not asked or not right:
        sentence = message("Nothing says which option is right.")
        return LeftOut(
            grid.place(row, key), "multichoice", asked, Finding("no-right-answer", grid.place(row, key), sentence)
        )
    chosen = tuple(DraftOption(option, at in right) for at, option in enumerate(options) if option)
    return Draft(place, "multichoice", asked, Chosen(chosen, len(right) > 1))
