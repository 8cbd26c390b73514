"""The text of a pack -> stretches of lines that can be read by themselves: a key of the root, or one question.

Where YAML's grammar fails, a line with the dash of the list of questions is a safe place to begin again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lemans_quiz.packs.reading.keys import PACK_KEYS

_TOP = re.compile(r"([\w-]+|\"[^\"]*\"|'[^']*')\s*[:\uff1a]")
_BEGINS_ROW = re.compile(r"\s*-\s*(?:id|question|each)\s*:")
_DASH = re.compile(r"(\s*)(?:[-\u2010-\u2015\u2022\u2212\uff0d]|[*+](?= ))")
_QUIET = re.compile(r"\s*(?:#|$)")


class Block(NamedTuple):
    """Lines that belong together. `first` is the number of the first, from 0; `key` the root's key, or "" for a question."""

    first: int
    key: str
    lines: list[str]


def blocks(lines: list[str], row_key: str) -> Iterator[Block]:
    """Yield the blocks of a file in their order; lines that begin none belong to the block above.

    The list under `row_key` comes as a block of its one line, then as one block for each of its entries.
    """
    here = Block(0, "", [])
    root, dash, among_rows = _indentation_of_first(lines), -1, False
    for number, line in enumerate(lines):
        if _QUIET.match(line):
            here.lines.append(line)
            continue
        key = _top_key(line, root, among_rows)
        if among_rows and not key:
            begins = _dash_column(line) if dash < 0 else dash
            starts = begins >= 0 and (_dash_column(line) == begins or _BEGINS_ROW.match(line))
            dash = begins
        else:
            starts = bool(key)
        if starts:
            if here.key or any(map(str.strip, here.lines)):
                yield here
            here = Block(number, key, [line])
            if key:
                among_rows, dash = _opens_rows(line, row_key), -1
        else:
            here.lines.append(line)
    yield here


def _indentation_of_first(lines: list[str]) -> int:
    for line in lines:
        if not _QUIET.match(line) and not line.startswith("---"):
            return len(line) - len(line.lstrip())
    return 0


def _top_key(line: str, root: int, among_rows: bool) -> str:
    """Return the key of the root that a line begins; among questions only one that a pack may have."""
    text = line[root:]
    if line[:root].strip() or text[:1] in " \t-":
        return ""
    found = _TOP.match(text)
    word = found[1].strip("\"'") if found else text.split(maxsplit=1)[0].rstrip("\r")
    known = word in PACK_KEYS or word.startswith("x-")
    return word if known or (found and not among_rows) else ""


def _opens_rows(line: str, row_key: str) -> bool:
    return re.match(rf"\s*[\"']?{row_key}[\"']?\s*[:\uff1a]?\s*(?:#.*)?$", line) is not None


def _dash_column(line: str) -> int:
    found = _DASH.match(line)
    return len(found[1]) if found else -1
