"""The pages of pupils: what a phone asks and is told, as routes of the room's server. Import it only where a game is opened.

    phones = PhoneRoutes(desk, code="4821")
    server = RoomServer((Site((address, "127.0.0.1"), (80, 8080), phones.routes()),))

An answer is stamped, read, handed to the desk, and acknowledged when the desk has kept it; only news goes down. A seat proves
itself by a token that no other is ever told. From here a game takes seats and answers, and nothing else: no request can go on,
mark or end anything.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import secrets
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from hmac import compare_digest
from importlib.resources import files

from aiohttp import WSMsgType, web

from lemans_quiz.games.host.desk import Admitted, Desk, Refused, Snapshot, ticket
from lemans_quiz.games.host.links import Links
from lemans_quiz.games.host.phone import KICKED, common, gone, language_for, page, question_id, read_response
from lemans_quiz.games.host.requests import BackAsked, Hello, JoinAsked, read_answer, read_back, read_hello, read_join
from lemans_quiz.games.host.rules import NUMBERS, OWN, PHONE, TEAM, TWO, Seat
from lemans_quiz.games.host.state import HostGame
from lemans_quiz.room.channels import Channel
from lemans_quiz.room.guard import Handler
from lemans_quiz.room.names import refusal, tidied
from lemans_quiz.room.server import MOST_BYTES, SERVER, Route

POLL = 25.0
"""Seconds that a request for news may wait."""
GREETING = 5.0
"""Seconds in which a WebSocket must say who it is, and a request must be here as a whole."""
LINGER = 4.0
"""Seconds for which a phone that asks for news from time to time counts as connected after an answer."""
WRONG_CODE = 1.0
"""Seconds that a wrong code costs; whatever comes from the same place next waits for it."""
UNKNOWN = 4401
"""By this a WebSocket is closed whose token is not known."""
_TRIAL = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Le Mans Quiz</title><h1>It works.</h1><p>This phone reaches the laptop.</p>
<h1 lang="de">Es klappt.</h1><p lang="de">Dieses Handy erreicht den Laptop.</p></html>"""
_MOST_WAITING = 64
_MOST_PLACES = 1000
_MOST_ATTEMPTS = 2000
_HEARTBEAT = 10.0


