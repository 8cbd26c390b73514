"""`lemans-quiz pack check`: every mistake of a pack, and advice on writing better questions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from lemans_quiz.cli.error_reporting import tell
from lemans_quiz.core.diagnostics import Diagnostic, has_errors
from lemans_quiz.core.messages import counted, message
from lemans_quiz.errors import MISTAKES, NotFound, UsageError
from lemans_quiz.i18n import _
from lemans_quiz.packs.library import SUFFIXES

FORMATS = ("text", "json", "github")


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("check", help=_("Find every mistake in pack files, and say how to mend it."))(check)


def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help=_("Pack files, or folders of them."))],
    strict: Annotated[bool, typer.Option("--strict", help=_("Let advice fail as mistakes do."))] = False,
    format: Annotated[
        str, typer.Option("--format", metavar="text|json|github", help=_("How to print what was found."))
    ] = "text",
    add_ids: Annotated[
        bool, typer.Option("--add-ids", help=_("Write the missing ids into the files, and nothing else."))
    ] = False,
) -> None:
    """Check all files and leave with 3 if any has mistakes."""
    if format not in FORMATS:
        raise UsageError(
            message("There is no format '{format}'.", format=format), message("There are: text, json, github")
        )
    found = found_packs(files)
    if add_ids:
        _add_ids(found)
    diagnostics = _checked(found)
    _print(diagnostics, format)
    if format == "text":
        _sum_up(diagnostics, len(found))
    if has_errors(diagnostics, strict=strict):
        raise typer.Exit(MISTAKES)


def found_packs(names: list[str]) -> list[str]:
    """Return the files that are meant; a folder means all packs below it."""
    found: list[str] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            inside = sorted(str(inner) for suffix in SUFFIXES for inner in path.rglob(f"*{suffix}"))
            if not inside:
                raise NotFound(message("There are no packs in the folder '{name}'.", name=name))
            found += inside
        elif not path.exists():
            raise NotFound(message("There is no file '{name}'.", name=name))
        else:
            found.append(name)
    return list(dict.fromkeys(found))


def _checked(names: list[str]) -> list[Diagnostic]:
    from lemans_quiz.authoring.lint.lint import check_packs

    return check_packs([Path(name) for name in names])


def _add_ids(names: list[str]) -> None:
    from lemans_quiz.authoring.ids import add_ids

    for name in names:
        added = add_ids(Path(name))
        if added:
            tell(counted("{name}: {count} id written.", "{name}: {count} ids written.", added, name=name))


def _print(diagnostics: list[Diagnostic], format: str) -> None:
    from lemans_quiz.terminal import report

    if format == "json":
        sys.stdout.write(report.as_json(diagnostics))
    elif format == "github":
        sys.stdout.write(report.as_github(diagnostics))
    else:
        report.print_diagnostics(diagnostics, file=sys.stdout)


def _sum_up(diagnostics: list[Diagnostic], count: int) -> None:
    from lemans_quiz.terminal.report import summary

    tell(counted("{count} pack checked.", "{count} packs checked.", count))
    print(summary(diagnostics), file=sys.stderr)
