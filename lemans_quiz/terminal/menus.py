"""Menus and pages to read, on a terminal: the loops around them. What they look like is views.py's."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from typing import TextIO

from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import ENDINGS, Key
from lemans_quiz.terminal.layout import Page
from lemans_quiz.terminal.terminal import Build, Terminal, open_terminal
from lemans_quiz.terminal.theme import LETTERS

BuildMenu = Callable[[int, int, int], Page]
"""Makes a page for a cursor, a width and a height."""

_SCROLLING = (keys.PAGE_UP, keys.PAGE_DOWN, keys.UP, keys.DOWN)


class Leaving(Exception):
    """The player or the system ends the program: `key` is one of keys.ENDINGS."""

    def __init__(self, key: Key) -> None:
        super().__init__(key.name)
        self.key = key


def read_key(terminal: Terminal, timeout: float | None = None, *, over_text: bool = False) -> Key | None:
    """Return the next key, or None after the timeout; raise Leaving for those that end everything.

    Ctrl-D ends nothing `over_text`, where it is a slip or meant for the text.
    """
    key = terminal.read(timeout)
    if key is not None and key.name in ENDINGS and not (over_text and key.name == keys.END_OF_INPUT):
        raise Leaving(key)
    return key


def _none_taken(_key: Key) -> bool:
    """Stand for a menu without keys of its own."""
    return False


def choose(
    terminal: Terminal,
    build: BuildMenu,
    count: int,
    *,
    cursor: int = 0,
    deadline: float | None = None,
    takes: Callable[[Key], bool] = _none_taken,
    explain: Build | None = None,
) -> int | None:
    """Return the place of the entry that was chosen, or None for Esc, q, Backspace or when `deadline` is reached.

    `takes` does what a key of this menu alone does, and tells whether the key was one. `explain` is the page that `?` shows.
    """
    place = _choose(terminal, build, count, cursor=cursor, deadline=deadline, takes=takes, explain=explain)
    terminal.settle()
    return place


def _choose(
    terminal: Terminal,
    build: BuildMenu,
    count: int,
    *,
    cursor: int,
    deadline: float | None,
    takes: Callable[[Key], bool],
    explain: Build | None,
) -> int | None:
    terminal.show_new(lambda width, height: build(cursor, width, height))
    while deadline is None or time.monotonic() < deadline:
        key = read_key(terminal, None if deadline is None else max(0.0, deadline - time.monotonic()))
        if key is None:
            continue
        if key.name in (keys.ESCAPE, keys.BACKSPACE) or key.text == "q":
            return None
        if takes(key) or (key.text == "?" and explain and read_page(terminal, explain)):
            terminal.show(lambda width, height: build(cursor, width, height))  # noqa: B023 - painted at once
            continue
        place = cursor if key.name == keys.ENTER or key.text == " " else place_of(key, count)
        if place is not None:
            return place
        scroll(terminal, key, pages_only=True)
        cursor = moved(cursor, key, count)
        terminal.show(lambda width, height: build(cursor, width, height))  # noqa: B023 - painted at once
    return None


def read_page(terminal: Terminal, build: Build) -> bool:
    """Show a page until a key other than those that scroll is pressed; always return True."""
    terminal.show_new(build)
    while True:
        key = read_key(terminal)
        if key is None:
            continue
        if key.name != keys.RESIZE and not scroll(terminal, key):
            terminal.scroll(0)
            terminal.settle()
            return True
        terminal.show(build)


def scroll(terminal: Terminal, key: Key, *, pages_only: bool = False) -> bool:
    """Scroll by a page or a line; tell whether the key does that."""
    if key.name not in (_SCROLLING[:2] if pages_only else _SCROLLING):
        return False
    step = terminal.page_height() if key.name in _SCROLLING[:2] else 1
    terminal.scroll(-step if key.name in (keys.PAGE_UP, keys.UP) else step)
    return True


def place_of(key: Key, count: int) -> int | None:
    """Return the place that a digit or a letter names, if there is one."""
    character = key.text.casefold()
    if key.name != keys.CHARACTER or len(character) != 1:
        return None
    place = LETTERS.find(character) if character.isalpha() else "123456789".find(character)
    return place if 0 <= place < count else None


def moved(cursor: int, key: Key, count: int) -> int:
    """Return the cursor after a key; it goes round at both ends."""
    steps = {keys.UP: cursor - 1, keys.DOWN: cursor + 1, keys.HOME: 0, keys.END: count - 1}
    return steps.get(key.name, cursor) % count


_ONWARDS = (keys.RIGHT, keys.TAB, keys.ENTER)
_BACK = (keys.LEFT, "shift-tab", keys.BACKSPACE)


def turn_pages(pages: Sequence[Build], *, source: TextIO | None = None, out: TextIO | None = None) -> str:
    """Show pages until the reader leaves; return by which of keys.ENDINGS, or nothing for Esc and the like."""
    try:
        with open_terminal(source or sys.stdin, out or sys.stdout) as terminal:
            _turn(terminal, pages)
    except Leaving as leaving:
        return leaving.key.name
    return ""


def _turn(terminal: Terminal, pages: Sequence[Build]) -> None:
    place: int | None = 0
    while place is not None:
        here = place
        terminal.show_new(pages[here])
        place = here
        while place == here:
            key = read_key(terminal)
            if key is None:
                continue
            place = page_after(key, here, len(pages))
            if place == here:
                if key.name != keys.RESIZE:
                    scroll(terminal, key)
                terminal.show(pages[here])


def page_after(key: Key, place: int, count: int) -> int | None:
    """Return the page that a key turns to, None for leaving: Esc, q, and going on after the last page."""
    if key.name == keys.ESCAPE or key.text == "q":
        return None
    if key.name in _ONWARDS or key.text == " ":
        return place + 1 if place + 1 < count else (None if key.name != keys.RIGHT else place)
    if key.name in _BACK:
        return max(0, place - 1)
    if len(key.text) == 1 and key.text in "123456789" and int(key.text) <= count:
        return int(key.text) - 1
    return place
