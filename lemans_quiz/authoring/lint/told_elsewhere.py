"""Advice on answers that stand in other items of a pack, and on stems that hold a word of their own answer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from math import log
from typing import NamedTuple

from lemans_quiz.authoring.lint.advice import Advice
from lemans_quiz.authoring.lint.options import give_away, stands_in
from lemans_quiz.authoring.lint.pairs import (
    EVERYDAY,
    SHORT,
    SHORTEST_TELLING,
    Found,
    ItemWords,
    Words,
    answer_shown,
    small_words_of,
    words_of,
)
from lemans_quiz.core.items import Choice, Number, Text
from lemans_quiz.core.messages import message

DISTINCTIVE = 8
"""A word in more items than these gives no answer away."""
STEM_LETTERS = 5
"""Words that begin with so many equal letters are taken for forms of one."""
COMMON = 0.1
"""A word in more than this share of the items says nothing about what is asked."""
WEIGHT = 0.55
"""An item that has so much of the weight of another's words speaks of the same."""
WEIGHT_OF_DOUBTFUL = 0.65
"""So much of it where the answer is no name, or one of two."""
WEIGHT_OF_SEVERAL = 0.5
"""So much of it where the answer is a name of several words."""
WEIGHT_OF_NAMES = 0.5
"""So much of the names alone."""
WEIGHT_BESIDE = 0.25
"""So much of it stands in the sentence that holds the answer."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_ORDINAL = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|zweit|dritt|viert|fünft)-?(?:\s(?=\w+est\b))?(?=\w+(?:est|ste\w?)\b)\w+",
    re.IGNORECASE,
)
"""The second-longest is another than the longest."""
_AFTER_OTHERS = re.compile(r"[A-ZÄÖÜ][\w'’.-]*,\s(?:(?:and|or|und|oder)\s)?(?:the\s)?$")
_ONE_OF_TWO = re.compile(r"[A-ZÄÖÜ][\w'’.-]*\s(?:and|or|und|oder)\s(?:the\s)?$")
_OTHER_OF_TWO = re.compile(r"\s(?:and|or|und|oder)\s(?:the\s)?[A-ZÄÖÜ]")
_BEFORE_OTHERS = re.compile(r",\s(?:(?:and|or|und|oder)\s)?(?:the\s)?[A-ZÄÖÜ][\w'’.-]*(?:,|\s(?:and|or|und|oder)\s)")

_SAYS_LITTLE = EVERYDAY - frozenset(
    "again first least most never once second wieder erst erste ersten zwei zwischen drei two three between".split()
)
"""Words in any text that do not even say which of several is meant."""


class _Key(NamedTuple):
    """The answer of an item as far as it is told by its words: all of `words` must stand in another item."""

    owner: ItemWords
    words: frozenset[int]
    text: str


def answered_elsewhere(words: Words, found: Found) -> None:
    """Add advice on each item whose stem or explanation tells the answer of another item of its pack."""
    wanted: defaultdict[int, list[_Key]] = defaultdict(list)
    negations = {words.number[word] for word in _NEGATIONS if word in words.number}
    for owner in words.items:
        if not owner.item.table and owner.item.kind.__class__ in _NAMING and negations.isdisjoint(owner.stem):
            _want(words, owner, wanted, found)
    telling = wanted.keys()
    for here in words.items:
        if here.item.table or telling.isdisjoint(here.all):
            continue
        for word in telling & here.all:
            for key in wanted[word]:
                if key.owner is not here and key.owner.checked is here.checked and _tells(words, here, key):
                    found[id(here.checked)].append(_told(here, key))


_NAMING = frozenset((Choice, Text, Number))
"""Kinds whose answer may be a name or a number of its own."""


_NEGATIONS = frozenset(("not", "never", "except", "nicht", "kein", "keine", "keiner", "keinen", "nie", "außer"))
"""A question with one of these asks what does not belong, of which a text that names it says nothing."""


def _want(words: Words, owner: ItemWords, wanted: dict[int, list[_Key]], found: Found) -> None:
    """Look out for the answer of an item under the rarest of its words, if few items hold that; warn if its stem does."""
    text = owner.answers[0]
    known, items_with = words.number, words.items_with
    rarest, least = -1, DISTINCTIVE + 1
    numbers: list[int] = []
    for word in words_of(text):
        number = known.get(word, -1)
        if number < 0 and word not in SHORT:
            return
        if len(word) < SHORTEST_TELLING and (word in SHORT or number in owner.stem):
            continue
        if number not in owner.stem:
            numbers.append(number)
            if items_with[number] < least and len(word) >= SHORTEST_TELLING:
                rarest, least = number, items_with[number]
        elif items_with[number] <= DISTINCTIVE and not word.isdigit() and word not in EVERYDAY:
            _telling_word(owner, text, word, found)
    if rarest >= 0:
        wanted[rarest].append(_Key(owner, frozenset(numbers), text))


def _telling_word(owner: ItemWords, text: str, word: str, found: Found) -> None:
    """Add advice on a choice whose stem holds a rare word of the key alone; the whole key is options.py's."""
    item = owner.item
    stem = item.stem.texts[0][1].casefold()
    if not isinstance(item.kind, Choice) or len(word) <= SHORTEST_TELLING or stands_in(text, stem):
        return
    said = set(words_of(stem))
    others = [o.text.texts[0][1].casefold() for n, o in enumerate(item.kind.options) if n != item.kind.key]
    if not any(len(other) >= SHORTEST_TELLING and other in said for option in others for other in words_of(option)):
        give_away(item, found[id(owner.checked)], word, item.stem.texts[0][0])


