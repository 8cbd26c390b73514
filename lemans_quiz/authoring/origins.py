"""Where an installed pack came from, kept beside it, so that a newer one can be asked for there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from lemans_quiz.files.reading import read_file

FILE = "origin.json"
_MOST_BYTES = 10_000


class Origin(NamedTuple):
    """The address of a file without its pin, the SHA-256 of what came from there, and the day, as YYYY-MM-DD."""

    address: str
    sha256: str
    day: str


def written(origin: Origin) -> bytes:
    """Return what is kept of an origin."""
    return (json.dumps(origin._asdict(), ensure_ascii=False, indent=1) + "\n").encode()


def origin_of(place: Path) -> Origin | None:
    """Return the origin of the pack in a folder; None where there is none that can be read."""
    try:
        fields = json.loads(read_file(place / FILE, _MOST_BYTES))
        found = Origin(*(fields[name] for name in Origin._fields))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    is_text = all(isinstance(value, str) and value.isprintable() for value in found)
    return found if is_text and found.address.startswith("https://") else None
