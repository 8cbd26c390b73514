"""Answers near to another's are kept with it."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA, Levenshtein

from lemans_quiz.core.items import Item, Text
from lemans_quiz.core.text import plain
from lemans_quiz.packs.rivals import MOST_RIVALS, NEAR, plain_form, with_rivals
from tests.effort import examples


def items_of(*answers: tuple[str, ...]) -> list[Item]:
    kinds = [Text(plain(key), tuple(map(plain, accept))) for key, *accept in answers]
    return [Item("p", str(number), plain("Q"), kind) for number, kind in enumerate(kinds)]


def rivals(*answers: tuple[str, ...]) -> list[set[str]]:
    return [set(item.kind.rivals) for item in with_rivals(items_of(*answers))]


def test_a_near_answer_of_another_item_is_a_rival():
    assert rivals(("Müller",), ("Miller",), ("Hamilton",)) == [{"Miller"}, {"Müller"}, set()]


def test_what_an_item_accepts_is_no_rival_of_its_own():
    assert rivals(("Miller", "Müller"), ("Miler", "Ford")) == [{"Miler"}, {"Miller", "Müller"}]


def test_answers_that_differ_in_a_number_are_no_rivals():
    assert rivals(("Porsche 917",), ("Porsche 919",)) == [set(), set()]


def test_the_nearest_of_many_are_kept():
    found = rivals(("abcdefgh",), *((f"abcdef{a}{b}",) for a in "klmnopqr" for b in "klmnopqr"), ("abcdefgx",))[0]
    assert len(found) <= MOST_RIVALS
    assert "abcdefgx" in found


@given(st.lists(st.text("ab", min_size=4, max_size=9), min_size=2, max_size=8, unique=True))
@settings(max_examples=examples(100), deadline=None)
def test_every_answer_of_four_letters_within_three_edits_is_found(answers):
    found = rivals(*((answer,) for answer in answers))
    for own, near in zip(answers, found, strict=True):
        others = [other for other in answers if other != own]
        assert {other for other in others if Levenshtein.distance(own, other) <= NEAR} <= near
        assert all(OSA.distance(own, other) <= NEAR for other in near)


def test_accents_and_capitals_are_no_difference():
    assert plain_form("  É  cole ") == plain_form("e COLE")


def test_ten_thousand_answers_take_little_time():
    items = items_of(*((f"Driver {n % 97} of the {n // 97} cars named {n * 7919}",) for n in range(10_000)))
    start = time.process_time()
    with_rivals(items)
    assert time.process_time() - start < 10
