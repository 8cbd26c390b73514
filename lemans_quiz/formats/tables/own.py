"""Tables that this program wrote -> drafts: their column `Type` holds our kinds, and nothing in them has to be guessed."""

from __future__ import annotations

import re
from collections.abc import Callable

from lemans_quiz.core.items import CHOICE, KINDS, MATCH, MULTIPLE, NUMBER, ORDER, TEXT, TRUE_FALSE
from lemans_quiz.core.messages import Message, message
from lemans_quiz.formats.drafts import (
    Answer,
    Block,
    Chosen,
    Content,
    Draft,
    DraftOption,
    Finding,
    LeftOut,
    Matched,
    Numeric,
    Ordered,
    Statement,
    Typed,
)
from lemans_quiz.formats.keys import truth
from lemans_quiz.formats.levels import level_of, seconds_of, tags_of
from lemans_quiz.formats.numbers import number_of
from lemans_quiz.formats.tables.grids import Grid, Row
from lemans_quiz.formats.tables.headers import Header

_Refusal = tuple[str, Message]


def is_own(grid: Grid, header: Header) -> bool:
    """Tell whether each row says one of our kinds, in the columns that we write."""
    rows = grid.rows[header.first_row :]
    kinds = {row.cell(header.one("type")) for row in rows}
    return bool(rows) and kinds <= set(KINDS) and not header.all("option") and header.one("id") >= 0


def read_own(grid: Grid, header: Header) -> Content:
    """Return a question for each row."""
    return Content(tuple(_Row(grid, header, row).block() for row in grid.rows[header.first_row :]))


class _Row:
    """Reads one row."""

    def __init__(self, grid: Grid, header: Header, row: Row) -> None:
        self.header = header
        self.row = row
        self.place = grid.place(row, header.one("question"))
        self.kind = row.cell(header.one("type"))

    def block(self) -> Block:
        """Return the question, or why it is none."""
        stem = self._one("question")
        read = _ANSWERS[self.kind](self) if stem else ("no-question", message("There is no question in this row."))
        if not isinstance(read, Answer):
            return LeftOut(self.place, self.kind, stem, Finding(read[0], self.place, read[1]))
        hints = tuple(line for line in self._one("hint").split("\n") if line)
        points = number_of(self._one("points"))
        return Draft(
            self.place,
            self.kind,
            stem,
            read,
            self._one("id"),
            explanation=self._one("explanation"),
            hints=hints,
            level=level_of(self._one("level")),
            seconds=seconds_of(self._one("seconds")),
            points=float(points) if points is not None and 0 <= points <= 1000 else 1.0,
            tags=tags_of(self._one("tags")),
            source=self._one("source"),
        )

    def _one(self, role: str) -> str:
        return _unquoted(self.row.cell(self.header.one(role)))

    def _all(self, role: str) -> tuple[str, ...]:
        return tuple(text for column in self.header.all(role) if (text := _unquoted(self.row.cell(column))))

    def chosen(self) -> Answer | _Refusal:
        """Read a choice among right and wrong answers."""
        right = self._all("correct")
        if not right:
            return "no-right-answer", message("It has no right answer.")
        options = (*(DraftOption(text, True) for text in right), *(DraftOption(text) for text in self._all("wrong")))
        return Chosen(options, self.kind == MULTIPLE)

    def statement(self) -> Answer | _Refusal:
        """Read true or false."""
        key = truth(self._one("correct"))
        return Statement(key) if key is not None else ("no-right-answer", message("It has no right answer."))

    def typed(self) -> Answer | _Refusal:
        """Read a typed answer and what counts too."""
        answers = (*self._all("correct"), *self._all("accept"))
        return Typed(answers) if answers else ("no-right-answer", message("It has no right answer."))

    def number(self) -> Answer | _Refusal:
        """Read a number with its tolerance and unit."""
        key, width = number_of(self._one("correct")), number_of(self._one("tolerance") or "0")
        if key is None or width is None:
            return "no-number", message("'{text}' is not a number.", text=self._one("correct"))
        return Numeric(key, key - abs(width), key + abs(width), unit=self._one("unit"))

    def ordered(self) -> Answer | _Refusal:
        """Read entries in their order."""
        return Ordered(self._all("correct"))

    def matched(self) -> Answer | _Refusal:
        """Read pairs with an equals sign between their sides."""
        pairs = [re.split(r"\s(?:=|->)\s", text, maxsplit=1) for text in self._all("correct")]
        if not pairs or any(len(pair) != 2 for pair in pairs):
            return "no-arrow", message("A pair needs ' = ' between its sides.")
        return Matched(tuple((left.strip(), right.strip()) for left, right in pairs), self._all("wrong"))


_ANSWERS: dict[str, Callable[[_Row], Answer | _Refusal]] = {
    CHOICE: _Row.chosen,
    MULTIPLE: _Row.chosen,
    TRUE_FALSE: _Row.statement,
    TEXT: _Row.typed,
    NUMBER: _Row.number,
    ORDER: _Row.ordered,
    MATCH: _Row.matched,
}


def _unquoted(text: str) -> str:
    """Return a text without the sign that keeps spreadsheets from taking it for a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in set("=+-@'") and len(text) > 1 else text
