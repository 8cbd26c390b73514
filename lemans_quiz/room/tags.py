"""The printed marks that a camera reads: tags of the family 36h11, whose table is in the optional library `pyapriltags`.

Seat 1 has the tag 1 of the table, and so on. Source: Olson, "AprilTag: A robust and flexible visual fiducial system", 2011.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

from lemans_quiz.errors import MissingExtra
from lemans_quiz.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

FAMILY = "tag36h11"
MODULES = 10
"""Squares along the side of a tag: six of the code, a black one and a white one on each side."""

BLACK = MODULES - 2
"""Squares along the side of what a camera finds: the tag without its white border."""


class Found(NamedTuple):
    """A tag in a picture: its number, its four corners in pixels (from its lower left against the clock), and how sure it is.

    `wrong_bits` of the 36 were read differently and set right; `margin` is how far black was from white, of 255.
    """

    number: int
    corners: tuple[tuple[float, float], ...]
    wrong_bits: int
    margin: float


def check_installed() -> None:
    """Raise MissingExtra where the library is not installed."""
    if find_spec("pyapriltags") is None:
        raise MissingExtra(_("Reading and making cards"), "cards")


def detector() -> Any:
    """Return what finds tags in a grey picture at its full size; raises MissingExtra where the library is not installed."""
    check_installed()
    import pyapriltags

    return pyapriltags.Detector(families=FAMILY, nthreads=1, quad_decimate=1.0)


def squares(numbers: Iterable[int]) -> list[list[list[bool]]]:
    """Return for each number the rows of its tag, MODULES by MODULES, true where a square is white."""
    owner = detector()  # holds the memory of the table
    family = owner.tag_families[FAMILY].contents
    places = [(family.bit_x[bit] + 1, family.bit_y[bit] + 1) for bit in range(family.nbits)]
    return [_rows(family.codes[number], places) for number in numbers]


def _rows(code: int, places: list[tuple[int, int]]) -> list[list[bool]]:
    rows = [[MODULES - 1 in (row, column) or 0 in (row, column) for column in range(MODULES)] for row in range(MODULES)]
    for bit, (column, row) in enumerate(places):
        rows[row][column] = bool(code >> (len(places) - bit - 1) & 1)
    return rows


def find(finder: Any, grey: bytes, width: int, height: int) -> list[Found]:
    """Return the tags in a picture of one byte a pixel, row by row from its upper left."""
    import numpy

    picture = numpy.frombuffer(grey, dtype=numpy.uint8).reshape(height, width)
    return [
        Found(
            one.tag_id,
            tuple((float(x), float(y)) for x, y in one.corners),
            int(one.hamming),
            float(one.decision_margin),
        )
        for one in finder.detect(picture)
    ]
