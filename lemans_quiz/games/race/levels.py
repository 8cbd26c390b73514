"""Which question comes in which hour of the race: easy ones first, the hardest towards morning. Drawing them is the bank's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lemans_quiz.core.items import Item
from lemans_quiz.games.race.rules import SPRINT

NIGHT_LEVELS = (1, 1, 2, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 4, 3, 3, 2, 3, 2, 3, 3, 4)
"""The level of each hour from Saturday 16:00: up until six in the morning, easier by day, and once more at the end."""

SPRINT_LEVELS = (1, 2, 2, 3, 3, 4)

_UNKNOWN = 3
"""Where an item without a level stands."""


def levels_of(hours: int, players: int = 1) -> tuple[int, ...]:
    """Return the level of each question: every player has one of the same level each hour."""
    plan = SPRINT_LEVELS if hours == SPRINT else NIGHT_LEVELS[:hours]
    return tuple(level for level in plan for _player in range(players))


def needed(plan: Sequence[int]) -> list[tuple[int, int]]:
    """Return how many questions of which level a plan asks for, the lowest first."""
    return sorted(Counter(plan).items())


def by_hour(items: Sequence[Item], plan: Sequence[int]) -> list[Item]:
    """Put drawn items into the hours of a plan: the hardest into the hardest hours, in the order of the draw among equals.

    With fewer items than hours the last hours are left out.
    """
    plan = plan[: len(items)]
    ranked = iter(sorted(items, key=lambda item: item.level or _UNKNOWN))
    hours = sorted(range(len(plan)), key=lambda hour: plan[hour])
    placed = dict(zip(hours, ranked, strict=False))
    return [placed[hour] for hour in range(len(plan))]
