"""A room on the loopback and phones in it, as programs see them: what they are told, and what they send."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from types import TracebackType

from aiohttp import ClientSession, WSMsgType

from lemans_quiz.core.commands import command_from_json, command_to_json
from lemans_quiz.core.items import Item
from lemans_quiz.core.turns import deal
from lemans_quiz.games.host.commands import COMMANDS, Command, Forward
from lemans_quiz.games.host.desk import Desk
from lemans_quiz.games.host.rules import OPEN, HostRules, Script
from lemans_quiz.games.host.server import PhoneRoutes
from lemans_quiz.room.server import RoomServer, Site
from tests.sample_quiz import ITEMS

CODE = "4821"
WRONG_CODE = 0.05
"""Seconds that a wrong code costs here."""
WAYS = ("websocket", "poll")
Told = dict[str, object]


class Room:
    """A game with its phones' server; used in a `with`."""

    def __init__(
        self, *items: Item, log: tuple[Command, ...] = (), port: int = 0, most_guests: int = 0, **rules: object
    ) -> None:
        self.kept: list[Command] = list(log)
        turns = deal(items or ITEMS, "arnage-7k")
        script = Script(turns, HostRules(**{"seconds": 0.0, "reading": 0.0, **rules}))  # type: ignore[arg-type]
        self.desk = Desk(
            script,
            log=log,
            append=self._keep,
        )
        self.phones = PhoneRoutes(self.desk, CODE, linger=0.2, wrong_code=WRONG_CODE)
        self.server = RoomServer((Site(("127.0.0.1",), (port,), self.phones.routes()),), most_guests=most_guests)
        self.port = 0

    def _keep(self, command: Command) -> None:
        """Keep a command as the journal reads it again."""
        self.kept.append(command_from_json(json.loads(json.dumps(command_to_json(command, COMMANDS))), COMMANDS))
        assert self.kept[-1] == command

    def __enter__(self) -> Room:
        (self.port,) = self.server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.stop()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def forward(self) -> None:
        self.desk.do(Forward(self.desk.at))

    def on_to(self, phase: str) -> None:
        """Go on until a phase has begun, at least a step."""
        self.forward()
        while self.desk.snapshot.state.phase != phase:
            self.forward()

    def answers(self) -> dict[int, object]:
        """Return what stands in the poll that is on, by seat."""
        question = self.desk.snapshot.state.question
        assert question is not None
        assert question.poll is not None
        return {seat: ballot.response for seat, ballot in question.poll.ballots.items()}


class Phone:
    """A device: it joins, hears news in one of WAYS, and answers."""

    def __init__(self, room: Room, session: ClientSession, way: str = "websocket") -> None:
        self.room, self.session, self.way = room, session, way
        self.token, self.attempt = "", secrets.token_hex(16)
        self.page: Told = {}
        self.heard: list[Told] = []
        self._news = asyncio.Event()
        self._hearing: asyncio.Task[None] | None = None

    async def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, Told]:
        sent = {"Authorization": f"Seat {self.token}", **headers} if self.token else headers
        data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        async with self.session.request(method, self.room.address + path, data=data, headers=sent) as answer:
            text = await answer.text()
            with suppress(ValueError):
                return answer.status, json.loads(text)
            return answer.status, {"text": text}

    async def join(self, **more: object) -> Told:
        """Ask for a seat; where one is given, hear the news of it."""
        wish = {"code": CODE, "lang": "en", "attempt": self.attempt, **more}
        status, told = await self.ask("POST", "/join", wish)
        if status == 200:
            self.token = str(told["token"])
            await self.listen()
        return {"status": status, **told}

    async def listen(self) -> None:
        """Hear the news from now on, and return with the first page."""
        await self.stop()
        self.page = {}
        self._hearing = asyncio.create_task(self._socket() if self.way == "websocket" else self._poll())
        await self.until(lambda page: bool(page))

    async def stop(self) -> None:
        if self._hearing is not None:
            self._hearing.cancel()
            with suppress(asyncio.CancelledError):
                await self._hearing
            self._hearing = None

    async def _socket(self) -> None:
        async with self.session.ws_connect(self.room.address + "/ws") as socket:
            await socket.send_str(json.dumps({"token": self.token, "lang": "en"}))
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._take(json.loads(message.data))

    async def _poll(self) -> None:
        after = ""
        while True:
            status, told = await self.ask("GET", f"/news?lang=en&after={after}")
            if status != 200:
                return
            after = str(told.pop("n", after))
            self._take(told)

    def _take(self, told: Told) -> None:
        if told:
            self.page = told
            self.heard.append(told)
            self._news.set()

    async def until(self, fits: Callable[[Told], bool]) -> Told:
        """Wait for a page that fits."""
        async with asyncio.timeout(20):
            while not fits(self.page):
                self._news.clear()
                await self._news.wait()
        return self.page

    async def phase(self, name: str) -> Told:
        return await self.until(lambda page: page.get("phase") == name)

    async def answer(self, response: object, count: int = 1) -> tuple[int, Told]:
        question = self.page["question"]
        assert isinstance(question, dict)
        return await self.ask("POST", "/answer", {"question": question["id"], "count": count, "response": response})

    def option(self, text: str) -> str:
        """Return this seat's name of the option with a text."""
        question = self.page["question"]
        assert isinstance(question, dict)
        return next(option["id"] for option in question["options"] if option["text"] == text)


def in_room(room: Room, play: Callable[..., Awaitable[None]], *ways: str) -> None:
    """Play in a room with a phone for each of `ways`, which have not joined."""

    async def begin() -> None:
        async with ClientSession() as session, asyncio.timeout(150):
            phones = [Phone(room, session, way) for way in ways]
            try:
                await play(*phones)
            finally:
                for phone in phones:
                    await phone.stop()

    with room:
        asyncio.run(begin())


def opened(room: Room) -> None:
    room.on_to(OPEN)
