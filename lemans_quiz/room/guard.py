"""What stands before every handler of a room's server: connections are counted, Host and Origin are its own, headers are the strict ones."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterator, Set
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Middleware

from lemans_quiz.room.connections import Connections

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

SILENT = logging.getLogger("lemans_quiz.room")
SILENT.addHandler(logging.NullHandler())
SILENT.propagate = False

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class CountedConnection(web.RequestHandler):
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

    def is_at(self, address: str) -> bool:
        """Tell whether it came in at an address of the machine."""
        name = self.transport.get_extra_info("sockname") if self.transport is not None else None
        return name is not None and name[0] == address

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


def guard(hosts: Set[str]) -> Middleware:
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
    if not isinstance(connection, CountedConnection):
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
