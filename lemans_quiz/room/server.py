"""Serves the pages of a room: aiohttp in a thread of its own, for a game that runs in another. Import it only where a page is opened.

    server = RoomServer((Site(("127.0.0.1",), (8024, 0), (asset("/wall", html), channel("/wall/news", "wall"))),))
    (port,) = server.start()           # raises PortTaken, with a sentence
    server.publish("wall", text)       # from any thread; never waits
    server.stop()                      # last messages are still sent

What is published on a channel is the whole of what its listeners are to know: a listener that is slow gets the newest message and
never a backlog, and one that comes later gets it at once. Each site answers at its own addresses alone, to its own Host and from
its own Origin; nothing is logged, and what fails in a handler is answered with 500 and told to nobody.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import partial
from typing import NamedTuple

from aiohttp import web

from lemans_quiz.room.channels import Channel
from lemans_quiz.room.connections import Connections, bound_of_guests
from lemans_quiz.room.guard import SILENT, CountedConnection, Handler, guard
from lemans_quiz.room.sockets import WAITING, bound_sockets, raise_open_files
from lemans_quiz.room.sockets import PortTaken as PortTaken

MOST_BYTES = 2048
"""The largest body that is read."""

_LONGEST_STOP = 2.0
_SWEPT = 5.0
"""Seconds between two looks for guests that say nothing."""
_KEPT = 75.0
"""Seconds for which a connection stays open after an answer."""
_GOODBYE = 1.0
"""Seconds that the end of a WebSocket may take: one that does not answer is closed without."""


class Route(NamedTuple):
    """What answers a request. The handler runs in the server's thread and must not block it."""

    method: str
    path: str
    handler: Handler


class Site(NamedTuple):
    """Where routes are served: at these addresses alone, at the first of `ports` that is free at all of them (0 is any).

    `names` are what a browser may call the site by, besides its addresses. The IPv6 loopback may be missing on a machine.
    """

    addresses: tuple[str, ...]
    ports: tuple[int, ...]
    routes: tuple[Route, ...]
    names: tuple[str, ...] = ()


class _Served:
    """A site that is served: what its Host may be, what makes its connections, and where it listens."""

    def __init__(self, site: Site, port: int) -> None:
        self.site, self.port = site, port
        self.addresses = set(site.addresses)
        self.hosts = {*_hosts((*site.addresses, *site.names), port)}
        self.runner: web.AppRunner
        self.listening: list[asyncio.Server] = []

    async def listen(self, sockets: Iterable[socket.socket], making: Callable[[], asyncio.Protocol]) -> None:
        """Take connections at these sockets."""
        for one in sockets:
            served = await asyncio.get_running_loop().create_server(making, sock=one, backlog=WAITING)
            self.listening.append(served)


