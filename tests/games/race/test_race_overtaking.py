"""Who passes whom: names and gaps are those of the table of winners, and places stand still only with a chase told."""

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz import i18n, paths
from lemans_quiz.games.race.field import field_of_winners
from lemans_quiz.games.race.rules import (
    FIRST_LIGHT,
    FLAG,
    HOURS,
    LAST_HOUR,
    LIGHTS_OUT,
    NIGHTFALL,
    Race,
    moment,
    overtaking,
    place_of,
    shared_places,
    standing,
    tower,
)
from lemans_quiz.games.race.text import hour_text, lead_text, moment_text
from lemans_quiz.games.race.views import tower_lines
from lemans_quiz.terminal.layout import width_of
from tests.effort import examples

FIELD = field_of_winners()
RACE = Race(FIELD, FIELD[45])
with open(paths.shipped_packs() / "winners.csv", encoding="utf-8-sig", newline="") as table:
    ROWS = {int(row["year"]): row for row in csv.DictReader(table)}

laps = st.lists(st.floats(0, 20).map(lambda value: round(value, 2)), min_size=1, max_size=HOURS).map(tuple)


@settings(max_examples=examples(200), deadline=None)
@given(laps)
def test_the_tower_is_the_table_of_winners(driven: tuple[float, ...]) -> None:
    rows = tower(RACE, driven)
    distance = round(sum(driven) * 13.626, 3)
    for row in rows:
        if row.winner is None:
            assert row.place == place_of(RACE, distance, len(driven))
            continue
        kept = ROWS[row.winner.year]
        assert row.winner.name == kept["make"]
        assert list(row.winner.drivers) == kept["drivers"].split(" / ")
        there = float(kept["distance"].removesuffix(" km")) * len(driven) / HOURS
        assert row.gap == pytest.approx(distance - there)


@settings(max_examples=examples(200), deadline=None)
@given(laps)
def test_the_tower_runs_from_place_to_place_with_the_player_among_them(driven: tuple[float, ...]) -> None:
    rows = tower(RACE, driven)
    assert [row.place for row in rows] == [*range(rows[0].place, rows[0].place + len(rows))]
    assert sum(row.winner is None for row in rows) == 1
    assert 3 <= len(rows) <= 5
    gaps = [row.gap for row in rows]
    assert gaps == sorted(gaps)


@settings(max_examples=examples(200), deadline=None)
@given(laps)
def test_who_is_passed_adds_up_to_the_places_won(driven: tuple[float, ...]) -> None:
    changed = overtaking(RACE, driven)
    assert len(changed.passed) - len(changed.passed_by) == standing(RACE, driven).moved
    assert not set(changed.passed) & set(changed.passed_by)


@settings(max_examples=examples(100), deadline=None)
@given(laps, st.sampled_from((36, 38, 58, 78, 88)))
def test_the_tower_fits_its_page_and_names_every_year(driven: tuple[float, ...], width: int) -> None:
    rows = tower(RACE, driven)
    lines = tower_lines(rows, width)
    assert len(lines) == len(rows)
    assert all(width_of(line) <= width for line in lines)
    assert all(row.winner is None or str(row.winner.year) in line.plain for row, line in zip(rows, lines, strict=True))


@pytest.mark.parametrize(
    ("driven", "told"),
    [
        ((13.8,), "+13.8 laps. You pass the 1961 Ferrari of Gendebien and P. Hill and 34 more."),
        ((14.0, 14.0), "+14.0 laps. The 1975 Mirage of Bell and Ickx is 1.5 km ahead and gains 0.7 km an hour."),
        ((11.0,) * 3 + (8.0,) * 5, "passes you"),
        ((14.0,) * 2 + (14.2,), "+14.2 laps. You pass the 1975 Mirage of Bell and Ickx"),
        ((20.0,) * 5, "Nobody is ahead of you; the 2010 Audi of"),
        ((13.9, 13.9), "1963 Ferrari of Scarfiotti and Bandini"),
    ],
)
def test_an_hour_is_told_with_names_or_as_a_chase(driven: tuple[float, ...], told: str) -> None:
    assert told in hour_text(RACE, driven)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@settings(max_examples=examples(100), deadline=None)
@given(driven=laps)
def test_every_hour_but_the_last_says_more_than_its_laps(language: str, driven: tuple[float, ...]) -> None:
    i18n.use(language)
    assert len(hour_text(RACE, driven).split(". ")) > 1 or len(driven) == HOURS


def test_the_moments_come_at_their_hours() -> None:
    told = {hour: moment(hour, HOURS) for hour in range(HOURS + 1) if moment(hour, HOURS)}
    assert told == {0: LIGHTS_OUT, 7: NIGHTFALL, 13: FIRST_LIGHT, 23: LAST_HOUR, 24: FLAG}
    assert [moment(hour, 6) for hour in (0, 5, 6)] == [LIGHTS_OUT, LAST_HOUR, FLAG]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_moment_is_one_sentence(language: str) -> None:
    i18n.use(language)
    told = [moment_text(RACE, hour) for hour in (0, 7, 13, 23, 24)]
    assert len(set(told)) == 5
    assert all(told)
    assert moment_text(RACE, 2) == ""


def test_equal_distances_share_a_place() -> None:
    assert shared_places((200.0, 300.0, 300.0, 100.0)) == (3, 1, 1, 4)


@pytest.mark.parametrize(
    ("distances", "over", "told"),
    [
        ((812.3, 800.0), True, "Anna wins, 12.3 km ahead of Ben."),
        ((800.0, 812.3), False, "Ben leads, 12.3 km ahead of Anna."),
        ((800.0, 800.0), True, "Anna and Ben share the win."),
        ((800.0, 800.0), False, "Anna and Ben are level."),
    ],
)
def test_the_winner_is_named(distances: tuple[float, ...], over: bool, told: str) -> None:
    assert lead_text(RACE._replace(players=("Anna", "Ben")), distances, over=over) == told
