"""How right a response is, and why."""

import subprocess
import sys
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.items import Choice, Item, Kind, Match, Multiple, Number, Option, Order, Text, TrueFalse
from lemans_quiz.core.marking import mark
from lemans_quiz.core.marks import (
    CLOSE,
    NEAR_MISS,
    PARTLY,
    REASONS,
    RIGHT,
    RIVAL,
    SKIPPED,
    SPELLING,
    UNREADABLE,
    WITHIN,
    WRONG,
    Mark,
)
from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Response, Said, Typed, Unreadable
from lemans_quiz.core.text import LocalText, plain
from tests.effort import examples

OPTIONS = tuple(Option(plain(name)) for name in ("Audi", "Porsche", "Toyota", "Nissan"))
NAMES = tuple(plain(name) for name in ("Bentley", "Jaguar", "Ford", "Audi"))
KINDS: tuple[tuple[Kind, Response], ...] = (
    (Choice(OPTIONS, 1), Chosen(1)),
    (Multiple(OPTIONS, (0, 1, 2)), ChosenSet((0, 1, 2))),
    (Multiple(OPTIONS, ()), ChosenSet(())),
    (TrueFalse(False), Said(False)),
    (Text(plain("Nico Hülkenberg")), Typed("nico huelkenberg")),
    (Number(Decimal("13.626"), Decimal("13.6"), Decimal("13.7"), plain("km")), Typed("13,626 km")),
    (Order(NAMES), Ordered((0, 1, 2, 3))),
    (Order(NAMES[:1]), Ordered((0,))),
    (Match(NAMES[:3], NAMES, (3, 2, 0)), Matched((3, 2, 0))),
)
indices = st.lists(st.integers(-2, 5), max_size=5).map(tuple)
responses = st.one_of(
    st.none(),
    st.builds(Chosen, st.integers(-2, 6)),
    st.builds(ChosenSet, indices),
    st.builds(Said, st.booleans()),
    st.builds(Typed, st.text() | st.text(st.sampled_from("0123456789., nicoHülkebrg"))),
    st.builds(Ordered, indices | st.permutations(range(4)).map(tuple)),
    st.builds(Matched, indices | st.lists(st.integers(-1, 3), min_size=3, max_size=3).map(tuple)),
    st.builds(Unreadable, st.text()),
)


def item(kind: Kind) -> Item:
    return Item("pack", "id", LocalText((("en", "Which?"), ("de", "Welche?"))), kind)


def typed(kind: Kind, text: str) -> Mark:
    return mark(item(kind), Typed(text))


def number(key: str, tolerance: str = "0", unit: LocalText | None = None) -> Number:
    return Number(Decimal(key), Decimal(key) - Decimal(tolerance), Decimal(key) + Decimal(tolerance), unit)


@pytest.mark.parametrize(("kind", "key"), KINDS)
def test_the_key_gives_one(kind: Kind, key: Response) -> None:
    assert mark(item(kind), key).value == 1.0


@settings(max_examples=examples(400), deadline=None)
@given(st.sampled_from(KINDS), responses)
def test_a_mark_lies_between_nothing_and_one(kind: tuple[Kind, Response], response: Response | None) -> None:
    given_mark = mark(item(kind[0]), response)
    assert 0.0 <= given_mark.value <= 1.0
    assert given_mark.reason in REASONS
    assert 0 <= given_mark.hits <= given_mark.of or given_mark.of == 0


@pytest.mark.parametrize(("kind", "key"), KINDS)
def test_what_does_not_fit_the_kind_is_unreadable(kind: Kind, key: Response) -> None:
    others: list[Response] = [other for _, other in KINDS if type(other) is not type(key)]
    for response in (
        *others,
        Unreadable("?"),
        Chosen(9),
        Chosen(-1),
        ChosenSet((0, 0)),
        Ordered((0, 0, 1, 2)),
        Matched((0,)),
    ):
        assert mark(item(kind), response) == Mark(0.0, UNREADABLE)


@pytest.mark.parametrize("response", [Chosen(True), Said(1), Typed(5), Typed(None)])  # type: ignore[arg-type]
def test_a_value_of_another_type_is_unreadable(response: Response) -> None:
    assert all(mark(item(kind), response) == Mark(0.0, UNREADABLE) for kind, _ in KINDS)


def test_no_response_is_wrong() -> None:
    assert all(mark(item(kind), None) == Mark(0.0, SKIPPED) for kind, _ in KINDS)


