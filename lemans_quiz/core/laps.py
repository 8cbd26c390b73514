"""How far an answer drives in its hour of the race: mark and seconds -> laps. Whom that overtakes is race.py's.

The hour of a right answer has 13.5 to 16.5 laps. With `r` the seconds taken over the par time of the question it is
16.5 up to r = 1/2, 13.5 from r = 2 on, and falls evenly between. A wrong answer has 6.5 laps (a stop in the pits), and so
has time run out or a skip 3 (the garage). A mark in between is as far on the way from wrong to right; a hint takes a
quarter of that way. An hour that was pushed has two laps more when right and three fewer when not, in proportion between.
24 hours at 16.5 laps are the pace of the record distance of 2010. The figures were found by benchmarks/race_simulation.py.
"""

from __future__ import annotations

from math import ceil

from lemans_quiz.core.items import Item, Match
from lemans_quiz.core.kinds import row_of
from lemans_quiz.core.text import LocalText
from lemans_quiz.core.turns import arrangeable

KILOMETRES = 13.626
"""Length of a lap since 2018."""

QUICKEST, SLOWEST, STEADY = 16.5, 13.5, 15.0
PIT_STOP, GARAGE = 6.5, 3.0
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


def pace(seconds: float, par: float) -> float:
    """Return the laps of the hour of a right answer; `par` 0 is the steady pace of a race without a clock."""
    if par <= 0:
        return STEADY
    slowness = (max(0.0, seconds) / par - _QUICK) / (_SLOW - _QUICK)
    return QUICKEST - (QUICKEST - SLOWEST) * min(1.0, max(0.0, slowness))


def laps_of(share: float, *, seconds: float, par: float, pushed: bool = False, answered: bool = True) -> float:
    """Return the laps of an hour, 0 or more, to hundredths. `share` is the mark after what hints cost, 0 to 1."""
    right = pace(seconds, par) + PUSH_GAIN * pushed
    lost = (PIT_STOP if answered else GARAGE) - PUSH_LOSS * pushed
    return round(max(0.0, lost + (right - lost) * share), 2)
