"""The games by their names: how a command reaches one without importing it. Only `app` knows which there are."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import typer

QUIZ, EXAM, DUEL, RACE, PRACTICE, WARM_UP = "quiz", "exam", "duel", "race", "practice", "warmup"


class GameModules(NamedTuple):
    """Where a game's parts are: `wiring` has what commands call, among it `go_on` for `resume`; `offer` its line of the start screen."""

    wiring: str
    offer: str = ""


Table = Mapping[str, GameModules]


def wiring_of(context: typer.Context, game: str) -> Any:
    """Import and return the module that runs a game."""
    table: Table = context.obj
    return import_module(table[game].wiring)
