"""How many slips lie between what was typed and an answer, and whether they can be slips at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lemans_quiz.core.comparing.another import is_another, is_fixed
from lemans_quiz.core.normalising import Forms, is_same

FEWEST_FOR_SLIP, FEWEST_FOR_TWO = 5, 9
"""Letters of an answer from which on one slip is forgiven, and two."""

FEWEST_FOR_NEAR_MISS = 3
"""Letters of an answer below which one wrong letter is another answer, not a slip."""


class _Way(NamedTuple):
    """How words are compared: in a language, with the accents of what was typed, an answer of one word `alone` or of several."""

    language: str
    written: dict[str, str]
    alone: bool


class Slips(NamedTuple):
    """So many slips where `allowed` are forgiven; `is_first` says that the first letter is another one."""

    number: int
    allowed: int
    is_first: bool

    @property
    def is_forgiven(self) -> bool:
        """Tell whether it counts as the answer."""
        return self.number <= self.allowed and not self.is_first


def allowed_slips(answer: Forms) -> int:
    """Return how many slips are forgiven: none under 5 letters, one up to 8, two above."""
    letters = letters_of(answer)
    return 0 if letters < FEWEST_FOR_SLIP else 1 if letters < FEWEST_FOR_TWO else 2


def letters_of(answer: Forms) -> int:
    """Return how many letters an answer has."""
    return sum(1 for char in answer.plain if char.isalpha())


def slips_between(typed: Forms, answer: Forms, language: str) -> Slips | None:
    """Return the slips, up to one more than are forgiven; None where there are more, or one makes another thing of it."""
    allowed = allowed_slips(answer)
    count = distance(typed, answer, allowed + 1)
    if count is None or (count > allowed and letters_of(answer) < FEWEST_FOR_NEAR_MISS):
        return None
    typed_words, words = typed.plain.split(), answer.plain.split()
    written = dict(zip(typed_words, typed.accented.split(), strict=False))
    way = _Way(language, written, alone=len(words) == 1)
    if any(_is_no_slip(one, other, way) for one, other in _differing(words, typed_words)):
        return None
    return Slips(count, allowed, typed.plain[0] != answer.plain[0])


def distance(typed: Forms, other: Forms, most: int) -> int | None:
    """Return the optimal string alignment distance of the nearest forms, or None beyond `most`."""
    if is_same(typed, other):
        return 0
    pairs = [(a, b) for a in typed.folded() for b in other.folded() if abs(len(a) - len(b)) <= most]
    if most < 1 or not pairs:
        return None
    from rapidfuzz.distance import OSA

    nearest = min(OSA.distance(a, b, score_cutoff=most) for a, b in pairs)
    return nearest if nearest <= most else None


def _differing(words: list[str], typed: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the stretches of words in which two texts differ: those of the answer, those typed."""
    from rapidfuzz.distance import Levenshtein

    for step in Levenshtein.opcodes(words, typed):
        if step.tag != "equal":
            yield words[step.src_start : step.src_end], typed[step.dest_start : step.dest_end]


def _is_no_slip(words: list[str], typed: list[str], way: _Way) -> bool:
    """Tell whether a stretch of words, typed for another, means something else."""
    if len(words) != len(typed):
        return any(map(is_fixed, (*words, *typed)))
    return any(
        is_another(one, other, way.language, written=way.written.get(other, ""))
        and not _sounds_alike(one, other, alone=way.alone)
        for one, other in zip(words, typed, strict=True)
    )


def _sounds_alike(one: str, other: str, *, alone: bool) -> bool:
    """Tell whether two words differ in doubled letters and the like: a slip in a long word, or beside others that are right.

    Desert is no dessert; but Mark Weber can be nobody but Mark Webber.
    """
    if is_fixed(one) or (alone and len(one) < FEWEST_FOR_TWO):
        return False
    return _sound(one) == _sound(other)


def _sound(word: str) -> str:
    """Return a word as it sounds, about: no letter twice in a row, no h and no y but at the start."""
    flat = re.sub("ie$", "y", word).replace("ph", "f").replace("ck", "k")
    return re.sub(r"(.)\1+", r"\1", flat[:1] + re.sub("[hyj]", "", flat[1:]))
