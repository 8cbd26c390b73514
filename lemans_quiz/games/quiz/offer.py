"""What the start screen offers of the quiz."""

from __future__ import annotations

from datetime import date

from lemans_quiz.i18n import _
from lemans_quiz.play.start import Entry, Offer
from lemans_quiz.storage.history import History

QUICK = "quick"
"""The entry whose topic and level are chosen on a page of its own."""


def offer(history: History | None, today: date, player: str) -> Offer:
    """Return the line of the start screen; `history` is None where nothing was played yet."""
    return Offer((Entry(QUICK, _("Quick quiz"), _("ten questions, easy to medium"), 2),))
