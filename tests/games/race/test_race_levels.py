"""The hours of a race: easy ones first, the hardest towards morning."""

import pytest

from lemans_quiz.core.items import Item, TrueFalse
from lemans_quiz.core.text import plain
from lemans_quiz.games.race.rules import NIGHT_LEVELS, SPRINT_LEVELS, by_hour, levels_of, needed


def item(number: int, level: int) -> Item:
    return Item("pack", str(number), plain("?"), TrueFalse(True), level=level)


def test_a_race_has_24_hours_and_a_sprint_six() -> None:
    assert len(levels_of(24)) == 24
    assert levels_of(6) == SPRINT_LEVELS


def test_the_hardest_hours_are_before_morning() -> None:
    assert [hour for hour, level in enumerate(NIGHT_LEVELS) if level == max(NIGHT_LEVELS)] == [12, 13, 14, 15, 23]
    assert max(NIGHT_LEVELS) == 4
    assert sum(NIGHT_LEVELS[10:16]) > max(sum(NIGHT_LEVELS[:6]), sum(NIGHT_LEVELS[16:22]))


def test_players_have_the_same_level_in_an_hour() -> None:
    assert levels_of(6, 2) == (1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4)


def test_what_is_needed_is_counted_by_level() -> None:
    assert needed(SPRINT_LEVELS) == [(1, 1), (2, 2), (3, 2), (4, 1)]


@pytest.mark.parametrize("plan", [NIGHT_LEVELS, SPRINT_LEVELS])
def test_every_item_comes_in_an_hour_of_its_level(plan: tuple[int, ...]) -> None:
    items = [item(number, level) for number, level in enumerate(sorted(plan, reverse=True))]
    assert [placed.level for placed in by_hour(items, plan)] == list(plan)


def test_items_of_other_levels_keep_the_order_of_difficulty() -> None:
    placed = by_hour([item(1, 5), item(2, 0), item(3, 1)], (2, 1, 4))
    assert [one.id for one in placed] == ["2", "3", "1"]


def test_too_few_items_leave_the_last_hours_out() -> None:
    assert len(by_hour([item(1, 1)], SPRINT_LEVELS)) == 1
