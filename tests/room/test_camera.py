"""The camera's way in: pictures of a bounded size from one device that knows the address, and nothing but seats back."""

import http.client
import json
import secrets
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

pytest.importorskip("pyapriltags")
pytest.importorskip("aiohttp")

from lemans_quiz.room.camera import Camera
from lemans_quiz.room.eye import MOST_PIXELS, Eye
from lemans_quiz.room.server import RoomServer, Site
from lemans_quiz.room.sightings import CardCount, Sighting
from lemans_quiz.room.tags import squares
from tests.room.camera_seats import Taking


def scene(*numbers: int, turned: int = 0) -> bytes:
    """Return a grey picture of 320 by 120 pixels with the cards of some seats, all turned the same way."""
    seen = np.full((120, 320), 200, np.uint8)
    for place, rows in enumerate(squares(numbers)):
        tag = np.kron(np.array(rows, dtype=np.uint8) * 255, np.ones((6, 6), np.uint8))
        seen[30:90, 15 + place * 75 : 75 + place * 75] = np.rot90(tag, turned)
    return seen.tobytes()


class Room(NamedTuple):
    """A camera that is served, and what the game was told."""

    camera: Camera
    port: int
    taken: list[Sighting]
    moments: list[str]

    def ask(
        self, method: str, path: str, body: bytes | None = None, device: str = "d" * 32
    ) -> tuple[int, dict[str, object]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, {"X-Camera": device})
        answer = connection.getresponse()
        told = answer.read()
        connection.close()
        return answer.status, json.loads(told) if told[:1] == b"{" else {}

    def path(self, rest: str = "") -> str:
        return self.camera.address("") + rest

    def show(
        self, seen: bytes, width: int = 320, height: int = 120, device: str = "d" * 32
    ) -> tuple[int, dict[str, object]]:
        return self.ask("POST", self.path(f"/picture?width={width}&height={height}"), seen, device)


@pytest.fixture(scope="module")
def eye() -> Iterator[Eye]:
    with Eye() as made:
        yield made


@pytest.fixture
def room(eye: Eye) -> Iterator[Room]:
    taken: list[Sighting] = []
    moments: list[str] = []

    def take(seen: Sequence[Sighting]) -> CardCount:
        taken.extend(seen)
        answered = {one.seat for one in taken}
        return CardCount(True, sorted(answered), sorted({1, 2, 3} - answered))

    camera = Camera(eye, most=lambda: 30, seats=Taking(take, moment=lambda: len(moments)))
    server = RoomServer((Site(("127.0.0.1",), (0,), camera.routes()),))
    (port,) = server.start()
    yield Room(camera, port, taken, moments)
    server.stop()


def test_a_picture_tells_the_game_who_holds_up_what_and_the_page_only_who(room: Room) -> None:
    assert room.show(scene(1, 3, turned=1)) == (
        200,
        {"open": True, "lobby": False, "seen": [1, 3], "missing": [2], "foreign": []},
    )
    assert [(one.seat, one.letter) for one in room.taken] == [(1, "B"), (3, "B")]


def test_a_picture_that_comes_in_during_the_next_vote_is_no_answer(room: Room) -> None:
    """A phone's picture is on its way for seconds; what it shows was meant for the vote in which it was sent."""
    connection = http.client.HTTPConnection("127.0.0.1", room.port, timeout=20)
    seen = scene(1, 3)
    connection.putrequest("POST", room.path("/picture?width=320&height=120"))
    connection.putheader("X-Camera", "d" * 32)
    connection.putheader("Content-Length", str(len(seen)))
    connection.endheaders(seen[:1000])
    while room.ask("POST", room.path("/picture?width=320&height=120"), seen)[0] != 429:
        room.taken.clear()
    room.moments.append("the next")
    connection.send(seen[1000:])
    assert connection.getresponse().status == 200
    connection.close()
    assert room.taken == []
    assert room.show(seen)[0] == 200
    assert [one.seat for one in room.taken] == [1, 3]


def test_cards_of_another_class_and_doubles_are_told(room: Room) -> None:
    assert room.show(scene(2, 40, 5, 5))[1]["foreign"] == [5, 40]
    assert [one.seat for one in room.taken] == [2]


def test_who_does_not_know_the_address_gets_nothing(room: Room) -> None:
    wrong = "/C/" + secrets.token_urlsafe(9)
    assert [room.ask("GET", path)[0] for path in (room.path(), wrong, "/C/", "/C/%C3%A4")] == [
        200,
        404,
        404,
        404,
    ]
    assert room.ask("POST", wrong + "/picture?width=320&height=120", scene(1))[0] == 404


def test_the_first_device_is_the_eye_until_there_is_another_address(room: Room) -> None:
    assert room.ask("POST", room.path("/state"))[0] == 200
    assert room.ask("POST", room.path("/state"), device="e" * 32)[0] == 409
    former = room.path("/state")
    room.camera.renew()
    assert room.ask("POST", former)[0] == 404
    assert room.ask("POST", room.path("/state"), device="e" * 32)[0] == 200


@pytest.mark.parametrize(
    ("width", "height", "length"),
    [
        (320, 120, 320 * 120 - 1),
        (320, 120, 320 * 120 + 1),
        (0, 0, 0),
        (-320, -120, 38_400),
        (4096, 64, 38_400),
        (99_999, 1, 99_999),
    ],
)
def test_what_is_no_picture_is_refused(room: Room, width: int, height: int, length: int) -> None:
    assert room.show(bytes(length), width, height)[0] == 400
    assert room.show(scene(1))[0] == 200


def test_what_is_too_large_is_refused_before_it_is_read(room: Room) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", room.port, timeout=60)
    connection.putrequest("POST", room.path("/picture?width=4096&height=4096"))
    connection.putheader("X-Camera", "d" * 32)
    connection.putheader("Content-Length", str(MOST_PIXELS + 1))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


@pytest.mark.parametrize("query", ["", "?width=a&height=b", "?width=320", "?width=1e9&height=1e9"])
def test_a_picture_without_its_size_is_refused(room: Room, query: str) -> None:
    assert room.ask("POST", room.path("/picture" + query), scene(1))[0] == 400


def test_a_device_that_does_not_say_which_it_is_is_refused(room: Room) -> None:
    assert room.ask("POST", room.path("/state"), device="x")[0] == 400


SLOW = """import os, sys, time
sys.stdin.buffer.read(8 + 320 * 120)
while not os.path.exists(sys.argv[1]):
    time.sleep(0.01)
print('[]', flush=True)
"""


def test_a_picture_that_comes_while_another_is_read_is_sent_again_later(tmp_path: Path) -> None:
    with Eye((sys.executable, "-c", SLOW, str(tmp_path / "read"))) as slow:
        camera = Camera(slow, most=lambda: 30, seats=Taking(lambda seen: CardCount(True)))
        server = RoomServer((Site(("127.0.0.1",), (0,), camera.routes()),))
        (port,) = server.start()
        room = Room(camera, port, [], [])
        statuses: list[int] = []
        first = threading.Thread(target=lambda: statuses.append(room.show(scene(1))[0]))
        first.start()
        while slow.process_number == 0:
            time.sleep(0.01)
        assert room.show(scene(1))[0] == 429
        (tmp_path / "read").touch()
        first.join(60)
        server.stop()
    assert statuses == [200]
