"""What marking answers: how right a response is, and why. How it is found out is marking.py's."""

from typing import NamedTuple

RIGHT = "right"
WRONG = "wrong"
PARTLY = "partly"
SPELLING = "spelling"
NEAR_MISS = "near-miss"
RIVAL = "rival"
WITHIN = "within-tolerance"
CLOSE = "close"
SKIPPED = "skipped"
TIME_OUT = "time-out"
UNREADABLE = "unreadable"
APPEALED = "appealed"
WITHDRAWN = "withdrawn"

REASONS = (
    RIGHT,
    WRONG,
    PARTLY,
    SPELLING,
    NEAR_MISS,
    RIVAL,
    WITHIN,
    CLOSE,
    SKIPPED,
    TIME_OUT,
    UNREADABLE,
    APPEALED,
    WITHDRAWN,
)
"""All reasons; public in `--json`, so they stay."""


class Mark(NamedTuple):
    """`value` is 0 to 1, `reason` one of REASONS.

    `matched` is the right answer that a typed one was taken for (spelling), or that it came near to (near-miss), or the
    wrong answer it is (wrong) or is as near to (rival); `hits` of `of` parts were right where there are parts (multiple, order, match).
    """

    value: float
    reason: str
    matched: str = ""
    hits: int = 0
    of: int = 0
