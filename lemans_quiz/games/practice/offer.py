"""What the start screen offers of practice."""

from __future__ import annotations

from datetime import date

from lemans_quiz.i18n import _
from lemans_quiz.play.start import Entry
from lemans_quiz.storage.history import History


def offer(history: History | None, today: date) -> Entry:
    """Return the line of the start screen; `history` is None where nothing was played yet."""
    return Entry("practice", _("Practice"), _("what is due today, and something new"))
