"""`lemans-quiz host`: every pupil answers, by phone, card or hand, on the room's own network."""

from __future__ import annotations

import secrets
import sys
import time
from typing import Annotated, Any

import typer

from lemans_quiz import paths
from lemans_quiz.cli.error_reporting import tell
from lemans_quiz.cli.invocation import Invocation, invoked
from lemans_quiz.cli.options import Kinds, Level, Packs
from lemans_quiz.core.messages import message
from lemans_quiz.core.turns import Turn
from lemans_quiz.errors import INTERRUPTED, UsageError
from lemans_quiz.games.host.draw import draw
from lemans_quiz.games.host.journal import Beginning, SavedGame, forget, keep_lesson, last_settings
from lemans_quiz.games.host.remote.ending import Ending, show_ending
from lemans_quiz.games.host.report import outcome
from lemans_quiz.games.host.rules import LOBBY, OVER, Script
from lemans_quiz.games.host.settings import Settings, class_name, over, settings_from_json, settings_to_json
from lemans_quiz.games.host.setup import OpenRoom
from lemans_quiz.i18n import _
from lemans_quiz.room.memory import past_of_class
from lemans_quiz.storage.history import History
from lemans_quiz.storage.opening import open_history
from lemans_quiz.terminal.terminal import Terminal


def register(app: typer.Typer, help: str) -> None:
    """Add the command."""
    app.command("host", help=help)(host)


# Long because each option is a parameter of its own; what it does is a few lines at the end.
def host(
    context: typer.Context,
    packs: Packs = None,
    count: Annotated[
        int | None,
        typer.Option("--count", "-n", metavar="N", min=1, max=100, help=_("How many questions; 10 if left out.")),
    ] = None,
    level: Level = None,
    kind: Kinds = None,
    seconds: Annotated[
        float | None,
        typer.Option(
            "--seconds", metavar="N", min=0, max=600, help=_("Seconds to think; 30 if left out, 0 is no limit.")
        ),
    ] = None,
    scoring: Annotated[
        str | None,
        typer.Option(
            "--rules",
            metavar="RULES",
            help=_("points: right counts, not speed; fair: speed decides between equals; speed."),
        ),
    ] = None,
    teams: Annotated[
        str | None,
        typer.Option(
            "--teams", metavar="TEAMS", help=_('How many teams, or their names: 4 or "Blue,Yellow"; 0 is none.')
        ),
    ] = None,
    in_order: Annotated[
        bool | None,
        typer.Option(
            "--in-order/--shuffled", help=_("Ask the questions of the pack in the order of its file, or drawn.")
        ),
    ] = None,
    only: Annotated[
        str, typer.Option("--only", metavar="ID,ID", help=_("Ask only these questions of the pack, in this order."))
    ] = "",
    seed: Annotated[str, typer.Option("--seed", metavar="CODE", help=_("Any word: the same questions again."))] = "",
    named: Annotated[
        str,
        typer.Option(
            "--class",
            metavar="CLASS",
            help=_("A class with a memory: nothing is repeated, points add up over the term."),
        ),
    ] = "",
    rehearse: Annotated[
        bool, typer.Option("--rehearse", help=_("Try it the evening before, with 28 simulated pupils."))
    ] = False,
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help=_("Where phones reach it; 80, else 8080."))
    ] = 0,
    check: Annotated[
        bool, typer.Option("--check", help=_("Only tell whether phones will reach this computer, the day before."))
    ] = False,
) -> None:
    """Open a room, or tell what was asked for."""
    invocation = invoked(context)
    if check:
        from lemans_quiz.games.host.check import check as tell_whether_phones_come

        tell_whether_phones_come(port)
        return
    given: dict[str, Any] = {
        "packs": tuple(packs) if packs else None, "size": count, "level": level, "seconds": seconds,
        "kinds": tuple(kind) if kind else None, "scoring": scoring, "teams": teams, "in_order": in_order,
        "only": tuple(filter(None, map(str.strip, only.split(",")))) or None, "seed": seed.strip() or None,
    }  # fmt: skip
    given = {name: value for name, value in given.items() if value is not None}
    name = class_name(named)
    with open_history(paths.history(), tell) as history:
        settings = over(settings_from_json(last_settings(history, name)) if name or not given else Settings(), given)
        _need_terminal()
        beginning = begin(history, settings, name, invocation.language)
        if rehearse:
            _rehearse(beginning, port)
        else:
            _play(history, beginning, invocation, port=port)


def _rehearse(beginning: Beginning, port: int) -> None:
    """Play with simulated pupils; nothing of it is kept or remembered."""
    from lemans_quiz.games.host.rehearsal import Rehearsal
    from lemans_quiz.games.host.remote.screen import show_game

    with OpenRoom(beginning, address=_address(), port=port) as room:
        pupils = Rehearsal(room.desk)
        pupils.start()

        def after(terminal: Terminal) -> None:
            show_ending(terminal, Ending(room.desk.snapshot.state, beginning.language, lambda name: name))

        notice = _("A rehearsal: 28 simulated pupils come in. Your own phone may join.")
        try:
            broken_by = show_game(room.desk, room.stage(lambda turn, reason: False, notice), after=after)
        finally:
            pupils.stop()
            room.journal.delete()
    if broken_by:
        raise typer.Exit(INTERRUPTED)


def _address() -> str:
    """Return where phones find this laptop; nothing where it is in no private network."""
    from lemans_quiz.games.host.addresses import addresses, best

    found = best(addresses())
    return found.ip if found is not None else ""


def _need_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(message("A room needs a terminal, which is the teacher's remote control."))


def begin(history: History, settings: Settings, name: str, language: str) -> Beginning:
    """Draw the questions of a new game."""
    past = tuple(one.outcome for one in past_of_class(history, name)) if name else ()
    drawn = draw(settings.wanted, language, past)
    for notice in drawn.notices:
        tell(notice)
    return Beginning(
        name,
        time.time(),
        settings_to_json(settings),
        Script(drawn.turns, settings.rules),
        f"{secrets.randbelow(10_000):04}",
        language,
        drawn.title,
        drawn.seed,
    )


def _play(
    history: History, beginning: Beginning, invocation: Invocation, *, port: int = 0, saved: SavedGame | None = None
) -> None:
    from lemans_quiz.games.host.remote.screen import show_game

    def complain(turn: Turn, reason: str) -> bool:
        from lemans_quiz.games.session import kept_complaint

        return kept_complaint(history, turn.item, reason, "", beginning.started)

    with OpenRoom(beginning, address=_address(), port=port, saved=saved) as room:

        def after(terminal: Terminal) -> None:
            show_ending(terminal, Ending(room.desk.snapshot.state, beginning.language, lambda name: name))

        broken_by = show_game(room.desk, room.stage(complain), after=after)
        state = room.desk.snapshot.state
    if state.phase != LOBBY:
        remembered = settings_to_json(Settings(settings_from_json(beginning.settings).wanted, state.script.rules))
        keep_lesson(history, beginning.class_name, beginning.started, remembered, outcome(state))
    if state.phase in (OVER, LOBBY):
        forget(room.journal.path)
    else:
        again = f" --class '{beginning.class_name}'" if beginning.class_name else ""
        tell(message("The game is kept with all answers: lemans-quiz host{again} goes on with it.", again=again))
    if broken_by:
        raise typer.Exit(INTERRUPTED)
