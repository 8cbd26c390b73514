"""Which items a seed draws: no one twice, packs evenly, tables in measure."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.draw import Filter, PackIndex, Pick, draw, draw_from_packs
from lemans_quiz.core.items import Item, Pack, TrueFalse
from lemans_quiz.core.text import LocalText, plain
from tests.effort import examples


def item(pack: str, name: str, *, table: bool = False, level: int = 1, tags: tuple[str, ...] = ()) -> Item:
    return Item(pack, name, plain("True?"), TrueFalse(True), level=level, tags=tags, table=table)


def pack(name: str, written: int, tables: int = 0) -> Pack:
    items = [item(name, f"w{n}", level=n % 5 + 1, tags=(f"t{n % 3}",)) for n in range(written)]
    rows = [item(name, f"r{n}", table=True) for n in range(tables)]
    return Pack(name, plain(name), (*items, *rows))


packs_of_any_size = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 30)), min_size=1, max_size=6).map(
    lambda sizes: [pack(f"pack{n}", *size) for n, size in enumerate(sizes)]
)


@settings(max_examples=examples(150), deadline=None)
@given(packs_of_any_size, st.integers(0, 40), st.text(max_size=4))
def test_no_item_is_drawn_twice_and_none_is_missed(packs: list[Pack], count: int, word: str) -> None:
    drawn = draw_from_packs(packs, Filter(), count, word)
    assert len({(found.pack, found.id) for found in drawn}) == len(drawn)
    assert len(drawn) == min(count, sum(len(each.items) for each in packs))


@settings(max_examples=examples(150), deadline=None)
@given(packs_of_any_size, st.integers(0, 40), st.text(max_size=4))
def test_the_same_seed_draws_the_same_whatever_the_order_of_files(packs: list[Pack], count: int, word: str) -> None:
    turned = [each._replace(items=each.items[::-1]) for each in packs[::-1]]
    assert draw_from_packs(packs, Filter(), count, word) == draw_from_packs(turned, Filter(), count, word)


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.integers(0, 300), min_size=2, max_size=6), st.integers(1, 40), st.text(max_size=4))
def test_of_several_packs_at_most_a_fifth_comes_from_tables(rows: list[int], count: int, word: str) -> None:
    packs = [pack(f"pack{n}", 40, size) for n, size in enumerate(rows)]
    drawn = draw_from_packs(packs, Filter(), count, word)
    assert sum(found.table for found in drawn) <= count / 5


def test_tables_fill_up_where_nothing_else_is_left() -> None:
    drawn = draw_from_packs([pack("a", 3, 50), pack("b", 3)], Filter(), 20, "monday")
    assert Counter(found.table for found in drawn) == {False: 6, True: 14}


def test_a_pack_alone_is_drawn_from_as_it_is() -> None:
    drawn = draw_from_packs([pack("a", 10, 90)], Filter(), 50, "monday")
    assert sum(found.table for found in drawn) > 35


@pytest.mark.parametrize("word", ["monday", "tuesday", "ARNAGE-7K"])
def test_a_long_pack_does_not_crowd_out_a_short_one(word: str) -> None:
    drawn = draw_from_packs([pack("long", 500), pack("mid", 60), pack("short", 10)], Filter(), 30, word)
    assert Counter(found.pack for found in drawn) == {"long": 10, "mid": 10, "short": 10}


def test_picks_that_do_not_count_cost_a_pack_no_turn() -> None:
    shelves = [PackIndex("a", 100, 0), PackIndex("b", 100, 0)]
    drawn = draw(shelves, 20, "monday", lambda pick: None if pick.shelf == 0 and pick.place % 2 else pick)
    assert Counter(pick.shelf for pick in drawn) == {0: 10, 1: 10}


def test_a_draw_ends_where_no_pick_counts() -> None:
    def nothing(pick: Pick) -> Pick | None:
        return None

    assert draw([PackIndex("a", 50, 50), PackIndex("b", 5, 0)], 10, "monday", nothing) == []


def test_each_item_is_drawn_equally_often() -> None:
    packs = [pack("a", 10)]
    first = Counter(draw_from_packs(packs, Filter(), 1, f"seed {n}")[0].id for n in range(3000))
    assert len(first) == 10
    assert all(230 < times < 370 for times in first.values())


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Filter(low=2, high=3), {"w1", "w2", "w6", "w7"}),
        (Filter(tags=("t1", "t2")), {"w1", "w2", "w4", "w5", "w7", "w8"}),
        (Filter(tags=("t0",), without=("t0",)), set()),
        (Filter(without=("t1", "t2")), {"w0", "w3", "w6", "w9"}),
        (Filter(kinds=("choice",)), set()),
        (Filter(kinds=("true-false", "choice"), low=5), {"w4", "w9"}),
        (Filter(language="de"), set()),
        (Filter(language="en-GB", low=5), {"w4", "w9"}),
    ],
)
def test_only_what_was_asked_for_is_drawn(wanted: Filter, ids: set[str]) -> None:
    assert {found.id for found in draw_from_packs([pack("a", 10)], wanted, 99, "monday")} == ids


def test_an_item_without_a_level_is_drawn_only_where_none_is_asked_for() -> None:
    unlevelled = item("a", "x", level=0)
    assert [Filter().admits(unlevelled), Filter(low=1).admits(unlevelled)] == [True, False]


def test_an_item_in_several_languages_speaks_each() -> None:
    both = item("a", "x")._replace(stem=LocalText((("en", "True?"), ("de-AT", "Wahr?"))))
    assert [Filter(language=code).admits(both) for code in ("en", "de", "fr")] == [True, True, False]


def test_a_large_bank_is_drawn_from_without_looking_at_all_of_it() -> None:
    picks = draw([PackIndex("a", 10**9, 0), PackIndex("b", 3, 10**12)], 10, "monday", lambda pick: pick)
    assert len(set(picks)) == 10


def test_a_draw_is_pinned() -> None:
    drawn = draw_from_packs([pack("a", 9, 9), pack("b", 9)], Filter(), 8, "monday")
    assert " ".join(found.id for found in drawn) == "w4 r8 w0 w0 w3 w1 w2 w6"
