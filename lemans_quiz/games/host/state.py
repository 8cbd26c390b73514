"""The state of a game in a room, and what follows from it and the time: who may answer, what is due."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from lemans_quiz.core.events import Rejected
from lemans_quiz.games.host.commands import AllIn, Close, Command, Event, Forward, StayOpen
from lemans_quiz.games.host.rules import (
    ASKING,
    CARD,
    CLOSED,
    LOBBY,
    ON_ITS_WAY,
    OPEN,
    PHONE,
    READING,
    STANDINGS,
    Question,
    Script,
    Seat,
    limit,
)

STEPS = 3
"""The podium is shown in so many steps: the third, the second, the first and all others."""


class HostGame(NamedTuple):
    """The state of a game. `since` is when the phase began, `position` the question that is on, from 0; `questions` are all that were put.
    `open_since` is when the question was opened last, by the clock of those without extra time.

    `closes` is when an open question closes because all have answered, 0 where they have not. `revealing` counts the steps of
    the podium. `polls` is how many there were.
    """

    script: Script
    seats: tuple[Seat, ...] = ()
    phase: str = LOBBY
    since: float = 0.0
    open_since: float = 0.0
    position: int = -1
    questions: tuple[Question, ...] = ()
    polls: int = 0
    closes: float = 0.0
    revealing: int = 0
    is_locked: bool = False
    is_paused: bool = False
    timer_off: bool = False
    is_by_hand: bool = False

    @property
    def question(self) -> Question | None:
        """The question that is on, None in the lobby and at the end."""
        return self.questions[self.position] if self.phase in ASKING or self.phase == STANDINGS else None

    @property
    def shown(self) -> tuple[Question, ...]:
        """The questions whose answers were shown."""
        return tuple(question for question in self.questions if question.has_been_seen)

    @property
    def is_last(self) -> bool:
        """Tell whether no question follows."""
        return self.position + 1 >= len(self.script.turns)

    @property
    def limit(self) -> float:
        """Seconds for the phase, 0 where it has no end of its own; of an open question without anybody's extra time."""
        if self.phase not in (READING, OPEN):
            return 0.0
        return self.script.rules.reading if self.phase == READING else self.seconds

    @property
    def seconds(self) -> float:
        """Seconds of thinking that the question gives, 0 without a limit."""
        if self.question is None or self.timer_off or self.is_by_hand:
            return 0.0
        return limit(self.question.turn, self.script.rules)


def time_left(state: HostGame, at: float, seat: Seat | None = None) -> float | None:
    """Return the seconds that are left, for a seat with the time it has; None where nothing counts."""
    if not state.limit:
        return None
    times = seat.time if seat is not None and state.phase == OPEN else 1.0
    return max(0.0, state.since + state.limit * times - at)


def is_over_for_most(state: HostGame, at: float, present: Collection[int]) -> bool:
    """Tell whether the time is over but for somebody with more of it, who has not answered."""
    if state.phase != OPEN or time_left(state, at) != 0:
        return False
    return any(time_left(state, at, seat) for seat in awaited(state, present))


def may_answer(state: HostGame, at: float, seat: Seat) -> bool:
    """Tell whether a seat's answer would be taken now: while it is open for it, and for what was on its way a moment longer."""
    if state.is_paused or seat.is_kicked or state.question is None or state.question.has_been_seen:
        return False
    seconds = state.seconds * seat.time
    is_in_time = not seconds or at <= state.open_since + seconds + ON_ITS_WAY
    return is_in_time and (state.phase == OPEN or (state.phase == CLOSED and at <= state.since + ON_ITS_WAY))


def due(state: HostGame, at: float, present: Collection[int]) -> Command | None:
    """Return what time demands now, None where nothing: `present` are the seats that are connected."""
    if state.is_paused or state.phase not in (READING, OPEN):
        return None
    if state.phase == READING:
        return Forward(at) if at - state.since >= state.limit else None
    waited = awaited(state, present)
    if state.limit and at >= state.since + state.limit * max([1.0, *(seat.time for seat in waited)]):
        return Close(at)
    if state.is_by_hand or (not waited and not answered(state)):
        return None
    if waited:
        return StayOpen(at) if state.closes else None
    if not state.closes:
        return None if has_cards(state) else AllIn(at)
    return Close(at) if at >= state.closes else None


def has_cards(state: HostGame) -> bool:
    """Tell whether anybody answers by a card: a card may be turned until the teacher goes on, so nothing closes by itself."""
    return any(seat.way == CARD and not seat.is_kicked for seat in state.seats)


def awaited(state: HostGame, present: Collection[int]) -> tuple[Seat, ...]:
    """Return the seats that could answer the open question now and have not; a seat without a device is always there."""
    ballots = state.question.poll.ballots if state.question and state.question.poll else {}
    return tuple(
        seat
        for seat in state.seats
        if not seat.is_kicked and seat.number not in ballots and (seat.way != PHONE or seat.number in present)
    )


def answered(state: HostGame) -> int:
    """Return how many seats have answered in the poll that counts."""
    ballots = state.question.poll.ballots if state.question and state.question.poll else {}
    return sum(1 for number in ballots if not state.seats[number].is_kicked)


Stepped = tuple[HostGame, tuple[Event, ...]]


def rejected(state: HostGame, reason: str) -> Stepped:
    """Return the state as it is, and why."""
    return state, (Rejected(reason),)
