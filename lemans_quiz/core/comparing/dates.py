"""Dates and times as languages write them -> one spelling each. A date of numbers alone may have two readings."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from lemans_quiz.core.languages import all_known

_ALSO = {"jänner": 1, "feber": 2, "maerz": 3, "sept": 9, "fevrier": 2, "aout": 8, "decembre": 12, "setiembre": 9}
_PLAIN = str.maketrans({"ä": "a", "é": "e", "û": "u"})
_ORDINAL = r"(?:st|nd|rd|th|er|\.)?"
_DAY = rf"(?:the |le |der |den |am )?\b(\d{{1,2}}){_ORDINAL}"
_YEAR = r"(\d{3,4})(?![\d:])"
_OF = r"[\s.\-]*(?:of |de |d')?\s*"

_TWO_READINGS = r"(?<![\d.,:/\-])(\d{1,2})([./\-])\s?(\d{1,2})\2\s?(\d{4})(?![\d/])"
_YEAR_FIRST = r"(?<![\d.,:/\-])(\d{4})([./\-])(\d{1,2})\2(\d{1,2})(?![\d/])"

_CLOCK = r"(?<![\d.,:])(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?\s?m\b\.?"
_UHR = r"(?<![\d.,:])(\d{1,2})(?:[:.](\d{2}))?\s*uhr(?:\s*(\d{1,2}))?\b"
_O_CLOCK = r"(?<![\d.,:])(\d{1,2})(?:[:.](\d{2}))?\s*o'?\s?clock\b"
_COLONS = r"(?<![\d.,:])(\d{1,2}):(\d{2})(?![\d:.,])"


def written_alike(text: str, language: str) -> tuple[str, ...]:
    """Return a text in small letters with its dates as 1789-07-14 and its times as 21:30, once for each reading."""
    if not any(char.isdigit() for char in text):
        return (text,)
    timed = _times(_named_dates(text))
    timed = re.sub(_YEAR_FIRST, _year_first, timed)
    found = re.search(_TWO_READINGS, timed)
    if not found:
        return (timed,)
    # An American month comes first where the signs are slashes or, in English, hyphens; dots are the day's.
    may_swap = found[2] == "/" or (found[2] == "-" and language == "en")
    ways: tuple[Callable[[re.Match[str]], str], ...] = (_day_first, _month_first) if may_swap else (_day_first,)
    readings = dict.fromkeys(re.sub(_TWO_READINGS, way, timed) for way in ways)
    return tuple(reading for reading in readings if reading != timed) or (timed,)


@cache
def _months() -> dict[str, int]:
    months = dict(_ALSO)
    for language in all_known():
        for number, name in enumerate(language.months, start=1):
            short = name[:3] if name not in ("juin", "juillet", "mars") else name
            months |= {name: number, name.translate(_PLAIN): number, short: number, short.translate(_PLAIN): number}
    return months


@cache
def _named() -> tuple[str, str]:
    """Return the patterns of a date with its month as a word: the day first, and the month first."""
    month = rf"({'|'.join(sorted(_months(), key=len, reverse=True))})\b\.?"
    return (
        rf"{_DAY}{_OF}{month}(?:[\s,\-]*(?:of |de |d')?{_YEAR})?",
        rf"\b{month}(?:\s*(?:the )?(\d{{1,2}}){_ORDINAL}(?![\d:.%]))?(?:\s*,)?(?:\s*(?:of |de )?{_YEAR})?",
    )


def _named_dates(text: str) -> str:
    day_first, month_first = _named()
    return re.sub(month_first, _month_name, re.sub(day_first, _day_name, text))


def _day_name(found: re.Match[str]) -> str:
    day, month, year = found.groups()
    return _date(year, _months()[month], int(day)) or found[0]


def _month_name(found: re.Match[str]) -> str:
    month, day, year = found.groups()
    if not day and not year:
        return found[0]
    return _date(year, _months()[month], int(day) if day else 0) or found[0]


def _day_first(found: re.Match[str]) -> str:
    return _date(found[4], int(found[3]), int(found[1])) or found[0]


def _month_first(found: re.Match[str]) -> str:
    return _date(found[4], int(found[1]), int(found[3])) or found[0]


def _year_first(found: re.Match[str]) -> str:
    return _date(found[1], int(found[3]), int(found[4])) or found[0]


def _date(year: str | None, month: int, day: int) -> str:
    """Return a date in ISO's way, nothing where there is no such day; a year or a day of 0 is left out."""
    if not 1 <= month <= 12 or not 0 <= day <= 31:
        return ""
    return f" {year or '0000'}-{month:02}-{day:02} "


def _times(text: str) -> str:
    text = re.sub(_CLOCK, _halves, text)
    text = re.sub(_O_CLOCK, lambda found: _time(found[0], int(found[1]), found[2]), text)
    text = re.sub(_UHR, lambda found: _time(found[0], int(found[1]), found[2] or found[3]), text)
    return re.sub(_COLONS, lambda found: _time(found[0], int(found[1]), found[2]), text)


def _halves(found: re.Match[str]) -> str:
    hour, minutes, half = int(found[1]), found[2], found[3]
    if not 1 <= hour <= 12:
        return found[0]
    return _time(found[0], hour % 12 + 12 * (half == "p"), minutes)


def _time(before: str, hour: int, minutes: str | None) -> str:
    return f" {hour}:{int(minutes or 0):02} " if hour < 25 and int(minutes or 0) < 60 else before
