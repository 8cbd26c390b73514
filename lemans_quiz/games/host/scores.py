"""What everybody has: points and places of seats and teams, as they follow from the answers and from what counts as right.

Nothing is added up while a game runs: points are always told anew from what was answered, so that a question that is struck out
or marked anew leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from lemans_quiz.core.marks import Mark
from lemans_quiz.core.scoring import FAIR, SPEED, Performance, points_for
from lemans_quiz.games.host.rules import Ballot, Question, Script, Seat, limit, mark_of, right_places

FULL = 1.0 - 1e-9
"""A mark from here on is right."""


class Scored(Protocol):
    """What points follow from; a HostGame is one."""

    @property
    def script(self) -> Script:
        """The questions and rules."""

    @property
    def seats(self) -> tuple[Seat, ...]:
        """All seats there were, in the order of their numbers."""

    @property
    def shown(self) -> tuple[Question, ...]:
        """The questions whose answers were shown, in the order in which they were asked."""


class Result(NamedTuple):
    """What a seat has from a question. `ballot` is None where it did not answer."""

    ballot: Ballot | None
    mark: Mark
    points: float

    @property
    def is_right(self) -> bool:
        """Tell whether it was wholly right."""
        return self.mark.value >= FULL


class SeatStanding(NamedTuple):
    """Where a seat stands. `place` counts from 1 and is shared by equals; 0 where it was asked less than half of all.

    `mean` is points of what could be had, over `asked` questions; `right` of them were wholly right.
    """

    place: int
    seat: int
    points: float
    mean: float
    right: int
    asked: int


class TeamStanding(NamedTuple):
    """Where a team stands: the points that a member had in the mean, a question, times the questions."""

    place: int
    team: int
    points: float


def playing(state: Scored) -> tuple[Seat, ...]:
    """Return the seats that take part."""
    return tuple(seat for seat in state.seats if not seat.is_kicked)


def was_asked(question: Question, seat: Seat) -> bool:
    """Tell whether a seat was asked a question: it answered, or was there before it was opened; by hand no seat is."""
    poll = question.poll
    if poll is None or seat.is_kicked:
        return False
    return seat.number in poll.ballots or (seat.joined <= poll.opened and not question.is_by_hand)


def result_of(state: Scored, question: Question, seat: Seat) -> Result:
    """Return what a seat has from a question, by what counts as right now."""
    ballot = question.poll.ballots.get(seat.number) if question.poll else None
    mark = mark_of(question, ballot.response if ballot else None)
    return Result(ballot, mark, _points(state, question, seat, ballot, mark))


def _points(state: Scored, question: Question, seat: Seat, ballot: Ballot | None, mark: Mark) -> float:
    if ballot is None or question.is_void:
        return 0.0
    item, rules = question.turn.item, state.script.rules
    performance = Performance(
        mark=mark.value,
        points=item.points,
        seconds=ballot.seconds / seat.time,
        limit=limit(question.turn, rules),
        questions=_size(state),
    )
    return points_for(rules.scoring, performance)


def _size(state: Scored) -> int:
    """Return how many questions the game has for points; one that does not count is as if it had never been there."""
    worth_points = sum(1 for turn in state.script.turns if turn.item.points > 0)
    return worth_points - sum(one.is_void and one.turn.item.points > 0 for one in state.shown)


def worth(script: Script, question: Question) -> float:
    """Return the points of who answers a question right at once, but for what speed may add to them in the end."""
    return question.turn.item.points * (1000.0 if script.rules.scoring in (FAIR, SPEED) else 1.0)


def counting(state: Scored) -> tuple[Question, ...]:
    """Return the questions for which points can be had."""
    return tuple(question for question in state.shown if question.counts)


def seat_standings(state: Scored) -> tuple[SeatStanding, ...]:
    """Return all seats that take part, the best first: by means over what each was asked, so that who comes late loses nothing."""
    questions = counting(state)
    rows = [_row(state, questions, seat) for seat in playing(state)]
    ranked = sorted(rows, key=lambda row: (row.place < 0, -row.mean, row.seat))
    means = [row.mean for row in ranked if row.place >= 0]
    return tuple(row._replace(place=_place(row.mean, means) if row.place >= 0 else 0) for row in ranked)


def _row(state: Scored, questions: Sequence[Question], seat: Seat) -> SeatStanding:
    """Return a seat's row, its place below 0 where it was asked too little to have one."""
    asked = [question for question in questions if was_asked(question, seat)]
    results = [result_of(state, question, seat) for question in asked]
    gained = round(sum(result.points for result in results), 2)
    could = sum(worth(state.script, question) for question in asked)
    mean = round(gained / could, 6) if could else 0.0
    right = sum(result.is_right for result in results)
    return SeatStanding(
        0 if asked and 2 * len(asked) >= len(questions) else -1, seat.number, gained, mean, right, len(asked)
    )


def _place(value: float, values: Iterable[float]) -> int:
    return 1 + sum(1 for other in values if other > value)


def team_standings(state: Scored) -> tuple[TeamStanding, ...]:
    """Return all teams, the best first; equals share a place."""
    totals = [_team_points(state, team) for team in range(len(state.script.rules.teams))]
    order = sorted(range(len(totals)), key=lambda team: (-totals[team], team))
    return tuple(TeamStanding(_place(totals[team], totals), team, totals[team]) for team in order)


def _team_points(state: Scored, team: int) -> float:
    """Return a team's points: the mean of its members in each question, over the questions it was asked, times all questions."""
    members = [seat for seat in playing(state) if seat.team == team]
    questions = counting(state)
    found = [one for question in questions if (one := _mean(state, question, members, team)) is not None]
    could = sum(worth(state.script, question) for _mean_of, question in found)
    everything = sum(worth(state.script, question) for question in questions)
    return round(sum(mean for mean, _question in found) * everything / could, 2) if could else 0.0


def _mean(state: Scored, question: Question, members: list[Seat], team: int) -> tuple[float, Question] | None:
    """Return a team's points from a question, None where nobody of it was asked."""
    if question.is_by_hand:
        return (worth(state.script, question) if team in question.right else 0.0), question
    points = [result_of(state, question, seat).points for seat in members if was_asked(question, seat)]
    return (sum(points) / len(points), question) if points else None


def knew(state: Scored, question: Question) -> tuple[int, int]:
    """Return how many had a question right, and how many were asked: seats, and hands that were counted."""
    seats = [seat for seat in playing(state) if was_asked(question, seat)]
    right = sum(result_of(state, question, seat).is_right for seat in seats)
    hands = [count or 0 for count in question.hands] if question.is_by_hand else []
    shown = sum(hands[place] for place in right_places(question)) if any(hands) else 0
    return right + shown, len(seats) + sum(hands)


def missed(state: Scored, question: Question) -> float | None:
    """Return the share of those asked that had a question wrong, 0 to 1; None where it counts for nobody or nobody was asked."""
    right, of = knew(state, question)
    return round((of - right) / of, 4) if of and not question.is_void else None
