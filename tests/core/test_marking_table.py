"""Pairs of key and typed answer from what people reported of quiz programs, each with what is right."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from lemans_quiz.core import marks
from lemans_quiz.core.items import Item, Number, Text
from lemans_quiz.core.marking import mark
from lemans_quiz.core.responses import Typed
from lemans_quiz.core.text import LocalText

TABLE = Path(__file__).parent / "tables" / "marking.csv"


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def item_of(row: dict[str, str]) -> Item:
    def text(words: str) -> LocalText:
        return LocalText(((row["language"], words),), plain=True)

    if not row["group"].startswith("num-"):
        return Item("pack", "id", text("Which?"), Text(text(row["key"])), language=row["language"])
    key, tolerance = Decimal(row["key"]), Decimal(row["tolerance"] or 0)
    unit = text(row["unit"]) if row["unit"] else None
    return Item("pack", "id", text("How many?"), Number(key, key - tolerance, key + tolerance, unit))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['group']}:{row['key']}:{row['typed']}")
def test_a_typed_answer_is_marked_as_people_expect(row: dict[str, str]) -> None:
    found = mark(item_of(row), Typed(row["typed"]))
    verdict = "right" if found.value == 1.0 else "near" if found.reason == marks.NEAR_MISS else "wrong"
    assert verdict == row["expected"], found
