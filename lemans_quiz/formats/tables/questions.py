"""Tables of questions -> drafts: a header that says which column is which, and one question a row.

The sheets of Kahoot, Wayground, Blooket and Gimkit are cases of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from lemans_quiz.core.messages import Message, message
from lemans_quiz.formats.drafts import (
    HTML,
    PLAIN,
    Answer,
    Block,
    Chosen,
    Content,
    Draft,
    DraftOption,
    Finding,
    LeftOut,
    Numeric,
    Statement,
    Typed,
)
from lemans_quiz.formats.html_text import looks_like_html
from lemans_quiz.formats.keys import by_letter, by_number, folded, right_places, same_as_options, truth
from lemans_quiz.formats.levels import level_of, seconds_of, tags_of
from lemans_quiz.formats.numbers import number_of
from lemans_quiz.formats.tables import headerless
from lemans_quiz.formats.tables.grids import Grid, Row
from lemans_quiz.formats.tables.headers import Header, find_header, normalised, side_by_side
from lemans_quiz.formats.tables.one_row_an_option import is_one_row_an_option, read_one_row_an_option
from lemans_quiz.formats.tables.own import is_own, read_own

BY_TEXT, BY_LETTER, BY_NUMBER, BY_NUMBER_FROM_0, NOT_LISTED = "text", "letter", "number", "number-from-0", "not-listed"
"""How a column says which option is right; NOT_LISTED holds the right answer, and the options are wrong ones."""

_EXAMPLE = "which spreadsheet tools can read this sheet"
_INSTRUCTION = re.compile(r"text of the question|text for option|option 1$", re.I)
_UNMARKABLE = re.compile(
    r"poll|open[- ]?ended|draw\w*|umfrage|word ?cloud|brainstorm|audio|video|essay|freitext|survey", re.I
)
_LIKE_A_LIST = re.compile(r"[0-9]\.[1-9]")
_MARK = re.compile(
    r"\s*(?:^[*✓✔✅]\s*|\s*(?:[(\[](?:correct|right|richtig|korrekt|juste|x)[)\]]|[✓✔✅]|(?<=\S)\*)$)", re.I
)


_TOLD = ("question", "correct", "option", "wrong", "options")
_ERROR = re.compile(r"#(?:NAME\?|REF!|VALUE!|N/A|DIV/0!|NULL!|NUM!|NV|BEZUG!|WERT!|ZAHL!|NOM \?|VALEUR!)")


class _Refusal(NamedTuple):
    """Why a row is no question; `role` names the column that says so."""

    role: str
    code: str
    sentence: Message


def read_tables(grids: Sequence[Grid]) -> Content | None:
    """Return the questions of the sheets whose header is known; None where no sheet has one."""
    blocks: list[Block] = []
    notes: list[Finding] = []
    found = False
    for grid in grids:
        header = find_header(grid)
        if header:
            found = True
            for content in _contents(grid, header):
                blocks += content.blocks
                notes += content.notes
    return Content(tuple(blocks), tuple(notes)) if found else None


def _contents(grid: Grid, header: Header) -> list[Content]:
    if is_own(grid, header):
        return [read_own(grid, header)]
    if is_one_row_an_option(grid, header):
        return [read_one_row_an_option(grid, header)]
    header = _with_listed_options(grid, header)
    if _has_options_by_other_names(header):
        below = headerless.read_headerless(Grid(grid.rows[header.first_row :], grid.sheet, grid.separator))
        if below is not None:
            return [below]
    return [_Table(grid, one).read() for one in side_by_side(header)]


def _with_listed_options(grid: Grid, header: Header) -> Header:
    """Return the header with the column, whatever its name, that lists options in nearly all rows: with the right one among them, or marked."""
    rows = grid.rows[header.first_row :]
    if not rows or any(header.all(role) for role in ("option", "options", "wrong")):
        return header
    keys, asks = header.all("correct"), header.one("question")
    for column in range(len(header.names)):
        others = [key for key in keys if key != column]
        good = sum(_lists(row.cell(column), [text for key in others if (text := row.cell(key))]) for row in rows)
        if column != asks and good >= max(2, len(rows) * 0.8):
            return header._replace(columns={**header.columns, "options": (column,), "correct": tuple(others)})
    return header


def _lists(cell: str, said: list[str]) -> bool:
    parts = _listed(cell) if cell else []
    marks = sum(bool(_MARK.search(part)) for part in parts)
    return len(parts) > 1 and (bool(same_as_options(", ".join(said), parts)) if said else 0 < marks < len(parts))


def _has_options_by_other_names(header: Header) -> bool:
    """Tell whether no column is known as an option, but several have a name that is not known."""
    known = {column for columns in header.columns.values() for column in columns}
    others = [name for column, name in enumerate(header.names) if column not in known and name.strip()]
    return not any(header.all(role) for role in ("option", "options", "wrong")) and len(others) > 1


class _Table:
    """Reads one sheet; how its column of right answers is meant is decided by all its rows."""

    def __init__(self, grid: Grid, header: Header) -> None:
        self.grid = grid
        self.header = header
        self.rows = [row for row in grid.rows[header.first_row :] if self._is_question(row)]
        self.way = self._way()

    def read(self) -> Content:
        """Return a block for each row."""
        notes = []
        if self.way == BY_NUMBER_FROM_0:
            sentence = message("The right answers are numbered from 0.")
            notes.append(Finding("from-0", self._place(self.rows[0], "correct"), sentence))
        return Content(tuple(self._block(row) for row in self.rows), tuple(notes))

    def _is_question(self, row: Row) -> bool:
        """Tell whether a row asks something: numbers and times alone, instructions and repeated headers do not."""
        stem = self._cell(row, "question")
        if any(folded(stem) == folded(row.cell(column)) for column in self.header.all("option")[:1]):
            return bool(stem)
        if _INSTRUCTION.match(stem) and any(_INSTRUCTION.match(row.cell(at)) for at in self.header.all("option")):
            return False
        if normalised(stem) == normalised(self.header.names[self.header.one("question")]):
            return False
        told = [
            row.cell(column) for role in ("question", "option", "options", "wrong") for column in self.header.all(role)
        ]
        return any(told)

    def _cell(self, row: Row, role: str) -> str:
        return row.cell(self.header.one(role))

    def _place(self, row: Row, role: str = "question") -> str:
        return self.grid.place(row, max(0, self.header.one(role)))

    def _options(self, row: Row) -> list[str]:
        """Return the options by their places; empty cells keep theirs, for numbers count them."""
        listed = self._cell(row, "options")
        if listed:
            return _listed(listed)
        return [row.cell(column) for column in self.header.all("option")]

    def _correct(self, row: Row) -> list[str]:
        return [text for column in self.header.all("correct") if (text := row.cell(column))]

    def _way(self) -> str:
        """Return how the right answers are told: what explains the most rows; a tie is for the text itself."""
        counts = dict.fromkeys((BY_TEXT, BY_LETTER, BY_NUMBER), 0)
        zeros, lasts, asked = 0, 0, 0
        for row in self.rows:
            options, said = self._options(row), ", ".join(self._correct(row))
            if not said or not any(options):
                continue
            asked += 1
            counts[BY_TEXT] += bool(same_as_options(said, options))
            counts[BY_LETTER] += bool(by_letter(said, len(options)))
            counts[BY_NUMBER] += bool(by_number(said, len(options)) or by_number(said, len(options), first=0))
            zeros += bool(re.fullmatch(r"0(?:\.0)?", said))
            lasts += said == str(len(options))
        name = " ".join(self.header.names[column].casefold() for column in self.header.all("correct"))
        if counts[BY_NUMBER] and re.search(r"choose at least|only include answer|index|number|#|nummer", name):
            counts[BY_NUMBER] += asked
        best = max(counts, key=lambda way: counts[way])
        if asked and counts[best] < max(1, asked * 0.2):
            return NOT_LISTED
        return BY_NUMBER_FROM_0 if best == BY_NUMBER and zeros and not lasts else best

    def _block(self, row: Row) -> Block:
        stem = self._cell(row, "question")
        kind, read = self._answer(row)
        if not stem:
            read = _Refusal("question", "no-question", message("There is no question in this row."))
        elif stem.casefold().startswith(_EXAMPLE):
            read = _Refusal("question", "example", message("It is the example from Kahoot's template."))
        elif self._cell(row, "image"):
            read = _Refusal("image", "picture", message("It needs a picture."))
        read = self._damage(row) or read
        if isinstance(read, _Refusal):
            place = self._place(row, read.role)
            return LeftOut(place, kind, stem, Finding(read.code, place, read.sentence))
        hint = self._cell(row, "hint")
        return Draft(
            self._place(row),
            kind,
            stem,
            read,
            self._cell(row, "id"),
            HTML if self._is_html(row) else PLAIN,
            self._explanation(row),
            (hint,) if hint else (),
            level_of(self._cell(row, "level")),
            seconds_of(self._cell(row, "seconds")),
            _points(self._cell(row, "points")),
            tuple(tag for column in self.header.all("tags") for tag in tags_of(row.cell(column))),
            self._cell(row, "source"),
        )

    def _damage(self, row: Row) -> _Refusal | None:
        """Return what a program or a missing quotation mark did to a row, so that its cells are not what their columns say."""
        errors = [
            cell.strip() for role in _TOLD for at in self.header.all(role) if _ERROR.fullmatch(cell := row.cell(at))
        ]
        if errors:
            return _Refusal("question", "error-cell", message("'{text}' is a spreadsheet error.", text=errors[0]))
        at = self.header.one("question")
        is_cut = not re.search(r"[?.:!…_)]$", row.cell(at)) and any(
            cell.endswith("?") for cell in row.cells[at + 1 : at + 3]
        )
        if not self.grid.sheet and ((self._beyond(row) and not self._ends_in_explanation()) or is_cut):
            sentence = message(
                "The row has more cells than the table has columns; text that contains the separator needs quotation marks."
            )
            return _Refusal("question", "more-cells", sentence)
        return None

    def _beyond(self, row: Row) -> list[str]:
        """Return what stands to the right of all columns that have a name."""
        cells = [cell.strip() for cell in row.cells[len(self.header.names) :]]
        return cells if any(cells) else []

    def _ends_in_explanation(self) -> bool:
        return self.header.one("explanation") == len(self.header.names) - 1

    def _explanation(self, row: Row) -> str:
        """Return the explanation, with what a separator in it pushed beyond the last column."""
        told = self._cell(row, "explanation")
        beyond = self._beyond(row) if told and self.grid.separator and self._ends_in_explanation() else []
        return f"{self.grid.separator} ".join((told, *beyond))

    def _is_html(self, row: Row) -> bool:
        return any(looks_like_html(cell) or re.search(r"&(?:[a-z]{2,8}|#[0-9]{2,5});", cell) for cell in row.cells)

    def _answer(self, row: Row) -> tuple[str, Answer | _Refusal]:
        kind = self._cell(row, "type").casefold()
        options, wrong = self._options(row), self._wrong(row)
        said = self._correct(row)
        if _UNMARKABLE.search(kind):
            return "essay", _Refusal("type", "essay", message("Polls, drawings and open answers cannot be marked."))
        if re.search(r"fill|typed|short|blank|lücke|type.?in", kind) and not wrong:
            return _typed([*said, *(option for option in options if option)] or [], self._accept(row))
        if wrong or (self.way == NOT_LISTED and any(options)):
            others = wrong or [option for option in options if option]
            return self._right_and_wrong(said, others)
        if any(options):
            return "multichoice", self._chosen(row, options, said)
        return self._without_options(row, said)

    def _wrong(self, row: Row) -> list[str]:
        """Return the wrong answers; a single column for several of them lists them."""
        columns = self.header.all("wrong")
        if len(columns) == 1 and re.search(r"(s|en)$", normalised(self.header.names[columns[0]])):
            return _listed(row.cell(columns[0])) if row.cell(columns[0]) else []
        return [text for column in columns if (text := row.cell(column))]

    def _accept(self, row: Row) -> list[str]:
        return [
            text
            for column in self.header.all("accept")
            for text in re.split(r"[|;\n]", row.cell(column))
            if text.strip()
        ]

    def _right_and_wrong(self, said: list[str], wrong: list[str]) -> tuple[str, Answer | _Refusal]:
        if not said:
            return "multichoice", _Refusal("correct", "no-right-answer", message("It has no right answer."))
        options = (*(DraftOption(text, True) for text in said), *(DraftOption(text) for text in wrong))
        return "multichoice", Chosen(options, len(said) > 1)

    def _chosen(self, row: Row, options: list[str], said: list[str]) -> Answer | _Refusal:
        marked = [place for place, option in enumerate(options) if _MARK.search(option)]
        if not said and marked and not self.header.all("correct"):
            options, places = [_MARK.sub("", option) for option in options], tuple(marked)
        else:
            read = self._right(", ".join(said), options)
            if isinstance(read, _Refusal):
                return read
            places = read
        chosen = tuple(DraftOption(option, place in places) for place, option in enumerate(options) if option)
        return Chosen(chosen, len(places) > 1)

    def _right(self, said: str, options: list[str]) -> tuple[int, ...] | _Refusal:
        """Return the places of the right options, or what is wrong with what the row says."""
        if not said:
            return _Refusal("correct", "no-right-answer", message("Nothing says which option is right."))
        if (
            self.way in {BY_NUMBER, BY_NUMBER_FROM_0}
            and _LIKE_A_LIST.fullmatch(said)
            and not same_as_options(said, options)
        ):
            sentence = message(
                "'{text}' may have been {list} before a program turned it into a number.",
                text=said,
                list=said.replace(".", ","),
            )
            return _Refusal("correct", "number-of-a-list", sentence)
        places = self._by_way(said, options) or right_places(said, options)
        if not places:
            sentence = message("'{text}' is not one of its options.", text=said)
            return _Refusal("correct", "no-such-option", sentence)
        if any(not options[place] for place in places):
            sentence = message("'{text}' refers to an empty option.", text=said)
            return _Refusal("correct", "no-such-option", sentence)
        return places

    def _by_way(self, said: str, options: list[str]) -> tuple[int, ...]:
        match self.way:
            case "letter":
                return by_letter(said, len(options))
            case "number":
                return by_number(said, len(options))
            case "number-from-0":
                return by_number(said, len(options), first=0)
            case _:
                return same_as_options(said, options)

    def _without_options(self, row: Row, said: list[str]) -> tuple[str, Answer | _Refusal]:
        if not said:
            return "shortanswer", _Refusal("correct", "no-right-answer", message("It has no answer."))
        kind = self._cell(row, "type").casefold()
        key = truth(said[0])
        if (
            key is not None
            and len(said) == 1
            and (kind or folded(said[0]) in {"true", "false", "wahr", "falsch", "vrai", "faux"})
        ):
            return "truefalse", Statement(key)
        number = numeric(said[0], self._cell(row, "tolerance"), self._cell(row, "unit"))
        if number and len(said) == 1 and not self._accept(row) and kind not in {"text", "shortanswer"}:
            return "numerical", number
        return _typed(said, self._accept(row))


def _listed(cell: str) -> list[str]:
    """Return the options of a cell that holds them all: one a line, or with semicolons, bars or commas between them."""
    if re.fullmatch(r"\[\s*(['\"]).*\1\s*\]", cell, re.DOTALL):
        return [part[1] for part in re.findall(r"(['\"])(.*?)\1(?=\s*[,\]])", cell, re.DOTALL)]
    for separator in ("\n", "|", ";", ","):
        parts = [part.strip() for part in cell.split(separator) if part.strip()]
        if len(parts) > 1:
            counted = [re.fullmatch(r"([A-Za-z1-9])\s+(.+)", part, re.DOTALL) for part in parts]
            if [one[1].upper() for one in counted if one] in (
                list("ABCDEFGHIJ"[: len(parts)]),
                list("123456789"[: len(parts)]),
            ):
                return [one[2] for one in counted if one]
            return [re.sub(r"^[(\[]?[A-Za-z1-9][)\].:]\s+", "", part) for part in parts]
    return [cell]


def _typed(answers: Sequence[str], accept: Sequence[str]) -> tuple[str, Answer | _Refusal]:
    """Return a typed answer; bars separate what counts the same."""
    every = [part.strip() for answer in (*answers, *accept) for part in answer.split("|") if part.strip()]
    if not every:
        return "shortanswer", _Refusal("correct", "no-right-answer", message("It has no answer."))
    return "shortanswer", Typed(tuple(dict.fromkeys(every)))


def numeric(text: str, tolerance: str, unit: str) -> Numeric | None:
    """Return the number that a cell is when it is written as one and no more, else None."""
    if not re.fullmatch(r"-?(0|[1-9][0-9]{0,14})([.][0-9]{1,10})?", text):
        return None
    key, width = number_of(text), number_of(tolerance or "0")
    return None if key is None or width is None else Numeric(key, key - abs(width), key + abs(width), unit=unit)


def _points(text: str) -> float:
    number = number_of(text)
    return float(number) if number is not None and 0 <= number <= 1000 else 1.0
