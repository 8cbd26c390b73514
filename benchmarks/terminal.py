"""Programs on a pseudo-terminal, timed from the start of the process to what a person sees."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

ESCAPES = re.compile(rb"\x1b(\[[0-9;?]*[ -/]*[@-~]|\][^\x07]*\x07|[()][A-Z0-9]|.)")


def surroundings() -> dict[str, str]:
    """Return the environment as an installed program has it: with compiled modules, whatever the shell says."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class OnTerminal:
    """A program on a pseudo-terminal of 80 x 24; use it as a context manager."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), {**surroundings(), "TERM": "xterm-256color", **environment})
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.seen = b""

    def __enter__(self) -> OnTerminal:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _trace: TracebackType | None
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.close(self.fd)
        os.waitpid(self.pid, 0)

    def wait_for(self, pattern: bytes, seconds: float = 60.0) -> float:
        """Return the seconds from the last start or key to when `pattern` was on the screen."""
        end = time.perf_counter() + seconds
        while not re.search(pattern, ESCAPES.sub(b"", self.seen)):
            ready, _, _ = select.select([self.fd], [], [], max(0.0, end - time.perf_counter()))
            if not ready:
                raise TimeoutError(f"{pattern!r} never came; the screen was {self.seen[-2000:]!r}")
            try:
                self.seen += os.read(self.fd, 65536)
            except OSError:
                if not re.search(pattern, ESCAPES.sub(b"", self.seen)):
                    raise TimeoutError(f"ended without {pattern!r}: {self.seen[-2000:]!r}") from None
        return time.perf_counter() - self.started

    def settle(self, quiet: float = 0.03, seconds: float = 5.0) -> None:
        """Wait until something came and then nothing more for a moment."""
        end = time.perf_counter() + seconds
        came = False
        while time.perf_counter() < end:
            ready, _, _ = select.select([self.fd], [], [], quiet)
            if not ready and came:
                return
            if ready:
                came = True
                self.seen += os.read(self.fd, 65536)

    def press(self, keys: bytes) -> None:
        """Press keys; the clock starts again."""
        self.seen = b""
        self.started = time.perf_counter()
        os.write(self.fd, keys)
