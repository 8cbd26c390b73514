"""The rules of a game in a room, its seats, its questions and what counts as right. How it runs is game.py's.

Everything here may be handed to a screen, a projector or a phone; who may see what is theirs to keep.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from lemans_quiz.core import scoring
from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Order, Text, TrueFalse
from lemans_quiz.core.marking import mark
from lemans_quiz.core.marks import Mark
from lemans_quiz.core.numbers import readings
from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Response, Said, Typed
from lemans_quiz.core.text import LocalText
from lemans_quiz.core.turns import Turn
from lemans_quiz.room.cards import LETTERS

LOBBY, READING, OPEN, CLOSED, REVEALED, EXPLAINED = "lobby", "reading", "open", "closed", "revealed", "explained"
STANDINGS, PODIUM, OVER = "standings", "podium", "over"
HIDING = frozenset((READING, OPEN, CLOSED))
"""The phases of a question in which nothing may tell what is right."""
ASKING = HIDING | {REVEALED, EXPLAINED}

PHONE, CARD, KEYS = "phone", "card", "keys"
WAYS = (PHONE, CARD, KEYS)
"""How a seat answers: by a device of its own, by a printed card that the laptop's camera reads, or by the teacher's keys."""

GENERATED, NUMBERS, OWN = "generated", "numbers", "own"
NAMES = (GENERATED, NUMBERS, OWN)
"""Whose names seats have: the program's, the class register numbers, or those that pupils type."""

ONE, TWO, TEAM = "one", "two", "team"
DEVICES = (ONE, TWO, TEAM)
"""Whom a device stands for: one pupil, two who share it, or a team."""

PHONES, CARDS = "phones", "cards"
ENTRIES = (PHONES, CARDS)
"""How most of the class answers. With cards, only questions are asked that a card can answer."""

PLACES, THREE, NONE = "places", "three", "none"
RANKINGS = (THREE, PLACES, NONE)
"""What the podium tells: the first three, everybody's place, or what the class knew and no names."""

SCORINGS = (scoring.POINTS, scoring.FAIR, scoring.SPEED)

GRACE = 2.0
"""Seconds in which an answer may still be changed when all have answered."""
ON_ITS_WAY = 1.0
"""Seconds by which an answer may come after the end, because the network is slow."""
LONGEST = 200
"""Characters of a typed answer."""
MOST_SEATS = 200
MOST_HANDS = 999
MOST_PUPILS = 9
MOST_TEAMS = 9
EXTRA = (1.0, 1.5, 2.0)
"""How many times the time a seat may have."""


class HostRules(NamedTuple):
    """How a game is played. `seconds` of thinking (0: no limit) follow `reading` seconds without the options.

    `scoring` is one of SCORINGS. At most `cap` seats. `wifi` is the name of the network that the lobby tells.
    """

    scoring: str = scoring.POINTS
    seconds: float = 30.0
    reading: float = 5.0
    teams: tuple[str, ...] = ()
    names: str = GENERATED
    devices: str = ONE
    ranking: str = THREE
    wifi: str = ""
    cap: int = MOST_SEATS
    entry: str = PHONES


class Script(NamedTuple):
    """What is asked, in this order. A question worth no points is a trial."""

    turns: tuple[Turn, ...]
    rules: HostRules = HostRules()


class Seat(NamedTuple):
    """Who answers. `name` is what a device or the register calls it; all may see it where it `is_shown`.

    `time` times the time of others is its own, and nobody else's to know. `team` is -1 without teams. `card` is the number of its
    card, 0 without one.
    """

    number: int
    name: str
    way: str = PHONE
    pupils: int = 1
    team: int = -1
    time: float = 1.0
    joined: float = 0.0
    ticket: str = ""
    is_shown: bool = True
    is_kicked: bool = False
    card: int = 0


class Ballot(NamedTuple):
    """The `nth` answer of a seat in a poll; `seconds` after it was opened."""

    nth: int
    response: Response
    seconds: float


