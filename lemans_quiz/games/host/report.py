"""What is to be known after a game in a room: of each question and of each seat, and what a class keeps of it."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from lemans_quiz.core.responses import Response
from lemans_quiz.games.host.rules import Question, Seat, bars, is_trial
from lemans_quiz.games.host.scores import (
    FULL,
    SeatStanding,
    missed,
    playing,
    result_of,
    seat_standings,
    team_standings,
    was_asked,
)
from lemans_quiz.games.host.state import HostGame
from lemans_quiz.room.standings import Outcome

RIGHT, PARTLY, WRONG, SILENT, ASIDE = "right", "partly", "wrong", "silent", "aside"
"""What a seat has from a question: ASIDE where it was not asked, SILENT where it was and said nothing."""

_MOST_WRONG = 3


class Reported(NamedTuple):
    """A question whose answer was shown. `number` is 0 for the trial, `missed` the share of those asked that had it wrong.

    `votes` has how many chose each place, one row a vote; `wrong` the most frequent wrong answers where nothing is chosen.
    """

    number: int
    question: Question
    missed: float | None
    votes: tuple[tuple[int, ...], ...]
    wrong: tuple[tuple[Response, int], ...]


class Pupil(NamedTuple):
    """A seat with its standing and what it has from each question, one of RIGHT to ASIDE."""

    seat: Seat
    standing: SeatStanding
    marks: tuple[str, ...]


def reported(state: HostGame) -> tuple[Reported, ...]:
    """Return every question whose answer was shown, in the order of the class."""
    rows: list[Reported] = []
    number = 0
    for question in state.shown:
        number += not is_trial(question.turn)
        rows.append(_reported(state, question, 0 if is_trial(question.turn) else number))
    return tuple(rows)


def _reported(state: HostGame, question: Question, number: int) -> Reported:
    gone = frozenset(seat.number for seat in state.seats if seat.is_kicked)
    votes = tuple(bars(question, poll, gone) for poll in question.polls)
    return Reported(number, question, missed(state, question), votes, _wrong(state, question))


def _wrong(state: HostGame, question: Question) -> tuple[tuple[Response, int], ...]:
    results = [result_of(state, question, seat) for seat in playing(state)]
    given = Counter(one.ballot.response for one in results if one.ballot is not None and one.mark.value < FULL)
    return tuple(given.most_common(_MOST_WRONG))


def pupils(state: HostGame) -> tuple[Pupil, ...]:
    """Return all seats that take part, the best first."""
    return tuple(_pupil(state, state.seats[row.seat], row) for row in seat_standings(state))


def _pupil(state: HostGame, seat: Seat, row: SeatStanding) -> Pupil:
    return Pupil(seat, row, tuple(_mark(state, question, seat) for question in state.shown))


def _mark(state: HostGame, question: Question, seat: Seat) -> str:
    if not was_asked(question, seat):
        return ASIDE
    result = result_of(state, question, seat)
    if result.ballot is None:
        return SILENT
    return RIGHT if result.is_right else PARTLY if result.mark.value > 0 else WRONG


def most_missed(rows: tuple[Reported, ...], size: int) -> tuple[Reported, ...]:
    """Return up to `size` questions that somebody missed, the most missed first; never the trial."""
    missed_ones = [row for row in rows if row.missed and row.number]
    return tuple(sorted(missed_ones, key=lambda row: (-(row.missed or 0.0), row.number))[:size])


def outcome(state: HostGame) -> Outcome:
    """Return what the class's memory keeps: it names no pupil."""
    names = state.script.rules.teams
    points = {row.team: row.points for row in team_standings(state)}
    asked = [
        (row.question.turn.item.pack, row.question.turn.item.id, row.missed) for row in reported(state) if row.number
    ]
    return Outcome(tuple((name, points[team]) for team, name in enumerate(names)), tuple(asked))
