"""What the phone of a seat is told of a game, and how its answers are read. Pure; how they travel is server.py's.

Before the answer is shown nothing here reads what is right: a page is made of what stands on the projector, and names what can be
chosen by where it stands there, in words that mean nothing at another seat.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import shake_128
from typing import NamedTuple

from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Order, Text, TrueFalse
from lemans_quiz.core.marks import Mark
from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Response, Said, Typed
from lemans_quiz.core.text import LocalText
from lemans_quiz.core.turns import Turn
from lemans_quiz.core.typed import key_text
from lemans_quiz.games.host.rules import (
    ASKING,
    CLOSED,
    EXPLAINED,
    OPEN,
    OVER,
    PLACES,
    PODIUM,
    READING,
    REVEALED,
    STANDINGS,
    THREE,
    Question,
    Seat,
    is_trial,
    right_places,
)
from lemans_quiz.games.host.scores import FULL, SeatStanding, result_of, seat_standings
from lemans_quiz.games.host.state import STEPS, HostGame, may_answer, time_left

PAUSED, GONE = "paused", "gone"
"""Phases that only a phone knows: nothing moves, and the seat is no more."""
KICKED = "kicked"
"""Why a seat is no more."""

RIGHT, PARTLY, WRONG, MISSING, VOID = "right", "partly", "wrong", "missing", "void"
VERDICTS = (RIGHT, PARTLY, WRONG, MISSING, VOID)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Page = dict[str, object]
"""A message as JSON has it: the only place where texts have names, because a phone reads them."""


class Asked(NamedTuple):
    """The question that is on as all phones of a language show it."""

    kind: str
    language: str
    text: str
    context: str
    options: tuple[str, ...]
    lefts: tuple[str, ...]
    unit: str
    answer: tuple[str, ...]
    explanation: str
    number: int
    of: int


class Common(NamedTuple):
    """What the pages of all seats of a language have in common, so that it is made once."""

    state: HostGame
    phase: str
    language: str
    asked: Asked | None
    standings: dict[int, SeatStanding]


def gone(why: str) -> Page:
    """Return the page of a seat that is no more."""
    return {"phase": GONE, "why": why}


def common(state: HostGame, language: str) -> Common:
    """Return what the pages of all seats of a language have in common."""
    phase = EXPLAINED if state.phase == STANDINGS else state.phase
    question = state.question if phase in ASKING and not state.is_paused else None
    asked = _asked(state, phase, question, language) if question is not None else None
    standings = seat_standings(state) if phase in (PODIUM, OVER) else ()
    return Common(state, PAUSED if state.is_paused else phase, language, asked, {row.seat: row for row in standings})


def page(shared: Common, seat: Seat, at: float) -> Page:
    """Return what a seat is told at a time of the game's clock."""
    state = shared.state
    if seat.is_kicked:
        return gone(KICKED)
    is_late = shared.phase == OPEN and not may_answer(state, at, seat)
    told: Page = {"phase": CLOSED if is_late else shared.phase, "seat": seat.number + 1, "name": seat.name}
    if seat.team >= 0:
        told["team"] = state.script.rules.teams[seat.team]
    if not seat.is_shown:
        told["waits"] = True
    if shared.asked is not None and state.question is not None:
        told |= _on_question(shared, shared.asked, state.question, seat, at)
    elif state.phase in (PODIUM, OVER):
        told["place"] = _place(state, shared.standings.get(seat.number))
    return told


def _on_question(shared: Common, asked: Asked, question: Question, seat: Seat, at: float) -> Page:
    state = shared.state
    left = time_left(state, at, seat) if state.phase == OPEN else None
    told: Page = {
        "number": asked.number,
        "of": asked.of,
        "question": _question(asked, question, seat, state),
        "left": None if left is None else round(left * 1000),
    }
    if is_trial(question.turn):
        told["trial"] = True
    if len(question.polls) > 1:
        told["again"] = True
    if question.is_by_hand:
        told["hands"] = True
    if question.poll is not None:
        ballot = question.poll.ballots.get(seat.number)
        told["count"] = ballot.nth if ballot else 0
        told["mine"] = _on_the_wire(question, seat, ballot.response) if ballot else None
    if shared.phase in (REVEALED, EXPLAINED):
        told["result"] = _result(shared, asked, question, seat)
    return told


