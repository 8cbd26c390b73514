"""What each card did in a warm-up: its letter in every question, and how often it was right."""

from __future__ import annotations

from typing import NamedTuple

from lemans_quiz.games.warmup.report import asked_of
from lemans_quiz.games.warmup.rules import Question
from lemans_quiz.games.warmup.state import Warmup
from lemans_quiz.room.cards import LETTERS


class CardRow(NamedTuple):
    """A card: its team or -1, how often it was right of how many it was asked, and its letter in each question.

    A letter is empty where nothing was seen, and None where the card was not in; `rights` tells for each whether it was right.
    A question that does not count, or in which no card was seen, was not asked.
    """

    number: int
    team: int
    right: int
    asked: int
    letters: tuple[str | None, ...]
    rights: tuple[bool, ...]


def card_rows(state: Warmup) -> tuple[CardRow, ...]:
    """Return all cards that were in when an answer was shown, by number."""
    asked = asked_of(state)
    teams = {seat.number: seat.team for question in asked for seat in question.seats}
    return tuple(_row(number, team, asked) for number, team in sorted(teams.items()))


def _row(number: int, team: int, asked: tuple[Question, ...]) -> CardRow:
    rights = tuple(not one.is_void and dict(one.cards).get(number, -1) in one.right_places for one in asked)
    count = sum(_is_in(question, number) and bool(question.cards) and not question.is_void for question in asked)
    return CardRow(number, team, sum(rights), count, tuple(_letter(question, number) for question in asked), rights)


def _is_in(question: Question, number: int) -> bool:
    return any(seat.number == number for seat in question.seats)


def _letter(question: Question, number: int) -> str | None:
    if not _is_in(question, number):
        return None
    place = dict(question.cards).get(number)
    return "" if place is None else LETTERS[place]