@pytest.mark.parametrize(
    ("chosen", "value", "reason", "hits"),
    [
        ((0, 1), 2 / 3, PARTLY, 2),
        ((0, 1, 3), 1 / 3, PARTLY, 2),
        ((0, 1, 2, 3), 2 / 3, PARTLY, 3),
        ((0, 3), 0.0, WRONG, 1),
        ((3,), 0.0, WRONG, 0),
        ((), 0.0, WRONG, 0),
    ],
)
def test_false_picks_are_taken_off_hits(chosen: tuple[int, ...], value: float, reason: str, hits: int) -> None:
    assert mark(item(Multiple(OPTIONS, (0, 1, 2))), ChosenSet(chosen)) == Mark(value, reason, hits=hits, of=3)


def test_neighbours_in_the_right_order_count_adjacent_or_not() -> None:
    order = item(Order(NAMES))
    assert mark(order, Ordered((0, 2, 1, 3))) == Mark(2 / 3, PARTLY, hits=2, of=3)
    assert mark(order, Ordered((3, 2, 1, 0))) == Mark(0.0, WRONG, hits=0, of=3)


def test_matched_pairs_count_each() -> None:
    match = item(Match(NAMES[:3], NAMES, (3, 2, 0)))
    assert mark(match, Matched((3, -1, 1))) == Mark(1 / 3, PARTLY, hits=1, of=3)


@pytest.mark.parametrize("text", ["1923", "1,923", "1.923", "1 923", "1'923", "1923.0"])
def test_either_reading_of_a_comma_counts(text: str) -> None:
    assert typed(number("1923"), text) == Mark(1.0, RIGHT)


def test_a_number_within_tolerance_says_so() -> None:
    lap = number("13.626", "0.05", LocalText((("en", "km"), ("de", "Kilometer"))))
    assert typed(lap, "13,626 km") == Mark(1.0, RIGHT)
    assert typed(lap, "13.576 Kilometer") == Mark(1.0, WITHIN)
    assert typed(lap, "13.575") == Mark(0.0, WRONG)
    assert typed(lap, "far") == Mark(0.0, UNREADABLE)


@pytest.mark.parametrize(
    ("text", "value"), [("2018", 1.0), ("2017", 0.375), ("2020", 0.25), ("2021", 0.125), ("2022", 0.0)]
)
def test_a_near_guess_earns_part_of_half_the_marks(text: str, value: float) -> None:
    verdict = typed(number("2018")._replace(close=Decimal(3)), text)
    assert verdict == Mark(value, RIGHT if value == 1.0 else CLOSE if value else WRONG)


def test_a_tolerance_marks_full_beside_part_marks() -> None:
    lap = number("13.6", "0.1")._replace(close=Decimal(1))
    assert typed(lap, "13.7") == Mark(1.0, WITHIN)
    assert typed(lap, "14").reason == CLOSE


@pytest.mark.parametrize("text", ["Monet", "monet", "Monnet", "Claude Monet"])
def test_what_the_author_refuses_is_wrong_however_near(text: str) -> None:
    manet = Text(
        plain("Manet"), (plain("Edouard Manet"),), refused=(Option(plain("Monet")), Option(plain("Claude Monet")))
    )
    assert typed(manet, text).value == 0.0
    assert typed(manet, "Manet") == Mark(1.0, RIGHT)


def test_a_refused_text_is_told_by_the_mark() -> None:
    assert typed(Text(plain("Manet"), refused=(Option(plain("Monet")),)), "MONET") == Mark(0.0, WRONG, "Monet")


@pytest.mark.parametrize(
    ("text", "value"), [("hülkenberg", 1.0), ("Hülkenberg!", 1.0), ("Hulkenberg", 0.0), ("Hülkenburg", 0.0)]
)
def test_an_exact_answer_forgives_capitals_and_punctuation_alone(text: str, value: float) -> None:
    assert typed(Text(plain("Hülkenberg"), exact=True), text).value == value


def test_no_answer_of_a_crowd_is_taken_for_another() -> None:
    names = [f"Anders{a}{b}" for a in "abcdefgh" for b in "klmn"]
    assert [typed(Text(plain("Andersak"), rivals=tuple(names[1:21])), name).value for name in names[1:]] == [0.0] * 31


def test_any_number_of_a_range_is_right() -> None:
    assert typed(Number(Decimal(15), Decimal(10), Decimal(20), by_range=True), "20") == Mark(1.0, RIGHT)


def test_decimals_are_compared_exactly() -> None:
    assert typed(number("0.3"), "0.30000000000000000000000000000000000001").value == 0.0


