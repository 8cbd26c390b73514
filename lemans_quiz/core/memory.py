"""What a player remembers: FSRS states from attempts, what is due, and what will be. Times are passed in.

The scheduler is the library `fsrs`, without fuzz, so the same attempts always give the same states. Nobody grades himself: the
mark and the time do (`rating`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lemans_quiz.core import marks
from lemans_quiz.core.items import MULTIPLE
from lemans_quiz.core.kinds import KIND_ROWS

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
RATINGS = (AGAIN, HARD, GOOD, EASY)

LEARNING, REVIEW, RELEARNING = 1, 2, 3

RETENTION = 0.9
"""The share of due items that shall still be known."""

MINUTES_AFTER_A_MISS = 10
"""What was missed comes back once after so many minutes, and after days when it is right then."""

DAY = 86_400.0

_PASSED = 0.5
"""Less than half the marks is forgotten."""


class MemoryState(NamedTuple):
    """What FSRS knows of one item. `phase` is LEARNING, REVIEW or RELEARNING, `step` the place among its short steps or None.

    `stability` is in days, `difficulty` 1 to 10; `due` and `reviewed` are seconds since 1970. All values are plain JSON.
    """

    phase: int
    step: int | None
    stability: float
    difficulty: float
    due: float
    reviewed: float


def rating(kind: str, mark: float, reason: str, *, seconds: float, hints: int) -> int | None:
    """Return how well an attempt shows that an item is known, one of RATINGS, or None where it shows nothing.

    Again: under half the marks, skipped, out of time. Hard: partly right, a second try, a hint, or slow for the kind. Easy:
    quick for the kind. Good: any other right answer, as well one without a time (0 seconds) or granted on appeal. A line that
    could not be read shows nothing.
    """
    if reason == marks.UNREADABLE:
        return None
    if mark < _PASSED:
        return AGAIN
    row = KIND_ROWS.get(kind, KIND_ROWS[MULTIPLE])
    if mark < 1.0 or hints or seconds > row.slow:
        return HARD
    if 0 < seconds <= row.quick and reason != marks.APPEALED:
        return EASY
    return GOOD


def reviewer() -> Callable[[MemoryState | None, int, float], MemoryState]:
    """Return `review(state, rating, at) -> state`; None is an item never seen. A time before the last review counts as that.

    Making it loads the library, which takes longer than thousands of reviews: make one for many.
    """
    from fsrs import Rating

    schedule = scheduler()
    rated = {number: Rating(number) for number in RATINGS}

    def review(state: MemoryState | None, rating: int, at: float) -> MemoryState:
        moment = max(at, state.reviewed) if state else at
        card, _ = schedule.review_card(_card(state, moment), rated[rating], _datetime(moment))
        return _state(card)

    return review


def scheduler() -> Scheduler:
    """Return the library's scheduler as it is set up here."""
    from fsrs import Scheduler

    soon = (timedelta(minutes=MINUTES_AFTER_A_MISS),)
    return Scheduler(desired_retention=RETENTION, learning_steps=soon, relearning_steps=soon, enable_fuzzing=False)


def retrievability(state: MemoryState, now: float) -> float:
    """Return how likely the item is known now, 0 to 1; the library counts whole days."""
    return float(scheduler().get_card_retrievability(_card(state, now), _datetime(max(now, state.reviewed))))


def due(states: Mapping[str, MemoryState], now: float) -> list[str]:
    """Return the names of states that are due, oldest debt first."""
    return sorted(
        (name for name, state in states.items() if state.due <= now), key=lambda name: (states[name].due, name)
    )


def forecast(due_days: Iterable[tuple[int, int]], today: int, days: int) -> list[int]:
    """Return how many items fall due on each of the next `days`, what is overdue counting for today.

    `due_days` pairs a day with a number of items; days are numbers in any count that goes up by one a day.
    """
    falling = [0] * days
    for day, count in due_days:
        place = max(0, day - today)
        if place < days:
            falling[place] += count
    return falling


def _card(state: MemoryState | None, at: float) -> Card:
    """Return the library's card. Its number is always 1: numbers made by the library cost a millisecond of sleep each."""
    from fsrs import Card, State

    if state is None:
        return Card(card_id=1, due=_datetime(at))
    return Card(
        card_id=1,
        state=State(state.phase),
        step=state.step,
        stability=state.stability,
        difficulty=state.difficulty,
        due=_datetime(state.due),
        last_review=_datetime(state.reviewed),
    )


def _state(card: Card) -> MemoryState:
    reviewed = card.last_review or card.due
    return MemoryState(
        phase=int(card.state),
        step=card.step,
        stability=card.stability or 0.0,
        difficulty=card.difficulty or 0.0,
        due=card.due.timestamp(),
        reviewed=reviewed.timestamp(),
    )


def _datetime(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)
