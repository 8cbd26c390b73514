"""What a long history costs: the start of play, statistics, and what practice picks."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks.startup import first_question, in_turns
from benchmarks.terminal import surroundings
from lemans_quiz import paths
from lemans_quiz.cli.selecting import choose, files_for
from lemans_quiz.core.draw import Filter
from lemans_quiz.core.events import Answer, Next, Skip
from lemans_quiz.core.game import Rules, begin, step
from lemans_quiz.core.items import Item
from lemans_quiz.core.seeds import below
from lemans_quiz.core.turns import Turn, deal
from lemans_quiz.core.typed import key_text, read_line
from lemans_quiz.games.practice.command import _exercise
from lemans_quiz.packs.bank import Bank, draw_from
from lemans_quiz.storage.history import History
from lemans_quiz.storage.opening import open_history
from lemans_quiz.storage.practice import catch_up
from lemans_quiz.storage.recording import Recorder
from lemans_quiz.storage.records import PLAY, Opening

T = TypeVar("T")

ATTEMPTS = 200_000
QUESTIONS = 20
DAYS = 700
ROUNDS = 9


class AtOnce(History):
    """A history in which a transaction is open already, so that 200,000 attempts need one visit to the disk."""

    def write(self, change: Callable[..., T]) -> T | None:
        return change(self._connection)


def fill(path: Path, items: list[Item], attempts: int, *, days: int = DAYS, until: float = 0.0) -> None:
    """Play so many attempts over the last days, about two of three of them right, and keep them as play does."""
    history = open_history(path, print)
    connection = history._connection
    assert connection is not None
    connection.execute("BEGIN")
    end = until or time.time()
    games = max(1, attempts // QUESTIONS)
    for number in range(games):
        chosen = [items[below(len(items), "item", number, place)] for place in range(QUESTIONS)]
        _play(AtOnce(connection, path, print), chosen, end - (games - number) * days * 86_400 / games, number)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    history.close()


def _play(history: History, items: list[Item], at: float, number: int) -> None:
    turns = deal(items, f"game {number}")
    opening = Opening(PLAY, "", at, turns, Rules(), f"game {number}")
    recorder = Recorder(history, opening)
    game, _ = begin(turns, opening.rules)
    for place, turn in enumerate(turns):
        for command in (_answered(turn, number, place), Next()):
            game, events = step(game, command)
            at += 7.0
            recorder.keep(command, game, events, at)


def _answered(turn: Turn, number: int, place: int) -> Answer | Skip:
    """Answer right in two of three cases, with a bias by item, else skip."""
    hard = below(60, "hard", turn.item.pack, turn.item.id)
    if below(100, "right", number, place) < hard:
        return Skip(5.0)
    return Answer(read_line(turn, key_text(turn.item, "en"), "en"), 2.0 + below(20, "time", number, place))


def shipped_items() -> list[Item]:
    """Return the questions that come with the program."""

    def all_of(bank: Bank) -> list[Item]:
        packs = choose(bank, ())
        return [drawn.item() for drawn in bank.draw(packs, Filter(), 2000, "history")]

    return draw_from(paths.bank(), files_for(()), all_of)


@contextmanager
def home_of(folder: str) -> Iterator[None]:
    """Let this process use a home as a player's programs do."""
    before = dict(os.environ)
    os.environ.update(HOME=folder, XDG_DATA_HOME="", XDG_CACHE_HOME="", LEMANS_QUIZ_HOME="")
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def figures() -> Iterator[tuple[str, float, float, str]]:
    """Yield name, value, limit and unit of each promise."""
    with tempfile.TemporaryDirectory() as none, tempfile.TemporaryDirectory() as long:
        with home_of(long):
            fill(paths.history(), shipped_items(), ATTEMPTS)
            with open_history(paths.history(), print) as history:
                catch_up(history, "")
        new, old = in_turns(partial(first_question, none), partial(first_question, long))
        yield f"First question with {ATTEMPTS:,} attempts in the history, against none", old / new, 1.1, "times"
        yield "`stats --json` over them", _stats_seconds(long), 1.0, "s"
        yield "What `practice` picks of them", _picking_milliseconds(long), 100.0, "ms"


def _stats_seconds(home: str) -> float:
    command = [sys.executable, "-m", "lemans_quiz", "stats", "--json"]
    environment = {**surroundings(), "HOME": home, "XDG_DATA_HOME": "", "XDG_CACHE_HOME": "", "LEMANS_QUIZ_HOME": ""}
    return _median(lambda: subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL))


def _picking_milliseconds(home: str) -> float:
    """Return the milliseconds to open the history and the bank and to pick ten new questions and what is due."""

    def pick() -> None:
        with open_history(paths.history(), print) as history:
            catch_up(history, "")
            draw_from(paths.bank(), files_for(()), lambda bank: _exercise(bank, choose(bank, ()), history, 10))

    with home_of(home):
        return _median(pick) * 1000


def _median(measured: Callable[[], object]) -> float:
    measured()
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        measured()
        times.append(time.perf_counter() - started)
    return statistics.median(times)
