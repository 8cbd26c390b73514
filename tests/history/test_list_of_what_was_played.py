"""The list of what was played: who took part in a lesson, and nothing is cut off without a word."""

from __future__ import annotations

import pytest

from lemans_quiz import i18n
from lemans_quiz.cli.reports import teams_told
from lemans_quiz.history.views import Sitting, list_lines
from lemans_quiz.play.session_names import WARM_UP

TEAMS = (("Red", 3.0), ("Blue", 9.0), ("Green", 6.0), ("Gold", 1.0), ("Grey", 0.0), ("Pink", 2.0))


def lesson(told: str, number: int = 1) -> Sitting:
    return Sitting(number, WARM_UP, "7b basics", (), 0.0, "word", 10, 10, 0, told)


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "Red 3"),
        (3, "Blue 9, Green 6, Red 3"),
        (4, "Blue 9, Green 6, Red 3, Gold 1"),
        (5, "Blue 9, Green 6, Red 3 and 2 more"),
        (6, "Blue 9, Green 6, Red 3 and 3 more"),
    ],
)
def test_teams_that_are_not_named_are_counted(count, told):
    assert teams_told(TEAMS[:count], 10) == told


def test_they_are_counted_in_german_too():
    i18n.use("de")
    assert teams_told(TEAMS, 10) == "Blue 9, Green 6, Red 3 und 3 weitere"


def test_a_lesson_without_teams_tells_its_questions():
    assert teams_told((), 10) == "10 questions"


@pytest.mark.parametrize("width", [40, 80, 100])
def test_a_long_result_keeps_within_the_width_and_moves_no_other_row(width):
    long = teams_told([(f"The team named {letter} 99", 12.0) for letter in "ABCD"], 10)
    lines = list(list_lines([lesson(long), lesson("A 1, B 2", 2)], width))
    assert max(map(len, lines)) <= width
    assert " ".join(" ".join(lines).split()).count("team named") == 4
    if width > 40:
        assert lines[-1].endswith("A 1, B 2  warm-up · 7b basics")
