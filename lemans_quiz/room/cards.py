"""Printed cards as answers: which questions they can answer, and what is typed for one that no camera sees. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from lemans_quiz.core.items import CHOICE, TRUE_FALSE, Choice, Item, TrueFalse

LETTERS = "ABCD"
"""The letters at a card's edges, from the top with the clock; for true and false the first two."""

KINDS = (CHOICE, TRUE_FALSE)
"""The kinds of questions of which a card can answer some."""

MOST_CARDS = 60
"""The highest number of a card."""


def fits_a_card(item: Item) -> bool:
    """Tell whether a card can answer: one of at most four options, or true and false."""
    kind = item.kind
    return isinstance(kind, TrueFalse) or (
        isinstance(kind, Choice) and (kind.show or len(kind.options)) <= len(LETTERS)
    )


class Held(NamedTuple):
    """The number of a card and the letter that is up."""

    number: int
    letter: str


def read_held(text: str) -> Held | None:
    """Return what is typed for a card, such as 11 B; None for anything else."""
    found = re.fullmatch(rf"\s*([0-9]{{1,2}})\s*([{LETTERS}])\s*", text.upper())
    return Held(int(found[1]), found[2]) if found and 1 <= int(found[1]) <= MOST_CARDS else None
