"""The race above a question: clock, light, distance, place, the way through the day, gaps; and the tower of places below an answer.

The head has as many lines in every state: what does not fit is told shorter or left out, by what matters least.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.text import Text

from lemans_quiz.games.race.rules import DAWN, DAY, DUSK, NIGHT, Race, RaceStanding, TowerRow, clock_hour, light
from lemans_quiz.games.race.text import (
    clock_text,
    distance_text,
    figure,
    gap_text,
    light_text,
    marked_moment,
    moved_text,
    place_text,
    weekday_text,
    winner_text,
)
from lemans_quiz.i18n import _
from lemans_quiz.terminal import theme
from lemans_quiz.terminal.layout import BLANK, Lines, indented, joined, said, width_of, wrapped
from lemans_quiz.terminal.theme import (
    ACCENT,
    BAD,
    BOLD,
    CURSOR,
    GOOD,
    PART,
    QUIET,
    TITLE,
    in_one_line,
)
from lemans_quiz.terminal.views import NARROW, margin

_LIGHT_SIGNS = {DAY: "☼", DUSK: "◒", NIGHT: "☾", DAWN: "◓"}
_LONGEST_NAME, _SHORTEST_NAME = 24, 4
_TEAM_CELLS = 26


class Look(NamedTuple):
    """What the head of a screen shows: how a player stands, and the hour that is on.

    `hour` counts from 1, `minute` is how far into it the clock is (60: it is over). `player` is empty for a single one, `others`
    are the leads over the other players. `worth` says what the answer is worth, at length and in short. `told` takes the place
    of the gaps once the hour is over.
    """

    standing: RaceStanding
    hour: int
    minute: int = 0
    pushing: bool = False
    player: str = ""
    others: tuple[tuple[str, float], ...] = ()
    worth: tuple[str, str] = ("", "")
    told: tuple[str, ...] = ()


def race_head(race: Race, look: Look, width: int) -> Lines:
    """Return the lines above a question or an answer."""
    lines = [_figures(race, look, width), _way(race, look, width)]
    if look.told:
        told = (line for text in look.told for line in wrapped(said(text, ACCENT), width - 1))
        return [*lines, *indented(told, 1), BLANK]
    return [*lines, _gaps(race, look, width), BLANK]


def _figures(race: Race, look: Look, width: int) -> Text:
    """Return the first line: the richest of its forms that fits."""
    forms = [*_forms(race, look, narrow=width < NARROW)]
    return next(
        (line for left, right in forms if (line := _ends(left, right, width))), _ends(*forms[-1], width) or BLANK
    )


def _forms(race: Race, look: Look, *, narrow: bool) -> Iterator[tuple[list[Text], Text]]:
    now, passed = look.standing, look.hour - 1 + look.minute // 60
    style = f"bold {_light_style(passed)}"
    sign = f"{clock_text(look.hour, look.minute)} {_LIGHT_SIGNS[light(passed)]}"
    hour = said(_("hour {hour} of {hours}").format(hour=look.hour, hours=race.hours))
    short = said(f"{look.hour}/{race.hours}")
    distance = said(distance_text(now.distance), BOLD)
    pushing = [said(_("pushing"), PART)] if look.pushing and not narrow else []
    place, bare = (_place(text, now) for text in (place_text(now), f"P{now.place}"))
    sky, dark = said(f"{sign} {light_text(passed)}", style), said(sign, style)
    for name in _names(look.player) if not narrow else ((),):
        yield [*name, sky, hour, distance, *pushing], place
        yield [*name, dark, hour, distance, *pushing], place
        yield [*name, dark, short, distance, *pushing], bare
    yield [dark, short, said(distance_text(now.distance, 0), BOLD)], bare


def _names(name: str) -> Iterator[tuple[Text, ...]]:
    """Yield a name, then shorter and shorter forms of it; nothing at all where there is none."""
    if not name:
        yield ()
        return
    widest = min(_LONGEST_NAME, width_of(in_one_line(name)))
    for cells in dict.fromkeys((widest, *range(widest, _SHORTEST_NAME, -4), _SHORTEST_NAME)):
        yield (said(shortened(name, cells), TITLE),)


def shortened(name: str, cells: int) -> str:
    """Return a name in at most so many cells, with a sign where it was cut."""
    text = in_one_line(name)
    if width_of(text) <= cells:
        return text
    while text and width_of(text) > cells - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def _place(text: str, now: RaceStanding) -> Text:
    moved = said(moved_text(now), GOOD if now.moved > 0 else BAD)
    return joined(said(text, ACCENT), " " if moved.plain else "", moved)


def _ends(left: Sequence[Text], right: Text, width: int, *, gap: int = 3) -> Text | None:
    """Return one line with parts at the left and one at the right, closer together where they must be; None where they do not fit."""
    for apart in range(gap, 1, -1):
        line = joined(" ", *_spaced(left, apart))
        space = width - width_of(line) - width_of(right) - 1
        if space >= 2 or (not right.plain and space >= 0):
            return joined(line, " " * space, right) if right.plain else line
    return None


def _spaced(parts: Iterable[Text], gap: int) -> Iterator[Text | str]:
    for number, part in enumerate(parts):
        yield " " * gap if number else ""
        yield part


def _way(race: Race, look: Look, width: int) -> Text:
    """Return the bar from the start to the flag, the driven part in the light of its hours, the night ahead dotted.

    Where the page is narrow, who drives and whether the hour is pushed stand beside it.
    """
    if width < NARROW:
        name = said(shortened(look.player, width // 4), TITLE) if look.player else BLANK
        pushing = said(_("pushing"), PART) if look.pushing else BLANK
        before, after = (name, " " if name.plain else ""), (" " if pushing.plain else "", pushing)
    else:
        before = said(f"{weekday_text(0)} 16:00", QUIET), " "
        after = " ", said(f"{weekday_text(race.hours)} {clock_hour(race.hours):02}:00", QUIET)
    cells = width - 2 - width_of(joined(*before, *after))
    driven = round(cells * (look.hour - 1 + look.minute / 60) / race.hours)
    bar = joined(*(_cell(race, place, cells, place < driven) for place in range(cells)))
    return joined(" ", *before, bar, *after)


def _cell(race: Race, place: int, cells: int, driven: bool) -> Text:
    hour = int(place * race.hours / cells)
    if driven:
        return said("━", _light_style(hour))
    return said("┄" if light(hour) == NIGHT else "─", QUIET)


def _light_style(hour: int) -> str:
    styles = {DAY: theme.DAY, DUSK: theme.DUSK, NIGHT: theme.NIGHT, DAWN: theme.DAWN}
    return styles[light(hour)]


def _gaps(race: Race, look: Look, width: int) -> Text:
    """Return one line of gaps, as many as fit beside what the answer is worth. It names no make: a question may ask for it."""
    parts = _start(race) if not look.standing.hour else [*_parts(race, look)]
    worth = [said(text, QUIET) for text in look.worth]
    for count in range(len(parts), 0, -1):
        for right in worth:
            if line := _ends(parts[:count], right, width):
                return line
    bare = next((line for right in worth if (line := _ends((), right, width))), BLANK)
    return _ends(parts[:1], BLANK, width) or bare if parts else bare


def _start(race: Race) -> list[Text]:
    ahead = _("{count} winners are ahead of you.").format(count=len(race.field))
    return [said(marked_moment(race, 0), ACCENT), said(ahead, QUIET)]


def _parts(race: Race, look: Look) -> Iterator[Text]:
    for name, text, style in _gap_texts(race, look):
        yield joined(said(name, QUIET), " ", said(text, style))


def _gap_texts(race: Race, look: Look) -> Iterator[tuple[str, str, str]]:
    """Yield what a gap is to, the gap, and its style; those that matter most come first."""
    now = look.standing
    for name, lead in look.others:
        yield shortened(name, 12), gap_text(lead), _gap_style(lead)
    if now.ahead is not None:
        yield _("ahead"), distance_text(-now.ahead_gap), PART
    if now.behind is not None:
        yield _("behind"), distance_text(now.behind_gap), GOOD
    if now.hour and not look.others:
        yield _("rival"), gap_text(now.rival_gap), _gap_style(now.rival_gap)
    if now.hour and now.best_gap is not None and race.ghost:
        yield _("best"), gap_text(now.best_gap), _gap_style(now.best_gap)


def gap_parts(race: Race, now: RaceStanding) -> list[tuple[str, float]]:
    """Return whom to look at and the gap, named: the rival, the winner ahead, one's own best race."""
    parts = [(_("rival {winner}").format(winner=winner_text(race.rival)), now.rival_gap)]
    if now.ahead is not None and now.ahead != race.rival:
        parts.append((_("ahead {winner}").format(winner=winner_text(now.ahead)), now.ahead_gap))
    if now.best_gap is not None and race.ghost:
        parts.append((_("best"), now.best_gap))
    return parts


