"""What pupils try: each attack that was seen elsewhere, tried here on the wire."""

from __future__ import annotations

import asyncio
import gc
import json
import random
import re
import secrets
import socket
import sys
import time
import tracemalloc

import pytest
from aiohttp import ClientSession, TCPConnector, WSMsgType

from lemans_quiz.core.responses import Chosen
from lemans_quiz.games.host.commands import Back, Join, Kick
from lemans_quiz.games.host.links import MOST_LINKS
from lemans_quiz.games.host.rules import CLOSED, OPEN, REVEALED
from tests.effort import SOAK
from tests.games.host.phones import CODE, WAYS, WRONG_CODE, Phone, Room, in_room, opened
from tests.sample_quiz import CHOICE, ITEMS, TEXT

FUZZED = 60.0 if SOAK else 0.0
"""Seconds of fuzzing beside a few hundred messages."""


def wish(**more: object) -> dict[str, object]:
    return {"code": CODE, "lang": "en", "attempt": secrets.token_hex(16), **more}


def seats(room: Room) -> int:
    return len(room.desk.snapshot.state.seats)


def test_the_key_is_in_no_message_before_the_answer_is_shown():
    room = Room()

    async def play(phone: Phone, other: Phone) -> None:
        await phone.join()
        await other.join()
        for number in range(1, len(ITEMS) + 1):
            room.on_to(OPEN)
            for one in (phone, other):
                await one.until(lambda page, now=number: page["phase"] == OPEN and page["number"] == now)
            room.on_to(CLOSED)
            await phone.phase(CLOSED)
            room.on_to(REVEALED)
            await phone.phase(REVEALED)
        before = [page for page in phone.heard + other.heard if page["phase"] in (OPEN, CLOSED)]
        assert len(before) >= 3 * len(ITEMS)
        words = re.findall(r'"(\w+)":', json.dumps(before))
        assert {*words} & {"key", "answer", "result", "verdict", "explanation", "accept", "points", "mark"} == set()

    in_room(room, play, *WAYS)


@pytest.mark.parametrize(
    "path",
    ["/forward", "/reveal", "/kick", "/end", "/host", "/control", "/wall", "/wall/news", "/journal"],
)
def test_no_request_can_lead_the_game(path):
    room = Room()

    async def play(phone: Phone) -> None:
        await phone.join()
        for method in ("GET", "POST", "PUT", "DELETE"):
            assert (await phone.ask(method, path, {"command": "forward"}))[0] in (404, 405)
        assert room.desk.snapshot.state.phase == "lobby"

    in_room(room, play, "websocket")


@pytest.mark.parametrize(
    "more", [{"at": 0.0}, {"seconds": 0}, {"points": 1000}, {"seat": 0}, {"score": 9}, {"command": "end"}, {"poll": 0}]
)
def test_time_score_and_seat_cannot_be_sent(more):
    room = Room(CHOICE)

    async def play(phone: Phone) -> None:
        await phone.join()
        opened(room)
        question = (await phone.phase(OPEN))["question"]
        body = {"question": question["id"], "count": 1, "response": question["options"][0]["id"], **more}
        assert await phone.ask("POST", "/answer", body) == (400, {"reason": "unreadable"})
        assert room.answers() == {}

    in_room(room, play, "websocket")


def test_a_seat_cannot_be_had_by_its_name_number_or_options():
    room = Room(CHOICE)

    async def play(phone: Phone, thief: Phone) -> None:
        joined = await phone.join()
        opened(room)
        page = await phone.phase(OPEN)
        ticket = room.desk.snapshot.state.seats[0].ticket
        for token in (
            "",
            "1",
            str(joined["name"]),
            ticket,
            phone.token[:-1],
            phone.token + "x",
            phone.token.swapcase(),
            "é\ud800",
        ):
            thief.token = token.encode("ascii", "replace").decode()
            body = {"question": page["question"]["id"], "count": 1, "response": page["question"]["options"][0]["id"]}
            assert (await thief.ask("POST", "/answer", body))[0] == 401
            assert (await thief.ask("GET", "/news"))[0] == 401
        assert room.answers() == {}

    in_room(room, play, *WAYS)


