"""The report of a game in a room as a file to keep: CSV, xlsx, HTML or JSON. It says what it holds."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from lemans_quiz.cli.error_reporting import visible
from lemans_quiz.cli.reports import Cell, counted, csv_of, escaped, html_bar, html_page, html_table, xlsx_of
from lemans_quiz.games.host.journal import kept_lessons
from lemans_quiz.games.host.remote import text
from lemans_quiz.games.host.report import ASIDE, PARTLY, RIGHT, SILENT, WRONG, Pupil, Reported, pupils, reported
from lemans_quiz.games.host.scores import team_standings
from lemans_quiz.games.host.state import HostGame
from lemans_quiz.i18n import _
from lemans_quiz.storage.history import History
from lemans_quiz.terminal.theme import number

SIGNS = {RIGHT: "✓", PARTLY: "◐", WRONG: "✗", SILENT: "–", ASIDE: "·"}
"""What a pupil had from a question, in a table."""


class Occasion(NamedTuple):
    """When and with whom: `started` is seconds since 1970; `language` is that of the questions."""

    class_name: str
    started: float
    language: str
    seed: str = ""


Facts = dict[str, Any]
"""What a report holds, as JSON has it; the one that the history keeps has no pupils."""


def facts(state: HostGame, occasion: Occasion) -> Facts:
    """Return all that a report holds."""
    return {
        "about": contents(),
        "class": occasion.class_name,
        "date": _day(occasion),
        "seed": occasion.seed,
        "teams": _teams(state),
        "questions": [_question(row, occasion) for row in reported(state)],
        "pupils": [_pupil(one, state) for one in pupils(state)],
    }


def without_pupils(found: Facts) -> Facts:
    """Return what may be kept when pupils' names are deleted."""
    return {**found, "about": contents(names_pupils=False), "pupils": []}


def report_as(kind: str, state: HostGame, occasion: Occasion) -> bytes:
    """Return the report as a file of one of cli.reports.KINDS."""
    return report_of(kind, facts(state, occasion))


def report_of(kind: str, found: Facts) -> bytes:
    """Return what is in a report as a file of one of cli.reports.KINDS."""
    return {".csv": _csv, ".xlsx": _xlsx, ".html": _html, ".json": _json}[kind](found)


def report_lines(found: Facts) -> Iterator[str]:
    """Yield what is in a report as plain lines."""
    for one in found["teams"]:
        yield f"{one['place']}. {one['team']}  {number(one['points'])}"
    for one in found["questions"]:
        yield ""
        yield f"{one['number'] or '–'}. {' '.join(str(one['question']).split())}"
        yield f"   = {one['answer']}  ({_told(one)})"
        yield from (
            f"   {place} {it['option']}: {it['votes'][-1]}"
            for place, it in zip(text.LETTERS, one["chosen"], strict=False)
        )


def _told(one: Facts) -> str:
    share = _share(one)
    return share if isinstance(share, str) else _("{percent} % missed it.").format(percent=round(100 * float(share)))


def contents(*, names_pupils: bool = True) -> str:
    """Return the sentence that says what a report holds."""
    if not names_pupils:
        return _(
            "This file contains one game: date, class, questions with answers and how many chose each, teams with points. It names no pupils."
        )
    return _(
        "This file contains one game: date, class, questions with answers and how many chose each, teams with points, and for each "
        "pupil the name shown on the screen, the right answers, and the place."
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


def _json(found: Facts) -> bytes:
    return json.dumps(found, ensure_ascii=False, indent=2).encode() + b"\n"


def _table(found: Facts) -> list[list[Cell]]:
    """Return one table: names of columns, a row a question, a team, a pupil; told apart by the first column."""
    day, name = str(found["date"]), str(found["class"])
    table: list[list[Cell]] = [
        [_("row"), _("date"), _("class"), _("no."), _("text"), _("right answer"), _("missed"), _("chosen"), _("asked"), _("right"), _("points")]
    ]  # fmt: skip
    for one in found["questions"]:
        chosen = " ".join(f"{place}:{it['votes'][-1]}" for place, it in zip(text.LETTERS, one["chosen"], strict=False))
        chosen = chosen or ", ".join(f"{it['answer']} ({it['times']})" for it in one["wrong"])
        table.append([_("question"), day, name, one["number"], one["question"], one["answer"], _share(one), chosen])
    for team in found["teams"]:
        table.append([_("team"), day, name, team["place"], team["team"], "", "", "", "", "", counted(team["points"])])
    for pupil in found["pupils"]:
        signs = "".join(SIGNS[mark] for mark in pupil["answers"])
        table.append([_("pupil"), day, name, pupil["place"] or "", pupil["name"], "", "", signs, pupil["asked"], pupil["right"], counted(pupil["points"])])  # fmt: skip
    return [*table, [_("about"), day, name, "", str(found["about"])]]


def _share(one: Facts) -> Cell:
    if one["void"]:
        return _("does not count")
    return _("not scored") if one["missed"] is None else counted(one["missed"])


def _csv(found: Facts) -> bytes:
    return csv_of(_table(found))


def _xlsx(found: Facts) -> bytes:
    return xlsx_of(_table(found), sheet=_("Quiz"))


def _html(found: Facts) -> bytes:
    title = _("Quiz, {date}").format(date=found["date"])
    if found["class"]:
        title += " · " + _("Class {name}").format(name=found["class"])
    teams = [(str(one["place"]), escaped(one["team"]), f"{one['points']:g}") for one in found["teams"]]
    tables = (
        html_table((_("Place"), _("Team"), _("Points")), teams),
        html_table(("#", _("Question"), _("Answer"), _("Right")), [_html_question(one) for one in found["questions"]]),
        html_table((_("Place"), _("Name"), _("Right"), _("Points"), _("Answers")), [_html_pupil(one) for one in found["pupils"]]),
    )  # fmt: skip
    return html_page(title, str(found["about"]), tables)


def _html_question(one: Facts) -> tuple[str, ...]:
    most = max([1, *(it["votes"][-1] for it in one["chosen"])])
    places = zip(text.LETTERS, one["chosen"], strict=False)
    bars = "".join(html_bar(f"{place} {it['option']}", it["votes"][-1], most) for place, it in places)
    share = _share(one)
    right = share if isinstance(share, str) else f"{round(100 * (1 - float(share)))} %"
    return str(one["number"] or "–"), escaped(one["question"]) + bars, escaped(one["answer"]), escaped(right)


def _html_pupil(one: Facts) -> tuple[str, ...]:
    told = _("{right} of {asked}").format(right=one["right"], asked=one["asked"])
    signs = " ".join(SIGNS[mark] for mark in one["answers"])
    return str(one["place"] or "–"), escaped(one["name"]), told, f"{one['points']:g}", signs


def past_report(history: History, number: int, kind: str, language: str) -> bytes | None:
    """Return what is kept of a game as a file of a kind, or as plain text where that is empty; None where it is not there."""
    found = kept_lessons(history, id=number)
    if not found:
        return None
    try:
        report = json.loads(found[0].report)
        return report_of(kind, report) if kind else "\n".join(map(visible, report_lines(report))).encode()
    except (ValueError, TypeError, LookupError, AttributeError):
        return None
