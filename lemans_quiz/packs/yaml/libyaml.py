"""The bytes of a file -> events of libyaml's parser, or of PyYAML's own where libyaml is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from lemans_quiz.packs.progress import progress

STALL = 1 << 20
"""So many bytes without a single list or mapping at its end are no pack; libyaml would hold one text of them in memory."""

Event = Any
"""An event of PyYAML; libyaml's carry attributes that its type stubs do not know."""


class Feed:
    """The file as libyaml asks for it; it ends early when nothing comes of what was handed out."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.at = 0
        self.stalled = False
        self.progress: Callable[[], int] = int
        self._nodes = -1
        self._since = 0

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes, none at the end."""
        nodes = self.progress()
        if nodes != self._nodes:
            self._nodes, self._since = nodes, self.at
        if self.at - self._since > STALL:
            self.stalled = True
            return b""
        size = size if size > 0 else STALL
        chunk = self.raw[self.at : self.at + size]
        self.at += len(chunk)
        progress.reach(self.at, len(self.raw))
        return chunk


def events(feed: Feed) -> Callable[[], Event]:
    """Return what gives the next event: libyaml's parser, or PyYAML's own where libyaml is missing."""
    try:
        from yaml._yaml import CParser
    except ImportError:
        source = yaml.parse(feed)
        return lambda: next(source)
    get_event: Callable[[], Event] = CParser(feed).get_event
    return get_event
