"""`lmq history export`: attempts as CSV or JSON, on the standard output or in a file."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NamedTuple, TextIO

import typer

from lemans_quiz.cli.error_reporting import tell
from lemans_quiz.cli.invocation import Invocation, history_to_show, invoked
from lemans_quiz.core.codec import version_text
from lemans_quiz.core.messages import message
from lemans_quiz.errors import QuizError, UsageError
from lemans_quiz.files.writing import check_target, save
from lemans_quiz.history.find import find, lesson_report
from lemans_quiz.i18n import _
from lemans_quiz.play.session_names import numbered
from lemans_quiz.storage.history import History
from lemans_quiz.storage.records import Kept
from lemans_quiz.storage.sessions import list_sessions
from lemans_quiz.storage.tallies import Scope, attempts

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Exported(NamedTuple):
    """One attempt. The names of its columns are public. `at` is ISO 8601 in UTC, `question` counts from 1, `response` is JSON.

    The versions tell whether two machines asked the same: `question_version` changes with every edit, `answer_version` with the answer alone.
    """

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
    question_version: str
    answer_version: str


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
        question_version=version_text(kept.fingerprint),
        answer_version=version_text(kept.key_fingerprint),
    )


def _cell(value: object) -> object:
    """Return a value as a spreadsheet may have it: a text that would be a formula there is quoted."""
    text = value[0] if isinstance(value, tuple) else value
    return f"'{text}" if isinstance(text, str) and text.startswith(_FORMULA) else text


CSV, JSON = "csv", "json"
FORMATS = (CSV, JSON)
REPORTS = (".csv", ".xlsx", ".html", ".json")


def export(
    context: typer.Context,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help=_("A new file ending in .csv or .json."))
    ] = "",
    session: Annotated[
        str,
        typer.Option(
            "--session", metavar="SESSION", help=_("Only this session; for a warm-up (W3) or a room (R3), its report.")
        ),
    ] = "",
    format: Annotated[
        str, typer.Option("--format", metavar="csv|json", help=_("Format, if the file name does not say."))
    ] = "",
    everyone: Annotated[bool, typer.Option("--everyone", help=_("Include all players."))] = False,
    force: Annotated[bool, typer.Option("--force", "-f", help=_("Overwrite an existing file."))] = False,
) -> None:
    """Write one row for each attempt, or the report of a lesson."""
    number, lesson = numbered(session) if session else (0, "")
    if lesson:
        _write_report(invoked(context), (number, lesson), output, format, force=force)
        return
    player = invoked(context).player
    chosen = _format(output, format)
    path = Path(output) if output else None
    if path is not None:
        check_target(path, force=force)
    with history_to_show() as history:
        if number and not everyone:
            find(history, number, player)
        scope = Scope(None if everyone else player)
        if path is None:
            _write(history, scope, number, chosen, sys.stdout)
        else:
            _write_file(history, scope, number, chosen, path, force=force)


def _write_report(invocation: Invocation, lesson: tuple[int, str], output: str, asked: str, *, force: bool) -> None:
    """Write the report of a lesson, which may be a page and a workbook, too."""
    kind = f".{asked.casefold()}" if asked else Path(output).suffix.casefold() if output else ".csv"
    if kind not in REPORTS or (kind == ".xlsx" and not output):
        raise UsageError(
            message("Reports are .csv, .xlsx, .html or .json files."), message("For example: -o warm-up.html")
        )
    if output:
        check_target(Path(output), force=force)
    with history_to_show() as history:
        report = lesson_report(invocation, history, lesson, kind)
    if not output:
        sys.stdout.write(report.decode("utf-8-sig"))
        return
    save(Path(output), report, force=force)
    tell(message("Saved: {path}", path=output))


def _format(output: str, asked: str) -> str:
    if asked:
        if asked.casefold() not in FORMATS:
            raise UsageError(
                message("Unknown format '{format}'. Available: {formats}", format=asked, formats=", ".join(FORMATS))
            )
        return asked.casefold()
    if not output:
        return CSV
    suffix = Path(output).suffix.casefold().removeprefix(".")
    if suffix not in FORMATS:
        raise UsageError(
            message("Cannot tell the format from the name '{file}'.", file=output),
            message("Use a name ending in .csv or .json, or add --format."),
        )
    return suffix


def _write(history: History, scope: Scope, session: int, format: str, stream: TextIO) -> None:
    rows = exported(history, scope, session=session or None)
    if format == CSV:
        write_csv(rows, stream)
    else:
        write_json(rows, stream)


def _write_file(history: History, scope: Scope, session: int, format: str, path: Path, *, force: bool) -> None:
    """Write a file that begins with what spreadsheets know UTF-8 by, where it is CSV."""
    text = io.StringIO(newline="")
    _write(history, scope, session, format, text)
    if history.is_lost:
        raise QuizError(message("Nothing was saved."))
    save(path, text.getvalue().encode("utf-8-sig" if format == CSV else "utf-8"), force=force)
    tell(message("Saved: {path}", path=str(path)))
