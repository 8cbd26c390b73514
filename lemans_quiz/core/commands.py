"""The commands of any game to and from JSON: the word of each, and its fields by what they are. Where they are kept is the edges' concern."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from lemans_quiz.core.codec import is_index, response_from_json, response_to_json, seconds_from_json
from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Response, Said, Typed, Unreadable

C = TypeVar("C", bound=tuple[Any, ...])

Words = Mapping[str, type[C]]
"""The commands of a game by the words under which they are kept. A class may be renamed, its word never."""

_RESPONSES = (Chosen, ChosenSet, Matched, Ordered, Said, Typed, Unreadable)


def command_to_json(command: tuple[Any, ...], words: Words[C]) -> list[Any]:
    """Return a command as its word and its fields."""
    return [_words_of(tuple(words.items()))[type(command)], *map(_written, command)]


def command_from_json(value: object, words: Words[C]) -> C:
    """Read what `command_to_json` wrote. Raises ValueError on anything else."""
    match value:
        case [str(word), *fields] if word in words and len(fields) == len(_fields(words[word])):
            kind = words[word]
            return kind(*[read(field) for read, field in zip(_fields(kind), fields, strict=True)])
    raise ValueError("not a command")


@functools.cache
def _words_of(words: tuple[tuple[str, type[Any]], ...]) -> dict[type[Any], str]:
    return {kind: word for word, kind in words}


@functools.cache
def _fields(kind: type[Any]) -> tuple[Callable[[object], Any], ...]:
    """Return what reads each field of a command, by the type that it is annotated with."""
    return tuple(_READ[kind.__annotations__[name]] for name in kind._fields)


def _written(field: Any) -> Any:
    if isinstance(field, _RESPONSES):
        return response_to_json(field)
    return list(field) if isinstance(field, tuple) else field


def _index(value: object) -> int:
    if type(value) is int and is_index(value):
        return value
    raise ValueError("not an index")


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError("not a text")


def _numbers(value: object) -> tuple[float, ...]:
    if isinstance(value, list):
        return tuple([seconds_from_json(number) for number in value])
    raise ValueError("not a list of numbers")


def _indices(value: object) -> tuple[int, ...]:
    if isinstance(value, list):
        return tuple([_index(number) for number in value])
    raise ValueError("not a list of indices")


def _response(value: object) -> Response | None:
    return None if value is None else response_from_json(value)


_READ: dict[object, Callable[[object], Any]] = {
    Response: response_from_json,
    Response | None: _response,
    float: seconds_from_json,
    int: _index,
    str: _text,
    tuple[float, ...]: _numbers,
    tuple[int, ...]: _indices,
}
"""What reads a field, by its type: the modules of commands leave their annotations unquoted."""
