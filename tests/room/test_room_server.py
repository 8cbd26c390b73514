"""The server of a room: what it answers to whom, and how news reaches those who listen."""

from __future__ import annotations

import asyncio
import http.client
import logging
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from aiohttp import ClientSession, web

from lemans_quiz.errors import QuizError
from lemans_quiz.room.server import PortTaken, RoomServer, Route, Site, asset, news

LOOPBACK = ("127.0.0.1",)


async def _fail(_request: web.Request) -> web.StreamResponse:
    raise RuntimeError("a secret")


async def _echo(request: web.Request) -> web.StreamResponse:
    return web.Response(text=str(len(await request.read())))


ROUTES = (
    asset("/wall", b"<!doctype html>", "text/html"),
    news("/wall/news", "wall"),
    Route("GET", "/fail", _fail),
    Route("POST", "/size", _echo),
)


@pytest.fixture
def room() -> Iterator[tuple[RoomServer, int]]:
    server = RoomServer((Site(LOOPBACK, (0,), ROUTES, ("localhost",)),))
    (port,) = server.start()
    yield server, port
    server.stop()


def asked(port: int, path: str = "/wall", method: str = "GET", body: bytes | None = None, **headers: str):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


def heard(port: int, count: int, *, then=lambda: None, first: float = 0.0) -> list[str]:
    """Listen until so many messages came or the other side closes; `first` is how long not to read."""

    async def listen() -> list[str]:
        found: list[str] = []
        async with ClientSession() as session, session.ws_connect(f"http://127.0.0.1:{port}/wall/news") as listener:
            await asyncio.sleep(first)
            then()
            async for one in listener:
                found.append(one.data)
                if len(found) == count:
                    break
        return found

    return asyncio.run(asyncio.wait_for(listen(), 20))


def test_a_page_has_the_strict_headers_and_names_no_program(room):
    answer, text = asked(room[1])
    assert (answer.status, text) == (200, "<!doctype html>")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert (answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"]) == ("no-store", "nosniff")
    assert not answer.headers["Server"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", ""])
def test_another_host_is_refused(room, host):
    assert asked(room[1], Host=host)[0].status == 421


def test_its_own_names_are_answered(room):
    port = room[1]
    assert [asked(port, Host=f"{name}:{port}")[0].status for name in ("127.0.0.1", "LOCALHOST")] == [200, 200]


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1"])
def test_another_origin_is_refused(room, origin):
    assert asked(room[1], Origin=origin)[0].status == 403


def test_its_own_origin_is_answered(room):
    assert asked(room[1], Origin=f"http://127.0.0.1:{room[1]}")[0].status == 200


def test_a_failing_handler_tells_nobody_why(room, caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        answer, text = asked(room[1], "/fail")
    assert answer.status == 500
    assert "secret" not in text + caplog.text + capfd.readouterr().err


def test_garbage_on_the_line_leaves_the_terminal_clean_and_the_room_open(room, capfd):
    for garbage in (b"\x00\xff\x1b[2J\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"A" * 100_000):
        with socket.create_connection(("127.0.0.1", room[1])) as line:
            line.sendall(garbage)
    assert asked(room[1])[0].status == 200
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "garbage",
    [b"GET /<b>x</b> HTTP/9.9\r\n\r\n", b"<b>\xff\x00\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: <b>\r\n\r\n"],
)
def test_what_is_no_request_is_not_said_back(room, garbage):
    with socket.create_connection(("127.0.0.1", room[1]), timeout=60) as line:
        line.sendall(garbage)
        told = line.recv(65536).decode()
    assert told.startswith(
        ("HTTP/1.0 400", "HTTP/1.1 421")
    )  # Older versions of the library take two hosts for a request.
    assert "nosniff" in told
    assert "<b>" not in told
    assert "aiohttp" not in told


def test_a_body_over_two_kib_is_refused(room):
    assert asked(room[1], "/size", "POST", b"x" * 2047)[1] == "2047"
    assert asked(room[1], "/size", "POST", b"x" * 2049)[0].status == 413


def test_one_who_comes_later_gets_the_newest_at_once(room):
    for number in range(5):
        room[0].publish("wall", str(number))
    assert heard(room[1], 1) == ["4"]


def test_what_is_published_before_the_start_is_not_lost():
    server = RoomServer((Site(LOOPBACK, (0,), ROUTES),))
    server.publish("wall", "early")
    (port,) = server.start()
    assert heard(port, 1) == ["early"]
    server.stop()


def test_a_slow_listener_gets_the_newest_and_no_backlog(room):
    server, port = room
    large = "x" * 100_000

    def publish() -> None:
        for number in range(300):
            server.publish("wall", f"{number} {large}")

    found: list[str] = []

    async def listen() -> None:
        async with ClientSession() as session, session.ws_connect(f"http://127.0.0.1:{port}/wall/news") as listener:
            publish()
            await asyncio.sleep(0.5)
            async for one in listener:
                found.append(one.data.partition(" ")[0])
                if found[-1] == "299":
                    break

    asyncio.run(asyncio.wait_for(listen(), 20))
    assert found[-1] == "299"
    assert len(found) < 300


def test_the_last_message_is_sent_before_the_end(room):
    server, port = room

    def end() -> None:
        server.publish("wall", "the end")
        threading.Thread(target=server.stop).start()

    assert heard(port, 9, then=end) == ["the end"]


def test_publishing_after_the_end_does_nothing(room):
    room[0].stop()
    room[0].publish("wall", "late")
    room[0].stop()
    with pytest.raises(ConnectionRefusedError):
        asked(room[1])


def test_a_port_that_is_taken_is_told_in_a_sentence_and_another_may_be_named(room):
    port = room[1]
    with pytest.raises(PortTaken) as told:
        RoomServer((Site(LOOPBACK, (port,), ROUTES),)).start()
    assert str(port) in str(told.value.sentence)
    other = RoomServer((Site(LOOPBACK, (port, 0), ROUTES),))
    assert other.start() != (port,)
    other.stop()


def test_a_port_that_another_program_has_at_the_other_loopback_is_not_taken(room):
    try:
        other = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("this machine has no IPv6")
    port = other.getsockname()[1]
    with other, pytest.raises(PortTaken):
        RoomServer((Site(("127.0.0.1", "::1"), (port,), ROUTES),)).start()


def test_an_address_that_is_not_of_this_machine_is_told():
    with pytest.raises(QuizError, match="does not have the address"):
        RoomServer((Site(("203.0.113.9",), (0,), ROUTES),)).start()


def test_a_site_answers_at_its_own_address_alone(room):
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", room[1]), timeout=5)


def test_two_sites_serve_their_own_routes():
    sites = (Site(LOOPBACK, (0,), ROUTES[:1]), Site(LOOPBACK, (0,), ROUTES[2:]))
    server = RoomServer(sites)
    wall, phones = server.start()
    assert [asked(port)[0].status for port in (wall, phones)] == [200, 404]
    server.stop()


@pytest.mark.parametrize("module", ["names", "standings", "memory", "wall", "projector"])
def test_the_room_is_known_without_the_library_of_its_server(module):
    code = f"import sys, lemans_quiz.room.{module}; sys.exit('aiohttp' in sys.modules or 'asyncio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
