"""What is remembered and still asked: the items of the packs that have the answer which was learnt, or one it was mended to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lemans_quiz.core.codec import key_fingerprint
from lemans_quiz.core.items import Item
from lemans_quiz.packs.bank import Bank, IndexedPack
from lemans_quiz.storage.history import History
from lemans_quiz.storage.practice import Remembered, learnt


class Known(NamedTuple):
    """An item as it is now, and what is remembered of it."""

    item: Item
    memory: Remembered


def still_asked(
    bank: Bank, packs: Sequence[IndexedPack], history: History, player: str, memories: Iterable[Remembered]
) -> list[Known]:
    """Return what is remembered of items that are still asked, in the order of `memories`."""
    memories = list(memories)
    wanted: dict[str, list[str]] = defaultdict(list)
    for memory in memories:
        wanted[memory.pack].append(memory.item)
    items = {
        (pack.id, name): item
        for pack in packs
        for name, item in zip(wanted[pack.id], bank.find(pack, wanted[pack.id]), strict=True)
        if item is not None
    }
    found = [Known(items[m.pack, m.item], m) for m in memories if (m.pack, m.item) in items]
    return [known for known in found if is_learnt(known.item, known.memory, history, player)]


def is_learnt(item: Item, memory: Remembered, history: History, player: str) -> bool:
    """Tell whether an item still asks for what was learnt."""
    if key_fingerprint(item) == memory.key_fingerprint:
        return True
    from lemans_quiz.core.comparing.mending import asks_for_the_same  # only where an answer was changed

    before = learnt(history, player, memory.pack, memory.item)
    return before is not None and asks_for_the_same(before, item)
