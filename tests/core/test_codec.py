"""Commands and items survive JSON, and fingerprints notice what they should."""

import json
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.codec import (
    fingerprint,
    item_from_json,
    item_to_json,
    key_fingerprint,
)
from lemans_quiz.core.commands import command_from_json, command_to_json
from lemans_quiz.core.events import COMMANDS, Answer, Appeal, Command, Hint, Next, Push, Quit, Skip, TimeOut
from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Option, Order, Source, Text, TrueFalse
from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Said, Typed, Unreadable
from lemans_quiz.core.text import LocalText, plain
from tests.effort import examples

indices = st.lists(st.integers(-1, 30), max_size=9).map(tuple)
responses = st.one_of(
    st.builds(Chosen, st.integers(0, 30)),
    st.builds(ChosenSet, indices),
    st.builds(Said, st.booleans()),
    st.builds(Typed, st.text()),
    st.builds(Ordered, indices),
    st.builds(Matched, indices),
    st.builds(Unreadable, st.text()),
)
seconds = st.floats(0, 1e6)
commands = st.one_of(
    st.builds(Answer, responses, seconds),
    st.builds(Skip, seconds),
    st.builds(TimeOut, seconds),
    st.sampled_from([Hint(), Appeal(), Push(), Next(), Quit()]),
)
codes = st.sampled_from(["en", "de", "pt-BR"])
texts = st.builds(plain, st.text(min_size=1), codes) | st.builds(
    LocalText, st.lists(st.tuples(codes, st.text(min_size=1)), min_size=1, max_size=3).map(tuple)
)
options = st.lists(st.builds(Option, texts, st.none() | texts), min_size=2, max_size=5).map(tuple)
decimals = st.decimals(allow_nan=False, allow_infinity=False)
some_texts = st.lists(texts, min_size=2, max_size=4).map(tuple)
kinds = st.one_of(
    st.builds(Choice, options, st.integers(0, 1), st.booleans(), st.integers(0, 4)),
    st.builds(Multiple, options, st.sampled_from([(0,), (1,), (0, 1)]), st.booleans(), st.integers(0, 4)),
    st.builds(TrueFalse, st.booleans()),
    st.builds(
        Text,
        texts,
        st.lists(texts, max_size=2).map(tuple),
        st.lists(st.text(), max_size=2).map(tuple),
        st.booleans(),
        st.just(()) | options,
    ),
    st.builds(
        Number,
        decimals,
        decimals,
        decimals,
        st.none() | texts,
        st.booleans(),
        st.sampled_from([Decimal(0), Decimal("2.5")]),
    ),
    st.builds(Order, some_texts),
    st.tuples(some_texts, texts).map(lambda parts: Order(parts[0], (None, *[parts[1]] * (len(parts[0]) - 1)))),
    st.builds(Match, st.tuples(texts, texts), some_texts, st.sampled_from([(0, 1), (1, 1), (1, 0)])),
)
items = st.builds(
    Item,
    st.text(),
    st.text(),
    texts,
    kinds,
    hints=st.lists(texts, max_size=2).map(tuple),
    explanation=st.none() | texts,
    source=st.none()
    | st.builds(Source, st.text(), st.text(), st.integers(0, 2100), st.text(), st.text(), st.text(), st.text()),
    as_of=st.sampled_from(["", "2024-06-16"]),
    level=st.integers(0, 5),
    seconds=seconds,
    points=seconds,
    tags=st.lists(st.text(), max_size=2).map(tuple),
    note=st.text(),
    language=codes,
    table=st.booleans(),
    context=st.none() | texts,
)
OPTIONS = tuple(Option(plain(name), plain("no")) for name in ("Audi", "Porsche", "Toyota"))
ITEM = Item("p", "i", plain("Which?"), Choice(OPTIONS, 1), explanation=plain("Becuase."))


@settings(max_examples=examples(200), deadline=None)
@given(commands)
def test_a_command_survives_json(command: Command) -> None:
    assert command_from_json(json.loads(json.dumps(command_to_json(command, COMMANDS))), COMMANDS) == command


@settings(max_examples=examples(150), deadline=None)
@given(items)
def test_an_item_survives_json(item: Item) -> None:
    read = item_from_json(item_to_json(item))
    assert read == item
    assert (fingerprint(read), key_fingerprint(read)) == (fingerprint(item), key_fingerprint(item))


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["answer", "skip", "typed"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=12,
)


@settings(max_examples=examples(300), deadline=None)
@given(json_values)
def test_any_value_is_a_command_or_a_value_error(value: object) -> None:
    try:
        command = command_from_json(value, COMMANDS)
    except ValueError:
        return
    assert command_from_json(command_to_json(command, COMMANDS), COMMANDS) == command


