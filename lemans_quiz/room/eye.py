"""An eye on the class: hands pictures to the process that reads cards, and starts it again where it dies or hangs.

A picture is in memory only while it is read. None is kept, written or shown.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from types import TracebackType
from typing import NamedTuple, Self

from lemans_quiz.core.messages import message
from lemans_quiz.errors import UsageError
from lemans_quiz.room.tag_reader import HEADER
from lemans_quiz.room.tags import Found, check_installed

MOST_PIXELS = 4_200_000
"""A phone's picture, which its page makes smaller, and no more."""

LEAST_SIDE, MOST_SIDE = 64, 4096
SECONDS = 15.0
"""How long a picture may take to be read; then the process is taken for hung."""


class Picture(NamedTuple):
    """A grey picture: one byte a pixel, row by row from the upper left."""

    width: int
    height: int
    grey: bytes


def picture(width: int, height: int, grey: bytes) -> Picture:
    """Return a picture; raises UsageError where it is none: too large, too small, or not as long as its size says."""
    if not (LEAST_SIDE <= width <= MOST_SIDE and LEAST_SIDE <= height <= MOST_SIDE and width * height <= MOST_PIXELS):
        raise UsageError(
            message("Pictures of {width} by {height} pixels are not supported.", width=width, height=height)
        )
    if len(grey) != width * height:
        raise UsageError(message("The picture's data does not match its size."))
    return Picture(width, height, grey)


class Eye:
    """Reads pictures one after another; `look` may be called from any thread."""

    def __init__(self, command: tuple[str, ...] = (sys.executable, "-P", "-m", "lemans_quiz.room.tag_reader")) -> None:
        """Raises MissingExtra where the library that reads cards is not installed; it is loaded by the first picture alone."""
        check_installed()
        self._command, self._lock = command, threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self.restarts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def process_number(self) -> int:
        """The system's number of the process that reads, 0 before the first picture."""
        process = self._process
        return process.pid if process else 0

    def look(self, seen: Picture) -> list[Found]:
        """Return the cards in a picture; none where its reading failed, and the next picture finds a new process."""
        with self._lock:
            try:
                return self._asked(self._running(), seen)
            except (OSError, ValueError, TypeError, RecursionError):
                self._end()
                self.restarts += 1
                return []

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        return self._process

    def _asked(self, process: subprocess.Popen[bytes], seen: Picture) -> list[Found]:
        assert process.stdin is not None
        assert process.stdout is not None
        watch = threading.Timer(SECONDS, process.kill)
        watch.start()
        try:
            process.stdin.write(HEADER.pack(seen.width, seen.height) + seen.grey)
            process.stdin.flush()
            return [_found(one) for one in json.loads(process.stdout.readline())]
        finally:
            watch.cancel()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                assert stream is not None
                stream.close()
        process.wait()


def _found(told: list[object]) -> Found:
    number, corners, wrong_bits, margin = told
    return Found(number, tuple((x, y) for x, y in corners), wrong_bits, margin)  # type: ignore[arg-type, attr-defined]
