"""Which typed answers of a pack lie so near to another's that a typo could be either: kept with the items for marking.

Two texts within three edits share, unchanged, at least one of four pieces of the shorter (Li, Deng, Wang and Feng, Pass-Join,
2011), so pieces are looked up instead of comparing every answer with every other.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from itertools import pairwise

from lemans_quiz.core.items import MOST_RIVALS, Choice, Item, Multiple, Text
from lemans_quiz.core.text import LocalText

NEAR = 3
"""Edits within which an answer is a rival."""

MOST_COMPARED = 60
"""So many of the others of one length, at least, are looked at for an answer: where more are alike, a typo is any of them."""
MOST_PAIRS = 2_000_000
"""In packs in which this is not more than each with each, all that are alike are looked at."""

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+")

_Index = dict[int, list[dict[str, list[str]]]]
"""Answers by their length, then by each of their pieces."""


def with_rivals(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items, the typed ones with the answers of others that are near to theirs, or have the same words."""
    items = list(items)
    typed: list[tuple[int, Text]] = []
    others: list[LocalText] = []
    for number, item in enumerate(items):
        kind = item.kind
        if isinstance(kind, Choice):
            others.append(kind.options[kind.key].text)
        elif isinstance(kind, Text):
            typed.append((number, kind))
        elif isinstance(kind, Multiple):
            others += [kind.options[key].text for key in kind.keys]
    if typed and len(typed) + len(others) > 1:
        owned = [[(text, plain_form(text)) for text in _answers(kind)] for _, kind in typed]
        near = _Neighbours({form: text for answers in owned for text, form in answers}, others)
        for (number, kind), answers in zip(typed, owned, strict=True):
            rivals = near.of([form for _, form in answers])
            if rivals:
                items[number] = items[number]._replace(kind=kind._replace(rivals=rivals))
    return tuple(items)


def _answers(kind: Text) -> Iterator[str]:
    for text in (kind.key, *kind.accept):
        yield from text.everywhere()


def plain_form(text: str) -> str:
    """Return a text as near answers are compared: small letters without accents, single spaces."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(text.casefold().split())


class _Neighbours:
    """All distinct answers of a pack, each typed one with those near to it.

    Words with digits must be alike in both, since no typo is forgiven there, so those that have the same are a group by
    themselves. What is chosen is compared with typed ones alone.
    """

    def __init__(self, typed: dict[str, str], others: Iterable[LocalText]) -> None:
        from rapidfuzz.distance import OSA

        self.distance: Callable[..., int] = OSA.distance
        self.texts = dict(typed)
        self.near: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self.same_words: dict[tuple[str, ...], list[str]] = {}
        groups: dict[str, list[str]] = {}
        for form in typed:
            self.same_words.setdefault(_words(form), []).append(form)
            groups.setdefault(_sign(form.split(" ")), []).append(form)
        self._join(others, groups)
        self.most = max(MOST_COMPARED, MOST_PAIRS // len(self.texts))
        for group in groups.values():
            if len(group) > 1:
                self._meet(sorted(group, key=len), typed)

    def _join(self, others: Iterable[LocalText], groups: dict[str, list[str]]) -> None:
        """Put what is chosen beside the typed answers that it may be taken for."""
        known = {word for words in self.same_words for word in words}
        for text in [text for other in others for _, text in other.texts]:
            form = plain_form(text)
            if form in self.texts:
                continue
            self.texts[form] = text
            words = form.split(" ")
            first, last = words[0], words[-1]
            if (first in known or not first.isalnum()) and (last in known or not last.isalnum()):
                sharing = self.same_words.get(_words(form))
                if sharing is not None:
                    sharing.append(form)
            group = groups.get(_sign(words) if _DIGIT.search(form) else "")
            if group is not None:
                group.append(form)

    def _meet(self, forms: Iterable[str], typed: Collection[str]) -> None:
        """Compare answers, the shorter ones first, with those before them."""
        typed_before: _Index = {}
        chosen_before: _Index = {}
        for form in forms:
            self._compare(form, typed_before)
            if form in typed:
                self._compare(form, chosen_before)
            self._keep(form, typed_before if form in typed else chosen_before)

    def _keep(self, form: str, index: _Index) -> None:
        """Keep the pieces of a form for the longer ones after it."""
        size = len(form)
        own = index.setdefault(size, [{} for _ in range(NEAR + 1)])
        for number, (start, end) in enumerate(_pieces(size)):
            sharing = own[number].setdefault(form[start:end], [])
            if len(sharing) < self.most:
                sharing.append(form)

    def _compare(self, form: str, index: _Index) -> None:
        """Compare a form with the shorter ones of an index."""
        size = len(form)
        for length in range(max(1, size - NEAR), size + 1):
            known = index.get(length)
            for other in self._sharing(form, length, known) if known else ():
                edits = self.distance(form, other, score_cutoff=NEAR)
                if edits <= NEAR and len(self.near[form]) + len(self.near[other]) < 4 * self.most:
                    self.near[form].append((edits, other))
                    self.near[other].append((edits, form))

    def _sharing(self, form: str, length: int, known: list[dict[str, list[str]]]) -> set[str]:
        """Return those of a length that share a piece with a form, about where it stands."""
        found: set[str] = set()
        longer = len(form) - length
        for number, (start, end) in enumerate(_pieces(length)):
            left = max(-number, longer - (NEAR - number), -start)
            right = min(number, longer + (NEAR - number), len(form) - end)
            for shift in range(left, right + 1):
                found.update(known[number].get(form[start + shift : end + shift], ()))
                if len(found) > self.most:
                    break
        return found

    def of(self, forms: list[str]) -> tuple[str, ...]:
        """Return the nearest answers to any of these forms, none of which is one of them."""
        by_edits: list[set[str]] = [set() for _ in range(NEAR + 1)]
        for form in forms:
            by_edits[0].update(self.same_words[_words(form)])
            for edits, other in self.near.get(form, ()):
                by_edits[edits].add(other)
        nearest: dict[str, None] = {}
        for others in by_edits:
            if len(nearest) < MOST_RIVALS:
                nearest |= dict.fromkeys(self.texts[other] for other in sorted(others.difference(forms)))
        return tuple(nearest)[:MOST_RIVALS]


def _sign(words: Iterable[str]) -> str:
    """Return those of an answer's words that hold digits."""
    return " ".join([word for word in words if not word.isalpha() and _DIGIT.search(word)])


def _words(form: str) -> tuple[str, ...]:
    """Return the words of an answer in no order, which may be typed so: Ferenc Puskás, or Puskás Ferenc."""
    return tuple(sorted(_WORD.findall(form)))


@cache
def _pieces(length: int) -> tuple[tuple[int, int], ...]:
    """Cut a length in four parts as even as can be; texts under four letters, where no typo is forgiven, in their letters."""
    count = min(NEAR + 1, length)
    edges = [length * n // count for n in range(count + 1)] if count else []
    return tuple(pairwise(edges))
