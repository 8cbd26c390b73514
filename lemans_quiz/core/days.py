"""Days of play: they end at four in the morning, so that a long evening is one day."""

from __future__ import annotations

from datetime import date

ROLL_OVER = 4 * 3600
"""Seconds after midnight at which a day begins, for what is due, for streaks and for statistics alike."""

DAY = 86_400
_FIRST = date(1970, 1, 1).toordinal()


def day_at(at: float, offset: int) -> date:
    """Return the day of a moment where clocks are `offset` seconds ahead of UTC."""
    return date.fromordinal(_FIRST + int((at + offset - ROLL_OVER) // DAY))
