"""A warm-up's rules, its script of questions and how long it takes, in seconds. How it runs is game.py's."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Protocol

from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Order, Text, TrueFalse
from lemans_quiz.core.numbers import readings
from lemans_quiz.core.seeds import below
from lemans_quiz.core.text import LocalText
from lemans_quiz.core.turns import Turn
from lemans_quiz.games.warmup.cards.rules import Said, Seats, share
from lemans_quiz.room.cards import LETTERS as CARD_LETTERS
from lemans_quiz.room.standings import Standing, placed

FINGERS, LETTERS, BUZZ, CARDS = "fingers", "letters", "buzz", "cards"
ENTRIES = (FINGERS, LETTERS, BUZZ, CARDS)
"""How answers come in: shown by hand and judged by eye, typed for each team, by the first team that calls, or by every pupil's card."""

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
LONGEST_TEAM = 20
"""Characters of a team's name."""
LEEWAY = 10.0
"""Seconds by which a warm-up may be planned to run over."""

_UNTIMED = 30.0
_SHOWING, _JUDGING, _JUDGING_A_TEAM, _TYPING, _COUNTING, _EXPLAINING = 6.0, 4.0, 2.5, 4.0, 5.0, 15.0


class WarmupRules(NamedTuple):
    """How a warm-up is played: so many `questions`, or where that is 0 as many as go into `minutes`.

    `seconds` of thinking (0: no limit) follow `reading` seconds without the options. Without `teams` nothing is scored.
    `tally` has hands counted for each option; with a `class_size` above 0 the last count follows from the others, and of cards
    those up to that number are in from the beginning.
    With `rest_decides` a tie is also broken by questions that were not needed, with `nearest_decides` by an estimate where none
    is left; warm-ups begun before this could be do not.
    """

    minutes: float = 5.0
    questions: int = 0
    seconds: float = 30.0
    reading: float = 5.0
    teams: tuple[str, ...] = ()
    entry: str = FINGERS
    tally: bool = False
    class_size: int = 0
    rest_decides: bool = False
    nearest_decides: bool = False


class Script(NamedTuple):
    """What may be asked, in this order, and `spare` questions for tie-breaks."""

    turns: tuple[Turn, ...]
    spare: tuple[Turn, ...] = ()
    rules: WarmupRules = WarmupRules()


def is_mixed(script: Script) -> bool:
    """Tell whether questions of several packs may be asked."""
    return len({turn.item.pack for turn in (*script.turns, *script.spare)}) > 1


def can_ask(item: Item) -> bool:
    """Tell whether a class can answer an item with fingers or a number."""
    return isinstance(item.kind, Choice | TrueFalse | Number)


def is_written(turn: Turn) -> bool:
    """Tell whether a question is answered on slips of paper, which the teacher marks."""
    return not can_ask(turn.item)


def places(turn: Turn) -> int:
    """Return how many options there are of which one is chosen, 0 where nothing is chosen or more than one."""
    match turn.item.kind:
        case Choice():
            return len(turn.arrangement)
        case TrueFalse():
            return 2
        case Multiple() | Text() | Number() | Order() | Match():
            return 0


def right_place(turn: Turn) -> int:
    """Return the place at which the right option is shown, -1 where there are none. True comes first."""
    match turn.item.kind:
        case Choice(key=key):
            return turn.arrangement.index(key)
        case TrueFalse(key=key):
            return 0 if key else 1
        case Multiple() | Text() | Number() | Order() | Match():
            return -1


def right_places(turn: Turn) -> tuple[int, ...]:
    """Return the places of all right options, from top to bottom; none where the options are not right or wrong."""
    if isinstance(turn.item.kind, Multiple):
        return tuple(sorted(turn.arrangement.index(key) for key in turn.item.kind.keys))
    place = right_place(turn)
    return (place,) if place >= 0 else ()


