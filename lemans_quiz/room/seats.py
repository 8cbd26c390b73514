"""The seats of a room: who answers, and how. Pure values; sockets, tokens and cards belong to those who read them.

A seat is a pupil, two pupils at one device, or a team. It answers by phone, by a printed card or by the teacher's keys, and may
change how in the middle of a game: answers belong to seats.
"""

from __future__ import annotations

from typing import NamedTuple

PHONE, CARD, KEY = "phone", "card", "key"
WAYS = (PHONE, CARD, KEY)
"""How a seat answers."""

PACES = (1.0, 1.5, 2.0)
"""By how much a seat's time is longer; nobody else sees it."""

MOST_SEATS = 200
"""So many seats a room has, if nothing else is said."""


class Seat(NamedTuple):
    """Who answers: a number from 1, which a card or the register has, too, and a name that was accepted (names.py).

    `pace` multiplies the time of the seat; `people` is how many sit at it. One that `is_out` was sent away: its number is
    not given again, and what it answered stays in the journal.
    """

    number: int
    name: str
    way: str = PHONE
    pace: float = 1.0
    people: int = 1
    is_out: bool = False


def next_number(seats: tuple[Seat, ...]) -> int:
    """Return the number of the next seat; one that was given once is never given again."""
    return max((seat.number for seat in seats), default=0) + 1


def seat_of(seats: tuple[Seat, ...], number: int) -> Seat | None:
    """Return the seat with a number, None where there is none."""
    return next((seat for seat in seats if seat.number == number), None)


def changed(seats: tuple[Seat, ...], seat: Seat) -> tuple[Seat, ...]:
    """Put a seat in the place of the one with its number, or at the end."""
    if seat_of(seats, seat.number) is None:
        return (*seats, seat)
    return tuple(seat if one.number == seat.number else one for one in seats)
