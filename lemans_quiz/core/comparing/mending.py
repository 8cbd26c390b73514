"""Whether a question still asks for what was learnt: a mended answer keeps its memory, another one is learnt anew.

Marking itself tells: old and new are one answer where one of them, typed for the other, counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from lemans_quiz.core.codec import key_fingerprint
from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Order, Text, TrueFalse
from lemans_quiz.core.marking import mark
from lemans_quiz.core.numbers import shown
from lemans_quiz.core.responses import Typed
from lemans_quiz.core.text import LocalText


def asks_for_the_same(before: Item, now: Item) -> bool:
    """Tell whether two versions of a question have the same answer, or one that marking takes for the other."""
    if key_fingerprint(before) == key_fingerprint(now):
        return True
    match before.kind, now.kind:
        case TrueFalse(old), TrueFalse(new):
            return old == new
        case Order(old), Order(new):
            return len(old) == len(new) and all(_is_same(o, n, now) for o, n in zip(old, new, strict=True))
        case Multiple() as old, Multiple() as new:
            return _are_same([old.options[k].text for k in old.keys], [new.options[k].text for k in new.keys], now)
        case Match() as old, Match() as new:
            return _are_same_pairs(old, new, now)
        case ((Choice() | Text() | Number()), (Choice() | Text() | Number())):
            return _counts_for(before, now) or _counts_for(now, before)
        case _:
            return False


def _counts_for(given: Item, asked: Item) -> bool:
    """Tell whether an answer of one item, typed in another, is right; numbers with their unit, and without tolerance."""
    question = asked._replace(kind=_typed(asked))
    return any(mark(question, Typed(answer)).value >= 1.0 for answer in _answers(given))


def _typed(item: Item) -> Text | Number:
    """Return what is right as a typed answer that forgives."""
    match item.kind:
        case Choice(options, key):
            return Text(options[key].text)
        case Text() as text:
            return text._replace(exact=False)
        case Number() as number:
            return number
        case Multiple() | TrueFalse() | Order() | Match():
            raise TypeError(item.kind_name)


def _answers(item: Item) -> tuple[str, ...]:
    match item.kind:
        case Choice(options, key):
            return options[key].text.everywhere()
        case Text(key=key):
            return key.everywhere()
        case Number(key=key, unit=unit):
            return tuple(f"{shown(key, 'en')} {name}".strip() for name in (unit.everywhere() if unit else ("",)))
        case Multiple() | TrueFalse() | Order() | Match():
            return ()


def _is_same(old: LocalText, new: LocalText, item: Item) -> bool:
    """Tell whether two texts of a list are the same, or one a slip of the other."""
    ways = ((old, item._replace(kind=Text(new))), (new, item._replace(kind=Text(old))))
    return any(mark(question, Typed(text)).value >= 1.0 for given, question in ways for text in given.everywhere())


def _are_same(old: Sequence[LocalText], new: Sequence[LocalText], item: Item) -> bool:
    """Tell whether two lists hold the same texts in any order."""
    return len(old) == len(new) and all(any(_is_same(o, n, item) for o in old) for n in new)


def _are_same_pairs(old: Match, new: Match, item: Item) -> bool:
    if len(old.lefts) != len(new.lefts):
        return False
    before = [(left, old.rights[key]) for left, key in zip(old.lefts, old.key, strict=True)]
    now = [(left, new.rights[key]) for left, key in zip(new.lefts, new.key, strict=True)]
    return all(any(_is_same(ol, nl, item) and _is_same(o, n, item) for ol, o in before) for nl, n in now)
