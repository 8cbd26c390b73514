"""Starts with and without a frame, forked from the template: what is on the screen once the program listens to keys."""

from __future__ import annotations

import os
import select
import struct
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyte
import pytest

from lemans_quiz import curtain
from tests.forking import SETTLE, Template, surroundings
from tests.systems import NEEDS_TERMINAL

fcntl = pytest.importorskip("fcntl", reason=NEEDS_TERMINAL)
termios = pytest.importorskip("termios", reason=NEEDS_TERMINAL)

NOTHING = b"\x1b]11;none\x07"
"""A terminal's answer that names no colour: once it is taken, the program has painted its own page."""


class Surroundings:
    """A home, its words and all else that a first page depends on; a rehearsal and a start in them."""

    def __init__(self, template: Template, home: Path, *words: str) -> None:
        self.template, self.home, self.words = template, home, words
        self.size = (80, 24)
        self.variables: dict[str, str] = {"TERM": "xterm-256color", "TZ": "UTC", "LEMANS_QUIZ_HOME": str(home)}
        self.folder = home.parent
        self.begin = home.parent / "begin.py"
        self.begin.write_text("from lemans_quiz.begin import main\nmain()\n", encoding="utf-8")

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        return surroundings(**{**self.variables, SETTLE: "0.3", **more})

    def rehearse(self) -> None:
        """Leave a frame as a start does in the background."""
        told = {curtain.REHEARSAL: "{}x{}".format(*self.size)}
        self.run(*self.words, **told)

    @contextmanager
    def rehearsing(self) -> Iterator[None]:
        """Rehearse beside what is done, and be killed at its end."""
        told = {curtain.REHEARSAL: "{}x{}".format(*self.size)}
        null = os.open(os.devnull, os.O_RDWR)
        child = self.template.start([*self.words], (null,) * 3, environment=self.environment(told))
        yield
        child.kill()
        os.close(null)

    def run(self, *words: str, typed: str = "", **variables: str) -> str:
        before = os.getcwd()
        os.chdir(self.folder)
        try:
            return self.template.run([*words], typed=typed, environment=self.environment(variables)).stdout
        finally:
            os.chdir(before)

    def frames(self) -> list[Path]:
        return list((self.home / "cache" / "frames").glob("*.frame"))

    def start(self, keys: bytes = b"", *, early: bytes = b"") -> Page:
        """Start on a terminal, with keys pressed `early` and after the first page, and leave by Ctrl-C once keys are taken."""
        before = os.getcwd()
        os.chdir(self.folder)
        try:
            return Page(self, keys, early)
        finally:
            os.chdir(before)

    def import_slowly(self, seconds: float) -> None:
        """Let so much time pass between a frame and all else."""
        slow = f"from lemans_quiz import curtain\nshow = curtain.show\ndef slowly(words):\n    show(words)\n    time.sleep({seconds})\n"
        begin = self.begin.read_text(encoding="utf-8")
        self.begin.write_text(f"import time\n{slow}curtain.show = slowly\n{begin}", encoding="utf-8")


class Page:
    """What a start shows: `text` with the attributes of its characters, and what it wrote `first`, all at once."""

    def __init__(self, there: Surroundings, keys: bytes, early: bytes) -> None:
        self.screen = pyte.Screen(*there.size)
        self.stream = pyte.ByteStream(self.screen)
        self.first = b""
        self.fd, terminal = os.openpty()
        self.terminal = os.dup(terminal)
        columns, rows = there.size
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        mode = termios.tcgetattr(terminal)
        mode[3] &= ~termios.ECHO
        termios.tcsetattr(terminal, termios.TCSANOW, mode)
        os.write(self.fd, early)
        self.child = there.template.start_under(
            terminal, there.words, environment=there.environment({}), script=str(there.begin)
        )
        self.written = b""
        if keys:
            while not self.first:
                self._pump(0.05)
            time.sleep(0.4)  # a person's: keys count once a page has settled
            os.write(self.fd, keys)
        self.text = self._painted()
        os.write(self.fd, b"\x03")
        while not self.child.is_over():
            self._pump(0.05)
        self.code = self.child.wait()
        os.close(self.fd)
        os.close(self.terminal)

    def _painted(self) -> list[str]:
        end, taken = time.monotonic() + 60, 0
        while taken < 2 and not self.child.is_over():  # the first may have been flushed when echo went off
            assert time.monotonic() < end, "\n".join(self.screen.display)
            taken += bool(self.first) and self._listens()
            self._pump(0.02)
        while self._pump(0.05):
            pass
        return lines_of(self.screen)

    def _listens(self) -> bool:
        """Tell whether a key is taken that is pressed now."""
        os.write(self.fd, NOTHING)
        end = time.monotonic() + 0.3
        while time.monotonic() < end:
            waiting = struct.unpack("i", fcntl.ioctl(self.terminal, termios.FIONREAD, b"    "))[0]
            if not waiting and not termios.tcgetattr(self.terminal)[3] & termios.ICANON:
                return not self.child.is_over()
            self._pump(0.01)
        return False

    def _pump(self, seconds: float) -> bool:
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            received = os.read(self.fd, 65536)
        except OSError:
            return False
        self.first = self.first or received
        self.written += received
        self.stream.feed(received)
        return bool(received)


def lines_of(screen: pyte.Screen) -> list[str]:
    """Return the lines of a screen, with how some of their characters look."""

    def line(number: int) -> str:
        cells = [screen.buffer[number][column] for column in range(screen.columns)]
        looks = " ".join(f"{cell.fg}/{cell.bg}{'!' * cell.bold}" for cell in cells[:: len(cells) // 8])
        return "".join(cell.data for cell in cells).rstrip() + f" [{looks}]"

    return [line(number) for number in range(screen.lines)]


def drawn(frame: str, size: tuple[int, int]) -> list[str]:
    """Return the lines of a screen that a frame alone was written to."""
    screen = pyte.Screen(*size)
    pyte.Stream(screen).feed(frame)
    return lines_of(screen)
