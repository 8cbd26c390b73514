"""The figures of the race keep their promises for the middle race of each player."""

from functools import cache

import pytest

from benchmarks.race_simulation import DRIVERS, Driver, Outcome, field, places_svg, simulate, spread_svg
from lemans_quiz.core.laps import QUARTERS
from lemans_quiz.games.race.rules import CLASSIFIED, Race, nearest_rival, standing

WINNERS = field()
NEEDED = CLASSIFIED * nearest_rival(WINNERS).distance


@cache
def figures() -> dict[str, Outcome]:
    """Return how each player does."""
    return {driver.name: simulate(driver, WINNERS, races=100) for driver in DRIVERS}


def outcomes(start: str) -> list[Outcome]:
    return [one for name, one in figures().items() if name.startswith(start)]


def test_guessing_is_not_classified() -> None:
    assert all(one.at(0.5) < NEEDED and one.classified < 0.2 for one in outcomes("guessing"))


def test_half_right_is_classified() -> None:
    assert all(one.classified >= 0.45 for one in outcomes("half right"))
    assert figures()["half right, at par"].classified > 0.75


@pytest.mark.parametrize("pace", ["at par", "quick"])
def test_three_quarters_right_beats_a_quarter_of_all_winners(pace: str) -> None:
    assert figures()[f"three quarters right, {pace}"].beaten > 0.25


def test_perfect_and_quick_beats_nearly_all() -> None:
    assert figures()["perfect, quick"].beaten > 0.95
    assert figures()["perfect, quick, pushing"].beaten == 1.0


@pytest.mark.parametrize(
    ("right", "changing", "standing_still", "late"),
    [(0.5, 0.70, 0.20, 0.30), (0.7, 0.75, 0.10, 0.50), (0.9, 0.80, 0.02, 0.85)],
)
def test_places_change_until_the_flag(right: float, changing: float, standing_still: float, late: float) -> None:
    moved = simulate(Driver(f"{right:.0%} right", right, 1.0), WINNERS, races=600).movement
    assert moved.changing >= changing
    assert moved.standing_still <= standing_still
    assert moved.late >= late


def test_the_first_answer_throws_nobody_to_an_end_of_the_field() -> None:
    race, first = Race(WINNERS, nearest_rival(WINNERS)), QUARTERS[0]
    places = [standing(race, (laps,)).place for laps in (first.quickest, first.slowest, first.pit_stop)]
    assert places == [56, 63, 74]


def test_the_plots_name_every_player() -> None:
    drawn = spread_svg(list(figures().values()), WINNERS)
    assert all(name in drawn for name in figures())
    assert places_svg(list(figures().values()), WINNERS).count("<polyline") == 5
