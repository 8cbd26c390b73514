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
import contextlib
import logging
import socket
import threading
from collections.abc import Awaitable, Callable, Hashable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from aiohttp import web
from aiohttp.typedefs import Middleware

from lemans_quiz.room.channels import Channel as Channel
from lemans_quiz.room.connections import Connections, bound_of_guests
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

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws://{host}; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""WebSockets are named because older Safaris do not count them as 'self'."""

_SILENT = logging.getLogger("lemans_quiz.room")
_SILENT.addHandler(logging.NullHandler())
_SILENT.propagate = False

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


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
        self._listening: list[asyncio.Server] = []
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
        if self._thread is None:
            return
        self._call(self._stopping.set)
        self._thread.join(_LONGEST_STOP + 3.0)
        self._thread = None

    def channel(self, name: str) -> Channel:
        """Return a channel, made where there was none. For handlers: only the server's thread may call this."""
        return self._channels.setdefault(name, Channel())

    def belongs(self, request: web.Request, seat: Hashable) -> None:
        """Tell that who asks has shown a seat's token or is as good: its connection is no guest's any more. For handlers."""
        if isinstance(request.protocol, _Connection):
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
        runners = [await self._runner(site, sockets) for site, sockets in zip(self._sites, bound, strict=True)]
        sweeping = asyncio.create_task(self._sweep())
        ready.set()
        await self._stopping.wait()
        sweeping.cancel()
        for channel in self._channels.values():
            channel.close()
        if self.telling:
            await asyncio.wait(self.telling, timeout=_GOODBYE)
        await asyncio.sleep(0.05)  # What was published last to others is on its way before connections are closed.
        for served in self._listening:
            served.close()
        for runner in runners:
            await runner.cleanup()

    async def _sweep(self) -> None:
        """Let go of guests that say nothing, every few seconds."""
        while True:
            await asyncio.sleep(_SWEPT)
            self._connections.sweep(asyncio.get_running_loop().time())

    async def _runner(self, site: Site, sockets: list[socket.socket]) -> web.AppRunner:
        port = sockets[0].getsockname()[1]
        app = web.Application(middlewares=[_guard(_hosts(site, port))], client_max_size=MOST_BYTES, logger=_SILENT)
        app[SERVER] = self
        for route in site.routes:
            app.router.add_route(route.method, route.path, route.handler)
        runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=_LONGEST_STOP)
        await runner.setup()
        assert runner.server is not None
        making = partial(
            _Connection,
            self._connections,
            runner.server,
            loop=asyncio.get_running_loop(),
            access_log=None,
            logger=_SILENT,
            keepalive_timeout=_KEPT,
        )
        for one in sockets:
            served = await asyncio.get_running_loop().create_server(making, sock=one, backlog=WAITING)
            self._listening.append(served)
        return runner


class _Connection(web.RequestHandler):
    """A connection that is counted, and never says back what it could not read."""

    __slots__ = ("_all", "is_answered")

    def __init__(self, connections: Connections, *given: Any, **further: Any) -> None:
        super().__init__(*given, **further)
        self._all = connections
        self.is_answered = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count it by where it comes from."""
        super().connection_made(transport)
        peer = transport.get_extra_info("peername")
        self._all.opened(self, str(peer[0]) if peer else "", asyncio.get_running_loop().time())

    def connection_lost(self, exc: BaseException | None) -> None:
        """Count it no longer."""
        self._all.closed(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Note that it is not silent."""
        self._all.heard(self, asyncio.get_running_loop().time())
        super().data_received(data)

    def drop(self) -> None:
        """Close at once, without a word."""
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what is no request with the strict headers and a sentence of ours."""
        told = "This is not a request." if status < 500 else None
        return _with_headers(super().handle_error(request, status, exc, told), "localhost")


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


def _guard(hosts: frozenset[str]) -> Middleware:
    """Return what stands before every handler: Host and Origin must be the site's own, and the headers are the strict ones."""

    @web.middleware
    async def counted(request: web.Request, handler: Handler) -> web.StreamResponse:
        with _answering(request):
            return await guarded(request, handler)

    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if request.headers.get("Host", "").casefold() not in hosts:
            return _with_headers(web.Response(status=421, text="This address is not served here."), "localhost")
        host = request.headers["Host"].casefold()
        if origin is not None and origin.casefold() != f"http://{host}":
            return _with_headers(web.Response(status=403, text="Another page may not ask here."), host)
        try:
            answer = await handler(request)
        except web.HTTPException as refused:
            refused.text = refused.reason
            _with_headers(refused, host)
            raise
        except asyncio.CancelledError:
            raise
        except Exception:
            return _with_headers(web.Response(status=500, text="Something went wrong here."), host)
        return answer if answer.prepared else _with_headers(answer, host)

    return counted


@contextlib.contextmanager
def _answering(request: web.Request) -> Iterator[None]:
    """Note that an answer is being made: who waits for it is not silent."""
    connection = request.protocol
    if not isinstance(connection, _Connection):
        yield
        return
    connection.is_answered = True
    try:
        yield
    finally:
        connection.is_answered = False


def _with_headers(answer: web.StreamResponse, host: str) -> web.StreamResponse:
    answer.headers.update(_HEADERS)
    answer.headers["Content-Security-Policy"] = _POLICY.format(host=host)
    return answer


def _hosts(site: Site, port: int) -> frozenset[str]:
    """Return all that a Host may say."""
    names = [f"[{name}]" if ":" in name else name.casefold() for name in (*site.addresses, *site.names)]
    return frozenset((*(f"{name}:{port}" for name in names), *(names if port == 80 else ())))
