"""The words of a game in a room: questions, answers, names and counts, for the terminal and the projector alike."""

from __future__ import annotations

from collections.abc import Sequence

from lemans_quiz.core.items import Item, TrueFalse
from lemans_quiz.core.responses import Response
from lemans_quiz.core.turns import Turn
from lemans_quiz.core.typed import key_text, response_text
from lemans_quiz.games.host.rules import Question, Script, Seat, is_trial
from lemans_quiz.games.host.state import HostGame
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.terminal.theme import in_one_line, safe

LETTERS = "ABCDEFGHI"
SHAPES = "▲■●◆★▼▬◢◣"
"""They stand with the options, from top to bottom."""


def stem(item: Item, language: str) -> str:
    """Return the question's text."""
    return safe(item.stem.show(language))


def options(turn: Turn, language: str) -> tuple[str, ...]:
    """Return what stands at each place; nothing where nothing is chosen."""
    if isinstance(turn.item.kind, TrueFalse):
        return _("True"), _("False")
    return tuple(in_one_line(text.show(language)) for text in turn.shown())


def lead(place: int) -> str:
    """Return the letter and the shape of an option."""
    return f"{LETTERS[place]} {SHAPES[place]}" if place < len(LETTERS) else str(place + 1)


def answer(question: Question, language: str) -> str:
    """Return what is right, with what counts as right too."""
    also = [response(question, one, language) for one in question.also]
    return in_one_line(f" {_('or')} ".join([key_text(question.turn.item, language), *also]))


def response(question: Question, given: Response, language: str) -> str:
    """Return an answer in a line."""
    return in_one_line(response_text(question.turn, given, language))


def counting_number(script: Script, position: int) -> int:
    """Return the number of a question, from 1; a trial has none."""
    return sum(1 for turn in script.turns[: position + 1] if not is_trial(turn))


def unreachable_told() -> tuple[str, ...]:
    """Say that phones cannot come, and what finds out why."""
    return (
        _("This laptop is not on a network that phones can reach."),
        _("To see why: lmq host --check. To choose an address: --address"),
    )


def number_told(state: HostGame) -> str:
    """Return which question is on: a trial, or its number of how many."""
    if state.question is not None and is_trial(state.question.turn):
        return _("Trial question: no points")
    of = sum(1 for turn in state.script.turns if not is_trial(turn))
    return _("Question {number} of {of}").format(number=counting_number(state.script, state.position), of=of)


def name(seat: Seat) -> str:
    """Return what all may call a seat: its number as long as nobody has looked at the name that it typed."""
    return in_one_line(seat.name) if seat.is_shown else _("Seat {number}").format(number=seat.number + 1)


def answered_told(count: int, of: int) -> str:
    """Say how many have answered, and never who."""
    return ngettext("{count} of {of} answered", "{count} of {of} answered", count).format(count=count, of=of)


def listed(names: Sequence[str], most: int) -> str:
    """Return names in a line, and how many more there are."""
    shown = "   ".join(names[:most])
    rest = len(names) - most
    more = ngettext("and {count} more", "and {count} more", rest).format(count=rest) if rest > 0 else ""
    return "   ".join(filter(None, (shown, more)))
