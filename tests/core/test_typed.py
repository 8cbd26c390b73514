"""A line of text is one attempt, and an answer is shown as a line."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.items import Choice, Item, Kind, Match, Multiple, Number, Option, Order, Text, TrueFalse
from lemans_quiz.core.marking import mark
from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Response, Said, Typed, Unreadable
from lemans_quiz.core.text import LocalText, plain
from lemans_quiz.core.turns import Turn
from lemans_quiz.core.typed import key_text, read_command, read_line, response_text
from tests.effort import examples

STEM = LocalText((("en", "Which?"), ("de", "Welche?")))
TEXTS = (plain("Audi, Team Joest"), LocalText((("en", "driver"), ("de", "Fahrer"))), plain("1923"), plain("Jürgen"))
OPTIONS = tuple(Option(text) for text in TEXTS)
ARRANGED = (2, 0, 3, 1)
LEFTS = (plain("Gregory"), plain("Webber"), plain("Tandy"))


def turn(kind: Kind) -> Turn:
    arranged = () if isinstance(kind, TrueFalse | Text | Number) else ARRANGED
    return Turn(Item("pack", "id", STEM, kind), arranged)


CHOICE, MULTIPLE = turn(Choice(OPTIONS, 1)), turn(Multiple(OPTIONS, (1, 3)))
ORDER, MATCH = turn(Order(TEXTS)), turn(Match(LEFTS, TEXTS, (1, 1, 0)))
TRUTH, TEXT, NUMBER = turn(TrueFalse(True)), turn(Text(plain("917"))), turn(Number(*[Decimal("13.5")] * 3))
TURNS = (CHOICE, MULTIPLE, ORDER, MATCH, TRUTH, TEXT, NUMBER)


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("1", 2), ("2", 0), ("b", 0), ("B", 0), ("b)", 0), (" 4. ", 1), ("1923", 2), ("audi, team joest", 0),
        ("Audi Team Joest", 0), ("driver", 1), ("FAHRER", 1), ("der Fahrer", 1), ("jurgen", 3), ("Juergen", 3),
    ],
)  # fmt: skip
def test_an_option_is_named_by_place_or_text(line: str, option: int) -> None:
    assert read_line(CHOICE, line, "de") == Chosen(option)


@pytest.mark.parametrize("line", ["0", "5", "e", "1,2", "Porsche", "²", "-1", "1 2", "?"])
def test_a_line_that_names_no_option_is_unreadable(line: str) -> None:
    assert read_line(CHOICE, line, "en") == Unreadable(line)


@pytest.mark.parametrize(
    "line", ["1,3", "1 3", "3;1", "a c", "ac", "13", "a and c", "a & c", "1, c", "1923, Jürgen", "c, 1923", "a,c,a"]
)
def test_several_options_are_named_in_any_order(line: str) -> None:
    assert read_line(MULTIPLE, line, "en") == ChosenSet((2, 3))


def test_a_text_with_a_comma_may_stand_in_a_list() -> None:
    assert read_line(MULTIPLE, "Jürgen, Audi, Team Joest, Fahrer", "en") == ChosenSet((0, 1, 3))


@pytest.mark.parametrize("line", ["1,5", "a z", "Audi, Porsche", "1-3", ","])
def test_a_list_with_something_unknown_is_unreadable(line: str) -> None:
    assert read_line(MULTIPLE, line, "en") == Unreadable(line)


@pytest.mark.parametrize(
    "line", ["b a d c", "2 1 4 3", "badc", "2143", "b, a, d, c", "2 > 1 > 4 > 3", "b→a→d→c", "Audi, Team Joest → 1923 → Fahrer → Jürgen"]
)  # fmt: skip
def test_an_order_is_told_by_places_on_the_screen(line: str) -> None:
    assert read_line(ORDER, line, "en") == Ordered((0, 2, 1, 3))


@pytest.mark.parametrize("line", ["b a d", "b a d d", "b a d c a", "1"])
def test_an_order_names_each_entry_once(line: str) -> None:
    assert read_line(ORDER, line, "en") == Unreadable(line)


@pytest.mark.parametrize(
    "line", ["1b 2a 3d", "1-b, 2-a, 3-d", "1b2a3d", "3d 1B 2a", "1=b; 2=a; 3=d", "1 b 2 a 3 d", "1:b 2:a 3:d.", "b a d"]
)  # fmt: skip
def test_pairs_are_a_number_and_a_letter(line: str) -> None:
    assert read_line(MATCH, line, "en") == Matched((0, 2, 1))


def test_a_side_may_be_left_without() -> None:
    assert read_line(MATCH, "2a", "en") == Matched((-1, 2, -1))


def test_pairs_may_be_named_by_their_texts() -> None:
    assert read_line(MATCH, "tandy = fahrer; Gregory – 1923", "en") == Matched((2, -1, 1))


@pytest.mark.parametrize("line", ["1b 1a", "4a", "1e", "1b 2", "ba", "b a", "Gregory", "1bb"])
def test_pairs_that_do_not_fit_are_unreadable(line: str) -> None:
    assert read_line(MATCH, line, "en") == Unreadable(line)


@pytest.mark.parametrize("line", ["1", "a", "t", "True", "yes", "wahr", "JA", "r", "richtig", "y", "ja!"])
def test_true_is_said_in_many_words(line: str) -> None:
    assert read_line(TRUTH, line, "en") == Said(True)


@pytest.mark.parametrize("line", ["2", "b", "f", "false", "No", "falsch", "nein", "n", "wrong"])
def test_false_is_said_in_many_words(line: str) -> None:
    assert read_line(TRUTH, line, "en") == Said(False)


def test_w_is_true_in_german_alone() -> None:
    assert read_line(TRUTH, "w", "de-AT") == Said(True)
    assert read_line(TRUTH, "w", "en") == Unreadable("w")


@pytest.mark.parametrize("asked", [TEXT, NUMBER])
def test_texts_and_numbers_are_taken_as_typed(asked: Turn) -> None:
    assert read_line(asked, "  13,5 km\n", "en") == Typed("13,5 km")


def test_control_characters_are_taken_out_of_a_line() -> None:
    assert read_line(TEXT, "\x1b]0;x\x07917\x9b\r\n", "en") == Typed("]0;x917")
    assert read_line(CHOICE, "b\x00", "en") == Chosen(0)


@settings(max_examples=examples(300), deadline=None)
@given(
    st.sampled_from(TURNS),
    st.text() | st.text(st.sampled_from("abcd1234, ;-–>audi→=?")),
    st.sampled_from(["en", "de", "fr"]),
)
def test_any_line_is_a_response_that_can_be_marked_and_shown(asked: Turn, line: str, language: str) -> None:
    response = read_line(asked, line, language)
    assert 0.0 <= mark(asked.item, response).value <= 1.0
    assert isinstance(response_text(asked, response, language), str)


@pytest.mark.parametrize("asked", TURNS)
@pytest.mark.parametrize("line", ["1," * 500_000, "a - b; " * 100_000, "x " * 1900, "audi, " * 300, "é" * 4000])
def test_no_line_stalls_the_game(asked: Turn, line: str) -> None:
    began = time.process_time()
    read_line(asked, line, "en")
    assert time.process_time() - began < 10


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("asked", TURNS)
def test_the_right_answer_as_shown_is_read_as_right(asked: Turn, language: str) -> None:
    assert mark(asked.item, read_line(asked, key_text(asked.item, language), language)).value == 1.0


@pytest.mark.parametrize(
    ("asked", "response"),
    [(CHOICE, Chosen(1)), (MULTIPLE, ChosenSet((0, 1))), (ORDER, Ordered((3, 0, 2, 1))), (MATCH, Matched((1, -1, 2))), (TRUTH, Said(False)), (TEXT, Typed("x"))],
)  # fmt: skip
def test_a_response_as_shown_is_read_back(asked: Turn, response: Response) -> None:
    assert read_line(asked, response_text(asked, response, "de"), "de") == response


def test_responses_are_shown_in_the_language_and_order_of_the_screen() -> None:
    assert response_text(MULTIPLE, ChosenSet((0, 1, 2)), "de") == "1923, Audi, Team Joest, Fahrer"
    assert response_text(MATCH, Matched((1, -1, 2)), "en") == "Gregory – driver; Webber – ?; Tandy – 1923"
    assert response_text(TRUTH, Said(True), "de") == "wahr"
    assert response_text(CHOICE, None, "en") == response_text(CHOICE, Chosen(99), "en") == ""


def test_a_number_is_shown_with_unit_and_tolerance() -> None:
    lap = Number(
        Decimal("13.626"), Decimal("13.576"), Decimal("13.676"), LocalText((("en", "km"), ("de", "Kilometer")))
    )
    span = Number(Decimal("13.6"), Decimal("13.5"), Decimal("13.7"), plain("km"), by_range=True)
    assert key_text(turn(lap).item, "en") == "13.626 km (± 0.05)"
    assert key_text(turn(lap).item, "de") == "13,626 Kilometer (± 0,05)"
    assert key_text(turn(span).item, "en") == "13.5–13.7 km"
    assert key_text(NUMBER.item, "en") == "13.5"


def test_orders_and_pairs_of_the_key_are_shown_in_full() -> None:
    assert key_text(ORDER.item, "en") == "Audi, Team Joest → driver → 1923 → Jürgen"
    assert key_text(MATCH.item, "de") == "Gregory – Fahrer; Webber – Fahrer; Tandy – Audi, Team Joest"


@pytest.mark.parametrize(
    ("line", "command"),
    [
        (":hint", "hint"), (":Tipp ", "hint"), (":skip\n", "skip"), ("", "skip"), (" \t", "skip"), (":weiter", "skip"),
        (":quit", "quit"), (":ende", "quit"), (":right", "right"), (":RICHTIG", "right"),
        ("hint", None), (":hints", None), ("1", None), (":", None),
    ],
)  # fmt: skip
def test_commands_begin_with_a_colon(line: str, command: str | None) -> None:
    assert read_command(line) == command


def test_an_option_that_is_not_shown_cannot_be_named() -> None:
    asked = Turn(CHOICE.item, (2, 1))
    assert [read_line(asked, line, "en") for line in ("2", "driver", "1923")] == [Chosen(1), Chosen(1), Chosen(2)]
    assert read_line(asked, "Jürgen", "en") == Unreadable("Jürgen")
    assert read_line(asked, "3", "en") == Unreadable("3")
