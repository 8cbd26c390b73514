"""The report of a warm-up as a file to keep: CSV, HTML or JSON. It says what it holds."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lemans_quiz.cli.error_reporting import visible
from lemans_quiz.cli.reports import (
    Cell,
    ReportFile,
    counted,
    csv_of,
    escaped,
    html_bar,
    html_page,
    html_table,
    save_report,
    xlsx_of,
)
from lemans_quiz.core.turns import Turn
from lemans_quiz.games.warmup.cards.events import cards_at_the_end
from lemans_quiz.games.warmup.cards.report import CardRow, card_rows
from lemans_quiz.games.warmup.report import Reported, reported
from lemans_quiz.games.warmup.rules import CARDS, Script, WarmupRules, expected, limit, planned, right_places, standings
from lemans_quiz.games.warmup.settings import PLACES
from lemans_quiz.games.warmup.state import Warmup
from lemans_quiz.games.warmup.theme import LETTERS
from lemans_quiz.games.warmup.views import answer_of, answers_of, option_texts, stem_of
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.room.memory import PastLesson
from lemans_quiz.room.standings import term_standings
from lemans_quiz.terminal.theme import NO, YES, clock, number


class Occasion(NamedTuple):
    """When and with whom: `started` is seconds since 1970; `language` is that of the questions."""

    class_name: str
    started: float
    language: str
    seed: str = ""


def write_report(report: ReportFile, state: Warmup, occasion: Occasion) -> Path:
    """Write the report in the way that the file's name asks for and return its name; raises QuizError where that fails."""
    return save_report(report, lambda kind: report_as(kind, state, occasion))


def report_as(kind: str, state: Warmup, occasion: Occasion) -> bytes:
    """Return the report as a file of one of KINDS."""
    return {".csv": _csv, ".xlsx": _xlsx, ".html": _html, ".json": _json}[kind](state, occasion)


def contents(rules: WarmupRules) -> str:
    """Return what a report holds, in words."""
    told = _held(rules.teams)
    return told if rules.entry != CARDS else told + " " + _("For each card, it contains the answer to every question.")


def _held(teams: Sequence[str]) -> str:
    """Say what a report holds; names of teams that were typed in may be those of pupils."""
    if set(teams) <= set(PLACES):
        return _(
            "This file contains one warm-up: date, class, questions with answers and hand counts, teams with points and who was "
            "right. It names no pupils."
        )
    return _(
        "This file contains one warm-up: date, class, questions with answers and hand counts, teams with points and who was "
        "right."
    )


def _day(occasion: Occasion) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(occasion.started))


def _rows(state: Warmup, occasion: Occasion) -> list[dict[str, Any]]:
    return [_row(row, state, occasion) for row in reported(state)]


def _row(row: Reported, state: Warmup, occasion: Occasion) -> dict[str, Any]:
    texts = option_texts(row.turn, occasion.language)
    teams = state.script.rules.teams
    return {
        "number": row.number,
        "pack": row.turn.item.pack,
        "item": row.turn.item.id,
        "question": stem_of(row.turn.item, occasion.language),
        "answer": answers_of(row.turn, row.right_places, occasion.language),
        "void": row.is_void,
        "tie_break": row.is_tie_break,
        "right_teams": [teams[team] for team in row.right],
        "missed": None if row.missed is None else round(row.missed, 3),
        "hands": [{"option": text, "hands": hands} for text, hands in zip(texts, row.hands, strict=False)],
        **({"hands_before": list(row.before)} if row.before else {}),
        "lures": [
            {"option": texts[lure.place], "hands": lure.hands, "teams": [teams[team] for team in lure.teams]}
            for lure in row.lures
        ],
    }


def _board(state: Warmup) -> list[dict[str, Any]]:
    names = state.script.rules.teams
    return [{"place": one.place, "team": names[one.team], "points": one.points} for one in standings(state)]


def _json(state: Warmup, occasion: Occasion) -> bytes:
    value = {
        "about": contents(state.script.rules),
        "class": occasion.class_name,
        "date": _day(occasion),
        "seed": occasion.seed,
        "teams": _board(state),
        "questions": _rows(state, occasion),
        **cards_at_the_end(state),
    }
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def _table(state: Warmup, occasion: Occasion) -> list[list[Cell]]:
    """Return one table: names of columns, a row a question, a row a team, and what it all is; told apart by the first column."""
    day, class_name = _day(occasion), occasion.class_name
    names = (
        _("row"),
        _("date"),
        _("class"),
        _("no."),
        _("text"),
        _("right answer"),
        _("missed"),
        _("right"),
        _("hands"),
    )
    rows, cards = _rows(state, occasion), card_rows(state)
    each = [_("question {number}").format(number=row["number"]) for row in rows] if cards else []
    table: list[list[Cell]] = [[*names, _("points"), *each]]
    for row in rows:
        hands = " ".join(f"{LETTERS[place]}:{one['hands']}" for place, one in enumerate(row["hands"]))
        cells = [row["question"], row["answer"], _share(row), ", ".join(row["right_teams"]), hands, ""]
        table.append([_("question"), day, class_name, row["number"], *cells])
    for one in _board(state):
        gained = counted(one["points"])
        table.append([_("team"), day, class_name, one["place"], one["team"], "", "", "", "", gained])
    for card in cards:
        team = _team_of(card, state)
        table.append([_("card"), day, class_name, card.number, team, "", "", card.right, "", "", *_letters(card)])
    return [*table, [_("about"), day, class_name, "", contents(state.script.rules)]]


