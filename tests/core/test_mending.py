"""A mended answer keeps its memory; another answer does not."""

from decimal import Decimal

import pytest

from lemans_quiz.core.comparing.mending import asks_for_the_same
from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Option, Order, Text, TrueFalse
from lemans_quiz.core.text import LocalText, plain

BOTH = LocalText((("en", "pole position"), ("de", "Startplatz eins")))


def item(kind):
    return Item("pack", "id", plain("Which?"), kind)


def choice(key, *wrong):
    return Choice(tuple(Option(plain(text)) for text in (key, *wrong)), 0)


def texts(*words):
    return tuple(map(plain, words))


def number(key, tolerance="0", unit=None, **more):
    key, tolerance = Decimal(key), Decimal(tolerance)
    return Number(key, key - tolerance, key + tolerance, unit and plain(unit), **more)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (Text(plain("Hülkenburg")), Text(plain("Hülkenberg"))),
        (Text(plain("Hulkenberg")), Text(plain("Hülkenberg"), exact=True)),
        (Text(plain("nico Hülkenberg")), Text(plain("Nico Hülkenberg"))),
        (Text(plain("Nico Hülkenberg")), Text(plain("Hülkenberg, Nico"))),
        (Text(plain("XJR9")), Text(plain("XJR-9"))),
        (Text(plain("Henry 8")), Text(plain("Henry VIII"))),
        (Text(plain("pole position")), Text(BOTH)),
        (Text(plain("Startplatz eins")), Text(plain("pole position"), (plain("Startplatz eins"),))),
        (choice("Porsche", "Audi"), choice("Porsche", "Audi", "Toyota")),
        (choice("Porche", "Audi"), choice("Porsche", "Audi")),
        (choice("The Porsche", "Audi"), choice("Porsche", "Audi")),
        (choice("Mazda", "Audi"), Text(plain("Mazda"))),
        (number("1923", "2"), number("1923")),
        (number("1923"), number("1923", close=Decimal(3))),
        (number("13.6", "0.05", "km"), number("13.626", "0.05", "km")),
        (number("13.626", unit="km"), number("13626", unit="m")),
        (number("24"), number("24", unit="hours")),
        (Multiple(choice("Audi", "Porsche").options, (0, 1)), Multiple(choice("Porsche", "Audi", "Ford").options, (0, 1))),
        (Order(texts("Bently", "Jaguar")), Order(texts("Bentley", "Jaguar"))),
        (Match(texts("Webber", "Gade"), texts("driver", "boss"), (0, 1)), Match(texts("Gade", "Webber"), texts("boss", "driver"), (0, 1))),
    ],
)  # fmt: skip
def test_a_mended_answer_is_the_same(before, now):
    assert asks_for_the_same(item(before), item(now))
    assert asks_for_the_same(item(now), item(before))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (Text(plain("Manet")), Text(plain("Monet"))),
        (Text(plain("World War I")), Text(plain("World War II"))),
        (choice("Porsche", "Audi"), choice("Audi", "Porsche")),
        (number("1923"), number("1924")),
        (TrueFalse(True), TrueFalse(False)),
        (Multiple(choice("Audi", "Porsche").options, (0, 1)), Multiple(choice("Audi", "Porsche").options, (0,))),
        (Order(texts("Bentley", "Jaguar")), Order(texts("Jaguar", "Bentley"))),
        (Match(texts("a1", "b2"), texts("c3", "d4"), (0, 1)), Match(texts("a1", "b2"), texts("c3", "d4"), (1, 0))),
        (TrueFalse(True), Text(plain("true"))),
    ],
)  # fmt: skip
def test_another_answer_is_learnt_anew(before, now):
    assert not asks_for_the_same(item(before), item(now))
