"""What became of questions that changed their format, in words and as JSON: taken, changed and left out, with places."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from lemans_quiz.cli.error_reporting import visible
from lemans_quiz.cli.importing import Imported, import_file
from lemans_quiz.core.messages import Message, counted, message
from lemans_quiz.errors import MISTAKES, QuizError
from lemans_quiz.formats.drafts import Finding
from lemans_quiz.i18n import _, render
from lemans_quiz.packs.counts import Counts

EXAMPLES = 3
_LONGEST = 60
LEFT_OUT, CHANGED, NOTE = "left-out", "changed", "note"


class Entry(NamedTuple):
    """A finding, what it did to its question, and the question."""

    effect: str
    finding: Finding
    stem: str = ""


class Report(NamedTuple):
    """What became of the questions of a file."""

    name: str
    counts: Counts
    entries: tuple[Entry, ...]


def report_of(name: str, found: Imported) -> Report:
    """Return the report on a file that was read."""
    entries = [Entry(NOTE, note) for note in found.notes]
    for one in found.fitted:
        effect = CHANGED if one.item else LEFT_OUT
        entries += [Entry(effect, finding, one.draft.stem) for finding in one.findings]
    return Report(name, found.counts, tuple(entries))


def summed_up(name: str, counts: Counts) -> Message:
    """Return one line about a file: its three counts, or that nothing was lost."""
    if not counts.lost:
        return counted(
            "{name}: {count} question read, none changed or left out.",
            "{name}: {count} questions read, none changed or left out.",
            counts.taken,
            name=name,
        )
    return counted(
        "{name}: {count} question: {taken} unchanged, {changed} changed, {left_out} left out.",
        "{name}: {count} questions: {taken} unchanged, {changed} changed, {left_out} left out.",
        sum(counts),
        name=name,
        taken=counts.taken,
        changed=counts.changed,
        left_out=counts.left_out,
    )


def told_of_files(reported: Sequence[tuple[str, Counts]]) -> tuple[Message, ...]:
    """Return what is to be told of files before they are played; of many of them the sums."""
    found: list[Message] = []
    if len(reported) > EXAMPLES:
        counts = Counts(*(sum(numbers) for numbers in zip(*(counts for _path, counts in reported), strict=True)))
        return (summed_up(_("{count} files").format(count=len(reported)), counts),)
    for path, counts in reported:
        name = os.path.relpath(path) if path.startswith(os.getcwd()) else path
        found.append(summed_up(os.path.basename(name), counts))
        if counts.lost:
            found.append(where_told(name))
    return tuple(found)


def where_told(name: str) -> Message:
    """Return where all that was lost is told."""
    return message("Details: lmq pack check {name}", name=shlex.quote(name))


def lines(report: Report, *, everything: bool = False) -> list[str]:
    """Return the report: the counts, then the losses by kind, of each some examples or all."""
    told = [visible(render(summed_up(report.name, report.counts)))]
    return told + losses(report, everything=everything)


def print_report(told: Sequence[str]) -> None:
    """Print the lines of a report; on a terminal they are broken between words, further lines below the first word."""
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for line in told:
        if columns and len(line) > columns:
            indent = " " * (len(line) - len(line.lstrip()) + 2)
            print(
                textwrap.fill(
                    line, max(20, columns), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
                )
            )
        else:
            print(line)


def losses(report: Report, *, everything: bool = False) -> list[str]:
    """Return what was left out and changed, by kind, under headings."""
    told: list[str] = []
    for effect, heading in ((LEFT_OUT, _("Left out:")), (CHANGED, _("Changed:")), (NOTE, _("About the file:"))):
        entries = [one for one in report.entries if one.effect == effect]
        if entries:
            told += ["", heading, *_groups(entries, everything=everything)]
    return told


def licence(found: Imported) -> str:
    """Return the sentence about the licence."""
    if found.pack and found.pack.license:
        return _("Licence: {license}").format(license=visible(found.pack.license))
    return _("Licence: unknown. Ask the author of the questions before you share them.")


def _groups(entries: list[Entry], *, everything: bool) -> Iterator[str]:
    """Give the losses by kind, the commonest first; sentences of one kind may differ in a word."""
    by_code = sorted(entries, key=lambda one: one.finding.code)
    groups = [list(group) for _code, group in groupby(by_code, key=lambda one: one.finding.code)]
    for group in sorted(groups, key=len, reverse=True):
        first = visible(render(group[0].finding.sentence))
        yield f"  {len(group)} × {first}" if group[0].effect != NOTE else f"  {first}"
        shown = group if everything else group[:EXAMPLES]
        for one in shown:
            sentence = visible(render(one.finding.sentence))
            about = f"  ({sentence})" if sentence != first else ""
            example = f"{_place(one.finding.place)}{_short(one.stem)}{about}".strip(" :")
            if example:
                yield f"      {example}"
        if len(shown) < len(group):
            yield "      " + _("… and {count} more; show all with --all").format(count=len(group) - len(shown))


def _place(place: str) -> str:
    if not place:
        return ""
    return f"{visible(place)}: " if not place.isdigit() else _("line {line}").format(line=place) + ": "


def _short(stem: str) -> str:
    text = " ".join(visible(stem).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def as_fields(report: Report, *, kind: str, license: str = "") -> dict[str, object]:
    """Return the report as one object of JSON; `license` is empty where it is unknown."""
    return {
        "file": report.name,
        "kind": kind,
        "taken": report.counts.taken,
        "changed": report.counts.changed,
        "left_out": report.counts.left_out,
        "license": license,
        "findings": [
            {
                "effect": one.effect,
                "code": one.finding.code,
                "place": one.finding.place,
                "message": render(one.finding.sentence),
                "question": one.stem,
            }
            for one in report.entries
        ],
    }


class Refused(QuizError):
    """Nothing of a file is played or written."""

    exit_code = MISTAKES


def refused(path: str, counts: Counts) -> QuizError:
    """Say that a file would lose something, where that must not be."""
    where = render(where_told(path))
    return Refused(
        summed_up(path, counts), message("Nothing was read, because of --all-or-nothing. {where}", where=where)
    )


def nothing_left(path: Path) -> QuizError:
    """Say why nothing of a file can be played."""
    try:
        found = import_file(path)
    except QuizError as error:
        return error
    report = "\n".join(losses(report_of(path.name, found)))
    return Refused(
        message("None of the questions in '{name}' can be played.", name=path.name), message("{report}", report=report)
    )