def _question(asked: Asked, question: Question, seat: Seat, state: HostGame) -> Page:
    names = option_ids(question, seat)
    told: Page = {
        "id": question_id(question, seat, state.position),
        "kind": asked.kind,
        "lang": asked.language,
        "text": asked.text,
    }
    if asked.context:
        told["context"] = asked.context
    if state.phase == READING:
        return told
    told["options"] = [
        {"id": name, "letter": letter, "text": text}
        for name, letter, text in zip(names, LETTERS, asked.options, strict=False)
    ]
    if asked.lefts:
        told["lefts"] = list(asked.lefts)
    if asked.unit:
        told["unit"] = asked.unit
    return told


# Names without a meaning


_SIZE = 12
"""Characters of a name."""


def _names(seat: Seat, what: str, count: int) -> tuple[str, ...]:
    """Return names that nobody can tell in advance who does not have the seat: drawn from its ticket, the same after a new start."""
    drawn = shake_128(f"{seat.ticket} {what}".encode()).hexdigest(count * _SIZE // 2)
    return tuple(drawn[first : first + _SIZE] for first in range(0, len(drawn), _SIZE))


def question_id(question: Question, seat: Seat, position: int) -> str:
    """Return a seat's own name of a poll."""
    return _names(seat, f"poll {question.poll.id}" if question.poll else f"reading {position}", 1)[0]


def option_ids(question: Question, seat: Seat) -> tuple[str, ...]:
    """Return a seat's own names of what can be chosen, from top to bottom."""
    count = 2 if isinstance(question.turn.item.kind, TrueFalse) else len(question.turn.arrangement)
    return _names(seat, f"options {question.poll.id if question.poll else -1}", count)


def _on_the_wire(question: Question, seat: Seat, response: Response) -> object:
    """Return an answer as the phone sent it."""
    names = option_ids(question, seat)
    by_index = dict(zip(question.turn.arrangement, names, strict=False))
    match response:
        case Chosen(option):
            return by_index[option]
        case ChosenSet(options) | Ordered(options):
            return [by_index[option] for option in options]
        case Said(value):
            return names[0 if value else 1]
        case Matched(rights):
            return [by_index.get(right) for right in rights]
        case _:
            return response.text


def read_response(question: Question, seat: Seat, told: object) -> Response | None:
    """Return the answer that a phone sent, None where it fits no answer to this kind of question."""
    places = {name: place for place, name in enumerate(option_ids(question, seat))}
    turn = question.turn
    if isinstance(told, str):
        return _read_one(turn, places, told)
    if not isinstance(told, list):
        return None
    found = [places.get(name, -2) if isinstance(name, str) else -1 for name in told]
    indices = [turn.arrangement[place] if 0 <= place < len(turn.arrangement) else place for place in found]
    kind = turn.item.kind
    if isinstance(kind, Match):
        return None if -2 in indices else Matched(tuple(indices))
    if min(indices, default=-1) < 0:
        return None
    if isinstance(kind, Multiple):
        return ChosenSet(tuple(sorted(set(indices))))
    return Ordered(tuple(indices)) if isinstance(kind, Order) else None


def _read_one(turn: Turn, places: dict[str, int], told: str) -> Response | None:
    kind = turn.item.kind
    if isinstance(kind, Multiple | Order | Match):
        return None
    if isinstance(kind, Text | Number):
        return Typed(_printable(told)) if told.strip() else None
    place = places.get(told)
    if place is None:
        return None
    return Said(place == 0) if isinstance(kind, TrueFalse) else Chosen(turn.arrangement[place])


def _printable(text: str) -> str:
    """Return typed text without what cannot be printed: it will stand on the teacher's screen."""
    return "".join(character for character in text if character.isprintable()).strip()


# Texts


def _asked(state: HostGame, phase: str, question: Question, language: str) -> Asked:
    item = question.turn.item
    is_shown = phase in (REVEALED, EXPLAINED)
    has_context = len({turn.item.pack for turn in state.script.turns}) > 1
    kind = item.kind
    text, code = _shown(item.stem, language)
    counting = [not is_trial(turn) for turn in state.script.turns]
    return Asked(
        kind=item.kind_name,
        language=code,
        text=text,
        context=item.context.show(language) if item.context and has_context else "",
        options=_options(question.turn, language),
        lefts=tuple(left.show(language) for left in kind.lefts) if isinstance(kind, Match) else (),
        unit=kind.unit.show(language) if isinstance(kind, Number) and kind.unit else "",
        answer=_answer(question, language) if is_shown else (),
        explanation=item.explanation.show(language) if item.explanation and phase == EXPLAINED else "",
        number=sum(counting[: state.position + 1]),
        of=sum(counting),
    )


def _shown(text: LocalText, language: str) -> tuple[str, str]:
    """Return a text as it is shown, and in which language."""
    shown = text.show(language)
    return shown, next(code for code, words in text.texts if words == shown)


def _options(turn: Turn, language: str) -> tuple[str, ...]:
    if isinstance(turn.item.kind, TrueFalse):
        return "", ""  # The page has its own words for true and false.
    return tuple(text.show(language) for text in turn.shown())


def _answer(question: Question, language: str) -> tuple[str, ...]:
    """Return the right answer in lines, with what counts as right too."""
    item = question.turn.item
    match item.kind:
        case Order(entries=entries):
            return tuple(f"{place}. {entry.show(language)}" for place, entry in enumerate(entries, 1))
        case Match(lefts=lefts, rights=rights, key=key):
            pairs = zip(lefts, key, strict=True)
            return tuple(f"{left.show(language)} – {rights[right].show(language)}" for left, right in pairs)
        case Choice() | Multiple() | TrueFalse():
            texts = _options(question.turn, language)
            right = right_places(question)
            return tuple(f"{LETTERS[place]}  {texts[place] or _truth(item, place, language)}" for place in right)
        case Text() | Number():
            return (key_text(item, language),)


def _truth(item: Item, place: int, language: str) -> str:
    return key_text(item._replace(kind=TrueFalse(place == 0)), language)


# After the answer


def _result(shared: Common, asked: Asked, question: Question, seat: Seat) -> Page:
    result = result_of(shared.state, question, seat)
    names = option_ids(question, seat)
    told: Page = {
        "verdict": _verdict(question, result.mark, is_missing=result.ballot is None),
        "key": [names[place] for place in right_places(question)],
        "answer": list(asked.answer),
    }
    if asked.explanation:
        told["explanation"] = asked.explanation
    return told


def _verdict(question: Question, mark: Mark, *, is_missing: bool) -> str:
    if question.is_void:
        return VOID
    if is_missing:
        return MISSING
    return RIGHT if mark.value >= FULL else PARTLY if mark.value > 0 else WRONG


def _place(state: HostGame, row: SeatStanding | None) -> Page:
    """Return what a seat has in the end; its place only where the podium has told it to all, or tells it to each."""
    if row is None:
        return {}
    told: Page = {"right": row.right, "asked": row.asked, "points": row.points}
    ranking = state.script.rules.ranking
    is_told = ranking == PLACES or (ranking == THREE and row.place <= STEPS)
    if is_told and row.place and (state.phase == OVER or state.revealing >= STEPS):
        told |= {"place": row.place, "of": sum(not one.is_kicked for one in state.seats)}
    return told


def language_for(wanted: str, known: Sequence[str] = ("en", "de")) -> str:
    """Return the language of a page that asks for one: one of those it has."""
    return wanted if wanted in known else known[0]
