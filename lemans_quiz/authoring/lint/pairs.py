"""Advice on items that get in each other's way: near-duplicates in and across packs, and answers that stand in other items.

Looking at all pairs would take days for 100,000 items. Items that may be alike share one of their rarest words and the answer
(prefix filtering: Chaudhuri, Ganti and Kaushik, 2006); only those that do are compared.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import chain, count
from typing import NamedTuple

from lemans_quiz.authoring.lint.advice import Advice, Checked
from lemans_quiz.authoring.lint.options import give_away, stands_in
from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Order, Text, TrueFalse
from lemans_quiz.core.messages import Message, message

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
    match item.kind:
        case Choice(options, key):
            return (options[key].text.texts[0][1].casefold(),)
        case Text(answer, accept):
            return tuple(text.texts[0][1].casefold() for text in (answer, *accept))
        case Number(number):
            return (format(number, "f"),)
        case TrueFalse():
            return ("",)
        case Multiple(options, keys):
            return ("|".join(sorted(options[key].text.texts[0][1].casefold() for key in keys)),)
        case Order(entries):
            return ("|".join(entry.texts[0][1].casefold() for entry in entries),)
        case Match(lefts):
            return ("|".join(sorted(left.texts[0][1].casefold() for left in lefts)),)


def answer_shown(item: Item) -> str:
    """Return the answer of a choice, a text or a number as its author wrote it."""
    kind = item.kind
    if isinstance(kind, Choice):
        return kind.options[kind.key].text.first
    return kind.key.first if isinstance(kind, Text) else answer_texts(item)[0]


ALIKE = 0.75
"""Share of common words among all words of two stems from which they are near-duplicates, the answer being the same."""
MAY_BE_ALIKE = 0.5
ALIKE_LETTERS = 90
"""From the smaller share on, stems are alike by letters too (rapidfuzz's ratio, of 100): that forgives slips of the pen."""
ONE_NAME = 80
"""From here on, by letters, two names are one in two spellings."""
MOST_COMPARED = 8
"""So many items that share a rare word and the answer are compared with one."""

DISTINCTIVE = 8
"""A word in more items than these gives no answer away."""
SHORTEST_TELLING = 4
STEM_LETTERS = 5
"""Words that begin with so many equal letters are taken for forms of one."""
COMMON = 0.1
"""A word in more than this share of the items says nothing about what is asked."""

_EVERYDAY = frozenset(
    "about above after again against among another because before being below between could during every first from had has have"
    " having into later least more most never often once other same second since some such than that their them then there these"
    " they this those three through times under until very were what when where which while with within without would years"
    " aber alle allem alles also andere anderen bevor beide beiden beim bereits bisher damals damit dann dass davon dazu denn"
    " deren dessen diese diesem diesen dieser dieses doch durch einem einen einer eines erst erste ersten etwas für gegen haben"
    " hatte hatten ihre ihrem ihren ihrer immer jahr jahre jahren jede jedem jeden jeder jedes keine konnte mehr nach nicht noch"
    " nur oder ohne schon sehr sein seine seinem seinen seiner seit sich sind sondern sowie über unter viele waren wegen weil"
    " welche welchem welchen welcher welches wenn werden wieder wird wurde wurden zwei zwischen drei".split()
)
"""Words that are in any text and tell nothing."""

Found = dict[int, list[Advice]]
"""Advice by the pack it belongs to: the identity of its Checked."""


def near_duplicates(words: Words, found: Found) -> None:
    """Add advice on each item that asks what an earlier one asks, in the same words and with the same answer."""
    from rapidfuzz.fuzz import ratio

    index: dict[tuple[int, str], list[ItemWords]] = {}
    rarity = words.items_with.__getitem__
    for here in words.items:
        rarest = sorted(set(here.stem))
        rarest.sort(key=rarity)
        prefix = rarest[: len(rarest) - int(ALIKE * len(rarest) + 0.999) + 1]
        candidates: dict[int, ItemWords] = {}
        for answer in here.answers:
            for word in prefix:
                known = index.get((word, answer))
                if known is None:
                    index[word, answer] = [here]
                    continue
                for other in known:
                    candidates[id(other)] = other
                if len(known) < MOST_COMPARED:
                    known.append(here)
        for other in candidates.values() if candidates else ():
            if other is not here and _is_same_question(here, other, ratio):
                found[id(here.checked)].append(_duplicate(here, other))
                break


def _is_same_question(one: ItemWords, other: ItemWords, ratio: Callable[..., float]) -> bool:
    if one.checked is not other.checked and one.checked.pack.id == other.checked.pack.id:
        return False
    first = set(one.stem)
    common = len(first.intersection(other.stem))
    share = common / (len(first) + len(set(other.stem)) - common or 1)
    if share < MAY_BE_ALIKE:
        return False
    stems = one.item.stem.texts[0][1], other.item.stem.texts[0][1]
    if share < ALIKE and ratio(stems[0].casefold(), stems[1].casefold(), score_cutoff=ALIKE_LETTERS) == 0:
        return False
    return not _ask_about_others(*stems, ratio)


def _ask_about_others(one: str, other: str, ratio: Callable[..., float]) -> bool:
    """Tell whether two stems differ in a number, or each in a name (a word with a capital that does not begin it)."""
    first, second = words_of(one), words_of(other)
    differing = set(first) ^ set(second)
    if any(any(c.isdigit() for c in word) for word in differing):
        return True
    names, others = (
        " ".join(word for word in words[1:] if word in differing and word[0].isupper()) for words in (first, second)
    )
    return bool(names) and bool(others) and ratio(names, others) < ONE_NAME


def _duplicate(here: ItemWords, other: ItemWords) -> Advice:
    help = message("Delete one of the two, or ask for something else.")
    return Advice("near-duplicate", here.item, "question", _same_as(here, other), help)


def _same_as(here: ItemWords, other: ItemWords) -> Message:
    if here.checked is other.checked:
        return message("This asks the same as the question '{id}'.", id=other.item.id)
    return message("This asks the same as the question '{id}' of {file}.", id=other.item.id, file=other.checked.file)


class _Key(NamedTuple):
    """The answer of an item as far as it is told by its words: all of `words` must stand in another item."""

    owner: ItemWords
    words: frozenset[int]
    text: str


def answered_elsewhere(words: Words, found: Found) -> None:
    """Add advice on each item whose stem or explanation tells the answer of another item of its pack."""
    wanted: defaultdict[int, list[_Key]] = defaultdict(list)
    for owner in words.items:
        if not owner.item.table and owner.item.kind.__class__ in _NAMING:
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


def _want(words: Words, owner: ItemWords, wanted: dict[int, list[_Key]], found: Found) -> None:
    """Look out for the answer of an item under the rarest of its words, if few items hold that; warn if its stem does."""
    text = owner.answers[0]
    known, items_with = words.number, words.items_with
    rarest, least = -1, DISTINCTIVE + 1
    numbers: list[int] = []
    for word in words_of(text):
        number = known.get(word, -1) if len(word) >= SHORTEST_TELLING else -1
        if number < 0:
            continue
        if number not in owner.stem:
            numbers.append(number)
            if items_with[number] < least:
                rarest, least = number, items_with[number]
        elif items_with[number] <= DISTINCTIVE and not word.isdigit() and word not in _EVERYDAY:
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
    """Tell whether an item holds the whole key and speaks of what the key's owner asks."""
    if not key.words.issubset(here.all) or key.text in here.answers:
        return False
    asked = _beginnings(words, key.owner.item.stem.texts[0][1], key.words)
    said = here.item.stem.texts[0][1] + " " + (here.item.explanation.texts[0][1] if here.item.explanation else "")
    common = asked & _beginnings(words, said, key.words)
    return len(common) > 1 and len(common) * 2 >= len(asked)


def _beginnings(words: Words, text: str, without: frozenset[int]) -> set[str]:
    """Return how the words begin that say what a text is about."""
    most = max(3, COMMON * len(words.items))
    return {
        word[:STEM_LETTERS]
        for word in words_of(text.casefold())
        if len(word) >= SHORTEST_TELLING
        and (number := words.number.get(word)) is not None
        and number not in without
        and words.items_with[number] <= most
    }


def _told(here: ItemWords, key: _Key) -> Advice:
    sentence = message(
        "This tells the answer of the question '{id}': {answer}.",
        id=key.owner.item.id,
        answer=answer_shown(key.owner.item),
    )
    help = message("Leave it out here, or ask one of the two in another pack.")
    in_stem = key.words.issubset(here.stem)
    return Advice("answered-elsewhere", here.item, "question" if in_stem else "explanation", sentence, help)
