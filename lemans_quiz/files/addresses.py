"""Addresses on the web, as they are typed: what is asked for there, and what the file must be."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from lemans_quiz.core.messages import Message, message
from lemans_quiz.errors import UsageError

PORT = 443
PIN = "#sha256="
"""What an address ends in that names the one file that may come, with its SHA-256 behind it."""

_LONGEST = 2_000
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)
_PIN = re.compile(r"[0-9a-f]{64}")
_KEPT = "%/:;=?@!$&'()*+,~[]"
_PAGES = (
    (r"https://github\.com/([^/]+)/([^/]+)/(?:blob|raw)/(.+)", r"https://raw.githubusercontent.com/\1/\2/\3"),
    (
        r"https://github\.com/([^/]+)/([^/]+?)(?:\.git)?/tree/([^/]+)/?",
        r"https://github.com/\1/\2/archive/\3.zip",
    ),
    (r"https://github\.com/([^/]+)/([^/]+?)(?:\.git)?/?", r"https://github.com/\1/\2/archive/HEAD.zip"),
    (r"https://gist\.github\.com/([^/]+)/([0-9a-f]+)/?", r"https://gist.githubusercontent.com/\1/\2/raw"),
    (r"https://gitlab\.com/(.+)/-/blob/(.+)", r"https://gitlab.com/\1/-/raw/\2"),
    (r"https://codeberg\.org/([^/]+)/([^/]+)/src/(.+)", r"https://codeberg.org/\1/\2/raw/\3"),
    (
        r"https://docs\.google\.com/spreadsheets/d/([^/]+)/(?:edit|view)?(?:\?.*)?",
        r"https://docs.google.com/spreadsheets/d/\1/export?format=xlsx",
    ),
)
"""Pages on which people find a file, and where the file itself is."""


class Address(NamedTuple):
    """Where a file is asked for. `target` is the path with what follows a `?`; `pin` is the SHA-256 of the file, or empty."""

    url: str
    host: str
    port: int
    target: str
    pin: str = ""


def is_address(word: str) -> bool:
    """Tell whether a word is meant as an address, of whatever kind, and not as a path, be it one dropped as `file://`."""
    return _SCHEME.match(word) is not None and not word.casefold().startswith("file:")


def parse_address(text: str) -> Address:
    """Return where a typed address leads; the page of a file leads to the file. Raises UsageError."""
    bare, _sharp, fragment = text.strip().partition("#")
    address = _parsed(bare)
    pages = (found.expand(file) for pattern, file in _PAGES if (found := re.fullmatch(pattern, address.url)))
    file = next(pages, "")
    return (_parsed(file) if file else address)._replace(pin=_pin(fragment))


def leads_on(address: Address, location: str) -> Address:
    """Return where a redirection leads, with the same pin. Raises UsageError where that is not to be followed."""
    try:
        target = urldefrag(urljoin(address.url, location.strip()))[0]
    except ValueError:
        raise _no_address(location) from None
    if not target.casefold().startswith("https://"):
        raise UsageError(
            message("'{host}' redirects to '{address}', which is not https.", host=address.host, address=target[:200]),
            by_hand(),
        )
    return _parsed(target)._replace(pin=address.pin)


def by_hand() -> Message:
    """Return what can be done in any case."""
    return message("Download it with a browser and use that file.")


def _pin(fragment: str) -> str:
    """Return the sum behind an address; any other fragment is a place on a page and says nothing of the file."""
    name, equals, value = fragment.partition("=")
    if name.casefold() != "sha256" or not equals:
        return ""
    if not _PIN.fullmatch(value.casefold()):
        raise UsageError(
            message("'{text}' is not a SHA-256 checksum.", text=value[:80]),
            message("It has 64 characters: digits and the letters a to f."),
        )
    return value.casefold()


def _parsed(text: str) -> Address:
    if not text.casefold().startswith("https://"):
        raise UsageError(
            message("Only https:// addresses can be downloaded, not '{address}'.", address=text[:200]), by_hand()
        )
    if len(text) > _LONGEST or not text.isprintable() or re.search(r"[\s\\]", text):
        raise _no_address(text)
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").encode("idna").decode().rstrip("."), parts.port or PORT
    except ValueError:  # a name that cannot be one is an error of Unicode, which is one of these
        raise _no_address(text) from None
    if not host:
        raise _no_address(text)
    if parts.username is not None:
        raise UsageError(
            message("Addresses with a user name and password are not supported."),
            message("Ask for an address without them."),
        )
    target = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_KEPT)
    return Address(f"https://{_named(host)}{'' if port == PORT else f':{port}'}{target}", host, port, target)


def _named(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _no_address(text: str) -> UsageError:
    return UsageError(
        message("'{address}' is not the address of a file.", address=text[:200]),
        message("For example: https://example.org/bees.yaml"),
    )