class RoomServer:
    """One or more sites in one thread. Started once and stopped once; everything else may be called from any thread."""

    def __init__(self, sites: Iterable[Site], *, most_guests: int = 0) -> None:
        """Take the sites; at most so many connections of nobody who has a seat, or as many as files can be open for."""
        self._sites = tuple(sites)
        self._most_guests = most_guests
        self._connections = Connections()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._channels: dict[str, Channel] = {}
        self._stopping = asyncio.Event()
        self._moving: set[asyncio.Future[None]] = set()
        self._served: tuple[_Served, ...] = ()
        self.telling: set[asyncio.Task[None]] = set()
        """Who sends news to a WebSocket: in the end each says goodbye before its connection is closed."""

    def start(self) -> tuple[int, ...]:
        """Serve, and return the port of each site. Raises PortTaken, or QuizError for an address that this machine has not."""
        self._connections = Connections(self._most_guests or bound_of_guests(raise_open_files()))
        bound: list[list[socket.socket]] = []
        try:
            for site in self._sites:
                bound.append(bound_sockets(site.addresses, site.ports))
        except BaseException:
            for one in (one for sockets in bound for one in sockets):
                one.close()
            raise
        ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(self._loop, bound, ready), name="room", daemon=True)
        self._thread.start()
        ready.wait()
        return tuple(sockets[0].getsockname()[1] for sockets in bound)

    def move(self, site: int, gone: str, address: str) -> None:
        """Serve a site at another address, at the same port, and let go of who is connected at one that the machine has lost.

        What still comes in at the old one is answered. Returns at once; raises PortTaken or QuizError as `start` does.
        """
        served = self._served[site]
        sockets = bound_sockets((address,), (served.port,)) if address not in served.addresses else []
        served.addresses.add(address)

        async def listen() -> None:
            served.hosts.update(_hosts((address,), served.port))
            await served.listen(sockets, self._making(served))
            for connection in served.runner.server.connections if served.runner.server else ():
                if isinstance(connection, CountedConnection) and connection.is_at(gone):
                    connection.drop()

        self._call(lambda: self._moving.add(asyncio.ensure_future(listen())))

    def publish(self, channel: str, text: str) -> None:
        """Make a message the newest of a channel. Returns at once; after the end nothing happens."""
        self.publish_each({channel: text})

    def publish_each(self, messages: Mapping[str, str]) -> None:
        """Make each message the newest of its channel, all in one go."""

        def put() -> None:
            for name, text in messages.items():
                self.channel(name).put(text)

        self._call(put)

    def close_channel(self, name: str) -> None:
        """End a channel: its listeners get its newest message and are let go."""

        def close() -> None:
            found = self._channels.pop(name, None)
            if found is not None:
                found.close()

        self._call(close)

    def stop(self) -> None:
        """Send what was published last, close every connection, and end the thread. Does nothing a second time."""
        thread = self._thread  # Two may stop it at once.
        if thread is None:
            return
        self._call(self._stopping.set)
        thread.join(_LONGEST_STOP + 3.0)
        self._thread = None

    def channel(self, name: str) -> Channel:
        """Return a channel, made where there was none. For handlers: only the server's thread may call this."""
        return self._channels.setdefault(name, Channel())

    def belongs(self, request: web.Request, seat: Hashable) -> None:
        """Tell that who asks has shown a seat's token or is as good: its connection is no guest's any more. For handlers."""
        if isinstance(request.protocol, CountedConnection):
            self._connections.seated(request.protocol, seat, asyncio.get_running_loop().time())

    @property
    def guests(self) -> int:
        """How many connections there are of nobody who has a seat; the laptop's own do not count."""
        return self._connections.guests

    def _call(self, do: Callable[[], object]) -> None:
        if self._loop is None:
            do()  # Nobody listens yet.
            return
        try:
            self._loop.call_soon_threadsafe(do)
        except RuntimeError:
            return  # The loop is closed: it is all over.

    def _run(self, loop: asyncio.AbstractEventLoop, bound: list[list[socket.socket]], ready: threading.Event) -> None:
        asyncio.set_event_loop(loop)
        loop.set_exception_handler(lambda _loop, _context: None)
        try:
            loop.run_until_complete(self._serve(bound, ready))
        finally:
            ready.set()
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.close()

    async def _serve(self, bound: list[list[socket.socket]], ready: threading.Event) -> None:
        self._served = tuple([await self._serve_site(*one) for one in zip(self._sites, bound, strict=True)])
        sweeping = asyncio.create_task(self._sweep())
        ready.set()
        await self._stopping.wait()
        sweeping.cancel()
        for channel in self._channels.values():
            channel.close()
        if self.telling:
            await asyncio.wait(self.telling, timeout=_GOODBYE)
        await asyncio.sleep(0.05)  # What was published last to others is on its way before connections are closed.
        for served in self._served:
            for one in served.listening:
                one.close()
        for served in self._served:
            await served.runner.cleanup()

    async def _sweep(self) -> None:
        """Let go of guests that say nothing, every few seconds."""
        while True:
            await asyncio.sleep(_SWEPT)
            self._connections.sweep(asyncio.get_running_loop().time())

    async def _serve_site(self, site: Site, sockets: list[socket.socket]) -> _Served:
        served = _Served(site, sockets[0].getsockname()[1])
        app = web.Application(middlewares=[guard(served.hosts)], client_max_size=MOST_BYTES, logger=SILENT)
        app[SERVER] = self
        for route in site.routes:
            app.router.add_route(route.method, route.path, route.handler)
        served.runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=_LONGEST_STOP)
        await served.runner.setup()
        await served.listen(sockets, self._making(served))
        return served

    def _making(self, served: _Served) -> Callable[[], asyncio.Protocol]:
        """Return what makes the connections of a site."""
        assert served.runner.server is not None
        return partial(
            CountedConnection,
            self._connections,
            served.runner.server,
            loop=asyncio.get_running_loop(),
            access_log=None,
            logger=SILENT,
            keepalive_timeout=_KEPT,
        )


SERVER: web.AppKey[RoomServer] = web.AppKey("server", RoomServer)
"""By this a handler finds the server: request.app[SERVER]."""


def asset(path: str, content: bytes, kind: str) -> Route:
    """Return the route of a page or a file of it; `kind` is its media type without a charset, always UTF-8."""

    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=content, content_type=kind, charset="utf-8")

    return Route("GET", path, answer)


def news(path: str, channel: str) -> Route:
    """Return the route of a WebSocket that is told the news of a channel and says nothing itself."""

    async def answer(request: web.Request) -> web.StreamResponse:
        return await told(request, request.app[SERVER].channel(channel))

    return Route("GET", path, answer)


async def told(
    request: web.Request, channel: Channel, socket: web.WebSocketResponse | None = None
) -> web.StreamResponse:
    """Send the news of a channel to a WebSocket until one of them closes. One that was prepared already may be handed in."""
    if socket is None:
        socket = new_socket()
        await socket.prepare(request)
    telling = request.app[SERVER].telling
    sending = asyncio.create_task(_send_all(socket, channel))
    telling.add(sending)
    sending.add_done_callback(telling.discard)
    try:
        async for _message in socket:
            pass  # Nothing is taken from here; a ping is answered by the library.
        if channel.is_closed:
            await asyncio.wait({sending}, timeout=_GOODBYE)
    finally:
        sending.cancel()
    return socket


def new_socket() -> web.WebSocketResponse:
    """Return a WebSocket for `told`: no compression, small messages, and a heartbeat that finds out who is gone."""
    return web.WebSocketResponse(compress=False, max_msg_size=MOST_BYTES, heartbeat=15.0)


async def _send_all(socket: web.WebSocketResponse, channel: Channel) -> None:
    try:
        async for text in channel.listen():
            await socket.send_str(text)
        await socket.close()
    except ConnectionError:
        return


def _hosts(names: Iterable[str], port: int) -> frozenset[str]:
    """Return all that a Host may say."""
    written = [f"[{name}]" if ":" in name else name.casefold() for name in names]
    return frozenset((*(f"{name}:{port}" for name in written), *(written if port == 80 else ())))
