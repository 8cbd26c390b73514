"""A room full of phones on the loopback: how soon a question reaches all, how soon answers are acknowledged, what a seat costs.

The phones are in another process than the room. Beside the room a bare aiohttp program is measured in the same run, which sends a
text of the same size to all and echoes what it is sent: what is left to win is what lies between the two.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import resource
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SECOND, BURST = 1.0, 0.05
"""Answers come within so many seconds after the question: as a class does, and all at once."""
ROUNDS = 3
_KEY = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"


class Load(NamedTuple):
    """What was measured with so many seats; times in seconds. `burst` are acknowledgements where all answer at once.

    `cpu` is the processor's time that the server took for a question and its answer, a seat: the same on a busy machine.
    """

    seats: int
    fan_out: list[float]
    acknowledged: list[float]
    burst: list[float]
    kib: float
    lost: int
    cpu: float


def at(values: list[float], share: float) -> float:
    """Return the value below which a share of all lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


class Served:
    """A server in a process of its own, led by lines: `room` or `bare`."""

    def __init__(self, what: str, seats: int) -> None:
        self._home = tempfile.TemporaryDirectory()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.room", what, str(seats)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "LEMANS_QUIZ_HOME": self._home.name},
        )  # fmt: skip
        self.port = int(self._line())

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def ask(self, command: str) -> float:
        """Have a command done and return the number that it answers with."""
        assert self._process.stdin is not None
        self._process.stdin.write(command + "\n")
        self._process.stdin.flush()
        return float(self._line())

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(20)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._home.cleanup()


