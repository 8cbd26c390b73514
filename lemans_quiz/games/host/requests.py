"""What phones send, read from bytes: every field by its type and size, or nothing at all. Pure; what is asked for is server.py's."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import NamedTuple

MOST_COUNT = 2**31
"""Counts are below this, as far as the journal can tell them."""
LONGEST_ANSWER = 200
_LONGEST_NAME = 64
_MOST_PARTS = 40
_ID = re.compile(r"[0-9a-f]{12}")
_ATTEMPT = re.compile(r"[0-9a-f]{32}")
_LANGUAGE = re.compile(r"[a-z]{2}")


class JoinAsked(NamedTuple):
    """A device wants a seat. `attempt` is the device's own word for this wish, so that asking twice takes one seat."""

    code: str
    language: str
    attempt: str
    name: str = ""
    number: int = 0
    is_fresh: bool = False


class BackAsked(NamedTuple):
    """A device wants the seat with a number (from 1) that another one had."""

    code: str
    language: str
    attempt: str
    number: int


class AnswerAsked(NamedTuple):
    """A seat answers for the `nth` time, as it counts; `response` is a text, or a list of names and gaps."""

    question: str
    nth: int
    response: str | list[str | None]


class Hello(NamedTuple):
    """Who a WebSocket is."""

    token: str
    language: str


Check = Callable[[object], bool]


def _matches(pattern: re.Pattern[str]) -> Check:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _short(longest: int) -> Check:
    return lambda value: isinstance(value, str) and len(value) <= longest


def _whole(least: int, below: int) -> Check:
    return lambda value: type(value) is int and least <= value < below


def _is_response(value: object) -> bool:
    if isinstance(value, list):
        is_name = _matches(_ID)
        return len(value) <= _MOST_PARTS and all(part is None or is_name(part) for part in value)
    return isinstance(value, str) and len(value) <= LONGEST_ANSWER


_LANG = {"lang": _matches(_LANGUAGE)}
_WISH = {"code": _short(8), "attempt": _matches(_ATTEMPT), **_LANG}
_NUMBER = {"number": _whole(0, 10_000)}


def _fields(body: str | bytes, needed: dict[str, Check], further: dict[str, Check] | None = None) -> dict[str, object]:
    """Return the fields of an object that has all that is needed, nothing unknown, and everything as it should be; else nothing."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    known = {**needed, **(further or {})}
    is_fine = isinstance(value, dict) and needed.keys() <= value.keys() <= known.keys()
    return value if is_fine and all(known[name](field) for name, field in value.items()) else {}


def read_join(body: bytes) -> JoinAsked | None:
    """Read a wish to join, None where it is none."""
    further = {"name": _short(_LONGEST_NAME), "fresh": lambda value: type(value) is bool, **_NUMBER}
    match _fields(body, _WISH, further):
        case {"code": str(code), "lang": str(language), "attempt": str(attempt), **more}:
            name, number = more.get("name", ""), more.get("number", 0)
            assert isinstance(name, str)
            assert isinstance(number, int)
            return JoinAsked(code, language, attempt, name, number, bool(more.get("fresh", False)))
        case _:
            return None


def read_back(body: bytes) -> BackAsked | None:
    """Read a wish to come back, None where it is none."""
    match _fields(body, {**_WISH, **_NUMBER}):
        case {"code": str(code), "lang": str(language), "attempt": str(attempt), "number": int(number)}:
            return BackAsked(code, language, attempt, number)
        case _:
            return None


def read_answer(body: bytes) -> AnswerAsked | None:
    """Read an answer, None where it is none."""
    match _fields(body, {"question": _matches(_ID), "count": _whole(1, MOST_COUNT), "response": _is_response}):
        case {"question": str(question), "count": int(count), "response": (str() | list()) as response}:
            return AnswerAsked(question, count, response)
        case _:
            return None


def read_hello(body: str) -> Hello | None:
    """Read the first message of a WebSocket, None where it is none."""
    match _fields(body, {"token": _short(64), **_LANG}):
        case {"token": str(token), "lang": str(language)}:
            return Hello(token, language)
        case _:
            return None
