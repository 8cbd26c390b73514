"""Runs a warm-up: its clock, its commands, and telling whoever keeps them. Shows nothing and reads no key."""

from __future__ import annotations

import time
from collections.abc import Iterable

from lemans_quiz.games.warmup import game
from lemans_quiz.games.warmup.commands import Command, Event, Pause
from lemans_quiz.games.warmup.game import begin
from lemans_quiz.games.warmup.rules import SIGHT, Script
from lemans_quiz.games.warmup.state import Warmup
from lemans_quiz.play.driver import Driver, Record


class Clock:
    """Seconds of the warm-up; it stands still while it is stopped."""

    def __init__(self, at: float = 0.0) -> None:
        self._at = at
        self._since: float | None = None

    def now(self) -> float:
        """Return the time to a thousandth."""
        running = time.monotonic() - self._since if self._since is not None else 0.0
        return round(self._at + running, 3)

    @property
    def is_going(self) -> bool:
        """Tell whether time passes."""
        return self._since is not None

    def stop(self) -> None:
        """Stand still."""
        self._at, self._since = self.now(), None

    def go(self) -> None:
        """Run on."""
        if self._since is None:
            self._since = time.monotonic()


class WarmupDriver(Driver[Warmup, Command, Event]):
    """A warm-up being played, with its clock. One that goes on from a log begins paused, so that nobody is hurried."""

    def __init__(
        self, script: Script, *, record: Record[Warmup, Command, Event] | None = None, log: Iterable[Command] = ()
    ) -> None:
        super().__init__(game, begin(script), record=record, log=log)
        self.clock = Clock(max((command.at for command in self.log), default=0.0))
        if self.state.phase != SIGHT and not self.state.is_paused:
            self.do(Pause(self.clock.now()))
        if not self.state.is_paused:
            self.clock.go()

    def do(self, command: Command) -> tuple[Event, ...]:
        """Carry out a command and stop the clock or let it run."""
        events = super().do(command)
        if self.state.is_paused:
            self.clock.stop()
        else:
            self.clock.go()
        return events

    @property
    def at(self) -> float:
        """The warm-up's time."""
        return self.clock.now()
