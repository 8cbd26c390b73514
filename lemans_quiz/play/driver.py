"""Runs a game: carries out commands, keeps their log and tells whoever records them. Shows nothing."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NamedTuple

from lemans_quiz.core.events import Asked, Command, Event, Finished, Hinted, Rejected
from lemans_quiz.core.game import Asking, Ended, Game, Rules, begin, step
from lemans_quiz.core.turns import Turn

Record = Callable[[Game, Command, tuple[Event, ...]], None]
"""Called with the game after a command, the command and its events, before anything of it is shown."""


class Driver:
    """A game being played. `log` holds the commands that had an effect: with turns and rules it replays the game."""

    def __init__(
        self, turns: tuple[Turn, ...], rules: Rules, *, record: Record | None = None, log: Iterable[Command] = ()
    ) -> None:
        """Begin a game, or go on with one whose commands so far are `log`; those are not recorded again."""
        self.game, _ = begin(turns, rules)
        self.log: list[Command] = []
        self._record = record
        for command in log:
            self.game, _ = step(self.game, command)
            self.log.append(command)

    def opening(self) -> tuple[Event, ...]:
        """Return the events that show where the game stands: nothing while feedback is on show."""
        game = self.game
        match game.phase:
            case Asking(hints=hints):
                number, item = game.position + 1, game.turn.item
                asked = Asked(number, len(game.turns), game.turn, game.limit(item))
                return (asked, *(Hinted(number, which + 1, item.hints[which]) for which in range(hints)))
            case Ended(complete=complete):
                return (Finished(complete),)
            case _:
                return ()

    def do(self, command: Command) -> tuple[Event, ...]:
        """Carry out a command and record it, both or neither, and return what happened."""
        with unbroken():
            game, events = step(self.game, command)
            if events and isinstance(events[0], Rejected):
                return events
            if self._record is not None:
                self._record(game, command, events)
            self.game = game
            self.log.append(command)
        return events


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
