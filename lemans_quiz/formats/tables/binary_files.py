"""Files that are no text: sheets are read, all others are told by name with the way to what can be read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from lemans_quiz.core.messages import message
from lemans_quiz.errors import MissingExtra
from lemans_quiz.formats.drafts import Unreadable
from lemans_quiz.formats.tables.grids import MOST_COLUMNS, MOST_ROWS, Grid, Row
from lemans_quiz.formats.tables.xlsx_grid import MOST_ENTRIES, MOST_UNPACKED, number_text, xlsx_grids

_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*")


def is_binary(content: bytes) -> bool:
    """Tell whether a file is one of those that begin with a sign of their own and are no text."""
    return content.startswith(
        (_ZIP, b"PK\x05\x06", _OLD_OFFICE, b"%PDF", b"SQLite format 3\0", b"{\\rtf", b"\x1f\x8b", *_PICTURES)
    )


def sheets_of(content: bytes) -> list[Grid]:
    """Return the sheets of a file. Raises Unreadable with the way out for one that holds none."""
    if content.startswith(_OLD_OFFICE):
        return _by_calamine(content)
    if not content.startswith(_ZIP):
        raise _no_sheet(content)
    names = _names(content)
    if any(name.startswith("xl/") for name in names):
        return xlsx_grids(content)
    if "content.xml" in names and "mimetype" in names:
        if _kind_of_open_document(content) not in ("", "spreadsheet"):
            raise _a_document(is_shown=_kind_of_open_document(content) == "presentation")
        _bound(content)
        return _by_calamine(content)
    raise _no_sheet_in_zip(names)


def _names(content: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name.casefold() for name in archive.namelist()[:MOST_ENTRIES]}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Unreadable(message("The file is damaged: {reason}", reason=str(error))) from None


def _kind_of_open_document(content: bytes) -> str:
    """Return the last word of the kind that a document says it is of: spreadsheet, text, presentation …"""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("mimetype") as packed:
            return packed.read(100).decode("ascii", "replace").strip().rpartition("opendocument.")[2].partition("-")[0]
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        return ""


def _a_document(*, is_shown: bool) -> Unreadable:
    """Say that a file is a presentation, or one of a word processor."""
    return Unreadable(
        message("This is a presentation.") if is_shown else message("This is a word processor document."),
        message("Save it as plain text (.txt), or copy the questions and paste them: lmq play -"),
    )


def _no_sheet_in_zip(names: set[str]) -> Unreadable:
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return _a_document(is_shown=not any(name.startswith("word/") for name in names))
    if any(name.endswith(".iwa") for name in names):
        return Unreadable(
            message("This is a file from Numbers, Pages or Keynote."),
            message("Export it as CSV or plain text, and use that file."),
        )
    if any(name.startswith("collection.anki2") for name in names):
        return Unreadable(
            message("This is an Anki package, which is not supported."),
            message("In Anki: File > Export, as 'Notes in Plain Text (.txt)'. Use that file."),
        )
    if "imsmanifest.xml" in names or any("assessment" in name for name in names):
        return _qti()
    return Unreadable(
        message("This is a zip archive, not a question file."),
        message("Unpack it and give the file or folder inside."),
    )


def _qti() -> Unreadable:
    return Unreadable(
        message("This is QTI (Canvas, Blackboard, ILIAS), which is not supported."),
        message("Import it into Moodle, export it there as Moodle XML or GIFT, and use that file."),
    )


def is_qti(content: bytes) -> bool:
    """Tell whether XML is QTI."""
    start = content[:4096].replace(b"\0", b"")
    return any(
        word in start
        for word in (b"<questestinterop", b"<assessmentItem", b"<assessmentTest", b"<qti-assessment", b"imscp")
    )


def refuse_qti() -> None:
    """Say what QTI can be made into."""
    raise _qti()


def _no_sheet(content: bytes) -> Unreadable:
    if content.startswith(b"%PDF"):
        return Unreadable(
            message("This is a PDF, which does not keep text in order."),
            message("Copy the questions from it and paste them: lmq play -"),
        )
    if content.startswith(b"{\\rtf"):
        return Unreadable(message("This is a word processor document."), message("Save it as plain text (.txt)."))
    if content.startswith(_PICTURES):
        return Unreadable(message("This is an image or a video, not a question file."))
    return Unreadable(message("This is not a question file."))


def _bound(content: bytes) -> None:
    """Unpack what will be read once, up to the bound, before a reader without bounds gets it."""
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                if name.casefold().endswith(".xml"):
                    with archive.open(name) as packed:
                        left -= len(packed.read(left + 1))
                    if left < 0:
                        raise Unreadable(
                            message("The spreadsheet is larger than {count} MiB unpacked.", count=MOST_UNPACKED >> 20)
                        )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise Unreadable(message("The file is damaged: {reason}", reason=str(error))) from None


def _by_calamine(content: bytes) -> list[Grid]:
    """Read ods and xls by the optional library."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise MissingExtra(".ods/.xls", "convert") from None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [_grid(name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names[:30]]
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable(message("Cannot read the spreadsheet: {reason}", reason=str(error)[:200])) from None


def _grid(name: str, rows: Sequence[Sequence[object]]) -> Grid:
    read = (
        Row(number, tuple(_cell(value) for value in row[:MOST_COLUMNS]))
        for number, row in enumerate(rows[:MOST_ROWS], 1)
    )
    return Grid(tuple(row for row in read if any(row.cells)), name[:40])


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return number_text(repr(value)) if isinstance(value, float) else str(value)
