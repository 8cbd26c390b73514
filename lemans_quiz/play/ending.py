"""How play ended and what the player wants next."""

from __future__ import annotations

from lemans_quiz.core.values import NamedTuple

DONE, MISSED, ROUND = "done", "missed", "round"
"""What the player wants next: nothing, the missed questions again, another round."""

WISHES = (DONE, MISSED, ROUND)


class Ending(NamedTuple):
    """How play ended: `wish` is DONE, MISSED or ROUND; `by` is empty or one of keys.ENDINGS."""

    wish: str = DONE
    by: str = ""
