"""The desk: the one place that a game's state changes at, whoever changes it. Every thread may call it.

An answer is in the journal before it is acknowledged. Whoever shows something reads a snapshot, which never changes, outside the lock.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from lemans_quiz.core.events import Rejected
from lemans_quiz.core.responses import Response
from lemans_quiz.games.host import game
from lemans_quiz.games.host.commands import Answer, Command, Event, Join, Joined, Pause, Vouch
from lemans_quiz.games.host.rules import GENERATED, LOBBY, OPEN, OVER, PHONE, READING, TEAM, Ballot, Script
from lemans_quiz.games.host.state import HostGame, due
from lemans_quiz.room.names import generated

ASLEEP = 1.0
"""Seconds: a laptop whose clock is not read for longer has slept."""

_FLOOD = 1000
"""Seats that may ever be taken in a game, those that were thrown out among them."""


class Snapshot(NamedTuple):
    """A game as it stood. `present` are the seats that are connected; `returning` those that a device asks to have back.

    `at` is the game's time then, `version` counts the changes.
    """

    state: HostGame
    present: frozenset[int] = frozenset()
    returning: tuple[int, ...] = ()
    at: float = 0.0
    version: int = 0


class Admitted(NamedTuple):
    """A device has a seat: it proves itself by the `token`, which is told to nobody else and kept nowhere."""

    seat: int
    token: str


class Refused(NamedTuple):
    """It cannot be; `reason` is a word of commands.Rejected, or `held` where it waits for the teacher, or `present`."""

    reason: str


class _Base(NamedTuple):
    """What the game's time is told from: it was `at` when the clock said `since`, and `runs` or stands still. One value, read at once."""

    at: float
    since: float
    runs: bool


def awake(clock: Callable[[], float] = time.monotonic, longest: float = ASLEEP) -> Callable[[], float]:
    """Return a clock that stands still while the laptop sleeps: between two readings at most `longest` seconds pass.

    It has to be read more often than that, as the ticker of a room does; whatever the system's own clock makes of sleep, nobody's
    time to answer runs out meanwhile.
    """
    lock = threading.Lock()
    last = begun = clock()
    slept = 0.0

    def read() -> float:
        nonlocal last, slept
        with lock:
            now = clock()
            slept += max(0.0, now - last - longest)
            last = now
            return now - begun - slept

    return read