def _tells(words: Words, here: ItemWords, key: _Key) -> bool:
    """Tell whether an item holds the whole key and speaks of what the key's owner asks, by the weight of its words."""
    if not key.words.issubset(here.all) or key.text in here.answers:
        return False
    asked = _weights(words, key.owner.item.stem.texts[0][1], key.words)
    names = _names(key.owner.item.stem.texts[0][1])
    texts = [here.item.stem.texts[0][1], *([here.item.explanation.texts[0][1]] if here.item.explanation else ())]
    said = {word[:STEM_LETTERS] for text in texts for word in small_words_of(_ORDINAL.sub("", text))}
    ranked = {
        word[:STEM_LETTERS] for text in texts for found in _ORDINAL.findall(text) for word in small_words_of(found)
    }
    beside = {
        word[:STEM_LETTERS]
        for text in texts
        for sentence in _SENTENCE.split(text)
        if not key.words.isdisjoint([words.number[word] for word in small_words_of(sentence)])
        for word in small_words_of(sentence)
    }
    if any(_is_doubtful(key.text, text) for text in texts):
        needed = WEIGHT_OF_DOUBTFUL
    else:
        needed = WEIGHT if len(key.words) == 1 else WEIGHT_OF_SEVERAL
    return (
        len(asked.keys() & said) > 1
        and not asked.keys() & ranked - said
        and _share(asked, said) >= needed
        and _share(asked, beside) >= WEIGHT_BESIDE
        and _share({word: weight for word, weight in asked.items() if word in names}, said) >= WEIGHT_OF_NAMES
        and not any(_is_listed(key.text, text) for text in texts)
    )


def _share(asked: dict[str, float], said: Collection[str]) -> float:
    """Return how much of the weight of some words stands in a text, 0 to 1; all of none."""
    whole = sum(asked.values())
    return sum(weight for word, weight in asked.items() if word in said) / whole if whole else 1.0


def _weights(words: Words, text: str, without: frozenset[int]) -> dict[str, float]:
    """Return how the words begin that say what a text is about, each with its weight: the rarer, the more it says."""
    count = len(words.items)
    most = max(3, COMMON * count)
    found: dict[str, float] = {}
    for word in small_words_of(_ORDINAL.sub("", text)):
        number = words.number.get(word, -1)
        if len(word) < SHORTEST_TELLING or word in _SAYS_LITTLE or number in without:
            continue
        if number >= 0 and words.items_with[number] <= most:
            found[word[:STEM_LETTERS]] = log(1 + count / max(1, words.items_with[number]))
    return found


def _names(text: str) -> set[str]:
    """Return how the words begin that have a capital and are not the first of a sentence."""
    return {
        word[:STEM_LETTERS].casefold()
        for sentence in _SENTENCE.split(text)
        for word in words_of(sentence)[1:]
        if word[0].isupper()
    }


def _is_doubtful(key: str, text: str) -> bool:
    """Tell whether a key is no name, as it stands in small letters or digits, or one of two in a text."""
    name = key.removeprefix("the ")
    at = text.casefold().find(name)
    if at < 0 or not name:
        return False
    return not text[at].isupper() or bool(_ONE_OF_TWO.search(text[:at]) or _OTHER_OF_TWO.match(text[at + len(name) :]))


def _is_listed(key: str, text: str) -> bool:
    """Tell whether a text names a key as one of several: the Mississippi, the Nile and the Yangtze."""
    at = text.casefold().find(key.removeprefix("the "))
    if at < 0:
        return False
    before, after = text[:at], text[at + len(key.removeprefix("the ")) :]
    return bool(_AFTER_OTHERS.search(before) or _BEFORE_OTHERS.match(after))


def _told(here: ItemWords, key: _Key) -> Advice:
    sentence = message(
        "This gives away the answer to the question '{id}': {answer}.",
        id=key.owner.item.id,
        answer=answer_shown(key.owner.item),
    )
    help = message("Leave it out here, or move one of the two to another pack.")
    in_stem = key.words.issubset(here.stem)
    return Advice("answered-elsewhere", here.item, "question" if in_stem else "explanation", sentence, help)
