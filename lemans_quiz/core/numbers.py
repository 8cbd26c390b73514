"""Numbers as people type them -> decimals, and back. No float, so that nothing is rounded."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lemans_quiz.core.comparing.quantities import Measure

LONGEST = 100
"""Characters of a typed number with its unit; whatever is longer is none."""

_TYPED = str.maketrans(
    {
        "−": "-",
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "_": "'",
        "º": "°",
        "˚": "°",
        "´": "'",
        "`": "'",
        "٫": ".",
        "٬": "'",
    }
)
_FRACTIONS = frozenset("¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞↉")


def readings(text: str, units: Iterable[str] = ()) -> tuple[Decimal, ...]:
    """Return every number that a typed text may mean, in one of the question's units; none if it is no number.

    A comma or dot may be a decimal sign or group digits; spaces and ' group. Another unit of the same kind is converted. Where
    the question has no unit, one behind the number is passed over, and so is one word.
    """
    return tuple(dict.fromkeys(measure.number for measure in measures_of(text, units)))


def measures_of(text: str, units: Iterable[str] = ()) -> tuple[Measure, ...]:
    """Return what `readings` does, each with how far it may be off because it was converted."""
    from lemans_quiz.core.comparing.quantities import measures

    typed = _folded(text[: LONGEST + 1])
    return () if len(text) > LONGEST or len(typed) > LONGEST else measures(typed, tuple(units))


def shown(number: Decimal, language: str) -> str:
    """Return a number as it is written in a language: with a comma unless that is English's, never with an exponent."""
    digits = format(number, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return digits if language.partition("-")[0] in _WITH_POINT else digits.replace(".", ",")


_WITH_POINT = frozenset(("en", "ja", "zh", "ko", "th", "he", "ga"))


def _folded(text: str) -> str:
    """Return the text with plain digits, signs and single spaces, its case folded."""
    return " ".join("".join(map(_plain, text.translate(_TYPED))).casefold().split())


def _plain(char: str) -> str:
    """Return the everyday form of a character. A digit that is raised or circled stays: 10² is not 102."""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char in _FRACTIONS:
        return " " + unicodedata.normalize("NFKC", char).replace("\u2044", "/")
    return char if char.isdigit() else unicodedata.normalize("NFKC", char)
