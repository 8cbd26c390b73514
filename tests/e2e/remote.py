"""The teacher's terminal for tests with browsers: the program under a pseudo-terminal, and a network that only it and a browser are in."""

from __future__ import annotations

import fcntl
import os
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyte
import pytest

ADDRESS = "10.3.7.21"
"""The laptop's address in the network of the room."""


class Network:
    """A network namespace with one private address, as a school's Wi-Fi gives it; only root can make one."""

    def __init__(self) -> None:
        if os.geteuid() or not all(map(shutil.which, ("unshare", "nsenter", "ip"))):
            pytest.skip("a network of its own needs root, util-linux and iproute2")
        self._holder = subprocess.Popen(["unshare", "-n", "sleep", "900"])
        self.prefix = ["nsenter", "-t", str(self._holder.pid), "-n"]
        deadline = time.monotonic() + 60
        while os.readlink(f"/proc/{self._holder.pid}/ns/net") == os.readlink("/proc/self/ns/net"):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        for line in ("set lo up", "add wlan0 type veth peer name wlan1", "set wlan0 up", "set wlan1 up"):
            self._ip("link", *line.split())
        self._ip("addr", "add", f"{ADDRESS}/24", "dev", "wlan0")

    def _ip(self, *words: str) -> None:
        subprocess.run([*self.prefix, "ip", *words], check=True)

    @property
    def holder(self) -> int:
        """The process whose namespace it is."""
        return self._holder.pid

    def move(self, address: str) -> None:
        """Give the laptop another address."""
        self._ip("addr", "add", f"{address}/24", "dev", "wlan0")
        self._ip("addr", "del", f"{ADDRESS}/24", "dev", "wlan0")

    def browser_in(self, folder: Path, chromium: str) -> str:
        """Return a program that starts the browser in this network."""
        path = folder / "chromium-in-the-room"
        path.write_text(f'#!/bin/sh\nexec {" ".join(self.prefix)} {chromium} "$@"\n', encoding="utf-8")
        path.chmod(0o755)
        return str(path)

    def close(self) -> None:
        self._holder.kill()
        self._holder.wait()


@contextmanager
def network() -> Iterator[Network]:
    made = Network()
    try:
        yield made
    finally:
        made.close()


class Remote:
    """The program under a pseudo-terminal of 80×24."""

    def __init__(self, prefix: Sequence[str], arguments: Sequence[str], home: Path) -> None:
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.fd, terminal = os.openpty()
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        surroundings = {
            "TERM": "xterm-256color",
            "COLORTERM": "",
            "LANG": "C.UTF-8",
            "LEMANS_QUIZ_HOME": str(home),
            "BROWSER": "true",
        }
        self.process = subprocess.Popen(
            [*prefix, sys.executable, "-m", "lemans_quiz", *arguments],
            stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True, env={**os.environ, **surroundings},
        )  # fmt: skip
        os.close(terminal)

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def pump(self, seconds: float = 0.05) -> None:
        while select.select([self.fd], [], [], seconds)[0]:
            try:
                received = os.read(self.fd, 65536)
            except OSError:
                return
            if not received:
                return
            self.stream.feed(received)
            seconds = 0.0

    def wait_for(self, wanted: str, seconds: float = 60.0) -> None:
        deadline = time.monotonic() + seconds
        while wanted not in self.text():
            assert time.monotonic() < deadline, f"no {wanted!r} in:\n{self.text()}"
            self.pump()

    def press(self, keys: str) -> None:
        self.pump()
        os.write(self.fd, keys.encode())
        self.pump(0.3)

    def press_until(self, keys: str, wanted: str) -> None:
        """Press a key again and again until its page is there; a page that is new takes none for a moment."""
        for _ in range(40):
            if wanted in self.text():
                return
            self.press(keys)
            deadline = time.monotonic() + 1.0
            while wanted not in self.text() and time.monotonic() < deadline:
                self.pump()
        raise AssertionError(f"no {wanted!r} in:\n{self.text()}")

    def kill(self) -> None:
        """Kill it as a dead battery does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def close(self) -> None:
        if self.process.poll() is None:
            self.kill()
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1


def scanned(picture: Path) -> str:
    """Return what a QR code in a picture says, read by zbar."""
    if not shutil.which("zbarimg"):
        pytest.skip("zbarimg is not there: apt-get install zbar-tools")
    done = subprocess.run(["zbarimg", "-q", "--raw", str(picture)], capture_output=True, text=True, check=False)
    return done.stdout.strip()


_HALVES = {"█": (1, 1), "▀": (1, 0), "▄": (0, 1), " ": (0, 0)}


def pictured(screen: pyte.Screen, path: Path, *, is_dark: bool, size: int = 6) -> Path:
    """Draw the half blocks of a terminal as it would: in their own colours, all else in those of a dark or a light terminal."""
    ground, ink = (0, 255) if is_dark else (255, 0)
    rows: list[bytes] = []
    for line in range(screen.lines):
        halves: tuple[list[int], list[int]] = ([], [])
        for column in range(screen.columns):
            cell = screen.buffer[line][column]
            back = _grey(cell.bg, ground)
            front = _grey(cell.fg, ink)
            for half, is_set in zip(halves, _HALVES.get(cell.data, (0, 0)), strict=True):
                half += [front if is_set else back] * size
        rows += [bytes(half) for half in halves for _ in range(size)]
    path.write_bytes(f"P5 {screen.columns * size} {len(rows)} 255\n".encode() + b"".join(rows))
    return path


def _grey(colour: str, default: int) -> int:
    named = {"default": default, "black": 0, "white": 255}
    return named[colour] if colour in named else round(sum(bytes.fromhex(colour)) / 3)


def until(fits: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 40
    while not fits():
        assert time.monotonic() < end
        time.sleep(0.2)
