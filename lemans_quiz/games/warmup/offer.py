"""What the start screen offers of the warm-up."""

from __future__ import annotations

from datetime import date

from lemans_quiz.i18n import _
from lemans_quiz.play.start import Entry, Offer
from lemans_quiz.storage.history import History


def offer(history: History | None, today: date, player: str) -> Offer:
    """Return the line of the start screen; `history` is None where nothing was played yet."""
    return Offer((Entry("warmup", _("For a class"), _("a warm-up with a projector, by fingers or letters"), 6),))