def test_no_phone_is_told_a_token_or_name_of_another():
    room = Room(CHOICE, names="own")

    async def play(phone: Phone, other: Phone) -> None:
        await phone.join(name="Anna")
        await other.join(name="Bertram")
        opened(room)
        await phone.phase(OPEN)
        await other.answer((await other.phase(OPEN))["question"]["options"][0]["id"])
        for phase in (CLOSED, REVEALED, "over"):
            room.on_to(phase)
            await phone.phase(phase)
        heard = json.dumps(phone.heard)
        assert "Anna" in heard
        assert "Bertram" not in heard
        assert other.token not in heard
        assert room.desk.snapshot.state.seats[1].ticket not in heard

    in_room(room, play, *WAYS)


def test_tokens_have_128_bits():
    room = Room(cap=20)

    async def play(*phones: Phone) -> None:
        for phone in phones:
            await phone.join()
        assert len({phone.token for phone in phones}) == len(phones)
        assert all(len(phone.token) >= 22 for phone in phones)

    in_room(room, play, *["poll"] * 5)


def test_a_flood_of_devices_ends_at_the_cap_and_leaves_room_after_a_kick():
    room = Room(cap=5)

    async def play(phone: Phone) -> None:
        found = [await phone.ask("POST", "/join", wish()) for _ in range(20)]
        assert [status for status, _ in found] == [200] * 5 + [403] * 15
        room.desk.do(Kick(room.desk.at, 0))
        assert (await phone.ask("POST", "/join", wish()))[0] == 200
        assert seats(room) == 6

    in_room(room, play, "poll")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "\u200b",
        "A\u202eB",
        "a\x00b",
        "\u2800",
        "x" * 65,
        "x" * 30,
        "Z" + "\u0301" * 9,
        "\ud800",
        "\ufeff",
        "\u3164",
    ],
)
def test_names_that_hide_something_are_refused(name):
    room = Room(names="own")

    async def play(phone: Phone) -> None:
        assert (await phone.ask("POST", "/join", wish(name=name)))[0] in (400, 403)
        assert seats(room) == 0

    in_room(room, play, "poll")


def test_markup_in_a_name_stays_text_everywhere():
    room = Room(names="own")

    async def play(phone: Phone) -> None:
        await phone.join(name="<svg/onload=alert()>")
        assert phone.page["name"] == "<svg/onload=alert()>"
        async with phone.session.get(room.address + "/") as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cache-Control"] == "no-store"

    in_room(room, play, "websocket")


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"}])
def test_another_site_cannot_ask_or_listen(headers):
    room = Room()

    async def play(phone: Phone) -> None:
        await phone.join()
        assert (await phone.ask("POST", "/join", wish(), **headers))[0] in (403, 421)
        async with phone.session.get(
            room.address + "/ws", headers={**headers, "Connection": "Upgrade", "Upgrade": "websocket"}
        ) as answer:
            assert answer.status in (403, 421)
        assert seats(room) == 1

    in_room(room, play, "websocket")


BAD = (
    b"",
    b"{",
    b"null",
    b"[]",
    b'"x"',
    b"[" * 2000,
    b'{"a":' * 300,
    b"\xff\xfe\x00",
    b"1" * 2000,
    b"NaN",
    json.dumps(wish(code=4821)).encode(),
    json.dumps(wish(attempt="x")).encode(),
    json.dumps(wish(lang="english")).encode(),
    json.dumps(wish(number=True)).encode(),
    json.dumps(wish(number=-1)).encode(),
    json.dumps(wish(fresh="yes")).encode(),
    json.dumps(wish(extra=1)).encode(),
)


@pytest.mark.parametrize("body", BAD, ids=lambda body: body[:20].decode("latin-1"))
def test_what_is_no_message_is_refused_and_never_told_back(body):
    room = Room()

    async def play(phone: Phone) -> None:
        for path in ("/join", "/back"):
            status, told = await phone.ask("POST", path, body)
            assert (status, told) == (400, {"reason": "unreadable"})
        await phone.join()
        assert (await phone.ask("POST", "/answer", body))[0] == 400
        assert phone.page["phase"] == "lobby"

    in_room(room, play, "poll")


def test_a_large_message_is_not_read():
    room = Room()

    async def play(phone: Phone) -> None:
        await phone.join()
        assert (await phone.ask("POST", "/answer", b'{"x": "' + b"x" * 3000 + b'"}'))[0] == 413
        async with phone.session.ws_connect(room.address + "/ws") as link:
            await link.send_str("x" * 5000)
            assert (await link.receive(10)).type in (WSMsgType.CLOSE, WSMsgType.CLOSED)
        assert (await phone.ask("GET", "/news"))[0] == 200

    in_room(room, play, "websocket")


