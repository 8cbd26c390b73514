"""How far an answer drives in its hour of the race: mark, seconds and quarter -> laps. Whom that overtakes is the race's.

With `r` the seconds taken over the par time of the question a right answer drives the quickest hour of its quarter up to
r = 1/2, the slowest from r = 2 on, and evenly between. A wrong answer is a stop in the pits, time run out or a skip the garage,
half of that. A mark in between is as far on the way from wrong to right; a hint takes a quarter of that way. An hour that was
pushed has two laps more when right and three fewer when not, in proportion between. What an answer is worth grows from quarter
to quarter, so that places still change on Sunday. The figures were found by benchmarks/race_simulation.py.
"""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from lemans_quiz.core.items import Item, Match
from lemans_quiz.core.kinds import row_of
from lemans_quiz.core.text import LocalText
from lemans_quiz.core.turns import arrangeable

KILOMETRES = 13.626
"""Length of a lap since 2018."""


class HourLaps(NamedTuple):
    """What an hour brings, in laps: a right answer at its slowest and its quickest, a wrong one, and none at all."""

    slowest: float
    quickest: float
    pit_stop: float
    garage: float

    @property
    def steady(self) -> float:
        """A right answer in a race without a clock."""
        return (self.slowest + self.quickest) / 2


QUARTERS = (
    HourLaps(13.0, 14.0, 11.0, 5.5),
    HourLaps(13.5, 16.5, 8.0, 4.0),
    HourLaps(14.0, 17.5, 5.0, 2.5),
    HourLaps(14.5, 18.0, 2.0, 1.0),
)
"""What the hours of each quarter of a race are worth."""

EVEN = HourLaps(13.5, 16.5, 6.5, 3.0)
"""What every hour was worth in the races of the first version."""

PUSH_GAIN, PUSH_LOSS = 2.0, 3.0
PUSHES = 3
"""Hours of one race that a player may push in."""

_QUICK, _SLOW = 0.5, 2.0
_PATIENCE, _LEAST_LIMIT = 4.0, 30.0
_SIGNS_A_SECOND = 15.0


def par_seconds(item: Item) -> float:
    """Return the par time: reading 15 characters a second, and thinking and answering by kind (3 to 14 seconds).

    The longest language counts, so that it is the same for two players who read different ones.
    """
    signs = sum(max(len(text) for text in part.everywhere()) for part in (item.stem, *_choices(item)))
    return round(row_of(item).thinking + signs / _SIGNS_A_SECOND, 1)


def _choices(item: Item) -> tuple[LocalText, ...]:
    """Return what there is to read beside the question."""
    return (*(item.kind.lefts if isinstance(item.kind, Match) else ()), *arrangeable(item))


def limit_seconds(item: Item) -> float:
    """Return the seconds after which the car goes into the garage: four times par, at least half a minute."""
    return max(_LEAST_LIMIT, ceil(_PATIENCE * par_seconds(item) / 5.0) * 5.0)


def quarter_of(hour: int, hours: int) -> int:
    """Return the quarter, from 0, that hour number `hour` (from 0) of a race lies in."""
    return min(len(QUARTERS) - 1, hour * len(QUARTERS) // max(1, hours))


def pace(hour: HourLaps, seconds: float, par: float) -> float:
    """Return the laps of a right answer; `par` 0 is the steady pace of a race without a clock."""
    if par <= 0:
        return hour.steady
    slowness = (max(0.0, seconds) / par - _QUICK) / (_SLOW - _QUICK)
    return hour.quickest - (hour.quickest - hour.slowest) * min(1.0, max(0.0, slowness))


def laps_of(
    hour: HourLaps, share: float, *, seconds: float, par: float, pushed: bool = False, answered: bool = True
) -> float:
    """Return the laps of an hour, 0 or more, to hundredths. `share` is the mark after what hints cost, 0 to 1."""
    right = pace(hour, seconds, par) + PUSH_GAIN * pushed
    lost = (hour.pit_stop if answered else hour.garage) - PUSH_LOSS * pushed
    return round(max(0.0, lost + (right - lost) * share), 2)
