"""Points of one attempt by each rule."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.scoring import FAIR, POINTS, RULES, SPEED, STREAK, Performance, points_for
from tests.effort import examples


def performance(mark: float = 1.0, seconds: float = 0.0, limit: float = 20.0, **more: float) -> Performance:
    return Performance(**{"mark": mark, "points": 1.0, "seconds": seconds, "limit": limit, "questions": 10, **more})  # type: ignore[arg-type]


performances = st.builds(
    Performance,
    mark=st.floats(0, 1),
    points=st.floats(0, 100),
    seconds=st.floats(0, 1e6),
    limit=st.sampled_from([0.0, 0.001, 20.0]),
    questions=st.integers(1, 200),
    hints=st.integers(0, 8),
    streak=st.integers(0, 300),
)


@settings(max_examples=examples(300), deadline=None)
@given(st.sampled_from(RULES), performances)
def test_points_are_never_negative_and_never_above_a_perfect_answer(rule: str, given_: Performance) -> None:
    perfect = given_._replace(mark=1.0, seconds=0.0, hints=0)
    assert 0.0 <= points_for(rule, given_) <= points_for(rule, perfect)


@settings(max_examples=examples(200), deadline=None)
@given(st.sampled_from(RULES), performances, st.floats(0, 1e6))
def test_slower_is_never_worth_more(rule: str, given_: Performance, more: float) -> None:
    assert points_for(rule, given_._replace(seconds=given_.seconds + more)) <= points_for(rule, given_)


@settings(max_examples=examples(100), deadline=None)
@given(st.integers(1, 300), st.floats(0.1, 1e4))
def test_all_fair_bonuses_of_a_quiz_stay_below_one_question(questions: int, limit: float) -> None:
    at_once = points_for(FAIR, performance(limit=limit, questions=questions))
    assert 0 <= questions * (at_once - 1000.0) < 1000.0


def test_knowing_one_more_beats_any_speed_by_the_fair_rule() -> None:
    fast = 9 * points_for(FAIR, performance(seconds=0.0))
    slow = 10 * points_for(FAIR, performance(seconds=20.0))
    assert slow > fast


@pytest.mark.parametrize("rule", RULES)
def test_nothing_right_is_worth_nothing(rule: str) -> None:
    assert points_for(rule, performance(mark=0.0, streak=9)) == 0.0


def test_fair_points_are_not_lost_to_binary_fractions() -> None:
    shares = [(0.6, 1, 450.0), (1.0, 0, 1000.0), (2 / 3, 0, 667.0), (0.2, 1, 150.0), (0.4, 3, 100.0)]
    assert [points_for(FAIR, performance(m, limit=0.0, hints=h)) for m, h, _ in shares] == [p for *_, p in shares]


def test_without_a_limit_speed_counts_nothing() -> None:
    assert points_for(FAIR, performance(limit=0.0)) == points_for(SPEED, performance(limit=0.0, seconds=99.0)) == 1000.0


@pytest.mark.parametrize(("seconds", "points"), [(0.4, 1000.0), (10.0, 750.0), (20.0, 500.0), (25.0, 500.0)])
def test_the_speed_rule_falls_to_one_half_at_the_limit(seconds: float, points: float) -> None:
    assert points_for(SPEED, performance(seconds=seconds)) == points


def test_a_streak_adds_tenths_up_to_double() -> None:
    assert [points_for(STREAK, performance(streak=n)) for n in (1, 2, 11, 50)] == [1.0, 1.1, 2.0, 2.0]


def test_points_are_the_mark_times_the_weight() -> None:
    assert points_for(POINTS, performance(mark=0.5, points=3.0, hints=1)) == 1.12
