"""The curve: easy first, hard seldom, sooner for who gets them right."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.games.curve import STEPS, Played, instead_of, levels, of_the_heart, rising, step_after
from tests.effort import examples

steps = st.integers(0, len(STEPS) + 3)


@settings(max_examples=examples(100))
@given(st.integers(1, 60), steps)
def test_a_game_begins_with_level_1_and_never_gets_easier(count: int, step: int) -> None:
    plan = levels(count, step)
    assert (len(plan), plan[0]) == (count, 1)
    assert list(plan) == sorted(plan)


@settings(max_examples=examples(100))
@given(st.integers(1, 60), steps)
def test_at_most_one_of_ten_is_level_4_and_none_level_5(count: int, step: int) -> None:
    counted = Counter(levels(count, step))
    assert counted[4] <= max(1, -(-count // 10)) and counted[5] == 0  # noqa: PT018


@settings(max_examples=examples(100))
@given(st.integers(1, 20), steps, st.integers(2, 6))
def test_players_in_turn_have_one_level_in_each_round(rounds: int, step: int, players: int) -> None:
    plan = levels(rounds * players, step, players=players)
    assert plan[::players] == levels(rounds, step)
    assert all(len(set(plan[at : at + players])) == 1 for at in range(0, len(plan), players))


def test_a_higher_step_asks_nothing_easier_at_any_place() -> None:
    assert all(low <= high for a, b in pairwise(STEPS) for low, high in zip(a, b, strict=True))


@pytest.mark.parametrize(
    ("level", "order"), [(1, (1, 0, 2, 3, 4, 5)), (3, (3, 0, 2, 1, 4, 5)), (4, (4, 3, 0, 2, 1, 5))]
)
def test_what_a_pack_lacks_is_made_up_for_by_the_nearest_level(level: int, order: tuple[int, ...]) -> None:
    assert instead_of(level) == order


@settings(max_examples=examples(100))
@given(st.text(max_size=6))
def test_the_pack_at_the_heart_has_two_to_four_of_ten(word: str) -> None:
    places = of_the_heart(10, word)
    assert 2 <= len(places) <= 4 and places <= set(range(10))  # noqa: PT018


def test_what_says_no_level_counts_as_level_2() -> None:
    assert rising([(3, 1), (0, 2), (1, 9), (2, 1)]) == [2, 3, 1, 0]


@pytest.mark.parametrize(
    ("last", "step"),
    [
        (None, 0),
        (Played(0, 8, 10), 1),
        (Played(0, 7, 10), 0),
        (Played(2, 4, 10), 1),
        (Played(0, 0, 10), 0),
        (Played(3, 10, 10), 3),
        (Played(1, 3, 3), 1),
    ],
)
def test_who_gets_them_right_climbs_sooner(last: Played | None, step: int) -> None:
    assert step_after(last) == step
