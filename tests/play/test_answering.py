"""Keys make responses, kind by kind, without a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz import i18n
from lemans_quiz.core.marking import mark
from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Said, Typed
from lemans_quiz.play import answering as ask
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import Key
from tests.effort import examples

NAMED = {"⏎": keys.ENTER, "↑": keys.UP, "↓": keys.DOWN, "←": keys.LEFT, "→": keys.RIGHT, "⌫": keys.BACKSPACE}


def key(sign: str) -> Key:
    return Key(NAMED[sign]) if sign in NAMED else Key(keys.CHARACTER, sign)


def pressed(state: object, signs: str) -> object:
    """Return what keys, one sign each, make of a state."""
    for sign in signs:
        state = ask.update(state, key(sign))
    return state


@pytest.fixture
def asked(quiz):
    """Return a function that presses keys on the question of a sample item."""
    return lambda item, signs: pressed(ask.start(quiz.turn_of(getattr(quiz, item))), signs)


@pytest.mark.parametrize("signs", ["3", "c", "C", "↓↓⏎", "↑↑ "])
def test_a_digit_a_letter_or_the_cursor_answers_a_choice(asked, quiz, signs):
    assert asked("CHOICE", signs) == Chosen(quiz.turn_of(quiz.CHOICE).arrangement[2])


def test_a_digit_without_an_option_changes_nothing(asked):
    assert asked("CHOICE", "9") == asked("CHOICE", "")


@pytest.mark.parametrize(("signs", "value"), [("1", True), ("b", False), ("t", True), ("F", False), ("↓⏎", False)])
def test_true_false_takes_digits_letters_and_initials(asked, signs, value):
    assert asked("TRUE_FALSE", signs) == Said(value)


@pytest.mark.parametrize("signs", ["134⏎", "acd⏎", " ↓↓ ↓ ⏎", "12234⏎"])
def test_marked_options_are_given_with_enter(asked, quiz, signs):
    response = asked("MULTIPLE", signs)
    assert isinstance(response, ChosenSet)
    assert mark(quiz.MULTIPLE, response).value == 1.0


def test_enter_with_nothing_marked_says_so(asked):
    assert asked("MULTIPLE", "⏎").note == ask.NOTHING_MARKED


def test_typed_text_is_given_as_typed(asked):
    assert asked("TEXT", "Neelx⌫⏎") == Typed("Neel")


@pytest.mark.parametrize("typed", ["about", "13.6 kg", "-"])
def test_what_is_no_number_stays_in_a_number_field_with_a_note(asked, typed):
    state = asked("NUMBER", f"{typed}⏎")
    assert (state.line.text, state.note) == (typed, ask.NOT_A_NUMBER)


@pytest.mark.parametrize("typed", ["13,6", "13.6 km", " 14"])
def test_a_number_is_given_as_typed(asked, typed):
    assert asked("NUMBER", f"{typed}⏎") == Typed(typed)


def test_enter_on_an_empty_line_is_no_answer(asked):
    assert asked("TEXT", "  ⏎").note == ask.NOTHING_TYPED


@pytest.mark.parametrize("signs", ["132⏎", "acb⏎", "1324⏎", "↓ ↓ ⏎", "↓ ↓⏎⏎", "31⌫⌫132⏎"])
def test_entries_are_put_in_order_by_labels_or_by_carrying(asked, signs):
    assert asked("ORDER", signs) == Ordered((0, 1, 2, 3))


def test_an_order_nobody_touched_is_given_at_the_second_enter(asked, quiz):
    assert asked("ORDER", "⏎").note == ask.NOT_MOVED
    assert asked("ORDER", "⏎⏎") == Ordered(quiz.turn_of(quiz.ORDER).arrangement)


@pytest.mark.parametrize("signs", ["abd⏎", "1a2b3d⏎", "↑d↓ba⏎", "→↓→→↓←⏎", "aba3d2b⏎"])
def test_partners_are_chosen_by_letter_or_arrow(asked, signs):
    assert asked("MATCH", signs) == Matched((0, 1, 2))


def test_a_missing_partner_is_said_once(asked):
    assert asked("MATCH", "a⏎").note == ask.UNFINISHED
    assert asked("MATCH", "a⏎⏎") == Matched((0, -1, -1))


def test_backspace_takes_a_partner_off_again(asked):
    assert asked("MATCH", "ab⌫").rights == (0, -1, -1)


def test_initials_follow_the_language(quiz, monkeypatch):
    monkeypatch.setattr(i18n._current, "gettext", {"True": "Wahr", "False": "Falsch"}.get, raising=False)
    state = ask.start(quiz.turn_of(quiz.TRUE_FALSE))
    assert pressed(state, "w") == Said(True)


@settings(max_examples=examples(150))
@given(st.integers(0, 6), st.text("123456789abcdefgx ⏎↑↓←→⌫", max_size=25))
def test_any_keys_lead_to_a_state_or_a_response_that_can_be_marked(quiz, number, signs):
    item = quiz.ITEMS[number]
    state = ask.start(quiz.turn_of(item))
    for sign in signs:
        state = ask.update(state, key(sign))
        if not isinstance(state, ask.STATES):
            assert 0.0 <= mark(item, state).value <= 1.0
            return