def limit(turn: Turn, rules: WarmupRules) -> float:
    """Return the seconds of thinking, 0 without a limit; an item's own go first."""
    return (turn.item.seconds or rules.seconds) if rules.seconds > 0 else 0.0


def entry_for(turn: Turn, rules: WarmupRules) -> str:
    """Return how answers come in: nobody calls first for an estimate or a slip, no card shows one, and without teams nothing is typed."""
    if rules.entry == CARDS:
        return CARDS if 0 < places(turn) <= len(CARD_LETTERS) else FINGERS
    is_called = rules.entry == BUZZ and places(turn) == 0
    return FINGERS if is_called or is_written(turn) or not rules.teams else rules.entry


def is_tallied(turn: Turn, rules: WarmupRules) -> bool:
    """Tell whether hands are counted for a question."""
    return rules.tally and places(turn) > 0


def has_bars(turn: Turn, rules: WarmupRules) -> bool:
    """Tell whether it is counted how many chose each option: by hand, or with cards."""
    return is_tallied(turn, rules) or entry_for(turn, rules) == CARDS


def phases(turn: Turn, rules: WarmupRules) -> tuple[str, ...]:
    """Return the phases of a question in their order."""
    middle = {LETTERS: (ENTRY,), BUZZ: (), CARDS: (), FINGERS: (SHOW,)}[entry_for(turn, rules)]
    first = (READING,) if rules.reading > 0 else ()
    tally = (TALLY,) if is_tallied(turn, rules) else ()
    return (*first, OPEN, *middle, *tally, REVEALED, EXPLAINED)


def planned(turn: Turn, rules: WarmupRules, phase: str = "") -> float:
    """Return the seconds that a question takes from the beginning of a phase on (its first if none is given)."""
    found = phases(turn, rules)
    rest = found[found.index(phase) :] if phase in found else found
    return sum(_planned_phase(turn, rules, one) for one in rest)


def _planned_phase(turn: Turn, rules: WarmupRules, phase: str) -> float:
    teams = len(rules.teams)
    match phase:
        case "reading":
            return rules.reading
        case "open":
            return (limit(turn, rules) or _UNTIMED) + (_SHOWING if entry_for(turn, rules) == CARDS else 0.0)
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


def nearest_turn(script: Script, number: int) -> Turn:
    """Return an estimate that decides a tie where no question is left: a product of two numbers, drawn by the script and `number`."""
    known = [part for turn in script.turns for part in (turn.item.pack, turn.item.id)]
    # Both end in a 3 or a 7, so that nobody works it out.
    left, right = (low + 10 * below(count, "nearest", number, low, *known) for low, count in ((213, 78), (37, 7)))
    stem = LocalText(
        (
            ("en", f"Estimate, without paper or calculator: how much is {left} × {right}?"),
            ("de", f"Schätzt ohne Papier und Taschenrechner: Wie viel ist {left} · {right}?"),
        )
    )
    key = Decimal(left * right)
    return Turn(Item("", f"nearest-{number}", stem, Number(key, key, key)))


def first_to_type(teams: int, number: int) -> tuple[int, ...]:
    """Return the teams in the order in which they say their letters: another one begins with each question."""
    return tuple((team + number) % teams for team in range(teams))


NONE = "-"
"""The entry of a team that gives no answer."""

MOST_HANDS = 999
LONGEST = 40
"""Characters of a typed number."""


