"""Sessions as commands and sentences call them: by number, and by what was played."""

from __future__ import annotations

from collections.abc import Sequence

from lemans_quiz.core.messages import message
from lemans_quiz.errors import NotFound, UsageError
from lemans_quiz.i18n import _
from lemans_quiz.terminal.theme import DOT, in_one_line

WARM_UP, ROOM = "warm-up", "room"
"""The kinds of what is no session of a player, but played with a class; their numbers are their own."""

LESSONS = {"W": WARM_UP, "R": ROOM}
"""What is played with a class, by the letter before its number."""


def kind_text(kind: str) -> str:
    """Return what a kind of session is called."""
    names = {
        "play": _("quiz"),
        "practice": _("practice"),
        "exam": _("exam"),
        "race": _("race"),
        WARM_UP: _("warm-up"),
        ROOM: _("room"),
        "again": _("missed questions"),
    }
    return names.get(kind) or in_one_line(kind)


def what_was_played(kind: str, title: str, players: Sequence[str]) -> str:
    """Return kind, packs and filters, and who played where names are given."""
    names = ", ".join(in_one_line(name) for name in players if name)
    told = _race_title(in_one_line(title)) if kind == "race" else in_one_line(title)
    return f" {DOT} ".join(part for part in (kind_text(kind), told, names) if part)


def _race_title(title: str) -> str:
    """Return a race's title as it is read: the rival, or the day whose race it was."""
    match title.split(" "):
        case ["rival", _year, "day", date]:
            return _("race of the day, {date}").format(date=date)
        case ["rival", _year, "again", date]:
            return _("race of the day, {date}, again").format(date=date)
        case ["rival", *winner]:
            return _("rival {winner}").format(winner=" ".join(winner))
        case _:
            return title


def numbered(text: str) -> tuple[int, str]:
    """Return the number that a word of `history list` stands for, and the kind of lesson or nothing.

    Raises UsageError for what is no number, NotFound for 0, which no session has.
    """
    kind = LESSONS.get(text[:1].upper(), "")
    digits = text[1:] if kind else text
    if not (digits.isascii() and digits.isdigit() and len(digits) < 16):
        raise UsageError(message("'{text}' is not a session.", text=text), message("See: lmq history list"))
    if not int(digits):
        raise no_session(text)
    return int(digits), kind


def no_session(name: str) -> NotFound:
    """Return the error for a session that is not there."""
    return NotFound(message("Session {number} not found.", number=name), message("See: lmq history list"))
