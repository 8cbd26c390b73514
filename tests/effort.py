"""How much is tried: a little in every run of the tests, and for as long as it takes in `make soak`.

LEMANS_QUIZ_SOAK=N tries what `make soak` tries N times over.
"""

from __future__ import annotations

import os

SOAK = int(os.environ.get("LEMANS_QUIZ_SOAK", "0"))


def times(short: int, soak: int) -> int:
    """Return how often something slow is tried, such as a kill."""
    return soak * SOAK if SOAK else short


def examples(count: int) -> int:
    """Return how many examples a property is tried on: a third of `count`, or ten times as many in a soak."""
    return times(max(count // 3, 20), count * 10)
