"""Texts, lists and mappings -> lines of YAML in block style, quoted only where needed. What a pack holds is writer.py's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lemans_quiz.packs.yaml.nodes import quoted


class Raw(str):
    """YAML that is written as it is: a number, a date, true or false."""


Value = str | Sequence["Value"] | Mapping[str, "Value"]

WIDTH = 100
"""A list is written in one line up to here."""

_READ_AS_OTHER = frozenset("~ null true false yes no on off ja nein wahr falsch".split())
_PLAIN = re.compile(r"[^\W_](?:[^\n#:]|:(?=[^\s])|(?<! )#)*")
"""What needs no quotes after a key: it begins with a letter or digit and holds no ': ' and no ' #'."""
_PLAIN_IN_BRACKETS = re.compile(r"[^\W_][^\n#:,\[\]{}]*")


def block(key: str, value: Value) -> list[str]:
    """Return the lines of a key and its value, the key in the first column."""
    name = scalar(key, in_brackets=True)
    if isinstance(value, str):
        return _text(f"{name}: ", value)
    if isinstance(value, Mapping):
        inside = [line for inner, below in value.items() for line in block(inner, below)]
        return [f"{name}:", *_indented(inside)]
    line = f"{name}: {_in_brackets(value)}"
    if len(line) <= WIDTH and not any(isinstance(entry, Mapping) or "\n" in entry for entry in value):
        return [line]
    return [f"{name}:", *_indented([line for entry in value for line in _entry(entry)])]


def _entry(value: Value) -> list[str]:
    """Return the lines of an entry of a list, after its dash."""
    if isinstance(value, str):
        return _text("- ", value)
    if isinstance(value, Mapping):
        line = f"- {_in_brackets(value)}"
        if len(line) <= WIDTH and "\n" not in line and all(isinstance(inner, str) for inner in value.values()):
            return [line]
        inside = [line for inner, below in value.items() for line in block(inner, below)]
    else:
        inside = [line for entry in value for line in _entry(entry)]
    return [f"{'  ' if place else '- '}{line}" if line else "" for place, line in enumerate(inside)]


def _text(head: str, value: str) -> list[str]:
    """Return a text after what stands before it; one of several lines as a block that keeps them."""
    if "\n" not in value:
        return [head + scalar(value)]
    return [f"{head}|-", *_indented(value.split("\n"))]


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]


def _in_brackets(value: Value) -> str:
    if isinstance(value, str):
        return scalar(value, in_brackets=True)
    if isinstance(value, Mapping):
        pairs = (f"{scalar(key, in_brackets=True)}: {_in_brackets(inner)}" for key, inner in value.items())
        return f"{{{', '.join(pairs)}}}"
    return f"[{', '.join(_in_brackets(entry) for entry in value)}]"


def scalar(text: str, *, in_brackets: bool = False) -> str:
    """Return a text of one line as YAML reads it back."""
    if isinstance(text, Raw):
        return text
    plain = _PLAIN_IN_BRACKETS if in_brackets else _PLAIN
    if plain.fullmatch(text) and text.casefold() not in _READ_AS_OTHER and not text.endswith((" ", ":")):
        return text
    return quoted(text)
