"""Who is connected: thousands that say nothing never keep out a pupil, and the laptop itself is never kept out.

A connection is a guest until it has shown that it belongs to a seat. Guests are bounded, in all and of one address, and where there
are too many the one goes that was silent longest, of the address that has most: so whoever comes is let in, and a flood drives out
itself. A whole class may stand behind one address (a proxy, a school's gateway), therefore the bound of one is half of all.
Lives in the server's thread.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Protocol

MOST_GUESTS = 1024
"""Guests in all: two hundred phones open a handful each while they load the page."""
MOST_OF_A_SEAT = 8
"""Connections that a seat may have beyond those of guests; the one it had longest is a guest again."""
SILENT = 30.0
"""Seconds after which a guest is let go that says nothing, and to whom nothing is being answered."""
_OWN = ("127.0.0.1", "::1")
"""The laptop's own: the projector's page, and the teacher who tries it."""


class Connection(Protocol):
    """What is open. It counts by identity."""

    is_answered: bool
    """Whether an answer to it is being made."""

    def drop(self) -> None:
        """Close at once, without a word."""


def bound_of_guests(files: int) -> int:
    """Return how many guests there may be where so many files can be open."""
    return max(2, min(MOST_GUESTS, files // 4))


class Connections:
    """All connections of a room but the laptop's own: guests by their addresses, the silent ones first, and those of seats."""

    def __init__(self, most: int = MOST_GUESTS) -> None:
        self._most, self._most_of_one = most, max(1, most // 2)
        self._place: dict[Connection, str] = {}
        self._guests: dict[str, OrderedDict[Connection, float]] = {}
        self._seated: dict[Hashable, OrderedDict[Connection, None]] = {}
        self._seat: dict[Connection, Hashable] = {}

    @property
    def guests(self) -> int:
        """How many have no seat."""
        return len(self._place) - len(self._seat)

    def opened(self, connection: Connection, address: str, at: float) -> None:
        """Count a new one as a guest; where there are too many now, one is dropped, and never this one."""
        if address in _OWN:
            return
        self._place[connection] = address
        self._welcome(connection, at)

    def heard(self, connection: Connection, at: float) -> None:
        """Tell that something came from one."""
        mine = self._guests.get(self._place.get(connection, ""))
        if mine is not None and connection in mine:
            mine[connection] = at
            mine.move_to_end(connection)

    def seated(self, connection: Connection, seat: Hashable, at: float) -> None:
        """Tell that one has shown that it belongs to a seat: it is no guest any more."""
        if connection not in self._place or self._seat.get(connection) == seat:
            return
        self._forget_guest(connection)
        if connection in self._seat:
            self._leave_seat(connection)
        self._seat[connection] = seat
        mine = self._seated.setdefault(seat, OrderedDict())
        mine[connection] = None
        if len(mine) > MOST_OF_A_SEAT:
            oldest = next(iter(mine))
            self._leave_seat(oldest)
            self._welcome(oldest, at)

    def closed(self, connection: Connection) -> None:
        """Count one no longer."""
        if connection in self._seat:
            self._leave_seat(connection)
        self._forget_guest(connection)
        self._place.pop(connection, None)

    def sweep(self, at: float) -> None:
        """Drop the guests that have been silent too long."""
        silent = [
            connection
            for guests in self._guests.values()
            for connection, last in guests.items()
            if at - last >= SILENT and not connection.is_answered
        ]
        for connection in silent:
            self._drop(connection)

    def _welcome(self, connection: Connection, at: float) -> None:
        """Make one the newest guest of its address, and let another go where there are too many."""
        address = self._place[connection]
        mine = self._guests.setdefault(address, OrderedDict())
        mine[connection] = at
        if len(mine) > self._most_of_one:
            self._drop_oldest(address)
        elif self.guests > self._most:
            self._drop_oldest(max(self._guests, key=lambda one: len(self._guests[one])))

    def _drop_oldest(self, address: str) -> None:
        self._drop(next(iter(self._guests[address])))

    def _drop(self, connection: Connection) -> None:
        self.closed(connection)
        connection.drop()

    def _forget_guest(self, connection: Connection) -> None:
        address = self._place.get(connection, "")
        mine = self._guests.get(address)
        if mine is not None:
            mine.pop(connection, None)
            if not mine:
                del self._guests[address]

    def _leave_seat(self, connection: Connection) -> None:
        seat = self._seat.pop(connection)
        self._seated[seat].pop(connection)
        if not self._seated[seat]:
            del self._seated[seat]
