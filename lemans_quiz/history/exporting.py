"""The history for other programs: attempts as rows of plain values, as CSV and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from lemans_quiz.core.values import NamedTuple
from lemans_quiz.storage.history import History
from lemans_quiz.storage.records import Kept
from lemans_quiz.storage.sessions import list_sessions
from lemans_quiz.storage.tallies import Scope, attempts

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Exported(NamedTuple):
    """One attempt. The names of its columns are public. `at` is ISO 8601 in UTC, `question` counts from 1, `response` is JSON."""

    session: int
    session_kind: str
    title: str
    question: int
    at: str
    player: str
    pack: str
    item: str
    kind: str
    level: int
    tags: tuple[str, ...]
    mark: float
    reason: str
    seconds: float
    hints: int
    points: float
    response: str


def exported(history: History, scope: Scope, *, session: int | None = None) -> Iterator[Exported]:
    """Yield attempts in the order in which they were made."""
    named = {found.id: (found.kind, found.title) for found in list_sessions(history)}
    for kept in attempts(history, scope, session=session):
        yield _exported(kept, *named.get(kept.session, ("", "")))


def write_csv(rows: Iterator[Exported], stream: TextIO) -> None:
    """Write rows as CSV with a header; tags are separated by spaces. Open the stream with newline=""."""
    import csv

    writer = csv.writer(stream)
    writer.writerow(Exported._fields)
    for row in rows:
        writer.writerow([_cell(value) for value in row._replace(tags=(" ".join(row.tags),))])


def write_json(rows: Iterator[Exported], stream: TextIO) -> None:
    """Write rows as one JSON array, a row a line."""
    import json

    separator = "[\n"
    for row in rows:
        values = row._asdict() | {"response": json.loads(row.response)}
        stream.write(separator + json.dumps(values, ensure_ascii=False))
        separator = ",\n"
    stream.write("[]\n" if separator == "[\n" else "\n]\n")


def iso(at: float) -> str:
    """Return a moment as ISO 8601 in UTC, to the second."""
    from datetime import UTC, datetime

    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _exported(kept: Kept, session_kind: str, title: str) -> Exported:
    return Exported(
        session=kept.session,
        session_kind=session_kind,
        title=title,
        question=kept.turn + 1,
        at=iso(kept.at),
        player=kept.player,
        pack=kept.pack,
        item=kept.item,
        kind=kept.kind,
        level=kept.level,
        tags=kept.tags,
        mark=kept.mark,
        reason=kept.reason,
        seconds=kept.seconds,
        hints=kept.hints,
        points=kept.gained,
        response=kept.response,
    )


def _cell(value: object) -> object:
    """Return a value as a spreadsheet may have it: a text that would be a formula there is quoted."""
    text = value[0] if isinstance(value, tuple) else value
    return f"'{text}" if isinstance(text, str) and text.startswith(_FORMULA) else text
