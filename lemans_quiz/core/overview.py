"""All statistics of a player in one value, from sums that the history made. How they look is the edges' concern."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from lemans_quiz.core.memory import forecast
from lemans_quiz.core.stats import (
    Group,
    Hard,
    Slot,
    Streak,
    Sums,
    by_day,
    by_kind,
    by_level,
    by_pack,
    by_tag,
    by_week,
    hardest,
    streak,
    total,
)

FORECAST_DAYS = 14
"""So many days are looked ahead, today being the first."""


class Overview(NamedTuple):
    """What is known of a player's attempts. `days` and `weeks` (by their Mondays) hold only those with attempts, in order.

    `coming` counts the items that fall due on each of the next FORECAST_DAYS, what is overdue counting for today.
    """

    today: date
    whole: Sums
    days: tuple[tuple[date, Sums], ...]
    weeks: tuple[tuple[date, Sums], ...]
    packs: tuple[tuple[str, Sums], ...]
    tags: tuple[tuple[str, Sums], ...]
    levels: tuple[tuple[int, Sums], ...]
    kinds: tuple[tuple[str, Sums], ...]
    hardest: tuple[Hard, ...]
    streak: Streak
    coming: tuple[int, ...]


def overview(
    groups: Iterable[Group],
    slots: Iterable[Slot],
    due: Iterable[float],
    *,
    today: date,
    day_of: Callable[[float], date],
) -> Overview:
    """Sum up. `due` are the moments at which items fall due, in seconds since 1970; `day_of` gives a moment's local day."""
    groups = list(groups)
    days = by_day(slots, day_of)
    falling = ((day_of(at).toordinal(), 1) for at in due)
    return Overview(
        today=today,
        whole=total(count for count in days.values()),
        days=tuple(days.items()),
        weeks=tuple(by_week(days).items()),
        packs=tuple(by_pack(groups)),
        tags=tuple(by_tag(groups)),
        levels=tuple(by_level(groups)),
        kinds=tuple(by_kind(groups)),
        hardest=tuple(hardest(groups)),
        streak=streak(days, today),
        coming=tuple(forecast(falling, today.toordinal(), FORECAST_DAYS)),
    )
