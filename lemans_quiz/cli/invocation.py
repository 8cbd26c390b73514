"""How the program was called: by whom, in which language, for which output; and the history of whoever plays."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NamedTuple

import typer

from lemans_quiz import curtain, paths
from lemans_quiz.cli.error_reporting import tell
from lemans_quiz.cli.game_table import Table
from lemans_quiz.errors import FAILED
from lemans_quiz.storage.history import History
from lemans_quiz.storage.opening import open_history

SCREEN, LINES, JSON = "screen", "lines", "json"


class Invocation(NamedTuple):
    """How the program was called. `language` is that of the questions; `player` is empty for whoever it is; `games` is `app`'s table."""

    language: str = "en"
    player: str = ""
    games: Table = {}  # noqa: RUF012 - never changed
    plain: bool = False
    json: bool = False

    def front(self) -> str:
        """Return SCREEN, LINES or JSON: what is asked for, and what the streams can do."""
        if self.json:
            return JSON
        if self.plain or os.environ.get("ACCESSIBLE", "0") not in {"", "0"} or os.environ.get("TERM") == "dumb":
            return LINES
        return SCREEN if is_on_terminal() else LINES

    def may_retry(self) -> bool:
        """Tell whether a near miss may be tried again: from a pipe each line belongs to one question."""
        return self.front() != JSON and (curtain.is_rehearsed() or sys.stdin.isatty())

    def wiring_of(self, game: str) -> Any:
        """Import and return the module that runs a game."""
        return import_module(self.games[game].wiring)


def is_on_terminal() -> bool:
    """Tell whether a screen can be shown: on a terminal, or where only its first page is to be found out."""
    return curtain.is_rehearsed() or (sys.stdin.isatty() and sys.stdout.isatty())


def invoked(context: typer.Context, *, plain: bool = False, json: bool = False) -> Invocation:
    """Return how the program was called, with what a command was asked to write."""
    invocation: Invocation = context.obj
    return invocation._replace(plain=plain, json=json)


@contextmanager
def history_to_show() -> Iterator[History]:
    """Open the history for a command that does nothing but tell of it; leaves with FAILED where it cannot be read, then or later."""
    with history_of_the_player() as history:
        if not history.is_lost:
            yield history
        if history.is_lost:
            sys.exit(FAILED)


def history_of_the_player() -> History:
    """Open the history; a lost one after one warning where that is impossible."""
    curtain.rest_on_history(str(paths.history()))
    return open_history(paths.history(), tell)