class Question(NamedTuple):
    """A question put to a class. One with a mistake `is_void` and counts for nobody, or has options that are `also` right; one that
    `is_missed` was said to be known to nobody.

     Teams count from 0, and so do the places of the options on the screen.

    `playing` are the teams that may score, `right` those that were; `entries` are their typed answers (the place of an option
    or a number, NONE for none, None where nothing was typed yet); `hands` were counted for each place. `out` called first and
    `said` the wrong places; `up` is the team that is to answer, or -1.

    `cards` are what cards say in the vote that counts, `votes` in those before it; `seats` are the cards that were in when the
    answer was shown.
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
    is_void: bool = False
    also: tuple[int, ...] = ()
    is_missed: bool = False
    cards: Said = ()
    votes: tuple[Said, ...] = ()
    seats: Seats = ()

    @property
    def right_places(self) -> tuple[int, ...]:
        """The places of all options that count as right."""
        return (*right_places(self.turn), *self.also)


def accepted(question: Question, place: int) -> Question | None:
    """Take an option as right too, or no longer, and mark anew whoever is known to have said it; None where that is impossible."""
    if not 0 <= place < places(question.turn) or place == right_place(question.turn):
        return None
    is_new = place not in question.also
    changed = question._replace(also=tuple(sorted({*question.also} ^ {place})))
    said = {team for team, text in enumerate(question.entries) if text == str(place)}
    said |= {team for team, one in zip(question.out, question.said, strict=True) if one == place}
    right = {*question.right, *said} if is_new else {*question.right} - said
    return changed._replace(right=tuple(sorted(right)))


NOBODY = -1


def toggled(question: Question, team: int) -> Question | None:
    """Count a team as right, or no longer; NOBODY says that none was. None where the team does not take part."""
    if team == NOBODY and question.playing:
        return question._replace(right=(), is_missed=not question.is_missed)
    if team not in question.playing:
        return None
    return question._replace(right=tuple(sorted({*question.right} ^ {team})), is_missed=False)


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
    keys = set(map(str, question.right_places))
    return question._replace(right=tuple(sorted(team for team, text in given.items() if text in keys)))


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


MISSING, TOO_MANY = "missing", "too-many"


def doubt(question: Question, class_size: int) -> str:
    """Return what is odd about counted hands: one is MISSING, there are TOO_MANY for the class, or nothing."""
    if 0 < class_size < sum(hands or 0 for hands in question.hands):
        return TOO_MANY
    return MISSING if None in hands_of(question, class_size) else ""


class Scored(Protocol):
    """What the board is made of; a Warmup is one."""

    @property
    def script(self) -> Script:
        """The rules with the teams."""

    @property
    def corrections(self) -> tuple[float, ...]:
        """What was added by hand, one number a team."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions so far."""

    @property
    def gone(self) -> tuple[int, ...]:
        """Teams that joined others."""


def points(state: Scored) -> tuple[float, ...]:
    """Return each team's points. A tie-break gives none: it only decides between equals."""
    return tuple(
        round(
            corrected + sum(q.turn.item.points * _share(q, team) for q in state.questions if not q.is_tie_break),
            2,
        )
        for team, corrected in enumerate(state.corrections)
    )


def standings(state: Scored) -> tuple[Standing, ...]:
    """Return all teams, the best first, those that are tied in the order of their numbers."""
    here, totals = playing_teams(state), points(state)
    rows = placed([(totals[team], *_tie_breaks(state, team)) for team in here])
    return tuple(row._replace(team=here[row.team]) for row in rows)


def playing_teams(state: Scored) -> tuple[int, ...]:
    """Return the teams that play, by their numbers."""
    return tuple(team for team in range(len(state.corrections)) if team not in state.gone)


def leaders(state: Scored) -> tuple[int, ...]:
    """Return the teams at the first place."""
    return tuple(standing.team for standing in standings(state) if standing.place == 1)


def _tie_breaks(state: Scored, team: int) -> tuple[float, ...]:
    """Return one number a tie-break, so that an earlier one weighs more than all later ones."""
    return tuple(_share(q, team) for q in state.questions if q.is_tie_break)


def _share(question: Question, team: int) -> float:
    """Return the share of a question's points that a team gets: with cards that of its cards which were right."""
    if question.is_void or question.is_skipped:
        return 0.0
    if question.seats and team in question.playing:
        return share(question.seats, question.cards, question.right_places, team)
    return float(team in question.right)