class Poll(NamedTuple):
    """One opening of a question. `ballots` by the number of the seat; never changed in place. `id` is unique in the game."""

    id: int
    opened: float
    ballots: Mapping[int, Ballot] = {}


class Question(NamedTuple):
    """A question put to the room. Its last poll counts.

    `also` are answers that count as right too. `hands` were counted for each place and `right` are the teams judged by eye, where
    it was answered `by_hand`. `has_been_seen` where its answer was shown: it is never opened again.
    """

    turn: Turn
    polls: tuple[Poll, ...] = ()
    also: tuple[Response, ...] = ()
    hands: tuple[int | None, ...] = ()
    right: tuple[int, ...] = ()
    is_by_hand: bool = False
    is_void: bool = False
    has_been_seen: bool = False

    @property
    def poll(self) -> Poll | None:
        """The poll that counts."""
        return self.polls[-1] if self.polls else None

    @property
    def counts(self) -> bool:
        """Tell whether points can be had for it."""
        return self.turn.item.points > 0 and not self.is_void


def is_trial(turn: Turn) -> bool:
    """Tell whether a question is worth nothing."""
    return turn.item.points <= 0


def is_explained(question: Question) -> bool:
    """Tell whether there is more to say of a question than its answer."""
    return question.turn.item.explanation is not None or question.turn.item.source is not None


def limit(turn: Turn, rules: HostRules) -> float:
    """Return the seconds of thinking, 0 without a limit; an item's own go first, and what is put in order takes twice as long."""
    if rules.seconds <= 0:
        return 0.0
    slow = 2.0 if isinstance(turn.item.kind, Order | Match) else 1.0
    return turn.item.seconds or rules.seconds * slow


def places(turn: Turn) -> int:
    """Return how many options are shown, 0 where nothing is chosen. True and false are two, true first."""
    match turn.item.kind:
        case Choice() | Multiple():
            return len(turn.arrangement)
        case TrueFalse():
            return 2
        case Text() | Number() | Order() | Match():
            return 0


def places_chosen(turn: Turn, response: Response) -> tuple[int, ...]:
    """Return the places of the options that a response takes, none where nothing is chosen."""
    match response:
        case Chosen(option):
            return (turn.arrangement.index(option),)
        case ChosenSet(options):
            return tuple(sorted(turn.arrangement.index(option) for option in options))
        case Said(value):
            return (0 if value else 1,)
        case _:
            return ()


def fits(turn: Turn, response: Response) -> bool:
    """Tell whether a response can be given to a question as it is shown."""
    match turn.item.kind, response:
        case Choice(), Chosen(option):
            return option in turn.arrangement
        case Multiple(), ChosenSet(options):
            return len(set(options)) == len(options) and set(options) <= set(turn.arrangement)
        case TrueFalse(), Said():
            return True
        case ((Text() | Number()), Typed(text)):
            return bool(text.strip()) and len(text) <= LONGEST
        case Order(), Ordered(entries):
            return sorted(entries) == sorted(turn.arrangement)
        case Match() as pairs, Matched(rights):
            given = [right for right in rights if right != -1]
            return len(rights) == len(pairs.lefts) and set(given) <= set(turn.arrangement)
        case _:
            return False


def card_response(turn: Turn, letter: str) -> Response | None:
    """Return what a card says with a letter up, None where a card cannot answer or the letter stands beside nothing."""
    place = LETTERS.index(letter)
    match turn.item.kind:
        case Choice() if place < len(turn.arrangement):
            return Chosen(turn.arrangement[place])
        case TrueFalse() if place < 2:
            return Said(place == 0)
        case Choice() | TrueFalse() | Multiple() | Text() | Number() | Order() | Match():
            return None


