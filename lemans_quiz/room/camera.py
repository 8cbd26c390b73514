"""The pages through which a camera looks at the class: the laptop's own, or the teacher's phone. Routes of the room's server.

    camera = Camera(eye, most=lambda: 30, seats=seats)
    Site(("127.0.0.1",), ports, camera.routes())        # and the same for the phone's site
    camera.address("http://10.3.7.21:8080")             # what the teacher opens; pupils must not see it

A picture is read and gone: none is kept, shown or logged. What the page is told are seats, never letters. One device is the eye,
the first that opens the address, until `renew` makes another address.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable, Sequence
from hmac import compare_digest
from importlib.resources import files
from typing import Protocol

from aiohttp import web

from lemans_quiz.errors import UsageError
from lemans_quiz.room.eye import MOST_PIXELS, Eye, Picture, picture
from lemans_quiz.room.guard import Handler
from lemans_quiz.room.server import SERVER, Route, asset
from lemans_quiz.room.sightings import CardCount, Sighting, foreign, sightings

_SLOWEST = 20.0
"""Seconds in which a picture must be here as a whole."""


_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Upper case without look-alikes: a QR code holds it in its smallest way."""


def _new_secret() -> str:
    return "".join(secrets.choice(_ALPHABET) for _letter in range(10))


class Seats(Protocol):
    """The game's seats, as a camera knows them. Called in the server's thread; nothing may wait."""

    def take(self, seen: Sequence[Sighting], /) -> CardCount:
        """Take what a picture showed, and tell who has answered and who has not."""

    def moment(self) -> object:
        """Return which vote it is: a picture that comes in during another one than it was sent in is no answer."""


class Camera:
    """One device's way in. `most` gives the highest number of a card of this class."""

    def __init__(self, eye: Eye, *, most: Callable[[], int], seats: Seats) -> None:
        self._eye, self._most, self._seats = eye, most, seats
        self._secret, self._device = _new_secret(), ""
        self._reading = asyncio.Lock()
        self.pictures = 0
        """How many pictures were read."""

    def address(self, site: str) -> str:
        """Return the address of the page on a site."""
        return f"{site}/C/{self._secret}"

    @property
    def has_eye(self) -> bool:
        """Tell whether a device is the eye."""
        return bool(self._device)

    def renew(self) -> None:
        """Let the device go that is the eye, and make another address."""
        self._secret, self._device = _new_secret(), ""

    def routes(self) -> tuple[Route, ...]:
        """Return the routes of a site that the teacher's device may open."""
        folder = files("lemans_quiz.room") / "camera_page"
        read = {name: (folder / name).read_bytes() for name in ("camera.html", "camera.css", "camera.js")}
        return (
            Route("GET", "/C/{secret}", self._page(read["camera.html"])),
            asset("/camera.css", read["camera.css"], "text/css"),
            asset("/camera.js", read["camera.js"], "text/javascript"),
            Route("POST", "/C/{secret}/state", self._state),
            Route("POST", "/C/{secret}/picture", self._picture),
        )

    def _page(self, content: bytes) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            self._check(request)
            return web.Response(
                body=content, content_type="text/html", charset="utf-8", headers={"Permissions-Policy": "camera=(self)"}
            )

        return answer

    def _check(self, request: web.Request, *, as_eye: bool = False) -> None:
        if not compare_digest(request.match_info["secret"].encode(), self._secret.encode()):
            raise web.HTTPNotFound
        if as_eye:
            device = request.headers.get("X-Camera", "")
            if len(device) != 32:
                raise web.HTTPBadRequest
            self._device = self._device or device
            if not compare_digest(device.encode(), self._device.encode()):
                raise web.HTTPConflict
            request.app[SERVER].belongs(request, "camera")

    async def _state(self, request: web.Request) -> web.StreamResponse:
        self._check(request, as_eye=True)
        return _told(self._seats.take(()))

    async def _picture(self, request: web.Request) -> web.StreamResponse:
        self._check(request, as_eye=True)
        if self._reading.locked():
            raise web.HTTPTooManyRequests
        async with self._reading:
            moment = self._seats.moment()
            seen = await _received(request)
            found = await asyncio.to_thread(self._eye.look, seen)
        self.pictures += 1
        most = self._most()
        is_in_time = self._seats.moment() == moment
        return _told(self._seats.take(sightings(found, most) if is_in_time else ()), foreign(found, most))


async def _received(request: web.Request) -> Picture:
    """Return the picture in a request; nothing longer than it says it is, or than a picture may be, is read."""
    try:
        width, height = int(request.query.get("width", "")), int(request.query.get("height", ""))
    except ValueError:
        raise web.HTTPBadRequest from None
    length = request.content_length
    if length is None or length > MOST_PIXELS:
        raise web.HTTPRequestEntityTooLarge(MOST_PIXELS, length or 0)
    try:
        async with asyncio.timeout(_SLOWEST):
            return picture(width, height, await request.content.readexactly(length))
    except (UsageError, asyncio.IncompleteReadError):
        raise web.HTTPBadRequest from None
    except TimeoutError:
        raise web.HTTPRequestTimeout from None


def _told(count: CardCount, strange: Sequence[int] = ()) -> web.StreamResponse:
    told = {
        "open": count.is_open,
        "lobby": count.is_lobby,
        "seen": [*count.seen],
        "missing": [*count.missing],
        "foreign": [*strange],
    }
    return web.Response(text=json.dumps(told), content_type="application/json")
