"""The text of a pack -> stretches of lines that can be read by themselves: a key of the root, or one question.

Where YAML's grammar fails, a line with the dash of the list of questions is a safe place to begin again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lemans_quiz.packs.reading.keys import PACK_KEYS

_TOP = re.compile(r"([\w-]+|\"[^\"]*\"|'[^']*')\s*[:\uff1a]")
_BEGINS_ROW = re.compile(r"\s*-\s*(?:id|question|each)\s*:")
_DASH = re.compile(r"(\s*)(?:[-\u2010-\u2015\u2022\u2212\uff0d]|[*+](?= ))")
_UNDASHED = re.compile(r"(\s*)(id|question|each)\s*[:\uff1a](?:\s|$)")
_FIRST_KEY = re.compile(r"(\s*(?:\S\s*)?)\b([\w-]+)\s*[:\uff1a]")
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
    usual = _usual_dash(lines)
    for number, line in enumerate(lines):
        if _QUIET.match(line):
            here.lines.append(line)
            continue
        key = _top_key(line, root, among_rows)
        if among_rows and not key:
            begins = (usual if usual >= 0 else _dash_column(line)) if dash < 0 else dash
            is_dashed = _dash_column(line) == begins or _BEGINS_ROW.match(line)
            starts = begins >= 0 and (is_dashed or _lacks_dash(line, here))
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


def _usual_dash(lines: list[str]) -> int:
    """Return the column in which most questions have their dash, -1 where none is like one."""
    columns = Counter(_dash_column(line) for line in lines if _BEGINS_ROW.match(line))
    return columns.most_common(1)[0][0] if columns else -1


def _indentation_of_first(lines: list[str]) -> int:
    for line in lines:
        if not _QUIET.match(line) and not line.startswith("---"):
            return len(line) - len(line.lstrip())
    return 0


def _lacks_dash(line: str, here: Block) -> bool:
    """Tell whether a line begins a question without a dash: the first of all, or one with the key that began the one above."""
    found, above = _UNDASHED.match(line), _FIRST_KEY.match(here.lines[0] if here.lines else "")
    if not found or here.key:
        return bool(found)
    return bool(above) and above[2] == found[2] and len(found[1]) <= len(above[1])  # type: ignore[index]


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