def with_also(item: Item, also: tuple[Response, ...]) -> tuple[Item, ...]:
    """Return an item as it would be had these answers been right from the start; several where one cannot say it all."""
    kind = item.kind
    if isinstance(kind, Multiple):
        keys = {option for response in also if isinstance(response, ChosenSet) for option in response.options}
        return (item._replace(kind=kind._replace(keys=tuple(sorted({*kind.keys} | keys)))),)
    if isinstance(kind, Text):
        words = tuple(_plain(response.text, item) for response in also if isinstance(response, Typed))
        return (item._replace(kind=kind._replace(accept=(*kind.accept, *words), rivals=_others(kind, also))),)
    return (item, *(variant for response in also for variant in _variant(item, response)))


def _plain(text: str, item: Item) -> LocalText:
    return LocalText(((item.language, text),), True)


def _others(kind: Text, also: tuple[Response, ...]) -> tuple[str, ...]:
    """Return the near answers that are wrong, without those that are right now."""
    right = {response.text.casefold() for response in also if isinstance(response, Typed)}
    return tuple(rival for rival in kind.rivals if rival.casefold() not in right)


def _variant(item: Item, response: Response) -> tuple[Item, ...]:
    """Return the item with another key, nothing where the response cannot be one."""
    match item.kind, response:
        case Choice() as choice, Chosen(option):
            return (item._replace(kind=choice._replace(key=option)),)
        case TrueFalse(), Said(value):
            return (item._replace(kind=TrueFalse(value)),)
        case Number() as number, Typed(text):
            found = readings(text, number.unit.everywhere() if number.unit else ())
            return tuple(item._replace(kind=number._replace(key=one, low=one, high=one)) for one in found)
        case Match() as pairs, Matched(rights):
            return (item._replace(kind=pairs._replace(key=rights)),)
        case ((Multiple() | Text() | Order()), _):
            return ()  # told in another way: by more keys, more words, or in another order
        case _:
            return ()


def mark_of(question: Question, response: Response | None) -> Mark:
    """Return how right a response is, with what counts as right too. A near miss is wrong in a room."""
    return _mark(question.turn.item, question.also, response)


@lru_cache(maxsize=4096)
def _mark(item: Item, also: tuple[Response, ...], response: Response | None) -> Mark:
    """Points are told anew for every page, and a class gives the same answers again and again."""
    marks = [mark(variant, response) for variant in with_also(item, also)]
    marks += [mark(item, _in_order_of(one, response)) for one in also if isinstance(one, Ordered)]
    return max(marks, key=lambda one: one.value)


def _in_order_of(right: Ordered, response: Response | None) -> Response | None:
    """Return an order as it would be told were the entries numbered as in another right one."""
    if not isinstance(response, Ordered):
        return response
    place = {entry: place for place, entry in enumerate(right.entries)}
    return Ordered(tuple(place[entry] for entry in response.entries))


def right_places(question: Question) -> tuple[int, ...]:
    """Return the places of all options that count as right, from top to bottom; none where nothing is chosen."""
    turn = question.turn
    found: set[int] = set()
    for variant in with_also(turn.item, question.also):
        match variant.kind:
            case Choice(key=key):
                found.add(turn.arrangement.index(key))
            case Multiple(keys=keys):
                found.update(turn.arrangement.index(key) for key in keys)
            case TrueFalse(key=is_true):
                found.add(0 if is_true else 1)
            case Text() | Number() | Order() | Match():
                pass
    return tuple(sorted(found))


def bars(question: Question, poll: Poll, gone: frozenset[int] = frozenset()) -> tuple[int, ...]:
    """Return how many chose each place in a poll, with the hands counted in the last one; `gone` are seats that do not count."""
    found = [0] * places(question.turn)
    for seat, ballot in poll.ballots.items():
        for place in places_chosen(question.turn, ballot.response) if seat not in gone else ():
            found[place] += 1
    if poll is question.poll:
        for place, hands in enumerate(question.hands):
            found[place] += hands or 0
    return tuple(found)
