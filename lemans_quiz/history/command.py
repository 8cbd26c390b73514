"""`lmq history`: past sessions; looked at, written to files, deleted."""

from __future__ import annotations

import shutil
import sys
from typing import Annotated

import typer

from lemans_quiz.cli.game_table import RACE as RACE_GAME
from lemans_quiz.cli.invocation import JSON, SCREEN, Invocation, history_to_show, invoked
from lemans_quiz.core.game import replay
from lemans_quiz.core.messages import message
from lemans_quiz.errors import INTERRUPTED, NotFound
from lemans_quiz.history.check import check
from lemans_quiz.history.delete import delete
from lemans_quiz.history.export import export
from lemans_quiz.history.find import Tells, find, lesson_report, sittings, warm_ups
from lemans_quiz.history.flagged import flagged
from lemans_quiz.history.views import list_lines, session_object, session_page, told_lines
from lemans_quiz.i18n import _
from lemans_quiz.play.events import line_of
from lemans_quiz.play.session_names import numbered
from lemans_quiz.storage.records import EXAM, RACE, Session
from lemans_quiz.storage.sessions import load
from lemans_quiz.terminal.views import Setting

LISTED = 20
"""So many sessions are listed where nothing else is asked for."""

_PIPE_COLUMNS = 100

Plain = Annotated[bool, typer.Option("--plain", help=_("Plain lines, for screen readers and scripts."))]
Json = Annotated[bool, typer.Option("--json", help=_("One JSON object per line for each session."))]
Count = Annotated[
    int, typer.Option("--count", "-n", metavar="N", min=0, help=_("Number of recent sessions; 0 for all."))
]
Everyone = Annotated[bool, typer.Option("--everyone", help=_("Include all players."))]
Race = Annotated[bool, typer.Option("--race", help=_("Only races, with the distances driven."))]


def register(app: typer.Typer, help: str) -> None:
    """Add the group."""
    group = typer.Typer(invoke_without_command=True)
    group.callback()(_listed)
    group.command("list", help=_("List past sessions, latest first."))(show_list)
    group.command("show", help=_("Show one session question by question."))(show)
    group.command("export", help=_("Export all answers as CSV or JSON."))(export)
    group.command("flagged", help=_("List the questions you flagged as faulty."))(flagged)
    group.command("check", help=_("Check the history and recover what was lost."))(check)
    group.command("delete", help=_("Delete one session, or all, for good."))(delete)
    app.add_typer(group, name="history", help=help)


def _listed(
    context: typer.Context,
    race: Race = False,
    plain: Plain = False,
    json: Json = False,
    count: Count = LISTED,
    everyone: Everyone = False,
) -> None:
    if context.invoked_subcommand is None:
        show_list(context, race=race, plain=plain, json=json, count=count, everyone=everyone)


def show_list(
    context: typer.Context,
    race: Race = False,
    plain: Plain = False,
    json: Json = False,
    count: Count = LISTED,
    everyone: Everyone = False,
) -> None:
    """Print the last sessions."""
    invocation = invoked(context, plain=plain, json=json)
    if race and not json:
        _show_races(invocation)
        return
    with history_to_show() as history:
        found = sittings(history, None if everyone else invocation.player, count or -1, _tells(invocation))
        found += warm_ups(invocation, history, count or -1)
    found = sorted(found, key=lambda one: -one.started)[: count or None]
    if json:
        for one in (one for one in found if not race or one.kind == RACE):
            print(line_of(session_object(one, None, Setting())))
    elif not found:
        print(_("Nothing has been played yet."))
        print(_("Start with: lmq play"))
    else:
        print("\n".join(list_lines(found, _columns())))


def _show_races(invocation: Invocation) -> None:
    signs = invocation.front() == SCREEN
    with history_to_show() as history:
        races = invocation.wiring_of(RACE_GAME).race_history(history, invocation.player, _columns(), signs=signs)
    print("\n".join(races))


def _tells(invocation: Invocation) -> Tells:
    """Return what tells the result of a race by place and distance."""

    def tell(session: Session) -> str:
        return invocation.wiring_of(RACE_GAME).told_result(session) if session.kind == RACE else ""

    return tell


def _columns() -> int:
    """Return the width to write in: the terminal's, or a wide one where there is none."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPE_COLUMNS


def show(
    context: typer.Context,
    session: Annotated[str, typer.Argument(metavar="SESSION", help=_("The number from lmq history list."))],
    plain: Plain = False,
    json: Annotated[bool, typer.Option("--json", help=_("One JSON object, for programs."))] = False,
) -> None:
    """Show what was asked and answered, with the right answers."""
    invocation = invoked(context, plain=plain, json=json)
    number, lesson = numbered(session)
    with history_to_show() as history:
        if lesson:
            print(lesson_report(invocation, history, (number, lesson), ".json" if json else "").decode().rstrip())
            return
        sitting = find(history, number, invocation.player, _tells(invocation))
        saved = load(history, number)
    if saved is None:
        raise _unreadable(number, sitting.kind)
    game = replay(saved.opening.turns, saved.opening.rules, saved.commands)
    setting = Setting(invocation.language, sitting.seed)
    front = invocation.front()
    if front == JSON:
        print(line_of(session_object(sitting, game, setting)))
    elif front == SCREEN:
        from lemans_quiz.terminal.keys import INTERRUPT
        from lemans_quiz.terminal.menus import turn_pages

        if turn_pages([session_page(sitting, game, setting)]) == INTERRUPT:
            raise typer.Exit(INTERRUPTED)
    else:
        print("\n".join(told_lines(sitting, game, setting)).rstrip("\n"))


def _unreadable(session: int, kind: str) -> NotFound:
    if kind == EXAM:
        return NotFound(
            message("That exam has not been submitted yet."), message("Resume with: lmq resume {n}", n=session)
        )
    return NotFound(message("Cannot read session {number}.", number=session))