def _gap_style(gap: float) -> str:
    return GOOD if gap >= 0 else PART


_BARE_TOWER = 46
"""Cells under which the tower leaves out the drivers, and the words beside its gaps."""

_LEAD = 7
"""Cells of the sign and the place before a name in the tower."""


def tower_lines(rows: Sequence[TowerRow], width: int) -> Lines:
    """Return the places around the player: place, year and make, drivers where there is room, the gap.

    A sign says who was passed in the last hour, or has passed.
    """
    inset = margin(width)
    room = width - 2 * inset + 1
    gaps = [_tower_gap(rows, number, worded=room >= _BARE_TOWER) for number in range(len(rows))]
    cells = min(_TEAM_CELLS, room - _LEAD - 1 - max(map(width_of, gaps)))
    teams = [_team(row, cells) for row in rows]
    widest = max(map(width_of, teams))
    drawn = (_tower_row(row, team, gap, widest, room) for row, team, gap in zip(rows, teams, gaps, strict=True))
    return indented(drawn, inset - 1)


def _tower_gap(rows: Sequence[TowerRow], number: int, *, worded: bool) -> str:
    """Return the gap of a row, told in words in the first row on either side of the player."""
    row = rows[number]
    if row.winner is None:
        return ""
    if not worded:
        return figure(row.gap, signed=True)
    if number and rows[number - 1].winner is not None:
        return figure(abs(row.gap))
    text = _("{gap} ahead") if row.gap < 0 else _("{gap} behind")
    return text.format(gap=distance_text(abs(row.gap)))


def _team(row: TowerRow, cells: int) -> str:
    if row.winner is None:
        return _("YOU")
    sign = "" if not row.swapped else " ▼" if row.gap >= 0 else " ▲"
    return shortened(winner_text(row.winner), cells - len(sign)) + sign


def _tower_row(row: TowerRow, team: str, gap: str, widest: int, room: int) -> Text:
    lead = f"{CURSOR if row.winner is None else ' '} {f'P{row.place}':<4} "
    if row.winner is None:
        return said(lead + team, ACCENT)
    names = ", ".join(in_one_line(name) for name in row.winner.drivers) if room >= _BARE_TOWER else ""
    left = joined(lead, team, " " * (widest - width_of(team)))
    space = room - width_of(left) - width_of(gap) - 4
    told = f"  {shortened(names, space)}" if names and space > _SHORTEST_NAME else ""
    blank = " " * (room - width_of(left) - width_of(told) - width_of(gap))
    return joined(left, said(told, QUIET), blank, said(gap))
