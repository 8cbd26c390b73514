"""A table -> the text of a pack that asks each of its columns from the first. What reading does with it is each.py's."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from lemans_quiz.authoring.writer import scalar
from lemans_quiz.core.diagnostics import has_errors
from lemans_quiz.core.messages import message
from lemans_quiz.errors import NotFound, PackMistakes, UsageError
from lemans_quiz.files.missing import no_such_file
from lemans_quiz.i18n import as_started
from lemans_quiz.packs.naming import slug
from lemans_quiz.packs.reading.numbers import NUMBER
from lemans_quiz.packs.reading.reader import read_pack
from lemans_quiz.packs.reading.texts import fold
from lemans_quiz.packs.tables.tables import Table, beside, read_table

WRONG = 3
"""So many wrong answers each question gets; a column needs one different text more."""

_ENGLISH = {
    "top": "A pack made from the table {file}: one question for each row and each block below.\n"
    "Reword the questions, delete what is not worth asking, and preview it:  lmq pack check --watch {pack}",
    "source": "where the facts come from; write the book or the address here",
    "each": "One question for each row; a column name in braces stands for the row's cell.",
    "explanation": "Shown after the answer; a column of the table can give a sentence for each row.",
    "question": "{{{first}}}: which {column}?",
    "out": "Not asked: {column}. {reason}",
    "empty": "Line {line} of the table is empty there.",
    "few": "It has only {count} different values; {needed} are needed.",
    "long": "Its texts are too long for options.",
    "other": "Some rows would not have {count} wrong answers, or two questions would be the same.",
}
_GERMAN = {
    "top": "Ein Fragenpaket aus der Tabelle {file}: je Zeile eine Frage für jeden Block unten.\n"
    "Fragen umformulieren, Unwichtiges löschen, dann ansehen:  lmq pack check --watch {pack}",
    "source": "woher die Fakten stammen; hier Buch oder Adresse eintragen",
    "each": "Je Zeile eine Frage; der Name einer Spalte in geschweiften Klammern steht für die Zelle der Zeile.",
    "explanation": "Wird nach der Antwort gezeigt; eine Spalte der Tabelle kann je Zeile einen Satz dafür enthalten.",
    "question": "{column}: Was gehört zu {{{first}}}?",
    "out": "Nicht abgefragt: {column}. {reason}",
    "empty": "In Zeile {line} der Tabelle steht dort nichts.",
    "few": "Dort stehen nur {count} verschiedene Texte, nötig sind {needed}.",
    "long": "Die Texte sind zu lang, um aus ihnen zu wählen.",
    "other": "Für manche Zeilen gäbe es keine {count} falschen Antworten, oder zwei Fragen wären gleich.",
}

LONGEST_OPTION = 68
"""One line of a screen of 80 columns, beside the letter of the option."""


class _Place(NamedTuple):
    """Where the pack and its table lie, and what the pack calls the table."""

    pack: Path
    path: str
    name: str


def pack_from_table(table: Path, pack: Path, *, title: str, language: str, schema: str) -> str:
    """Return the text of a pack at `pack` that asks each column of the table from the first; it reads without mistakes.

    `schema` is where editors find the schema. A column that cannot be asked is left out, and a comment says why. Raises NotFound
    where there is no such table, UsageError where it lies elsewhere or nothing can be asked, PackMistakes for its mistakes.
    """
    place = _placed(table, pack)
    raw = _content(place)
    opened = read_table(raw, str(table))
    if opened.table is None:
        raise PackMistakes(table.name, opened.diagnostics)
    words = _GERMAN if language == "de" else _ENGLISH
    writing = _Writing(place, opened.table, words, "de" if language == "de" else "en")
    return writing.text(title, schema, raw)


def _placed(table: Path, pack: Path) -> _Place:
    if not table.is_file():
        raise no_such_file(str(table))
    folder = pack.parent.resolve()
    if not table.resolve().is_relative_to(folder):
        raise UsageError(
            message("The table must be in the pack's folder: {folder}", folder=str(folder)),
            message("Copy '{path}' there first.", path=str(table)),
        )
    path = table.resolve().relative_to(folder).as_posix()
    return _Place(pack, path, slug(table.stem, 40) or "table")


def _content(place: _Place) -> bytes:
    content = beside(place.pack.parent)(place.path)
    if isinstance(content, bytes):
        return content
    raise NotFound(content) if content else no_such_file(str(place.pack.parent / place.path))


class _Writing:
    """Writes the pack of one table, block by block."""

    def __init__(self, place: _Place, table: Table, words: Mapping[str, str], language: str) -> None:
        self.place = place
        self.table = table
        self.words = words
        self.language = language
        self.columns = list(table.columns)
        self.first = self.columns[0]
        self.ids: set[str] = set()

    def text(self, title: str, schema: str, raw: bytes) -> str:
        self._check_first()
        head = self._head(title, schema)
        blocks: list[str] = []
        left_out: list[str] = []
        for number, column in enumerate(self.columns[1:], 1):
            block = self._block(number, column)
            reason = self._reason(number, column) or self._objection(head + block, raw)
            if reason:
                left_out.append(f"  # {self.words['out'].format(column=column, reason=reason)}\n")
            else:
                blocks.append(block)
        if not blocks:
            raise UsageError(
                message("No questions can be made from the columns of '{path}'.", path=self.place.path),
                message("{reason}", reason=" ".join(line.strip(" #\n") for line in left_out[:3]))
                if left_out
                else message("A table needs at least two columns."),
            )
        return head + f"  # {self.words['each']}\n" + "\n".join(blocks) + ("\n" if left_out else "") + "".join(left_out)

    def _check_first(self) -> None:
        for row, cells in enumerate(self.table.rows):
            if not cells[0]:
                line = self.table.place(row, 0)[0].line
                raise UsageError(
                    message("The first column of '{path}' is empty on line {line}.", path=self.place.path, line=line),
                    message("Fill it in: every question is about an entry in the first column."),
                )

    def _head(self, title: str, schema: str) -> str:
        place, words = self.place, self.words
        comment = (
            as_started(words["top"]).format(file=place.path, pack=shlex.quote(place.pack.name)).replace("\n", "\n# ")
        )
        return (
            f"# yaml-language-server: $schema={schema}\n# {comment}\n"
            f"title: {scalar(' '.join(title.split()) or place.name)}\n"
            f"language: {self.language}\n"
            f"sources:\n  list: {scalar(place.path)}  # {words['source']}\n"
            "defaults: {source: list}\n"
            f"tables: {{{scalar(place.name, in_brackets=True)}: {scalar(place.path, in_brackets=True)}}}\n\n"
            "questions:\n"
        )

    def _block(self, number: int, column: str) -> str:
        question = self.words["question"].format(column=column, first=self.first)
        near = self._near(number, column)
        return (
            f"  - each: {scalar(self.place.name)}\n"
            f"{self._id(number, column)}"
            f"    question: {scalar(question)}\n"
            f"    answer: {_quoted('{' + column + '}')}\n"
            f"    wrong: {{from: {scalar(column, in_brackets=True)}, {near}count: {WRONG}}}\n"
            f"    # explanation: …  # {self.words['explanation']}\n"
        )

    def _id(self, number: int, column: str) -> str:
        """Return the line of the id; none where the first column does not tell the rows apart."""
        ids = {slug(row[0], 80) for row in self.table.rows}
        if "" in ids or len(ids) < len(self.table.rows):
            return ""
        name = slug(column, 15)
        name = name if name and name not in self.ids else f"{name or 'column'}-{number}"
        self.ids.add(name)
        return f"    id: {scalar(name + '-{' + self.first + '}')}\n"

    def _near(self, number: int, column: str) -> str:
        """Return what is near: numbers next to each other are the most tempting, of the first column or the asked one."""
        for place, name in ((0, self.first), (number, column)):
            if all(NUMBER.fullmatch(row[place]) for row in self.table.rows):
                return f"near: {scalar(name, in_brackets=True)}, "
        return ""

    def _reason(self, number: int, column: str) -> str:
        """Return why a column cannot be asked, or nothing."""
        cells = [row[number] for row in self.table.rows]
        if "" in cells:
            line = self.table.place(cells.index(""), number)[0].line
            return self.words["empty"].format(line=line)
        different = len({fold(cell) for cell in cells})
        if different <= WRONG:
            return self.words["few"].format(count=different, needed=WRONG + 1)
        return self.words["long"] if max(map(len, cells)) > LONGEST_OPTION else ""

    def _objection(self, text: str, raw: bytes) -> str:
        """Return what the reader has against a pack with this block alone, in a sentence for its author; mostly nothing."""
        reading = read_pack(text.encode(), file=self.place.pack.name, default_id="new", tables=lambda _: raw)
        return self.words["other"].format(count=WRONG) if has_errors(reading.diagnostics) else ""


def _quoted(text: str) -> str:
    """Return a text in quotes, as a template must be that begins with a brace."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
