"""No number question that we ship calls a neighbouring fact right."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from functools import cache

import pytest

from lemans_quiz.core.comparing.units import units_of
from lemans_quiz.core.items import Item, Number
from lemans_quiz.core.marking import mark
from lemans_quiz.core.marks import CLOSE
from lemans_quiz.core.responses import Typed
from tests.shipped import QUESTIONS, shipped_packs


@cache
def numbers() -> tuple[Item, ...]:
    return tuple(item for pack in shipped_packs() for item in pack.items if isinstance(item.kind, Number))


def kind_of(item: Item) -> Number:
    assert isinstance(item.kind, Number)
    return item.kind


def unit_of(item: Item) -> str:
    return kind_of(item).unit.first if kind_of(item).unit else ""  # type: ignore[union-attr]


def is_right(item: Item, number: Decimal) -> bool:
    return mark(item, Typed(format(number, "f"))).value >= 1.0


@cache
def distances() -> frozenset[Decimal]:
    """The kilometres of every winner, some of them rounded."""
    with (QUESTIONS / "winners.csv").open(encoding="utf-8", newline="") as file:
        found = (re.match(r"([\d.]+) km", row["distance"]) for row in csv.DictReader(file))
        return frozenset(Decimal(distance[1]) for distance in found if distance)


def test_there_are_numbers_to_look_at() -> None:
    assert len(numbers()) > 50
    assert len(distances()) > 80


@pytest.mark.parametrize("item", numbers(), ids=lambda item: f"{item.pack}/{item.id}")
def test_the_year_or_count_before_and_after_is_not_right(item: Item) -> None:
    key = kind_of(item).key
    if not kind_of(item).by_range and key == key.to_integral_value() and not units_of(unit_of(item)):
        assert not is_right(item, key - 1)
        assert not is_right(item, key + 1)


@pytest.mark.parametrize("item", numbers(), ids=lambda item: f"{item.pack}/{item.id}")
def test_the_answer_of_another_question_is_not_right(item: Item) -> None:
    others = {kind_of(one).key for one in numbers() if unit_of(one) == unit_of(item)}
    found = [*others, *(distances() if unit_of(item) == "km" else ())]
    assert [number for number in found if abs(number - kind_of(item).key) >= 1 and is_right(item, number)] == []


@pytest.mark.parametrize("item", [item for item in numbers() if kind_of(item).close], ids=lambda item: item.id)
def test_a_near_guess_is_called_close_and_never_right(item: Item) -> None:
    found = mark(item, Typed(format(kind_of(item).key + kind_of(item).close, "f")))
    assert found.reason == CLOSE
    assert 0.0 < found.value < 0.5
