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

from lemans_quiz import curtain
from lemans_quiz.terminal.keys import CONTINUED, HANG_UP, INTERRUPT, RESIZE, SUSPEND, TERMINATE, Decoder, Key, outlives

assert sys.platform != "win32"  # so that the type checker reads the rest for POSIX only

_EVENTS = {
    signal.SIGHUP: HANG_UP,
    signal.SIGTERM: TERMINATE,
    signal.SIGINT: INTERRUPT,
    signal.SIGCONT: CONTINUED,
    signal.SIGTSTP: SUSPEND,
    signal.SIGWINCH: RESIZE,
}
"""What signals become, those that end the game first."""
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
        self._signals: set[int] = set()
        self._is_closed = False

    def __enter__(self) -> PosixKeyboard:
        self._before = curtain.mode_before() or termios.tcgetattr(self._descriptor)
        self._pipe = os.pipe()
        for end in self._pipe:
            os.set_blocking(end, False)
        self._wakeup = signal.set_wakeup_fd(self._pipe[1], warn_on_full_buffer=False)
        for number in _EVENTS:
            self._handlers[number] = signal.signal(number, self._signalled)
        self.resume(keeping=curtain.is_up())
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

    def resume(self, *, keeping: bool = False) -> None:
        """Take keys one by one, without echo; those pressed before are dropped, or (`keeping`) not."""
        try:
            mode = termios.tcgetattr(self._descriptor)
        except (OSError, termios.error):  # the terminal may be gone
            return
        mode[_INPUT_FLAGS] &= ~(termios.ICRNL | termios.IXON | termios.INLCR | termios.IGNCR)
        mode[_LOCAL_FLAGS] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        mode[_SPECIALS] = [*mode[_SPECIALS]]
        mode[_SPECIALS][termios.VMIN], mode[_SPECIALS][termios.VTIME] = 1, 0
        self._set(mode, termios.TCSADRAIN if keeping else termios.TCSAFLUSH)

    def pause(self) -> None:
        """Put the terminal as it was. What was typed and not read is dropped, so that no shell runs it."""
        if self._before is not None:
            self._set(self._before, termios.TCSAFLUSH)

    def _set(self, mode: list[object], when: int) -> None:
        with contextlib.suppress(OSError, termios.error):  # the terminal may be gone
            termios.tcsetattr(self._descriptor, when, mode)  # type: ignore[arg-type]

    def read(self, timeout: float | None = None) -> Key | None:
        """Return the next key, or None when `timeout` seconds have passed without one."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while not self._keys:
            if self._is_closed:
                return Key(HANG_UP)
            left = None if deadline is None else max(0.0, deadline - time.monotonic())
            if not self._receive(left) and left == 0.0:
                return None
        return self._keys.popleft()

    def drop(self, *, but_text: bool = False) -> None:
        """Forget the keys pressed so far, but for those that end the game and, where that is wanted, what was typed."""
        while self._receive(0.0):
            pass
        self._keys = deque(key for key in self._keys if outlives(key, but_text=but_text))

    def stop(self) -> None:
        """Stop this process and its group as Ctrl-Z does; returns when it goes on."""
        self.pause()
        previous = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(0, signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, previous)
        self._signals -= {signal.SIGTSTP, signal.SIGCONT}
        self.resume()

    def _receive(self, timeout: float | None) -> bool:
        """Wait for input and take it in; tell whether there was any."""
        wait = self._decoder.wait
        left = None if wait is None else max(0.0, self._received + wait - time.monotonic())
        if left is not None and (timeout is None or timeout > left or timeout == 0.0):
            timeout = left
        sources = [self._pipe[0]] if self._is_closed else [self._descriptor, self._pipe[0]]
        ready, _, _ = select.select(sources, [], [], timeout)
        if self._pipe[0] in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(self._pipe[0], 65536)
        self._take_signals()
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
        else:
            self._is_closed = True
            self._keys.append(Key(HANG_UP))

    def _take_signals(self) -> None:
        """Turn signals into keys, each kind once however many came: a storm of them is one."""
        came, self._signals = self._signals, set()
        for number, event in _EVENTS.items():
            if number in came:
                if number == signal.SIGCONT:
                    self.resume(keeping=True)
                if Key(event) not in self._keys:
                    self._keys.append(Key(event))

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        """Note a signal, and nothing else: the next one may come in the middle of this."""
        self._signals.add(number)
