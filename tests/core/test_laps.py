"""Laps of an hour: quicker and more right never drive less, and nothing drives backwards."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.items import Choice, Item, Option, TrueFalse
from lemans_quiz.core.laps import (
    EVEN,
    QUARTERS,
    HourLaps,
    laps_of,
    limit_seconds,
    par_seconds,
    quarter_of,
)
from lemans_quiz.core.text import LocalText, plain
from tests.effort import examples

shares = st.floats(0, 1)
times = st.floats(0, 1000)
pars = st.just(0.0) | st.floats(3, 60)
hours = st.sampled_from((*QUARTERS, EVEN))


@settings(max_examples=examples(200), deadline=None)
@given(hours, shares, shares, times, pars, st.booleans(), st.booleans())
def test_more_right_never_drives_less(
    hour: HourLaps, one: float, other: float, seconds: float, par: float, pushed: bool, answered: bool
) -> None:
    less, more = (
        laps_of(hour, share, seconds=seconds, par=par, pushed=pushed, answered=answered)
        for share in sorted((one, other))
    )
    assert 0.0 <= less <= more


@settings(max_examples=examples(200), deadline=None)
@given(hours, shares, times, times, pars, st.booleans())
def test_the_same_answer_faster_never_drives_less(
    hour: HourLaps, share: float, one: float, other: float, par: float, pushed: bool
) -> None:
    quick, slow = sorted((one, other))
    assert laps_of(hour, share, seconds=slow, par=par, pushed=pushed) <= laps_of(
        hour, share, seconds=quick, par=par, pushed=pushed
    )


@settings(max_examples=examples(100), deadline=None)
@given(hours, shares, times, pars)
def test_an_answer_never_drives_less_than_leaving_the_question(
    hour: HourLaps, share: float, seconds: float, par: float
) -> None:
    assert laps_of(hour, share, seconds=seconds, par=par) >= laps_of(
        hour, 0.0, seconds=seconds, par=par, answered=False
    )


@pytest.mark.parametrize(("seconds", "laps"), [(0, 16.5), (5, 16.5), (10, 15.5), (20, 13.5), (99, 13.5)])
def test_the_pace_falls_from_half_of_par_to_twice_par(seconds: float, laps: float) -> None:
    assert laps_of(QUARTERS[1], 1.0, seconds=seconds, par=10.0) == laps


@pytest.mark.parametrize("hour", QUARTERS)
def test_wrong_is_a_pit_stop_and_nothing_is_the_garage(hour: HourLaps) -> None:
    assert laps_of(hour, 0.0, seconds=3, par=10.0) == hour.pit_stop
    assert laps_of(hour, 0.0, seconds=3, par=10.0, answered=False) == hour.pit_stop / 2


def test_an_answer_is_worth_more_with_each_quarter() -> None:
    worth = [hour.steady - hour.pit_stop for hour in QUARTERS]
    assert worth == sorted(worth) == [2.5, 7.0, 10.75, 14.25]


@pytest.mark.parametrize(
    ("hours", "quarters"), [(24, [0] * 6 + [1] * 6 + [2] * 6 + [3] * 6), (6, [0, 0, 1, 2, 2, 3]), (1, [0])]
)
def test_every_race_has_its_quarters(hours: int, quarters: list[int]) -> None:
    assert [quarter_of(hour, hours) for hour in range(hours)] == quarters


def test_without_a_clock_every_right_hour_is_the_same() -> None:
    assert laps_of(EVEN, 1.0, seconds=1, par=0.0) == laps_of(EVEN, 1.0, seconds=500, par=0.0) == 15.0


def test_pushing_gains_two_laps_or_loses_three() -> None:
    hour = QUARTERS[1]
    assert laps_of(hour, 1.0, seconds=0, par=10.0, pushed=True) == 16.5 + 2
    assert laps_of(hour, 0.0, seconds=0, par=10.0, pushed=True) == 8.0 - 3
    assert laps_of(QUARTERS[3], 0.0, seconds=0, par=10.0, pushed=True) == 0.0


def test_par_grows_with_the_text_and_is_the_same_in_every_language() -> None:
    short = Item("p", "a", LocalText((("en", "Is it?"), ("de", "x" * 30))), TrueFalse(True))
    long = short._replace(kind=Choice((Option(plain("x" * 60)), Option(plain("y" * 60))), 0))
    assert par_seconds(short) == 5.0
    assert par_seconds(long) == 14.0
    assert limit_seconds(short) == 30.0
    assert limit_seconds(long) == 60.0
