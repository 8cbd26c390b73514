"""Which typed answers of a pack lie so near to another's that a typo could be either: kept with the items for marking.

Two texts within three edits share, unchanged, at least one of four pieces of the shorter (Li, Deng, Wang and Feng, Pass-Join,
2011), so pieces are looked up instead of comparing every answer with every other.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from lemans_quiz.core.items import Item, Text

NEAR = 3
"""Edits within which an answer is a rival."""

MOST_RIVALS = 20
MOST_COMPARED = 400
"""So many of the others are looked at for one answer, should they all be alike."""

_DIGIT_WORD = re.compile(r"\S*\d\S*")


def with_rivals(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items, the typed ones with the answers of others that are near to theirs."""
    items = list(items)
    typed = [(number, item.kind) for number, item in enumerate(items) if isinstance(item.kind, Text)]
    if len(typed) > 1:
        owned = [[(text, plain_form(text)) for text in _answers(kind)] for _, kind in typed]
        near = _Neighbours({form: text for answers in owned for text, form in answers})
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
    """All distinct answers of a pack, indexed by their pieces. Words with digits must be alike: no typo is forgiven there."""

    def __init__(self, texts: dict[str, str]) -> None:
        from rapidfuzz.distance import OSA

        self.distance: Callable[..., int] = OSA.distance
        self.texts = texts
        self.index: dict[tuple[str, int, int, str], list[str]] = defaultdict(list)
        self.signs: dict[str, str] = {}
        self.lengths: set[int] = set()
        for form in texts:
            self._add(form)

    def _add(self, form: str) -> None:
        sign = self.signs[form] = " ".join(_DIGIT_WORD.findall(form))
        self.lengths.add(len(form))
        for number, (start, end) in enumerate(_pieces(len(form))):
            known = self.index[sign, len(form), number, form[start:end]]
            if len(known) < MOST_COMPARED:
                known.append(form)

    def of(self, forms: list[str]) -> tuple[str, ...]:
        """Return the nearest answers to any of these forms, none of which is one of them."""
        own = set(forms)
        found: dict[str, int] = {}
        for form in own:
            for other in self._candidates(form):
                if other not in own:
                    edits = self.distance(form, other, score_cutoff=NEAR)
                    if edits <= NEAR:
                        found[other] = min(edits, found.get(other, NEAR))
        nearest = sorted(found, key=lambda other: (found[other], other))[:MOST_RIVALS]
        return tuple(self.texts[other] for other in nearest)

    def _candidates(self, form: str) -> set[str]:
        sign = self.signs[form]
        found: set[str] = set()
        size = len(form)
        for length in range(max(1, size - NEAR), size + NEAR + 1):
            if length not in self.lengths:
                continue
            for number, (start, end) in enumerate(_pieces(length)):
                width = end - start
                for at in range(max(0, start - NEAR), min(size - width, start + NEAR) + 1):
                    known = self.index.get((sign, length, number, form[at : at + width]))
                    if known:
                        found.update(known)
                        if len(found) > MOST_COMPARED:
                            return found
        return found


def _pieces(length: int) -> list[tuple[int, int]]:
    """Cut a length in four parts as even as can be; very short texts in as many as they have letters."""
    count = min(NEAR + 1, length)
    edges = [length * n // count for n in range(count + 1)] if count else []
    return list(pairwise(edges))
