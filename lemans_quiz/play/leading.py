"""A class led by lines, typed or from a pipe: the words that every game for a class has, and lines as they come while time goes on.

A line is a request: one of a game's words with what follows it, or (an empty word) what the phase asks for. An empty line goes on.
"""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Iterator, Mapping
from io import RawIOBase
from typing import NamedTuple, TextIO

from lemans_quiz.i18n import _
from lemans_quiz.play.stream import LONGEST_LINE, lines_of
from lemans_quiz.terminal.plain import write_lines

NEXT, BACK, PAUSE, SKIP, TIMER, END, QUIT = "next", "back", "pause", "skip", "timer", "end", "quit"
VOID, ALSO, RENAME, AGAIN, PROBLEM, HELP, WALL = "void", "also", "rename", "again", "problem", "help", "wall"

COMMON = {
    **dict.fromkeys(("", ":next", ":weiter"), NEXT),
    **dict.fromkeys((":back", ":zurück"), BACK),
    **dict.fromkeys((":pause",), PAUSE),
    **dict.fromkeys((":skip", ":überspringen"), SKIP),
    **dict.fromkeys((":timer", ":zeit"), TIMER),
    **dict.fromkeys((":end", ":schluss"), END),
    **dict.fromkeys((":quit", ":ende", ":beenden"), QUIT),
    **dict.fromkeys((":void", ":zähltnicht"), VOID),
    **dict.fromkeys((":also", ":auch"), ALSO),
    **dict.fromkeys((":rename", ":umbenennen"), RENAME),
    **dict.fromkeys((":again", ":nochmal"), AGAIN),
    **dict.fromkeys((":wall", ":beamer"), WALL),
    **dict.fromkeys((":problem",), PROBLEM),
    **dict.fromkeys((":help", ":hilfe"), HELP),
}
"""The words of every game for a class, in English and German, and what each stands for."""

UNREADABLE, UNKNOWN = "unreadable", "unknown-command"
"""Why a line is rejected: it says nothing here, or begins with a word that nobody knows."""

_LOOK = 0.5
"""Seconds after which a wait without an end looks whether Ctrl-C was pressed, for systems on which it cannot be woken."""


class Request(NamedTuple):
    """A line: one of the words with what follows it; an empty word where there is none."""

    word: str
    rest: str


def request(line: str, words: Mapping[str, str]) -> Request | None:
    """Return what a line asks for, None for a word that nobody knows."""
    stripped = line.strip()
    first, _space, rest = stripped.partition(" ")
    word = words.get(first.casefold())
    if word is None:
        return None if stripped.startswith(":") else Request("", stripped)
    return Request(word, " ".join(rest.split()))


def asks_to_go_on(told: tuple[str, ...], *, source: TextIO | None = None, out: TextIO | None = None) -> bool | None:
    """Ask by lines whether a game that was broken off goes on; None where the input ends."""
    write_lines(out or sys.stdout, [*told, _("Continue? Enter to continue, n to start a new one.")])
    try:
        line = (source or sys.stdin).readline()
    except KeyboardInterrupt:
        return None
    return line.strip().casefold() not in ("n", "no", "nein") if line else None


class LineReader:
    """Lines of a terminal or a pipe, for somebody who has to look up in between. Read by a thread of its own, which ends with the program."""

    def __init__(self, source: TextIO) -> None:
        self.is_over = False
        """Whether the input has ended and all of it was taken."""
        self._queue: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        raw = getattr(getattr(source, "buffer", None), "raw", None)
        # What is buffered is read here and now: a thread that held its lock would keep the program from ending.
        reading = _raw_lines(raw) if isinstance(raw, RawIOBase) else lines_of(source)
        if isinstance(raw, RawIOBase):
            threading.Thread(target=self._fill, args=(reading,), name="lines", daemon=True).start()
        else:
            self._fill(reading)

    def _fill(self, lines: Iterator[str]) -> None:
        try:
            for line in lines:
                self._queue.put(line)
        except (OSError, ValueError):
            pass
        self._queue.put(None)

    def get(self, timeout: float | None = None) -> str | None:
        """Return the next line; None when time is up (seconds, None waits) and where the input has ended."""
        while not self.is_over:
            try:
                line = self._queue.get(timeout=_LOOK if timeout is None else timeout)
            except queue.Empty:
                if timeout is None:
                    continue
                return None
            self.is_over = line is None
            return line
        return None


def _raw_lines(raw: RawIOBase) -> Iterator[str]:
    """Yield lines without their ends as soon as each is whole, and what comes after the last."""
    kept = b""
    while read := raw.read(LONGEST_LINE):
        kept += read
        *whole, kept = kept.split(b"\n")
        for line in whole:
            yield line.decode("utf-8", "replace").rstrip("\r")
        kept = kept[:LONGEST_LINE]
    if kept:
        yield kept.decode("utf-8", "replace")
