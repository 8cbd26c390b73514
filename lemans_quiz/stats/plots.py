"""The days with answers as a calendar: a year of weeks side by side, or months one below the other where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from lemans_quiz.core.stats import Overview, Sums, calendar
from lemans_quiz.i18n import _
from lemans_quiz.stats.text import share_text
from lemans_quiz.terminal.dates import short_month, weekday_letters
from lemans_quiz.terminal.layout import Lines, joined, said
from lemans_quiz.terminal.theme import BAR, QUIET

_SHADES = "·░▒▓█"
_WEEKS = 53
_MONTHS = 12
_LEAD = 4
YEAR_CELLS = _LEAD + _WEEKS
"""So wide is the grid of a year."""


def calendar_lines(overview: Overview, room: int) -> Lines:
    """Return the calendar of the last year up to today, as wide as there is room, and what its shades mean."""
    most = max((sums.attempts for _day, sums in overview.days), default=0)
    lines = _year(overview, most) if room >= YEAR_CELLS else _months(overview, most, room)
    legend = f"{_SHADES[0]} {_('none')}   {_SHADES[1]} {_('few')}   {_SHADES[-1]} {_('many answers')}"
    return [*lines, said(""), said(legend, QUIET)]


def shade(sums: Sums, most: int) -> str:
    """Return the sign for a day: a dot for none, else one of four shades up to `most` answers."""
    steps = len(_SHADES) - 1
    return _SHADES[-(-sums.attempts * steps // most)] if sums.attempts and most else _SHADES[0]


def _year(overview: Overview, most: int) -> Lines:
    """Return a row for each day of the week and a column for each week, the months above."""
    days = calendar(dict(overview.days), overview.today, weeks=_WEEKS)
    rows = [days[weekday::7] for weekday in range(7)]
    lines = [said(" " * _LEAD + _month_heads([day for day, _sums in rows[0]]), QUIET)]
    for name, row in zip(weekday_letters(), rows, strict=True):
        signs = "".join(shade(sums, most) for _day, sums in row)
        lines.append(joined(said(name[: _LEAD - 1].ljust(_LEAD), QUIET), said(signs, BAR)))
    return lines


def _month_heads(mondays: list[date]) -> str:
    """Return the months' names above the first week that begins in each, where they do not run into each other."""
    heads = ""
    for place, monday in enumerate(mondays):
        begins = monday.day <= 7
        if begins and (not heads or place > len(heads)) and place + 3 <= len(mondays):
            heads = heads.ljust(place) + short_month(monday.month)
    return heads


def _months(overview: Overview, most: int, room: int) -> Lines:
    """Return a row for each of the last months, a sign for each of its days that has come; broken where it is very narrow."""
    days = dict(overview.days)
    lines: Lines = []
    for first in _first_days(overview.today):
        length = ((first + timedelta(days=31)).replace(day=1) - first).days
        past = [first + timedelta(days=n) for n in range(length) if first + timedelta(days=n) <= overview.today]
        signs = "".join(shade(days.get(day, Sums()), most) for day in past)
        cells = max(1, room - _LEAD)
        for start in range(0, len(signs), cells):
            lead = "" if start else short_month(first.month)
            lines.append(joined(said(lead.ljust(_LEAD), QUIET), said(signs[start : start + cells], BAR)))
    return lines


def _first_days(today: date) -> list[date]:
    """Return the first day of each of the last months, this one last."""
    months = [today.year * 12 + today.month - 1 - ago for ago in reversed(range(_MONTHS))]
    return [date(month // 12, month % 12 + 1, 1) for month in months if month >= 12]


LEAST = 3
"""So many points make a curve."""

_MOST_DAYS = 45
"""Beyond so many days between the first and the last the curve goes by weeks."""

_TICK_CELLS = 16


class Curve(NamedTuple):
    """What is drawn: the points, whether each is a day or the Monday of a week, in order."""

    points: tuple[tuple[date, Sums], ...]
    weekly: bool

    @property
    def title(self) -> str:
        """What is to be seen."""
        return _("Right answers, week by week") if self.weekly else _("Right answers, day by day")


def curve_of(overview: Overview) -> Curve:
    """Return the curve by days, or by weeks where the days are many."""
    days = overview.days
    if days and (days[-1][0] - days[0][0]).days > _MOST_DAYS:
        return Curve(overview.weeks, weekly=True)
    return Curve(days, weekly=False)


def drawn(curve: Curve, width: int, height: int) -> list[str]:
    """Return the curve as lines of this size; none where it would have fewer than LEAST points."""
    if len(curve.points) < LEAST:
        return []
    import plotext

    places = [day.toordinal() for day, _sums in curve.points]
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(False, False)
    plotext.plot_size(width, height)
    plotext.plot(places, [100 * sums.accuracy for _day, sums in curve.points], marker="braille")
    plotext.ylim(0, 100)
    plotext.yticks([0, 50, 100], [share_text(share) for share in (0, 0.5, 1)])
    ticks = _ticks(places, max(2, width // _TICK_CELLS))
    plotext.xticks(ticks, [_tick(date.fromordinal(place)) for place in ticks])
    plotext.xaxes(True, False)
    plotext.yaxes(True, False)
    text: str = plotext.uncolorize(plotext.build())
    return [line.rstrip() for line in text.splitlines()]


def _ticks(places: Sequence[int], count: int) -> list[int]:
    """Return up to `count` days, evenly spread from the first to the last."""
    first, last = places[0], places[-1]
    return sorted({first + (last - first) * n // (count - 1) for n in range(count)})


def _tick(day: date) -> str:
    return _("{day} {month}").format(day=day.day, month=short_month(day.month))
