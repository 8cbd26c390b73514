"""What is found wrong in one file while it is read: the growing list of Diagnostics. Drawing them is terminal/report.py's."""

from __future__ import annotations

from typing import Protocol

from lemans_quiz.core.diagnostics import ERROR, Diagnostic, Span, by_place
from lemans_quiz.core.messages import Field, Message, message

MOST = 1000
"""So many mistakes are told of one file; whoever has more mends these first."""

LONGEST_EXCERPT = 4000
LONGEST_WORD = 300


class SourceMark(Protocol):
    """A place as PyYAML tells it: line, column and index from 0, in characters."""

    @property
    def line(self) -> int:
        """Line from 0."""

    @property
    def column(self) -> int:
        """Column from 0."""

    @property
    def index(self) -> int:
        """Characters before it in the file."""


class Placed(Protocol):
    """Anything with a beginning and an end in the file."""

    @property
    def start_mark(self) -> SourceMark:
        """Where it begins."""

    @property
    def end_mark(self) -> SourceMark:
        """Where it ends, exclusive."""


class Point:
    """A place that was computed rather than told by PyYAML; it is its own beginning and end."""

    __slots__ = ("column", "index", "line")

    def __init__(self, line: int, column: int, index: int) -> None:
        self.line = line
        self.column = column
        self.index = index


class SourceRange:
    """From one mark to another."""

    __slots__ = ("end_mark", "start_mark")

    def __init__(self, start: SourceMark, end: SourceMark) -> None:
        self.start_mark = start
        self.end_mark = end


class Stop(Exception):
    """Reading ends here; the reason is among the findings."""


def span_of(place: Placed) -> Span:
    """Return where something stands, counted from 1."""
    start, end = place.start_mark, place.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def line_with(text: str, pattern: str) -> int:
    """Return the number, from 1, of the first line in which a pattern is found; 0 where there is none."""
    import re

    found = re.search(pattern, text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 0


def within(text: str, place: Placed) -> SourceRange:
    """Return a place without the white space at its end: YAML ends a block where the next one begins."""
    end, line = place.end_mark.index, place.end_mark.line
    inside = text[place.start_mark.index : end]
    while True:
        short = inside.rstrip()
        last = short.rpartition("\n")[2].lstrip()
        if not last.startswith("#") or "\n" not in short:
            break
        inside = short.rpartition("\n")[0]
    line = place.start_mark.line + short.count("\n")
    end = place.start_mark.index + len(short)
    column = end - (text.rfind("\n", 0, end) + 1)
    return SourceRange(place.start_mark, Point(line, column, end))


def line_around(text: str, index: int) -> str:
    """Return the line that holds a character, without its break; nothing where it is too long to show."""
    start = text.rfind("\n", 0, index) + 1
    end = text.find("\n", index)
    if end < 0:
        end = len(text)
    return text[start:end].rstrip("\r") if end - start <= LONGEST_EXCERPT else ""


def _short(value: Field) -> Field:
    """Keep a word of the author's from filling the screen."""
    return value[:LONGEST_WORD] + "…" if isinstance(value, str) and len(value) > LONGEST_WORD else value


class Findings:
    """The mistakes found so far in `text`, the decoded file."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.found: list[Diagnostic] = []

    def add(
        self,
        code: str,
        place: Placed | None,
        sentence: Message,
        *,
        expected: Message | None = None,
        help: Message | None = None,
        copy: str = "",
        severity: str = ERROR,
    ) -> None:
        """Write a mistake down. Raises Stop when there are too many."""
        span = span_of(place) if place else None
        sentence = sentence._replace(fields=tuple((name, _short(value)) for name, value in sentence.fields))
        excerpt = line_around(self.text, place.start_mark.index) if place else ""
        self.found.append(Diagnostic(code, severity, self.file, span, sentence, excerpt, expected, help, copy))
        if len(self.found) >= MOST:
            raise self.too_many(place)

    def stop(
        self,
        code: str,
        place: Placed | None,
        sentence: Message,
        *,
        expected: Message | None = None,
        help: Message | None = None,
    ) -> Stop:
        """Write a mistake down after which nothing can be read, and return what to raise."""
        self.add(code, place, sentence, expected=expected, help=help)
        return Stop()

    def line_of(self, place: Placed) -> str:
        """Return the line on which something begins."""
        return line_around(self.text, place.start_mark.index)

    def mended(self, place: Placed, replacement: str) -> str:
        """Return the line of a place that ends on it, with the place replaced; nothing where that makes no sense."""
        line = self.line_of(place)
        if not line or place.start_mark.line != place.end_mark.line:
            return ""
        return line[: place.start_mark.column] + replacement + line[place.end_mark.column :]

    def sorted(self) -> tuple[Diagnostic, ...]:
        """Return all of them by place, without repetitions (an alias is read as often as it is used)."""
        return tuple(dict.fromkeys(by_place(self.found)))

    def too_many(self, place: Placed | None) -> Stop:
        """Write down that there are more mistakes than are told, and return what to raise."""
        sentence = message("There are more than {count} errors.", count=len(self.found))
        help = message("Fix these first, then check again.")
        span = span_of(place) if place else None
        self.found.append(Diagnostic("too-many-mistakes", ERROR, self.file, span, sentence, help=help))
        return Stop()
