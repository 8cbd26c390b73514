"""How a seed arranges an item: by its texts alone."""

from collections import Counter

import pytest

from lemans_quiz.core.items import Choice, Item, Kind, Match, Multiple, Option, Order, Text, TrueFalse
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import Turn, arrange, deal, keys_of

NAMES = ("Audi", "Porsche", "Toyota", "Nissan")
TEXTS = tuple(plain(name) for name in NAMES)
OPTIONS = tuple(Option(text) for text in TEXTS)


def item(kind: Kind) -> Item:
    return Item("pack", "make", plain("Which make?"), kind)


def on_screen(kind: Kind, word: str = "monday") -> list[str]:
    made = item(kind)
    return [text.first for text in Turn(made, arrange(made, word)).shown()]


@pytest.mark.parametrize("word", ["monday", "tuesday", "ARNAGE-7K"])
def test_the_arrangement_does_not_depend_on_which_option_is_right(word: str) -> None:
    moved = OPTIONS[2:] + OPTIONS[:2]
    screens = [
        on_screen(kind, word)
        for kind in (Choice(OPTIONS, 0), Choice(OPTIONS, 3), Choice(moved, 0), Multiple(moved, (1, 2)))
    ]
    assert all(screen == screens[0] for screen in screens)


def test_the_right_order_does_not_show_in_the_arrangement() -> None:
    assert on_screen(Order(TEXTS)) == on_screen(Order(TEXTS[::-1]))
    assert on_screen(Match(TEXTS, TEXTS, (0, 1, 2, 3))) == on_screen(Match(TEXTS, TEXTS[::-1], (0, 1, 2, 3)))


def test_the_key_stands_at_each_place_equally_often() -> None:
    choice = item(Choice(OPTIONS, 0))
    places = Counter(arrange(choice, f"seed {number}").index(0) for number in range(4000))
    assert all(880 < places[place] < 1120 for place in range(4))


def test_every_arrangement_comes_up() -> None:
    choice = item(Choice(OPTIONS, 0))
    assert len({arrange(choice, f"seed {number}") for number in range(600)}) == 24


def test_fixed_options_stay_in_their_order() -> None:
    assert on_screen(Choice(OPTIONS, 2, fixed=True)) == list(NAMES)


def test_items_of_one_quiz_are_arranged_apart() -> None:
    items = [item(Choice(OPTIONS, 0))._replace(id=str(number)) for number in range(20)]
    assert len({turn.arrangement for turn in deal(items, "monday")}) > 10


@pytest.mark.parametrize("kind", [Text(plain("x")), TrueFalse(True)])
def test_what_has_nothing_to_arrange_has_no_arrangement(kind: Kind) -> None:
    assert arrange(item(kind), "monday") == ()


def test_an_arrangement_is_pinned() -> None:
    assert on_screen(Choice(OPTIONS, 0)) == ["Audi", "Toyota", "Nissan", "Porsche"]


def made(count: int, keys: int, show: int) -> Item:
    options = tuple(Option(plain(f"option {number}")) for number in range(count))
    kind = Choice(options, 0, False, show) if keys == 1 else Multiple(options, tuple(range(keys)), False, show)
    return item(kind)


@pytest.mark.parametrize(("count", "keys", "show"), [(5, 1, 4), (9, 1, 2), (7, 3, 5), (9, 7, 8)])
def test_keys_are_always_shown_and_every_other_option_equally_often(count: int, keys: int, show: int) -> None:
    asked = made(count, keys, show)
    draws = [arrange(asked, f"seed {number}") for number in range(2000)]
    assert all(len(set(draw)) == show and set(keys_of(asked)) <= set(draw) for draw in draws)
    shown = Counter(index for draw in draws for index in draw)
    expected = 2000 * (show - keys) / (count - keys)
    assert all(abs(shown[index] - expected) < 110 for index in range(keys, count))
    places = Counter(draw.index(0) for draw in draws)
    assert all(abs(places[place] - 2000 / show) < 110 for place in range(show))


def test_one_draw_belongs_to_a_word_a_pack_and_an_id() -> None:
    asked = made(9, 1, 4)
    assert arrange(asked, "monday") == arrange(asked._replace(level=3), "monday")
    others = [asked._replace(id="other"), asked._replace(pack="other")]
    assert all(set(arrange(other, "monday")) != set(arrange(asked, "monday")) for other in others)


def test_a_draw_is_pinned() -> None:
    assert arrange(made(9, 1, 4), "monday") == (0, 8, 6, 7)


def test_shown_options_can_be_put_in_another_order() -> None:
    asked = made(9, 2, 5)
    first = arrange(asked, "monday")
    again = [arrange(asked, f"monday {letter}", shown=first) for letter in "BCDEFG"]
    assert all(sorted(order) == sorted(first) for order in again)
    assert len(set(again)) > 3
