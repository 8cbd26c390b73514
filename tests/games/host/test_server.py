"""What phones are told and send, both ways: a whole game, answers that come twice or late, seats that are left and taken again."""

from __future__ import annotations

import asyncio

import pytest

from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Said, Typed
from lemans_quiz.games.host.commands import Kick, Lock, Pause, ShowName, VoteAgain
from lemans_quiz.games.host.requests import MOST_COUNT
from lemans_quiz.games.host.rules import CLOSED, EXPLAINED, OPEN, OVER, PODIUM, REVEALED
from tests.games.host.phones import WAYS, Phone, Room, Told, in_room, opened
from tests.sample_quiz import CHOICE, ITEMS, TEXT

every_way = pytest.mark.parametrize("way", WAYS)


def question_of(page: Told) -> Told:
    question = page["question"]
    assert isinstance(question, dict)
    return question


RIGHT = {
    "choice": lambda phone: phone.option("Porsche"),
    "multiple": lambda phone: [phone.option(text) for text in ("Audi", "Porsche", "Rebellion")],
    "true-false": lambda phone: question_of(phone.page)["options"][0]["id"],
    "text": lambda phone: "Jani",
    "number": lambda phone: "13,626",
    "order": lambda phone: [phone.option(text) for text in ("Bentley", "Jaguar", "Ford", "Audi")],
    "match": lambda phone: [phone.option(text) for text in ("producer", "driver for Porsche", "nine-time winner")],
}
"""The right answers of ITEMS as a phone sends them."""
TAKEN = (
    Chosen(0),
    ChosenSet((0, 1, 2)),
    Said(True),
    Typed("Jani"),
    Typed("13,626"),
    Ordered((0, 1, 2, 3)),
    Matched((0, 1, 2)),
)


@every_way
def test_all_kinds_are_answered_and_marked(way):
    room = Room()

    async def play(phone: Phone) -> None:
        await phone.join()
        for number, taken in enumerate(TAKEN, 1):
            room.on_to(OPEN)
            page = await phone.until(lambda page, now=number: page["phase"] == OPEN and page["number"] == now)
            assert await phone.answer(RIGHT[str(question_of(page)["kind"])](phone)) == (
                200,
                {"question": question_of(page)["id"], "count": 1},
            )
            assert room.answers() == {0: taken}
            room.on_to(EXPLAINED)
            page = await phone.phase(EXPLAINED)
            assert page["result"]["verdict"] == "right"
        room.on_to(OVER)
        page = await phone.phase(OVER)
        assert (page["place"]["place"], page["place"]["right"], page["place"]["asked"]) == (1, len(ITEMS), len(ITEMS))

    in_room(room, play, way)


@every_way
def test_the_highest_count_stands_whatever_comes_last(way):
    room = Room(CHOICE)

    async def play(phone: Phone) -> None:
        await phone.join()
        opened(room)
        await phone.phase(OPEN)
        for count, text, stands in ((5, "Audi", 5), (5, "Toyota", 5), (4, "Nissan", 5), (9, "Porsche", 9)):
            status, told = await phone.answer(phone.option(text), count)
            assert (status, told["count"]) == (200, stands)
        assert room.answers() == {0: Chosen(0)}

    in_room(room, play, way)


def test_every_count_that_is_taken_can_be_read_again():
    room = Room(CHOICE)

    async def play(phone: Phone) -> None:
        await phone.join()
        opened(room)
        await phone.phase(OPEN)
        assert (await phone.answer(phone.option("Audi"), MOST_COUNT - 1))[0] == 200
        assert (await phone.answer(phone.option("Audi"), MOST_COUNT))[0] == 400
        assert room.kept[-1].nth == MOST_COUNT - 1

    in_room(room, play, "websocket")


@every_way
def test_an_answer_is_kept_before_it_is_acknowledged(way):
    room = Room(CHOICE)

    async def play(phone: Phone) -> None:
        await phone.join()
        opened(room)
        await phone.phase(OPEN)
        kept = len(room.kept)
        await phone.answer(phone.option("Audi"))
        assert len(room.kept) == kept + 1

    in_room(room, play, way)


@every_way
def test_a_phone_that_comes_back_sees_what_it_answered(way):
    room = Room(CHOICE)

    async def play(phone: Phone) -> None:
        await phone.join()
        opened(room)
        await phone.phase(OPEN)
        mine = phone.option("Audi")
        await phone.answer(mine, 3)
        await phone.listen()
        assert (phone.page["mine"], phone.page["count"], phone.page["phase"]) == (mine, 3, OPEN)

    in_room(room, play, way)


