"""Days of play end at four in the morning."""

from datetime import date

import pytest

from lemans_quiz.core.days import DAY, day_at

MIDNIGHT = 1_434_240_000.0
"""14 June 2015, 0:00 UTC."""


@pytest.mark.parametrize(("hour", "day"), [(0, 13), (3.99, 13), (4, 14), (12, 14), (24, 14), (27.9, 14), (28, 15)])
def test_a_long_evening_is_one_day(hour, day):
    assert day_at(MIDNIGHT + hour * 3600, 0) == date(2015, 6, day)


@pytest.mark.parametrize(("offset", "day"), [(2 * 3600, 14), (-7 * 3600, 13), (12 * 3600, 14), (-DAY // 2, 13)])
def test_a_day_is_that_of_the_clocks_where_it_was(offset, day):
    assert day_at(MIDNIGHT + 5 * 3600, offset) == date(2015, 6, day)
