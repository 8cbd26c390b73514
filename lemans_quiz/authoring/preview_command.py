"""`lmq pack preview`: the question last edited as players will see it, again at every save, until Ctrl-C."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from lemans_quiz.authoring.show_command import print_lines
from lemans_quiz.cli.error_reporting import visible
from lemans_quiz.cli.invocation import invoked
from lemans_quiz.core.diagnostics import ERROR, Diagnostic, ask_whether, has_errors
from lemans_quiz.core.items import Pack
from lemans_quiz.core.messages import message
from lemans_quiz.core.turns import deal
from lemans_quiz.errors import NotFound
from lemans_quiz.files.missing import likely_file
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.packs.library import stamp
from lemans_quiz.packs.reading.reader import Reading, load_pack
from lemans_quiz.play.preview import shown_question
from lemans_quiz.terminal.layout import Lines, said, wrapped
from lemans_quiz.terminal.theme import QUIET
from lemans_quiz.terminal.views import Progress, Setting

WIDTHS = (80, 40)
_PAUSE = 0.2
_PATIENCE = 5
"""Looks at a file that is away before it is told to be gone."""
_CLEAR = "\x1b[H\x1b[2J\x1b[3J"


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("preview", hidden=True, help=_("Show the question you are editing after every save, until Ctrl-C."))(
        preview
    )


def preview(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help=_("The pack you are editing."))],
    once: Annotated[bool, typer.Option("--once", help=_("Show it once and exit."))] = False,
) -> None:
    """Watch a pack file and show what was edited."""
    path = Path(file)
    if not path.exists():
        raise NotFound(
            message("File '{name}' not found.", name=file),
            ask_whether(likely_file(file)) or message("Create one with: lmq pack new {name}", name=file),
        )
    watch(path, invoked(context).language, once=once)


def watch(path: Path, language: str, *, once: bool = False) -> None:
    """Show the question that was edited last at every save, until Ctrl-C."""
    before: Pack | None = None
    try:
        for is_there in saves(path):
            if is_there:
                before = _show(path, before, language) or before
            else:
                _tell_gone(path)
            if once:
                return
    except KeyboardInterrupt:
        print()


def saves(path: Path) -> Iterator[bool]:
    """Yield True now and whenever the file or a table beside it has changed, False once when the file has gone.

    A file that is away for a moment is waited for: many editors save that way.
    """
    last, away = "", 0
    while True:
        tables = sorted(str(table) for table in path.parent.glob("*.csv"))
        now = stamp(str(path), tables)
        if not path.exists():
            away += 1
            if away == _PATIENCE:
                yield False
                last = ""
        else:
            away = 0
            if now != last:
                yield True
                last = now
        time.sleep(_PAUSE)


def _tell_gone(path: Path) -> None:
    told = _("{path} is gone. Waiting for it to come back; Ctrl-C to quit.")
    print(told.format(path=visible(str(path))), flush=True)


def _show(path: Path, before: Pack | None, language: str) -> Pack | None:
    """Show a save; return its pack, or what could be read of it."""
    reading = load_pack(path)
    found = _advice(path) if reading.pack else list(reading.diagnostics)
    pack = reading.pack or reading.partial or before
    place = -1 if pack is None else edited(before, pack)
    if sys.stdout.isatty():
        sys.stdout.write(_CLEAR)
        size = shutil.get_terminal_size()
        print_lines(one_screen(path, reading, found, pack, place, language=language, size=size))
        return pack
    if pack is not None:
        for width in WIDTHS:
            print(_("At {width} columns:").format(width=width))
            print_lines(_item_lines(pack, place, language, width, answers=width == WIDTHS[0]))
    _show_findings(path, found, is_pack=reading.pack is not None)
    return pack


def one_screen(
    path: Path,
    reading: Reading,
    found: list[Diagnostic],
    pack: Pack | None,
    place: int,
    *,
    language: str,
    size: os.terminal_size,
) -> Lines:
    """Return the question at a place and the finding nearest to it, no wider and no higher than the screen."""
    line = reading.places.find(pack.items[place].id)[0].line if pack else 1
    told = _nearest(path, found, line, size.columns)
    shown = _item_lines(pack, place, language, size.columns, answers=True) if pack else []
    return [*_cut(shown, size.lines - len(told) - 1), *told]


def _cut(lines: Lines, most: int) -> Lines:
    """Return so many lines at most, the rest as one sign; what is cut off are answer and explanation."""
    return lines if len(lines) <= most else [*lines[: max(most - 1, 0)], said("…", QUIET)]


def _nearest(path: Path, found: list[Diagnostic], line: int, width: int) -> Lines:
    """Return the finding nearest to a line of the file, mistakes first, and how many more there are."""
    from lemans_quiz.terminal.report import fitted

    if not found:
        return wrapped(said(_fine().format(path=visible(str(path))), QUIET), width)
    errors = [d for d in found if d.severity == ERROR] or found
    nearest = min(errors, key=lambda d: abs((d.span.line if d.span and d.file == str(path) else 10**9) - line))
    lines: Lines = list(fitted(nearest, width))
    if len(found) > 1:
        more = ngettext(
            "and {count} more: lmq pack check {path}",
            "and {count} more: lmq pack check {path}",
            len(found) - 1,
        )
        lines += wrapped(said(more.format(count=len(found) - 1, path=shlex.quote(str(path))), QUIET), width)
    return lines


def _advice(path: Path) -> list[Diagnostic]:
    from lemans_quiz.authoring.lint.lint import check_packs

    return check_packs([path])


def edited(before: Pack | None, now: Pack) -> int:
    """Return the place of the question that was edited last: the first that differs, or the last of all."""
    if before is not None and before.items != now.items:
        known = set(before.items)
        for place, item in enumerate(now.items):
            if item not in known:
                return place
    return len(now.items) - 1


def _item_lines(pack: Pack, place: int, language: str, width: int, *, answers: bool) -> Lines:
    setting = Setting(language, "", ((pack.id, pack.title),))
    turn = deal([pack.items[place]], "preview")[0]
    return shown_question(turn, Progress(place + 1, len(pack.items)), setting, width, answers=answers)


def _fine() -> str:
    return _("{path} has no errors. Waiting for the next save; Ctrl-C to quit.")


def _show_findings(path: Path, diagnostics: list[Diagnostic], *, is_pack: bool) -> None:
    from lemans_quiz.terminal.report import print_diagnostics

    print_diagnostics(diagnostics, file=sys.stdout)
    if not is_pack:
        print(
            _("The last save of {path} has errors; above is the last good version, if there was one.").format(
                path=visible(str(path))
            )
        )
    elif not has_errors(diagnostics, strict=True):
        print(_fine().format(path=visible(str(path))))
