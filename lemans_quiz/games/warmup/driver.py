"""Runs a warm-up: its clock, its commands, and telling whoever keeps them. Shows nothing and reads no key."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from lemans_quiz.games.warmup.commands import Command, Event, Pause
from lemans_quiz.games.warmup.game import Warmup, begin, replay, step
from lemans_quiz.games.warmup.rules import SIGHT, Script

Keep = Callable[[Command, Warmup], None]
"""Called with a command that had an effect and the state it led to, before anything of it is shown."""


class Clock:
    """Seconds of the warm-up; it stands still while it is stopped."""

    def __init__(self, at: float = 0.0) -> None:
        self._at = at
        self._since: float | None = None

    def now(self) -> float:
        """Return the time to a thousandth."""
        running = time.monotonic() - self._since if self._since is not None else 0.0
        return round(self._at + running, 3)

    def stop(self) -> None:
        """Stand still."""
        self._at, self._since = self.now(), None

    def go(self) -> None:
        """Run on."""
        if self._since is None:
            self._since = time.monotonic()


class Host:
    """A warm-up being played. One that goes on from a log begins paused, so that nobody is hurried."""

    def __init__(self, script: Script, keep: Keep | None = None, log: Iterable[Command] = ()) -> None:
        commands = tuple(log)
        self._keep = keep
        self.state = replay(script, commands) if commands else begin(script)
        self.clock = Clock(max((command.at for command in commands), default=0.0))
        if self.state.phase != SIGHT and not self.state.is_paused:
            self.do(Pause(self.clock.now()))
        if not self.state.is_paused:
            self.clock.go()

    def do(self, command: Command) -> tuple[Event, ...]:
        """Carry out a command; what changes nothing is not kept."""
        state, events = step(self.state, command)
        if state is not self.state:
            self.state = state
            if self._keep is not None:
                self._keep(command, state)
        if self.state.is_paused:
            self.clock.stop()
        else:
            self.clock.go()
        return events

    @property
    def at(self) -> float:
        """The warm-up's time."""
        return self.clock.now()
