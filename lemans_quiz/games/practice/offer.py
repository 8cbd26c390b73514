"""What the start screen offers of practice."""

from __future__ import annotations

import time
from datetime import date

from lemans_quiz import curtain
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.play.start import Entry, Offer
from lemans_quiz.storage.history import History
from lemans_quiz.storage.practice import catch_up, due, next_due


def offer(history: History | None, today: date, player: str) -> Offer:
    """Return the line of the start screen with how much is due; `history` is None where nothing was played yet."""
    waiting = _due(history, player) if history else 0
    told = ngettext("{count} question is due", "{count} questions are due", waiting).format(count=waiting)
    return Offer((Entry("practice", _("Practice"), told if waiting else _("nothing due; new questions"), 5),))


def _due(history: History, player: str) -> int:
    catch_up(history, player)
    curtain.rest_until(next_due(history, player, time.time()))
    return len(due(history, player, time.time()))
