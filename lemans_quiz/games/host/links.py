"""The WebSockets of phones: each is sent the newest page of its seat and never a backlog, and a heartbeat where nothing is new."""

from __future__ import annotations

import asyncio
import contextlib

from aiohttp import web

from lemans_quiz.room.channels import Channel

BEAT = 5.0
"""Seconds after which a phone is told that the laptop is still there."""
MOST_LINKS = 3
"""WebSockets that a seat may have; the oldest makes way."""
_HEART = "{}"
_SLICES = 20
"""Parts in which heartbeats are sent, so that they never come between a question and those who wait for it."""


class Link:
    """A WebSocket. One that is slow or never reads holds up nobody: it gets what is newest when it reads again."""

    __slots__ = ("_newest", "_request", "_sending", "_socket")

    def __init__(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        self._request = request
        self._socket = socket
        self._newest = ""
        self._sending: asyncio.Task[None] | None = None

    def push(self, text: str) -> None:
        """Have a page sent, in the place of one that is still waiting."""
        self._newest = text
        if self._sending is None:
            self._sending = asyncio.get_running_loop().create_task(self._send())

    def beat(self) -> None:
        """Send a heartbeat where nothing is on its way."""
        if self._sending is None:
            self.push(_HEART)

    async def _send(self) -> None:
        try:
            while self._newest:
                text, self._newest = self._newest, ""
                await self._socket.send_str(text)
        except (ConnectionError, RuntimeError):
            self._newest = ""  # It is closed: whoever waits for it hears so.
        finally:
            self._sending = None

    def drop(self) -> None:
        """Close the connection without a word: there may be nobody who would answer one."""
        if self._request.transport is not None:
            self._request.transport.close()

    async def close(self) -> None:
        """Send what is on its way, then close."""
        if self._sending is not None:
            await asyncio.wait((self._sending,), timeout=0.5)
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self._socket.close()


class Links:
    """All WebSockets by the numbers of their seats. Lives in the server's thread."""

    def __init__(self) -> None:
        self._of: dict[int, list[Link]] = {}
        self._keeping: asyncio.Task[None] | None = None

    def push(self, seat: int, text: str) -> None:
        """Send a page to all links of a seat."""
        for link in self._of.get(seat, ()):
            link.push(text)

    def open(self, seat: int, request: web.Request, socket: web.WebSocketResponse) -> Link:
        """Count a WebSocket among those of a seat."""
        mine = self._of.setdefault(seat, [])
        link = Link(request, socket)
        mine.append(link)
        if len(mine) > MOST_LINKS:
            mine.pop(0).drop()
        return link

    def forget(self, seat: int, link: Link) -> None:
        """Count a WebSocket no longer."""
        mine = self._of.get(seat, [])
        if link in mine:
            mine.remove(link)

    def keep(self, until: Channel) -> None:
        """Send heartbeats until a channel is closed, on which nothing is ever told; then close all links."""
        if self._keeping is None:
            self._keeping = asyncio.get_running_loop().create_task(self._keep(until))

    async def _keep(self, until: Channel) -> None:
        turn = 0
        while not until.is_closed:
            turn = (turn + 1) % _SLICES
            for place, links in enumerate(tuple(self._of.values())):
                if place % _SLICES == turn:
                    for link in links:
                        link.beat()
            await until.newer(0, BEAT / _SLICES)
        await asyncio.gather(*(link.close() for links in tuple(self._of.values()) for link in tuple(links)))
