"""The report of a game in a room as a file to keep: CSV, xlsx, HTML or JSON. It says what it holds."""

from __future__ import annotations

import json
import time
from typing import Any, NamedTuple

from lemans_quiz.cli.reports import Cell, counted, csv_of, escaped, html_bar, html_page, html_table, xlsx_of
from lemans_quiz.games.host.remote import text
from lemans_quiz.games.host.report import ASIDE, PARTLY, RIGHT, SILENT, WRONG, Pupil, Reported, pupils, reported
from lemans_quiz.games.host.scores import team_standings
from lemans_quiz.games.host.state import HostGame
from lemans_quiz.i18n import _

SIGNS = {RIGHT: "✓", PARTLY: "◐", WRONG: "✗", SILENT: "–", ASIDE: "·"}
"""What a pupil had from a question, in a table."""


class Occasion(NamedTuple):
    """When and with whom: `started` is seconds since 1970; `language` is that of the questions."""

    class_name: str
    started: float
    language: str
    seed: str = ""


def report_as(kind: str, state: HostGame, occasion: Occasion) -> bytes:
    """Return the report as a file of one of cli.reports.KINDS."""
    return {".csv": _csv, ".xlsx": _xlsx, ".html": _html, ".json": _json}[kind](state, occasion)


def contents() -> str:
    """Return the sentence that says what a report holds."""
    return _(
        "This file holds one game: date, class, questions with answers and how many chose each, teams with points, and for each "
        "pupil the name that stood on the screen, what was right, and the place."
    )


def _day(occasion: Occasion) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(occasion.started))


def _question(row: Reported, occasion: Occasion) -> dict[str, Any]:
    question = row.question
    texts = text.options(question.turn, occasion.language) if row.votes and row.votes[-1] else ()
    return {
        "number": row.number,
        "pack": question.turn.item.pack,
        "item": question.turn.item.id,
        "question": text.stem(question.turn.item, occasion.language),
        "answer": text.answer(question, occasion.language),
        "void": question.is_void,
        "missed": row.missed,
        "chosen": [
            {"option": one, "votes": [vote[place] for vote in row.votes]} for place, one in enumerate(texts)
        ],
        "wrong": [
            {"answer": text.response(question, response, occasion.language), "times": times} for response, times in row.wrong
        ],
    }  # fmt: skip


def _pupil(one: Pupil, state: HostGame) -> dict[str, Any]:
    team = state.script.rules.teams[one.seat.team] if one.seat.team >= 0 else ""
    return {
        "seat": one.seat.number + 1,
        "name": text.name(one.seat),
        "team": team,
        "place": one.standing.place or None,
        "right": one.standing.right,
        "asked": one.standing.asked,
        "points": one.standing.points,
        "answers": list(one.marks),
    }


def _teams(state: HostGame) -> list[dict[str, Any]]:
    names = state.script.rules.teams
    return [{"place": one.place, "team": names[one.team], "points": one.points} for one in team_standings(state)]


def _json(state: HostGame, occasion: Occasion) -> bytes:
    value = {
        "about": contents(),
        "class": occasion.class_name,
        "date": _day(occasion),
        "seed": occasion.seed,
        "teams": _teams(state),
        "questions": [_question(row, occasion) for row in reported(state)],
        "pupils": [_pupil(one, state) for one in pupils(state)],
    }
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def _table(state: HostGame, occasion: Occasion) -> list[list[Cell]]:
    """Return one table: names of columns, a row a question, a team, a pupil; told apart by the first column."""
    day, name = _day(occasion), occasion.class_name
    table: list[list[Cell]] = [
        [_("row"), _("date"), _("class"), _("no."), _("text"), _("right answer"), _("missed"), _("chosen"), _("asked"), _("right"), _("points")]
    ]  # fmt: skip
    for row in reported(state):
        one = _question(row, occasion)
        chosen = " ".join(f"{text.LETTERS[place]}:{it['votes'][-1]}" for place, it in enumerate(one["chosen"]))
        chosen = chosen or ", ".join(f"{it['answer']} ({it['times']})" for it in one["wrong"])
        table.append([_("question"), day, name, row.number, one["question"], one["answer"], _share(row), chosen])
    for team in _teams(state):
        table.append([_("team"), day, name, team["place"], team["team"], "", "", "", "", "", counted(team["points"])])
    for pupil in pupils(state):
        stands = pupil.standing
        signs = "".join(SIGNS[mark] for mark in pupil.marks)
        table.append([_("pupil"), day, name, stands.place or "", text.name(pupil.seat), "", "", signs, stands.asked, stands.right, counted(stands.points)])  # fmt: skip
    return [*table, [_("about"), day, name, "", contents()]]


def _share(row: Reported) -> Cell:
    if row.question.is_void:
        return _("does not count")
    return _("not scored") if row.missed is None else counted(row.missed)


def _csv(state: HostGame, occasion: Occasion) -> bytes:
    return csv_of(_table(state, occasion))


def _xlsx(state: HostGame, occasion: Occasion) -> bytes:
    return xlsx_of(_table(state, occasion), sheet=_("Quiz"))


def _html(state: HostGame, occasion: Occasion) -> bytes:
    title = _("Quiz, {date}").format(date=_day(occasion))
    if occasion.class_name:
        title += " · " + _("Class {name}").format(name=occasion.class_name)
    teams = [(str(one["place"]), escaped(one["team"]), f"{one['points']:g}") for one in _teams(state)]
    seats = [_html_pupil(one) for one in pupils(state)]
    tables = (
        html_table((_("Place"), _("Team"), _("Points")), teams),
        html_table(("#", _("Question"), _("Answer"), _("Right")), [_html_question(row, occasion) for row in reported(state)]),
        html_table((_("Place"), _("Name"), _("Right"), _("Points"), _("Answers")), seats),
    )  # fmt: skip
    return html_page(title, contents(), tables)


def _html_question(row: Reported, occasion: Occasion) -> tuple[str, ...]:
    one = _question(row, occasion)
    most = max([1, *(it["votes"][-1] for it in one["chosen"])])
    bars = "".join(
        html_bar(f"{text.LETTERS[place]} {it['option']}", it["votes"][-1], most)
        for place, it in enumerate(one["chosen"])
    )
    share = _share(row)
    right = share if isinstance(share, str) else f"{round(100 * (1 - float(share)))} %"
    return str(row.number or "–"), escaped(one["question"]) + bars, escaped(one["answer"]), escaped(right)


def _html_pupil(one: Pupil) -> tuple[str, ...]:
    stands = one.standing
    told = _("{right} of {asked}").format(right=stands.right, asked=stands.asked)
    signs = " ".join(SIGNS[mark] for mark in one.marks)
    return str(stands.place or "–"), escaped(text.name(one.seat)), told, f"{stands.points:g}", signs
