"""The race above a question: clock, light, distance, place, the way through the day, gaps. What it adds up to is race_result.py's."""

from __future__ import annotations

from typing import NamedTuple

from rich.text import Text

from lemans_quiz.core.game import Rules
from lemans_quiz.core.scoring import RACE
from lemans_quiz.games.race.rules import (
    CLASSIFIED,
    DAWN,
    DAY,
    DUSK,
    NIGHT,
    SPRINT,
    Race,
    RaceStanding,
    Winner,
    clock_hour,
    driven_by,
    is_sunday,
    light,
)
from lemans_quiz.i18n import _, language, ngettext
from lemans_quiz.terminal import theme
from lemans_quiz.terminal.layout import BLANK, Lines, flowing, indented, joined, said, spread
from lemans_quiz.terminal.theme import ACCENT, BAD, BOLD, GOOD, PART, QUIET, TITLE, in_one_line
from lemans_quiz.terminal.views import NARROW

WIDE = 72
_LIGHT_STYLES = {DAY: theme.DAY, DUSK: theme.DUSK, NIGHT: theme.NIGHT, DAWN: theme.DAWN}
_LIGHT_SIGNS = {DAY: "☼", DUSK: "◒", NIGHT: "☾", DAWN: "◓"}
_UP, _DOWN = "▲", "▼"


class Look(NamedTuple):
    """What the head of a screen shows: how a player stands, and the hour that is on.

    `hour` counts from 1, `minute` is how far into it the clock is (60: it is over); `player` is empty for a single one.
    """

    standing: RaceStanding
    hour: int
    minute: int = 0
    pushing: bool = False
    player: str = ""


def figure(value: float, digits: int = 1, *, signed: bool = False) -> str:
    """Return a number with thousands grouped, a true minus, and a plus where wanted."""
    written = f"{abs(value):,.{digits}f}"
    if language() == "de":
        written = written.translate({ord(","): ".", ord("."): ","})
    is_zero = not written.strip("0.,")
    sign = "−" if value < 0 and not is_zero else "+" if signed else ""
    return sign + written


def distance_text(value: float, digits: int = 1) -> str:
    """Return kilometres."""
    return _("{distance} km").format(distance=figure(value, digits))


def gap_text(value: float) -> str:
    """Return a lead or a deficit in kilometres, with its sign."""
    return _("{distance} km").format(distance=figure(value, signed=True))


def laps_text(laps: float) -> str:
    """Return a number of laps."""
    count = 1 if laps == 1 else max(2, round(laps))
    return ngettext("{laps} lap", "{laps} laps", count).format(laps=figure(laps))


def place_text(standing: RaceStanding) -> str:
    """Return the place among the whole field."""
    return _("P{place} of {of}").format(place=standing.place, of=standing.of)


def moved_text(standing: RaceStanding) -> str:
    """Return the places won or lost in the last hour, or nothing."""
    if not standing.moved:
        return ""
    return f"{_UP if standing.moved > 0 else _DOWN}{abs(standing.moved)}"


def winner_text(winner: Winner) -> str:
    """Return a winner by year and make."""
    return f"{winner.year} {in_one_line(winner.name)}"


def light_text(hours: int) -> str:
    """Return the light after so many hours, as a word."""
    return {DAY: _("day"), DUSK: _("dusk"), NIGHT: _("night"), DAWN: _("dawn")}[light(hours)]


def clock_text(hour: int, minute: int = 0) -> str:
    """Return the time of day, `minute` minutes into an hour counted from 1."""
    passed = hour - 1 + minute // 60
    return f"{clock_hour(passed):02}:{minute % 60:02}"


def weekday_text(hours: int) -> str:
    """Return the day after so many hours, shortened."""
    return _("Sun") if is_sunday(hours) else _("Sat")


def race_head(race: Race, look: Look, width: int) -> Lines:
    """Return the lines above a question."""
    lines = [*_figures(race, look, width), *_way(race, look, width), *_gaps(race, look.standing, width)]
    return [*lines, BLANK]


def _figures(race: Race, look: Look, width: int) -> Lines:
    now = look.standing
    passed = look.hour - 1 + look.minute // 60
    style = _LIGHT_STYLES[light(passed)]
    sky = f"{clock_text(look.hour, look.minute)} {_LIGHT_SIGNS[light(passed)]} {light_text(passed)}"
    hour = _("hour {hour} of {hours}").format(hour=look.hour, hours=race.hours)
    parts = [
        said(sky, f"bold {style}"),
        said(hour),
        said(laps_text(now.laps)) if width >= WIDE else BLANK,
        said(distance_text(now.distance), BOLD),
    ]
    if look.player:
        parts.insert(0, said(in_one_line(look.player), TITLE))
    if look.pushing:
        parts.append(said(_("pushing"), PART))
    moved = said(moved_text(now), GOOD if now.moved > 0 else BAD)
    place = joined(said(place_text(now), ACCENT), "  " if moved.plain else "", moved, " ")
    left = flowing([part for part in parts if part.plain], width - 1 if width < WIDE else width, gap=3)
    if len(left) == 1:
        return spread(joined(" ", left[0]), place, width)
    return [*indented(left[:-1], 1), *spread(joined(" ", left[-1]), place, width)]


