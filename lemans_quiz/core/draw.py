"""Which items a seed draws: the pack first, then the item, so that a long pack does not crowd out a short one.

Nothing here holds items: shelves are numbers of matching items, and whoever keeps the items resolves a pick. So a bank of any
size is drawn from in a time that depends on the size of the quiz alone.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from lemans_quiz.core.items import Item, Pack
from lemans_quiz.core.seeds import below, drawn_order, mixed

T = TypeVar("T")

TABLE_SHARE = 5
"""In a quiz from several packs at most one in so many questions comes from a table."""


class Filter(NamedTuple):
    """Which items may be drawn: levels from `low` to `high`, any of `tags`, any of `kinds`; empty means all.

    An item without a level (0) is drawn where no level is asked for. `language` asks for items whose stem is given in it.
    `without` are tags that no item may have.
    """

    low: int = 0
    high: int = 5
    tags: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    language: str = ""
    without: tuple[str, ...] = ()

    def admits(self, item: Item) -> bool:
        """Tell whether an item may be drawn."""
        return (
            self.low <= item.level <= self.high
            and (not self.kinds or item.kind_name in self.kinds)
            and (not self.tags or any(tag in self.tags for tag in item.tags))
            and not any(tag in self.without for tag in item.tags)
            and (not self.language or speaks(item, self.language))
        )


def speaks(item: Item, language: str) -> bool:
    """Tell whether the stem is given in a language, regions aside; a plain one is in the pack's own."""
    base = language.partition("-")[0]
    return any(code.partition("-")[0] == base for code in stem_languages(item))


def stem_languages(item: Item) -> tuple[str, ...]:
    """Return the languages in which the stem is given."""
    return (item.language,) if item.stem.plain else tuple(code for code, _ in item.stem.texts)


def language_key(item: Item) -> str:
    """Return the languages of the stem as one word, the same for items that are alike in this."""
    return " ".join(sorted(stem_languages(item)))


class PackIndex(NamedTuple):
    """How many matching items a pack has: written ones and ones made from a table."""

    pack: str
    written: int
    tables: int


class Pick(NamedTuple):
    """The item at `place` among the written or the table's items of the shelf numbered `shelf`."""

    shelf: int
    table: bool
    place: int


def draw(shelves: Sequence[PackIndex], count: int, word: str, resolve: Callable[[Pick], T | None]) -> list[T]:
    """Return up to `count` items. `resolve` turns a pick into an item, or None where that pick must not count;
    its pack then has its turn again.

    Shelves must come in one order wherever a seed is to draw the same: sort them by pack.
    """
    stacks = _Stacks(shelves, word, quota=count // TABLE_SHARE if len(shelves) > 1 else count)
    drawn: list[T] = []
    while len(drawn) < count and (pick := stacks.next_pick()) is not None:
        found = resolve(pick)
        if found is None:
            stacks.waiting.append(pick.shelf)
            continue
        drawn.append(found)
        stacks.accepted_tables += pick.table
    return drawn


class _Stacks:
    """Shelves while they are drawn from: of each a lazily shuffled stack of written items and one of the table's."""

    def __init__(self, shelves: Sequence[PackIndex], word: str, *, quota: int) -> None:
        self.shelves = shelves
        self.word = word
        self.quota = quota
        self.accepted_tables = 0
        self.picks = 0
        self.waiting: list[int] = []
        self.rounds = 0
        self.written = [shelf.written for shelf in shelves]
        self.tables = [shelf.tables for shelf in shelves]
        self.orders = {
            (number, table): drawn_order(size, "item", word, shelf.pack, int(table))
            for number, shelf in enumerate(shelves)
            for table, size in ((False, shelf.written), (True, shelf.tables))
        }

    def next_pick(self) -> Pick | None:
        """Return the next pick, or None when nothing is left. Packs come in rounds, each once in a round."""
        while any(self.written) or any(self.tables):
            if not self.waiting:
                self.waiting = list(drawn_order(len(self.shelves), "pack", self.word, self.rounds))
                self.rounds += 1
            number = self.waiting.pop()
            tables = 0 if self._tables_must_wait() else self.tables[number]
            if self.written[number] + tables:
                return self._take(number, tables)
        return None

    def _tables_must_wait(self) -> bool:
        return self.accepted_tables >= self.quota and any(self.written)

    def _take(self, number: int, tables: int) -> Pick:
        self.picks += 1
        table = below(self.written[number] + tables, "side", self.word, self.picks) < tables
        (self.tables if table else self.written)[number] -= 1
        return Pick(number, table, next(self.orders[number, table]))


def order_on_shelf(items: Iterable[Item], wanted: Filter) -> list[Item | None]:
    """Return matching items as they stand on a shelf: by the tags asked for, level, kind, languages, then a stored rank.

    An item with several of those tags stands under each, but only at the first as itself: the others are None.
    """
    places = []
    for item in items:
        own = [number for number, tag in enumerate(wanted.tags) if tag in item.tags] or [0]
        if wanted._replace(without=()).admits(item):
            hidden = any(tag in wanted.without for tag in item.tags)
            key = (item.level, item.kind_name, language_key(item), rank(item.pack, item.id), item.id)
            places += [(number, key, None if hidden or number != own[0] else item) for number in own]
    return [item for _, _, item in sorted(places, key=lambda place: place[:2])]


def rank(pack: str, item: str) -> int:
    """Return the number by which items of one shelf are ordered: drawn by their names, so file order tells nothing."""
    return mixed("rank", pack, item) >> 1


def draw_from_packs(packs: Iterable[Pack], wanted: Filter, count: int, word: str) -> list[Item]:
    """Draw from packs in memory, exactly as the bank draws from its index."""
    ordered = sorted(packs, key=lambda pack: pack.id)
    sides = [_sides(pack, wanted) for pack in ordered]
    shelves = [PackIndex(pack.id, len(side[0]), len(side[1])) for pack, side in zip(ordered, sides, strict=True)]
    return draw(shelves, count, word, lambda pick: sides[pick.shelf][pick.table][pick.place])


def _sides(pack: Pack, wanted: Filter) -> tuple[list[Item | None], list[Item | None]]:
    written = order_on_shelf((item for item in pack.items if not item.table), wanted)
    return written, order_on_shelf((item for item in pack.items if item.table), wanted)
