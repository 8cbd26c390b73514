"""The keyboard of a Windows console. What is the same everywhere is keys.py's."""

from __future__ import annotations

import ctypes
import msvcrt
import os
import signal
import sys
import time
from collections import deque
from types import FrameType, TracebackType

from lemans_quiz.terminal.keys import (
    DELETE,
    DOWN,
    END,
    HOME,
    INTERRUPT,
    LEFT,
    PAGE_DOWN,
    PAGE_UP,
    RESIZE,
    RIGHT,
    TERMINATE,
    UP,
    Decoder,
    Key,
    outlives,
)

assert sys.platform == "win32"  # so that the type checker reads the rest for Windows only

_POLL = 0.02
_SCANNED = {
    "H": UP,
    "P": DOWN,
    "K": LEFT,
    "M": RIGHT,
    "G": HOME,
    "O": END,
    "I": PAGE_UP,
    "Q": PAGE_DOWN,
    "S": DELETE,
}
_STANDARD_OUTPUT, _VIRTUAL_TERMINAL = -11, 0x0004


class WindowsKeyboard:
    """Reads one key at a time from the console. Ctrl-C becomes a key; a resize is noticed by asking."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._keys: deque[Key] = deque()
        self._decoder = Decoder()
        self._size = os.get_terminal_size()
        self._mode: int | None = None
        self._handlers: dict[int, object] = {}

    def __enter__(self) -> WindowsKeyboard:
        for number in (signal.SIGINT, signal.SIGBREAK):
            self._handlers[number] = signal.signal(number, self._signalled)
        self.resume()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.pause()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def resume(self) -> None:
        """Let the console understand escape sequences."""
        mode = ctypes.c_ulong()
        handle = ctypes.windll.kernel32.GetStdHandle(_STANDARD_OUTPUT)
        if ctypes.windll.kernel32.GetConsoleMode(handle, ctypes.byref(mode)):
            self._mode = mode.value
            ctypes.windll.kernel32.SetConsoleMode(handle, mode.value | _VIRTUAL_TERMINAL)

    def pause(self) -> None:
        """Put the console as it was."""
        if self._mode is not None:
            handle = ctypes.windll.kernel32.GetStdHandle(_STANDARD_OUTPUT)
            ctypes.windll.kernel32.SetConsoleMode(handle, self._mode)

    def read(self, timeout: float | None = None) -> Key | None:
        """Return the next key, or None when `timeout` seconds have passed without one."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while not self._keys:
            self._take_in()
            if not self._keys:
                if deadline is not None and time.monotonic() >= deadline:
                    return None
                time.sleep(_POLL)
        return self._keys.popleft()

    def drop(self, *, but_text: bool = False) -> None:
        """Forget the keys pressed so far, but for those that end the game and, where that is wanted, what was typed."""
        while msvcrt.kbhit():
            self._take_in()
        self._keys = deque(key for key in self._keys if outlives(key, but_text=but_text))

    def stop(self) -> None:
        """Do nothing: Windows has no Ctrl-Z that stops."""

    def _take_in(self) -> None:
        size = os.get_terminal_size()
        if size != self._size:
            self._size = size
            self._keys.append(Key(RESIZE))
        if msvcrt.kbhit():
            self._keys.extend(self._pressed(msvcrt.getwch()))

    def _pressed(self, character: str) -> list[Key]:
        if character in ("\x00", "\xe0") and (character == "\x00" or msvcrt.kbhit()):
            return [Key(_SCANNED.get(msvcrt.getwch(), "unknown"))]
        if "\ud800" <= character <= "\udbff":
            character += msvcrt.getwch()
        keys = self._decoder.feed(character.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode())
        return keys + self._decoder.flush()

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        self._keys.append(Key(INTERRUPT if number == signal.SIGINT else TERMINATE))
