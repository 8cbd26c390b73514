"""What a camera saw of the class's cards: whose card, and which of its edges was up. Pure.

A card that cannot be told for certain is not seen: a missing answer is typed, a wrong one would be believed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import atan2, degrees, hypot
from typing import NamedTuple

from lemans_quiz.room.cards import LETTERS as LETTERS
from lemans_quiz.room.tags import Found

STEEPEST = 35.0
"""Up to so many degrees from upright an edge counts as up; between two of them none does."""

MOST_WRONG_BITS = 1
LEAST_MARGIN = 10.0
LEAST_SIDE = 10.0
"""What a tag must have to be believed: bits read wrong at most, contrast at least (of 255), pixels along its shortest side."""


class Sighting(NamedTuple):
    """A seat's card and the letter that was up, with the length of its tag's side in pixels."""

    seat: int
    letter: str
    side: float


class CardCount(NamedTuple):
    """What a game says of its cards: whether they count now, those that have answered and those that have not, by number.

    Before the first question `is_lobby`, and `seen` are those that are in.
    """

    is_open: bool
    seen: Sequence[int] = ()
    missing: Sequence[int] = ()
    is_lobby: bool = False


def sightings(found: Iterable[Found], seats: int) -> list[Sighting]:
    """Return the answers in a picture, by seat: of the cards 1 to `seats`, those that are there once and told for certain."""
    sure = [one for one in found if 1 <= one.number <= seats]
    times = Counter(one.number for one in sure)
    seen = [sighting for one in sure if times[one.number] == 1 and (sighting := _sighting(one)) is not None]
    return sorted(seen)


def foreign(found: Iterable[Found], seats: int) -> list[int]:
    """Return the numbers of cards that are in a picture and not of this class, and of those that are in it twice."""
    times = Counter(one.number for one in found if _is_believed(one))
    return sorted(number for number, count in times.items() if count > 1 or not 1 <= number <= seats)


def _sighting(one: Found) -> Sighting | None:
    letter = _letter_up(one)
    return Sighting(one.number, letter, shortest_side(one)) if letter and _is_believed(one) else None


def _is_believed(one: Found) -> bool:
    return one.wrong_bits <= MOST_WRONG_BITS and one.margin >= LEAST_MARGIN and shortest_side(one) >= LEAST_SIDE


def shortest_side(one: Found) -> float:
    """Return the length of the shortest of a tag's four sides, in pixels."""
    after = (*one.corners[1:], one.corners[0])
    return min(hypot(x - u, y - v) for (x, y), (u, v) in zip(one.corners, after, strict=True))


def _letter_up(one: Found) -> str:
    """Return the letter of the edge that is up, or nothing where it is between two."""
    (left_x, left_y), (right_x, right_y), (top_right_x, top_right_y), (top_left_x, top_left_y) = one.corners
    across = (top_left_x + top_right_x - left_x - right_x) / 2
    upwards = (left_y + right_y - top_left_y - top_right_y) / 2
    turned = degrees(atan2(across, upwards)) % 360
    quarter = round(turned / 90)
    return LETTERS[-quarter % 4] if abs(turned - 90 * quarter) <= STEEPEST else ""
