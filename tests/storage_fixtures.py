"""A history in an empty folder, items to ask, and a game being played and kept."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from lemans_quiz.core.events import Command
from lemans_quiz.core.game import Game, Rules, begin, step
from lemans_quiz.core.items import Choice, Item, Option, Text
from lemans_quiz.core.messages import Message
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import deal
from lemans_quiz.storage.history import History
from lemans_quiz.storage.opening import open_history
from lemans_quiz.storage.recording import Recorder
from lemans_quiz.storage.records import PLAY, Opening

NOON = 1_434_283_200.0
"""14 June 2015, 12:00 UTC: the race is in its last hours."""


def _choice(number: int, *, pack: str = "race", key: int = 0, stem: str = "Who won?") -> Item:
    options = tuple(Option(plain(text)) for text in ("Porsche", "Audi", "Toyota", "Nissan"))
    return Item(pack, f"item-{number}", plain(f"{stem} {number}"), Choice(options, key), level=2, tags=("teams",))


def _typed(number: int) -> Item:
    return Item(
        "race", f"item-{number}", plain(f"Who drove {number}?"), Text(plain("Hülkenberg")), hints=(plain("Nico"),)
    )


class Table:
    """A game being played, with its recorder."""

    def __init__(self, history: History, opening: Opening, *, now: float = NOON) -> None:
        self.game: Game = begin(opening.turns, opening.rules)[0]
        self.recorder = Recorder(history, opening)
        self.now = now

    def play(self, *commands: Command) -> Game:
        for command in commands:
            self.now += 1
            self.game, events = step(self.game, command)
            self.recorder.keep(command, self.game, events, self.now)
        return self.game


def _opening_of(items: Iterable[Item], *, player: str = "", started: float = NOON, kind: str = PLAY) -> Opening:
    return Opening(kind, "race", started, deal(tuple(items), "word"), Rules(), "word", (player,))


@pytest.fixture
def told() -> list[Message]:
    return []


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite3"


@pytest.fixture
def history(path: Path, told: list[Message]) -> Iterator[History]:
    with open_history(path, told.append) as opened:
        yield opened
    assert told == []


@pytest.fixture
def sit_down(history: History) -> Callable[..., Table]:
    def sit(*items: Item, **given: object) -> Table:
        opening = _opening_of(items or [_choice(n) for n in range(3)], **given)  # type: ignore[arg-type]
        return Table(history, opening, now=opening.started)

    return sit


@pytest.fixture
def choice() -> Callable[..., Item]:
    return _choice


@pytest.fixture
def typed() -> Callable[[int], Item]:
    return _typed


@pytest.fixture
def opening_of() -> Callable[..., Opening]:
    return _opening_of
