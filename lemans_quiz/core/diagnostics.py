"""Mistakes of authors as data: where, what, what was expected, how to mend it. Drawing them is terminal/report.py's."""

from collections.abc import Iterable
from typing import NamedTuple

from lemans_quiz.core.messages import Message, message

ERROR = "error"
WARNING = "warning"
NOTE = "note"


class Span(NamedTuple):
    """A place in a text: lines and columns from 1, columns in characters, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Diagnostic(NamedTuple):
    """One mistake or piece of advice. `code` is stable and public; `file` is as the user named it.

    `excerpt` is the line of `span.line` as it stands in the file, without its line break; it may hold anything.
    """

    code: str
    severity: str
    file: str
    span: Span | None
    message: Message
    excerpt: str = ""
    expected: Message | None = None
    help: Message | None = None
    copy: str = ""
    """What the author can paste as it is, or nothing: a line for that of `span.line`, or several for all lines of `span`."""


def by_place(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by file and place; what has no place comes first."""
    return sorted(diagnostics, key=lambda d: (d.file, d.span or Span(0, 0, 0, 0), d.code))


def has_errors(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> bool:
    """Tell whether any is an error; with `strict` a warning counts as one, a note never does."""
    failing = {ERROR, WARNING} if strict else {ERROR}
    return any(d.severity in failing for d in diagnostics)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the known word that was most likely meant, or an empty text where none is near enough."""
    from rapidfuzz.distance import OSA

    wanted = word.casefold()[:40]
    allowed = min(3, max(len(wanted) // 3, 1)) if len(wanted) > 2 else 0
    nearest = min(((OSA.distance(wanted, other.casefold()), other) for other in known), default=(allowed + 1, ""))
    return nearest[1] if nearest[0] <= allowed else ""


def ask_whether(meant: str) -> Message | None:
    """Return the question whether a word was meant, None for an empty one."""
    return message("Did you mean '{word}'?", word=meant) if meant else None
