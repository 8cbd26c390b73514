"""`lmq pack check`: every mistake of a pack, and advice on writing better questions."""

from __future__ import annotations

import os
import shlex
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lemans_quiz import paths
from lemans_quiz.cli.cached import named
from lemans_quiz.cli.error_reporting import broken, tell, visible
from lemans_quiz.cli.folders import in_archive, looked_through, tell_left_out
from lemans_quiz.cli.global_options import all_or_nothing
from lemans_quiz.cli.import_report import CHANGED, LEFT_OUT, NOTE, as_fields, licence, lines, print_report, report_of
from lemans_quiz.cli.importing import Imported, NotReadable, import_file, is_ours
from lemans_quiz.cli.selecting import by_id, files_for
from lemans_quiz.core.diagnostics import ERROR, WARNING, Diagnostic, Span, has_errors
from lemans_quiz.core.diagnostics import NOTE as NOTICE
from lemans_quiz.core.messages import Message, counted, message
from lemans_quiz.errors import MISTAKES, UsageError
from lemans_quiz.files.missing import no_such_file
from lemans_quiz.i18n import _
from lemans_quiz.packs.archives import is_archive
from lemans_quiz.packs.bank import draw_from

if TYPE_CHECKING:
    from lemans_quiz.authoring.lint.lint import Flagged
    from lemans_quiz.storage.complaints import Complaint

FORMATS = ("text", "json", "github")
Reports = list[tuple[str, Imported]]


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("check", help=_("Find every error in pack files and say how to fix it."))(check)


# Long because each option is a parameter of its own; what it does is a few lines at the end.
def check(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help=_("Packs, question files, folders or archives of them, or addresses.")),
    ],
    strict: Annotated[bool, typer.Option("--strict", help=_("Fail on warnings too."))] = False,
    format: Annotated[str, typer.Option("--format", metavar="text|json|github", help=_("Output format."))] = "text",
    everything: Annotated[
        bool, typer.Option("--all", help=_("Show everything that was lost, not just three of each kind."))
    ] = False,
    as_of: Annotated[
        str,
        typer.Option(
            "--as-of", metavar="DATE", help=_("Show facts that may be out of date by this day (default: today).")
        ),
    ] = "",
    watch: Annotated[
        bool,
        typer.Option("--watch", "-w", help=_("Show the question you are editing after every save, until Ctrl-C.")),
    ] = False,
    add_ids: Annotated[
        bool, typer.Option("--add-ids", help=_("Add missing ids to the files, and change nothing else."))
    ] = False,
) -> None:
    """Check all files and leave with 3 if any has mistakes."""
    if format not in FORMATS:
        raise UsageError(message("Unknown format '{format}'.", format=format), message("Available: text, json, github"))
    if watch:
        _watch(context, files)
        return
    day = _day(as_of)
    files_named = found_packs(files)
    foreign = [name for name in files_named if not is_ours(Path(name))]
    found = [name for name in files_named if name not in foreign]
    if add_ids:
        _add_ids(found)
    _keep_schemas(found)
    reports = [(named(name), imported) for name in foreign if (imported := _imported(name, len(files_named)))]
    checked = _checked(found, day, strict=strict) if found else []
    diagnostics = [one._replace(file=named(one.file)) for one in checked]
    _print(diagnostics, reports, format, everything=everything)
    if found and format == "text":
        _sum_up(diagnostics, len(found))
    lost = [
        imported.counts.lost if strict or all_or_nothing() else imported.counts.left_out for _name, imported in reports
    ]
    if has_errors(diagnostics, strict=strict) or any(lost):
        raise typer.Exit(MISTAKES)


def _keep_schemas(found: list[str]) -> None:
    """Bring the schemas that editors read beside packs up to this version of the program."""
    from lemans_quiz.authoring.schema import FILE, keep_beside

    for folder in dict.fromkeys(Path(name).parent for name in found):
        if (folder / FILE).exists():
            keep_beside(folder, make=False)


def _watch(context: typer.Context, names: list[str]) -> None:
    from lemans_quiz.authoring.preview_command import preview

    if len(names) > 1:
        raise UsageError(message("Only one file can be watched at a time."))
    preview(context, names[0])


def _imported(name: str, count: int) -> Imported | None:
    """Return what came of somebody else's file; among several one that cannot be read is told and passed over."""
    try:
        return import_file(Path(name))
    except NotReadable as error:
        if count == 1:
            raise
        tell(error.sentence)
        return None


