"""Text with separators -> a grid: commas, semicolons, tabs or bars, told by the text itself, or by its first line `sep=`."""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import Literal

from lemans_quiz.core.messages import message
from lemans_quiz.formats.drafts import Finding
from lemans_quiz.formats.tables.grids import MOST_COLUMNS, MOST_ROWS, Grid, Row

SEPARATORS = "\t;,|"
_MOST_MENDED, _MENDED_UP_TO = 20, 2_000_000
_LOOKED_AT = 60


def csv_grid(text: str, separator: str = "") -> tuple[Grid, tuple[Finding, ...]]:
    """Return the rows of a text, and what had to be forgiven."""
    first, _, rest = text.partition("\n")
    skipped = 0
    said = first.strip().strip('"').casefold()
    if said.startswith("sep=") and len(said) <= 5 + ("\t" in first):
        separator = first.strip('"\n ')[4:5] or "\t"
        text, skipped = rest, 1
    text = _unwrapped(text)
    separator = separator or separator_of(text)
    closed, mended = _with_closed_quotes(text, separator)
    rows = _rows(closed, separator)
    if rows is None:
        rows, mended = _rows(text, separator, quotes=False) or [], 1
    note = Finding("quotes", "", message("A quotation mark is never closed; it was read as text."))
    if separator == "|":
        rows = _without_frame(rows)
    numbered = tuple(row._replace(number=row.number + skipped) for row in rows)
    return Grid(numbered, separator=separator), (note,) if mended else ()


def _unwrapped(text: str) -> str:
    """Take the quotation marks off lines that are one cell as a whole but hold many: a program took them for a single column."""
    lines = text.split("\n")
    wrapped = [line for line in lines if _WRAPPED.fullmatch(line.strip()) and _SEPARATOR.search(line)]
    if len(wrapped) < max(2, len(lines) * 0.3):
        return text
    return "\n".join(line.strip()[1:-1].replace('""', '"') if line in set(wrapped) else line for line in lines)


_WRAPPED = re.compile(r'"(?:[^"]|"")*"')
_SEPARATOR = re.compile(r"[;|\t]")


def _without_frame(rows: list[Row]) -> list[Row]:
    """Return the rows of a table of Markdown without the bars at its sides and the line below its header."""
    if not all(not row.cells[0].strip() and not row.cells[-1].strip() and len(row.cells) > 2 for row in rows):
        return rows
    inside = [Row(row.number, row.cells[1:-1]) for row in rows]
    return [row for row in inside if not all(re.fullmatch(r"\s*:?-+:?\s*", cell) for cell in row.cells)]


def _with_closed_quotes(text: str, separator: str) -> tuple[str, int]:
    """Return a text without quotation marks that are never closed and swallow rows below, and how many those are."""
    mended = 0
    while mended < _MOST_MENDED and len(text) < _MENDED_UP_TO:
        lines = text.split("\n")
        swallowing = _swallowing(_rows(text, separator) or [], lines, is_odd=text.count('"') % 2 == 1)
        if not swallowing:
            break
        lines[swallowing - 1] = lines[swallowing - 1].replace('"', "")
        text = "\n".join(lines)
        mended += 1
    return text, mended


def _swallowing(rows: list[Row], lines: list[str], *, is_odd: bool) -> int:
    """Return the line of the first row that goes on where another begins, or to the end of the file; 0 where none does."""
    for place, row in enumerate(rows):
        if any("\n" in cell for cell in row.cells):
            following = lines[row.number] if row.number < len(lines) else ""
            is_last = place == len(rows) - 1
            if (is_odd and is_last) or (following.startswith('"') and not following.startswith('""')):
                return row.number
    return 0


def _rows(text: str, separator: str, *, quotes: bool = True) -> list[Row] | None:
    """Return the rows with something in them; None where Python's reader gives up."""
    lines, skips = [f"{line}\n" for line in text.split("\n")], separator != "\t"
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


def separator_of(text: str) -> str:
    """Return the separator that splits most rows into the same number of cells, two or more."""
    best, most = ",", 0.0
    start = "\n".join(text.split("\n", _LOOKED_AT)[:_LOOKED_AT])
    for separator in SEPARATORS:
        rows = _rows(start, separator) or _rows(start, separator, quotes=False) or []
        widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
        if widths:
            width, count = widths.most_common(1)[0]
            score = count / len(rows) + min(width, 12) * 0.01 + (0.3 if separator == "\t" else 0)
            best, most = (separator, score) if score > most else (best, most)
    return best
