"""`lmq pack export`: a pack as a file for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lemans_quiz import paths
from lemans_quiz.cli import global_options
from lemans_quiz.cli.completion_values import complete_packs
from lemans_quiz.cli.error_reporting import visible
from lemans_quiz.cli.import_report import (
    CHANGED,
    LEFT_OUT,
    NOTE,
    Entry,
    Refused,
    Report,
    lines,
    print_report,
    summed_up,
)
from lemans_quiz.cli.invocation import invoked
from lemans_quiz.cli.selecting import choose, files_for
from lemans_quiz.core.diagnostics import ask_whether, did_you_mean
from lemans_quiz.core.items import Item, Pack
from lemans_quiz.core.messages import message
from lemans_quiz.errors import UsageError
from lemans_quiz.files.writing import save
from lemans_quiz.formats.writing.formats import BY_ENDING, WRITERS
from lemans_quiz.formats.writing.written import Written
from lemans_quiz.i18n import _
from lemans_quiz.packs.bank import Bank, IndexedPack, draw_from
from lemans_quiz.packs.counts import Counts


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("export", help=_("Export a pack to Moodle, Kahoot, Anki or a spreadsheet."))(export)


def export(
    context: typer.Context,
    pack: Annotated[
        str,
        typer.Argument(
            metavar="PACK",
            help=_("A pack's name, any question file, or its address."),
            autocompletion=complete_packs,
        ),
    ],
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=_("The file to write: .gift, .xml, .xlsx, .csv or .txt (see --as)."))
    ],
    everything: Annotated[
        bool, typer.Option("--all", help=_("Show everything that was lost, not just three of each kind."))
    ] = False,
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite an existing file."))] = False,
) -> None:
    """Write the file, and tell what does not fit into it."""
    format = _format(file)
    chosen, items = _items(pack)
    language = invoked(context).language
    whole = Pack(chosen.id, chosen.title, tuple(items), license=chosen.license)
    written = WRITERS[format](whole, language)
    report = _report(Path(file).name, written, language)
    if not report.counts.taken + report.counts.changed or (global_options.all_or_nothing() and report.counts.lost):
        raise Refused(summed_up(file, report.counts), message("{report}", report="\n".join(lines(report)[1:])))
    save(Path(file), written.content, force=force)
    print_report(lines(report, everything=everything))
    print(_("Saved: {path}").format(path=visible(file)))
    if chosen.license:
        print(_("Licence: {license}").format(license=visible(chosen.license)))


def _format(file: str) -> str:
    """Return the format that `--as` names, or else the file's ending."""
    said = global_options.kind().casefold()
    format = said or BY_ENDING.get(Path(file).suffix.casefold(), "")
    if format in WRITERS:
        # What `--as` says is about the file to write, not about the one that is read.
        global_options.forget_kind()
        return format
    near = did_you_mean(said, WRITERS) if said else ""
    raise UsageError(
        message("Cannot export to '{file}'.", file=said or file),
        ask_whether(near)
        or message("Use one of {endings}, or --as {formats}", endings=" ".join(BY_ENDING), formats="|".join(WRITERS)),
    )


def _items(name: str) -> tuple[IndexedPack, list[Item]]:
    def with_bank(bank: Bank) -> tuple[IndexedPack, list[Item]]:
        chosen = choose(bank, [name])
        if len(chosen) > 1:
            raise UsageError(message("'{name}' contains several packs; export one of them.", name=name))
        return chosen[0], bank.items(chosen[0])

    return draw_from(paths.bank(), files_for([name]), with_bank)


def _report(name: str, written: Written, language: str) -> Report:
    outcomes = written.outcomes
    whole = [outcome for outcome in outcomes if outcome.is_written]
    changed = sum(bool(outcome.findings) for outcome in whole)
    counts = Counts(len(whole) - changed, changed, len(outcomes) - len(whole))
    entries = [Entry(NOTE, note) for note in written.notes]
    for outcome in outcomes:
        effect = CHANGED if outcome.is_written else LEFT_OUT
        entries += [Entry(effect, finding, outcome.item.stem.show(language)) for finding in outcome.findings]
    return Report(name, counts, tuple(entries))