@pytest.mark.parametrize(
    "said", ["", "{}", "x", '{"token": 1, "lang": "en"}', '{"token": "x", "lang": "en"}', "[" * 1500]
)
def test_a_socket_that_does_not_say_who_it_is_is_closed(said):
    room = Room()

    async def play(phone: Phone) -> None:
        async with phone.session.ws_connect(room.address + "/ws") as link:
            await link.send_str(said)
            last = await link.receive(10)
            assert (last.type, last.data) == (WSMsgType.CLOSE, 4401)

    in_room(room, play, "websocket")


def test_a_socket_that_goes_on_talking_is_dropped_and_the_seat_stays():
    room = Room()

    async def play(phone: Phone) -> None:
        await phone.join()
        async with phone.session.ws_connect(room.address + "/ws") as link:
            await link.send_str(json.dumps({"token": phone.token, "lang": "en"}))
            assert (await link.receive(10)).type == WSMsgType.TEXT
            await link.send_str('{"command": "forward"}')
            assert (await link.receive(10)).type in (WSMsgType.CLOSE, WSMsgType.CLOSED)
        assert room.desk.snapshot.state.phase == "lobby"
        assert (await phone.ask("GET", "/news"))[0] == 200

    in_room(room, play, "websocket")


def test_a_seat_has_few_sockets_and_the_newest_one_hears():
    room = Room(CHOICE)

    async def play(phone: Phone) -> None:
        await phone.join()
        links = []
        for _ in range(MOST_LINKS + 3):
            link = await phone.session.ws_connect(room.address + "/ws")
            await link.send_str(json.dumps({"token": phone.token, "lang": "en"}))
            await link.receive(10)
            links.append(link)
        opened(room)
        assert json.loads((await links[-1].receive(10)).data)["phase"] == OPEN
        for old in links[:2]:
            async with asyncio.timeout(10):
                async for _page in old:
                    pass
        for link in links:
            await link.close()

    in_room(room, play, "websocket")


def test_guesses_at_the_code_wait_for_one_another():
    room = Room()

    async def play(phone: Phone) -> None:
        begun = time.monotonic()
        found = await asyncio.gather(*(phone.ask("POST", "/join", wish(code=f"{code:04}")) for code in range(10)))
        assert {status for status, _ in found} == {403}
        assert time.monotonic() - begun >= 10 * WRONG_CODE
        assert (await phone.join())["status"] == 200

    in_room(room, play, "poll")


@pytest.mark.parametrize("code", ["", "48210", " 4821", "٤٨٢١", "４８２１", "4821\x00"])
def test_a_code_that_is_nearly_right_is_wrong(code):
    room = Room()

    async def play(phone: Phone) -> None:
        assert (await phone.ask("POST", "/join", wish(code=code)))[0] == 403

    in_room(room, play, "poll")


