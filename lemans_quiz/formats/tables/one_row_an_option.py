"""Tables with a row for each option and a column that says whether it is right -> drafts."""

from __future__ import annotations

from collections.abc import Iterator

from lemans_quiz.core.messages import message
from lemans_quiz.formats.drafts import Block, Chosen, Content, Draft, DraftOption, Finding, LeftOut
from lemans_quiz.formats.keys import folded, truth
from lemans_quiz.formats.tables.grids import Grid, Row
from lemans_quiz.formats.tables.headers import Header


def is_one_row_an_option(grid: Grid, header: Header) -> bool:
    """Tell whether rows that follow each other ask the same, each with an answer and a flag."""
    rows = grid.rows[header.first_row :]
    flag = _flag_column(rows, header)
    if flag < 0 or _text_column(header, flag) < 0:
        return False
    runs = list(_runs(rows, header))
    return len(rows) > 2 and len(runs) <= len(rows) * 0.6


def read_one_row_an_option(grid: Grid, header: Header) -> Content:
    """Return a question for all rows that ask the same; an empty cell asks what the one above does."""
    rows = grid.rows[header.first_row :]
    flag = _flag_column(rows, header)
    return Content(tuple(_block(grid, run, header, flag) for run in _runs(rows, header)))


def _flag_column(rows: tuple[Row, ...], header: Header) -> int:
    """Return the column that says in all rows whether something is right, -1 where none does."""
    for column in header.all("correct"):
        said = [row.cell(column) for row in rows]
        if any(map(_is_right, said)) and all(
            not cell or folded(cell) in {"x", "1", "0"} or truth(cell) is not None for cell in said
        ):
            return column
    return -1


def _is_right(cell: str) -> bool:
    return folded(cell) in {"x", "1"} or truth(cell) is True


def _text_column(header: Header, flag: int) -> int:
    columns = [*header.all("option"), *header.all("options"), *header.all("correct")]
    return next((column for column in columns if column != flag), -1)


def _runs(rows: tuple[Row, ...], header: Header) -> Iterator[list[Row]]:
    run: list[Row] = []
    for row in rows:
        stem = row.cell(header.one("question"))
        if run and stem and folded(stem) != folded(run[0].cell(header.one("question"))):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _block(grid: Grid, run: list[Row], header: Header, flag: int) -> Block:
    place, stem = grid.place(run[0], header.one("question")), run[0].cell(header.one("question"))
    text = _text_column(header, flag)
    options = tuple(DraftOption(row.cell(text), _is_right(row.cell(flag))) for row in run if row.cell(text))
    count = sum(option.right for option in options)
    if not stem or not count:
        code, sentence = (
            ("no-right-answer", message("Nothing says which option is right."))
            if stem
            else ("no-question", message("There is no question in this row."))
        )
        return LeftOut(place, "multichoice", stem, Finding(code, place, sentence))
    explanation = next((told for row in run if (told := row.cell(header.one("explanation")))), "")
    return Draft(place, "multichoice", stem, Chosen(options, count > 1), explanation=explanation)
