"""Cards in a warm-up by lines: what is typed for them, and where a camera's page is."""

from __future__ import annotations

import re

from lemans_quiz.games.warmup.cards.keys import CardTable, typed_card
from lemans_quiz.games.warmup.cards.rules import missing
from lemans_quiz.games.warmup.cards.text import answers_by_card
from lemans_quiz.games.warmup.commands import Command
from lemans_quiz.games.warmup.state import Warmup
from lemans_quiz.i18n import _
from lemans_quiz.room.camera_terminal import without_reader

_ONE = r"(\d{1,2})\s*([A-Za-z-])"


def typed_cards(state: Warmup, at: float, text: str) -> list[Command] | None:
    """Return what is typed of cards, such as 11 B or 11B, 4C, 7-; None where that is no card or no answer."""
    if not re.fullmatch(rf"{_ONE}([\s,;]+{_ONE})*", text):
        return None
    found = [typed_card(state, at, int(number), letter) for number, letter in re.findall(_ONE, text)]
    commands = [one for one in found if one is not None]
    return commands if len(commands) == len(found) else None


def all_seen(state: Warmup) -> bool:
    """Tell whether every card has answered the open question."""
    is_open = answers_by_card(state) and bool(state.cards)
    return is_open and state.question is not None and not missing(state.cards, state.question.cards)


def told_of(table: CardTable | None) -> str:
    """Say where the page of a camera is, on this laptop and for a phone; raises QuizError where it cannot be served."""
    if table is None:
        return _("This warm-up has no cards; start one with --entry cards.")
    cameras = table.cameras()
    if cameras is None:
        return without_reader()
    here = _("This laptop's camera: {address}").format(address=cameras.here())
    there = cameras.there()
    return " ".join((here, _("Your phone: {address}").format(address=there))) if there else here