def test_a_phone_that_never_reads_holds_up_nobody():
    room = Room(CHOICE, TEXT)

    async def play(phone: Phone) -> None:
        status, told = await phone.ask("POST", "/join", wish())
        assert status == 200
        deaf = socket.create_connection(("127.0.0.1", room.port))
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13"
        deaf.sendall(
            f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{room.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n{key}\r\n\r\n".encode()
        )
        hello = json.dumps({"token": told["token"], "lang": "en"}).encode()
        deaf.sendall(bytes((0x81, 0x80 | len(hello), 0, 0, 0, 0)) + hello)
        await phone.join()
        for _ in range(300):
            room.forward()
            room.desk.do(Back(room.desk.at))
        opened(room)
        await phone.phase(OPEN)
        assert (await phone.answer(phone.option("Audi")))[0] == 200
        deaf.close()

    in_room(room, play, "websocket")


def fuzzed(chance: random.Random, known: list[str]) -> bytes:
    """Return a message that is nearly one: a right one with something else in it, or noise."""
    values = [
        "",
        "x" * 300,
        -1,
        0,
        1,
        2**53,
        2**70,
        1.5,
        None,
        True,
        [],
        {},
        [None] * 50,
        "\ud800",
        "é",
        "\x00",
        *known,
    ]
    fields = [
        "code",
        "lang",
        "attempt",
        "name",
        "number",
        "fresh",
        "question",
        "count",
        "response",
        "token",
        "at",
        "seat",
    ]
    if chance.random() < 0.2:
        return chance.randbytes(chance.randrange(0, 600))
    body = {chance.choice(fields): chance.choice(values) for _ in range(chance.randrange(0, 6))}
    if chance.random() < 0.5:
        body = {"question": chance.choice(known), "count": chance.choice(values), "response": chance.choice(values)} | (
            body if chance.random() < 0.3 else {}
        )
    sent = bytearray(json.dumps(body).encode())
    if sent and chance.random() < 0.3:
        sent[chance.randrange(len(sent))] = chance.randrange(256)
    return bytes(sent)


@pytest.mark.soak
def test_whatever_is_sent_the_room_goes_on_and_no_answer_of_another_changes():
    room = Room(CHOICE, names="own")
    chance = random.Random(2)

    async def play(phone: Phone, vandal: Phone) -> None:
        await phone.join(name="Anna")
        await vandal.join(name="Vandal")
        opened(room)
        await phone.phase(OPEN)
        page = await vandal.phase(OPEN)
        await phone.answer(phone.option("Porsche"), 1)
        known = [page["question"]["id"], *(option["id"] for option in page["question"]["options"])]
        stolen = [phone.page["question"]["id"], phone.option("Audi")]
        seen = {200, 400, 401, 403, 404, 405, 409, 413}
        memory: list[int] = []
        began, sent = time.monotonic(), 0
        while sent < 600 or time.monotonic() - began < FUZZED:
            path = chance.choice(["/join", "/back", "/answer", "/answer", "/news?after=x", "/ws", "/"])
            method = "POST" if path in ("/join", "/back", "/answer") else chance.choice(["POST", "PUT"])
            vandal.token = chance.choice([vandal.token, vandal.token, "x"]) if sent % 50 else vandal.token
            mine = vandal.token
            status, told = await vandal.ask(method, path, fuzzed(chance, known + stolen))
            vandal.token = mine
            assert status in seen, (status, path, told)
            sent += 1
            if sent in (300, 600) or sent % 2000 == 0:
                gc.collect()
                memory.append(tracemalloc.get_traced_memory()[0])
        assert room.answers()[0] == Chosen(0)
        assert seats(room) == 2
        assert max(memory[1:]) - memory[0] < 2_000_000
        room.on_to(REVEALED)
        assert (await phone.phase(REVEALED))["result"]["verdict"] == "right"

    tracemalloc.start()
    try:
        in_room(room, play, *WAYS)
    finally:
        tracemalloc.stop()


def test_the_log_holds_no_token_and_no_address():
    room = Room(CHOICE, names="own")

    async def play(phone: Phone) -> None:
        await phone.join(name="Anna")
        kept = repr(room.kept)
        assert phone.token not in kept
        assert "127.0.0.1" not in kept
        assert [type(command) for command in room.kept] == [Join]

    in_room(room, play, "websocket")


def from_address(last: int) -> TCPConnector:
    """Return what connects from another address of the loopback, as another device does."""
    return TCPConnector(local_addr=(f"127.0.0.{last}", 0))


def idle_connections(room: Room, count: int) -> list[socket.socket]:
    """Open connections of one other device that say nothing, or half a request."""
    made = []
    for number in range(count):
        one = socket.create_connection(("127.0.0.1", room.port), 5, source_address=("127.0.0.66", 0))
        if number % 2:
            one.sendall(b"POST /answer HTTP/1.1\r\nHost: ")
        made.append(one)
    return made


@pytest.mark.skipif(sys.platform == "darwin", reason="its loopback has one address")
@pytest.mark.parametrize("way", WAYS)
def test_thousands_of_idle_connections_keep_out_no_pupil_and_not_the_teacher(way):
    room = Room(CHOICE, most_guests=32)
    flood: list[socket.socket] = []

    async def play() -> None:
        async with ClientSession(connector=from_address(2)) as early, ClientSession(connector=from_address(3)) as late:
            pupil, latecomer = Phone(room, early, way), Phone(room, late, way)
            await pupil.join()
            flood.extend(await asyncio.to_thread(idle_connections, room, 400))
            assert room.server.guests <= 32
            await latecomer.join()
            opened(room)
            for phone in (pupil, latecomer):
                await phone.answer((await phone.phase(OPEN))["question"]["options"][0]["id"])
            assert len(room.answers()) == 2
            async with ClientSession() as teacher, teacher.get(room.address + "/") as page:
                assert page.status == 200
            await asyncio.gather(pupil.stop(), latecomer.stop())

    with room:
        asyncio.run(asyncio.wait_for(play(), 60))
    for one in flood:
        one.close()
