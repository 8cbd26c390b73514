"""Numbers are read as people type them, either way a comma can be meant."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.numbers import LONGEST, measures_of, readings, shown
from tests.effort import examples


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("1923", ["1923"]),
        ("1,923", ["1.923", "1923"]),
        ("1.923", ["1.923", "1923"]),
        ("13,626", ["13.626", "13626"]),
        ("0,923", ["0.923"]),
        ("13,6", ["13.6"]),
        (".5", ["0.5"]),
        ("5.", ["5"]),
        ("1,234,567", ["1234567"]),
        ("1.234.567,8", ["1234567.8"]),
        ("1,234,567.8", ["1234567.8"]),
        ("12,34,567", ["1234567"]),
        ("5 410", ["5410"]),
        ("5'410,5", ["5410.5"]),
        ("5\u202f410", ["5410"]),
        ("5\u00a0410", ["5410"]),
        ("\u221212", ["-12"]),
        ("- 12", ["-12"]),
        ("+12", ["12"]),
        ("١٩٢٣", ["1923"]),
        ("１９２３", ["1923"]),
        ("007", ["7"]),
    ],
)
def test_a_typed_number_is_read(typed: str, numbers: list[str]) -> None:
    assert set(readings(typed)) == {Decimal(number) for number in numbers}


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-",
        ".",
        ",",
        "abc",
        "1E999999999",
        "nan",
        "inf",
        "0x10",
        "1,2,3",
        "1..2",
        "1 2 3",
        "5 km or more",
        "km",
        "²³",
        "1'23",
    ],
)
def test_what_is_no_number_is_not_read(typed: str) -> None:
    assert readings(typed) == ()


@pytest.mark.parametrize("typed", ["13.6 km", "13.6km", "13,6 KM", "13.6 km.", "13.6 Kilometer", "km 13.6"])
def test_a_unit_may_be_typed_in_any_language(typed: str) -> None:
    assert readings(typed, ("km", "Kilometer")) == (Decimal("13.6"),)


@pytest.mark.parametrize("typed", ["5335 km", "5335km", "5.335 km.", "5335 Mal"])
def test_a_word_behind_a_number_is_passed_over_where_no_unit_is_known(typed: str) -> None:
    assert Decimal(5335) in readings(typed)


def test_a_unit_of_another_kind_is_not_read() -> None:
    assert readings("13.6 kg", ("km",)) == ()


def test_another_unit_of_the_same_kind_is_converted() -> None:
    assert readings("13626 m", ("km",)) == (Decimal("13.626"),)
    assert readings("-40 °F", ("°C",)) == (Decimal(-40),)


def test_what_was_converted_may_be_off_by_half_of_its_last_digit() -> None:
    (lap,) = measures_of("8.5 miles", ("km",))
    assert lap.reaches(Decimal("13.626"), Decimal("13.626"))
    assert not measures_of("9 miles", ("km",))[0].reaches(Decimal("13.626"), Decimal("13.626"))


@pytest.mark.parametrize(
    "typed", ["1e60", "9^999", "10^10^10", "1e-60", "999999^50", "2^2000", "1/0", "9" * 99, "a half " * 14]
)
def test_no_number_explodes(typed: str) -> None:
    assert all(len(format(number, "f")) < 200 for number in readings(typed))


def test_a_unit_that_begins_with_a_digit_is_told_from_the_number() -> None:
    assert readings("5 24h races", ("24h races",)) == (Decimal(5),)


def test_a_long_number_costs_no_time() -> None:
    began = time.process_time()
    assert readings("9" * 1_000_000) == ()
    assert readings("1," * (LONGEST // 2)) == ()
    assert time.process_time() - began < 10


@settings(max_examples=examples(150), deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_shown_number_is_read_back(number: Decimal) -> None:
    assert number in readings(shown(number, "de"))
    assert number in readings(shown(number, "en"))


@settings(max_examples=examples(200), deadline=None)
@given(st.text(st.sampled_from("0123456789.,' -+\u202fkm%e")))
def test_any_text_is_read_or_not_but_never_fails(typed: str) -> None:
    assert all(number.is_finite() for number in readings(typed, ("km", "%")))


def test_a_number_is_shown_as_its_language_writes_it() -> None:
    assert [shown(Decimal("13.60"), language) for language in ("en", "en-GB", "de")] == ["13.6", "13.6", "13,6"]
    assert shown(Decimal("1E+3"), "en") == "1000"


@pytest.mark.parametrize("typed", ["50 m²", "50 m2", "50m²"])
def test_a_raised_digit_in_a_unit_may_be_typed_plain(typed: str) -> None:
    assert readings(typed, ("m²",)) == (Decimal(50),)
