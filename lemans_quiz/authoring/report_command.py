"""`lmq pack report`: how the questions of a pack did with those who played them, here and in exports of other machines."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from lemans_quiz import paths
from lemans_quiz.authoring.report import FEWEST, ItemStatistics, Tried, item_statistics
from lemans_quiz.cli.completion_values import complete_packs
from lemans_quiz.cli.error_reporting import visible
from lemans_quiz.cli.invocation import history_to_show, invoked
from lemans_quiz.cli.selecting import choose, files_for
from lemans_quiz.core.codec import fingerprint, key_fingerprint, response_from_json, version_text
from lemans_quiz.core.items import Choice, Item, Multiple
from lemans_quiz.core.messages import message
from lemans_quiz.core.responses import Response
from lemans_quiz.errors import UsageError
from lemans_quiz.files.reading import read_file
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.packs.bank import Bank, draw_from
from lemans_quiz.play.complaining import what_is_wrong
from lemans_quiz.storage.complaints import REASONS, complaints
from lemans_quiz.storage.history import UNREADABLE, History
from lemans_quiz.storage.tallies import Scope, attempts
from lemans_quiz.terminal.theme import in_one_line

FORMATS = ("text", "json", "csv")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Row(NamedTuple):
    """What is told of a question. The names of its columns are public; what is not known is empty or null."""

    id: str
    question: str
    players: int
    right: float | None
    discrimination: float | None
    unchosen: tuple[str, ...]
    flagged: int
    flagged_as: tuple[str, ...]
    level: int
    suggested_level: int | None


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("report", help=_("Show how a pack's questions did: too easy, too hard, unclear."))(report)


def report(
    context: typer.Context,
    pack: Annotated[
        str,
        typer.Argument(
            metavar="PACK",
            help=_("A pack's name, any question file, or its address."),
            autocompletion=complete_packs,
        ),
    ],
    exports: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="FILE",
            help=_("Output of 'history export' or 'history flagged --json' from another machine; can be repeated."),
        ),
    ] = None,
    format: Annotated[str, typer.Option("--format", metavar="text|json|csv", help=_("Output format."))] = "text",
) -> None:
    """Print a line for each question."""
    if format not in FORMATS:
        raise UsageError(
            message("Unknown format '{format}'.", format=format),
            message("Available: {formats}", formats=", ".join(FORMATS)),
        )
    items = draw_from(paths.bank(), files_for([pack]), lambda bank: _items(bank, pack))
    with history_to_show() as history:
        tries = list(_own(history, items))
        flags = [(one.item.id, one.reason) for one in complaints(history, pack=items[0].pack)]
    for name in exports or ():
        elsewhere = _elsewhere(name, items)
        tries += elsewhere.tries
        flags += elsewhere.flags
    language, reasons = invoked(context).language, defaultdict[str, list[str]](list)
    for id, reason in flags:
        reasons[id].append(reason)
    rows = [_row(one, tuple(sorted(reasons[one.item.id])), language) for one in item_statistics(items, tries)]
    if format == "json":
        print(json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=1))
    elif format == "csv":
        sys.stdout.write(_csv(rows))
    else:
        print("\n".join(_lines(rows, len({one.player for one in tries}))))


def _items(bank: Bank, pack: str) -> list[Item]:
    chosen = choose(bank, [pack])
    if len(chosen) > 1:
        raise UsageError(message("'{name}' contains several packs; name one of them.", name=pack))
    return bank.items(chosen[0])


def _own(history: History, items: Sequence[Item]) -> Iterator[Tried]:
    """Yield the answers of this machine to the questions as they are now: those to another answer say nothing of this one."""
    known = {item.id: (key_fingerprint(item), fingerprint(item)) for item in items}
    for kept in attempts(history, Scope(packs=(items[0].pack,))):
        key, whole = known.get(kept.item, (None, None))
        if key == kept.key_fingerprint:
            response = _response(kept.response) if whole == kept.fingerprint else None
            yield Tried(f"\0{kept.player}", kept.item, kept.at, kept.mark, response)


def _response(text: str) -> Response | None:
    try:
        return response_from_json(json.loads(text))
    except UNREADABLE:
        return None


class _Versions(NamedTuple):
    """What tells whether another machine asked the same question, and for the same answer."""

    question: str
    answer: str

    @classmethod
    def of(cls, item: Item) -> _Versions:
        """Return those of an item as it is here."""
        return cls(version_text(fingerprint(item)), version_text(key_fingerprint(item)))


class _Elsewhere(NamedTuple):
    """What another machine tells of a pack: the answers, and what was said to be wrong, with the question's id."""

    tries: list[Tried]
    flags: list[tuple[str, str]]


def _elsewhere(name: str, items: Sequence[Item]) -> _Elsewhere:
    """Return what a file tells of a pack; a player of one file is another one than his namesake elsewhere."""
    known, pack = {item.id: _Versions.of(item) for item in items}, items[0].pack
    try:
        rows = [row for row in _read(Path(name)) if row["pack"] == pack]
        flags = [(row["id"], row["reason"]) for row in rows if "mark" not in row and row["reason"] in REASONS]
        answers = [row for row in rows if "mark" in row and row["item"] in known]
        tries = (_tried(name, row, known[row["item"]]) for row in answers)
        return _Elsewhere([one for one in tries if one is not None], flags)
    except UNREADABLE:
        raise UsageError(
            message("'{name}' is not a history export.", name=name),
            message("Create one with: lmq history export -o {name}", name=name),
        ) from None


