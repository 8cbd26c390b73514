"""Numbers as people type them -> decimals. No float and no exponent, so that nothing is rounded and nothing explodes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

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
        "´": "'",
        "`": "'",
        "٫": ".",
        "٬": "'",
    }
)
_DIGITS = r"[0-9]+"
_DECIMAL = r"[0-9]*[.,][0-9]+|[0-9]+[.,]"
_WORD_BEHIND = r"(.*[0-9].*?) ?([^\W\d_]+)\.?"
_SCALES = frozenset(
    "k mio mrd bn dozen hundred thousand million millions billion billions trillion trillions "
    "dutzend hundert tausend millionen milliarde milliarden billionen trillionen".split()
)
"""Words that make another number of the one before them."""


def readings(text: str, units: Iterable[str] = ()) -> tuple[Decimal, ...]:
    """Return every number that a typed text may mean, none if it is no number.

    A comma or dot may be a decimal sign or group digits; spaces and ' group. One of the units may stand behind the number,
    or before it. Where no unit is known, one word behind the number is taken for one.
    """
    typed = _folded(text[: LONGEST + 1])
    if len(text) > LONGEST or len(typed) > LONGEST:
        return ()
    forms = _unit_forms(units)
    candidates = [typed] if forms else [_without_word(typed)]
    for unit in forms:
        short = typed.rstrip(".").removesuffix(unit.rstrip("."))
        candidates += [short.rstrip(), typed.removesuffix(unit).rstrip(), typed.removeprefix(unit).lstrip()]
    return tuple(dict.fromkeys(number for candidate in candidates for number in _signed(candidate)))


def _unit_forms(units: Iterable[str]) -> set[str]:
    """Return how units may be typed: m² is also m2."""
    folded = {_folded(unit) for unit in units}
    return (folded | {unicodedata.normalize("NFKC", unit) for unit in folded}) - {""}


def _without_word(typed: str) -> str:
    """Return a number without the word behind it, unless that word is part of the number, as in 5 million."""
    found = re.fullmatch(_WORD_BEHIND, typed)
    return found[1] if found and found[2] not in _SCALES else typed


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
    return char if char.isdigit() else unicodedata.normalize("NFKC", char)


def _signed(text: str) -> tuple[Decimal, ...]:
    sign = "-" if text.startswith("-") else ""
    unsigned = text[1:].lstrip() if text[:1] in ("-", "+") else text
    return tuple(Decimal(sign + digits) for digits in _unsigned(unsigned))


def _unsigned(text: str) -> list[str]:
    """Return each way to read digits, spaces, apostrophes, commas and dots, as plain digits with a point."""
    for space in " '":
        if space in text:
            whole, mark, fraction = _split_last(text)
            if not _is_grouped(whole, space) or not (re.fullmatch(_DIGITS, fraction) or not mark):
                return []
            return [whole.replace(space, "") + ("." + fraction if mark else "")]
    return [*_as_decimal(text), *_as_grouped(text)]


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
