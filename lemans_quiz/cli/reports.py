"""Lessons to look back at: in a list of what was played, and as reports, a table as CSV or xlsx, a page as HTML. What they hold is each game's."""

from __future__ import annotations

import csv
import html
import io
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from lemans_quiz.core.messages import message
from lemans_quiz.errors import UsageError
from lemans_quiz.files.writing import check_target, free_name, save
from lemans_quiz.i18n import language, ngettext
from lemans_quiz.terminal.theme import in_one_line, number

KINDS = (".csv", ".xlsx", ".html", ".json")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_NAMED = 3
"""So many teams are named in a list of what was played."""

Cell = str | int | float


class PastGame(NamedTuple):
    """A lesson for a list of what was played: `length` is how many questions were asked, `told` how it went."""

    number: int
    title: str
    started: float
    seed: str
    length: int
    told: str
    class_name: str


def teams_told(teams: Sequence[tuple[str, float]], asked: int) -> str:
    """Return how a lesson went: its first teams with their points and how many more there were, without teams its questions."""
    if not teams:
        return ngettext("{count} question", "{count} questions", asked).format(count=asked)
    ranked = sorted(teams, key=lambda team: -team[1])
    # "and one more" would take the place of its name.
    most = len(ranked) if len(ranked) == _NAMED + 1 else _NAMED
    named = ", ".join(f"{in_one_line(name)} {number(points)}" for name, points in ranked[:most])
    rest = len(ranked[most:])
    more = ngettext("and {count} more", "and {count} more", rest).format(count=rest) if rest else ""
    return " ".join(filter(None, (named, more)))


class ReportFile(NamedTuple):
    """Where a report goes, nowhere for an empty name, and whether what is there may be written over."""

    name: str
    force: bool


def check_report(name: str, *, force: bool, example: str = "warm-up.html") -> None:
    """Raise QuizError for a file that could not be written in the end."""
    if Path(name).suffix.casefold() not in KINDS:
        raise UsageError(
            message("Reports are .csv, .xlsx, .html or .json files."), message("--report {name}", name=example)
        )
    check_target(Path(name), force=force)
    folder = Path(name).resolve().parent
    if not os.access(folder, os.W_OK):
        raise UsageError(message("Cannot write to '{folder}'.", folder=str(folder)))


def save_report(report: ReportFile, made: Callable[[str], bytes]) -> Path:
    """Write the report in the way that the file's name asks for and return its name; raises QuizError where that fails.

    A file that came there since the game began is not written over: the report gets a name with a number.
    """
    path = Path(report.name) if report.force else free_name(Path(report.name))
    save(path, made(path.suffix.casefold()), force=report.force)
    return path


def counted(value: float) -> Cell:
    """Return a whole number as one."""
    return int(value) if value == int(value) else value


def csv_of(table: Sequence[Sequence[Cell]]) -> bytes:
    """Return a table as the spreadsheets of the program's language open it by a double click."""
    is_german = language() == "de"
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";" if is_german else ",")
    writer.writerows([_cell(cell, has_comma=is_german) for cell in row] for row in table)
    return stream.getvalue().encode("utf-8-sig")


def _cell(value: Cell, *, has_comma: bool) -> Cell:
    """Return a value as a spreadsheet may have it: no formula, and a number with its language's comma."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return str(value).replace(".", ",") if has_comma else value


def xlsx_of(table: Sequence[Sequence[Cell]], sheet: str) -> bytes:
    """Return a table as a workbook of one sheet."""
    from lemans_quiz.formats.writing.xlsx import write_xlsx

    return write_xlsx([list(row) for row in table], sheet=sheet)


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#111;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{border-bottom:1px solid #bbb;padding:.4rem .6rem;"
    "text-align:left;vertical-align:top}.small{color:#555}.bar{background:#005faf;display:inline-block;height:.8em}"
    "@media print{tr{break-inside:avoid}}"
)


def html_page(title: str, about: str, tables: Sequence[str]) -> bytes:
    """Return a page with a title, what it holds, and tables that were made of `html_table`."""
    head = f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8"><title>{escaped(title)}</title>'
    body = f"<style>{_STYLE}</style></head><body><h1>{escaped(title)}</h1>"
    return "".join((head, body, f'<p class="small">{escaped(about)}</p>', *tables, "</body></html>\n")).encode()


def html_table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of cells that are HTML already; nothing where there are no rows."""
    if not rows:
        return ""
    heads = "".join(f"<th>{name}</th>" for name in names)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{heads}</tr>{lines}</table>"


def html_bar(text: str, value: int, most: int) -> str:
    """Return a line with a bar: how many chose an option."""
    return f'<br>{escaped(text)} <span class="bar" style="width:{8 * value / max(1, most):.2f}em"></span> {value}'


def escaped(text: str) -> str:
    """Return a text as HTML."""
    return html.escape(text).replace("\n", "<br>")
