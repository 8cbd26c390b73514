"""What a seed decides never changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.seeds import (
    ALPHABET,
    PLACES,
    Seed,
    below,
    checked,
    is_code,
    mixed,
    parse_seed,
    seed_from_number,
    shuffled,
)
from tests.effort import examples


@pytest.mark.parametrize(
    ("parts", "number"),
    [
        ((), 17665956581633026203),
        (("",), 7019072827731199771),
        (("monday",), 566881706882738346),
        (("mon", "day"), 4412105567051592277),
        (("Müller", 24, -1), 16042675789456541426),
        (("日本\ud800",), 1271126305970408907),
    ],
)
def test_the_numbers_of_a_seed_are_pinned(parts: tuple[str | int, ...], number: int) -> None:
    assert mixed(*parts) == number


def test_the_order_of_a_seed_is_pinned() -> None:
    assert shuffled(10, "monday") == (0, 3, 4, 9, 7, 8, 2, 1, 5, 6)
    assert [below(100, "monday", n) for n in range(5)] == [3, 32, 33, 88, 65]


@settings(max_examples=examples(100), deadline=None)
@given(st.integers(0, 60), st.text(max_size=5))
def test_an_order_holds_every_number_once(size: int, word: str) -> None:
    assert sorted(shuffled(size, word)) == list(range(size))


@settings(max_examples=examples(100), deadline=None)
@given(st.integers(1, 2**40), st.text(max_size=5))
def test_a_number_stays_below_its_limit(limit: int, word: str) -> None:
    assert 0 <= below(limit, word) < limit


def test_each_number_comes_first_equally_often() -> None:
    first = [shuffled(4, "word", n)[0] for n in range(4000)]
    assert all(880 < first.count(number) < 1120 for number in range(4))


def test_where_a_part_ends_matters() -> None:
    assert len({mixed("ab", "c"), mixed("a", "bc"), mixed("abc"), mixed("abc", "")}) == 4


@pytest.mark.parametrize("typed", ["ARNAGE-7K4Q", "arnage-7k4q", " Arnage-7k4Q\n"])
def test_a_code_is_read_in_any_case(typed: str) -> None:
    assert parse_seed(typed) == Seed("ARNAGE-7K", "4Q")


@pytest.mark.parametrize(
    ("typed", "word"), [("monday", "monday"), (" Two  Words ", "two words"), ("PARIS-7K4Q", "paris-7k4q")]
)
def test_any_other_word_is_a_seed_without_a_check(typed: str, word: str) -> None:
    assert parse_seed(typed) == Seed(word)
    assert checked(parse_seed(typed), [1, 2]) == Seed(word)


@settings(max_examples=examples(100), deadline=None)
@given(st.integers(0, 2**64), st.lists(st.integers(0, 2**63)), st.sampled_from([None, 0, 1, 3]))
def test_a_new_code_is_read_back_with_its_step(number: int, drawn: list[int], step: int | None) -> None:
    seed = checked(seed_from_number(number, step), drawn)
    assert is_code(seed)
    assert parse_seed(seed.code) == seed
    assert parse_seed(seed.word.lower()).word == seed.word
    assert seed.step == step


def test_a_code_has_four_characters_without_a_step_and_five_with_one() -> None:
    assert [parse_seed(code).step for code in ("ARNAGE-7K4Q", "arnage-37K4Q", "monday", "ARNAGE-1K4Q")] == [
        None,
        1,
        0,
        0,
    ]


def test_every_code_has_a_number() -> None:
    size = len(PLACES) * len(ALPHABET) ** 2
    assert len({seed_from_number(number).word for number in range(size)}) == size == 25_200


def test_the_check_depends_on_what_was_drawn_and_its_order() -> None:
    checks = {checked(Seed("ARNAGE-7K"), drawn).check for drawn in ([1, 2], [2, 1], [1], [1, 3])}
    assert len(checks) == 4
