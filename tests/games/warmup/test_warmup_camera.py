"""The page of a warm-up's camera: served when it is asked for, closed with the warm-up, and whatever is sent to it, the warm-up goes on."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from random import Random
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

pytest.importorskip("pyapriltags")
pytest.importorskip("aiohttp")

from lemans_quiz.games.warmup.cards import setup
from lemans_quiz.games.warmup.cards.card_seats import CardTray
from lemans_quiz.games.warmup.cards.keys import CardTable
from lemans_quiz.games.warmup.cards.setup import CameraRoom
from lemans_quiz.games.warmup.cards.stream import told_of
from lemans_quiz.games.warmup.commands import Forward
from lemans_quiz.games.warmup.driver import WarmupDriver
from lemans_quiz.room.eye import MOST_PIXELS
from tests.games.warmup.test_warmup_cards import host_of, script
from tests.room.test_camera import scene


class Lesson(NamedTuple):
    """A warm-up with its first question open, and the page of its camera."""

    host: WarmupDriver
    table: CardTable
    address: str

    def send(self, path: str, body: bytes, *, method: str = "POST", **headers: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("localhost", urlsplit(self.address).port or 80, timeout=20)
        connection.request(method, path, body, {"X-Camera": "d" * 32, **headers})
        answer = connection.getresponse()
        told = answer.read()
        connection.close()
        return answer.status, told

    def show(self, body: bytes, size: str = "width=320&height=120") -> tuple[int, bytes]:
        return self.send(f"{urlsplit(self.address).path}/picture?{size}", body)

    def said(self) -> dict[int, int]:
        """Return what cards say after the warm-up has taken what was seen."""
        self.table.bring(self.host)
        assert self.host.state.question is not None
        return dict(self.host.state.question.cards)


@pytest.fixture
def lesson(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lesson]:
    monkeypatch.setattr(setup, "addresses", tuple)
    host = host_of(script(class_size=5))
    tray = CardTray(lambda: host.state)
    with CameraRoom(tray, 5, ports=(0,)) as room:
        table = CardTable(tray, room.cameras)
        cameras = room.cameras()
        assert cameras is not None
        host.do(Forward(1.0))
        yield Lesson(host, table, cameras.here())


def test_a_picture_becomes_answers_and_the_page_is_told_who_but_not_what(lesson: Lesson) -> None:
    status, told = lesson.show(scene(1, 3, turned=1))
    assert (status, json.loads(told)["seen"], json.loads(told)["missing"]) == (200, [1, 3], [2, 4, 5])
    assert lesson.said() == {1: 1, 3: 1}
    assert set(json.loads(told)) == {"open", "lobby", "seen", "missing", "foreign"}


def test_a_card_above_the_size_of_the_class_is_not_of_it(lesson: Lesson) -> None:
    assert json.loads(lesson.show(scene(2, 6, 40))[1])["foreign"] == [6, 40]
    assert (lesson.said(), len(lesson.host.state.cards)) == ({2: 0}, 5)


HOSTILE = [
    (b"", "width=320&height=120", 400),
    (b"\xff\xd8\xff\xe0" + Random(1).randbytes(3000), "width=320&height=120", 400),
    (bytes(320 * 120 + 1), "width=320&height=120", 400),
    (bytes(320 * 120), "width=-320&height=-120", 400),
    (bytes(320 * 120), "width=1e9&height=1e9", 400),
    (bytes(320 * 120), "", 400),
    (bytes(MOST_PIXELS + 1), "width=4096&height=4096", 413),
    (Random(2).randbytes(320 * 120), "width=320&height=120", 200),
]


@pytest.mark.parametrize(
    ("body", "size", "status"),
    HOSTILE,
    ids=["nothing", "jpeg", "a byte too many", "below zero", "huge", "no size", "too large", "noise"],
)
def test_what_is_no_picture_of_cards_changes_nothing(lesson: Lesson, body: bytes, size: str, status: int) -> None:
    try:
        assert lesson.show(body, size)[0] == status
    except (BrokenPipeError, ConnectionResetError):
        assert status == 413  # refused while it was still being sent
    assert lesson.said() == {}
    assert lesson.show(scene(1))[0] == 200
    assert lesson.said() == {1: 0}


def test_who_is_not_the_camera_is_heard_by_nobody(lesson: Lesson) -> None:
    path = urlsplit(lesson.address).path
    assert lesson.show(scene(1))[0] == 200
    query, seen = "/picture?width=320&height=120", scene(2)
    assert lesson.send(path + query, seen, **{"X-Camera": "e" * 32})[0] == 409
    assert lesson.send("/C/ABCDEFGHJK" + query, seen)[0] == 404
    assert lesson.send(path + query, seen, Origin="http://evil.test")[0] == 403
    assert lesson.send(path + query, seen, Host="evil.test")[0] in (400, 403, 421)
    assert [lesson.send(one, b"", method="GET")[0] for one in ("/", "/wall", "/C/", "/C/../../etc/passwd")] == [404] * 4
    assert lesson.said() == {1: 0}


def test_the_page_is_served_once_and_closed_with_the_warm_up(lesson: Lesson) -> None:
    assert lesson.address in told_of(lesson.table)
    with CameraRoom(lesson.table.tray, 5, ports=(0,)) as other:
        cameras = other.cameras()
        assert cameras is not None
        assert cameras.there() == ""
        port = urlsplit(cameras.here()).port
    with pytest.raises(ConnectionRefusedError):
        http.client.HTTPConnection("127.0.0.1", port).request("GET", "/")
