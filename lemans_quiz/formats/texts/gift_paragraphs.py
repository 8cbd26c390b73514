"""A GIFT file -> its paragraphs, each a question or a text; blank lines that are missing or too many are forgiven."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lemans_quiz.core.messages import message
from lemans_quiz.formats.drafts import Finding

_BRACES = re.compile(r"(?<!\\)[{}]")
_BEGINS = re.compile(r"::.*::|\$CATEGORY:")
_WHOLE = re.compile(r"[^{}]+\{[^{}]*\}")


class Line(NamedTuple):
    """A line and its number."""

    number: int
    text: str

    @property
    def place(self) -> str:
        """Return the number as places are written."""
        return str(self.number)


def paragraphs(text: str) -> tuple[list[tuple[Line, ...]], list[Finding]]:
    """Return the blocks between blank lines, without those that hold comments alone, and what was forgiven."""
    notes: list[Finding] = []
    apart = [part for block in _joined(list(_blocks(text)), notes) for part in _apart(block, notes)]
    return [_after_comments(block) for block in apart if has_text(block)], notes


def has_text(lines: Sequence[Line]) -> bool:
    """Tell whether lines are more than comments."""
    return any(not line.text.startswith("//") for line in lines)


def _blocks(text: str) -> Iterator[list[Line]]:
    found: list[Line] = []
    for number, line in enumerate((*text.split("\n"), ""), 1):
        if line.strip():
            found.append(Line(number, line.strip()))
        elif found:
            yield found
            found = []


def _braces(lines: Sequence[Line]) -> str:
    return "".join(_BRACES.findall("\n".join(line.text for line in lines if not line.text.startswith("//"))))


def _joined(blocks: list[list[Line]], notes: list[Finding]) -> list[list[Line]]:
    """Join a block whose brace is open to the next ones, up to that which closes it."""
    joined: list[list[Line]] = []
    for block in blocks:
        is_open = joined and _braces(joined[-1]) == "{"
        if is_open and _braces(block) in {"}", ""} and not any(_BEGINS.match(line.text) for line in block):
            if _braces(block):
                sentence = message("A blank line inside braces was ignored.")
                notes.append(Finding("blank-line", block[0].place, sentence))
            joined[-1] = [*joined[-1], *block]
        else:
            joined.append(block)
    return joined


def _apart(block: list[Line], notes: list[Finding]) -> Iterator[list[Line]]:
    """Give the questions of a block apart that has no blank lines between them."""
    part: list[Line] = []
    whole = [line for line in block if not line.text.startswith("//")]
    all_whole = len(whole) > 1 and all(_WHOLE.fullmatch(line.text) for line in whole)
    for line in block:
        is_next = bool(_BEGINS.match(line.text)) or (all_whole and line in whole)
        if is_next and _braces(part) == "{}":
            sentence = message("A missing blank line between two questions was added.")
            notes.append(Finding("no-blank-line", line.place, sentence))
            yield part
            part = []
        part.append(line)
    yield part


def _after_comments(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Put the comments before a category's line behind it, where Moodle reads them too."""
    first = next(place for place, line in enumerate(lines) if not line.text.startswith("//"))
    if lines[first].text.startswith("$CATEGORY:"):
        return (lines[first], *lines[:first], *lines[first + 1 :])
    return tuple(lines)
