"""Advice on near-duplicates, in a pack and across packs, and the words by which items are compared.

Looking at all pairs would take days for 100,000 items. Items that may be alike share one of their rarest words and the answer
(prefix filtering: Chaudhuri, Ganti and Kaushik, 2006); only those that do are compared.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from itertools import chain, count

from lemans_quiz.authoring.lint.advice import Advice, Checked
from lemans_quiz.authoring.lint.options import is_all_or_none
from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Order, Text, TrueFalse
from lemans_quiz.core.messages import Message, message

_find_words = re.compile(r"\w+").findall
_ONLY_WORDS = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}
_SMALL_WORDS = {code: chr(code).lower() for code in range(128)} | _ONLY_WORDS


_SAYS_NOTHING = frozenset(("", "yes", "no", "ja", "nein", "true", "false", "wahr", "falsch"))


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

    @property
    def says_something(self) -> bool:
        """Whether the answer is one that few questions share: not yes, no, true, false or all of them."""
        return not any(answer in _SAYS_NOTHING or is_all_or_none(answer) for answer in self.answers)


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

    def written(self, numbers: Collection[int]) -> list[str]:
        """Return the words with some numbers, in the order in which they were met first."""
        return [word for word, number in self.number.items() if number in numbers] if numbers else []


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
MAY_BE_ALIKE = 0.35
ALIKE_LETTERS = 90
"""From the smaller share on, stems are alike by letters too (rapidfuzz's ratio, of 100): that forgives slips of the pen."""
ONE_NAME = 80
"""From here on, by letters, two names are one in two spellings."""
MANY = 500
"""Among so many items a rare word is one that is seldom asked about, not one of a few questions."""
RARE = 0.0005
"""A word in no more than this share of many items says what a question is about."""
MOST_COMPARED = 8
"""So many items that share a rare word and the answer are compared with one, and so many that share the answer alone."""
ANY_WORD = -1

SHORTEST_TELLING = 4

EVERYDAY = frozenset(
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

SHORT = frozenset(
    "a an of to in on by at is it or de la le el du im am zu an so es er da do et al all and any are but can did for had has her him his how its man new not off one our out per she the was who why you"
    " als auf aus bei bin das dem den der des die ein für hat ihr ist man mit mal nur sie und uns vom von vor war was wem wen wer"
    " wie wir zum zur".split()
)

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
            for word in prefix if answer in _SAYS_NOTHING else (*prefix, ANY_WORD):
                known = index.get((word, answer))
                if known is None:
                    index[word, answer] = [here]
                    continue
                for other in known:
                    candidates[id(other)] = other
                if len(known) < MOST_COMPARED:
                    known.append(here)
        for other in candidates.values() if candidates else ():
            if other is not here and _is_same_question(words, here, other, ratio):
                found[id(here.checked)].append(_duplicate(here, other))
                break


def _is_same_question(words: Words, one: ItemWords, other: ItemWords, ratio: Callable[..., float]) -> bool:
    if one.checked is not other.checked and one.checked.pack.id == other.checked.pack.id:
        return False
    first, second = set(one.stem), set(other.stem)
    common = len(first & second)
    share = common / (len(first | second) or 1)
    if share < MAY_BE_ALIKE:
        return False
    stems = one.item.stem.texts[0][1], other.item.stem.texts[0][1]
    is_reworded = share < ALIKE and ratio(stems[0].casefold(), stems[1].casefold(), score_cutoff=ALIKE_LETTERS) == 0
    if is_reworded and not (one.says_something and _says_all_of(*sorted(stems, key=len))):
        return False
    return not _ask_about_others(*stems, ratio) and not _tell_apart(words, first - second, second - first, ratio)


def _says_all_of(short: str, long: str) -> bool:
    """Tell whether a stem has every word of a shorter one that says what is asked."""
    said = {word.casefold() for word in words_of(long)}
    asked = [
        word.casefold()
        for place, word in enumerate(words_of(short))
        if len(word) >= SHORTEST_TELLING or word[0].isdigit() or (place and word[0].isupper()) or _is_said(word)
    ]
    return said.issuperset(asked) and len(set(asked) - EVERYDAY) > 1


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


def _is_said(word: str) -> bool:
    """Tell whether a short word says something: won and ate do, was and the do not."""
    return len(word) == SHORTEST_TELLING - 1 and word.casefold() not in SHORT


def _tell_apart(words: Words, first: set[int], second: set[int], ratio: Callable[..., float]) -> bool:
    """Tell whether each of two stems has a word of its own that is rare, among so many items that rarity says something."""
    if len(words.items) < MANY:
        return False
    most = max(2, int(RARE * len(words.items)))
    ones, others = (
        " ".join([word for word in words.written(own) if word not in EVERYDAY and word not in SHORT])
        for own in [[n for n in own if words.items_with[n] <= most] for own in (first, second)]
    )
    return bool(ones) and bool(others) and ratio(ones, others) < ONE_NAME


def _duplicate(here: ItemWords, other: ItemWords) -> Advice:
    help = message("Delete one of the two, or ask something else.")
    return Advice("near-duplicate", here.item, "question", _same_as(here, other), help)


def _same_as(here: ItemWords, other: ItemWords) -> Message:
    if here.checked is other.checked:
        return message("This asks the same as the question '{id}'.", id=other.item.id)
    return message("This asks the same as the question '{id}' of {file}.", id=other.item.id, file=other.checked.file)