def _team_of(card: CardRow, state: Warmup) -> str:
    return state.script.rules.teams[card.team] if card.team >= 0 else ""


def _letters(card: CardRow) -> list[str]:
    """Return what a card said in each question and whether that was right; nothing where it was not in."""
    return [
        "" if letter is None else f"{letter} {YES if is_right else NO}" if letter else "–"
        for letter, is_right in zip(card.letters, card.rights, strict=True)
    ]


def _share(row: dict[str, Any]) -> Cell:
    """Return the share that missed a question, or that nobody was marked."""
    if row["void"]:
        return _("does not count")
    if row["missed"] is None:
        return "" if row["right_teams"] else _("not scored")
    return counted(row["missed"])


def _csv(state: Warmup, occasion: Occasion) -> bytes:
    return csv_of(_table(state, occasion))


def _xlsx(state: Warmup, occasion: Occasion) -> bytes:
    return xlsx_of(_table(state, occasion), sheet=_("Warm-up"))


def _html(state: Warmup, occasion: Occasion) -> bytes:
    title = _("Warm-up, {date}").format(date=_day(occasion))
    if occasion.class_name:
        title += " · " + _("Class {name}").format(name=occasion.class_name)
    board = [(str(one["place"]), escaped(one["team"]), f"{one['points']:g}") for one in _board(state)]
    tables = (
        html_table((_("Place"), _("Team"), _("Points")), board),
        html_table(("#", _("Question"), _("Answer"), _("Right")), [_html_row(row) for row in _rows(state, occasion)]),
    )
    return html_page(title, contents(state.script.rules), (*tables, _html_cards(state)))


def card_lines(state: Warmup) -> list[str]:
    """Return what each card answered as plain lines, for the teacher alone: none where there are no cards."""
    told = [
        _("Card {number}: {answers} ({right} of {asked})").format(
            number=card.number,
            answers=", ".join(one or "·" for one in _letters(card)),
            right=card.right,
            asked=card.asked,
        )
        for card in card_rows(state)
    ]
    return ["", *told] if told else []


def _html_cards(state: Warmup) -> str:
    cards = card_rows(state)
    numbers = [str(number + 1) for number in range(len(cards[0].letters) if cards else 0)]
    rows = [
        (
            str(card.number),
            escaped(_team_of(card, state)),
            _("{right} of {asked}").format(right=card.right, asked=card.asked),
            *_letters(card),
        )
        for card in cards
    ]
    return html_table((_("Card"), _("Team"), _("Right"), *numbers), rows)


def _html_row(row: dict[str, Any]) -> tuple[str, ...]:
    most = max([1, *[one["hands"] for one in row["hands"]]])
    bars = "".join(
        html_bar(f"{LETTERS[place]} {one['option']}", one["hands"], most) for place, one in enumerate(row["hands"])
    )
    share = _share(row)
    right = share if isinstance(share, str) else f"{round(100 * (1 - share))} %"
    teams = ", ".join(map(escaped, row["right_teams"]))
    told = " ".join(filter(None, (right, teams)))
    return str(row["number"]), escaped(row["question"]) + bars, escaped(row["answer"]), told


def print_plan(script: Script, seed: str, language: str) -> None:
    """Print what would be asked, when, with the answer; then what is ready for more time and for a tie."""
    likely = expected(script)
    started = 0.0
    for place, turn in enumerate(script.turns[:likely], 1):
        _print_turn(f"{place}. {clock(started)}", turn, script.rules, language)
        started += planned(turn, script.rules)
    print(_("Ends after about {time}.").format(time=clock(started)))
    more = [*script.turns[likely:], *script.spare]
    if more:
        print("\n" + _("In reserve, for skipped questions and tie-breaks:"))
        for turn in more:
            print(visible(f"  {_one_line(stem_of(turn.item, language))} – {answer_of(turn, language)}"))
    print("\n" + visible(_("To repeat this: --seed {seed}").format(seed=seed if " " not in seed else f'"{seed}"')))


def _print_turn(lead: str, turn: Turn, rules: WarmupRules, language: str) -> None:
    seconds = limit(turn, rules)
    think = _("{seconds} s to think").format(seconds=f"{seconds:g}") if seconds else _("no time limit")
    print(visible(f"{lead}  {_one_line(stem_of(turn.item, language))}  ({think})"))
    options = option_texts(turn, language)
    right = right_places(turn)
    for place, text in enumerate(options):
        print(visible(f"   {'✓' if place in right else ' '} {LETTERS[place]}  {text}"))
    if not right:
        print(visible(f"     = {answer_of(turn, language)}"))
    if turn.item.explanation:
        print(visible(f"     {_one_line(turn.item.explanation.show(language))}"))
    print()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def print_standings(name: str, past: tuple[PastLesson, ...]) -> None:
    """Print the points of each team over all warm-ups of a class."""
    first = time.strftime("%Y-%m-%d", time.localtime(past[0].started))
    sentence = ngettext(
        "Class {name}: {count} warm-up since {date}", "Class {name}: {count} warm-ups since {date}", len(past)
    )
    print(visible(sentence.format(name=name, count=len(past), date=first)))
    rows = term_standings(tuple(one.outcome for one in past))
    if not rows:
        print(_("No teams were scored."))
    width = max((len(team) for team, _points, _times in rows), default=0)
    place = 0
    for position, (team, total, _times) in enumerate(rows):
        place = place if position and rows[position - 1][1] == total else position + 1
        print(visible(f"{place:>3}  {team.ljust(width)}  {number(total):>6}"))
