"""Asking whether a game that was cut off goes on."""

from __future__ import annotations

import sys
import time

from lemans_quiz.games.host.remote import text
from lemans_quiz.games.host.remote.prompts import Entry, pick
from lemans_quiz.games.host.scores import playing
from lemans_quiz.games.host.state import HostGame
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.terminal.dates import day_text, local_day, weekday_name
from lemans_quiz.terminal.menus import Leaving
from lemans_quiz.terminal.terminal import open_terminal
from lemans_quiz.terminal.theme import DOT, in_one_line


def ask_whether_to_go_on(told: str) -> bool | None:
    """Return whether the game that was cut off goes on, or another begins; None where the program is to end."""
    entries: list[Entry] = [
        (_("Continue"), _("paused, with all answers"), lambda: None),
        (_("Start a new one"), _("the old one and its names are deleted"), lambda: None),
    ]
    with open_terminal(sys.stdin, sys.stdout) as terminal:
        try:
            chosen = pick(terminal, _("Continue?"), entries, above=told)
        except Leaving:
            return None
    return None if chosen is None else chosen == 0


def told_of(state: HostGame, class_name: str, title: str, started: float) -> str:
    """Return what there is to say of it: when, which class and pack, how far, how many."""
    count = len(playing(state))
    seats = ngettext("{count} seat", "{count} seats", count).format(count=count)
    how_far = text.number_told(state) if state.question is not None else _("in the lobby")
    what = f" {DOT} ".join(filter(None, (in_one_line(class_name), in_one_line(title), how_far, seats)))
    return _("The game from {day}, {time} was interrupted. {what}").format(
        day=_day(started), time=time.strftime("%H:%M", time.localtime(started)), what=what
    )


def _day(at: float) -> str:
    day, today = local_day(at), local_day(time.time())
    if day == today:
        return _("today")
    return _("{weekday}, {day}").format(weekday=weekday_name(day), day=day_text(day, today))
