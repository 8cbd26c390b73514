"""Cards in a warm-up: who is in, whose team a card is, what cards said in a vote, and what share of a team was right. Pure.

A place is an option's on the screen, from 0; what cards said is kept by number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

Said = tuple[tuple[int, int], ...]
"""The number of a card and the place that it says, by number."""


class CardSeat(NamedTuple):
    """A card that is in, and its team, -1 without teams. One of the class that was not held up yet is not `is_seen`."""

    number: int
    team: int = -1
    is_seen: bool = True


Seats = tuple[CardSeat, ...]


class TeamCards(NamedTuple):
    """How many cards of a team were right, and how many it has."""

    team: int
    right: int
    all: int


def expected(count: int, teams: Sequence[int]) -> Seats:
    """Return the seats of the cards up to a number, before any is seen."""
    return tuple(CardSeat(number, _team(number, teams), is_seen=False) for number in range(1, count + 1))


def seated(seats: Seats, numbers: Iterable[int], teams: Sequence[int]) -> Seats:
    """Return the seats where these cards were seen: those that are new go to the teams that play in turn."""
    known = {seat.number: seat for seat in seats}
    seen = (known.get(number, CardSeat(number, _team(number, teams)))._replace(is_seen=True) for number in numbers)
    return tuple(sorted({**known, **{seat.number: seat for seat in seen}}.values()))


def _team(number: int, teams: Sequence[int]) -> int:
    return teams[(number - 1) % len(teams)] if teams else -1


def without(seats: Seats, number: int) -> Seats:
    """Return the seats without a card."""
    return tuple(seat for seat in seats if seat.number != number)


def taken(said: Said, shown: Mapping[int, int], places: int) -> Said:
    """Return what cards say now: the last place counts, and one beside no option says nothing."""
    return tuple(
        sorted({**dict(said), **{number: place for number, place in shown.items() if 0 <= place < places}}.items())
    )


def forgotten(said: Said, number: int) -> Said:
    """Return what the other cards said."""
    return tuple(one for one in said if one[0] != number)


def votes(said: Said, places: int) -> tuple[int, ...]:
    """Return how many cards said each place."""
    return tuple(sum(one == place for _number, one in said) for place in range(places))


def missing(seats: Seats, said: Said) -> tuple[int, ...]:
    """Return the numbers of the cards that have said nothing."""
    done = {number for number, _place in said}
    return tuple(seat.number for seat in seats if seat.number not in done)


def team_cards(seats: Seats, said: Said, right: Iterable[int], team: int) -> TeamCards:
    """Return how a team's cards did; one that said nothing was not right."""
    own, rights, answers = [seat.number for seat in seats if seat.team == team], {*right}, dict(said)
    return TeamCards(team, sum(answers.get(number) in rights for number in own), len(own))


def share(seats: Seats, said: Said, right: Iterable[int], team: int) -> float:
    """Return the share of a team's cards that were right, 0 to 1."""
    found = team_cards(seats, said, right, team)
    return found.right / found.all if found.all else 0.0
