"""The games by their names: how a command reaches one without importing it. Only `app` knows which there are."""

from collections.abc import Mapping
from typing import NamedTuple

QUIZ, EXAM, DUEL, RACE, PRACTICE, WARM_UP, HOST = "quiz", "exam", "duel", "race", "practice", "warmup", "host"


class GameModules(NamedTuple):
    """Where a game's parts are: `wiring` has what commands call, among it `go_on` for `resume`; `offer` its line of the start screen."""

    wiring: str
    offer: str = ""


Table = Mapping[str, GameModules]
