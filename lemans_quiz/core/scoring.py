"""Marks, times and rules -> points. One function serves screen, stream, phones and export.

Rules: `points` (mark x points), `fair` (1000 a question, and all speed bonuses of a quiz together less than one question),
`speed` (the curve of Kahoot) and `streak` (each right answer in a row adds a tenth, up to double). The points of a race are
laps, by the formula of laps.py: `race-quarters`, and `race-quarters-steady` where speed does not count; `race` and
`race-steady` are those of the first version, whose races are still read and replayed.
"""

from typing import NamedTuple

POINTS, FAIR, SPEED, STREAK = "points", "fair", "speed", "streak"
RULES = (POINTS, FAIR, SPEED, STREAK)
RACE, RACE_STEADY = "race-quarters", "race-quarters-steady"
EVEN_RACE, EVEN_RACE_STEADY = "race", "race-steady"
RACES = (RACE, RACE_STEADY, EVEN_RACE, EVEN_RACE_STEADY)
CLOCKED_RACES = (RACE, EVEN_RACE)

HINT_COST = 0.25
"""Share of a question's points that each hint costs."""

HALF_IN_HINTS = 2
"""50:50 costs half the points, as so many hints do, and is kept as them. At a quarter a guesser would be classified in many a race."""

RETRY_SHARE = 0.5
"""Share of the mark that is left for a second try after a near miss."""


class Performance(NamedTuple):
    """What the points of one attempt depend on.

    `mark` is 0 to 1; `seconds` were taken of `limit` (0: no limit); `questions` is how many the quiz has; `streak` counts
    the right answers in a row up to and with this one. The rest is the race's: `par` seconds (0: speed does not count), whether
    the hour was `pushed`, whether it was `answered` or left, and the `quarter` of the race, from 0.
    """

    mark: float
    points: float
    seconds: float
    limit: float
    questions: int
    hints: int = 0
    streak: int = 0
    par: float = 0.0
    pushed: bool = False
    answered: bool = True
    quarter: int = 0


def points_for(rule: str, performance: Performance) -> float:
    """Return the points of one attempt, 0 or more, rounded to hundredths; in a race they are laps."""
    kept = max(0.0, 1.0 - HINT_COST * performance.hints)
    if rule in RACES:
        return _laps(rule, performance, performance.mark * kept)
    weight = performance.points * kept
    worth = performance.mark * weight
    if rule == FAIR:
        return float(round(worth * 1000.0)) + _fair_bonus(performance, worth)
    if rule == SPEED:
        return float(round(worth * 1000.0 * _speed_factor(performance)))
    if rule == STREAK:
        return round(worth * (1.0 + min(10, max(0, performance.streak - 1)) / 10.0), 2)
    return round(worth, 2)


def _laps(rule: str, performance: Performance, share: float) -> float:
    from lemans_quiz.core.laps import EVEN, QUARTERS, laps_of

    return laps_of(
        EVEN if rule in (EVEN_RACE, EVEN_RACE_STEADY) else QUARTERS[performance.quarter],
        share,
        seconds=performance.seconds,
        par=performance.par,
        pushed=performance.pushed,
        answered=performance.answered,
    )


def _quickness(performance: Performance) -> float:
    """Return 1 for an answer at once, 0 at the limit or without one."""
    if performance.limit <= 0:
        return 0.0
    return 1.0 - min(1.0, max(0.0, performance.seconds / performance.limit))


def _fair_bonus(performance: Performance, worth: float) -> float:
    """Return whole points that over a quiz of questions of one point stay below 1000 (Sendsteps' rule)."""
    return float(int(min(worth, 1.0) * 999.0 / max(1, performance.questions) * _quickness(performance)))


def _speed_factor(performance: Performance) -> float:
    """Return Kahoot's factor: 1 under half a second, falling to one half at the limit."""
    if performance.limit <= 0 or performance.seconds < 0.5:
        return 1.0
    return 0.5 + 0.5 * _quickness(performance)
