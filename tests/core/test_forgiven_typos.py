"""Most slips in the names of winners are still forgiven, and those in the first letter ask once more."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from lemans_quiz.core.items import Item, Text
from lemans_quiz.core.marking import mark
from lemans_quiz.core.marks import NEAR_MISS, Mark
from lemans_quiz.core.responses import Typed
from lemans_quiz.core.text import LocalText, plain

WINNERS = Path(__file__).resolve().parents[2] / "questions" / "winners.csv"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
STEM = LocalText((("en", "Who?"), ("de", "Wer?")))


def answers(column: str) -> list[str]:
    with WINNERS.open(encoding="utf-8", newline="") as file:
        cells = {row[column] for row in csv.DictReader(file)}
    names = cells if column == "make" else {name for cell in cells for name in (cell, *cell.split(" / "))}
    return sorted(name for name in names if sum(map(str.isalpha, name)) >= 5)


def slipped(name: str, at: int, chance: random.Random) -> str:
    """Leave a letter out, put one in, take another, or swap two."""
    before, here, after = name[:at], name[at], name[at + 1 :]
    ways = [before + after, before + chance.choice(LETTERS) + here + after, before + chance.choice(LETTERS) + after]
    if after[:1].isalpha():
        ways.append(before + after[0] + here + after[1:])
    return chance.choice(ways)


def marks_of(column: str, *, first: bool) -> list[Mark]:
    chance = random.Random(column)
    found = []
    for name in answers(column):
        places = [0] if first else [place for place, char in enumerate(name) if place and char.isalpha()]
        for place in chance.choices(places, k=6):
            typed = slipped(name, place, chance)
            if typed.casefold() != name.casefold():
                found.append(mark(Item("p", "i", STEM, Text(plain(name))), Typed(typed)))
    return found


@pytest.mark.parametrize("column", ["drivers", "make"])
def test_at_least_97_of_100_slips_past_the_first_letter_are_forgiven(column: str) -> None:
    found = marks_of(column, first=False)
    assert len(found) > 100
    assert sum(one.value >= 1.0 for one in found) / len(found) >= 0.97


def test_nine_of_ten_slips_in_the_first_letter_ask_once_more() -> None:
    found = marks_of("drivers", first=True)
    assert sum(one.reason == NEAR_MISS for one in found) / len(found) >= 0.9
