"""What a pack's YAML is made of: texts, lists and mappings with their places. Composing them is composer.py's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from yaml.events import ScalarEvent

from lemans_quiz.packs.yaml.findings import Placed, SourceMark

if TYPE_CHECKING:

    class Scalar:
        """A text with its place: libyaml's own event, since a copy of each would double the time that composing takes.

        `value` is the text; `style` is empty for an unquoted one, else its YAML sign: ' " | >.
        """

        value: str
        style: str | None
        start_mark: SourceMark
        end_mark: SourceMark

else:
    Scalar = ScalarEvent


def made_up(text: str, style: str, place: Placed) -> Scalar:
    """Return a text that does not stand in the file as it is, at the place it was made from."""
    made: Scalar = ScalarEvent(None, None, (True, True), text, place.start_mark, place.end_mark, style)  # type: ignore
    return made


class Sequence:
    """A list of nodes. `flow` tells [a, b] from lines with dashes."""

    __slots__ = ("end_mark", "flow", "items", "start_mark")

    def __init__(self, items: list[Node], flow: bool, start: SourceMark, end: SourceMark) -> None:
        self.items = items
        self.flow = flow
        self.start_mark = start
        self.end_mark = end


class Mapping:
    """Keys and values in the order of the file, each key once."""

    __slots__ = ("end_mark", "flow", "pairs", "start_mark")

    def __init__(self, pairs: dict[str, tuple[Scalar, Node]], flow: bool, start: SourceMark, end: SourceMark) -> None:
        self.pairs = pairs
        self.flow = flow
        self.start_mark = start
        self.end_mark = end


class Rows:
    """The list under a key that is read row by row; it must be read to its end before the next key."""

    __slots__ = ("end_mark", "rows", "start_mark")

    def __init__(self, rows: Iterator[Node], start: SourceMark, end: SourceMark) -> None:
        self.rows = rows
        self.start_mark = start
        self.end_mark = end


Node = Scalar | Sequence | Mapping
Pairs = dict[str, tuple[Scalar, Node]]
"""What a Mapping holds: for each key its text with its place, and its value."""


def pair_in_languages(line: str) -> str:
    """Return a line of `match` whose left side is a map of languages as an entry that may have one, else nothing."""
    found = re.match(r"(\s*)(\{[^{}]*\})\s*: +(\{[^{}]*\}|[^{}#,]+)\s*$", line)
    return f"{found[1]}- {{left: {found[2]}, right: {found[3].strip()}}}" if found else ""


def quoted(text: str) -> str:
    """Return a text in the quotes that need the least change."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"
