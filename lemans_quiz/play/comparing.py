"""How a result compares with the same game played before, in one line. What was played before is the history's to know."""

from __future__ import annotations

from datetime import date

from lemans_quiz.core.game import Summary
from lemans_quiz.core.scoring import POINTS
from lemans_quiz.core.stats import Comparison
from lemans_quiz.i18n import _
from lemans_quiz.terminal.dates import day_text, local_day, weekday_name
from lemans_quiz.terminal.theme import DOT, number

_WEEK = 7


def compared(summary: Summary, before: Comparison | None, now: float, *, scoring: str = POINTS) -> str:
    """Say how a complete game compares with the last one and with the best; nothing for one that was left, or the first.

    Right answers are compared where points only count them, else points.
    """
    if before is None or not summary.complete:
        return ""
    if scoring == POINTS:
        this, last, best = float(summary.right), float(before.right), float(before.best_right)
    else:
        this, last, best = summary.score, before.score, before.best_score
    parts = [_since_last(round(this - last, 2), before.at, now), _to_best(this, best, before.times)]
    return f" {DOT} ".join(part for part in parts if part)


def _since_last(change: float, at: float, now: float) -> str:
    """Say what changed since the last game, as in "+2 since Tuesday"."""
    if not change:
        return _("same as last time")
    signed = f"{'+' if change > 0 else '−'}{number(abs(change))}"
    day, today = local_day(at), local_day(now)
    return _since(day, today).format(change=signed, weekday=weekday_name(day), day=day_text(day, today))


def _since(day: date, today: date) -> str:
    """Return the sentence that fits how long ago a day was."""
    ago = (today - day).days
    if ago <= 0:
        return _("{change} since earlier today")
    if ago == 1:
        return _("{change} since yesterday")
    if ago < _WEEK:
        return _("{change} since {weekday}")
    return _("{change} since {day}")


def _to_best(this: float, best: float, times: int) -> str:
    """Say where a result stands among all; with one game before, the change says it already."""
    if this > best:
        return _("your best so far")
    if times < 2:
        return ""
    if this == best:
        return _("equal to your best")
    return _("your best: {best}").format(best=number(best))
