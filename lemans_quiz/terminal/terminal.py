"""A terminal as the loop sees it: paint a page, read a key. Which keys mean what is the loop's."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

from lemans_quiz.terminal.keys import CONTINUED, HANG_UP, RESIZE, SUSPEND, Key
from lemans_quiz.terminal.layout import Page
from lemans_quiz.terminal.screen import Screen, color_system

Build = Callable[[int, int], Page]
"""Makes a page for a width and a height."""


class Keyboard(Protocol):
    """Where keys come from; posix.py and windows.py have one each."""

    def read(self, timeout: float | None = None) -> Key | None:
        """Return the next key, or None after `timeout` seconds."""

    def drop(self) -> None:
        """Forget the keys pressed so far."""

    def stop(self) -> None:
        """Stop the process until it is told to go on."""


class Terminal:
    """A keyboard and a screen that belong together."""

    def __init__(self, keyboard: Keyboard, screen: Screen) -> None:
        self._keyboard = keyboard
        self._screen = screen
        self._gone = False

    def show(self, build: Build) -> None:
        """Paint a page as it fits now; once the terminal cannot be written to, the next key is a hang-up."""
        try:
            self._screen.paint(build(*self._screen.room()))
        except OSError:
            self._gone = True

    def show_new(self, build: Build) -> None:
        """Paint a page that is not the one before: from its top, and without the keys pressed before it was there."""
        self._screen.scroll(0)
        self.show(build)
        self._keyboard.drop()

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
        """Return the next key; Ctrl-Z stops the process here, and going on, from whatever stop, comes back as a resize."""
        if self._gone:
            return Key(HANG_UP)
        key = self._keyboard.read(timeout)
        if key is None or key.name not in (SUSPEND, CONTINUED):
            return key
        if key.name == SUSPEND:
            self._screen.pause()
            self._keyboard.stop()
        try:
            self._screen.resume()
        except OSError:
            self._gone = True
        return Key(RESIZE)


@contextmanager
def open_terminal(source: TextIO, out: TextIO) -> Iterator[Terminal]:
    """Take the terminal behind two streams, and give it back whatever happens."""
    screen = Screen(out, color_system(dict(os.environ)))
    if sys.platform == "win32":
        from lemans_quiz.terminal.windows import WindowsKeyboard as SystemKeyboard
    else:
        from lemans_quiz.terminal.posix import PosixKeyboard as SystemKeyboard
    with SystemKeyboard(source.fileno()) as keyboard, screen:
        yield Terminal(keyboard, screen)