class Desk:
    """The game of one room. `clock` gives seconds that only grow; the game's own time stands still while it is paused."""

    def __init__(
        self,
        script: Script,
        *,
        append: Callable[[Command], None] = lambda command: None,
        log: Iterable[Command] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin, or go on with the game whose commands so far are `log`: then it is paused, so that nobody is hurried."""
        self._lock = threading.RLock()
        self._clock = clock
        self._append = append
        self._connections: Counter[int] = Counter()
        self._present: frozenset[int] = frozenset()
        self._returning: dict[int, str] = {}
        self._watchers: list[Callable[[Snapshot], None]] = []
        self._version = 0
        self._base = _Base(0.0, clock(), runs=True)
        self._state = game.begin(script)
        for command in log:
            self._state, _events = game.step(self._state, command)
            self._base = self._base._replace(at=max(self._base.at, command.at))
        self._seats = {seat.ticket: seat.number for seat in self._state.seats if seat.ticket}
        self._snapshot = Snapshot(self._state, at=self._base.at)
        if self._state.phase not in (LOBBY, OVER):
            self.do(Pause(self.at))

    @property
    def at(self) -> float:
        """The game's time now, to a thousandth."""
        base = self._base
        return round(base.at + (self._clock() - base.since if base.runs else 0.0), 3)

    @property
    def snapshot(self) -> Snapshot:
        """The game as it stands, at the time that it is now. Reading it waits for nobody."""
        return self._snapshot._replace(at=self.at)

    def watch(self, watcher: Callable[[Snapshot], None]) -> None:
        """Call `watcher` after every change, in the thread that made it; it must not wait for anything."""
        self._watchers.append(watcher)

    def do(self, command: Command) -> tuple[Event, ...]:
        """Carry out a command, keep it, and tell those who watch; what changes nothing is not kept."""
        with self._lock:
            events = self._step(command)
        self._tell()
        return events

    def _step(self, command: Command) -> tuple[Event, ...]:
        at = self.at
        state, events = game.step(self._state, command)
        if state is self._state or isinstance(events[0], Rejected):
            return events
        self._append(command)
        self._base = _Base(at, self._clock(), runs=not state.is_paused)
        self._state = state
        self._changed()
        return events

    def _changed(self) -> None:
        self._version += 1
        self._snapshot = Snapshot(self._state, self._present, tuple(self._returning), self.at, self._version)

    def _tell(self) -> None:
        snapshot = self._snapshot
        for watcher in self._watchers:
            watcher(snapshot)

    def answer(
        self, seat: int, poll: int, nth: int, response: Response, *, arrived: float | None = None
    ) -> Ballot | Refused:
        """Take an answer and return what stands, once it is kept. `arrived` is the game's time (`at`) when it came in.

        The same or an older answer changes nothing and is answered with what stands. `Refused` where nothing does.
        """
        with self._lock:
            events = self._step(Answer(self.at if arrived is None else arrived, seat, poll, nth, response))
            stands = self._ballot(seat, poll)
        rejected = next((event for event in events if isinstance(event, Rejected)), None)
        if rejected is None:
            self._tell()
        if stands is None or (rejected is not None and rejected.reason in ("no-seat", "unreadable")):
            return Refused(rejected.reason if rejected else "closed")
        return stands

    def _ballot(self, seat: int, poll: int) -> Ballot | None:
        question = self._state.question
        polls = question.polls if question is not None else ()
        return next((one.ballots.get(seat) for one in polls if one.id == poll), None)

    def join(self, *, name: str = "", way: str = PHONE, pupils: int = 1, team: int = -1) -> Admitted | Refused:
        """Give a seat. Without a name, or where names are generated, it gets one of the program's."""
        token = secrets.token_urlsafe(16) if way == PHONE else ""
        with self._lock:
            if len(self._state.seats) >= _FLOOD:
                return Refused("full")
            if not name.strip() or (way == PHONE and self._state.script.rules.names == GENERATED):
                name, team = self._named(team)
            events = self._step(Join(self.at, name, way, pupils, team, ticket(token)))
            if not isinstance(events[0], Joined):
                return Refused(events[0].reason if isinstance(events[0], Rejected) else "not-now")
            if token:
                self._seats[ticket(token)] = events[0].seat
        self._tell()
        return Admitted(events[0].seat, token)

    def _named(self, team: int) -> tuple[str, int]:
        """Return a name that nobody has, and the team: where a device stands for a team, the next team's without one."""
        rules = self._state.script.rules
        taken = [seat for seat in self._state.seats if not seat.is_kicked]
        if rules.devices == TEAM:
            free = [place for place in range(len(rules.teams)) if all(seat.team != place for seat in taken)]
            if free and team in (-1, *free):
                place = team if team in free else free[0]
                return rules.teams[place], place
        heard = [*rules.teams, *(seat.name for seat in self._state.seats)]
        return generated(secrets.randbelow(1 << 30), heard), team

    def seat_of(self, token: str) -> int | None:
        """Return the seat that a token belongs to, None where it has none any more."""
        mine = ticket(token)
        number = self._seats.get(mine)
        if not mine or number is None or not hmac.compare_digest(self._state.seats[number].ticket, mine):
            return None
        return number

    def connect(self, seat: int) -> None:
        """Tell that a device of a seat is connected; each call is undone by one of `disconnect`."""
        self._connect(seat, 1)

    def disconnect(self, seat: int) -> None:
        """Tell that a device of a seat is connected no longer."""
        self._connect(seat, -1)

    def _connect(self, seat: int, change: int) -> None:
        with self._lock:
            self._connections[seat] = max(0, self._connections[seat] + change)
            self._present = frozenset(one for one, count in self._connections.items() if count > 0)
            self._changed()
        self._tell()

    def ask_back(self, seat: int) -> Admitted | Refused:
        """Let a device ask for a seat by its number: its token counts once the teacher has vouched for it.

        Only a seat that is not connected can be asked for, and by one device at a time.
        """
        with self._lock:
            if not 0 <= seat < len(self._state.seats) or self._state.seats[seat].is_kicked:
                return Refused("no-seat")
            if self._connections[seat] > 0:
                return Refused("present")
            if seat in self._returning:
                return Refused("held")
            token = secrets.token_urlsafe(16)
            self._returning[seat] = ticket(token)
            self._changed()
        self._tell()
        return Admitted(seat, token)

    def is_held(self, token: str) -> bool:
        """Tell whether a token waits for the teacher."""
        return ticket(token) in self._returning.values()

    def vouch(self, seat: int, *, yes: bool = True) -> None:
        """Let the device that asked for a seat have it, or not."""
        with self._lock:
            mine = self._returning.pop(seat, "")
            if mine and yes and self._connections[seat] <= 0:
                self._seats[mine] = seat
                self._step(Vouch(self.at, seat, mine))
            self._changed()
        self._tell()

    def tick(self) -> None:
        """Do what time demands; to be called a few times a second."""
        if self._state.phase not in (READING, OPEN):
            return
        with self._lock:
            command = due(self._state, self.at, self._snapshot.present)
        if command is not None:
            self.do(command)


def ticket(token: str) -> str:
    """Return what is kept of a token: nobody can make the token of it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest() if token else ""