def found_packs(names: list[str]) -> list[str]:
    """Return the files that are meant; a folder means all files of questions below it."""
    found: list[str] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            folder = looked_through(path)
            found += [os.path.relpath(inner) for inner in folder.found]
            tell_left_out(folder.left_out)
        elif not path.exists():
            found.append(_installed(name))
        elif is_archive(path):
            folder = in_archive(path)
            found += folder.found
            tell_left_out(folder.left_out)
        else:
            found.append(name)
    return list(dict.fromkeys(found))


def _installed(name: str) -> str:
    """Return the file of an installed pack. Raises NotFound where there is none of that id."""
    packs = draw_from(paths.bank(), files_for(()), lambda bank: by_id(bank.shelved))
    if name not in packs:
        raise no_such_file(name)
    return packs[name].path


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            message("'{text}' is not a date.", text=text), message("Write year, month and day, as in 2027-06-20.")
        ) from None


def _checked(names: list[str], today: date | None, *, strict: bool) -> list[Diagnostic]:
    from lemans_quiz.authoring.lint.lint import check_packs

    return check_packs([Path(name) for name in names], today, strict=strict, flagged=_flagged())


def _flagged() -> list[Flagged]:
    """Return what players of this machine said is wrong with questions; a history is not begun for that."""
    if not paths.history().exists():
        return []
    from lemans_quiz.authoring.lint.lint import Flagged
    from lemans_quiz.cli.invocation import history_of_the_player
    from lemans_quiz.storage.complaints import complaints

    with history_of_the_player() as history:
        found = complaints(history)
    return [Flagged(one.item.pack, one.item.id, _said(one)) for one in found]


def _said(complaint: Complaint) -> Message:
    """Say what a player said is wrong, and when."""
    day = date.fromtimestamp(complaint.at).isoformat()
    match complaint.reason:
        case "answer":
            return message("On {day} a player reported: the answer is wrong.", day=day)
        case "text":
            return message("On {day} a player reported: the question is wrong.", day=day)
        case "typo":
            return message("On {day} a player reported a typo.", day=day)
        case _:
            return message("On {day} a player reported: it is unclear what is meant.", day=day)


def _add_ids(names: list[str]) -> None:
    from lemans_quiz.authoring.ids import add_ids

    for name in names:
        added = add_ids(Path(name))
        if added:
            tell(counted("{name}: {count} id added.", "{name}: {count} ids added.", added, name=name))


def _print(diagnostics: list[Diagnostic], reports: Reports, format: str, *, everything: bool) -> None:
    from lemans_quiz.terminal import report

    if format == "json":
        sys.stdout.write(report.as_json(diagnostics, [_fields(name, found) for name, found in reports]))
    elif format == "github":
        losses = [loss for name, found in reports for loss in _as_diagnostics(name, found)]
        sys.stdout.write(report.as_github([*diagnostics, *losses]))
    else:
        report.print_diagnostics(diagnostics, file=sys.stdout)
        _print_reports(reports, everything=everything)


def _print_reports(reports: Reports, *, everything: bool) -> None:
    for name, found in reports:
        print_report(lines(report_of(name, found), everything=everything))
        if len(reports) > 1:
            continue
        print_report(["", licence(found)])
        print(_("Make it a pack:  lmq pack new PACK.yaml --from {path}").format(path=visible(shlex.quote(name))))


def _fields(name: str, found: Imported) -> dict[str, object]:
    return as_fields(report_of(name, found), kind=found.kind, license=found.pack.license if found.pack else "")


def _as_diagnostics(name: str, found: Imported) -> list[Diagnostic]:
    """Return losses as editors and build servers take them; a cell of a sheet has no line."""
    severities = {LEFT_OUT: ERROR, CHANGED: WARNING, NOTE: NOTICE}
    told: list[Diagnostic] = []
    for entry in report_of(name, found).entries:
        place = entry.finding.place
        span = Span(int(place), 1, int(place), 1) if place.isdigit() else None
        told.append(Diagnostic(entry.finding.code, severities[entry.effect], name, span, entry.finding.sentence))
    return told


def _sum_up(diagnostics: list[Diagnostic], count: int) -> None:
    from lemans_quiz.terminal.report import summary

    tell(counted("{count} pack checked.", "{count} packs checked.", count))
    print(broken(summary(diagnostics)), file=sys.stderr)
