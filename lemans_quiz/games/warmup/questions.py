"""One question of a warm-up and what came of it. Who may do what to it, and when, is warmup.py's."""

from __future__ import annotations

from decimal import Decimal

from lemans_quiz.core.items import Number
from lemans_quiz.core.numbers import readings
from lemans_quiz.core.turns import Turn
from lemans_quiz.core.values import NamedTuple
from lemans_quiz.games.warmup.rules import places, right_place

NONE = "-"
"""The entry of a team that gives no answer."""

MOST_HANDS = 999
LONGEST = 40
"""Characters of a typed number."""


class Question(NamedTuple):
    """A question put to a class. Teams count from 0, and so do the places of the options on the screen.

    `playing` are the teams that may score, `right` those that were; `entries` are their typed answers (the place of an option
    or a number, NONE for none, None where nothing was typed yet); `hands` were counted for each place. `out` called first and
    `said` the wrong places; `up` is the team that is to answer, or -1.
    """

    turn: Turn
    playing: tuple[int, ...] = ()
    right: tuple[int, ...] = ()
    entries: tuple[str | None, ...] = ()
    hands: tuple[int | None, ...] = ()
    out: tuple[int, ...] = ()
    said: tuple[int, ...] = ()
    up: int = -1
    began: float = 0.0
    is_skipped: bool = False
    is_tie_break: bool = False


def toggled(question: Question, team: int) -> Question | None:
    """Count a team as right, or no longer; None where it does not take part."""
    if team not in question.playing:
        return None
    return question._replace(right=tuple(sorted({*question.right} ^ {team})))


def entered(question: Question, team: int, text: str) -> Question | None:
    """Take a team's answer, NONE for none and an empty one to take it away; None where that is impossible."""
    if team not in question.playing or len(text) > LONGEST:
        return None
    size = places(question.turn)
    if text not in ("", NONE) and size and text not in {str(place) for place in range(size)}:
        return None
    entries = [*question.entries]
    entries[team] = text or None
    return question._replace(entries=tuple(entries))


def counted(question: Question, place: int, hands: int) -> Question | None:
    """Take how many hands the option at a place got, below 0 to take that away; None where that is impossible."""
    if not 0 <= place < len(question.hands) or hands > MOST_HANDS:
        return None
    found = [*question.hands]
    found[place] = hands if hands >= 0 else None
    return question._replace(hands=tuple(found))


def judged(question: Question) -> Question:
    """Mark what was typed for each team: the right option, or of numbers those that came nearest."""
    given = {team: question.entries[team] for team in question.playing}
    if not any(given.values()):
        return question
    kind = question.turn.item.kind
    if isinstance(kind, Number):
        units = kind.unit.everywhere() if kind.unit else ()
        off = {team: _distance(kind, text, units) for team, text in given.items() if text}
        reached = [distance for distance in off.values() if distance is not None]
        return question._replace(right=tuple(sorted(t for t, d in off.items() if reached and d == min(reached))))
    key = str(right_place(question.turn))
    return question._replace(right=tuple(sorted(team for team, text in given.items() if text == key)))


def _distance(number: Number, text: str, units: tuple[str, ...]) -> Decimal | None:
    """Return how far a typed number is off, in the reading that is nearest; None for what is no number."""
    return min((abs(value - number.key) for value in readings(text, units)), default=None)


def hands_of(question: Question, class_size: int) -> tuple[int | None, ...]:
    """Return the hands counted, the last missing one filled in from the size of the class."""
    missing = [place for place, hands in enumerate(question.hands) if hands is None]
    if class_size <= 0 or len(missing) != 1:
        return question.hands
    rest = max(0, class_size - sum(hands or 0 for hands in question.hands))
    return tuple(rest if place == missing[0] else hands for place, hands in enumerate(question.hands))
