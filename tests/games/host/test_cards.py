"""Cards in a room: they sit down when they are seen, answer by the letter that is up last, and close nothing by themselves."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from lemans_quiz.core.items import Choice, Item, Option, TrueFalse
from lemans_quiz.core.responses import Chosen, Said
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import Turn, deal
from lemans_quiz.games.host.card_seats import CardSeats, counted
from lemans_quiz.games.host.commands import Close, Forward, Kick, Lock, Rename
from lemans_quiz.games.host.desk import Desk
from lemans_quiz.games.host.rules import (
    CARD,
    CLOSED,
    KEYS,
    OPEN,
    REVEALED,
    HostRules,
    Script,
    card_response,
)
from lemans_quiz.games.host.scores import seat_standings
from lemans_quiz.room.cards import fits_a_card
from lemans_quiz.room.sightings import CardCount, Sighting
from tests.games.host.lessons import choice
from tests.sample_quiz import MATCH, MULTIPLE, NUMBER, ORDER, TEXT


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def room(*items: Item, **rules: object) -> tuple[Desk, CardSeats, Clock]:
    clock = Clock()
    asked = deal(items or tuple(choice(number) for number in range(3)), "word")
    desk = Desk(Script(asked, HostRules(**rules)), clock=clock)  # type: ignore[arg-type]
    return desk, CardSeats(desk), clock


def seen(**letters: str) -> list[Sighting]:
    return [Sighting(int(number[1:]), letter, 40.0) for number, letter in letters.items()]


def to(desk: Desk, phase: str) -> None:
    desk.do(Forward(desk.at))
    while desk.snapshot.state.phase != phase:
        desk.do(Forward(desk.at))


def key_letter(desk: Desk) -> str:
    question = desk.snapshot.state.question
    assert question is not None
    kind = question.turn.item.kind
    assert isinstance(kind, Choice)
    return "ABCD"[question.turn.arrangement.index(kind.key)]


def test_a_card_that_is_seen_in_the_lobby_is_in_and_answers_nothing() -> None:
    desk, cards, _clock = room()
    assert cards.take(seen(c7="B", c12="A")) == CardCount(True, [7, 12], is_lobby=True)
    assert [(seat.name, seat.way, seat.card) for seat in desk.snapshot.state.seats] == [
        ("7", CARD, 7),
        ("12", CARD, 12),
    ]
    assert cards.take(seen(c7="C")) == CardCount(True, [7, 12], is_lobby=True)


def test_the_letter_that_was_up_last_counts() -> None:
    desk, cards, _clock = room()
    cards.take(seen(c1="A", c2="A"))
    to(desk, OPEN)
    right = key_letter(desk)
    wrong = "ABCD".replace(right, "")[0]
    assert cards.take(seen(c1=wrong, c2=right)) == CardCount(True, [1, 2], [])
    cards.take(seen(c1=right))
    cards.take(seen(c2=wrong))
    to(desk, REVEALED)
    assert {row.seat + 1: row.points for row in seat_standings(desk.snapshot.state)} == {1: 1.0, 2: 0.0}


def test_nothing_closes_by_itself_while_cards_are_held_up() -> None:
    desk, cards, clock = room(seconds=0)
    cards.take(seen(c1="A"))
    to(desk, OPEN)
    cards.take(seen(c1="B"))
    for _second in range(20):
        clock.now += 1
        desk.tick()
    assert desk.snapshot.state.phase == OPEN


def test_a_timer_closes_all_the_same() -> None:
    desk, cards, clock = room(seconds=10)
    cards.take(seen(c1="A"))
    to(desk, OPEN)
    clock.now += 11
    desk.tick()
    assert desk.snapshot.state.phase == CLOSED
    clock.now += 2
    assert cards.take(seen(c1="B")) == CardCount(False, [], [1])


def test_a_late_card_joins_and_a_locked_room_takes_none() -> None:
    desk, cards, _clock = room()
    cards.take(seen(c1="A"))
    to(desk, OPEN)
    assert cards.take(seen(c9="A")) == CardCount(True, [9], [1])
    desk.do(Lock(desk.at))
    assert cards.take(seen(c10="A")) == CardCount(True, [9], [1])


def test_a_card_that_was_thrown_out_stays_out() -> None:
    desk, cards, _clock = room()
    cards.take(seen(c1="A", c2="A"))
    desk.do(Kick(desk.at, 0))
    assert cards.take(seen(c1="A", c2="A")) == CardCount(True, [2], is_lobby=True)


def test_a_card_keeps_its_number_under_another_name() -> None:
    desk, cards, _clock = room()
    cards.take(seen(c4="A"))
    desk.do(Rename(desk.at, 0, "Lena"))
    to(desk, OPEN)
    assert cards.take(seen(c4="A")) == CardCount(True, [4], [])
    assert len(desk.snapshot.state.seats) == 1


def test_cards_phones_and_keys_are_in_one_game() -> None:
    desk, cards, _clock = room()
    desk.join(name="Ada")
    desk.join(name="Ben", way=KEYS)
    cards.take(seen(c1="A"))
    assert [seat.card for seat in desk.snapshot.state.seats] == [0, 0, 1]
    assert counted(desk).seen == [1]


TURN = Turn(choice(1), (2, 0, 3, 1))


@pytest.mark.parametrize(("letter", "option"), [("A", 2), ("B", 0), ("C", 3), ("D", 1)])
def test_a_letter_is_the_option_beside_it_on_the_wall(letter: str, option: int) -> None:
    assert card_response(TURN, letter) == Chosen(option)


def test_true_or_false_is_a_or_b() -> None:
    turn = Turn(Item("p", "t", plain("So?"), TrueFalse(False)))
    assert [card_response(turn, letter) for letter in "ABCD"] == [Said(True), Said(False), None, None]


def test_a_letter_beside_nothing_is_no_answer() -> None:
    assert [card_response(Turn(choice(1), (2, 0)), letter) for letter in "CD"] == [None, None]


@pytest.mark.parametrize("item", [TEXT, NUMBER, ORDER, MATCH, MULTIPLE])
def test_what_a_card_cannot_answer_is_not_drawn_for_cards_and_not_answered_by_one(item: Item) -> None:
    assert not fits_a_card(item)
    assert card_response(deal([item], "word")[0], "A") is None


@pytest.mark.parametrize(("options", "show", "fits"), [(4, 0, True), (5, 0, False), (9, 4, True), (9, 5, False)])
def test_a_choice_fits_with_up_to_four_options_shown(options: int, show: int, fits: bool) -> None:
    shown = tuple(Option(plain(str(number))) for number in range(options))
    assert fits_a_card(Item("p", "i", plain("?"), Choice(shown, 0, show=show))) is fits


def test_closing_and_going_on_is_the_teachers() -> None:
    desk, cards, _clock = room()
    cards.take(seen(c1="A"))
    to(desk, OPEN)
    cards.take(seen(c1="A"))
    desk.do(Close(desk.at))
    assert cards.take(()).is_open is False
