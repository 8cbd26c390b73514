"""Right answers over time as a curve, drawn by plotext. Where there is too little for a curve, there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from lemans_quiz.core.overview import Overview
from lemans_quiz.core.stats import Sums
from lemans_quiz.i18n import _
from lemans_quiz.stats.words import share_text
from lemans_quiz.terminal.dates import short_month

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
