"""The circuit: its table is a lap of the official length, and its drawing is one closed line."""

from itertools import pairwise

import pytest

from lemans_quiz import i18n
from lemans_quiz.terminal.circuit import LAP, MARK, corner_name, corners_in, drawn_lap, lap, lap_in_words, length

CORNERS = [point.corner for point in lap() if point.corner]


def test_the_lap_is_as_long_as_the_official_one_within_a_hundredth() -> None:
    assert length(lap()) == pytest.approx(LAP, rel=0.01)
    assert lap()[-1].km == LAP


def test_the_lap_is_closed_and_runs_clockwise() -> None:
    points = lap()
    area = sum(a.east * b.north - b.east * a.north for a, b in pairwise(points))
    assert points[0][:2] == points[-1][:2]
    assert area < 0


def test_the_corners_come_in_the_order_of_the_lap() -> None:
    kilometres = [point.km for point in lap()]
    assert kilometres == sorted(kilometres)
    assert CORNERS.index("tertre-rouge") < CORNERS.index("mulsanne") < CORNERS.index("arnage")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_corner_has_a_name_and_is_told_in_words(language: str) -> None:
    i18n.use(language)
    assert all(corner_name(corner) for corner in CORNERS)
    assert all(corner_name(corner) in lap_in_words() for corner in CORNERS if corner != "start")


@pytest.mark.parametrize("columns", [20, 34, 40])
def test_the_drawing_is_as_wide_as_asked_and_touches_both_edges(columns: int) -> None:
    lines = [line.plain for line in drawn_lap(columns)]
    assert {len(line) for line in lines} == {columns}
    assert any(line[0] != " " for line in lines)
    assert any(line[-1] != " " for line in lines)


def test_every_drawn_cell_touches_another() -> None:
    lines = [line.plain for line in drawn_lap(36)]
    drawn = {(row, column) for row, line in enumerate(lines) for column, sign in enumerate(line) if sign != " "}
    near = [(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1) if (a, b) != (0, 0)]
    assert all(sum((row + a, column + b) in drawn for a, b in near) >= 2 for row, column in drawn)


@pytest.mark.parametrize("corner", CORNERS)
def test_a_marked_corner_stands_on_the_line(corner: str) -> None:
    plain, marked = ("".join(line.plain for line in drawn_lap(36, marked=names)) for names in ((), (corner,)))
    changed = [place for place, (a, b) in enumerate(zip(plain, marked, strict=True)) if a != b]
    assert len(changed) == 1
    assert plain[changed[0]] != " "
    assert marked[changed[0]] == MARK


@pytest.mark.parametrize(
    ("text", "corners"),
    [
        ("Porsche Curves", ("porsche-curves",)),
        ("am Ausgang der Mulsanne-Kurve", ("mulsanne",)),
        ("Between Mulsanne corner and Arnage", ("mulsanne", "arnage")),
        ("Who won the 500 miles of Indianapolis for Ford on Dunlop tyres in a Porsche?", ()),
    ],
)
def test_a_text_names_corners_only_where_nothing_else_can_be_meant(text: str, corners: tuple[str, ...]) -> None:
    assert corners_in(text) == corners
