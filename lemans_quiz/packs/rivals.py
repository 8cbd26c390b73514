"""Which typed answers of a pack lie so near to another's that a typo could be either: kept with the items for marking.

Two texts within three edits share, unchanged, at least one of four pieces of the shorter (Li, Deng, Wang and Feng, Pass-Join,
2011), so pieces are looked up instead of comparing every answer with every other.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from functools import cache
from itertools import pairwise

from lemans_quiz.core.items import MOST_RIVALS, Choice, Item, Kind, Multiple, Text

NEAR = 3
"""Edits within which an answer is a rival."""

MOST_COMPARED = 60
"""So many of the others of one length, at least, are looked at for an answer: where more are alike, a typo is any of them."""
MOST_PAIRS = 2_000_000
"""In packs in which this is not more than each with each, all that are alike are looked at."""

_DIGIT_WORD = re.compile(r"\S*\d\S*")


def with_rivals(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items, the typed ones with the answers of others that are near to theirs, or have the same words."""
    items = list(items)
    typed = [(number, item.kind) for number, item in enumerate(items) if isinstance(item.kind, Text)]
    others = [text for item in items if typed for text in _chosen(item.kind)]
    if len(typed) > 1 or others:
        owned = [[(text, plain_form(text)) for text in _answers(kind)] for _, kind in typed]
        own = {form: text for answers in owned for text, form in answers}
        near = _Neighbours({**{plain_form(text): text for text in others}, **own}, own)
        for (number, kind), answers in zip(typed, owned, strict=True):
            rivals = near.of([form for _, form in answers])
            if rivals:
                items[number] = items[number]._replace(kind=kind._replace(rivals=rivals))
    return tuple(items)


def _answers(kind: Text) -> Iterator[str]:
    for text in (kind.key, *kind.accept):
        yield from text.everywhere()


def _chosen(kind: Kind) -> Iterator[str]:
    """Yield the right answers of an item that is answered by choosing."""
    keys = (kind.key,) if isinstance(kind, Choice) else kind.keys if isinstance(kind, Multiple) else ()
    for key in keys:
        yield from kind.options[key].text.everywhere()  # type: ignore[union-attr]


def plain_form(text: str) -> str:
    """Return a text as near answers are compared: small letters without accents, single spaces."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(text.casefold().split())


class _Neighbours:
    """All distinct answers of a pack, each typed one with those near to it.

    Words with digits must be alike in both, since no typo is forgiven there.
    """

    def __init__(self, texts: dict[str, str], typed: Container[str]) -> None:
        from rapidfuzz.distance import OSA

        self.distance: Callable[..., int] = OSA.distance
        self.texts = texts
        self.typed = typed
        self.most = max(MOST_COMPARED, MOST_PAIRS // max(1, len(texts)))
        self.near: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self.index: dict[tuple[str, int], list[dict[str, list[str]]]] = {}
        self.same_words: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for form in sorted(texts, key=len):
            self._add(form, " ".join(_DIGIT_WORD.findall(form)))
            self.same_words[_words(form)].append(form)

    def _add(self, form: str, sign: str) -> None:
        """Compare a form with the shorter ones before it, then keep its pieces for the longer ones."""
        size = len(form)
        for length in range(max(1, size - NEAR), size + 1):
            known = self.index.get((sign, length))
            if known:
                self._compare(form, length, known)
        own = self.index.setdefault((sign, size), [{} for _ in range(NEAR + 1)])
        for number, (start, end) in enumerate(_pieces(size)):
            sharing = own[number].setdefault(form[start:end], [])
            if len(sharing) < self.most:
                sharing.append(form)

    def _compare(self, form: str, length: int, known: list[dict[str, list[str]]]) -> None:
        found: set[str] = set()
        longer = len(form) - length
        for number, (start, end) in enumerate(_pieces(length)):
            left = max(-number, longer - (NEAR - number), -start)
            right = min(number, longer + (NEAR - number), len(form) - end)
            for shift in range(left, right + 1):
                found.update(known[number].get(form[start + shift : end + shift], ()))
                if len(found) > self.most:
                    break
        near, typed = self.near, self.typed
        for other in found if form in typed else [one for one in found if one in typed]:
            edits = self.distance(form, other, score_cutoff=NEAR)
            if edits <= NEAR and len(near[form]) + len(near[other]) < 4 * self.most:
                near[form].append((edits, other))
                near[other].append((edits, form))

    def of(self, forms: list[str]) -> tuple[str, ...]:
        """Return the nearest answers to any of these forms, none of which is one of them."""
        same = ((0, other) for form in forms for other in self.same_words[_words(form)])
        found = sorted({*same, *(pair for form in forms for pair in self.near.get(form, ()))})
        own = set(forms)
        nearest = dict.fromkeys(self.texts[other] for _, other in found if other not in own)
        return tuple(nearest)[:MOST_RIVALS]


def _words(form: str) -> tuple[str, ...]:
    """Return the words of an answer in no order, which may be typed so: Ferenc Puskás, or Puskás Ferenc."""
    return tuple(sorted(re.findall(r"\w+", form)))


@cache
def _pieces(length: int) -> tuple[tuple[int, int], ...]:
    """Cut a length in four parts as even as can be; texts under four letters, where no typo is forgiven, in their letters."""
    count = min(NEAR + 1, length)
    edges = [length * n // count for n in range(count + 1)] if count else []
    return tuple(pairwise(edges))