class Phone:
    """A device with as little of its own as can be: bytes to a socket, and the time at which bytes come back."""

    def __init__(self, port: int, *, is_bare: bool) -> None:
        self._port, self._is_bare = port, is_bare
        self.token, self.page = "", {"question": {"id": "0" * 12, "options": [{"id": "0" * 12}]}}
        self.heard_at = 0.0

    async def enter(self) -> None:
        self._in, self._out = await asyncio.open_connection("127.0.0.1", self._port)
        if not self._is_bare:
            wish = {"code": "4821", "lang": "en", "attempt": secrets.token_hex(16)}
            self.token = str(json.loads(await self.post("/join", wish))["token"])
        self._news_in, self._news_out = await asyncio.open_connection("127.0.0.1", self._port)
        self._news_out.write(f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n{_KEY}\r\n".encode())
        await self._news_in.readuntil(b"\r\n\r\n")
        hello = json.dumps({"token": self.token, "lang": "en"}).encode()
        self._news_out.write(bytes((0x81, 0x80 | len(hello), 0, 0, 0, 0)) + hello)
        await self.hear()

    async def hear(self) -> bytes:
        """Wait for a message that is more than a heartbeat."""
        while True:
            head = await self._news_in.readexactly(2)
            size = head[1]
            if size == 126:
                size = int.from_bytes(await self._news_in.readexactly(2), "big")
            found = await self._news_in.readexactly(size)
            if head[0] == 0x89:
                self._news_out.write(bytes((0x8A, 0x80 | len(found), 0, 0, 0, 0)) + found)
            elif len(found) > 2:
                self.heard_at = time.monotonic()
                return found

    async def question(self) -> None:
        """Wait for the open question."""
        while True:
            found = await self.hear()
            if self._is_bare:
                return
            self.page = json.loads(found)
            if self.page["phase"] == "open":
                return

    async def answer(self, count: int) -> float:
        """Answer, and return the seconds until it was acknowledged."""
        question = self.page["question"]
        body = {"question": question["id"], "count": count, "response": random.choice(question["options"])["id"]}
        began = time.monotonic()
        await self.post("/answer", body)
        return time.monotonic() - began

    async def post(self, path: str, body: object) -> bytes:
        data = json.dumps(body).encode()
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nAuthorization: Seat {self.token}\r\nContent-Length: {len(data)}\r\n\r\n"
        self._out.write(head.encode() + data)
        told = await self._in.readuntil(b"\r\n\r\n")
        size = int(told.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        read = await self._in.readexactly(size)
        assert told.startswith(b"HTTP/1.1 200"), (told, read)
        return read

    def leave(self) -> None:
        self._out.close()
        self._news_out.close()


def deaf(port: int, token: str) -> socket.socket:
    """Connect as a phone that never reads."""
    one = socket.create_connection(("127.0.0.1", port))
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    hello = json.dumps({"token": token, "lang": "en"}).encode()
    one.sendall(f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{_KEY}\r\n".encode())
    one.sendall(bytes((0x81, 0x80 | len(hello), 0, 0, 0, 0)) + hello)
    return one


async def played(served: Served, seats: int, *, is_bare: bool) -> Load:
    """Let so many phones in, one of which never reads, and ask them a few questions."""
    before = served.ask("memory")
    phones = [Phone(served.port, is_bare=is_bare) for _ in range(seats)]
    for first in range(0, seats, 50):
        await asyncio.gather(*(phone.enter() for phone in phones[first : first + 50]))
    never_reads = deaf(served.port, phones[0].token)
    await asyncio.sleep(1.0)
    kib = (served.ask("memory") - before) / seats
    fan_out: list[float] = []
    times: dict[float, list[float]] = {SECOND: [], BURST: []}
    lost, cpu = 0, 0.0
    for number in range(1, 2 * ROUNDS + 1):
        within = SECOND if number % 2 else BURST
        served.ask("ready")
        await asyncio.sleep(1.0)
        hearing = [asyncio.create_task(phone.question()) for phone in phones]
        await asyncio.sleep(0.1)
        cpu -= served.ask("cpu")
        asked_at = await asyncio.to_thread(served.ask, "open")
        await asyncio.wait_for(asyncio.gather(*hearing), 60)
        fan_out += [phone.heard_at - asked_at for phone in phones]

        async def answer(phone: Phone, within: float = within, count: int = number) -> float:
            await asyncio.sleep(random.random() * within)
            return await phone.answer(count)

        times[within] += await asyncio.gather(*(answer(phone) for phone in phones))
        cpu += served.ask("cpu")
        lost += seats - int(served.ask("answers")) if not is_bare else 0
    never_reads.close()
    for phone in phones:
        phone.leave()
    return Load(seats, fan_out, times[SECOND], times[BURST], kib, lost, cpu / (seats * 2 * ROUNDS))


def measured(what: str, seats: int) -> Load:
    """Measure a server with so many seats."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 8192)), hard))
    served = Served(what, seats)
    try:
        return asyncio.run(played(served, seats, is_bare=what == "bare"))
    finally:
        served.close()


def loads(sizes: tuple[int, ...] = (30, 200, 1000)) -> Iterator[tuple[Load, Load]]:
    """Measure the room and the bare program in turns."""
    for seats in sizes:
        yield measured("room", seats), measured("bare", seats)


# The servers, in the other process


def kib_used() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024


def lead(**commands: object) -> None:
    """Do what the lines of standard input say, until it ends."""
    for line in sys.stdin:
        print(commands[line.strip()](), flush=True)  # type: ignore[operator]


def serve_room(seats: int) -> None:
    from lemans_quiz.core.items import Choice, Item, Option
    from lemans_quiz.core.text import plain
    from lemans_quiz.core.turns import deal
    from lemans_quiz.games.host.commands import Forward
    from lemans_quiz.games.host.desk import Desk
    from lemans_quiz.games.host.journal import Beginning, Journal
    from lemans_quiz.games.host.rules import LOBBY, OPEN, REVEALED, HostRules, Script
    from lemans_quiz.games.host.server import PhoneRoutes
    from lemans_quiz.room.server import RoomServer, Site

    options = tuple(Option(plain(name)) for name in ("Porsche", "Audi", "Toyota", "Nissan"))
    items = [Item("load", f"q{n}", plain(f"Which manufacturer won race {n}?"), Choice(options, 0)) for n in range(50)]
    script = Script(deal(items, "load"), HostRules(seconds=0.0, reading=0.0, cap=seats))
    journal = Journal(Beginning("", 0.0, "{}", script, "4821", "en"))
    desk = Desk(script, append=journal.append)
    server = RoomServer((Site(("127.0.0.1",), (0,), PhoneRoutes(desk, "4821").routes()),))

    def ready() -> float:
        while desk.snapshot.state.phase not in (LOBBY, REVEALED):
            desk.do(Forward(desk.at))
        return 0.0

    def open_next() -> float:
        began = time.monotonic()
        desk.do(Forward(desk.at))
        assert desk.snapshot.state.phase == OPEN
        return began

    def answers() -> int:
        question = desk.snapshot.state.question
        assert question is not None
        assert question.poll is not None
        return len(question.poll.ballots)

    print(*server.start(), flush=True)
    lead(ready=ready, open=open_next, answers=answers, memory=kib_used, cpu=time.process_time)
    server.stop()
    journal.delete()


def serve_bare(seats: int) -> None:
    import threading

    from aiohttp import web

    loop = asyncio.new_event_loop()
    links: set[web.WebSocketResponse] = set()
    text = "x" * 420

    async def link(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        links.add(socket)
        await socket.receive()
        await socket.send_str(text)
        async for _message in socket:
            pass
        links.discard(socket)
        return socket

    async def echo(request: web.Request) -> web.StreamResponse:
        return web.Response(body=await request.read(), content_type="application/json")

    async def serve() -> web.AppRunner:
        app = web.Application()
        app.add_routes([web.get("/ws", link), web.post("/answer", echo)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
        return runner

    def send_all() -> float:
        began = time.monotonic()
        loop.call_soon_threadsafe(lambda: [loop.create_task(one.send_str(text)) for one in links])
        return began

    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    runner = loop.run_until_complete(serve())
    print(runner.addresses[0][1], flush=True)
    threading.Thread(target=loop.run_forever, daemon=True).start()
    lead(ready=float, open=send_all, memory=kib_used, cpu=time.process_time)


def main() -> None:
    """Serve what the command line names, or measure and print."""
    if sys.argv[1:2] in (["room"], ["bare"]):
        {"room": serve_room, "bare": serve_bare}[sys.argv[1]](int(sys.argv[2]))
        return
    for pair in loads(tuple(map(int, sys.argv[1:])) or (30, 200, 1000)):
        for name, load in zip(("room", "bare"), pair, strict=True):
            times = [f"{1000 * at(values, share):.0f}" for values in load[1:4] for share in (0.5, 0.99)]
            print(
                name,
                load.seats,
                "fan-out, ack, burst p50/p99 ms:",
                *times,
                f"{load.kib:.0f} KiB, {1e6 * load.cpu:.0f} µs",
                load.lost,
                "lost",
                flush=True,
            )


if __name__ == "__main__":
    main()
