"""Connections to web servers: encrypted, to machines that are public, with an end in time whatever the other side does."""

from __future__ import annotations

import io
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPException, HTTPSConnection, IncompleteRead
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

from lemans_quiz.core.messages import counted, message
from lemans_quiz.errors import QuizError
from lemans_quiz.files.addresses import Address, by_hand
from lemans_quiz.files.writing import reason_of

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PATIENCE = 10.0
"""Seconds for one of several machines of a name to answer."""

_MOST_MACHINES = 6
_EXPIRED, _WRONG_NAME, _UNKNOWN_ISSUER = (9, 10), (62, 64), (2, 18, 19, 20, 21)
"""The faults of a certificate that people can do something about, by OpenSSL's numbers."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class Machine(NamedTuple):
    """One of the machines that a name stands for."""

    family: socket.AddressFamily
    place: tuple[Any, ...]

    @property
    def ip(self) -> str:
        """Its number."""
        return str(self.place[0])


def machines_of(host: str, port: int) -> list[Machine]:
    """Ask for the machines of a name; raises OSError. A number in any notation is read as the system reads it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [Machine(family, place) for family, _type, _protocol, _name, place in found]


class Network(NamedTuple):
    """What may be reached, whom to trust, and the bounds. Only tests ask for other values than these.

    `trust` makes what certificates are checked by, `resolve` finds the machines of a name, and `open_to` are machines and ports that
    may be reached although they are not public. A fetch takes `seconds` in all, and gives up to `most` bytes.
    """

    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context
    resolve: Callable[[str, int], list[Machine]] = machines_of
    open_to: frozenset[tuple[str, int]] = frozenset()
    seconds: float = 60.0
    most: int = 64 << 20


PUBLIC = Network()


class Clock:
    """The time that is left for everything together."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return seconds, above 0; raises TimeoutError where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def is_public(ip: Ip) -> bool:
    """Tell whether a machine is one of the whole net; what stands for another machine is as public as that one."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return is_public(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is not None:
            return is_public(inner)
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class Connection(HTTPSConnection):
    """A connection to one of the machines of a name, which is checked before anything is sent there."""

    def __init__(self, address: Address, network: Network, clock: Clock) -> None:
        self.network = network
        self._clock = clock
        self._context_made = network.trust()
        super().__init__(address.host, address.port, context=self._context_made)

    def __enter__(self) -> Connection:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def connect(self) -> None:
        """Connect to a machine that is public, by its number, and let it prove that it is who the address names."""
        plain = self._reached(self._allowed(_in_time(self.network.resolve, self.host, self.port, self._clock)))
        try:
            plain.settimeout(self._clock.left())
            self._tls = self._context_made.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise
        self.reader = io.BufferedReader(_Incoming(self._tls, self._clock))
        self.sock = _Wire(self._tls, self.reader, self._clock)

    def _allowed(self, machines: list[Machine]) -> list[Machine]:
        """Return the machines that may be reached; a name of which one is private is not trusted with the others."""
        for machine in machines:
            is_open = (machine.ip, self.port) in self.network.open_to
            if not is_open and not is_public(ipaddress.ip_address(machine.ip)):
                raise QuizError(
                    message(
                        "'{host}' is on your local network ({ip}), not on the web: nothing is downloaded from there.",
                        host=self.host,
                        ip=machine.ip,
                    ),
                    by_hand(),
                )
        return machines[:_MOST_MACHINES]

    def _reached(self, machines: list[Machine]) -> socket.socket:
        """Return a socket to the first machine that answers; raises the last error."""
        error: OSError = OSError("no machine")
        for machine in machines:
            plain = socket.socket(machine.family, socket.SOCK_STREAM)
            try:
                plain.settimeout(min(_PATIENCE, self._clock.left()))
                plain.connect(machine.place)
            except OSError as failed:
                plain.close()
                error = failed
            else:
                return plain
        raise error

    def is_more(self) -> bool:
        """Tell whether anything comes before the other side closes."""
        try:
            return bool(self.reader.read1(1))
        except OSError:
            return False

    def end(self) -> None:
        """Hang up."""
        if hasattr(self, "_tls"):
            self._tls.close()