def _way(race: Race, look: Look, width: int) -> Lines:
    """Return the bar from the start to the flag, the driven part in the light of its hours, the night ahead dotted."""
    start, flag = f"{weekday_text(0)} 16:00", f"{weekday_text(race.hours)} {clock_hour(race.hours):02}:00"
    labelled = width >= NARROW
    cells = width - 2 - (len(start) + len(flag) + 2 if labelled else 0)
    driven = round(cells * (look.hour - 1 + look.minute / 60) / race.hours)
    bar = joined(*(_cell(race, place, cells, place < driven) for place in range(cells)))
    if not labelled:
        return [joined(" ", bar)]
    return [joined(" ", said(start, QUIET), " ", bar, " ", said(flag, QUIET))]


def _cell(race: Race, place: int, cells: int, driven: bool) -> Text:
    lit = light(int(place * race.hours / cells))
    if driven:
        return said("━", _LIGHT_STYLES[lit])
    return said("┄" if lit == NIGHT else "─", QUIET)


def gap_parts(race: Race, now: RaceStanding) -> list[tuple[str, float]]:
    """Return whom to look at and the gap: the rival, the winner ahead, one's own best race."""
    parts = [(_("rival {winner}").format(winner=winner_text(race.rival)), now.rival_gap)]
    if now.ahead is not None and now.ahead != race.rival:
        parts.append((_("ahead {winner}").format(winner=winner_text(now.ahead)), now.ahead_gap))
    if now.best_gap is not None and race.ghost:
        parts.append((_("best"), now.best_gap))
    return parts


def _gaps(race: Race, now: RaceStanding, width: int) -> Lines:
    parts = gap_parts(race, now)
    if width < NARROW:
        parts = parts[:1]
    shown = [joined(said(name, QUIET), " ", said(gap_text(gap), _gap_style(gap))) for name, gap in parts]
    return indented(flowing(shown, width - 1), 1)


def _gap_style(gap: float) -> str:
    return GOOD if gap >= 0 else PART


def hour_line(now: RaceStanding) -> str:
    """Say what the hour that is over has brought."""
    return _("this hour {gained}").format(gained="+" + laps_text(now.gained))


def grid_sentences(race: Race, rules: Rules, position: int = 0) -> list[str]:
    """Return what a player should know before the start, or before going on at question `position` (from 0)."""
    return [
        _way_of_the_race(race, position),
        _driving(rules),
        *([_pushing(rules)] if rules.pushes else []),
        _rival(race),
        *([_ghost(race)] if race.ghost else []),
        *([_players(race)] if len(race.players) > 1 else []),
    ]


def _way_of_the_race(race: Race, position: int) -> str:
    if position:
        hour = position // len(race.players) + 1
        return _("You left in hour {hour} of {hours}. The race goes on there.").format(hour=hour, hours=race.hours)
    if race.hours == SPRINT:
        return _("Six hours, from Saturday 16:00 to 22:00: a question an hour.")
    return _("From Saturday 16:00 to Sunday 16:00: a question an hour, the hardest before morning.")


def _driving(rules: Rules) -> str:
    if rules.scoring == RACE:
        return _("Right drives on, and the quicker, the further. Wrong is a pit stop, no answer the garage.")
    return _("Right drives on, however long it takes. Wrong is a pit stop, no answer the garage.")


def _pushing(rules: Rules) -> str:
    return ngettext(
        "In {count} hour of your choice you may push: two laps more when right, three fewer when wrong.",
        "In {count} hours of your choice you may push: two laps more when right, three fewer when wrong.",
        rules.pushes,
    ).format(count=rules.pushes)


def _rival(race: Race) -> str:
    needed = CLASSIFIED * driven_by(race.rival, race.hours)
    text = _("Your rival: {winner}. {share} % of that distance, {distance}, make you classified.")
    return text.format(winner=winner_text(race.rival), share=round(100 * CLASSIFIED), distance=distance_text(needed, 0))


def _ghost(race: Race) -> str:
    return _("Your best race so far: {distance}.").format(distance=distance_text(race.ghost[-1]))


def _players(race: Race) -> str:
    return _("In turns: {players}.").format(players=", ".join(in_one_line(name) for name in race.players))
