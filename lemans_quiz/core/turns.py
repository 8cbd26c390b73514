"""A turn: an item as it is shown to a player, its options in the order that the seed decided."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Option, Order, Text, TrueFalse
from lemans_quiz.core.seeds import shuffled
from lemans_quiz.core.text import LocalText


class Turn(NamedTuple):
    """An item and its arrangement: `arrangement[place]` is the index in the item of what stands at that place.

    Arranged are the options (choice, multiple), the entries (order) and the right-hand sides (match); empty for other kinds.
    Where the item shows only some of its options, the others are not in it.
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
        case TrueFalse() | Text() | Number():
            return ()


def options_of(item: Item) -> tuple[Option, ...]:
    """Return the options of a choice or multiple item, in its own order, none for other kinds."""
    return item.kind.options if isinstance(item.kind, Choice | Multiple) else ()


def arrange(item: Item, word: str, *, shown: Iterable[int] | None = None) -> tuple[int, ...]:
    """Return the order in which a seed's word shows an item; `shown` are the indices it shows, drawn by the word if left out.

    The order depends on the texts and the word alone, never on which of them is right.
    """
    texts = arrangeable(item)
    if isinstance(item.kind, Choice | Multiple) and item.kind.fixed:
        return tuple(range(len(texts)))
    by_text = _by_text(texts, _drawn(item, word) if shown is None else shown)
    return tuple(by_text[place] for place in shuffled(len(by_text), "arrange", word, item.pack, item.id))


def keys_of(item: Item) -> tuple[int, ...]:
    """Return the indices of the options that are right, none for kinds without options."""
    match item.kind:
        case Choice(key=key):
            return (key,)
        case Multiple(keys=keys):
            return keys
        case TrueFalse() | Text() | Number() | Order() | Match():
            return ()


def may_halve(turn: Turn) -> bool:
    """Tell whether 50:50 can be had: for a choice without a written hint that shows more than two options."""
    return isinstance(turn.item.kind, Choice) and not turn.item.hints and len(turn.arrangement) > 2


def can_go(turn: Turn, gone: Sequence[int]) -> bool:
    """Tell whether 50:50 may take these options away: half of those that are shown, and wrong ones."""
    wrong = set(turn.arrangement) - set(keys_of(turn.item))
    return may_halve(turn) and len(gone) == len(set(gone)) == len(turn.arrangement) // 2 and set(gone) <= wrong


def halved(turn: Turn, word: str) -> tuple[int, ...]:
    """Return the options that 50:50 takes away, as a seed's word decides."""
    wrong = sorted(set(turn.arrangement) - set(keys_of(turn.item)))
    order = shuffled(len(wrong), "halve", word, turn.item.pack, turn.item.id, *turn.arrangement)
    return tuple(sorted(wrong[place] for place in order[: len(turn.arrangement) // 2]))


def places_of(turn: Turn, options: Iterable[int]) -> list[int]:
    """Return where options stand on the screen, from 1, in that order."""
    return sorted(turn.arrangement.index(option) + 1 for option in options)


def _drawn(item: Item, word: str) -> Iterable[int]:
    """Return the indices that are shown: all, or the keys and as many of the others as there is room for."""
    texts, kind = arrangeable(item), item.kind
    if not isinstance(kind, Choice | Multiple) or not kind.show:
        return range(len(texts))
    keys = keys_of(item)
    others = _by_text(texts, (index for index in range(len(texts)) if index not in keys))
    order = shuffled(len(others), "show", word, item.pack, item.id)
    return (*keys, *(others[place] for place in order[: kind.show - len(keys)]))


def _by_text(texts: Sequence[LocalText], indices: Iterable[int]) -> list[int]:
    return sorted(indices, key=lambda index: (texts[index].texts, index))


def deal(items: Iterable[Item], word: str) -> tuple[Turn, ...]:
    """Turn items into the turns of one player's game."""
    return tuple(Turn(item, arrange(item, word)) for item in items)
