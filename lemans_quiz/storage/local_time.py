"""Days and clocks where this computer is, and when they change. What a day is, is core/days.py's."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from lemans_quiz.core.days import ROLL_OVER, day_at


def offset_at(at: float) -> int:
    """Return how many seconds clocks here were ahead of UTC at a moment."""
    ahead = datetime.fromtimestamp(at).astimezone().utcoffset()
    return int(ahead.total_seconds()) if ahead else 0


def local_day(at: float) -> date:
    """Return the day of a moment here."""
    return day_at(at, offset_at(at))


def begin_of(day: date) -> float:
    """Return when a day begins here."""
    return datetime.combine(day, time(ROLL_OVER // 3600)).timestamp()


def end_of_day(now: float) -> float:
    """Return when the day ends that is here now."""
    return begin_of(local_day(now) + timedelta(days=1))
