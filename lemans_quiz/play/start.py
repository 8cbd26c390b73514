"""The start screen of `lemans-quiz` alone on a terminal. What its entries do is the caller's."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple, TextIO

from lemans_quiz.i18n import _
from lemans_quiz.play.keys_help import keys_page
from lemans_quiz.terminal.layout import BLANK, Block, Lines, Page, indented, said, wrapped
from lemans_quiz.terminal.menus import Leaving, choose, read_page
from lemans_quiz.terminal.terminal import open_terminal
from lemans_quiz.terminal.theme import QUIET, TITLE
from lemans_quiz.terminal.views import NAME, Menu, footer, margin, menu_hints, menu_lines

KEYS = "keys"
"""The name of the entry that this screen answers itself: it shows the keys."""


_FLAG = "▀▄" * (len(NAME) // 2)


class Entry(NamedTuple):
    """A thing to do: `name` for the caller, `label` and `detail` for the player."""

    name: str
    label: str
    detail: str = ""


class StartChoice(NamedTuple):
    """What was chosen: an entry, or none; `by` is empty or one of keys.ENDINGS."""

    entry: Entry | None = None
    by: str = ""


def choose_entry(
    entries: Sequence[Entry], *, version: str = "", source: TextIO | None = None, out: TextIO | None = None
) -> StartChoice:
    """Show the start screen until an entry is chosen or the player leaves."""
    try:
        with open_terminal(source or sys.stdin, out or sys.stdout) as terminal:
            cursor = 0
            while True:
                place = choose(
                    terminal,
                    lambda cursor, width, height: start_page(entries, cursor, version, width),
                    len(entries),
                    cursor=cursor,
                )
                if place is None:
                    return StartChoice()
                if entries[place].name != KEYS:
                    return StartChoice(entries[place])
                cursor = place
                read_page(terminal, keys_page)
    except Leaving as leaving:
        return StartChoice(by=leaving.key.name)


def start_page(entries: Sequence[Entry], cursor: int, version: str, width: int) -> Page:
    """Return the start screen."""
    inset = margin(width)
    room = width - 2 * inset
    motto = wrapped(said(_("Twenty-four hours of questions, ten at a time."), QUIET), room)
    above: Lines = [BLANK, *indented([said(NAME, TITLE), said(_FLAG, QUIET), *motto], inset), BLANK]
    menu = Menu(tuple((entry.label, entry.detail) for entry in entries), cursor)
    lines = menu_lines(menu, width)
    body = Block(lines, focus=(cursor, cursor)).below(above)
    return Page([BLANK], body, footer("", version, menu_hints(len(entries), _("leave")), width), sticky=len(above))
