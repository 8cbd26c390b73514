"""What of an option can be ranked without knowing anything: its length, its size where it is a number, its place in the alphabet."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from math import comb

Measure = Callable[[Sequence[str], str], Sequence[float] | None]
"""Gives each of the options a number in a language, the greater the higher it ranks; None where they cannot be ranked so."""

_NUMBER = re.compile(r"\d+(?:[.,'\u00a0\u202f ]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:[.,'\u00a0\u202f ]\d{3})+")


def by_length(texts: Sequence[str], code: str) -> Sequence[float]:
    """Rank options by their length, the longest highest."""
    return [len(text) for text in texts]


def by_size(texts: Sequence[str], code: str) -> Sequence[float] | None:
    """Rank options that are numbers, alone or all in the same words, by their size, the largest highest."""
    found = [_NUMBER.search(text) for text in texts]
    if not all(found):
        return None
    frames = {text[: number.start()] for text, number in zip(texts, found, strict=True) if number}
    if len(frames) > 1:
        return None
    return [float(_value(number[0], code)) for number in found if number]


def _value(digits: str, code: str) -> Decimal:
    """Read digits as a language writes them; signs in threes group, the last of others is a decimal one."""
    decimal = "." if code.partition("-")[0] == "en" else ","
    if _GROUPED.fullmatch(digits) and decimal not in digits:
        return Decimal(re.sub(r"\D", "", digits))
    whole, sign, rest = digits.rpartition(decimal)
    return Decimal(re.sub(r"\D", "", whole or rest) + ("." + re.sub(r"\D", "", rest) if sign else ""))


def by_alphabet(texts: Sequence[str], code: str) -> Sequence[float]:
    """Rank options by the alphabet, the first highest."""
    folded = [text.casefold() for text in texts]
    order = sorted(folded)
    return [-order.index(text) for text in folded]


def chances(values: Sequence[float], key: int, shown: int) -> tuple[float, ...] | None:
    """Return how likely it is that the key ranks first, second, … of so many options that are shown, the highest first.

    The others are drawn, each as likely as any, and those that are alike stand in any order. None where all are alike.
    """
    others = [value for place, value in enumerate(values) if place != key]
    alike = others.count(values[key])
    if alike == len(others):
        return None
    above = sum([value > values[key] for value in others])
    if len(others) == shown - 1:
        return (*[0.0] * above, *[1 / (alike + 1)] * (alike + 1), *[0.0] * (len(others) - above - alike))
    draws = comb(len(others), shown - 1)
    found = [0.0] * shown
    for before in range(above, above + alike + 1):
        for rank in range(shown):
            after = len(others) - before
            found[rank] += comb(before, rank) * comb(after, shown - 1 - rank) / draws / (alike + 1)
    return tuple(found)
