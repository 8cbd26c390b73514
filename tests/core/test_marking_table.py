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
from lemans_quiz.core.text import LocalText, plain

TABLE = Path(__file__).parent / "tables" / "marking.csv"
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "pack-reference.md"


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


def guide_rows() -> list[tuple[list[str], str, str]]:
    """Return (answers, typed, expected) for all that the guide's table of what is forgiven shows."""
    table = GUIDE.read_text("utf-8").partition("## What is forgiven")[2].partition("\n\nAn answer")[0]
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("| ")
    ]
    return [
        (line[1].split(" · "), typed.partition(" (")[0], expected)
        for line in lines[1:]
        for cell, expected in zip(line[2:], ("right", "near", "wrong"), strict=True)
        for typed in cell.split(" · ")
        if line[1] and typed and "slip" not in typed and "exact" not in line[0]
    ]


def test_the_guide_shows_what_is_forgiven() -> None:
    assert len(guide_rows()) > 45


@pytest.mark.parametrize(("answers", "typed", "expected"), guide_rows())
def test_what_the_guide_shows_is_marked_so(answers: list[str], typed: str, expected: str) -> None:
    stem = LocalText(tuple((code, "?") for code in ("en", "de", "es", "fr")))
    found = [mark(Item("p", "i", stem, Text(plain(answer))), Typed(typed)) for answer in answers]
    verdicts = {"right" if m.value == 1.0 else "near" if m.reason == marks.NEAR_MISS else "wrong" for m in found}
    assert expected in verdicts
    assert expected != "wrong" or verdicts == {"wrong"}
