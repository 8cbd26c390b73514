"""A warm-up's rules, its script of questions and how long it takes, in seconds. How it runs is warmup.py's."""

from __future__ import annotations

from lemans_quiz.core.items import Choice, Item, Number, TrueFalse
from lemans_quiz.core.turns import Turn
from lemans_quiz.core.values import NamedTuple

FINGERS, LETTERS, BUZZ = "fingers", "letters", "buzz"
ENTRIES = (FINGERS, LETTERS, BUZZ)
"""How answers come in: shown by hand and judged by eye, typed for each team, or by the first team that calls."""

SIGHT, READING, OPEN, BUZZED, SHOW, ENTRY, TALLY = "sight", "reading", "open", "buzzed", "show", "entry", "tally"
REVEALED, EXPLAINED, PODIUM, REPORT, OVER = "revealed", "explained", "podium", "report", "over"
HIDING = frozenset((READING, OPEN, BUZZED, SHOW, ENTRY, TALLY))
"""The phases of a question in which nothing may tell what is right."""
ASKING = HIDING | {REVEALED, EXPLAINED}

DEAF = 0.7
"""Seconds after each step in which no key steps again, so that a double press reveals nothing."""

COUNTED = 3
"""Fingers go up on 3 - 2 - 1, a second each."""

MOST_TEAMS = 9
LEEWAY = 10.0
"""Seconds by which a warm-up may be planned to run over."""

_UNTIMED = 30.0
_SHOWING, _JUDGING, _JUDGING_A_TEAM, _TYPING, _COUNTING, _EXPLAINING = 6.0, 4.0, 2.5, 4.0, 5.0, 15.0


class Rules(NamedTuple):
    """How a warm-up is played: so many `questions`, or where that is 0 as many as go into `minutes`.

    `seconds` of thinking (0: no limit) follow `reading` seconds without the options. Without `teams` nothing is scored.
    `tally` has hands counted for each option; with a `class_size` above 0 the last count follows from the others.
    """

    minutes: float = 5.0
    questions: int = 0
    seconds: float = 30.0
    reading: float = 5.0
    teams: tuple[str, ...] = ()
    entry: str = FINGERS
    tally: bool = False
    class_size: int = 0


class Script(NamedTuple):
    """What may be asked, in this order, and `spare` questions for tie-breaks. Kinds are choice, true-false and number."""

    turns: tuple[Turn, ...]
    spare: tuple[Turn, ...] = ()
    rules: Rules = Rules()


def can_ask(item: Item) -> bool:
    """Tell whether a class can answer an item with fingers or a number."""
    return isinstance(item.kind, Choice | TrueFalse | Number)


def places(turn: Turn) -> int:
    """Return how many options a question shows."""
    return 2 if isinstance(turn.item.kind, TrueFalse) else len(turn.arrangement)


def right_place(turn: Turn) -> int:
    """Return the place at which the right option is shown, -1 where there are none. True comes first."""
    match turn.item.kind:
        case Choice(key=key):
            return turn.arrangement.index(key)
        case TrueFalse(key=key):
            return 0 if key else 1
        case _:
            return -1


def limit(turn: Turn, rules: Rules) -> float:
    """Return the seconds of thinking, 0 without a limit; an item's own go first."""
    return (turn.item.seconds or rules.seconds) if rules.seconds > 0 else 0.0


def entry_for(turn: Turn, rules: Rules) -> str:
    """Return how answers come in: nobody calls first for an estimate, and without teams nothing is typed."""
    is_called = rules.entry == BUZZ and places(turn) == 0
    return FINGERS if is_called or not rules.teams else rules.entry


def is_tallied(turn: Turn, rules: Rules) -> bool:
    """Tell whether hands are counted for a question."""
    return rules.tally and places(turn) > 0


def phases(turn: Turn, rules: Rules) -> tuple[str, ...]:
    """Return the phases of a question in their order."""
    middle = {LETTERS: (ENTRY,), BUZZ: (), FINGERS: (SHOW,)}[entry_for(turn, rules)]
    first = (READING,) if rules.reading > 0 else ()
    tally = (TALLY,) if is_tallied(turn, rules) else ()
    return (*first, OPEN, *middle, *tally, REVEALED, EXPLAINED)


def planned(turn: Turn, rules: Rules, phase: str = "") -> float:
    """Return the seconds that a question takes from the beginning of a phase on (its first if none is given)."""
    found = phases(turn, rules)
    rest = found[found.index(phase) :] if phase in found else found
    return sum(_planned_phase(turn, rules, one) for one in rest)


def _planned_phase(turn: Turn, rules: Rules, phase: str) -> float:
    teams = len(rules.teams)
    match phase:
        case "reading":
            return rules.reading
        case "open":
            return limit(turn, rules) or _UNTIMED
        case "show":
            return _SHOWING
        case "entry":
            return _TYPING * teams
        case "tally":
            return _COUNTING * places(turn)
        case "revealed":
            return _JUDGING + (_JUDGING_A_TEAM * teams if entry_for(turn, rules) == FINGERS else 0.0)
        case _:
            return _EXPLAINING


def expected(script: Script) -> int:
    """Return how many questions are likely to be asked."""
    rules = script.rules
    if rules.questions:
        return min(rules.questions, len(script.turns))
    spent = 0.0
    for number, turn in enumerate(script.turns):
        following = script.turns[number + 1] if number + 1 < len(script.turns) else turn
        spent += planned(turn, rules)
        if spent + planned(following, rules) > rules.minutes * 60 + LEEWAY:
            return number + 1
    return len(script.turns)
