"""What the history keeps and gives back, as values. Times are seconds since 1970 (time.time()), of days nothing is known here."""

from typing import NamedTuple

from lemans_quiz.core.events import Command
from lemans_quiz.core.game import Rules
from lemans_quiz.core.turns import Turn

PLAY, PRACTICE, EXAM, RACE, WARM_UP = "play", "practice", "exam", "race", "warm-up"
AGAIN = "again"
"""What was missed in another game, asked once more."""
TIE_BREAK = "tie-break"
"""The one question that decided a game of several players; it is not gone on with."""


class Opening(NamedTuple):
    """What a session starts with. `turns[n].player` counts in `players`, who each have a history of their own.

    `kind` is PLAY, PRACTICE, … or any other word; `title` says what is played (packs and filters) and is compared as it is:
    two sessions of one kind, title and length are the same game played again. `files` are those of packs that were named by
    a path, by the packs' ids.
    """

    kind: str
    title: str
    started: float
    turns: tuple[Turn, ...]
    rules: Rules = Rules()
    seed: str = ""
    players: tuple[str, ...] = ("",)
    language: str = "en"
    files: tuple[tuple[str, str], ...] = ()


class Saved(NamedTuple):
    """A session as it was kept: with its questions as they were then, whatever became of their packs."""

    session: int
    opening: Opening
    commands: tuple[Command, ...]
    summary: str


class Session(NamedTuple):
    """One session in a list. `length` questions, `answered` of them, `right` fully right; `touched` is its last moment.

    `over` says that it came to an end or was left, and not killed. `summary` is what its recorder was last given, or empty.
    `scoring` is the rule its points are counted by.
    """

    id: int
    kind: str
    title: str
    players: tuple[str, ...]
    started: float
    touched: float
    seed: str
    language: str
    length: int
    over: bool
    summary: str
    answered: int
    right: int
    score: float
    seconds: float
    scoring: str = ""

    @property
    def is_complete(self) -> bool:
        """Tell whether every question was answered."""
        return self.answered >= self.length


class Kept(NamedTuple):
    """One attempt, for a list or an export. `response` is JSON, as core/codec.py writes it, or `null`."""

    id: int
    session: int
    turn: int
    at: float
    player: str
    pack: str
    item: str
    kind: str
    level: int
    tags: tuple[str, ...]
    mark: float
    reason: str
    seconds: float
    hints: int
    gained: float
    fingerprint: int
    key_fingerprint: int
    response: str
