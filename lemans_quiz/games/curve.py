"""The curve of a game: easy questions first, then harder ones, sooner for who gets them right.

A step says how soon it rises. A code carries its step, so that a seed draws the same for everybody; the history may only choose
with which step a new code begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lemans_quiz.core.seeds import below, drawn_order

STEPS = (
    (1, 1, 1, 2, 2, 2, 2, 3, 3, 3),
    (1, 1, 2, 2, 2, 2, 3, 3, 3, 3),
    (1, 1, 2, 2, 2, 3, 3, 3, 3, 4),
    (1, 2, 2, 3, 3, 3, 3, 3, 3, 4),
)
"""The levels of ten questions, at each step: level 1 first, one of level 4 at most, none of level 5."""

UNSAID = 2
"""The level that a question counts as whose pack says none."""

_TEN = 10
_SHARES = (2, 3, 4)
_FEWEST = 5
_SOONER, _LATER = 0.8, 0.5


class Played(NamedTuple):
    """The last game by the curve: its step, and how many of its questions were right."""

    step: int
    right: int
    of: int


def levels(count: int, step: int, *, players: int = 1) -> tuple[int, ...]:
    """Return the level of each of `count` questions, never falling; a step above the last is the last.

    So many players, of whom each has a question of his own in turn, have the same level in a round.
    """
    ten, rounds = STEPS[min(step, len(STEPS) - 1)], -(-count // players)
    return tuple(ten[place // players * _TEN // rounds] for place in range(count))


def instead_of(level: int) -> tuple[int, ...]:
    """Return the levels to draw from where a level is wanted, the best first; 0 is where none is said.

    Level 5 is the last resort, and level 4 where something easier was wanted the last but one.
    """

    def distance(found: int) -> tuple[bool, bool, int, bool, int]:
        return found == 5, found == 4 != level, abs((found or UNSAID) - level), found != level, found

    return tuple(sorted(range(6), key=distance))


def of_the_heart(count: int, word: str) -> frozenset[int]:
    """Return the places of a game of `count` that go to the pack at its heart: two to four of ten, as the word decides."""
    share = _SHARES[below(len(_SHARES), "heart", word)]
    order = drawn_order(count, "heart", word, "places")
    return frozenset(place for place, _turn in zip(order, range(round(share * count / _TEN)), strict=False))


def rising(found: Sequence[tuple[int, int]]) -> list[int]:
    """Return the places of what was drawn, given as level and rank, in the order of asking: easy ones first, ranks among equals."""
    return sorted(range(len(found)), key=lambda place: (found[place][0] or UNSAID, found[place][1]))


def step_after(last: Played | None) -> int:
    """Return the step of the next game: one more after a game of which four fifths were right, one less after less than half."""
    if last is None:
        return 0
    if last.of < _FEWEST:
        return last.step
    share = last.right / last.of
    return max(0, min(len(STEPS) - 1, last.step + (share >= _SOONER) - (share < _LATER)))
