"""Text with separators -> a grid: commas, semicolons, tabs or bars, told by the text itself, or by its first line `sep=`."""

from __future__ import annotations

import csv
from collections import Counter
from typing import Literal

from lemans_quiz.core.messages import message
from lemans_quiz.formats.drafts import Finding
from lemans_quiz.formats.tables.grids import MOST_COLUMNS, MOST_ROWS, Grid, Row

SEPARATORS = "\t;,|"
_LONGEST_CELL = 100_000
_LOOKED_AT = 60


def csv_grid(text: str, separator: str = "") -> tuple[Grid, tuple[Finding, ...]]:
    """Return the rows of a text, and what had to be forgiven."""
    first, _, rest = text.partition("\n")
    skipped = 0
    said = first.strip().strip('"').casefold()
    if said.startswith("sep=") and len(said) <= 5 + ("\t" in first):
        separator = first.strip('"\n ')[4:5] or "\t"
        text, skipped = rest, 1
    separator = separator or separator_of(text)
    rows = _rows(text, separator)
    if rows is None or _swallows(rows):
        rows = _rows(text, separator, quotes=False) or []
        note = Finding("quotes", "", message("A quotation mark is never closed; quotation marks were read as text."))
        return Grid(_numbered(rows, skipped)), (note,)
    return Grid(_numbered(rows, skipped)), ()


def _numbered(rows: list[Row], skipped: int) -> tuple[Row, ...]:
    return tuple(row._replace(number=row.number + skipped) for row in rows)


def _rows(text: str, separator: str, *, quotes: bool = True) -> list[Row] | None:
    """Return the rows with something in them; None where Python's reader gives up."""
    lines, skips = text.splitlines(keepends=True), separator != "\t"
    mark = '"' if quotes else None
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
    reader = csv.reader(lines, delimiter=separator, quotechar=mark, quoting=quoting, skipinitialspace=skips)
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, tuple(cells[:MOST_COLUMNS])))
                if len(rows) >= MOST_ROWS:
                    break
            line = reader.line_num + 1
    except csv.Error:
        return None
    return rows


def _swallows(rows: list[Row]) -> bool:
    """Tell whether a cell holds what must be several rows, because a quotation mark is never closed."""
    return any(cell.count("\n") > 30 or len(cell) > _LONGEST_CELL for row in rows for cell in row.cells)


def separator_of(text: str) -> str:
    """Return the separator that splits most rows into the same number of cells, two or more."""
    best, most = ",", 0.0
    start = "".join(text.splitlines(keepends=True)[:_LOOKED_AT])
    for separator in SEPARATORS:
        rows = _rows(start, separator) or _rows(start, separator, quotes=False) or []
        widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
        if widths:
            width, count = widths.most_common(1)[0]
            score = count / len(rows) + min(width, 12) * 0.01 + (0.3 if separator == "\t" else 0)
            best, most = (separator, score) if score > most else (best, most)
    return best