@pytest.mark.parametrize(
    "value",
    [
        None,
        "hint",
        [],
        ["hint", 1],
        ["answer", ["chosen", True], 1.0],
        ["answer", ["chosen", 1.0], 1.0],
        ["answer", ["chosen", 10**30], 1.0],
        ["answer", ["said", 1], 1.0],
        ["answer", ["typed", None], 1.0],
        ["answer", ["ordered", [1, "2"]], 1.0],
        ["answer", ["typed", "x"]],
        ["skip", float("nan")],
        ["skip", float("inf")],
        ["skip", 10**400],
        ["skip", "1"],
        ["skip", True],
    ],
)
def test_a_malformed_command_is_a_value_error(value: object) -> None:
    with pytest.raises(ValueError, match="not a"):
        command_from_json(value, COMMANDS)


@pytest.mark.parametrize(
    "text", ["", "[", "null", "{}", "[]", "[1,2]", item_to_json(ITEM)[:-1], item_to_json(ITEM)[:-3] + "]"]
)
def test_a_malformed_item_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match="not an item"):
        item_from_json(text)


def test_an_item_is_decoded_in_a_tenth_of_a_millisecond() -> None:
    text = item_to_json(ITEM)
    runs = []
    for _ in range(50):
        began = time.process_time()
        item_from_json(text)
        runs.append(time.process_time() - began)
    assert min(runs) < 1e-4


def test_a_typo_in_the_explanation_changes_no_fingerprint() -> None:
    mended = ITEM._replace(explanation=plain("Because."), level=3, tags=("a",), note="x")
    assert (fingerprint(mended), key_fingerprint(mended)) == (fingerprint(ITEM), key_fingerprint(ITEM))


def test_a_changed_question_is_told_from_a_changed_key() -> None:
    reworded = ITEM._replace(stem=plain("Which one?"))
    rekeyed = ITEM._replace(kind=Choice(OPTIONS, 2))
    assert fingerprint(reworded) != fingerprint(ITEM) != fingerprint(rekeyed)
    assert key_fingerprint(reworded) == key_fingerprint(ITEM) != key_fingerprint(rekeyed)


def test_the_place_of_the_key_among_the_options_is_no_part_of_it() -> None:
    assert key_fingerprint(ITEM._replace(kind=Choice(OPTIONS[::-1], 1))) == key_fingerprint(ITEM)


def test_a_number_written_longer_is_the_same_key() -> None:
    five = [Number(Decimal(digits), Decimal(digits), Decimal(digits)) for digits in ("5", "5.00")]
    assert len({key_fingerprint(ITEM._replace(kind=kind)) for kind in five}) == 1


def test_a_fingerprint_fits_a_column_and_never_changes() -> None:
    assert (fingerprint(ITEM), key_fingerprint(ITEM)) == (5930284287242413468, 6982317228973464474)


NUMBER = Number(Decimal(5), Decimal(5), Decimal(5))
GROWN = [
    (ITEM.kind, Choice(OPTIONS, 1, show=2)),
    (Multiple(OPTIONS, (1,)), Multiple(OPTIONS, (1,), show=2)),
    (Text(plain("Monet")), Text(plain("Monet"), exact=True)),
    (Text(plain("Monet")), Text(plain("Monet"), refused=(Option(plain("Manet"), plain("The other one.")),))),
    (NUMBER, NUMBER._replace(close=Decimal(3))),
]


@pytest.mark.parametrize(("before", "after"), GROWN)
def test_a_key_that_came_later_changes_the_fingerprint_where_it_is_set_and_never_the_key(before, after) -> None:
    old, new = ITEM._replace(kind=before), ITEM._replace(kind=after)
    assert fingerprint(old) != fingerprint(new)
    assert key_fingerprint(old) == key_fingerprint(new)
    assert item_from_json(item_to_json(new)) == new


def test_a_context_changes_no_fingerprint() -> None:
    placed = ITEM._replace(context=plain("The series of 2017"))
    assert (fingerprint(placed), key_fingerprint(placed)) == (fingerprint(ITEM), key_fingerprint(ITEM))


OF_0_1_0 = [
    '["p","a","en","Which?","choice",[[["Audi","no"],["Ford"]],1,0],[],null,["T","P",2017,"u"],"",2,0.0,1.0,[],"",0]',
    '["p","a","en","Which?","multiple",[[["Audi"],["Ford"]],[1],1],[],null,null,"",2,0.0,1.0,["x"],"n",1]',
    '["p","a","en","Who?","text",["Ann",["A"],["Anna"]],["h"],"e",null,"2024-06-16",0,5.0,1.0,[],"",0]',
    '["p","a","en","How far?","number",["5","4","6","km",0],[],null,null,"",0,0.0,1.0,[],"",0]',
]


@pytest.mark.parametrize("text", OF_0_1_0)
def test_an_item_of_the_first_release_is_written_again_byte_for_byte(text: str) -> None:
    assert item_to_json(item_from_json(text)) == text