@every_way
def test_a_game_that_was_cut_off_goes_on_with_the_same_tokens_and_names_of_options(way):
    room = Room(CHOICE)
    first: list[Phone] = []

    async def play(phone: Phone) -> None:
        await phone.join()
        opened(room)
        await phone.phase(OPEN)
        first.append(phone)

    in_room(room, play, way)
    again = Room(CHOICE, log=tuple(room.kept))

    async def go_on(phone: Phone) -> None:
        phone.token = first[0].token
        await phone.listen()
        assert phone.page["phase"] == "paused"
        again.forward()
        page = await phone.phase(OPEN)
        assert question_of(page) == question_of(first[0].page)
        assert (await phone.answer(phone.option("Porsche")))[0] == 200

    in_room(again, go_on, way)


def test_a_join_that_is_asked_twice_takes_one_seat():
    room = Room()

    async def play(phone: Phone, other: Phone) -> None:
        other.attempt = phone.attempt
        assert await phone.join() == await other.join()
        assert len(room.desk.snapshot.state.seats) == 1

    in_room(room, play, *WAYS)


@every_way
def test_nobody_is_told_what_others_answer_before_the_end(way):
    room = Room(CHOICE)

    async def play(phone: Phone, other: Phone) -> None:
        await phone.join()
        await other.join()
        opened(room)
        await phone.phase(OPEN)
        await other.phase(OPEN)
        heard = len(phone.heard)
        await other.answer(other.option("Audi"))
        room.on_to(CLOSED)
        await phone.phase(CLOSED)
        assert len(phone.heard) == heard + 1
        assert "result" not in phone.page

    in_room(room, play, way, way)


@every_way
def test_what_comes_after_the_end_is_refused(way):
    room = Room(CHOICE)

    async def play(phone: Phone) -> None:
        await phone.join()
        opened(room)
        await phone.phase(OPEN)
        mine = phone.option("Porsche")
        room.on_to(REVEALED)
        assert (await phone.answer(mine))[0] == 409
        assert room.answers() == {}

    in_room(room, play, way)


@every_way
def test_a_second_vote_is_another_question_to_phones(way):
    room = Room(CHOICE)

    async def play(phone: Phone) -> None:
        await phone.join()
        opened(room)
        first = question_of(await phone.phase(OPEN))["id"]
        await phone.answer(phone.option("Audi"), 8)
        room.on_to(CLOSED)
        room.desk.do(VoteAgain(room.desk.at))
        page = await phone.until(lambda page: page["phase"] == OPEN and question_of(page)["id"] != first)
        assert (page["again"], page["mine"], page["count"]) == (True, None, 0)
        assert (await phone.answer(phone.option("Porsche"), 1))[0] == 200

    in_room(room, play, way)


@every_way
def test_a_pause_is_told_and_takes_no_answer(way):
    room = Room(CHOICE)

    async def play(phone: Phone) -> None:
        await phone.join()
        opened(room)
        await phone.phase(OPEN)
        mine = phone.option("Audi")
        question = question_of(phone.page)["id"]
        room.desk.do(Pause(room.desk.at))
        assert "question" not in await phone.phase("paused")
        assert (await phone.ask("POST", "/answer", {"question": question, "count": 1, "response": mine}))[0] == 409
        room.forward()
        await phone.phase(OPEN)
        assert (await phone.answer(mine))[0] == 200

    in_room(room, play, way)


@every_way
def test_who_is_sent_away_is_told_so_and_is_out(way):
    room = Room(CHOICE)

    async def play(phone: Phone) -> None:
        await phone.join()
        opened(room)
        await phone.phase(OPEN)
        mine = phone.option("Audi")
        question = question_of(phone.page)["id"]
        room.desk.do(Kick(room.desk.at, 0))
        assert (await phone.phase("gone"))["why"] == "kicked"
        assert (await phone.ask("POST", "/answer", {"question": question, "count": 1, "response": mine}))[0] == 401
        await phone.listen()
        assert phone.page == {"phase": "gone", "why": "kicked"}

    in_room(room, play, way)


@every_way
def test_the_room_knows_who_is_there(way):
    room = Room()

    async def play(phone: Phone) -> None:
        await phone.join()
        assert room.desk.snapshot.present == {0}
        await phone.stop()
        async with asyncio.timeout(10):
            while room.desk.snapshot.present:
                await asyncio.sleep(0.02)

    in_room(room, play, way)


def test_who_was_sent_away_may_ask_for_a_seat_again():
    room = Room()

    async def play(phone: Phone) -> None:
        await phone.join()
        room.desk.do(Kick(room.desk.at, 0))
        await phone.phase("gone")
        assert (await phone.join())["seat"] == 2

    in_room(room, play, "websocket")


def test_a_locked_room_lets_nobody_in_and_keeps_those_who_are():
    room = Room()

    async def play(phone: Phone, late: Phone) -> None:
        await phone.join()
        room.desk.do(Lock(room.desk.at))
        assert await late.join() == {"status": 403, "reason": "locked"}
        await phone.listen()
        assert phone.page["phase"] == "lobby"

    in_room(room, play, *WAYS)


def test_a_full_room_says_so():
    room = Room(cap=1)

    async def play(phone: Phone, other: Phone) -> None:
        await phone.join()
        assert await other.join() == {"status": 403, "reason": "full"}

    in_room(room, play, *WAYS)