class PhoneRoutes:
    """Everything that phones may ask of a game. All of it runs in the server's thread; `reached` may be read from any."""

    def __init__(self, desk: Desk, code: str, *, linger: float = LINGER, wrong_code: float = WRONG_CODE) -> None:
        self.reached = False
        """Whether any device has asked for the page."""
        self._desk = desk
        self._code = code.encode()
        self._linger, self._wrong_code = linger, wrong_code
        self._boot = secrets.token_hex(4)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_due = False
        self._published: HostGame = desk.snapshot.state
        self._channels: dict[int, Channel] = {}
        self._languages: dict[int, str] = {}
        self._kicked: set[str] = set()
        self._admitted: OrderedDict[str, Admitted] = OrderedDict()
        self._places: dict[str, asyncio.Lock] = {}
        self._waiting: Counter[str] = Counter()
        self._links = Links()
        desk.watch(self._changed)

    def routes(self) -> tuple[Route, ...]:
        """Return the routes of a site for phones."""
        return (
            Route("GET", "/", self._file("index.html", "text/html")),
            Route("GET", "/{code:[0-9]{4}}", self._file("index.html", "text/html")),
            Route("GET", "/page.css", self._file("page.css", "text/css")),
            Route("GET", "/page.js", self._file("page.js", "text/javascript")),
            Route("GET", "/favicon.ico", _nothing),
            Route("POST", "/join", self._join),
            Route("POST", "/back", self._back),
            Route("POST", "/answer", self._answer),
            Route("GET", "/news", self._news),
            Route("GET", "/ws", self._socket),
        )

    def _file(self, name: str, kind: str) -> Handler:
        """Return what answers with a file of the page, compressed where the phone reads that: thirty load it at once."""
        plain = (files("lemans_quiz.games.host") / "page" / name).read_bytes()
        packed = gzip.compress(plain, 9, mtime=0)

        async def answer(request: web.Request) -> web.StreamResponse:
            self.reached = True
            if "gzip" not in request.headers.get("Accept-Encoding", ""):
                return web.Response(body=plain, content_type=kind, charset="utf-8")
            headers = {"Content-Encoding": "gzip"}
            return web.Response(body=packed, content_type=kind, charset="utf-8", headers=headers)

        return answer

    # Answers

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        arrived = self._desk.at
        if (seat := self._seat(_token(request))) is None:
            return _refused(401, "unknown")
        request.app[SERVER].belongs(request, seat.number)
        asked = read_answer(await _body(request))
        if asked is None:
            return _refused(400, "unreadable")
        question = self._desk.snapshot.state.question
        if question is None or question.poll is None or question_id(question, seat, 0) != asked.question:
            return _refused(409, "closed")
        response = read_response(question, seat, asked.response)
        if response is None:
            return _refused(400, "unreadable")
        stands = self._desk.answer(seat.number, question.poll.id, asked.nth, response, arrived=arrived)
        if isinstance(stands, Refused):
            return _refused(400 if stands.reason == "unreadable" else 409, stands.reason)
        return _told({"question": asked.question, "count": stands.nth})

    # Seats

    def _seat(self, token: str) -> Seat | None:
        number = self._desk.seat_of(token) if token else None
        return None if number is None else self._desk.snapshot.state.seats[number]

    async def _join(self, request: web.Request) -> web.StreamResponse:
        asked = read_join(await _body(request))
        if asked is None:
            return _refused(400, "unreadable")
        if (again := self._admitted.get(asked.attempt)) is not None and self._seat(again.token) is not None:
            return self._welcome(request, again, asked)
        if not await self._knows_code(request, asked.code):
            return _refused(403, "code")
        reason, name = self._name(asked)
        if reason:
            return _refused(403, reason)
        pupils = 2 if self._desk.snapshot.state.script.rules.devices == TWO else 1
        admitted = self._desk.join(name=name, way=PHONE, pupils=pupils)
        if isinstance(admitted, Refused):
            return _refused(403, admitted.reason)
        self._remember(asked.attempt, admitted)
        return self._welcome(request, admitted, asked)

    def _name(self, asked: JoinAsked) -> tuple[str, str]:
        """Return why a device cannot join as it asks, or nothing, and the name that it has chosen."""
        snapshot = self._desk.snapshot
        state, names = snapshot.state, snapshot.state.script.rules.names
        if state.is_locked:
            return "locked", ""
        if not asked.is_fresh and not asked.name and not asked.number and _has_empty_seats(snapshot):
            return "back", ""
        taken = [seat.name for seat in state.seats if not seat.is_kicked]
        if names == NUMBERS and state.script.rules.devices != TEAM:
            is_free = 0 < asked.number < 100 and str(asked.number) not in taken
            return ("", str(asked.number)) if is_free else ("number", "")
        if names == OWN:
            name = tidied(asked.name)
            return ("name", "") if refusal(name, taken) else ("", name)
        return "", ""

    async def _back(self, request: web.Request) -> web.StreamResponse:
        asked = read_back(await _body(request))
        if asked is None:
            return _refused(400, "unreadable")
        known = self._admitted.get(asked.attempt)
        if known is None:
            if not await self._knows_code(request, asked.code):
                return _refused(403, "code")
            found = self._desk.ask_back(asked.number - 1)
            if isinstance(found, Refused):
                return _refused(403, "back")
            self._remember(asked.attempt, known := found)
        if self._desk.is_held(known.token):
            return _told({"held": True}, status=202)
        return self._welcome(request, known, asked)

    def _welcome(self, request: web.Request, admitted: Admitted, asked: JoinAsked | BackAsked) -> web.StreamResponse:
        seat = self._seat(admitted.token)
        if seat is None:
            self._admitted.pop(asked.attempt, None)
            return _refused(403, "back")
        request.app[SERVER].belongs(request, seat.number)
        self._languages[seat.number] = language_for(asked.language)
        return _told({"token": admitted.token, "seat": seat.number + 1, "name": seat.name})

    def _remember(self, attempt: str, admitted: Admitted) -> None:
        self._admitted[attempt] = admitted
        while len(self._admitted) > _MOST_ATTEMPTS:
            self._admitted.popitem(last=False)

    async def _knows_code(self, request: web.Request, code: str) -> bool:
        """Tell whether a code is right. Devices of one place are told one after another, and a wrong code takes its time."""
        place = request.remote or ""
        if self._waiting[place] >= _MOST_WAITING:
            return False
        if len(self._places) > _MOST_PLACES:
            self._places = {known: lock for known, lock in self._places.items() if lock.locked()}
        self._waiting[place] += 1
        try:
            async with self._places.setdefault(place, asyncio.Lock()):
                is_right = compare_digest(code.encode("utf-8", "replace"), self._code)
                if not is_right:
                    await asyncio.sleep(self._wrong_code)
                return is_right
        finally:
            self._waiting[place] -= 1
            if not self._waiting[place]:
                del self._waiting[place]

    # News

    async def _news(self, request: web.Request) -> web.StreamResponse:
        token = _token(request)
        seat = self._seat(token)
        if seat is None:
            return _told(gone(KICKED)) if ticket(token) in self._kicked else _refused(401, "unknown")
        request.app[SERVER].belongs(request, seat.number)
        boot, _, number = request.query.get("after", "").partition(".")
        is_known = boot == self._boot and number.isdecimal() and len(number) < 12
        language = request.query.get("lang", "")
        channel = self._channels[seat.number] = request.app[SERVER].channel(f"seat {seat.number}")
        if not is_known or self._languages.get(seat.number) != language_for(language):
            channel.put(self._page(seat, language))
        self._desk.connect(seat.number)
        try:
            found = await _newer(request, channel, int(number) if is_known else 0)
        finally:
            asyncio.get_running_loop().call_later(self._linger, self._desk.disconnect, seat.number)
        number, text = (str(found[0]), found[1]) if found is not None else (number, "{}")
        name = json.dumps(f"{self._boot}.{number}")
        return _raw(f'{{"n":{name}{"," if text != "{}" else ""}{text[1:]}')

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(compress=False, max_msg_size=MOST_BYTES, heartbeat=_HEARTBEAT, timeout=2.0)
        await socket.prepare(request)
        hello = await _hello(socket)
        seat = self._seat(hello.token) if hello else None
        if hello is None or seat is None:
            if hello and ticket(hello.token) in self._kicked:
                await socket.send_str(_json(gone(KICKED)))
            await socket.close(code=UNKNOWN)
            return socket
        request.app[SERVER].belongs(request, seat.number)
        self._links.keep(request.app[SERVER].channel("phones"))
        link = self._links.open(seat.number, request, socket)
        self._desk.connect(seat.number)
        try:
            link.push(self._page(seat, hello.language))
            await socket.receive()  # A phone has nothing more to say here: whatever comes ends it.
        finally:
            self._links.forget(seat.number, link)
            self._desk.disconnect(seat.number)
        await socket.close()
        return socket

    def _page(self, seat: Seat, language: str) -> str:
        """Return a seat's page as it is now, in a language that is its own from now on."""
        self._loop = asyncio.get_running_loop()
        language = self._languages[seat.number] = language_for(language)
        snapshot = self._desk.snapshot
        return _json(page(common(snapshot.state, language), snapshot.state.seats[seat.number], snapshot.at))

    def _changed(self, snapshot: Snapshot) -> None:
        """Have the news told soon, in the server's thread; many changes at once are told together, and an answer is no news."""
        if self._loop is None or self._is_due or not self._is_news(snapshot.state):
            return
        self._is_due = True
        with contextlib.suppress(RuntimeError):  # The server has stopped.
            self._loop.call_soon_threadsafe(self._publish)

    def _is_news(self, state: HostGame) -> bool:
        told = self._published
        return told.seats is not state.seats or _news_of(told) != _news_of(state)

    def _publish(self) -> None:
        """Tell each seat its page, if that may have changed: the answers of others are no news."""
        self._is_due = False
        snapshot = self._desk.snapshot
        before, state = self._published, snapshot.state
        self._published = state
        is_for_all = _news_of(before) != _news_of(state)
        shared = {language: common(state, language) for language in set(self._languages.values())}
        for seat in state.seats:
            old = before.seats[seat.number] if seat.number < len(before.seats) else None
            if old is not None and seat.is_kicked and not old.is_kicked:
                self._kicked.add(old.ticket)
            if seat.number in self._languages and (is_for_all or seat is not old):
                self._tell(seat, _json(page(shared[self._languages[seat.number]], seat, snapshot.at)))

    def _tell(self, seat: Seat, text: str) -> None:
        self._links.push(seat.number, text)
        if (channel := self._channels.get(seat.number)) is not None:
            channel.put(text)


