"""`lemans-quiz` alone: the start screen on a terminal, the help elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import typer

from lemans_quiz import __version__
from lemans_quiz.errors import INTERRUPTED
from lemans_quiz.i18n import _
from lemans_quiz.play.start import KEYS, Entry, choose_entry


def start(context: typer.Context, run: Callable[[list[str]], None]) -> None:
    """Let the player choose what to do and `run` it, or print the help where nobody can choose."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        print(context.get_help())
        return
    choice = choose_entry(_entries(), version=__version__)
    if choice.by == "interrupt":
        raise typer.Exit(INTERRUPTED)
    if choice.entry is not None:
        run(choice.entry.name.split())


def _entries() -> list[Entry]:
    """Return what there is to do, with what was left open first."""
    entries = [
        Entry("play", _("Play"), _("ten questions about Le Mans")),
        Entry("race --sprint", _("Race"), _("six questions, six hours, against every winner")),
        Entry("practice", _("Practice"), _("what is due today, and something new")),
        Entry("warmup", _("Warm-up"), _("for a class and a projector")),
        Entry("stats", _("Statistics"), _("are you getting better?")),
        Entry("pack list", _("Packs"), _("what is installed")),
        Entry(KEYS, _("Keys"), _("how to answer")),
    ]
    return [*_left_open(), *entries]


def _left_open() -> list[Entry]:
    from lemans_quiz import paths
    from lemans_quiz.storage.opening import open_history
    from lemans_quiz.storage.sessions import unfinished

    if not paths.history().exists():
        return []
    with open_history(paths.history(), lambda _sentence: None) as history:
        return [Entry("resume", _("Resume"), _("where you left off"))] if unfinished(history, "", limit=1) else []
