"""A bad Wi-Fi between a laptop and its pupils: two network namespaces, a TUN in each, and one relay that delays, loses, limits, blacks out.

Run as a program for its parts: `relay PID PID`, `serve`, `phones COUNT`. Only root can make the namespaces.
"""

from __future__ import annotations

import asyncio
import ctypes
import fcntl
import heapq
import json
import os
import random
import secrets
import select
import struct
import sys
import time
from contextlib import suppress

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector, WSMsgType

LAPTOP, PHONES = "10.7.0.1", "10.7.0.2"
PORT = 8080
DELAY = 0.15
"""Seconds each way."""
LOSS = 0.05
RATE = 1_000_000 / 8
"""Bytes a second, both ways and all phones together."""
QUEUED = 2.0
"""Seconds of bytes that wait at the access point; what comes beyond is dropped."""


class Relay:
    """Carries packets between two TUNs. A line on standard input is a blackout of so many seconds."""

    def __init__(self, ends: tuple[int, int]) -> None:
        self.ends = ends
        self.on_its_way: list[tuple[float, int, int, bytes]] = []
        self.free_at = self.dark_until = 0.0
        self.count = 0
        self.chance = random.Random(5)

    def run(self) -> None:
        while True:
            now = time.monotonic()
            wait = max(0.0, self.on_its_way[0][0] - now) if self.on_its_way else 1.0
            for found in select.select([*self.ends, sys.stdin], [], [], wait)[0]:
                if found is sys.stdin:
                    line = sys.stdin.readline()
                    if not line:
                        return
                    self.dark_until = time.monotonic() + float(line)
                else:
                    self.take(found, os.read(found, 2048))
            self.deliver()

    def take(self, end: int, packet: bytes) -> None:
        now = time.monotonic()
        start = max(now, self.free_at)
        if now < self.dark_until or self.chance.random() < LOSS or start - now > QUEUED:
            return
        self.free_at = start + len(packet) / RATE
        self.count += 1
        other = self.ends[1 - self.ends.index(end)]
        heapq.heappush(self.on_its_way, (self.free_at + DELAY, self.count, other, packet))

    def deliver(self) -> None:
        now = time.monotonic()
        while self.on_its_way and self.on_its_way[0][0] <= now:
            _at, _count, end, packet = heapq.heappop(self.on_its_way)
            if now >= self.dark_until:
                os.write(end, packet)


def tun_in(holder: int, own: str, other: str) -> int:
    """Make a TUN in the network namespace of a process and return its descriptor."""
    with open(f"/proc/{holder}/ns/net", "rb") as space:
        if ctypes.CDLL(None, use_errno=True).setns(space.fileno(), 0x40000000):
            raise OSError(ctypes.get_errno(), "setns")
    found = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(found, 0x400454CA, struct.pack("16sH22x", b"room0", 0x0001 | 0x1000))
    os.system(f"ip link set lo up; ip addr add {own} peer {other} dev room0; ip link set room0 up mtu 1400")
    return found


def serve() -> None:
    """Serve a room and do what the lines of standard input say: a phase to go on to, or what to tell."""
    from lemans_quiz.core.turns import deal
    from lemans_quiz.games.host.commands import Forward
    from lemans_quiz.games.host.desk import Desk
    from lemans_quiz.games.host.rules import HostRules, Script
    from lemans_quiz.games.host.server import PhoneRoutes
    from lemans_quiz.room.server import RoomServer, Site
    from tests.sample_quiz import CHOICE

    kept: list[object] = []
    items = [CHOICE._replace(id=f"q{number}") for number in range(5)]
    desk = Desk(
        Script(deal(items, "bad"), HostRules(seconds=0.0, reading=0.0)),
        append=kept.append,
    )
    server = RoomServer((Site((LAPTOP,), (PORT,), PhoneRoutes(desk, "4821").routes()),))
    server.start()
    print("ready", flush=True)
    for line in sys.stdin:
        state = desk.snapshot.state
        if line.strip() == "tell":
            question = state.question
            ballots = question.poll.ballots if question and question.poll else {}
            answers = {seat: CHOICE.kind.options[one.response.option].text.first for seat, one in ballots.items()}
            told = {"seats": len(state.seats), "present": len(desk.snapshot.present), "answers": answers}
            print(json.dumps(told), flush=True)
            continue
        while desk.snapshot.state.phase != line.strip():
            desk.do(Forward(desk.at))
        print("{}", flush=True)
    server.stop()


