"""Keys that come too soon after a new page: a doubled or held one answers nothing, what is typed is kept."""

from __future__ import annotations

import pytest

from lemans_quiz.terminal.keys import ENTER, ESCAPE, HANG_UP, INTERRUPT, TAB, Key, outlives
from lemans_quiz.terminal.settling import SETTLE, Settling

RETURN, ONE = Key(ENTER), Key("character", "1")


@pytest.mark.parametrize("key", [RETURN, ONE, Key("character", " "), Key("character", "a")])
def test_a_key_that_answers_counts_a_third_of_a_second_after_its_page(key: Key) -> None:
    settling = Settling(SETTLE)
    settling.show(10.0, takes_text=False)
    assert [settling.is_too_soon(key, at) for at in (10.01, 10.3, 10.34, 12.0)] == [True, True, False, False]


@pytest.mark.parametrize("key", [Key(ESCAPE), Key(TAB), Key("down"), Key("resize"), Key(INTERRUPT)])
def test_other_keys_count_at_once(key: Key) -> None:
    settling = Settling(SETTLE)
    settling.show(10.0, takes_text=False)
    assert not settling.is_too_soon(key, 10.01)


def test_letters_of_a_field_all_count_and_enter_does_not() -> None:
    settling = Settling(SETTLE)
    settling.show(10.0, takes_text=True)
    assert [settling.is_too_soon(key, 10.01) for key in (ONE, RETURN)] == [False, True]


def test_a_held_key_answers_nothing_for_as_long_as_it_is_held() -> None:
    settling = Settling(SETTLE)
    settling.take(RETURN, 9.99)
    settling.show(10.0, takes_text=False)
    assert all(settling.is_too_soon(RETURN, 10.2 + n / 30) for n in range(300))
    assert not settling.is_too_soon(RETURN, 20.6)


def test_a_key_that_repeats_late_is_looked_at_twice_and_only_as_the_first_of_a_page() -> None:
    settling = Settling(SETTLE)
    settling.take(RETURN, 9.99)
    settling.show(10.0, takes_text=False)
    assert settling.may_be_held(RETURN, 10.5)
    assert not settling.may_be_held(RETURN, 10.6)


@pytest.mark.parametrize(("last", "at"), [(ONE, 10.5), (RETURN, 11.5)])
def test_another_key_or_one_much_later_is_not_held(last: Key, at: float) -> None:
    settling = Settling(SETTLE)
    settling.take(last, 9.99)
    settling.show(10.0, takes_text=False)
    assert not settling.may_be_held(RETURN, at)


def test_without_settling_nothing_is_too_soon() -> None:
    settling = Settling(0.0)
    settling.take(RETURN, 10.0)
    settling.show(10.0, takes_text=False)
    assert not settling.is_too_soon(RETURN, 10.0)
    assert not settling.may_be_held(RETURN, 10.0)


def test_of_what_was_pressed_before_a_page_only_endings_and_text_for_a_field_stay() -> None:
    pressed = (RETURN, ONE, Key("backspace"), Key(HANG_UP), Key(TAB))
    assert [outlives(key, but_text=False) for key in pressed] == [False, False, False, True, False]
    assert [outlives(key, but_text=True) for key in pressed] == [False, True, True, True, False]
