"""What a class with cards is asked and told: questions that a card can answer; who was seen, never what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lemans_quiz.errors import NotFound
from lemans_quiz.games.host.card_seats import CardSeats
from lemans_quiz.games.host.commands import Forward
from lemans_quiz.games.host.desk import Desk
from lemans_quiz.games.host.draw import Wanted, draw
from lemans_quiz.games.host.remote.pages import Scene, lobby_page
from lemans_quiz.games.host.remote.views import game_page
from lemans_quiz.games.host.remote.walls import wall_page
from lemans_quiz.games.host.rules import CARDS, OPEN
from lemans_quiz.room.camera_terminal import Cameras, camera_page
from lemans_quiz.room.cards import fits_a_card
from lemans_quiz.room.sightings import Sighting
from lemans_quiz.room.wall import IN, WAITING, page_to_json
from lemans_quiz.terminal.layout import Page
from tests.games.host.lessons import script

PACK = """\
title: Bees
questions:
  - {id: four, question: Which?, answer: a, wrong: [b, c, d]}
  - {id: five, question: Which of five?, answer: a, wrong: [b, c, d, e]}
  - {id: some, question: Which ones?, answers: [a, b], wrong: [c]}
  - {id: so, question: So it is., answer: true}
  - {id: typed, question: Who?, answer: Ada Lovelace}
  - {id: legs, question: How many?, answer: 6}
"""


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(tmp_path / "home"))
    (tmp_path / "bees.yaml").write_text(PACK, encoding="utf-8")
    return str(tmp_path / "bees.yaml")


def asked(wanted: Wanted, *, by_cards: bool) -> set[str]:
    return {turn.item.id for turn in draw(wanted, "en", trial=False, by_cards=by_cards).turns}


def test_a_class_with_cards_is_asked_what_a_card_can_answer(pack: str) -> None:
    assert asked(Wanted((pack,)), by_cards=True) == {"four", "so"}
    assert asked(Wanted((pack,)), by_cards=False) == {"four", "five", "some", "so", "typed", "legs"}


def test_kinds_that_are_named_are_kept_as_far_as_cards_go(pack: str) -> None:
    assert asked(Wanted((pack,), kinds=("choice", "text")), by_cards=True) == {"four"}


def test_a_few_that_fit_are_found_among_many_that_do_not(pack: str) -> None:
    typed = "".join(
        f"  - {{id: t{number}, question: 'Who is {number}?', answer: Name {number}x}}\n" for number in range(150)
    )
    Path(pack).write_text(PACK + typed, encoding="utf-8")
    assert asked(Wanted((pack,), size=2), by_cards=True) == {"four", "so"}


def test_where_no_card_can_answer_it_is_told(pack: str) -> None:
    with pytest.raises(NotFound):
        asked(Wanted((pack,), kinds=("number",)), by_cards=True)


def test_a_game_of_the_packs_that_ship_is_whole_with_cards(warm_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(warm_home))
    turns = draw(Wanted(size=20), "en", trial=False, by_cards=True).turns
    assert len(turns) == 20
    assert all(fits_a_card(turn.item) for turn in turns)


def opened() -> Desk:
    desk = Desk(script(entry=CARDS, seconds=0, reading=0))
    CardSeats(desk).take([Sighting(number, "A", 40.0) for number in (3, 4, 11)])
    while desk.snapshot.state.phase != OPEN:
        desk.do(Forward(desk.at))
    CardSeats(desk).take([Sighting(4, "B", 40.0)])
    return desk


def words(page: Page) -> str:
    return "\n".join(line.plain for line in (*page.top, *page.body.lines, *page.bottom))


def test_the_wall_shows_who_was_seen() -> None:
    page = wall_page(Scene(opened().snapshot, "en"))
    assert [(seat.number, seat.mark) for seat in page.seats] == [(3, WAITING), (4, IN), (11, WAITING)]


def test_the_wall_is_the_same_whatever_a_card_says() -> None:
    pages = []
    for letter in "ABCD":
        desk = opened()
        CardSeats(desk).take([Sighting(4, letter, 40.0)])
        pages.append(json.loads(page_to_json(wall_page(Scene(desk.snapshot, "en")))))
    assert all(page == pages[0] for page in pages)


def test_the_terminal_names_the_cards_that_are_still_to_be_seen() -> None:
    assert "Not seen yet: 3, 11." in words(game_page(Scene(opened().snapshot, "en"), 80, 24))


def test_the_lobby_says_how_cards_get_in_and_does_not_wait_for_phones() -> None:
    desk = Desk(script(entry=CARDS))
    told = words(lobby_page(Scene(desk.snapshot, "en", address="10.3.7.21", code="4821", waited=99.0), 80, 24))
    assert "let a camera see the cards" in told
    assert "No phone has reached" not in told


@pytest.mark.parametrize("width", [80, 40])
def test_the_code_for_a_phone_is_there_until_a_device_is_the_camera(width: int) -> None:
    def page(has_eye: bool, there: str = "http://10.3.7.21/C/ABCDEFGHJK") -> str:
        cameras = Cameras(lambda: "http://localhost/C/ABCDEFGHJK", lambda: there, lambda: None, lambda: has_eye)
        shown = camera_page(cameras, width, 24)
        assert all(len(line.plain) <= width for line in (*shown.top, *shown.body.lines, *shown.bottom))
        return words(shown)

    assert "▄▄▄▄▄" in page(False)
    assert "▄▄▄▄▄" not in page(True)
    assert "ABCDEFGHJK" not in page(True)
    assert "▄▄▄▄▄" not in page(False, there="")