def trial_routes(reached: Callable[[], object]) -> tuple[Route, ...]:
    """Return the routes of a page that only says that it was reached, and tells so."""

    async def answer(_request: web.Request) -> web.StreamResponse:
        reached()
        return web.Response(text=_TRIAL, content_type="text/html")

    return (Route("GET", "/", answer), Route("GET", "/favicon.ico", _nothing))


def _news_of(state: HostGame) -> tuple[object, ...]:
    """Return all of a state that more than one phone is told."""
    counted = tuple((question.is_void, question.also) for question in state.questions)
    question = state.question
    own = (question.is_by_hand, question.has_been_seen, len(question.polls)) if question is not None else ()
    steps = (state.phase, state.since, state.open_since, state.position, state.revealing)
    return (steps, state.is_paused, state.timer_off, state.is_by_hand, own, counted, state.script.rules)


def _has_empty_seats(snapshot: Snapshot) -> bool:
    """Tell whether somebody who was in a game that has begun may be the one who asks for a seat."""
    away = (seat for seat in snapshot.state.seats if seat.ticket and seat.number not in snapshot.present)
    return bool(snapshot.state.questions) and any(not seat.is_kicked for seat in away)


async def _nothing(_request: web.Request) -> web.StreamResponse:
    return web.Response(status=204)


