"""Columns of rows as values: each is looked at, because any byte of the file may have changed. All raise ValueError."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from typing import Any

_LAST_MOMENT = 253_000_000_000_000
"""In milliseconds; a year later calendars end."""

_MOST = 1 << 62
_LARGEST = 1e15


def columns(row: Sequence[Any], *readers: Callable[[Any], Any]) -> list[Any]:
    """Return what the readers make of the columns, one reader for each."""
    return [read(value) for read, value in zip(readers, row, strict=True)]


def text(value: object) -> str:
    """Read a text."""
    if not isinstance(value, str):
        raise ValueError("no text")
    return value


def whole(value: object) -> int:
    """Read a whole number, such as a fingerprint."""
    if not isinstance(value, int):
        raise ValueError("no whole number")
    return value


def count(value: object) -> int:
    """Read a number of things."""
    if not 0 <= whole(value) < _MOST:
        raise ValueError("no number of things")
    return whole(value)


def real(value: object) -> float:
    """Read a number that can be reckoned with."""
    if not isinstance(value, int | float) or not math.isfinite(value) or abs(value) > _LARGEST:
        raise ValueError("no number")
    return value


def moment(value: object) -> float:
    """Read a time in milliseconds, and return it in seconds since 1970."""
    if not 0 <= whole(value) < _LAST_MOMENT:
        raise ValueError("no time")
    return whole(value) / 1000


def json_text(value: object) -> str:
    """Read a text that is JSON."""
    json.loads(text(value))
    return text(value)


def texts(value: object) -> tuple[str, ...]:
    """Read a list of texts, kept as JSON."""
    found = json.loads(text(value))
    if not isinstance(found, list):
        raise ValueError("no list")
    return tuple(map(text, found))