def _tried(name: str, row: dict[str, Any], now: _Versions) -> Tried | None:
    """Return an answer of an export, None where it was to a question with another answer; older exports do not say."""
    tried = Tried(
        f"{name}\0{row['player']}", row["item"], _moment(row["at"]), float(row["mark"]), _given(row["response"])
    )
    if (row.get("answer_version") or now.answer) != now.answer:
        return None
    return tried if (row.get("question_version") or now.question) == now.question else tried._replace(response=None)


def _read(path: Path) -> Iterable[dict[str, Any]]:
    try:
        text = read_file(path).decode("utf-8-sig")
    except OSError as error:
        raise UsageError(
            message("Cannot read '{path}': {reason}", path=str(path), reason=error.strerror or "")
        ) from None
    if path.suffix.casefold() == ".json":
        return list(json.loads(text))
    if text.startswith("{"):
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    table = csv.DictReader(io.StringIO(text, newline=""))
    if not {"player", "pack", "item"} <= set(table.fieldnames or ()):
        raise ValueError("not our columns")
    return [{name: _unquoted(cell) for name, cell in row.items()} for row in table]


def _unquoted(cell: str) -> str:
    """Take off the sign that keeps a spreadsheet from reading a text as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA else cell


def _given(response: object) -> Response | None:
    return _response(response if isinstance(response, str) else json.dumps(response))


def _moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def _row(one: ItemStatistics, reasons: tuple[str, ...], language: str) -> Row:
    kind = one.item.kind
    options = kind.options if isinstance(kind, Choice | Multiple) else ()
    unchosen = tuple(options[place].text.show(language) for place in one.unchosen)
    return Row(
        one.item.id,
        one.item.stem.show(language),
        one.players,
        _rounded(one.right),
        _rounded(one.discrimination),
        unchosen,
        len(reasons),
        reasons,
        one.item.level,
        one.level or None,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _csv(rows: Sequence[Row]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(Row._fields)
    for row in rows:
        cells = row._replace(unchosen=(" | ".join(row.unchosen),), flagged_as=(" | ".join(row.flagged_as),))
        writer.writerow([_cell(value[0] if isinstance(value, tuple) else value) for value in cells])
    return stream.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _lines(rows: Sequence[Row], players: int) -> list[str]:
    answered = [row for row in rows if row.players]
    told_of = [row for row in rows if row.players or row.flagged]
    lines = [ngettext("{count} player has answered.", "{count} players have answered.", players).format(count=players)]
    if told_of:
        lines += ["", *_table(told_of)]
    unasked = len(rows) - len(answered)
    if unasked:
        told = ngettext(
            "{count} question without an answer so far.", "{count} questions without an answer so far.", unasked
        )
        lines += ["", told.format(count=unasked)]
    if any(row.players < FEWEST for row in answered):
        told = _("Discrimination, level and options nobody picks are shown from {count} players on.")
        lines += ["", told.format(count=FEWEST)]
    return lines


def _table(rows: Sequence[Row]) -> Iterator[str]:
    """Yield a line for each question below its headings, and what is to be looked at under it."""
    heads = (_("Right"), _("Discrimination"), _("Level"))
    wide = [max(5, len(head)) for head in heads]
    yield "  ".join([*(head.rjust(width) for head, width in zip(heads, wide, strict=True)), _("Question")])
    for row in rows:
        cells = (_percent(row.right), _signed(row.discrimination), _levels(row))
        lead = "  ".join(cell.rjust(width) for cell, width in zip(cells, wide, strict=True))
        yield visible(f"{lead}  {row.id}: {in_one_line(row.question)}")
        yield from (visible(f"{'':{len(lead)}}  → {told}") for told in _remarks(row))


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.0f} %"


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+.2f}"


def _levels(row: Row) -> str:
    """Return the level, and the one that fits the answers where it is another."""
    now = str(row.level or "–")
    return now if row.suggested_level in (None, row.level) else f"{now} → {row.suggested_level}"


def _remarks(row: Row) -> Iterator[str]:
    if row.discrimination is not None and row.discrimination < 0:
        yield _("Stronger players get it wrong: is the answer right?")
    for option in row.unchosen:
        yield _("Nobody picks: {option}").format(option=in_one_line(option))
    if row.flagged:
        said = ngettext("Flagged by {count} player: {reasons}", "Flagged by {count} players: {reasons}", row.flagged)
        yield said.format(count=row.flagged, reasons=", ".join(_counted(row.flagged_as)))


def _counted(reasons: Sequence[str]) -> Iterator[str]:
    """Yield each reason in words, and how many gave it where several did."""
    for reason, count in Counter(reasons).most_common():
        yield f"{count} × {what_is_wrong(reason)}" if count > 1 else what_is_wrong(reason)
