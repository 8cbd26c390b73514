"""What the start screen offers to several players."""

from __future__ import annotations

from datetime import date

from lemans_quiz.i18n import _
from lemans_quiz.play.start import Entry, Offer
from lemans_quiz.storage.history import History

FRIENDS = "friends"
"""The entry whose game and names are chosen on pages of their own."""


def offer(history: History | None, today: date, player: str) -> Offer:
    """Return the line of the start screen; `history` is None where nothing was played yet."""
    return Offer((Entry(FRIENDS, _("With friends"), _("a duel or race on one keyboard"), 4),))
