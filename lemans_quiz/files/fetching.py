"""Fetching a file from the web: by https alone, from public machines alone, within bounds of size and time.

What comes is data of strangers. Whatever a server does ends in the file or in one sentence.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from hashlib import sha256
from http.client import HTTPResponse, IncompleteRead
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from lemans_quiz.core.messages import message
from lemans_quiz.errors import NotFound, QuizError
from lemans_quiz.files.addresses import Address, by_hand, leads_on
from lemans_quiz.files.connecting import PUBLIC, Clock, Connection, Network, told

_MOST_TURNS = 5
_CHUNK = 1 << 16
_ASKED = {"Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close", "User-Agent": "lemans-quiz"}
_MOVED = (301, 302, 303, 307, 308)
_GZIP = 31
"""The window of zlib that stands for gzip."""

_WEB_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.DOTALL
)
_LONGEST_NAME = 100
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)\d)(?:\.|$)", re.I)
"""Names that Windows keeps for itself."""

Reached = Callable[[int, int], None]
"""Is told how many bytes have come, of how many."""


class Fetched(NamedTuple):
    """A file that came whole: its `content` and SHA-256, what it is called, and the address where it was in the end."""

    content: bytes
    sha256: str
    name: str
    url: str


def fetch(address: Address, network: Network = PUBLIC, *, reached: Reached = lambda _done, _of: None) -> Fetched:
    """Return what is at an address; raises QuizError with a sentence for all that goes wrong, also for another sum than the pin."""
    clock = Clock(network.seconds)
    for _turn in range(_MOST_TURNS):
        with told(address, clock), Connection(address, network, clock) as connection:
            connection.request("GET", address.target, headers=_ASKED)
            with connection.getresponse() as response:
                if response.status not in _MOVED:
                    _refuse_failure(response, address)
                    return _checked(_body(response, connection, reached), response, address)
                location = response.getheader("Location", "")
        address = leads_on(address, location.encode("latin-1", "replace").decode("utf-8", "replace"))
    raise QuizError(message("'{host}' redirects too many times.", host=address.host), by_hand())


def _refuse_failure(response: HTTPResponse, address: Address) -> None:
    if response.status in (404, 410):
        raise NotFound(message("Nothing found at '{address}' ({status}).", address=address.url, status=response.status))
    if response.status != 200:
        raise QuizError(
            message("'{host}' did not send the file ({status}).", host=address.host, status=response.status), by_hand()
        )


def _checked(content: bytes, response: HTTPResponse, address: Address) -> Fetched:
    """Return a whole file with its sum; refuse one that is not the pinned one, and a page in place of a file."""
    found = sha256(content).hexdigest()
    if address.pin and found != address.pin:
        raise QuizError(
            message(
                "This is not the expected file: its SHA-256 is {found}, not {pin}.",
                found=found,
                pin=address.pin,
            ),
            message("The file was changed since, or on the way. Ask whoever gave you the address."),
        )
    if _WEB_PAGE.match(content[:_CHUNK]):
        raise QuizError(
            message("'{address}' is a web page, not a question file.", address=address.url),
            message("Look there for a link to the file itself, often 'Raw' or 'Download'."),
        )
    return Fetched(content, found, _name(response, address), address.url)


def _name(response: HTTPResponse, address: Address) -> str:
    """Return what the file is called: what the server says, or the last part of the address; never a path."""
    said = _said_name(response) or unquote(address.target.partition("?")[0])
    name = PurePosixPath(said.replace("\\", "/")).name
    name = "".join(c for c in name if c.isprintable() and c not in '<>:"|?*').strip(" .")[-_LONGEST_NAME:]
    return f"_{name}" if _DEVICE.match(name) else name or "questions"


def _said_name(response: HTTPResponse) -> str:
    """Return the name that a header says, empty for none: what reads it raises what it likes over nonsense."""
    try:
        return response.headers.get_filename() or ""
    except Exception:
        return ""


def _body(response: HTTPResponse, connection: Connection, reached: Reached) -> bytes:
    """Return all bytes of an answer, unpacked where it came packed although that was not asked for."""
    encoding = response.getheader("Content-Encoding", "identity").strip().casefold()
    if encoding not in ("identity", "gzip", "x-gzip", ""):
        raise QuizError(
            message("The file is compressed as '{encoding}', which is not supported.", encoding=encoding[:40]),
            by_hand(),
        )
    most, of = connection.network.most, response.length or 0
    if of > most:
        raise _too_large(most)
    unpacked = _Unpacking(most) if "gzip" in encoding else _Gathering(most)
    done = 0
    for piece in _pieces(response, connection):
        done += len(piece)
        reached(done, of)
        unpacked.add(piece)
    return unpacked.whole()


def _pieces(response: HTTPResponse, connection: Connection) -> Iterator[bytes]:
    """Yield the bytes as they come; raises IncompleteRead where fewer or more come than were said."""
    if response.chunked:
        while piece := response.read(_CHUNK):
            yield piece
        return
    left = response.length
    while left is None or left > 0:
        piece = connection.reader.read1(_CHUNK if left is None else min(_CHUNK, left))
        if not piece and left:
            raise IncompleteRead(b"", left)
        if not piece:
            return
        left = None if left is None else left - len(piece)
        yield piece
    if response.will_close and connection.is_more():
        raise IncompleteRead(b"")


class _Gathering:
    """Bytes that come one piece after another, up to a bound."""

    def __init__(self, most: int) -> None:
        self.content = bytearray()
        self.most = most

    def add(self, piece: bytes) -> None:
        """Take another piece."""
        self.content += piece
        if len(self.content) > self.most:
            raise _too_large(self.most)

    def whole(self) -> bytes:
        """Return all of them."""
        return bytes(self.content)


class _Unpacking(_Gathering):
    """The same with bytes that are packed; the bound is of what is unpacked."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.unpack = zlib.decompressobj(_GZIP)

    def add(self, piece: bytes) -> None:
        """Unpack another piece, a little more than the bound at most."""
        try:
            super().add(self.unpack.decompress(piece, self.most + 1 - len(self.content)))
        except zlib.error:
            raise IncompleteRead(b"") from None

    def whole(self) -> bytes:
        """Return all of them; what does not end where it should was cut."""
        if not self.unpack.eof or self.unpack.unused_data:
            raise IncompleteRead(b"")
        return super().whole()


def _too_large(most: int) -> QuizError:
    return QuizError(message("The file is larger than {count} MiB and was not downloaded.", count=most >> 20))
