"""The desk: threads, tokens, who is there, and an answer that is kept before it is acknowledged."""

from __future__ import annotations

import threading
from collections.abc import Callable

from lemans_quiz.core.responses import Chosen, Typed
from lemans_quiz.games.host.commands import Answer, Command, Forward, Kick, Pause
from lemans_quiz.games.host.desk import Admitted, Desk, Refused, awake
from lemans_quiz.games.host.rules import CLOSED, OPEN, OWN, READING, Ballot
from tests.games.host.lessons import script


class Clock:
    """A clock that is told the time."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def open_desk(clock: Callable[[], float], **rules: object) -> tuple[Desk, Admitted]:
    """Return a desk with an open question, and the first of two devices that are there."""
    desk = Desk(script(**rules), clock=clock)
    first, second = desk.join(name="Ann"), desk.join(name="Ben")
    assert isinstance(first, Admitted)
    assert isinstance(second, Admitted)
    desk.connect(first.seat)
    desk.connect(second.seat)
    desk.do(Forward(desk.at))
    desk.do(Forward(desk.at))
    return desk, first


def test_an_answer_is_kept_before_it_is_acknowledged() -> None:
    kept: list[Command] = []
    desk = Desk(script(), append=kept.append, clock=Clock())
    desk.join()
    desk.do(Forward(desk.at))
    desk.do(Forward(desk.at))
    assert desk.answer(0, 0, 1, Chosen(2)) == Ballot(1, Chosen(2), 0.0)
    assert isinstance(kept[-1], Answer)


def test_an_answer_told_again_is_kept_once_and_answered_with_what_stands() -> None:
    kept: list[Command] = []
    desk = Desk(script(), append=kept.append, clock=Clock())
    desk.join()
    desk.do(Forward(desk.at))
    desk.do(Forward(desk.at))
    desk.answer(0, 0, 2, Chosen(2))
    length = len(kept)
    assert desk.answer(0, 0, 2, Chosen(2)) == desk.answer(0, 0, 1, Chosen(1)) == Ballot(2, Chosen(2), 0.0)
    assert len(kept) == length
    assert desk.answer(0, 0, 3, Typed("Audi")) == Refused("unreadable")


def test_a_seat_that_says_nothing_in_time_has_nothing() -> None:
    clock = Clock()
    desk, first = open_desk(clock)
    clock.now += 40.0
    desk.tick()
    assert desk.snapshot.state.phase == CLOSED
    clock.now += 5.0
    assert desk.answer(first.seat, 0, 1, Chosen(1)) == Refused("closed")


def test_an_answer_counts_by_when_it_came_in() -> None:
    clock = Clock()
    desk, first = open_desk(clock)
    arrived = desk.at
    clock.now += 3.0
    stands = desk.answer(first.seat, 0, 1, Chosen(1), arrived=arrived)
    assert isinstance(stands, Ballot)
    assert stands.seconds == 0.0


def test_the_question_closes_when_all_who_are_there_have_answered_and_two_seconds_are_over() -> None:
    clock = Clock()
    desk, first = open_desk(clock)
    desk.answer(first.seat, 0, 1, Chosen(1))
    desk.tick()
    assert desk.snapshot.state.closes == 0
    desk.disconnect(1)
    desk.tick()
    clock.now += 2.0
    desk.tick()
    assert desk.snapshot.state.phase == CLOSED


def test_a_device_with_two_connections_is_there_until_both_are_gone() -> None:
    desk, first = open_desk(Clock())
    desk.connect(first.seat)
    desk.disconnect(first.seat)
    assert first.seat in desk.snapshot.present
    desk.disconnect(first.seat)
    assert first.seat not in desk.snapshot.present


def test_a_token_is_one_seats_until_it_is_thrown_out() -> None:
    desk, first = open_desk(Clock())
    assert desk.seat_of(first.token) == first.seat
    assert desk.seat_of("") is None
    assert desk.seat_of(first.token + "x") is None
    desk.do(Kick(desk.at, first.seat))
    assert desk.seat_of(first.token) is None


def test_a_seat_comes_back_by_its_number_when_the_teacher_says_so_and_only_while_it_is_gone() -> None:
    desk, first = open_desk(Clock())
    assert desk.ask_back(first.seat) == Refused("present")
    desk.disconnect(first.seat)
    asked = desk.ask_back(first.seat)
    assert isinstance(asked, Admitted)
    assert desk.ask_back(first.seat) == Refused("held")
    assert desk.snapshot.returning == (first.seat,)
    assert desk.is_held(asked.token)
    assert desk.seat_of(asked.token) is None
    desk.vouch(first.seat)
    assert desk.seat_of(asked.token) == first.seat
    assert desk.seat_of(first.token) is None


def test_a_device_that_the_teacher_does_not_know_gets_nothing() -> None:
    desk, first = open_desk(Clock())
    desk.disconnect(first.seat)
    asked = desk.ask_back(first.seat)
    assert isinstance(asked, Admitted)
    desk.vouch(first.seat, yes=False)
    assert desk.seat_of(asked.token) is None
    assert desk.seat_of(first.token) == first.seat


def test_the_clock_stands_still_in_a_pause() -> None:
    clock = Clock()
    desk, _first = open_desk(clock)
    clock.now += 3.0
    desk.do(Pause(desk.at))
    clock.now += 600.0
    assert desk.at == 3.0
    desk.do(Forward(desk.at))
    clock.now += 1.0
    assert desk.at == 4.0


def test_a_game_goes_on_paused_from_its_log_with_its_tokens() -> None:
    clock, kept = Clock(), list[Command]()
    desk = Desk(script(names=OWN), append=kept.append, clock=clock)
    admitted = desk.join(name="Ann")
    assert isinstance(admitted, Admitted)
    desk.do(Forward(desk.at))
    clock.now += 7.0
    desk.do(Forward(desk.at))
    desk.answer(0, 0, 1, Chosen(3))
    again = Desk(script(names=OWN), log=kept, clock=Clock())
    assert again.seat_of(admitted.token) == 0
    assert again.snapshot.state == desk.snapshot.state._replace(is_paused=True)
    assert again.at == 7.0


def test_reading_ends_by_the_clock() -> None:
    clock = Clock()
    desk = Desk(script(), clock=clock)
    desk.do(Forward(desk.at))
    assert desk.snapshot.state.phase == READING
    clock.now += 5.0
    desk.tick()
    assert desk.snapshot.state.phase == OPEN


def test_those_who_watch_are_told_of_every_change_and_of_nothing_else() -> None:
    versions: list[int] = []
    desk = Desk(script(), clock=Clock())
    desk.watch(lambda snapshot: versions.append(snapshot.version))
    desk.join()
    desk.answer(0, 0, 1, Chosen(1))
    desk.tick()
    desk.do(Forward(desk.at))
    assert versions == [1, 2]


def test_many_threads_that_answer_at_once_lose_no_answer() -> None:
    kept: list[Command] = []
    desk = Desk(script(), append=kept.append)
    for _ in range(40):
        desk.join()
    desk.do(Forward(desk.at))
    desk.do(Forward(desk.at))
    threads = [threading.Thread(target=desk.answer, args=(seat, 0, 1, Chosen(seat % 4))) for seat in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    question = desk.snapshot.state.question
    assert question is not None
    assert question.poll is not None
    assert {seat: ballot.response for seat, ballot in question.poll.ballots.items()} == {
        seat: Chosen(seat % 4) for seat in range(40)
    }
    assert sum(isinstance(command, Answer) for command in kept) == 40


def test_a_device_that_stands_for_a_team_has_its_name_and_the_next_one_another_team() -> None:
    desk = Desk(script(teams=("Blue", "Red"), devices="team"), clock=Clock())
    for _ in range(3):
        desk.join()
    seats = desk.snapshot.state.seats
    assert [(seat.name, seat.team) for seat in seats[:2]] == [("Blue", 0), ("Red", 1)]
    assert seats[2].name not in ("Blue", "Red")


def test_no_time_passes_while_the_laptop_sleeps() -> None:
    system = Clock()
    clock = awake(system, longest=1.0)
    told = []
    for step in (0.5, 0.5, 600.0, 0.5):
        system.now += step
        told.append(clock())
    assert told == [0.5, 1.0, 2.0, 2.5]


def test_no_question_closes_because_the_laptop_slept() -> None:
    system = Clock()
    desk, _ann = open_desk(awake(system), seconds=10.0)
    system.now += 3600.0
    desk.tick()
    assert desk.snapshot.state.phase == OPEN
