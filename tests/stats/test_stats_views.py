"""The pages of the statistics: they fit, hold everything, and can be turned."""

from datetime import date, timedelta

import pytest

from lemans_quiz import i18n
from lemans_quiz.core.stats import Hard, Overview, Streak, Sums, by_week
from lemans_quiz.core.text import plain
from lemans_quiz.stats.lines import statistics_lines
from lemans_quiz.stats.plots import calendar_lines, curve_of, drawn, shade
from lemans_quiz.stats.screen import statistics_pages
from lemans_quiz.stats.text import Statistics
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import Key
from lemans_quiz.terminal.menus import page_after
from lemans_quiz.terminal.views import Setting

TODAY = date(2015, 6, 14)
NONE = Overview(TODAY, Sums(), (), (), (), (), (), (), (), Streak(0, 0), (0,) * 14)


def overview(days: int, *, step: int = 1) -> Overview:
    played = {TODAY - timedelta(days=n * step): Sums(4 + n % 5, 3, 3.0, 60.0) for n in reversed(range(days))}
    whole = Sums(sum(sums.attempts for sums in played.values()), 3 * days, 3.0 * days, 60.0 * days)
    return Overview(
        today=TODAY,
        whole=whole,
        days=tuple(played.items()),
        weeks=tuple(by_week(played).items()),
        packs=(("race", Sums(1605, 1168, 1168.0, 9.0)), ("\x1b[31mlost", Sums(4, 1, 1.0, 9.0))),
        tags=tuple((f"tag-{n}", Sums(10, n, n, 9.0)) for n in range(10)),
        levels=((0, Sums(4, 2, 2.0, 9.0)), (5, Sums(4, 1, 1.0, 9.0))),
        kinds=(("choice", Sums(4, 2, 2.0, 9.0)), ("match", Sums(4, 1, 1.0, 9.0))),
        hardest=(Hard("race", "lap", Sums(5, 0, 0.0, 9.0), 0.5),),
        streak=Streak(days, days),
        coming=(12, 0, *range(12)),
    )


FULL = Statistics(overview(30), Setting("en", titles=(("race", plain("The race of 2015")),)))
EMPTY = Statistics(NONE)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("statistics", [FULL, EMPTY], ids=["full", "empty"])
def test_every_page_fits_80_by_24_and_can_be_drawn_at_any_size(statistics, language, painted):
    i18n.use(language)
    for page in statistics_pages(statistics):
        assert not any("PgDn" in line for line in painted(page, 80, 24))
        for size in ((1, 1), (12, 4), (300, 90)):
            assert len(painted(page, *size)) == size[1]


@pytest.mark.parametrize("statistics", [FULL, EMPTY], ids=["full", "empty"])
def test_at_40_columns_no_line_is_wider_than_the_page(statistics):
    for page in statistics_pages(statistics):
        assert max(line.cell_len for line in page(38, 200).body.lines) <= 38


def test_everything_is_told_at_40_columns_too():
    text = "\n".join(line.plain for page in statistics_pages(FULL) for line in page(38, 200).body.lines)
    for part in ("The race of 2015", "73 %", "1,168 of 1,605", "tag-9", "level 5", "matching", "lap", "5 of 5 missed"):
        assert part in text


def test_plain_tables_hold_the_same_without_signs():
    text = "\n".join(statistics_lines(FULL))
    for part in ("The race of 2015", "73 %", "1,168 of 1,605", "tag-9", "level 5", "matching", "2015-06-14"):
        assert part in text
    assert not set("━─█░✗·\x1b") & set(text)


def test_the_calendar_shows_a_year_where_it_is_wide_and_months_where_it_is_narrow():
    wide = [line.plain for line in calendar_lines(overview(400), 74)]
    assert [line[:3] for line in wide[1:8]] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert {len(line) for line in wide[1:8]} == {57}
    narrow = [line.plain for line in calendar_lines(overview(400), 36)]
    assert [line[:3] for line in narrow[:12]] == "Jul Aug Sep Oct Nov Dec Jan Feb Mar Apr May Jun".split()
    assert max(map(len, narrow)) <= 36


def test_a_day_is_darker_the_more_was_answered():
    assert [shade(Sums(n), 8) for n in (0, 1, 2, 4, 6, 8)] == ["·", "░", "░", "▒", "▓", "█"]


def test_a_curve_goes_by_days_and_by_weeks_where_they_are_many():
    assert not curve_of(overview(20)).weekly
    assert curve_of(overview(20, step=5)).weekly
    assert drawn(curve_of(overview(2)), 60, 9) == []
    lines = drawn(curve_of(overview(20)), 60, 9)
    assert len(lines) == 9
    assert max(map(len, lines)) <= 60
    assert "100 %" in lines[0]


@pytest.mark.parametrize(
    ("key", "page"),
    [
        (Key(keys.RIGHT), 4),
        (Key(keys.LEFT), 2),
        (Key(keys.CHARACTER, "7"), 6),
        (Key(keys.CHARACTER, "8"), 3),
        (Key(keys.CHARACTER, " "), 4),
        (Key(keys.RESIZE), 3),
        (Key(keys.DOWN), 3),
        (Key(keys.ESCAPE), None),
        (Key(keys.CHARACTER, "q"), None),
    ],
)
def test_keys_turn_pages(key, page):
    assert page_after(key, 3, 7) == page


def test_going_on_after_the_last_page_leaves_and_the_first_has_none_before():
    assert page_after(Key(keys.ENTER), 6, 7) is None
    assert page_after(Key(keys.RIGHT), 6, 7) == 6
    assert page_after(Key(keys.LEFT), 0, 7) == 0
