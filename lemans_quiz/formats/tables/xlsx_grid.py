"""xlsx -> grids, by the standard library: only the texts and numbers of its cells are read, within bounds."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib

from lemans_quiz.core.messages import message
from lemans_quiz.formats.drafts import Unreadable
from lemans_quiz.formats.tables.grids import MOST_COLUMNS, MOST_ROWS, Grid, Row, column_number
from lemans_quiz.formats.xml_events import Broken, Handlers, read_xml

MOST_ENTRIES = 2_000
MOST_UNPACKED = 24 << 20
MOST_SHEETS = 30
MOST_CELLS = 1_000_000
MOST_TIMES = 150
"""So many times its packed size a part may have; sheets of questions have ten to thirty times."""

_SMALL = 1 << 20


def xlsx_grids(content: bytes) -> list[Grid]:
    """Return the sheets of a workbook in their order. Raises Unreadable for what is none, or is too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _Workbook(archive).grids()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise Unreadable(message("Cannot read the spreadsheet: {reason}", reason=str(error))) from None
    except Broken as error:
        raise Unreadable(message("Cannot read the spreadsheet: {reason}", reason=error.reason)) from None


class _Workbook:
    """Reads the members of one file that are needed, up to a size that no sheet of questions has."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        if len(archive.infolist()) > MOST_ENTRIES:
            raise Unreadable(message("The file has too many parts for a spreadsheet of questions."))
        self.archive = archive
        self.names = {name.casefold().lstrip("/"): name for name in archive.namelist()}
        self.left = MOST_UNPACKED

    def grids(self) -> list[Grid]:
        main = self._main_part()
        targets = self._targets(main)
        found = _Sheets()
        read_xml(self._member(main), found)
        strings = _Strings()
        shared = next((path for path in targets.values() if path.casefold().endswith("sharedstrings.xml")), "")
        if shared:
            read_xml(self._member(shared), strings)
        grids: list[Grid] = []
        for name, key in found.sheets[:MOST_SHEETS]:
            path = targets.get(key, "")
            if path.casefold() in self.names:
                cells = _Cells(strings.texts)
                read_xml(self._member(path), cells)
                grids.append(Grid(tuple(cells.rows), name))
        return grids

    def _member(self, path: str) -> bytes:
        """Return a part of the file whole; its size is counted while unpacking, as a zip may lie about it."""
        entry = self.archive.getinfo(self.names[path.casefold()])
        if entry.file_size > _SMALL and entry.file_size > MOST_TIMES * entry.compress_size:
            raise Unreadable(message("The spreadsheet is too large for a list of questions."))
        with self.archive.open(entry) as packed:
            content = packed.read(self.left + 1)
        self.left -= len(content)
        if self.left < 0:
            raise Unreadable(message("The spreadsheet is larger than {count} MiB unpacked.", count=MOST_UNPACKED >> 20))
        return content

    def _main_part(self) -> str:
        for path in ("xl/workbook.xml", *(name for name in self.names if re.fullmatch(r"xl/workbook\w*\.xml", name))):
            if path in self.names:
                return path
        raise Unreadable(message("It contains no sheet."))

    def _targets(self, main: str) -> dict[str, str]:
        """Return the paths of the workbook's parts by their keys; none leads out of the file, whose names alone are looked up."""
        folder, name = posixpath.split(main)
        relations = f"{folder}/_rels/{name}.rels"
        if relations.casefold() not in self.names:
            raise Unreadable(message("It contains no sheet."))
        found = _Relations()
        read_xml(self._member(relations), found)
        return {key: posixpath.normpath(posixpath.join(folder, target)).lstrip("/") if not target.startswith("/") else target.lstrip("/")
                for key, target in found.targets.items()}  # fmt: skip


class _Relations(Handlers):
    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and "Id" in attributes and attributes.get("TargetMode") != "External":
            self.targets[attributes["Id"]] = attributes.get("Target", "")


class _Sheets(Handlers):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            key = next((value for key, value in attributes.items() if key.rpartition("}")[2] == "id"), "")
            self.sheets.append((attributes.get("name", "Sheet")[:40], key))


class _Strings(Handlers):
    """The texts that cells share; what is said of how they are spoken (rPh) is no text."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.pieces: list[str] = []
        self.inside = False
        self.spoken = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self.pieces = []
        elif name == "rPh":
            self.spoken += 1
        self.inside = name == "t" and not self.spoken

    def end(self, name: str) -> None:
        self.inside = False
        if name == "rPh":
            self.spoken -= 1
        elif name == "si":
            self.texts.append("".join(self.pieces))

    def text(self, text: str) -> None:
        if self.inside:
            self.pieces.append(text)


class _Cells(Handlers):
    """The rows of a sheet. A number is written as people see it: 4, not 4.0."""

    def __init__(self, shared: list[str]) -> None:
        self.shared = shared
        self.rows: list[Row] = []
        self.cells: dict[int, str] = {}
        self.number = 0
        self.column = -1
        self.type = ""
        self.pieces: list[str] = []
        self.inside = False
        self.count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            said = attributes.get("r", "")
            self.number = int(said) if said.isascii() and said.isdigit() and len(said) < 8 else self.number + 1
            self.cells, self.column = {}, -1
        elif name == "c":
            place = column_number(attributes.get("r", ""))
            self.column = place if place >= 0 else self.column + 1
            self.type = attributes.get("t", "n")
            self.pieces = []
        self.inside = name in {"v", "t"}

    def end(self, name: str) -> None:
        self.inside = False
        if name == "c":
            text = self._text("".join(self.pieces))
            if text and 0 <= self.column < MOST_COLUMNS:
                self.cells[self.column] = text
                self.count += 1
        elif name == "row" and self.cells:
            if len(self.rows) >= MOST_ROWS or self.count > MOST_CELLS:
                raise Unreadable(message("The sheet has too many rows."))
            self.rows.append(
                Row(self.number, tuple(self.cells.get(column, "") for column in range(max(self.cells) + 1)))
            )

    def text(self, text: str) -> None:
        if self.inside:
            self.pieces.append(text)

    def _text(self, value: str) -> str:
        match self.type:
            case "s":
                place = int(value) if value.strip().isascii() and value.strip().isdigit() and len(value) < 10 else -1
                return self.shared[place] if 0 <= place < len(self.shared) else ""
            case "b":
                return "TRUE" if value.strip() == "1" else "FALSE"
            case "e":
                return ""
            case "n":
                return number_text(value)
            case _:
                return value


def number_text(value: str) -> str:
    """Return a number as it is shown in a cell: without the tail that floating point leaves, and whole where it is."""
    try:
        number = float(value)
    except ValueError:
        return value
    if number != number or abs(number) == float("inf"):
        return ""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.12g}" if abs(number) < 1e15 else value