class _Wire:
    """What the standard library takes for a socket: it sends in time, and is hung up by its connection alone."""

    def __init__(self, tls: ssl.SSLSocket, reader: io.BufferedReader[_Incoming], clock: Clock) -> None:
        self._tls, self._reader, self._clock = tls, reader, clock

    def sendall(self, content: bytes) -> None:
        """Send bytes."""
        self._tls.settimeout(self._clock.left())
        self._tls.sendall(content)

    def makefile(self, _mode: str) -> io.BufferedReader[_Incoming]:
        """Return what comes."""
        return self._reader

    def close(self) -> None:
        """Do nothing."""


class _Incoming(io.RawIOBase):
    """What comes, as long as there is time: a server that sends a byte now and then gets no more of it for that."""

    def __init__(self, tls: ssl.SSLSocket, clock: Clock) -> None:
        super().__init__()
        self._tls, self._clock = tls, clock

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, room: WriteableBuffer) -> int:
        """Read what is there."""
        self._tls.settimeout(self._clock.left())
        return self._tls.recv_into(room)


def _in_time(resolve: Callable[[str, int], list[Machine]], host: str, port: int, clock: Clock) -> list[Machine]:
    """Return the machines of a name; asking for them cannot be broken off, so somebody else waits for it."""
    found: list[Machine] = []
    failed: list[OSError] = []

    def ask() -> None:
        try:
            found.extend(resolve(host, port))
        except OSError as error:
            failed.append(error)
        except ValueError as error:  # a name that cannot be one
            failed.append(OSError(str(error)))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(clock.left())
    clock.left()
    if failed or not found:
        raise _not_found(host)
    return found


def _not_found(host: str) -> QuizError:
    return QuizError(message("Cannot find '{host}'. Is this computer connected to the internet?", host=host), by_hand())


@contextmanager
def told(address: Address, clock: Clock) -> Iterator[None]:
    """Turn whatever goes wrong with a connection into a sentence."""
    host = address.host
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise _distrusted(host, error) from None
    except TimeoutError:
        raise QuizError(
            counted(
                "'{host}' did not send the file within {count} second.",
                "'{host}' did not send the file within {count} seconds.",
                max(1, round(clock.seconds)),
                host=host,
            ),
            by_hand(),
        ) from None
    except IncompleteRead:
        raise QuizError(
            message(
                "The download from '{host}' is incomplete: its length is not what the server announced.", host=host
            ),
            message("Try again."),
        ) from None
    except (ConnectionError, ssl.SSLEOFError):
        raise QuizError(message("'{host}' refused or closed the connection.", host=host), by_hand()) from None
    except ssl.SSLError as error:
        reason = error.reason or str(error)
        raise QuizError(
            message("Cannot connect securely to '{host}': {reason}", host=host, reason=reason), by_hand()
        ) from None
    except (HTTPException, ValueError):
        raise QuizError(message("'{host}' does not answer like a web server.", host=host), by_hand()) from None
    except OSError as error:
        raise QuizError(
            message("Cannot reach '{host}': {reason}", host=host, reason=reason_of(error)), by_hand()
        ) from None


def _distrusted(host: str, error: ssl.SSLCertVerificationError) -> QuizError:
    """Say what is wrong with a certificate."""
    if error.verify_code in _EXPIRED:
        sentence = message(
            "The certificate of '{host}' is not valid today. Is the date of this computer right?", host=host
        )
    elif error.verify_code in _WRONG_NAME:
        sentence = message("The certificate does not belong to '{host}': someone else may be answering.", host=host)
    elif error.verify_code in _UNKNOWN_ISSUER:
        sentence = message(
            "The certificate of '{host}' is from an unknown issuer; a network filter may be answering.", host=host
        )
    else:
        sentence = message(
            "The certificate of '{host}' is not trusted: {reason}", host=host, reason=error.verify_message
        )
    return QuizError(sentence, by_hand())
