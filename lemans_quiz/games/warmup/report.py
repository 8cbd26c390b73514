"""What is to be known after a warm-up: per question how many had it, which were most missed, and what drew those who erred."""

from __future__ import annotations

from typing import NamedTuple

from lemans_quiz.core.items import Number
from lemans_quiz.core.text import LocalText
from lemans_quiz.core.turns import Turn
from lemans_quiz.games.warmup.cards.rules import votes
from lemans_quiz.games.warmup.commands import NOTHING_SAID
from lemans_quiz.games.warmup.rules import (
    BUZZ,
    HIDING,
    NONE,
    Question,
    WarmupRules,
    entry_for,
    hands_of,
    places,
    playing_teams,
    points,
    right_place,
)
from lemans_quiz.games.warmup.state import Warmup
from lemans_quiz.room.standings import Outcome


class Distractor(NamedTuple):
    """A wrong option that was chosen: by so many `hands`, or by these `teams`."""

    place: int
    hands: int
    teams: tuple[int, ...] = ()


class Reported(NamedTuple):
    """A question that was asked. `missed` is the share that had it wrong, 0 to 1, None where nobody counted.

    A question that `is_void` had a mistake and counts for nobody. `hands` has one number a place where hands were counted; `lures` come with the strongest first;
    `before` has how many cards said each place in the vote before the one that counts, none where there was one.
    """

    number: int
    turn: Turn
    right: tuple[int, ...]
    playing: tuple[int, ...]
    missed: float | None
    hands: tuple[int, ...]
    lures: tuple[Distractor, ...]
    is_tie_break: bool
    is_void: bool
    right_places: tuple[int, ...]
    before: tuple[int, ...] = ()


def reported(state: Warmup) -> tuple[Reported, ...]:
    """Return every question whose answer was shown, in the order of the class."""
    return tuple(_reported(number, question, state.script.rules) for number, question in enumerate(asked_of(state), 1))


def asked_of(state: Warmup) -> tuple[Question, ...]:
    """Return every question whose answer was shown, as it stands."""
    closed = tuple(question for question in state.done if not question.is_skipped)
    return (*closed, state.question) if state.question is not None and state.phase not in HIDING else closed


def most_missed(rows: tuple[Reported, ...], count: int) -> tuple[Reported, ...]:
    """Return up to `count` questions that somebody missed, the most missed first."""
    missed = [row for row in rows if row.missed]
    return tuple(sorted(missed, key=lambda row: (-(row.missed or 0.0), row.number))[:count])


def outcome(state: Warmup) -> Outcome:
    """Return what the class's memory keeps."""
    totals = points(state)
    rows = reported(state)
    return Outcome(
        tuple((state.script.rules.teams[team], totals[team]) for team in playing_teams(state)),
        tuple((row.turn.item.pack, row.turn.item.id, row.missed) for row in rows if row.turn.item.pack),
        state.renames,
    )


def option_text(turn: Turn, place: int) -> LocalText | None:
    """Return the option at a place of the screen; None for true and false, whose words are the program's own."""
    return turn.shown()[place] if turn.arrangement else None


def _reported(number: int, question: Question, rules: WarmupRules) -> Reported:
    hands = _hands(question, rules.class_size)
    return Reported(
        number,
        question.turn,
        question.right,
        question.playing,
        _missed(question, hands, rules),
        hands,
        _lures(question, hands),
        question.is_tie_break,
        question.is_void,
        question.right_places,
        votes(question.votes[-1], places(question.turn)) if question.votes else (),
    )


def _hands(question: Question, class_size: int) -> tuple[int, ...]:
    counted = hands_of(question, class_size)
    return tuple(hands or 0 for hands in counted) if any(counted) else ()


def _missed(question: Question, hands: tuple[int, ...], rules: WarmupRules) -> float | None:
    """Return the share of those who answered that had it wrong, None where nobody was marked.

    Of numbers the nearest win, so nothing follows from that.
    """
    if question.is_void:
        return None
    if sum(hands):
        return 1 - sum(hands[place] for place in question.right_places) / sum(hands)
    if not question.playing or isinstance(question.turn.item.kind, Number):
        return None
    if entry_for(question.turn, rules) == BUZZ:
        answered = {*question.out, *question.right}
        return 1 - len(question.right) / len(answered) if answered else None
    if not question.right and not any(question.entries) and not question.is_missed:
        return None
    return 1 - len(question.right) / len(question.playing)


def _lures(question: Question, hands: tuple[int, ...]) -> tuple[Distractor, ...]:
    key = right_place(question.turn)
    if key < 0:
        return ()
    chosen: dict[int, list[int]] = {}
    for team, text in enumerate(question.entries):
        if text and text != NONE:
            chosen.setdefault(int(text), []).append(team)
    for team, place in zip(question.out, question.said, strict=True):
        chosen.setdefault(place, []).append(team)
    counts = {place: number for place, number in enumerate(hands) if number}
    lures = [
        Distractor(place, counts.get(place, 0), tuple(chosen.get(place, ())))
        for place in sorted({*counts, *chosen})
        if place not in question.right_places and place != NOTHING_SAID
    ]
    return tuple(sorted(lures, key=lambda lure: (-lure.hands, -len(lure.teams), lure.place)))
