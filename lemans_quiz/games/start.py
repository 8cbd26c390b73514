"""`lemans-quiz` alone: the start screen on a terminal, the help elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module

import typer

from lemans_quiz import __version__, curtain, paths
from lemans_quiz.cli.game_table import Table
from lemans_quiz.cli.invocation import invoked, is_on_terminal
from lemans_quiz.errors import INTERRUPTED
from lemans_quiz.i18n import _
from lemans_quiz.play.start import KEYS, Entry, choose_entry
from lemans_quiz.storage.history import History
from lemans_quiz.storage.opening import open_history
from lemans_quiz.storage.sessions import unfinished


def start(context: typer.Context, run: Callable[[list[str]], None]) -> None:
    """Let the player choose what to do and `run` it, or print the help where nobody can choose."""
    if not is_on_terminal() or os.environ.get("TERM") == "dumb":
        print(context.get_help())
        return
    choice = choose_entry(_entries(invoked(context).games), version=__version__)
    if choice.by == "interrupt":
        raise typer.Exit(INTERRUPTED)
    if choice.entry is not None:
        run(choice.entry.name.split())


def _entries(games: Table) -> list[Entry]:
    """Return what there is to do, with what was left open first and what each game offers today."""
    modules = (game.offer for game in games.values() if game.offer)
    with history_there_is() as history:
        offers = [import_module(module).offer(history, date.today()) for module in modules]
        left_open = history is not None and bool(unfinished(history, "", limit=1))
    resume = [Entry("resume", _("Resume"), _("where you left off"))] if left_open else []
    more = [
        Entry("stats", _("Statistics"), _("are you getting better?")),
        Entry("pack list", _("Packs"), _("what is installed")),
        Entry(KEYS, _("Keys"), _("how to answer")),
    ]
    return [*resume, *offers, *more]


@contextmanager
def history_there_is() -> Iterator[History | None]:
    """Open the history for a look; None where there is none yet."""
    curtain.rest_on_history(str(paths.history()))
    if not paths.history().exists():
        yield None
        return
    with open_history(paths.history(), lambda _sentence: None) as history:
        yield history
