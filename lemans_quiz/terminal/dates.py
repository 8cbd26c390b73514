"""Days, moments and lengths of time as people say them, in the program's language. The clock is the caller's."""

from __future__ import annotations

from datetime import date, datetime

from lemans_quiz.i18n import _


def weekday_name(day: date) -> str:
    """Return the name of a day of the week."""
    names = (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )
    return names[day.weekday()]


def weekday_letters() -> tuple[str, ...]:
    """Return short names of the days of the week, Monday first."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def month_name(month: int) -> str:
    """Return the name of a month, 1 to 12."""
    names = (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )
    return names[month - 1]


def short_month(month: int) -> str:
    """Return the first three letters of a month."""
    return month_name(month)[:3]


def day_text(day: date, today: date) -> str:
    """Return a day with its month, and its year where that is not this one."""
    if day.year == today.year:
        return _("{day} {month}").format(day=day.day, month=month_name(day.month))
    return _("{day} {month} {year}").format(day=day.day, month=month_name(day.month), year=day.year)


def local_day(at: float) -> date:
    """Return the day of a moment where this computer is."""
    return date.fromtimestamp(at)


def moment_text(at: float) -> str:
    """Return a moment as a date and a time of this computer, as 2015-06-14 16:00."""
    return datetime.fromtimestamp(at).strftime("%Y-%m-%d %H:%M")


def length_text(seconds: float) -> str:
    """Return a length of time in hours and minutes, or in seconds where it is short."""
    minutes = round(seconds / 60)
    if seconds < 60:
        return _("{seconds} s").format(seconds=round(seconds))
    if minutes < 60:
        return _("{minutes} min").format(minutes=minutes)
    return _("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
