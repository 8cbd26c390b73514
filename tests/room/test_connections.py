"""Which connection has to go where there are too many: never a seat's, never the laptop's own, never the newest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lemans_quiz.room.connections import MOST_OF_A_SEAT, SILENT, Connections, bound_of_guests


class Fake:
    """A connection that remembers whether it was dropped."""

    def __init__(self) -> None:
        self.is_answered = False
        self.is_dropped = False

    def drop(self) -> None:
        self.is_dropped = True


def opened(connections: Connections, *addresses: str, at: float = 0.0) -> list[Fake]:
    made = [Fake() for _address in addresses]
    for one, address in zip(made, addresses, strict=True):
        connections.opened(one, address, at)
    return made


def dropped(made: list[Fake]) -> list[int]:
    return [place for place, one in enumerate(made) if one.is_dropped]


def test_a_flood_of_one_address_drives_out_itself_alone() -> None:
    connections = Connections(most=10)
    pupils = opened(connections, "10.0.0.1", "10.0.0.2", "10.0.0.3")
    flood = opened(connections, *["10.0.0.66"] * 100)
    assert dropped(pupils) == []
    assert dropped(flood) == list(range(95))
    assert connections.guests == 8


def test_a_flood_of_many_addresses_is_bounded_in_all_and_the_newest_is_let_in() -> None:
    connections = Connections(most=10)
    flood = opened(connections, *(f"10.0.{number // 200}.{number % 200}" for number in range(1000)))
    assert connections.guests == 10
    assert dropped(flood) == list(range(990))


def test_where_there_are_too_many_the_address_goes_first_that_has_most() -> None:
    connections = Connections(most=10)
    flood = opened(connections, *["10.0.0.66"] * 5)
    opened(connections, *(f"10.0.1.{number}" for number in range(6)))
    assert dropped(flood) == [0]


def test_who_says_something_is_driven_out_last() -> None:
    connections = Connections(most=4)
    first, second = opened(connections, "10.0.0.1", "10.0.0.1")
    connections.heard(first, 1.0)
    opened(connections, "10.0.0.1")
    assert (first.is_dropped, second.is_dropped) == (False, True)


def test_the_laptops_own_are_never_counted() -> None:
    connections = Connections(most=2)
    assert dropped(opened(connections, *["127.0.0.1", "::1"] * 50)) == []
    connections.sweep(SILENT * 2)
    assert connections.guests == 0


def test_a_seat_is_never_dropped_and_never_swept() -> None:
    connections = Connections(most=2)
    (seated,) = opened(connections, "10.0.0.1")
    connections.seated(seated, 0, 0.0)
    opened(connections, *["10.0.0.1"] * 50)
    connections.sweep(SILENT * 2)
    assert not seated.is_dropped


def test_a_seat_has_a_handful_and_the_rest_are_guests_again() -> None:
    connections = Connections(most=4)
    mine: list[Fake] = []
    for _ in range(MOST_OF_A_SEAT + 20):
        (one,) = opened(connections, "10.0.0.1")
        connections.seated(one, 7, 0.0)
        mine.append(one)
    assert connections.guests <= 2
    assert [one.is_dropped for one in mine[-MOST_OF_A_SEAT:]] == [False] * MOST_OF_A_SEAT


def test_guests_that_are_silent_are_let_go_but_not_while_they_are_answered() -> None:
    connections = Connections()
    silent, waiting, talking = opened(connections, *["10.0.0.1"] * 3)
    waiting.is_answered = True
    connections.heard(talking, 1.0)
    connections.sweep(SILENT)
    assert (silent.is_dropped, waiting.is_dropped, talking.is_dropped) == (True, False, False)
    assert connections.guests == 2


@pytest.mark.parametrize(("files", "most"), [(256, 64), (1024, 256), (8192, 1024), (0, 2)])
def test_guests_leave_most_files_to_seats(files: int, most: int) -> None:
    assert bound_of_guests(files) == most


WHO = st.integers(0, 30)


ACTS = st.sampled_from(("open", "open", "seat", "seat", "close", "hear", "sweep"))


@given(st.lists(st.tuples(ACTS, WHO, st.integers(0, 3)), max_size=120))
def test_whatever_comes_guests_are_bounded_and_nothing_is_left_of_those_that_closed(
    acts: list[tuple[str, int, int]],
) -> None:
    connections, made = Connections(most=6), [Fake()]
    for at, (act, who, where) in enumerate(acts):
        one = made[who % len(made)]
        match act:
            case "open":
                made += opened(connections, f"10.0.0.{where}", at=at)
            case "seat":
                connections.seated(one, where, at)
            case "close":
                connections.closed(one)
            case "hear":
                connections.heard(one, at)
            case _:
                connections.sweep(at + SILENT)
        assert 0 <= connections.guests <= 6
    for one in made:
        connections.closed(one)
    assert connections.guests == 0
