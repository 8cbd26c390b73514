"""Digits with spaces, apostrophes, commas and dots between them -> every number that they may mean."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = r"[0-9]+"
_DECIMAL = r"[0-9]*[.,][0-9]+|[0-9]+[.,]"


def plain_numbers(text: str) -> tuple[Decimal, ...]:
    """Return every number that a text without sign and unit may mean: a comma or dot is a decimal sign, or groups digits."""
    return tuple(dict.fromkeys(map(Decimal, _unsigned(text))))


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
