"""Cards on paper: where on a page each stands, and its tag. How a page becomes a file is the renderers'.

The letters at a card's edges are on its front alone: printed on a back that a printer turned over, they would be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lemans_quiz.room.sightings import LETTERS
from lemans_quiz.room.tags import BLACK, MODULES, squares

PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
"""Width and height in millimetres."""

SHAPES = "▲■●◆"
"""Beside the letters, as on the wall."""

EDGE = 12.0
"""Room for a letter between the white border of a tag and the edge of its card, in millimetres: printers leave the last 4 white."""

Rows = Sequence[Sequence[bool]]


class Card(NamedTuple):
    """A seat's card. `rows` are the squares of its tag, true where white."""

    seat: int
    rows: Rows


class Place(NamedTuple):
    """A rectangle on a page, in millimetres from its upper left."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of it, from the page's upper left."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def square(self) -> float:
        """The side of one square of the tag, so that letters have room on all four edges."""
        return (min(self.width, self.height) - 2 * EDGE) / MODULES


class Page(NamedTuple):
    """One side of a sheet: the fronts of its cards, their backs, or one card to fold."""

    width: float
    height: float
    cards: tuple[tuple[Place, Card], ...]
    is_back: bool = False


def cards(seats: int) -> list[Card]:
    """Return the cards of so many seats; raises MissingExtra where the library with their tags is not installed."""
    numbers = range(1, seats + 1)
    return [Card(number, rows) for number, rows in zip(numbers, squares(numbers), strict=True)]


def pages(made: Sequence[Card], paper: str, *, is_large: bool) -> Iterator[Page]:
    """Return fronts and backs in turn, two cards on a page or a large one."""
    width, height = PAPERS[paper]
    count = 1 if is_large else 2
    places = [Place(0, place * height / count, width, height / count) for place in range(count)]
    for start in range(0, len(made), count):
        group = tuple(zip(places, made[start : start + count], strict=False))
        yield Page(width, height, group)
        yield Page(width, height, group, is_back=True)


def tag_side(paper: str, *, is_large: bool) -> float:
    """Return the side of a tag's black square in millimetres: what a camera has to find."""
    width, height = PAPERS[paper]
    return Place(0, 0, width, height / (1 if is_large else 2)).square * BLACK


def quarters(paper: str) -> list[tuple[Place, str, str]]:
    """Return the four quarters of a plain card, each with its letter and its shape."""
    width, height = PAPERS[paper][0] / 2, PAPERS[paper][1] / 2
    corners = [Place(column * width, row * height, width, height) for row in (0, 1) for column in (0, 1)]
    return list(zip(corners, LETTERS, SHAPES, strict=True))