def test_a_typed_name_waits_for_the_teacher_and_is_nobody_elses():
    room = Room(names="own")

    async def play(phone: Phone, other: Phone) -> None:
        assert await phone.join() == {"status": 403, "reason": "name"}
        assert (await phone.join(name="  Anna  K. "))["name"] == "Anna K."
        assert phone.page["waits"] is True
        room.desk.do(ShowName(room.desk.at, 0))
        await phone.until(lambda page: "waits" not in page)
        for alike in ("anna k.", "Аnnа K.", "An\u200bna K.", "Ann\u0430 K"):
            assert await other.join(name=alike) == {"status": 403, "reason": "name"}

    in_room(room, play, *WAYS)


def test_the_numbers_of_the_register_are_taken_once():
    room = Room(names="numbers")

    async def play(phone: Phone, other: Phone) -> None:
        assert await phone.join() == {"status": 403, "reason": "number"}
        assert (await phone.join(number=17))["name"] == "17"
        assert await other.join(number=17) == {"status": 403, "reason": "number"}
        assert (await other.join(number=3))["name"] == "3"

    in_room(room, play, *WAYS)


def test_where_a_device_stands_for_a_team_no_number_is_asked_for():
    room = Room(names="numbers", devices="team", teams=("Blue", "Red"))

    async def play(phone: Phone) -> None:
        assert (await phone.join())["name"] == "Blue"

    in_room(room, play, "websocket")


@every_way
def test_a_seat_is_taken_again_by_its_number_once_the_teacher_agrees(way):
    room = Room(CHOICE)

    async def play(phone: Phone, again: Phone) -> None:
        await phone.join()
        opened(room)
        await phone.phase(OPEN)
        wish = {"code": "4821", "lang": "en", "attempt": again.attempt, "number": 1}
        assert await again.ask("POST", "/back", wish) == (403, {"reason": "back"})
        await phone.stop()
        async with asyncio.timeout(10):
            while room.desk.snapshot.present:
                await asyncio.sleep(0.02)
        assert await again.join() == {"status": 403, "reason": "back"}
        assert (await again.ask("POST", "/back", wish))[0] == 202
        assert (await again.ask("POST", "/back", wish))[0] == 202
        room.desk.vouch(0)
        status, told = await again.ask("POST", "/back", wish)
        assert (status, told["seat"], told["name"]) == (200, 1, phone.page["name"])
        again.token = str(told["token"])
        await again.listen()
        assert (await again.answer(again.option("Audi")))[0] == 200
        assert (await phone.answer("0" * 12))[0] == 401

    in_room(room, play, way, way)


def test_what_the_teacher_refuses_stays_refused():
    room = Room(CHOICE)

    async def play(phone: Phone, thief: Phone) -> None:
        await phone.join()
        opened(room)
        await phone.stop()
        async with asyncio.timeout(10):
            while room.desk.snapshot.present:
                await asyncio.sleep(0.02)
        wish = {"code": "4821", "lang": "en", "attempt": thief.attempt, "number": 1}
        assert (await thief.ask("POST", "/back", wish))[0] == 202
        room.desk.vouch(0, yes=False)
        assert (await thief.ask("POST", "/back", wish))[0] == 403

    in_room(room, play, *WAYS)


def test_who_comes_late_is_let_in_and_answers():
    room = Room(CHOICE, TEXT)

    async def play(phone: Phone, late: Phone) -> None:
        await phone.join()
        opened(room)
        await phone.phase(OPEN)
        await late.join()
        assert late.page["phase"] == OPEN
        assert (await late.answer(late.option("Porsche")))[0] == 200
        room.on_to(PODIUM)
        await phone.phase(PODIUM)
        room.on_to(OVER)
        await late.phase(OVER)

    in_room(room, play, *WAYS)


@every_way
def test_a_phone_speaks_its_own_language(way):
    room = Room(CHOICE)

    async def play(phone: Phone) -> None:
        await phone.join()
        opened(room)
        await phone.phase(OPEN)
        assert str(question_of(phone.page)["text"]).startswith("Which")
        status, told = await phone.ask("GET", "/news?lang=de&after=")
        question = question_of(told)
        assert (status, question["lang"], str(question["text"]).startswith("Welcher")) == (200, "de", True)

    in_room(room, play, way)


def test_the_page_is_sent_compressed_to_phones_that_read_it():
    room = Room()

    async def play(phone: Phone) -> None:
        texts = []
        for accepted in ("gzip, deflate", "identity"):
            async with phone.session.get(room.address + "/page.js", headers={"Accept-Encoding": accepted}) as answer:
                texts.append((answer.headers.get("Content-Encoding"), await answer.text()))
        assert [encoding for encoding, _ in texts] == ["gzip", None]
        assert texts[0][1] == texts[1][1]

    in_room(room, play, "poll")
