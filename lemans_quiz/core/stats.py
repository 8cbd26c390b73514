"""Sums over attempts: how right, how often, when, and what is hardest. Fed with sums that the history made, not with attempts.

Days are local: whoever knows the time zone passes `day_of`. Nothing here knows today's date unless it is told.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from lemans_quiz.core.days import day_at
from lemans_quiz.core.memory import forecast

K = TypeVar("K", str, int, date)

SLOT_SECONDS = 900
"""Length of a slot: every time zone is a whole number of quarters of an hour away from UTC."""


class Sums(NamedTuple):
    """A number of attempts, the fully right ones among them, the sum of their marks and of their seconds."""

    attempts: int = 0
    right: int = 0
    marks: float = 0.0
    seconds: float = 0.0

    @property
    def accuracy(self) -> float:
        """The share of fully right attempts, 0 to 1; 0 where there are none."""
        return self.right / self.attempts if self.attempts else 0.0

    @property
    def mean_mark(self) -> float:
        """The mean mark, 0 to 1; 0 where there are no attempts."""
        return self.marks / self.attempts if self.attempts else 0.0


class Group(NamedTuple):
    """All attempts at an item while its kind, level and tags were these."""

    pack: str
    item: str
    kind: str
    level: int
    tags: tuple[str, ...]
    sums: Sums


class Slot(NamedTuple):
    """All attempts in a quarter of an hour; `number` counts these since 1970 in UTC.

    `offset` is by how many seconds clocks were ahead of UTC where they were made, None where that was not kept.
    """

    number: int
    sums: Sums
    offset: int | None = None


class Hard(NamedTuple):
    """An item that is often missed. `misses` is the share of misses that may be taken as certain, 0 to 1."""

    pack: str
    item: str
    sums: Sums
    misses: float


class Streak(NamedTuple):
    """Days in a row with an attempt: up to today (or yesterday, while today may still come), and the most ever."""

    current: int
    longest: int


class Comparison(NamedTuple):
    """The same game played before: how often, when last, and how it went then and at best."""

    times: int
    at: float
    right: int
    score: float
    best_right: int
    best_score: float


def total(counts: Iterable[Sums]) -> Sums:
    """Sum up."""
    summed = (sum(column) for column in zip(*counts, strict=True))
    return Sums(*summed)


def by_pack(groups: Iterable[Group]) -> list[tuple[str, Sums]]:
    """Sum up by pack, the most played first."""
    return _most_first(_summed((group.pack, group.sums) for group in groups))


def by_kind(groups: Iterable[Group]) -> list[tuple[str, Sums]]:
    """Sum up by kind of item, the most played first."""
    return _most_first(_summed((group.kind, group.sums) for group in groups))


def by_tag(groups: Iterable[Group]) -> list[tuple[str, Sums]]:
    """Sum up by tag, the most played first. An item of several tags counts for each, so the sums overlap."""
    return _most_first(_summed((tag, group.sums) for group in groups for tag in dict.fromkeys(group.tags)))


def by_level(groups: Iterable[Group]) -> list[tuple[int, Sums]]:
    """Sum up by level, from 0 (none given) to 5."""
    return sorted(_summed((group.level, group.sums) for group in groups).items())


def hardest(groups: Iterable[Group], *, at_least: int = 3, limit: int = 10) -> list[Hard]:
    """Return the items most surely hard among those with `at_least` attempts, the hardest first; never missed ones are not hard.

    Ranked by the lower end of Wilson's interval of the share of misses, so that three misses of three rank below thirty of
    thirty-two.
    """
    counts: dict[tuple[str, str], list[Sums]] = {}
    for group in groups:
        counts.setdefault((group.pack, group.item), []).append(group.sums)
    items = ((name, total(parts)) for name, parts in counts.items())
    hard = [
        Hard(*name, count, at_least_share(count.attempts - count.right, count.attempts))
        for name, count in items
        if count.attempts >= at_least and count.right < count.attempts
    ]
    return sorted(hard, key=lambda found: (-found.misses, found.pack, found.item))[:limit]


def at_least_share(hits: int, of: int, *, z: float = 1.96) -> float:
    """Return the lower end of Wilson's score interval (1927), for 95 % where `z` is 1.96."""
    if of == 0:
        return 0.0
    share, square = hits / of, z * z
    centre = share + square / (2 * of)
    margin = z * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, (centre - margin) / (1 + square / of))


def by_day(slots: Iterable[Slot], day_of: Callable[[float], date]) -> dict[date, Sums]:
    """Sum up by the day it was where it was played, in order; `day_of` (of seconds since 1970) tells where that was not kept."""
    return _in_order(_summed((_day_of(slot, day_of), slot.sums) for slot in slots))


def _day_of(slot: Slot, day_of: Callable[[float], date]) -> date:
    at = slot.number * SLOT_SECONDS
    return day_of(at) if slot.offset is None else day_at(at, slot.offset)


def by_week(days: Mapping[date, Sums]) -> dict[date, Sums]:
    """Sum up days by week, each under its Monday, in order."""
    return _in_order(_summed((day - timedelta(days=day.weekday()), count) for day, count in days.items()))


def calendar(days: Mapping[date, Sums], last: date, *, weeks: int) -> list[tuple[date, Sums]]:
    """Return every day from a Monday on up to `last`, whose week is the last of so many."""
    first = last - timedelta(days=last.weekday() + 7 * (weeks - 1))
    span = (last - first).days + 1
    return [(day, days.get(day, Sums())) for day in (first + timedelta(days=n) for n in range(span))]


def streak(days: Iterable[date], today: date) -> Streak:
    """Return how many days in a row had an attempt."""
    runs: dict[date, int] = {}
    for day in sorted(set(days)):
        runs[day] = runs.get(day - timedelta(days=1), 0) + 1
    current = runs.get(today) or runs.get(today - timedelta(days=1), 0)
    return Streak(current, max(runs.values(), default=0))


def _summed(counts: Iterable[tuple[K, Sums]]) -> dict[K, Sums]:
    parts: dict[K, list[Sums]] = {}
    for key, count in counts:
        parts.setdefault(key, []).append(count)
    return {key: total(found) for key, found in parts.items()}


def _most_first(counts: Mapping[str, Sums]) -> list[tuple[str, Sums]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1].attempts, pair[0]))


def _in_order(days: Mapping[date, Sums]) -> dict[date, Sums]:
    return dict(sorted(days.items()))


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
