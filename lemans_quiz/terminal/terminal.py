"""A terminal as the loop sees it: paint a page, read a key. Which keys mean what is the loop's."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Protocol, TextIO

from lemans_quiz import curtain
from lemans_quiz.terminal import background, settling
from lemans_quiz.terminal.keys import BACKGROUND, CONTINUED, HANG_UP, RESIZE, SUSPEND, Key
from lemans_quiz.terminal.layout import Page
from lemans_quiz.terminal.screen import Screen, color_system

Build = Callable[[int, int], Page]
"""Makes a page for a width and a height."""


class Keyboard(Protocol):
    """Where keys come from; posix.py and windows.py have one each."""

    def read(self, timeout: float | None = None) -> Key | None:
        """Return the next key, or None after `timeout` seconds."""

    def drop(self, *, but_text: bool = False) -> None:
        """Forget the keys pressed so far, but for those that end the game and, where that is wanted, what was typed."""

    def stop(self) -> None:
        """Stop the process until it is told to go on."""


_IDLE = 0.5
"""Seconds without a key after which the next start is looked ahead to."""


class Terminal:
    """A keyboard and a screen that belong together."""

    def __init__(self, keyboard: Keyboard, screen: Screen) -> None:
        self._keyboard = keyboard
        self._screen = screen
        self._gone = False
        self.painted_at = 0.0
        """When the page that is shown came on the screen, on the monotonic clock."""
        self._settling = settling.Settling(settling.SETTLE)
        self._next: Key | None = None
        self._asks_background = False

    def show(self, build: Build) -> None:
        """Paint a page as it fits now; once the terminal cannot be written to, the next key is a hang-up."""
        try:
            self._screen.paint(build(*self._screen.room()))
        except OSError:
            self._gone = True

    def show_new(self, build: Build, *, takes_text: bool = False, at_once: str = "") -> None:
        """Paint a page that is not the one before: from its top, and without the keys pressed before it was there.

        Keys that answer count a moment later, but for the characters of `at_once`. What was typed is kept for a page that `takes_text`.
        """
        self._screen.scroll(0)
        was_shown = curtain.is_up()
        self.show(build)
        self.painted_at = curtain.shown_at() if was_shown else 0.0
        if not self.painted_at:
            self.painted_at = time.monotonic()
            self._keyboard.drop(but_text=takes_text)
        self._settling.show(self.painted_at, takes_text=takes_text, at_once=at_once)

    def settle(self, *, takes_text: bool = False, at_once: str = "") -> None:
        """Take no keys that answer for a moment: the page that is or will be shown now is not the one before."""
        self._settling.show(time.monotonic(), takes_text=takes_text, at_once=at_once)

    @property
    def columns(self) -> int:
        """The columns of the whole terminal, of which a page takes the middle ones."""
        return self._screen.size()[0]

    @property
    def is_still(self) -> bool:
        """Tell whether nothing shall move."""
        return self._screen.is_still

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        try:
            self._screen.copy(text)
        except OSError:
            self._gone = True

    def scroll(self, by: int) -> None:
        """Move the body by so many lines, down if above 0."""
        self._screen.scroll(by)

    def page_height(self) -> int:
        """Return the lines that a page key scrolls by."""
        return max(2, self._screen.room()[1] // 2)

    def read(self, timeout: float | None = None) -> Key | None:
        """Return the next key, or None after `timeout` seconds and for one that was not meant for the page.

        Ctrl-Z stops the process here, and going on, from whatever stop, comes back as a resize.
        """
        if self._gone:
            return Key(HANG_UP)
        key, self._next = self._next or self._read(timeout), None
        if key is not None and key.name == BACKGROUND:
            background.learn(key.text)
            return None
        if key is None or key.name not in (SUSPEND, CONTINUED):
            return key if key is not None and self._is_meant(key) else None
        if key.name == SUSPEND:
            self._screen.pause()
            self._keyboard.stop()
        try:
            self._screen.resume()
        except OSError:
            self._gone = True
        return Key(RESIZE)

    def ask_background(self) -> None:
        """Ask the terminal for its background as soon as nobody has pressed a key for a moment, and remember what it answers."""
        self._asks_background = True

    def _is_meant(self, key: Key) -> bool:
        """Tell whether a key was pressed for the page that is shown; a held one shows itself by what follows it."""
        if self._settling.is_too_soon(key, time.monotonic()):
            return False
        if self._settling.may_be_held(key, time.monotonic()):
            self._next = self._keyboard.read(settling.REPEAT)
            if self._next == key:
                self._next = None
                self._settling.hold(time.monotonic())
                return False
        self._settling.take(key, time.monotonic())
        return True

    def _read(self, timeout: float | None) -> Key | None:
        """Return the next key; where none comes for a while, do what can wait."""
        if (curtain.is_due() or self._asks_background) and (timeout is None or timeout > _IDLE):
            key = self._keyboard.read(_IDLE)
            if key is not None:
                return key
            self._do_what_can_wait()
            timeout = None if timeout is None else timeout - _IDLE
        return self._keyboard.read(timeout)

    def _do_what_can_wait(self) -> None:
        """Ask the terminal for its background, and let the next start be looked ahead to."""
        if self._asks_background:
            self._asks_background = False
            with contextlib.suppress(OSError):
                self._screen.ask(background.QUESTION)
        if curtain.is_due():
            curtain.rehearse()


@contextmanager
def open_terminal(source: TextIO, out: TextIO) -> Iterator[Terminal]:
    """Take the terminal behind two streams, and give it back whatever happens."""
    if curtain.is_rehearsed():
        yield from _rehearsed()
        return
    screen = Screen(out, color_system(dict(os.environ)))
    if sys.platform == "win32":
        from lemans_quiz.terminal.windows import WindowsKeyboard as SystemKeyboard
    else:
        from lemans_quiz.terminal.posix import PosixKeyboard as SystemKeyboard
    with SystemKeyboard(source.fileno()) as keyboard, screen:
        terminal = Terminal(keyboard, screen)
        if sys.platform != "win32" and background.is_asked_for(os.environ):
            terminal.ask_background()
        yield terminal


class _NoKeyboard:
    """The keyboard of a rehearsal: whoever would wait for a key has painted the first page."""

    def read(self, timeout: float | None = None) -> Key | None:
        """End the rehearsal."""
        raise curtain.Rehearsed

    def drop(self, *, but_text: bool = False) -> None:
        """Forget nothing."""

    def stop(self) -> None:
        """Stop nothing."""


class _Written(StringIO):
    """What a screen of a given size would have been sent."""

    def fileno(self) -> int:
        """Say that no terminal is behind it, so that the size is the one that is rehearsed."""
        raise ValueError("no terminal")


def _rehearsed() -> Iterator[Terminal]:
    """Give a terminal that leaves what is painted first for the next start."""
    os.environ["COLUMNS"], os.environ["LINES"] = map(str, curtain.rehearsed_size())
    out = _Written()
    screen = Screen(out, color_system(dict(os.environ)))
    screen.resume()
    try:
        yield Terminal(_NoKeyboard(), screen)
    except curtain.Rehearsed:
        curtain.leave(out.getvalue())
        raise
