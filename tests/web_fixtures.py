"""A web server on this machine with a certificate of its own, and a network in which it alone may be reached."""

from __future__ import annotations

import contextlib
import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from lemans_quiz.files.addresses import parse_address
from lemans_quiz.files.connecting import Machine, Network, is_public, machines_of
from lemans_quiz.files.fetching import Fetched, fetch

HOST = "packs.example"
Answering = Callable[[socket.socket], None]
"""Answers a request that has been read, by whatever bytes it likes."""


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """Return a whole answer, with the length unless another is among the headers."""
    told = (
        [*headers]
        if any("-Length" in one or "-Encoding: chunked" in one for one in headers)
        else [*headers, f"Content-Length: {len(body)}"]
    )
    return "\r\n".join([f"HTTP/1.1 {status}", *told, "Connection: close", "", ""]).encode() + body


def redirect(location: str) -> bytes:
    """Return an answer that leads on."""
    return answer(b"", f"Location: {location}", status="302 Found")


@dataclass
class Web:
    """A running server. What it answers to a path stands in `pages`; `asked` are the paths that were asked for, in their order."""

    authority: object
    pages: dict[str, bytes | Answering] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=lambda: {HOST: "127.0.0.1"})
    asked: list[str] = field(default_factory=list)
    certificate_of: str = HOST
    expired: bool = False
    speaks_tls: bool = True
    is_silent: bool = False

    def __post_init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.is_over = threading.Event()
        self.threads = [threading.Thread(target=self._serve, daemon=True)]
        self.threads[0].start()

    def url(self, path: str, content: bytes | Answering | None = None) -> str:
        """Return the address of a path, at which `content` stands from now on."""
        if content is not None:
            self.pages[f"/{path}"] = content
        return f"https://{HOST}:{self.port}/{path}"

    def file(self, path: str, content: bytes | str, *headers: str) -> str:
        """Return the address of a file, as an honest server gives it."""
        return self.url(path, answer(content.encode() if isinstance(content, str) else content, *headers))

    def network(self, **bounds) -> Network:
        """Return a network that trusts this server's authority, and in which it is the only private place."""

        def trust() -> ssl.SSLContext:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            self.authority.configure_trust(context)
            return context

        def resolve(host: str, port: int) -> list[Machine]:
            place = self.names.get(host)
            found = [Machine(socket.AF_INET, (place, port))] if place else machines_of(host, port)
            if any(is_public(ipaddress.ip_address(machine.ip)) for machine in found):
                raise OSError("no test asks anything of the internet")
            return found

        given = {"trust": trust, "resolve": resolve, "open_to": frozenset({("127.0.0.1", self.port)}), **bounds}
        return Network(**given)

    def fetch(self, url: str, **bounds) -> Fetched:
        """Fetch an address in this network."""
        return fetch(parse_address(url), self.network(**bounds))

    def _serve(self) -> None:
        while True:
            try:
                plain, _from = self.listening.accept()
            except OSError:
                return
            self.threads.append(threading.Thread(target=self._talk, args=(plain,), daemon=True))
            self.threads[-1].start()

    def _talk(self, plain: socket.socket) -> None:
        with contextlib.suppress(OSError), plain:
            if self.is_silent:
                self.is_over.wait()
            elif not self.speaks_tls:
                plain.sendall(b"220 mail.example ESMTP\r\n" * 100)
            else:
                with self._context().wrap_socket(plain, server_side=True) as connection:
                    self._answer(connection)

    def _context(self) -> ssl.SSLContext:
        past = datetime.datetime(
            2020, 1, 1, tzinfo=datetime.UTC
        )  # OpenSSL asks the system's clock, whatever Python's tells.
        issued = self.authority.issue_cert(self.certificate_of, not_after=past if self.expired else None)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        issued.configure_cert(context)
        return context

    def _answer(self, connection: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request and (piece := connection.recv(4096)):
            request += piece
        path = request.split(b" ")[1].decode() if b" " in request else ""
        self.asked.append(path)
        page = self.pages.get(path, answer(b"no", status="404 Not Found"))
        if callable(page):
            page(connection)
        else:
            connection.sendall(page)

    def close(self) -> None:
        """Stop, and wait for what still talks."""
        self.is_over.set()
        with contextlib.suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        for thread in self.threads:
            thread.join(5)


@pytest.fixture(scope="session")
def authority():
    """An authority that nobody knows but these tests."""
    import trustme

    return trustme.CA()


@pytest.fixture
def web(authority) -> Iterator[Web]:
    """A server on this machine."""
    running = Web(authority)
    yield running
    running.close()