class Pupil:
    """A phone that does what the page does: it asks again until it has what it asked for."""

    def __init__(self, number: int) -> None:
        self.number, self.attempt = number, secrets.token_hex(16)
        self.token, self.page = "", {}
        self.session = ClientSession(
            f"http://{LAPTOP}:{PORT}", timeout=ClientTimeout(8), connector=TCPConnector(limit=6)
        )
        self.nth = 0

    async def ask(self, method: str, path: str, body: object = None) -> tuple[int, bytes]:
        """Ask until there is an answer."""
        headers = {"Authorization": f"Seat {self.token}"} if self.token else {}
        while True:
            with suppress(ClientError, TimeoutError, OSError):
                async with self.session.request(method, path, json=body, headers=headers) as answer:
                    return answer.status, await answer.read()
            await asyncio.sleep(0.3 + random.random() * 0.3)

    async def enter(self) -> None:
        for path in ("/4821", "/page.css", "/page.js"):
            assert (await self.ask("GET", path))[0] == 200
        wish = {"code": "4821", "lang": "en", "attempt": self.attempt}
        status, told = await self.ask("POST", "/join", wish)
        assert status == 200, told
        self.token = json.loads(told)["token"]
        self.hearing = asyncio.create_task(self.hear())
        await self.until("lobby", 0)

    async def hear(self) -> None:
        while True:
            with suppress(ClientError, TimeoutError, OSError):
                async with self.session.ws_connect("/ws", timeout=8) as link:
                    await link.send_str(json.dumps({"token": self.token, "lang": "en"}))
                    while True:
                        message = await link.receive(11)
                        if message.type != WSMsgType.TEXT:
                            break
                        self.page = json.loads(message.data) or self.page
            await asyncio.sleep(0.2)

    async def until(self, phase: str, number: int) -> None:
        while (self.page.get("phase"), self.page.get("number", 0)) != (phase, number):
            await asyncio.sleep(0.02)

    async def answer(self, number: int) -> str:
        """Answer twice, as one who changes their mind; return the option that must stand."""
        await self.until("open", number)
        question = self.page["question"]
        for place in ((self.number + 1) % 4, (self.number + number) % 4):
            self.nth += 1
            body = {"question": question["id"], "count": self.nth, "response": question["options"][place]["id"]}
            status, told = await self.ask("POST", "/answer", body)
            assert status == 200, told
        return str(question["options"][place]["text"])


async def phones(count: int) -> None:
    """Let phones in, then for each line of standard input answer that question; print what must stand."""
    pupils = [Pupil(number) for number in range(count)]
    began = time.monotonic()
    await asyncio.gather(*(pupil.enter() for pupil in pupils))
    print(json.dumps({"seconds": round(time.monotonic() - began, 1)}), flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        taken = await asyncio.gather(*(pupil.answer(int(line)) for pupil in pupils))
        print(json.dumps({pupil.page["seat"] - 1: one for pupil, one in zip(pupils, taken, strict=True)}), flush=True)
    for pupil in pupils:
        pupil.hearing.cancel()
        await pupil.session.close()


def main() -> None:
    what, *rest = sys.argv[1:]
    if what == "relay":
        ends = tun_in(int(rest[0]), LAPTOP, PHONES), tun_in(int(rest[1]), PHONES, LAPTOP)
        print("ready", flush=True)
        Relay(ends).run()
    elif what == "serve":
        serve()
    else:
        asyncio.run(phones(int(rest[0])))


if __name__ == "__main__":
    main()
