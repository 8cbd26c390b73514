"""How the questions of a pack did: how many knew the answer, whether those who know more know it, and what nobody chooses.

Each player counts once a question, by his first answer: who has practised it knows it whatever the question is like.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lemans_quiz.core.items import Choice, Item, Multiple
from lemans_quiz.core.responses import Chosen, ChosenSet, Response

FEWEST = 5
"""So many players must have answered before anything but the share of right answers is told."""

_LEVELS = ((0.9, 1), (0.7, 2), (0.5, 3), (0.3, 4))
"""The least share of players with the right answer for each level; below the last it is level 5."""


class Tried(NamedTuple):
    """One answer: by whom, to which question, when, and how right, 0 to 1. `response` is None where its options are others now."""

    player: str
    item: str
    at: float
    mark: float
    response: Response | None = None


class ItemStatistics(NamedTuple):
    """What is known of a question; what too few players have answered to be told is None, or empty.

    `right` is the share of players, 0 to 1, whose first answer was fully right. `discrimination` is Pearson's correlation, -1 to 1, of
    a player's mark here with the mean of his marks at the other questions of the pack. `unchosen` are the indices of wrong options.
    """

    item: Item
    players: int
    right: float | None
    discrimination: float | None
    unchosen: tuple[int, ...]
    level: int


def item_statistics(items: Sequence[Item], tries: Iterable[Tried]) -> list[ItemStatistics]:
    """Return what is known of each item, in their order."""
    first: dict[tuple[str, str], Tried] = {}
    for one in sorted(tries, key=lambda tried: tried.at):
        first.setdefault((one.player, one.item), one)
    by_item: dict[str, list[Tried]] = defaultdict(list)
    by_player: dict[str, dict[str, float]] = defaultdict(dict)
    for one in first.values():
        by_item[one.item].append(one)
        by_player[one.player][one.item] = one.mark
    return [_of(item, by_item[item.id], by_player) for item in items]


def _of(item: Item, answers: Sequence[Tried], by_player: Mapping[str, Mapping[str, float]]) -> ItemStatistics:
    count = len(answers)
    if not count:
        return ItemStatistics(item, 0, None, None, (), 0)
    right = sum(one.mark >= 1.0 for one in answers) / count
    if count < FEWEST:
        return ItemStatistics(item, count, right, None, (), 0)
    pairs = [(one.mark, rest) for one in answers if (rest := _elsewhere(one, by_player[one.player])) is not None]
    level = next((level for least, level in _LEVELS if right >= least), 5)
    return ItemStatistics(item, count, right, _correlation(pairs), _unchosen(item, answers), level)


def _elsewhere(one: Tried, marks: Mapping[str, float]) -> float | None:
    """Return the mean mark of a player at the other questions, None where he answered no other."""
    others = [mark for item, mark in marks.items() if item != one.item]
    return sum(others) / len(others) if others else None


def _correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return Pearson's r, None for too few pairs and where one side never varies."""
    if len(pairs) < FEWEST:
        return None
    means = [sum(side) / len(pairs) for side in zip(*pairs, strict=True)]
    both = sum((x - means[0]) * (y - means[1]) for x, y in pairs)
    spread = math.sqrt(sum((x - means[0]) ** 2 for x, _y in pairs) * sum((y - means[1]) ** 2 for _x, y in pairs))
    return both / spread if spread > 1e-12 else None


def _unchosen(item: Item, answers: Iterable[Tried]) -> tuple[int, ...]:
    """Return the wrong options that nobody took; of a question that shows only some of them, none can be told."""
    kind = item.kind
    if not isinstance(kind, Choice | Multiple) or kind.show:
        return ()
    taken: Counter[int] = Counter()
    known = 0
    for one in answers:
        match one.response:
            case Chosen(option):
                taken[option] += 1
                known += 1
            case ChosenSet(options):
                taken.update(options)
                known += 1
    keys = {kind.key} if isinstance(kind, Choice) else set(kind.keys)
    return (
        tuple(place for place in range(len(kind.options)) if place not in keys and not taken[place])
        if known >= FEWEST
        else ()
    )
