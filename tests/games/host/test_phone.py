"""What a phone is told, as values: nothing of the key before the answer is shown, and names that mean nothing elsewhere."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Order, Text, TrueFalse
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import Turn, arrange
from lemans_quiz.games.host.commands import Answer, Fingers, Forward, Join, Void
from lemans_quiz.games.host.game import begin, step
from lemans_quiz.games.host.phone import common, option_ids, page, read_response
from lemans_quiz.games.host.rules import (
    CLOSED,
    EXPLAINED,
    OPEN,
    OVER,
    PHONE,
    PODIUM,
    READING,
    REVEALED,
    HostRules,
    Script,
)
from lemans_quiz.games.host.state import HostGame
from lemans_quiz.packs.reading.reader import load_pack
from tests.sample_quiz import CHOICE, ITEMS, MATCH, MULTIPLE, NUMBER, ORDER, TEXT, TRUE_FALSE

PACKS = sorted((Path(__file__).parents[3] / "questions").glob("*.yaml"))


@cache
def items(path: Path) -> tuple[Item, ...]:
    pack = load_pack(path).pack
    assert pack is not None
    return pack.items


def game(*asked: Item, **rules: object) -> HostGame:
    """Return a game with two seats, its first question in reading."""
    script = Script(tuple(Turn(item, arrange(item, "word")) for item in asked), HostRules(**rules))  # type: ignore[arg-type]
    return done(
        begin(script),
        Join(0.0, "Arnage 1", PHONE, 1, -1, "t" * 64),
        Join(0.0, "Ford 2", PHONE, 1, -1, "u" * 64),
        Forward(1.0),
    )


def done(state: HostGame, *commands: object) -> HostGame:
    for command in commands:
        state, events = step(state, command)  # type: ignore[arg-type]
        assert "Rejected" not in type(events[0]).__name__, events
    return state


def told(state: HostGame, seat: int = 0, language: str = "en") -> dict[str, object]:
    return page(common(state, language), state.seats[seat], 2.0)


def on_the_wire(state: HostGame, seat: int = 0, language: str = "en") -> bytes:
    return json.dumps(told(state, seat, language), ensure_ascii=False).encode()


def otherwise(item: Item) -> Item:
    """Return an item that shows the same and of which something else is right."""
    kind = item.kind
    match kind:
        case Choice():
            kind = kind._replace(key=(kind.key + 1) % len(kind.options), show=0)
        case Multiple():
            kind = kind._replace(keys=tuple(sorted({*range(len(kind.options))} - {*kind.keys})) or (0,), show=0)
        case TrueFalse(key):
            kind = TrueFalse(not key)
        case Text():
            kind = kind._replace(key=plain("something else altogether"), accept=(), rivals=(), refused=())
        case Number():
            other = kind.key + 123456
            kind = kind._replace(key=other, low=other, high=other, by_range=False, close=Decimal(0))
        case Order(entries):
            kind = Order(entries[::-1], ())
        case Match():
            kind = kind._replace(key=kind.key[::-1])
    return item._replace(kind=kind, explanation=plain("Quite another."), hints=(), source=None)


def shown_alike(item: Item) -> tuple[Item, Item]:
    """Return an item and another that shows the same, all its options, of which something else is right."""
    whole = item._replace(kind=item.kind._replace(show=0)) if isinstance(item.kind, Choice | Multiple) else item
    return whole, otherwise(whole)


def answer_to(state: HostGame, seat: int) -> object:
    """Return what a phone sends that takes the first of what is shown, or types."""
    question = state.question
    assert question is not None
    names = option_ids(question, state.seats[seat])
    match question.turn.item.kind:
        case Choice() | TrueFalse():
            return names[0]
        case Multiple():
            return [names[0]]
        case Text() | Number():
            return "12"
        case Order():
            return list(names)
        case Match(lefts=lefts):
            return [names[0], *[None] * (len(lefts) - 1)]


def answered(state: HostGame, seat: int = 0) -> HostGame:
    question = state.question
    assert question is not None
    assert question.poll is not None
    response = read_response(question, state.seats[seat], answer_to(state, seat))
    assert response is not None
    return done(state, Answer(2.0, seat, question.poll.id, 1, response))


def stages(item: Item) -> list[bytes]:
    """Return all that two phones are told of a question before its answer is shown, one of which has answered."""
    reading = game(item)
    opened = done(reading, Forward(1.0))
    taken = answered(opened)
    closed = done(taken, Forward(2.0))
    states = (reading, opened, taken, closed)
    return [on_the_wire(state, seat, language) for state in states for seat in (0, 1) for language in ("en", "de")]


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_nothing_told_before_the_answer_depends_on_what_is_right(path):
    for item in items(path):
        one, other = shown_alike(item)
        assert stages(one) == stages(other), item.id


def test_what_is_told_after_it_does():
    for item in ITEMS:
        ends = [
            on_the_wire(done(answered(done(game(one), Forward(1.0))), *[Forward(2.0)] * 2)) for one in shown_alike(item)
        ]
        assert ends[0] != ends[1]


def test_options_have_other_names_at_each_seat_and_in_each_poll():
    state = done(game(CHOICE, TEXT), Forward(1.0))
    question = state.question
    names = [option_ids(question, seat) for seat in state.seats]
    assert len({*names[0], *names[1]}) == 8
    assert read_response(question, state.seats[1], names[0][0]) is None


@pytest.mark.parametrize(
    ("item", "sent"),
    [
        (CHOICE, "Porsche"),
        (CHOICE, 1),
        (CHOICE, ["0" * 12]),
        (MULTIPLE, []),
        (MULTIPLE, [None]),
        (TRUE_FALSE, "true"),
        (TEXT, "  "),
        (TEXT, ["Jani"]),
        (ORDER, ["0" * 12]),
        (MATCH, ["0" * 12, None, None]),
        (NUMBER, "\u202e \x07"),
    ],
)
def test_what_fits_no_answer_is_none(item, sent):
    state = done(game(item), Forward(1.0))
    question = state.question
    response = read_response(question, state.seats[0], sent)
    assert response is None or not step(state, Answer(2.0, 0, question.poll.id, 1, response))[0].question.poll.ballots


def test_typed_text_loses_what_cannot_be_printed():
    state = done(game(TEXT), Forward(1.0))
    assert read_response(state.question, state.seats[0], "Ja\u202eni\x1b[2J\n").text == "Jani[2J"


def test_a_page_of_each_phase_names_what_is_there():
    state = game(MULTIPLE)
    seen = {}
    for phase in (READING, OPEN, CLOSED, REVEALED, EXPLAINED, PODIUM):
        page_told = told(state)
        assert page_told["phase"] == phase
        seen[phase] = (page_told.keys(), page_told.get("question", {}).keys())
        state = done(state, Forward(2.0))
    assert "options" not in seen[READING][1]
    assert [phase for phase, (fields, _) in seen.items() if "result" in fields] == [REVEALED, EXPLAINED]
    assert [phase for phase, (fields, _) in seen.items() if "place" in fields] == [PODIUM]


@pytest.mark.parametrize(("ranking", "seat", "is_told"), [("three", 0, True), ("places", 1, True), ("none", 0, False)])
def test_a_place_is_told_when_the_podium_has_told_it(ranking, seat, is_told):
    state = answered(done(game(TRUE_FALSE, ranking=ranking), Forward(1.0)))
    state = done(state, *[Forward(2.0)] * 4)
    assert (state.phase, "place" in told(state, seat)["place"]) == (PODIUM, False)
    state = done(state, *[Forward(2.0)] * (0 if ranking == "none" else 3))
    assert ("place" in told(state, seat)["place"]) is is_told
    state = done(state, Forward(2.0))
    assert (state.phase, "place" in told(state, seat)["place"]) == (OVER, is_told)


def test_a_question_that_does_not_count_says_so():
    state = done(answered(done(game(CHOICE), Forward(1.0))), Forward(2.0), Forward(2.0), Void(2.0, 0))
    assert told(state)["result"]["verdict"] == "void"


def test_seats_with_more_time_go_on_when_others_are_late():
    state = done(game(CHOICE, seconds=10.0), Forward(1.0))
    longer = state._replace(seats=(state.seats[0]._replace(time=2.0), state.seats[1]))
    assert [page(common(longer, "en"), seat, 15.0)["phase"] for seat in longer.seats] == [OPEN, CLOSED]
    assert [page(common(longer, "en"), seat, 5.0)["left"] for seat in longer.seats] == [16000, 6000]


def test_where_hands_answer_the_phone_says_so():
    assert told(done(game(CHOICE), Fingers(1.0), Forward(1.0)))["hands"] is True
