"""The statistics as pages of a terminal. Plain tables are lines.py's, turning the pages is terminal/menus.py's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from rich.text import Text

from lemans_quiz.core.stats import Overview
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.stats.plots import calendar_lines, curve_of, drawn
from lemans_quiz.stats.text import (
    Row,
    Statistics,
    figures,
    kind_rows,
    level_rows,
    pack_rows,
    right_text,
    share_text,
    tag_rows,
)
from lemans_quiz.terminal.dates import day_text, weekday_name
from lemans_quiz.terminal.layout import (
    BLANK,
    Block,
    Lines,
    Page,
    hanging,
    indented,
    joined,
    said,
    width_of,
    wrapped,
)
from lemans_quiz.terminal.terminal import Build
from lemans_quiz.terminal.theme import BAR, BOLD, QUIET, TITLE, in_one_line, number
from lemans_quiz.terminal.views import NARROW, KeyHint, Progress, header, keys_line, margin

_BAR_CELLS = 20
_WIDEST_NAME = 34
_PLOT_ROWS = 9
_LEAST_PLOT_ROWS = 6
_LINES_AROUND_PLOT = 16


def statistics_pages(statistics: Statistics) -> list[Build]:
    """Return the pages, each made for a width and a height when it is shown."""
    sections: list[tuple[str, Callable[[Statistics, int, int], Lines]]] = [
        (_("Statistics"), _overview),
        (_("Packs"), lambda found, room, _height: bars(pack_rows(found), room)),
        (_("Tags"), lambda found, room, _height: bars(tag_rows(found), room)),
        (_("Levels and kinds"), _levels_and_kinds),
        (_("Hardest questions"), _hardest),
        (_("Calendar"), _calendar),
        (_("What is due"), _coming),
    ]
    return [
        _page(statistics, title, lines, Progress(place, len(sections)))
        for place, (title, lines) in enumerate(sections, start=1)
    ]


def _page(
    statistics: Statistics, title: str, lines: Callable[[Statistics, int, int], Lines], progress: Progress
) -> Build:
    player = in_one_line(statistics.player)
    whole = f"{title}: {player}" if player else title

    def build(width: int, height: int) -> Page:
        inset = margin(width)
        hints = (
            KeyHint("← →", _("change page")),
            KeyHint(f"1–{progress.of}", _("page")),
            KeyHint(_("Esc"), _("quit")),
        )
        body = indented(lines(statistics, width - 2 * inset, height), inset)
        return Page(header(whole, progress, width), Block(body), [BLANK, *keys_line(hints, width)])

    return build


def _overview(statistics: Statistics, room: int, height: int) -> Lines:
    found = list(figures(statistics.overview))
    widest = max(len(name) for name, _value in found)
    lines = [joined(said(name.ljust(widest + 2), QUIET), said(value, BOLD)) for name, value in found]
    curve = curve_of(statistics.overview)
    rows = max(_LEAST_PLOT_ROWS, min(_PLOT_ROWS, height - _LINES_AROUND_PLOT + 1))
    plot = drawn(curve, max(24, room), rows) if room >= 24 else []
    if plot:
        lines += [BLANK, said(curve.title, TITLE), *[said(line, BAR) for line in plot]]
    return lines


def bars(rows: Sequence[Row], room: int) -> Lines:
    """Return rows with their share of right answers as a bar; below their names where it is narrow."""
    if not rows:
        return [said(_("Nothing here yet."), QUIET)]
    if room < NARROW - 6:
        cells = max(4, min(_BAR_CELLS, room - 2 - max(len(_tail(row)) for row in rows)))
        return [line for row in rows for line in _narrow_bar(row, room, cells)]
    widest = min(_WIDEST_NAME, max(width_of(said(name)) for name, _sums in rows))
    return [line for row in rows for line in _wide_bar(row, widest)]


def _wide_bar(row: Row, widest: int) -> Lines:
    name, sums = row
    lines = wrapped(said(name), widest)
    gap = " " * (widest - width_of(lines[-1]) + 2)
    return [*lines[:-1], joined(lines[-1], gap, _bar(sums.accuracy), _tail(row))]


def _narrow_bar(row: Row, room: int, cells: int) -> Lines:
    name, sums = row
    parts = joined(_bar(sums.accuracy, cells), _tail(row))
    return [*wrapped(said(name), room), *indented(wrapped(parts, room - 2), 2)]


def _tail(row: Row) -> str:
    return f"  {share_text(row[1].accuracy):>5}  {right_text(row[1])}"


def _bar(share: float, cells: int = _BAR_CELLS) -> Text:
    full = round(share * cells)
    return joined(said("━" * full, BAR), said("─" * (cells - full), QUIET))


def _levels_and_kinds(statistics: Statistics, room: int, _height: int) -> Lines:
    return [
        *bars(level_rows(statistics), room),
        BLANK,
        *bars(kind_rows(statistics), room),
    ]


def _hardest(statistics: Statistics, room: int, _height: int) -> Lines:
    """Return the hardest items, each with how often it was missed and where it is from."""
    hard = statistics.overview.hardest
    if not hard:
        return wrapped(said(_("No question asked three times or more was missed."), QUIET), room)
    lines: Lines = []
    for found in hard:
        missed = _("{missed} of {of} missed").format(
            missed=found.sums.attempts - found.sums.right, of=found.sums.attempts
        )
        lines += hanging("✗ ", said(statistics.stem(found)), room)
        lines += hanging("  ", said(f"{missed} · {statistics.setting.title(found.pack)}", QUIET), room)
    return lines


def _calendar(statistics: Statistics, room: int, _height: int) -> Lines:
    current, longest = statistics.overview.streak
    told = ngettext("{count} day in a row", "{count} days in a row", current).format(count=current)
    most = _("longest: {count}").format(count=longest)
    return [*calendar_lines(statistics.overview, room), BLANK, *wrapped(said(f"{told}, {most}", BOLD), room)]


def _coming(statistics: Statistics, room: int, _height: int) -> Lines:
    """Return a bar for each of the next days."""
    overview = statistics.overview
    most = max(overview.coming, default=0)
    if not most:
        return wrapped(said(_("Nothing is due in the next two weeks. New questions: lmq practice")), room)
    names = coming_days(overview)
    widest = max(len(name) for name in names)
    cells = max(4, min(40, room - widest - 9))
    return [
        joined(said(name.ljust(widest + 2), QUIET), f"{number(count):>5}  ", said("━" * -(-count * cells // most), BAR))
        for name, count in zip(names, overview.coming, strict=True)
    ]


def coming_days(overview: Overview) -> list[str]:
    """Return a name for each day of the forecast."""
    days = [overview.today + timedelta(days=n) for n in range(len(overview.coming))]
    names = [f"{weekday_name(day)}, {day_text(day, overview.today)}" for day in days]
    return [_("today"), _("tomorrow"), *names[2:]]


def last_words(statistics: Statistics) -> str:
    """Return the line that stays on the terminal."""
    whole = statistics.overview.whole
    return ngettext("{count} answer, {share} right.", "{count} answers, {share} right.", whole.attempts).format(
        count=number(whole.attempts), share=share_text(whole.accuracy)
    )
