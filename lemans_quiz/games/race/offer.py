"""What the start screen offers of the race, and tells of yesterday's."""

from __future__ import annotations

from datetime import date, timedelta

from lemans_quiz import paths
from lemans_quiz.games.race.field import read_field
from lemans_quiz.games.race.rules import HOURS
from lemans_quiz.games.race.setup import days_in_a_row, first_try, past_sessions, told_result, told_try
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.play.start import Entry, Offer
from lemans_quiz.storage.history import History


def offer(history: History | None, today: date, player: str) -> Offer:
    """Return the lines of the start screen; `history` is None where nothing was driven yet."""
    of_today = _told_try(history, player, today) if history else ""
    told = _("today: {told}").format(told=of_today) if of_today else _("six questions, two minutes; not driven today")
    best = _best(history, player) if history else ""
    long = _("24 questions; your best {told}").format(told=best) if best else _("24 questions, against every winner")
    entries = (
        Entry("race --today", _("Race of the day"), told, 1),
        Entry("race", _("The 24 hours"), long, 3),
    )
    return Offer(entries, tuple(_told(history, player, today)) if history else ())


def _told(history: History, player: str, today: date) -> list[str]:
    yesterday = _told_try(history, player, today - timedelta(days=1))
    days = days_in_a_row(history, player, today)
    in_a_row = ngettext("Driven {count} day in a row", "Driven {count} days in a row", days).format(count=days)
    told = [_("Yesterday {told}").format(told=yesterday)] if yesterday else []
    return [*told, *([in_a_row] if days > 1 else [])]


def _told_try(history: History, player: str, day: date) -> str:
    tried = first_try(history, player, day.isoformat())
    field = read_field(paths.shipped_packs())
    return told_try(tried, field) if tried and field else ""


def _best(history: History, player: str) -> str:
    races = [one for one in past_sessions(history, player) if one.length == HOURS]
    return told_result(max(races, key=lambda one: one.score)) if races else ""
