"""A CSV beside a pack -> a Table of texts with their places, or what is wrong with it. What becomes of its rows is each.py's."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from lemans_quiz.core.diagnostics import ERROR, Diagnostic, Span
from lemans_quiz.core.messages import Message, counted, message
from lemans_quiz.files.reading import read_file
from lemans_quiz.packs.naming import slug
from lemans_quiz.packs.reading.texts import Scope, word
from lemans_quiz.packs.yaml.findings import LONGEST_EXCERPT
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Scalar
from lemans_quiz.packs.yaml.scan import FORBIDDEN_IN_TEXT, character_name, decoded

MOST_BYTES = 16 << 20
MOST_ROWS = 100_000
MOST_COLUMNS = 500
LONGEST_NAME = 100
MOST_TOLD = 20
"""So many mistakes are told of one table: more of them mostly say the same again."""

_OF_A_ROW = frozenset({"ragged-row", "forbidden-character"})

DELIMITERS = ",;\t"
HEADER = -1
"""The row number of the header."""

Tables = Callable[[str], bytes | Message | None]
"""Gives the content of a table by its path beside the pack, None where there is none, or why it may not be read."""


class Table:
    """Rows of texts under named columns, none of them wider than `columns`; what is missing is an empty text.

    `lines[n]` is the line, from 0, on which `rows[n]` begins.
    """

    __slots__ = ("_starts", "columns", "delimiter", "file", "header_line", "lines", "rows", "text")

    def __init__(self, file: str, text: str, delimiter: str) -> None:
        self.file = file
        self.text = text
        self.delimiter = delimiter
        self.columns: dict[str, int] = {}
        self.rows: list[list[str]] = []
        self.lines: list[int] = []
        self.header_line = 0
        self._starts: list[int] = []

    def place(self, row: int, column: int) -> tuple[Span, str]:
        """Return where a cell stands (of HEADER or of a row), and its line; past the last cell, where the row ends."""
        line = self.header_line if row == HEADER else self.lines[row]
        return self.place_on(line, column)

    def place_on(self, line: int, column: int) -> tuple[Span, str]:
        """Return where a cell of the row stands that begins on a line, counted from 0, and its line."""
        if not self._starts:
            self._starts = [0, *(at + 1 for at, sign in enumerate(self.text) if sign == "\n")]
        start, end = _cell(self.text, self._starts[line], column, self.delimiter)
        below = self.text.count("\n", self._starts[line], start)
        first = self._starts[line + below]
        inside = self.text.count("\n", start, end)
        last = self._starts[line + below + inside]
        shown = self.text[first:].partition("\n")[0] if inside == 0 else self.text[first:end].partition("\n")[0]
        span = Span(line + below + 1, start - first + 1, line + below + inside + 1, max(end - last + 1, 1))
        return span, shown if len(shown) <= LONGEST_EXCERPT else ""


def _cell(text: str, at: int, column: int, delimiter: str) -> tuple[int, int]:
    """Return the first and last index of a cell, its quotes included, counting from the beginning of its row."""
    begin, number, inside = at, 0, False
    for here in range(at, len(text)):
        sign = text[here]
        if sign == '"' and (inside or here == begin):
            inside = not inside
        elif not inside and (sign == "\n" or sign == delimiter):
            if number == column:
                return begin, here
            if sign == "\n":
                return here, here
            number, begin = number + 1, here + 1
    return (begin if number == column else len(text)), len(text)


class Opened(NamedTuple):
    """What came of opening a table: `table` is None where there are diagnostics."""

    table: Table | None
    diagnostics: tuple[Diagnostic, ...] = ()


def beside(folder: Path) -> Tables:
    """Return what gives the tables that stand in a folder or below it; nothing outside is ever opened."""

    def content(name: str) -> bytes | Message | None:
        path = PurePosixPath(name)
        if "\\" in name or ":" in name or path.is_absolute() or ".." in path.parts:
            return message("The path '{path}' must stay inside the pack's folder.", path=name)
        try:
            found = (folder / path).resolve()
            if not found.is_relative_to(folder.resolve()):
                return message("The path '{path}' must stay inside the pack's folder.", path=name)
            if not found.exists():
                return _not_there(name, folder)
            if not found.is_file():
                return message("'{path}' is not a file.", path=name)
            return read_file(found, MOST_BYTES + 1)
        except (OSError, ValueError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            return message("Cannot read '{path}': {reason}", path=name, reason=reason)

    return content


def _not_there(name: str, folder: Path) -> Message | None:
    """Name the table that was most likely meant, if there is one."""
    from lemans_quiz.files.missing import likely_file

    likely = likely_file(name, folder).replace("\\", "/")
    sentence = message("There is no file '{path}' next to the pack. Did you mean '{word}'?", path=name, word=likely)
    return sentence if likely else None


def read_table(raw: bytes, file: str) -> Opened:
    """Read a table from the bytes of a CSV; `file` is what mistakes call it. Never raises for what the bytes hold."""
    if len(raw) > MOST_BYTES:
        sentence = message("The table is larger than {count} MiB.", count=MOST_BYTES >> 20)
        return Opened(None, (Diagnostic("table-too-large", ERROR, file, None, sentence),))
    text = decoded(raw, file)
    if isinstance(text, Diagnostic):
        return Opened(None, (text,))
    text = text.replace("\r\n", "\n")
    if "\r" in text and "\n" not in text:
        text = text.replace("\r", "\n")
    above = _DIRECTIVES.match(text)
    directives = above[0] if above else ""
    rest = text[len(directives) :]
    reading = _Reading(Table(file, text, _told_delimiter(directives) or _delimiter(rest)), directives.count("\n"))
    reading.run()
    return Opened(None if reading.found else reading.table, tuple(reading.found))


_DIRECTIVES = re.compile(
    r"(?:sep=.\n|#(?:separator|html|tags|columns|notetype|deck|guid)\b[^\n]*:[^\n]*\n)+", re.IGNORECASE
)
"""What spreadsheets and flashcard programs write above the header."""
_NAMES_OF_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";"}


def _told_delimiter(directives: str) -> str:
    """Return the delimiter that the lines above the header name, or nothing."""
    found = re.search(r"(?:sep=|#separator:)[ ]*(\S+|\t)", directives, re.IGNORECASE)
    named = _NAMES_OF_DELIMITERS.get(found[1].lower(), found[1]) if found else ""
    return named if named in DELIMITERS else ""


def _delimiter(text: str) -> str:
    """Return which sign separates the columns: the one that the header has most of outside quotes, a comma on ties."""
    pieces = text.lstrip("\n").split('"')
    header = ""
    for outside in pieces[::2]:
        header += outside.partition("\n")[0]
        if "\n" in outside:
            break
    return max(DELIMITERS, key=header.count)


class _Reading:
    """Reads the rows of one table into it, and writes down what is wrong with them."""

    def __init__(self, table: Table, above: int) -> None:
        self.table = table
        self.above = above
        """Lines above the table that are none of its rows."""
        self.found: list[Diagnostic] = []

    def run(self) -> None:
        table = self.table
        rows = csv.reader(io.StringIO(table.text, newline=""), delimiter=table.delimiter, strict=True)
        line = 0
        try:
            for row in rows:
                begin, line = line, rows.line_num
                if any(row) and begin >= self.above:
                    self._row([cell.strip() for cell in row], begin)
                if self._is_enough():
                    break
        except csv.Error as error:
            self._broken(line, str(error))
        if len(table.rows) > MOST_ROWS:
            sentence = message("The table has more than {count} rows.", count=MOST_ROWS)
            self._add("too-many-rows", (table.lines[-1], 0), sentence, help=message("Split the table."))
        if not table.rows and not self.found:
            self._empty()

    def _is_enough(self) -> bool:
        """Tell whether reading on makes no sense: under a wrong header all rows are wrong."""
        header_is_wrong = bool(self.found) and not self.table.rows and self.found[0].code not in _OF_A_ROW
        return header_is_wrong or len(self.table.rows) > MOST_ROWS or len(self.found) >= MOST_TOLD

    def _row(self, cells: list[str], line: int) -> None:
        table = self.table
        if not table.columns:
            self._header(cells, line)
            return
        width = len(table.columns)
        if width == 1 and not table.rows and sum(map(bool, cells)) > 1:
            self._header_below(line)
            return
        while len(cells) > width and not cells[-1]:
            cells.pop()
        if len(cells) != width:
            self._ragged(cells, line)
        if _holds_forbidden(cells):
            self._forbidden(cells, line)
        table.rows.append(cells)
        table.lines.append(line)

    def _header(self, cells: list[str], line: int) -> None:
        while cells and not cells[-1]:
            cells.pop()
        self.table.header_line = line
        for number, name in enumerate(cells):
            if not name:
                sentence = message("Column {number} has no name.", number=number + 1)
                self._add("bad-column", (line, number), sentence, expected=message("a name in the first row"))
            elif name in self.table.columns:
                sentence = message("Duplicate column '{column}'.", column=name)
                self._add("duplicate-column", (line, number), sentence, expected=message("each name once"))
            elif len(name) > LONGEST_NAME or any(sign in name for sign in "{}\n"):
                sentence = message("'{column}' is not a valid column name.", column=name[:LONGEST_NAME])
                self._add(
                    "bad-column", (line, number), sentence, expected=message("a short name on one line, without braces")
                )
            self.table.columns.setdefault(name or f"\n{number}", number)
        if _holds_forbidden(cells):
            self._forbidden(cells, line)
        if len(cells) > MOST_COLUMNS:
            sentence = message("The table has more than {count} columns.", count=MOST_COLUMNS)
            self._add("too-many-columns", (line, MOST_COLUMNS), sentence)

    def _header_below(self, line: int) -> None:
        """Above the header stands a line of one cell, such as the title of a sheet."""
        self._add(
            "header-not-first",
            (self.table.header_line, 0),
            message("This is not the header: it has one cell, but the rows below have several."),
            expected=message("the column names on the first line"),
            help=message("Delete the lines above line {line}, or name all columns here.", line=line + 1),
        )

    def _ragged(self, cells: list[str], line: int) -> None:
        """A row has more or fewer cells than the header."""
        width = len(self.table.columns)
        delimiter = {"\t": "tab"}.get(self.table.delimiter, self.table.delimiter)
        self._add(
            "ragged-row",
            (line, width if len(cells) > width else len(cells)),
            counted("This row has {count} cell.", "This row has {count} cells.", count=len(cells)),
            expected=counted("{count} cell, as in the header", "{count} cells, as in the header", count=width),
            help=message("Put cells that contain {delimiter} in double quotes.", delimiter=delimiter)
            if len(cells) > width
            else message("Add the missing cells, even if they are empty."),
        )

    def _forbidden(self, cells: Sequence[str], line: int) -> None:
        for number, cell in enumerate(cells):
            for character in dict.fromkeys(FORBIDDEN_IN_TEXT.findall(cell)):
                self._add(
                    "forbidden-character",
                    (line, number),
                    message("The character {character} is not allowed in a pack.", character=character_name(character)),
                    help=message("Delete it: it is invisible, or garbles what is shown."),
                )

    def _broken(self, line: int, reason: str) -> None:
        """The csv module could not go on: only quotes and cells of more than 100 kB bring that about."""
        if "field larger" in reason:
            sentence, help = message("A cell in this row is too long."), message("Close the quote that opens in it.")
        elif "end of data" in reason:
            sentence = message("A quote that opens in this row is never closed.")
            help = message("Close it at the end of the cell; write a quote inside a quoted cell twice.")
        else:
            sentence = message("More text follows a quoted cell in this row.")
            help = message("Write a quote inside a quoted cell twice.")
        self._add("bad-quotes", (line, 0), sentence, help=help)

    def _empty(self) -> None:
        sentence = message("The table has no rows.")
        expected = message("a row with column names, and rows below it")
        self.found.append(Diagnostic("empty-table", ERROR, self.table.file, None, sentence, expected=expected))

    def _add(
        self,
        code: str,
        cell: tuple[int, int],
        sentence: Message,
        *,
        expected: Message | None = None,
        help: Message | None = None,
    ) -> None:
        """Write down a mistake at (line from 0, column from 0)."""
        span, excerpt = self.table.place_on(*cell)
        self.found.append(Diagnostic(code, ERROR, self.table.file, span, sentence, excerpt, expected, help))


def _holds_forbidden(cells: Sequence[str]) -> bool:
    return any(FORBIDDEN_IN_TEXT.search(cell) for cell in cells)


MOST_TABLES = 50


class TableFiles:
    """The tables of one pack."""

    def __init__(self, content: Tables | None, pack_file: str) -> None:
        self._content = content
        self._folder = Path(pack_file).parent
        self._opened: dict[str, Opened | Message | None] = {}
        self.are_known = True

    @property
    def names(self) -> tuple[str, ...]:
        """The paths beside the pack, as the pack writes them: of tables that are there, right or wrong, and of missing ones."""
        return tuple(path for path, opened in self._opened.items() if not isinstance(opened, Message))

    def read(self, scope: Scope, node: Node) -> dict[str, Table | None]:
        """Read what stands under `tables`; None for a table that could not be read, which was written down."""
        if not isinstance(node, Mapping) or len(node.pairs) > MOST_TABLES:
            self.are_known = False
            expected = message("a name and a file on each line, such as winners: winners.csv")
            sentence = message("'{key}' needs keys with values.", key="tables")
            likely = ""
            if isinstance(node, Mapping):
                sentence = message("There are more than {count} tables.", count=MOST_TABLES)
            elif isinstance(node, Scalar) and node.value.strip():
                likely = f"{{{slug(Path(node.value).stem, 30) or 'table'}: {node.value.strip()}}}"
            copy = scope.findings.mended(node, likely) if likely else ""
            scope.findings.add("not-a-mapping", node, sentence, expected=expected, copy=copy)
            return {}
        return {name: self._table(scope, value) for name, (_, value) in node.pairs.items()}

    def _table(self, scope: Scope, node: Node) -> Table | None:
        path = word(scope, node, "tables")
        if path is None:
            return None
        if path not in self._opened:
            self._opened[path] = self._open(path)
        opened = self._opened[path]
        if not isinstance(opened, Opened):
            reason = opened or message("There is no file '{path}' next to the pack.", path=path)
            self._unreadable(scope, node, reason)
            return None
        for diagnostic in opened.diagnostics:
            scope.findings.found.append(diagnostic)
        return opened.table

    def _open(self, path: str) -> Opened | Message | None:
        if self._content is None:
            return message("Tables must be files next to the pack file.")
        content = self._content(path)
        return read_table(content, str(self._folder / path)) if isinstance(content, bytes) else content

    def _unreadable(self, scope: Scope, node: Node, reason: Message) -> None:
        line = scope.findings.line_of(node)
        scope.findings.add(
            "unreadable-table",
            node if isinstance(node, Scalar) and line else None,
            reason,
            expected=message("a CSV file in the pack's folder, or in a folder below it"),
        )
