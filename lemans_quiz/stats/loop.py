"""Turning pages on a terminal: the loop around the statistics."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TextIO

from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import Key
from lemans_quiz.terminal.menus import Leaving, read_key, scroll
from lemans_quiz.terminal.terminal import Build, Terminal, open_terminal

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
