"""Draws a game by the curve from the bank: level by level, the pack at the heart first, gaps made up for by the nearest level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lemans_quiz.core.draw import Filter
from lemans_quiz.core.seeds import Seed, drawn_order, mixed
from lemans_quiz.games import curve
from lemans_quiz.packs.bank import Bank, Drawn, IndexedPack

HEART = "racing-is-everything"
"""The pack of which a game of all packs has two to four questions of ten."""

MOST_TURNS = 12
"""So much of a level gives a pack its full share of a game of all packs; with less it has less."""


def draw_by_curve(
    bank: Bank, packs: Sequence[IndexedPack], wanted: Filter, seed: Seed, plan: Sequence[int], *, of_all: bool
) -> list[Drawn]:
    """Return items of the levels of a plan, easy ones first; `of_all` says that no pack was named, so that one is the heart."""
    heart = [pack for pack in packs if of_all and pack.id == HEART]
    places = curve.of_the_heart(len(plan), seed.word) if heart else frozenset[int]()
    draw = _Draw(bank, wanted, seed.word)
    draw.take("heart", heart, [level for place, level in enumerate(plan) if place in places])
    others = [pack for pack in packs if pack not in heart]
    rest = [level for place, level in enumerate(plan) if place not in places]
    draw.take("rest", others, rest, by_size=of_all)
    draw.fill(packs)
    return draw.rising()


class _Draw:
    """A draw while it is made: what was found with its level, and how many of each level are missing."""

    def __init__(self, bank: Bank, wanted: Filter, word: str) -> None:
        self._bank = bank
        self._wanted = wanted
        self._word = word
        self._found: dict[tuple[str, str], tuple[int, Drawn]] = {}
        self._missing: Counter[int] = Counter()

    def take(self, part: str, packs: Sequence[IndexedPack], levels: Sequence[int], *, by_size: bool = False) -> None:
        """Draw as many of each level as are wanted, and remember how many there are not.

        `by_size` gives packs turns by how much of a level they have, so that the only easy question of one is not asked in every game.
        """
        for level, count in Counter(levels).items():
            found = 0
            for pack, turns in self._turns(part, packs, level, count) if by_size else ((packs, count),):
                found += self._add(part, pack, level, turns)
            self._missing[level] += count - found

    def fill(self, packs: Sequence[IndexedPack]) -> None:
        """Make up for what there was not by the nearest levels of all packs."""
        for wanted, missing in sorted(self._missing.items()):
            for level in curve.instead_of(wanted):
                missing -= self._add("more", packs, level, missing) if missing else 0

    def rising(self) -> list[Drawn]:
        """Return what was found, easy ones first."""
        rows = list(self._found.values())
        ranks = [(level, mixed("curve", self._word, one.pack, one.id)) for level, one in rows]
        return [rows[place][1] for place in curve.rising(ranks)]

    def _turns(
        self, part: str, packs: Sequence[IndexedPack], level: int, count: int
    ) -> list[tuple[Sequence[IndexedPack], int]]:
        """Return how many questions of a level come from which of the packs."""
        wanted = self._wanted._replace(low=level, high=level)
        owners = [pack for pack in packs for _ in range(min(MOST_TURNS, self._bank.count([pack], wanted)))]
        order = drawn_order(len(owners), "turns", self._word, level, part)
        turns = Counter(owners[place] for place, _ in zip(order, range(count), strict=False))
        return [((pack,), times) for pack, times in turns.items()]

    def _add(self, part: str, packs: Sequence[IndexedPack], level: int, count: int) -> int:
        """Draw up to `count` of a level that were not found yet; return how many there were."""
        names = {pack.id for pack in packs}
        known = sum(found == level and one.pack in names for found, one in self._found.values())
        wanted, word = self._wanted._replace(low=level, high=level), f"{self._word} level {level} {part}"
        drawn = self._bank.draw(packs, wanted, count + known, word)
        fresh = [one for one in drawn if (one.pack, one.id) not in self._found][:count]
        self._found.update({(one.pack, one.id): (level, one) for one in fresh})
        return len(fresh)
