"""Runs any game: carries out commands, keeps their log and tells whoever records them. Shows nothing."""

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Generic, NamedTuple, Protocol, TypeVar

from lemans_quiz.core import game as quiz
from lemans_quiz.core.events import Command, Event, Halve, Hint, Rejected
from lemans_quiz.core.game import Game, Rules
from lemans_quiz.core.seeds import parse_seed
from lemans_quiz.core.turns import Turn, halved, may_halve

S = TypeVar("S")
C = TypeVar("C")
E = TypeVar("E")
_C = TypeVar("_C", contravariant=True)
_E = TypeVar("_E", covariant=True)


class Machine(Protocol[S, _C, _E]):
    """The rules of a game: a module with a step and an end."""

    def step(self, state: S, command: _C, /) -> tuple[S, tuple[_E, ...]]:
        """Return the state after a command, and what happened."""

    def is_over(self, state: S, /) -> bool:
        """Tell whether nothing more can be done."""


Record = Callable[[S, C, tuple[E, ...]], None]
"""Called with the state after a command, the command and its events, before anything of it is shown."""


class Driver(Generic[S, C, E]):
    """A game being played. `log` holds the commands that had an effect: with the state at the beginning it replays the game."""

    def __init__(
        self, machine: Machine[S, C, E], state: S, *, record: Record[S, C, E] | None = None, log: Iterable[C] = ()
    ) -> None:
        """Begin at a state, or go on with a game whose commands so far are `log`; those are not recorded again."""
        self.machine = machine
        self.state = state
        self.log: list[C] = []
        self._record = record
        for command in log:
            self.state, _ = machine.step(self.state, command)
            self.log.append(command)

    @property
    def is_over(self) -> bool:
        """Tell whether the game has come to its end."""
        return self.machine.is_over(self.state)

    def do(self, command: C) -> tuple[E, ...]:
        """Carry out a command and record it, both or neither, and return what happened. What changes nothing is not recorded."""
        with unbroken():
            state, events = self.machine.step(self.state, command)
            if state is self.state or (events and isinstance(events[0], Rejected)):
                return events
            if self._record is not None:
                self._record(state, command, events)
            self.state = state
            self.log.append(command)
        return events


GameDriver = Driver[Game, Command, Event]


def game_driver(
    turns: tuple[Turn, ...],
    rules: Rules,
    *,
    record: Record[Game, Command, Event] | None = None,
    log: Iterable[Command] = (),
) -> GameDriver:
    """Return a driver of a game of questions one after another: quiz, practice, duel or race."""
    return Driver(quiz, quiz.begin(turns, rules)[0], record=record, log=log)


def help_command(turn: Turn, seed: str) -> Command:
    """Return what gives help with a question: its next hint or, for a choice that has none, 50:50 as the seed's word decides."""
    return Halve(halved(turn, parse_seed(seed).word)) if may_halve(turn) else Hint()


@contextmanager
def unbroken() -> Iterator[None]:
    """Let a Ctrl-C wait until the block is done. Signals reach the main thread only, so others need no care."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[tuple[int, FrameType | None]] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: waiting.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if waiting and callable(before):
            before(*waiting[0])


DONE, MISSED, ROUND = "done", "missed", "round"
"""What the player wants next: nothing, the missed questions again, another round."""

WISHES = (DONE, MISSED, ROUND)


class Ending(NamedTuple):
    """How play ended: `wish` is DONE, MISSED or ROUND; `by` is empty or one of keys.ENDINGS."""

    wish: str = DONE
    by: str = ""