@pytest.mark.parametrize(
    ("key", "text", "reason"),
    [
        ("Porsche", " porsche ", RIGHT),
        ("Porsche", "The Porsche", RIGHT),
        ("Hülkenberg", "Hulkenberg", SPELLING),
        ("Hülkenberg", "Huelkenberg", SPELLING),
        ("Hülkenberg", "Hülknberg", SPELLING),
        ("Hülkenberg", "Hülknbreg", SPELLING),
        ("Hülkenberg", "Hlknbrg", NEAR_MISS),
        ("Audi", "Audl", NEAR_MISS),
        ("Mazda", "Mazad", SPELLING),
        ("Mazda", "Mzdaa", NEAR_MISS),
        ("Mazda", "Honda", WRONG),
        ("GT", "GS", WRONG),
        ("917", "918", WRONG),
        ("917K", "917L", WRONG),
        ("Porsche 919 Hybrid", "Porshe 919 Hybrid", SPELLING),
        ("Porsche 919 Hybrid", "Porsche 918 Hybrid", WRONG),
        ("Porsche 919 Hybrid", "Porsche 91 Hybrid", WRONG),
        ("Porsche", "", WRONG),
        ("?", "?", RIGHT),
        ("The", "the", RIGHT),
    ],
)
def test_a_typed_answer_is_judged(key: str, text: str, reason: str) -> None:
    verdict = typed(Text(plain(key)), text)
    assert verdict.reason == reason
    assert verdict.value == (1.0 if reason in (RIGHT, SPELLING) else 0.0)


def test_a_forgiven_slip_names_the_answer_it_was_taken_for() -> None:
    assert typed(Text(plain("Victoria Gregory"), (plain("Gregory"),)), "gregori").matched == "Gregory"


def test_every_language_and_every_accepted_answer_counts() -> None:
    key = Text(
        LocalText((("en", "the team principal"), ("de", "der Teamchef"))), (LocalText((("fr", "le directeur"),)),)
    )
    assert all(
        typed(key, text) == Mark(1.0, RIGHT) for text in ("team principal", "Teamchef", "der Teamchef", "directeur")
    )


def test_a_name_for_everybody_takes_the_articles_of_each_language() -> None:
    assert typed(Text(plain("Porsche")), "der Porsche") == Mark(1.0, RIGHT)


@pytest.mark.parametrize(
    ("text", "reason"), [("Brabhan", SPELLING), ("Grahan", WRONG), ("Grabham", RIVAL), ("Braham", RIVAL)]
)
def test_a_slip_as_near_to_a_rival_is_refused(text: str, reason: str) -> None:
    assert typed(Text(plain("Brabham"), rivals=("Graham", "Brahma")), text).reason == reason


def test_a_rival_typed_in_full_is_no_spelling_of_the_answer() -> None:
    kuhn = Text(plain("Kühn"), rivals=("Kuhn",))
    assert typed(kuhn, "kuhn") == Mark(0.0, RIVAL, "Kuhn")
    assert typed(kuhn, "Kuehn") == Mark(1.0, SPELLING, "Kühn")


def test_an_accepted_answer_that_is_also_a_rival_counts() -> None:
    assert typed(Text(plain("Graham Hill"), (plain("Hill"),), rivals=("Hill",)), "Hill") == Mark(1.0, RIGHT)


@pytest.mark.parametrize(
    "text", ["x" * 10_000_000, "a " * 1000, "\ufdfa" * 2000, "\u0301" * 2000, "ü" * 1999, "\ud800" * 9]
)
def test_no_typed_text_stalls_the_game(text: str) -> None:
    began = time.process_time()
    assert typed(Text(plain("Nico Hülkenberg"), rivals=("Earl Bamber",) * 20), text) == Mark(0.0, WRONG)
    assert time.process_time() - began < 10


def test_a_right_answer_does_not_load_the_typo_library() -> None:
    program = (
        "import sys; from lemans_quiz.core.items import *; from lemans_quiz.core.marking import mark\n"
        "from lemans_quiz.core.responses import Typed; from lemans_quiz.core.text import plain\n"
        "item = Item('p', 'i', plain('Which?'), Text(plain('Porsche')))\n"
        "assert mark(item, Typed('porsche')).value == 1 and 'rapidfuzz' not in sys.modules\n"
        "assert mark(item, Typed('porshe')).value == 1 and 'rapidfuzz' in sys.modules\n"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False).stderr == ""
