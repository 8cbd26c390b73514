"""The words of the items that are checked together, as numbers: small, quick to compare, counted once an item."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain, count

from lemans_quiz.authoring.lint.advice import Checked
from lemans_quiz.core.items import Choice, Item, Multiple, Number, Order, Text, TrueFalse

_find_words = re.compile(r"\w+").findall
_ONLY_WORDS = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}
_SMALL_WORDS = {code: chr(code).lower() for code in range(128)} | _ONLY_WORDS


def words_of(text: str) -> list[str]:
    """Return the words of a text; where it is ASCII, as most are, without a regular expression, in a third of the time."""
    return text.translate(_ONLY_WORDS).split() if text.isascii() else _find_words(text)


def small_words_of(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return text.translate(_SMALL_WORDS).split() if text.isascii() else _find_words(text.casefold())


class ItemWords:
    """One item with its words, in its own language, as numbers.

    `stem` are the words of its stem in their order, `all` the different ones of stem and explanation, `answers` what is right.
    """

    __slots__ = ("all", "answers", "checked", "item", "stem")

    def __init__(self, checked: Checked, item: Item, stem: list[int], all: tuple[int, ...]) -> None:
        self.checked = checked
        self.item = item
        self.stem = stem
        self.all = all
        self.answers = answer_texts(item)


class Words:
    """All items of some packs with their words. `number` is the number of a word, `items_with[n]` how many items have it."""

    def __init__(self, packs: Sequence[Checked]) -> None:
        self.number: defaultdict[str, int] = defaultdict(count().__next__)
        self.items: list[ItemWords] = []
        number = self.number.__getitem__
        for checked in packs:
            for item in checked.pack.items:
                stem = list(map(number, small_words_of(item.stem.texts[0][1])))
                words = set(stem)
                if item.explanation is not None:
                    words.update(map(number, small_words_of(item.explanation.texts[0][1])))
                self.items.append(ItemWords(checked, item, stem, tuple(words)))
        counted = Counter(chain.from_iterable(item.all for item in self.items))
        self.items_with = [counted[number] for number in range(len(self.number))]


def answer_texts(item: Item) -> tuple[str, ...]:
    """Return the answer, or each that counts, in the item's own language and in small letters; several keys are one text."""
    kind = item.kind
    if isinstance(kind, Choice):
        return (kind.options[kind.key].text.texts[0][1].casefold(),)
    if isinstance(kind, Text):
        return tuple(text.texts[0][1].casefold() for text in (kind.key, *kind.accept))
    if isinstance(kind, Number):
        return (format(kind.key, "f"),)
    if isinstance(kind, TrueFalse):
        return ("",)
    if isinstance(kind, Multiple):
        return ("|".join(sorted(kind.options[key].text.texts[0][1].casefold() for key in kind.keys)),)
    if isinstance(kind, Order):
        return ("|".join(entry.texts[0][1].casefold() for entry in kind.entries),)
    return ("|".join(sorted(left.texts[0][1].casefold() for left in kind.lefts)),)


def answer_shown(item: Item) -> str:
    """Return the answer of a choice, a text or a number as its author wrote it."""
    kind = item.kind
    if isinstance(kind, Choice):
        return kind.options[kind.key].text.first
    return kind.key.first if isinstance(kind, Text) else answer_texts(item)[0]
