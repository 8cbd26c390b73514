"""A lap of the circuit: its points and corners, drawn in braille dots or told in words. Where the points come from says circuit.csv."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from math import dist
from pathlib import Path
from typing import NamedTuple

from lemans_quiz.i18n import _
from lemans_quiz.terminal.layout import Lines, joined, said

LAP = 13.626
"""Official length of a lap since 2018, in kilometres."""

MARK = "●"
_TABLE = Path(__file__).with_name("circuit.csv")
_BRAILLE = 0x2800
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a braille character's two by four dots, by row and column."""

Cells = dict[tuple[int, int], int]
"""The dots in each cell that has some, by column and row."""


class Point(NamedTuple):
    """A point of the lap: metres east and north of the start line, kilometres along the track, and a corner's id or nothing."""

    east: float
    north: float
    km: float
    corner: str = ""


@functools.cache
def lap() -> tuple[Point, ...]:
    """Return the points of a lap, the last one at the start line again."""
    rows = [row for row in _TABLE.read_text(encoding="utf-8").splitlines() if not row.startswith("#")]
    return tuple(_point(*row.split(",")) for row in rows[1:])


def _point(east: str, north: str, km: str, corner: str) -> Point:
    return Point(float(east), float(north), float(km), corner)


def length(points: Collection[Point]) -> float:
    """Return the kilometres along these points."""
    return sum(dist(a[:2], b[:2]) for a, b in pairwise(points)) / 1000


class _Frame(NamedTuple):
    """How metres become dots, counted from the top left: north is right, east is down."""

    south: float
    west: float
    scale: float

    @classmethod
    def of(cls, points: Collection[Point], columns: int) -> _Frame:
        norths = [point.north for point in points]
        return cls(min(norths), min(point.east for point in points), (2 * columns - 1) / (max(norths) - min(norths)))

    def placed(self, point: Point) -> tuple[float, float]:
        return (point.north - self.south) * self.scale, (point.east - self.west) * self.scale

    def cell(self, point: Point) -> tuple[int, int]:
        x, y = self.placed(point)
        return round(x) // 2, round(y) // 4


def drawn_lap(columns: int, *, marked: Collection[str] = (), style: str = "", mark_style: str = "") -> Lines:
    """Draw the lap, true to scale with north at the right, that many cells wide; a cell of each `marked` corner is a MARK."""
    frame = _Frame.of(lap(), columns)
    cells: Cells = {}
    for a, b in pairwise(lap()):
        for x, y in _dots_between(frame.placed(a), frame.placed(b)):
            cells[x // 2, y // 4] = cells.get((x // 2, y // 4), 0) | _DOTS[y % 4][x % 2]
    shown = {at: said(chr(_BRAILLE + dots), style) for at, dots in cells.items()}
    shown |= {frame.cell(point): said(MARK, mark_style) for point in lap() if point.corner in marked and point.corner}
    rows = 1 + max(row for _column, row in cells)
    return [joined(*(shown.get((column, row), " ") for column in range(columns))) for row in range(rows)]


def _dots_between(a: tuple[float, float], b: tuple[float, float]) -> Iterator[tuple[int, int]]:
    """Yield the dots of a line, close enough together that none is missing."""
    steps = 1 + 2 * int(max(abs(b[0] - a[0]), abs(b[1] - a[1])))
    for step in range(steps + 1):
        share = step / steps
        yield round(a[0] + (b[0] - a[0]) * share), round(a[1] + (b[1] - a[1]) * share)


def corner_name(corner: str) -> str:
    """Return what a corner is called."""
    return {
        "start": _("start and finish"),
        "dunlop-curve": _("Dunlop curve"),
        "dunlop-chicane": _("Dunlop chicane"),
        "la-chapelle": "La Chapelle",
        "forest-esses": _("Forest Esses"),
        "tertre-rouge": "Tertre Rouge",
        "hunaudieres": _("Hunaudières straight"),
        "first-chicane": _("first chicane"),
        "second-chicane": _("second chicane"),
        "mulsanne": _("Mulsanne corner"),
        "golf": _("Golf curve"),
        "indianapolis": "Indianapolis",
        "arnage": "Arnage",
        "buisson": "Buisson",
        "porsche-curves": _("Porsche curves"),
        "maison-blanche": "Maison Blanche",
        "ford-chicanes": _("Ford chicanes"),
    }[corner]


_CORNERS = {
    "dunlop-curve": r"dunlop[ -](?:curve|kurve|bridge|brücke|section|abschnitt)",
    "dunlop-chicane": r"dunlop[ -](?:chicane|schikane)",
    "la-chapelle": r"la chapelle",
    "forest-esses": r"(?:forest )?\besses\b",
    "tertre-rouge": r"tertre rouge",
    "hunaudieres": r"hunaudi[eè]res|mulsanne[ -](?:straight|gerade)|(?:long|lange[nr]?) (?:straight|gerade)",
    "mulsanne": r"mulsanne[ -](?:corner|kurve)",
    "golf": r"golf[ -](?:curve|kurve)",
    "indianapolis": r"indianapolis[ -](?:corner|kurve)",
    "arnage": r"arnage",
    "buisson": r"buisson",
    "porsche-curves": r"porsche[ -](?:curves|kurven)",
    "maison-blanche": r"maison blanche",
    "ford-chicanes": r"ford[ -](?:chicane|schikane)s?n?",
}
"""How corners are spoken of, where no tyre, car or town can be meant."""


def corners_in(text: str) -> tuple[str, ...]:
    """Return the ids of the corners that a text names, in the order of the lap."""
    folded = text.casefold()
    return tuple(corner for corner, pattern in _CORNERS.items() if re.search(rf"\b{pattern}\b", folded))


def lap_in_words() -> str:
    """Tell the lap corner by corner, for those who see no drawing."""
    corners = [point for point in lap()[1:-1] if point.corner]
    told = ", ".join(
        _("{corner} (km {km})").format(corner=corner_name(one.corner), km=round(one.km)) for one in corners
    )
    return _("A lap, clockwise: {corners}, and back to the start.").format(corners=told)