async def _newer(request: web.Request, channel: Channel, than: int) -> tuple[int, str] | None:
    """Wait for a page that a phone does not know, as long as it listens."""
    until = asyncio.get_running_loop().time() + POLL
    while (left := until - asyncio.get_running_loop().time()) > 0 and not channel.is_closed:
        found = await channel.newer(than, min(1.0, left))
        if found is not None or request.transport is None or request.transport.is_closing():
            return found
    return None


async def _hello(socket: web.WebSocketResponse) -> Hello | None:
    try:
        first = await socket.receive(GREETING)
    except TimeoutError:
        return None
    return read_hello(first.data) if first.type == WSMsgType.TEXT else None


async def _body(request: web.Request) -> bytes:
    async with asyncio.timeout(GREETING):
        return await request.read()


def _token(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme == "Seat" else ""


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _told(value: Mapping[str, object], *, status: int = 200) -> web.Response:
    return _raw(_json(value), status)


def _refused(status: int, reason: str) -> web.Response:
    answer = _told({"reason": reason}, status=status)
    if status == 400:
        answer.force_close()
    return answer


def _raw(text: str, status: int = 200) -> web.Response:
    body = text.encode("utf-8", "replace")
    return web.Response(body=body, status=status, content_type="application/json", charset="utf-8")
