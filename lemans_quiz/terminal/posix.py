"""The keyboard of a POSIX terminal: raw mode on, and off again whatever happens. What bytes mean is keys.py's."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import termios
import time
from collections import deque
from types import FrameType, TracebackType

from lemans_quiz.terminal.keys import ENDINGS, HANG_UP, INTERRUPT, RESIZE, TERMINATE, Decoder, Key

assert sys.platform != "win32"  # so that the type checker reads the rest for POSIX only

_EVENTS = {
    signal.SIGINT: INTERRUPT,
    signal.SIGTERM: TERMINATE,
    signal.SIGHUP: HANG_UP,
    signal.SIGWINCH: RESIZE,
    signal.SIGCONT: RESIZE,
}
_LOCAL_FLAGS, _INPUT_FLAGS, _SPECIALS = 3, 0, 6


class PosixKeyboard:
    """Reads one key at a time from a terminal's descriptor.

    Signals become keys, so nothing is ever interrupted halfway. Entering turns echo and lines off, leaving restores them.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._decoder = Decoder()
        self._keys: deque[Key] = deque()
        self._received = 0.0
        self._before: list[object] | None = None
        self._handlers: dict[int, object] = {}
        self._pipe: tuple[int, int] = (-1, -1)
        self._wakeup = -1

    def __enter__(self) -> PosixKeyboard:
        self._before = termios.tcgetattr(self._descriptor)
        self._pipe = os.pipe()
        for end in self._pipe:
            os.set_blocking(end, False)
        self._wakeup = signal.set_wakeup_fd(self._pipe[1], warn_on_full_buffer=False)
        for number in _EVENTS:
            self._handlers[number] = signal.signal(number, self._signalled)
        self.resume()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.pause()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        signal.set_wakeup_fd(self._wakeup)
        for end in self._pipe:
            os.close(end)

    def resume(self) -> None:
        """Take keys one by one, without echo."""
        mode = termios.tcgetattr(self._descriptor)
        mode[_INPUT_FLAGS] &= ~(termios.ICRNL | termios.IXON | termios.INLCR | termios.IGNCR)
        mode[_LOCAL_FLAGS] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        mode[_SPECIALS] = [*mode[_SPECIALS]]
        mode[_SPECIALS][termios.VMIN], mode[_SPECIALS][termios.VTIME] = 1, 0
        self._set(mode)

    def pause(self) -> None:
        """Put the terminal as it was. What was typed and not read is dropped, so that no shell runs it."""
        if self._before is not None:
            self._set(self._before)

    def _set(self, mode: list[object]) -> None:
        with contextlib.suppress(OSError, termios.error):  # the terminal may be gone
            termios.tcsetattr(self._descriptor, termios.TCSAFLUSH, mode)  # type: ignore[arg-type]

    def read(self, timeout: float | None = None) -> Key | None:
        """Return the next key, or None when `timeout` seconds have passed without one."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while not self._keys:
            left = None if deadline is None else max(0.0, deadline - time.monotonic())
            if not self._receive(left) and left == 0.0:
                return None
        return self._keys.popleft()

    def drop(self) -> None:
        """Forget the keys pressed so far, but for those that end the game."""
        while self._receive(0.0):
            pass
        self._keys = deque(key for key in self._keys if key.name in ENDINGS or key.name == RESIZE)

    def stop(self) -> None:
        """Stop this process and its group as Ctrl-Z does; returns when it goes on."""
        self.pause()
        previous = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(0, signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, previous)
        self.resume()

    def _receive(self, timeout: float | None) -> bool:
        """Wait for input and take it in; tell whether there was any."""
        wait = self._decoder.wait
        left = None if wait is None else max(0.0, self._received + wait - time.monotonic())
        if left is not None and (timeout is None or timeout > left or timeout == 0.0):
            timeout = left
        ready, _, _ = select.select([self._descriptor, self._pipe[0]], [], [], timeout)
        if self._pipe[0] in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(self._pipe[0], 512)
        if self._descriptor in ready:
            self._take_in()
        elif not ready and wait is not None and time.monotonic() >= self._received + wait:
            self._keys.extend(self._decoder.flush())
            return True
        return bool(ready)

    def _take_in(self) -> None:
        self._received = time.monotonic()
        try:
            received = os.read(self._descriptor, 4096)
        except OSError:
            received = b""
        if received:
            self._keys.extend(self._decoder.feed(received))
        elif Key(HANG_UP) not in self._keys:
            self._keys.append(Key(HANG_UP))

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        event = _EVENTS[signal.Signals(number)]
        if number == signal.SIGCONT:
            self.resume()
        self._keys.append(Key(event))
