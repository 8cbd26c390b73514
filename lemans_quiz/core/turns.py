"""A turn: an item as it is shown to a player, its options in the order that the seed decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lemans_quiz.core.items import Choice, Item, Match, Multiple, Option, Order
from lemans_quiz.core.seeds import shuffled
from lemans_quiz.core.text import LocalText


class Turn(NamedTuple):
    """An item and its arrangement: `arrangement[place]` is the index in the item of what stands at that place.

    Arranged are the options (choice, multiple), the entries (order) and the right-hand sides (match); empty for other kinds.
    """

    item: Item
    arrangement: tuple[int, ...] = ()
    player: int = 0

    def shown(self) -> tuple[LocalText, ...]:
        """Return what was arranged, in the order of the screen."""
        texts = arrangeable(self.item)
        return tuple(texts[index] for index in self.arrangement)


def arrangeable(item: Item) -> tuple[LocalText, ...]:
    """Return the texts of an item that are shuffled, in the item's own order."""
    match item.kind:
        case Choice(options=options) | Multiple(options=options):
            return tuple(option.text for option in options)
        case Order(entries=entries):
            return entries
        case Match(rights=rights):
            return rights
        case _:
            return ()


def options_of(item: Item) -> tuple[Option, ...]:
    """Return the options of a choice or multiple item, in its own order, none for other kinds."""
    return item.kind.options if isinstance(item.kind, Choice | Multiple) else ()


def arrange(item: Item, word: str) -> tuple[int, ...]:
    """Return the order in which a seed's word shows an item.

    It depends on the texts and the word alone, never on which of them is right.
    """
    texts = arrangeable(item)
    if isinstance(item.kind, Choice | Multiple) and item.kind.fixed:
        return tuple(range(len(texts)))
    by_text = sorted(range(len(texts)), key=lambda index: (texts[index].texts, index))
    return tuple(by_text[place] for place in shuffled(len(texts), "arrange", word, item.pack, item.id))


def deal(items: Iterable[Item], word: str) -> tuple[Turn, ...]:
    """Turn items into the turns of one player's game."""
    return tuple(Turn(item, arrange(item, word)) for item in items)
