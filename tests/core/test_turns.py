"""How a seed arranges an item: by its texts alone."""

from collections import Counter

import pytest

from lemans_quiz.core.items import Choice, Item, Kind, Match, Multiple, Option, Order, Text, TrueFalse
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import Turn, arrange, deal

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
