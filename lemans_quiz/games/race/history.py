"""Past races as a table and a plot. Which races there were is the caller's to know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import StringIO

from lemans_quiz.core import scoring
from lemans_quiz.games.race.result import Ended, PastRace, headline, result_lines
from lemans_quiz.games.race.rules import SPRINT
from lemans_quiz.games.race.text import distance_text
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.terminal.layout import BLANK, joined, said
from lemans_quiz.terminal.theme import DARK, LIGHT, TITLE, for_console, in_one_line
from lemans_quiz.terminal.views import NAME

_BAR_CELLS = 24
_LEAST_PLOTTED = 2
_ROWS = 6
_COLUMN = " ▁▂▃▄▅▆▇█"


def race_history_lines(past: Sequence[PastRace], width: int, *, signs: bool = True) -> list[str]:
    """Return the table of these races, the last first, each length and rule for itself, with a plot of how the distances went.

    `signs` draws bars and the plot; without them the table alone is told, for screen readers and scripts.
    """
    if not past:
        return [_("No finished race yet. Start with: lmq race --sprint")]
    lines: list[str] = []
    for hours, rule in sorted({(race.hours, _rule(race)) for race in past}, key=lambda kind: (-kind[0], kind[1])):
        same = [race for race in past if (race.hours, _rule(race)) == (hours, rule)]
        title = " ".join(part for part in (_title(hours), rule) if part)
        lines += [*([""] if lines else []), title, *_table(same, width, signs=signs)]
        if signs and len(same) >= _LEAST_PLOTTED:
            lines += ["", *_plot(same, width)]
    return lines


def _rule(race: PastRace) -> str:
    """Name a rule other than today's with a clock: races of one rule are compared with each other alone."""
    match race.scoring:
        case scoring.RACE_STEADY:
            return _("(no clock)")
        case scoring.EVEN_RACE:
            return _("(earlier rules)")
        case scoring.EVEN_RACE_STEADY:
            return _("(earlier rules, no clock)")
        case _:
            return ""


def _title(hours: int) -> str:
    if hours == SPRINT:
        return _("Six-hour sprints")
    return ngettext("{count}-hour races", "{count}-hour races", hours).format(count=hours)


def _table(races: Sequence[PastRace], width: int, *, signs: bool) -> list[str]:
    best = max(race.distance for race in races)
    seeds = max(len(in_one_line(race.seed)) for race in races)
    cells = min(_BAR_CELLS, width - seeds - 32) if signs else 0
    rows = []
    for race in races:
        bar = "━" * max(1, round(cells * race.distance / best)) if cells > 4 and best else ""
        note = _("best") if race.distance == best else ""
        parts = (race.day, distance_text(race.distance).rjust(10), in_one_line(race.seed).ljust(seeds), bar, note)
        rows.append("  ".join(part for part in parts if part).rstrip())
    return rows


def _plot(races: Sequence[PastRace], width: int) -> list[str]:
    """Return a column for each race, the first at the left, from a little below the shortest distance to the longest."""
    shown = [race.distance for race in reversed(races[: max(1, (width - 14) // 2)])]
    top, bottom = max(shown), min(shown) * 0.9
    heights = [round((_ROWS * 8 - 1) * (distance - bottom) / ((top - bottom) or 1.0)) + 1 for distance in shown]
    lines = []
    for row in reversed(range(_ROWS)):
        label = {_ROWS - 1: distance_text(top, 0), 0: distance_text(bottom, 0)}.get(row, "")
        columns = " ".join(_COLUMN[max(0, min(8, height - row * 8))] for height in heights)
        lines.append(f"{label.rjust(10)}  {columns}".rstrip())
    return lines


_WIDTH = 84


def picture(ended: Ended, suffix: str) -> str:
    """Return the result as the text of a file: `.svg`, `.html`, or anything else for plain text.

    It holds no questions, so that it spoils nothing for those who race the same seed; and it fetches nothing from the network.
    """
    from rich.console import Console

    console = Console(
        theme=for_console(LIGHT if suffix == ".html" else DARK),
        record=True,
        file=StringIO(),
        width=_WIDTH,
        force_terminal=True,
        color_system="truecolor",
    )
    lines = [said(headline(ended), TITLE), BLANK, *result_lines(ended, _WIDTH - 4, questions=False), BLANK]
    for line in lines:
        console.print(joined("  ", line), overflow="crop", no_wrap=True, highlight=False)
    if suffix == ".svg":
        drawn = console.export_svg(title=NAME, unique_id="race")
        return re.sub(r"@font-face\s*\{.*?\}", "", drawn, flags=re.DOTALL)
    if suffix == ".html":
        return console.export_html()
    return console.export_text()
