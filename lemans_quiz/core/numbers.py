"""Numbers as people type them -> decimals, and back. No float, so that nothing is rounded."""

from __future__ import annotations

import re
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
        "º": "°",
        "˚": "°",
        "´": "'",
        "`": "'",
        "٫": ".",
        "٬": "'",
    }
)
_FRACTIONS = frozenset("¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞↉")
_DIGITS = r"[0-9]+"
_DECIMAL = r"[0-9]*[.,][0-9]+|[0-9]+[.,]"


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


def plain_numbers(text: str) -> tuple[Decimal, ...]:
    """Return every number that digits, spaces, apostrophes, commas and dots may mean, without sign and unit."""
    return tuple(dict.fromkeys(map(Decimal, _unsigned(text))))


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


def _unsigned(text: str) -> list[str]:
    """Return each way to read digits, spaces, apostrophes, commas and dots, as plain digits with a point."""
    for space in " '":
        if space in text:
            whole, mark, fraction = _split_last(text)
            if not _is_grouped(whole, space) or not (re.fullmatch(_DIGITS, fraction) or not mark):
                return []
            return [whole.replace(space, "") + ("." + fraction if mark else "")]
    grouped = _as_grouped(text)
    # Nobody writes zeros behind a decimal sign that look like a group: 1,500 is not one and a half.
    return grouped if grouped and text.endswith("00") else [*_as_decimal(text), *grouped]


def _split_last(text: str) -> tuple[str, str, str]:
    """Split at the one comma or dot of a text, if there is one."""
    place = max(text.rfind(","), text.rfind("."))
    return (text, "", "") if place < 0 else (text[:place], text[place], text[place + 1 :])


def _as_decimal(text: str) -> list[str]:
    """Read the last comma or dot as the decimal sign; what stands before it may be grouped by the other one."""
    if re.fullmatch(_DIGITS, text):
        return [text]
    if re.fullmatch(_DECIMAL, text):
        return [text.replace(",", ".")]
    whole, mark, fraction = _split_last(text)
    other = "." if mark == "," else ","
    if mark and re.fullmatch(_DIGITS, fraction) and _is_grouped(whole, other):
        return [f"{whole.replace(other, '')}.{fraction}"]
    return []


def _as_grouped(text: str) -> list[str]:
    """Read every comma, or every dot, as grouping digits."""
    return [text.replace(mark, "") for mark in ",." if _is_grouped(text, mark)]


def _is_grouped(text: str, mark: str) -> bool:
    """Tell whether digits stand in groups: of three at the end, of two or three before (India), not led by a zero."""
    first, *rest = text.split(mark)
    return (
        bool(rest)
        and all(group.isascii() and group.isdigit() for group in (first, *rest))
        and 1 <= len(first) <= 3
        and not first.startswith("0")
        and len(rest[-1]) == 3
        and all(len(group) in (2, 3) for group in rest)
    )
