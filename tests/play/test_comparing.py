from datetime import datetime

import pytest

from lemans_quiz.core.events import Next, Skip
from lemans_quiz.core.game import Rules, Summary, replay
from lemans_quiz.core.scoring import SPEED
from lemans_quiz.core.stats import Comparison
from lemans_quiz.play.comparing import compared
from lemans_quiz.play.lines import result_lines
from lemans_quiz.play.result import Result, result_page
from lemans_quiz.terminal.views import Menu

NOW = datetime(2015, 6, 14, 15, 0).timestamp()
"""A Sunday."""


def summary(right: int, score: float = 0.0, *, complete: bool = True) -> Summary:
    return Summary(10, 10, right, score, 10.0, 60.0, 2, complete, (), False)


def before(right: int, *when: int, times: int = 1, best: int = 0, score: float = 0.0) -> Comparison:
    return Comparison(times, datetime(*when, 10, 0).timestamp(), right, score, max(best, right), score)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ((2015, 6, 14), "+2 since earlier today"),
        ((2015, 6, 13), "+2 since yesterday"),
        ((2015, 6, 9), "+2 since Tuesday"),
        ((2015, 6, 7), "+2 since 7 June"),
        ((2014, 6, 14), "+2 since 14 June 2014"),
        ((2015, 6, 20), "+2 since earlier today"),
    ],
)
def test_the_last_time_is_told_as_people_say_it(when, said):
    assert compared(summary(8), before(6, *when, times=3, best=9), NOW) == f"{said} · your best: 9"


def test_more_than_ever_is_the_best_so_far():
    assert compared(summary(8), before(6, 2015, 6, 9), NOW) == "+2 since Tuesday · your best so far"


def test_fewer_than_last_time_is_told_without_blame():
    assert compared(summary(4), before(6, 2015, 6, 9), NOW) == "−2 since Tuesday"


def test_the_same_as_the_best_of_several_is_told():
    told = compared(summary(6), before(6, 2015, 6, 9, times=2), NOW)
    assert told == "same as last time · equal to your best"


def test_points_are_compared_where_they_are_more_than_right_answers():
    told = compared(summary(5, 2512.5), before(6, 2015, 6, 9, score=2000.0), NOW, scoring=SPEED)
    assert told == "+512.5 since Tuesday · your best so far"


def test_the_comparison_is_on_the_screen_and_in_the_lines(quiz):
    setting = quiz.setting()._replace(compared=lambda summary: f"+{summary.right} since Tuesday")
    result = Result(replay(quiz.TURNS[:1], Rules(), (Skip(1.0), Next())), setting)
    page = result_page(result, Menu((("End", ""),)), 78, 24)
    assert "+0 since Tuesday" in [line.plain.strip() for line in page.body.lines]
    assert "Comparison: +0 since Tuesday" in result_lines(result)


def test_a_first_game_and_one_that_was_left_are_not_compared():
    assert compared(summary(8), None, NOW) == ""
    assert compared(summary(8, complete=False), before(6, 2015, 6, 9), NOW) == ""
