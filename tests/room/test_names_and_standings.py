"""Names of seats, and points to places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lemans_quiz.room.names import (
    EMPTY,
    HIDDEN,
    LONG,
    REFUSALS,
    TAKEN,
    WORDS,
    generated,
    look_alike,
    refusal,
    tidied,
)
from lemans_quiz.room.standings import Outcome, Standing, most_missed, placed, term_standings


@pytest.mark.parametrize(
    "other",
    [
        "arnage",
        "ARNAGE",
        " Arnage ",
        "Аrnage",
        "Ａｒｎａｇｅ",
        "Árnage",
        "Ar nage",
        "Amage",
        "Αrnage",
        "@rnage",
        "𝐀𝐫𝐧𝐚𝐠𝐞",
    ],
)
def test_names_that_look_alike_are_the_same(other):
    assert look_alike("Arnage", other)
    assert refusal(tidied(other), ["Arnage"]) == TAKEN


@pytest.mark.parametrize(
    "pair", [("Ali", "AIi"), ("Lola 0", "Lola O"), ("Bill", "Bi11"), ("Ivo", "lvo"), ("Timo", "Тimо")]
)
def test_one_stroke_looks_like_another(pair):
    assert look_alike(*pair)


@pytest.mark.parametrize("pair", [("Arnage 12", "Arnage 13"), ("Mia", "Lia"), ("Jan", "Jana"), ("Ole", "Olaf")])
def test_names_that_differ_are_not_the_same(pair):
    assert not look_alike(*pair)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", EMPTY),
        ("...", EMPTY),
        ("\u3164", EMPTY),
        ("An\u200bna", HIDDEN),
        ("\u202eannA", HIDDEN),
        ("A\u2066n\u2069", HIDDEN),
        ("A\x1b[31m", HIDDEN),
        ("A\x07", HIDDEN),
        ("A\ue000", HIDDEN),
        ("A\u2028b", HIDDEN),
        ("Z\u0351\u0351\u0351a", HIDDEN),
        ("A" * 21, LONG),
        ("Jörg-Émile O’Neil", ""),
        ("李小龙", ""),
        ("ทดสอบ", ""),
    ],
)
def test_a_name_is_refused_for_a_reason(name, why):
    assert refusal(name) == why


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_is_accepted_or_refused(text, taken):
    assert refusal(tidied(text), taken) in ("", *REFUSALS)


def test_every_name_that_is_made_is_new_and_would_be_accepted():
    taken: list[str] = []
    for chance in range(400):
        name = generated(chance * 7919, taken)
        assert refusal(name, taken) == ""
        taken.append(name)


@pytest.mark.parametrize("chance", [0, 1, 7919, 2**30 - 1])
def test_thirty_pupils_differ_in_a_word_and_not_by_a_number_alone(chance):
    taken = ["Arnage", "Mulsanne"]
    while len(taken) < len(WORDS):
        taken.append(generated(chance * len(taken), taken))
    words = [name.rstrip("0123456789 ") for name in taken]
    assert sorted(words) == sorted(WORDS)
    assert len(WORDS) >= 30


def test_two_of_one_word_have_numbers_with_other_digits():
    taken = [f"{word} 26" for word in WORDS]
    for chance in range(0, 6000, 61):
        assert not {"2", "6"} & set(generated(chance, taken))


def test_names_that_are_made_run_out_only_when_all_are_taken():
    names = [f"{corner} {number}" for corner in WORDS for number in range(1, 100)]
    assert generated(3, names[1:]) == names[0]
    with pytest.raises(ValueError, match="taken"):
        generated(3, names)


def test_equal_points_share_a_place_and_more_decides_between_them():
    assert placed([(3.0,), (5.0,), (3.0,), (1.0,)]) == (
        Standing(1, 1, 5.0),
        Standing(2, 0, 3.0),
        Standing(2, 2, 3.0),
        Standing(4, 3, 1.0),
    )
    assert [one.team for one in placed([(3.0, 0), (3.0, 1)])] == [1, 0]


def test_a_term_adds_up_names_whatever_their_case():
    term = term_standings([Outcome((("Blue", 2.0), ("Red", 3.0)), ()), Outcome((("BLUE", 2.0),), ())])
    assert [tuple(row) for row in term] == [("Blue", 4.0, 2), ("Red", 3.0, 1)]


def test_the_most_missed_come_first_and_what_nobody_missed_does_not():
    asked = (("p", "a", 0.2), ("p", "b", 0.9), ("p", "c", None), ("p", "d", 0.0))
    assert most_missed(Outcome((), asked)) == (("p", "b"), ("p", "a"))
