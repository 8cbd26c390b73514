"""Laps of an hour: quicker and more right never drive less, and nothing drives backwards."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.items import Choice, Item, Option, TrueFalse
from lemans_quiz.core.laps import GARAGE, PIT_STOP, QUICKEST, SLOWEST, STEADY, laps_of, limit_seconds, par_seconds
from lemans_quiz.core.text import LocalText, plain
from tests.effort import examples

shares = st.floats(0, 1)
times = st.floats(0, 1000)
pars = st.just(0.0) | st.floats(3, 60)


@settings(max_examples=examples(200), deadline=None)
@given(shares, shares, times, pars, st.booleans(), st.booleans())
def test_more_right_never_drives_less(
    one: float, other: float, seconds: float, par: float, pushed: bool, answered: bool
) -> None:
    less, more = (
        laps_of(share, seconds=seconds, par=par, pushed=pushed, answered=answered) for share in sorted((one, other))
    )
    assert 0.0 <= less <= more


@settings(max_examples=examples(200), deadline=None)
@given(shares, times, times, pars, st.booleans())
def test_the_same_answer_faster_never_drives_less(
    share: float, one: float, other: float, par: float, pushed: bool
) -> None:
    quick, slow = sorted((one, other))
    assert laps_of(share, seconds=slow, par=par, pushed=pushed) <= laps_of(share, seconds=quick, par=par, pushed=pushed)


@settings(max_examples=examples(100), deadline=None)
@given(shares, times, pars)
def test_an_answer_never_drives_less_than_leaving_the_question(share: float, seconds: float, par: float) -> None:
    assert laps_of(share, seconds=seconds, par=par) >= laps_of(0.0, seconds=seconds, par=par, answered=False)


@pytest.mark.parametrize(("seconds", "laps"), [(0, QUICKEST), (5, QUICKEST), (10, 15.5), (20, SLOWEST), (99, SLOWEST)])
def test_the_pace_falls_from_half_of_par_to_twice_par(seconds: float, laps: float) -> None:
    assert laps_of(1.0, seconds=seconds, par=10.0) == laps


def test_wrong_is_a_pit_stop_and_nothing_is_the_garage() -> None:
    assert laps_of(0.0, seconds=3, par=10.0) == PIT_STOP
    assert laps_of(0.0, seconds=3, par=10.0, answered=False) == GARAGE


def test_without_a_clock_every_right_hour_is_the_same() -> None:
    assert laps_of(1.0, seconds=1, par=0.0) == laps_of(1.0, seconds=500, par=0.0) == STEADY


def test_pushing_gains_two_laps_or_loses_three() -> None:
    assert laps_of(1.0, seconds=0, par=10.0, pushed=True) == QUICKEST + 2
    assert laps_of(0.0, seconds=0, par=10.0, pushed=True) == PIT_STOP - 3
    assert laps_of(0.0, seconds=0, par=10.0, pushed=True, answered=False) == 0.0


def test_par_grows_with_the_text_and_is_the_same_in_every_language() -> None:
    short = Item("p", "a", LocalText((("en", "Is it?"), ("de", "x" * 30))), TrueFalse(True))
    long = short._replace(kind=Choice((Option(plain("x" * 60)), Option(plain("y" * 60))), 0))
    assert par_seconds(short) == 5.0
    assert par_seconds(long) == 14.0
    assert limit_seconds(short) == 30.0
    assert limit_seconds(long) == 60.0
