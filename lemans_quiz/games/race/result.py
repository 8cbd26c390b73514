"""How a race ended: the classification, the neighbours, hour by hour, past races, the line to copy."""

from __future__ import annotations

from typing import NamedTuple

from lemans_quiz.core.game import Game
from lemans_quiz.core.typed import key_text
from lemans_quiz.games.race.rules import (
    SPRINT,
    Classification,
    Race,
    bars,
    classify,
    clock_hour,
    driven_by,
    laps_by_hour,
    shared_places,
    standing,
)
from lemans_quiz.games.race.text import (
    clock_text,
    distance_text,
    figure,
    gap_text,
    laps_text,
    lead_text,
    light_text,
    moved_text,
    place_text,
    winner_in_full,
    winner_text,
)
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.play.bindings import BACK
from lemans_quiz.play.feedback import verdict_of
from lemans_quiz.play.result import Result, missed_lines
from lemans_quiz.terminal.circuit import corners_in
from lemans_quiz.terminal.digits import big
from lemans_quiz.terminal.layout import BLANK, Block, Lines, Page, indented, joined, said, width_of, wrapped
from lemans_quiz.terminal.theme import ACCENT, BAR, BOLD, CURSOR, DOT, PART, QUIET, TITLE, in_one_line, safe
from lemans_quiz.terminal.views import (
    NAME,
    NARROW,
    KeyHint,
    Menu,
    Setting,
    header,
    keys_line,
    margin,
    menu_hints,
    menu_lines,
)

_LINES_FOR_DIGITS = 20
_PAST_SHOWN = 6

_FLAG = "▀▄▀▄▀▄"

COPY = "s"
"""The key that copies the line to share."""


class PastRace(NamedTuple):
    """A race of before: its day, how far, in how many hours of how many, its seed, and the rule by which laps were counted."""

    day: str
    distance: float
    driven: int
    hours: int
    seed: str = ""
    scoring: str = ""


class Day(NamedTuple):
    """A race of the day: its date, how many days in a row were driven before it, and the first try where this is not it.

    `first` is how far that one came, in words; it is empty for the first try, the one that counts.
    """

    date: str
    before: int = 0
    first: str = ""

    def sentences(self) -> tuple[str, ...]:
        """Say before the start whether it counts."""
        if self.first:
            return (
                _("You have already driven today's race: {first}. This one does not count.").format(first=self.first),
            )
        told = _("The race of the day: six questions, two minutes, the same for everyone. The first try counts.")
        return (f"{told} {self._row(self.before)}".strip(),)

    def row(self) -> str:
        """Say how many days in a row were driven, with this one; nothing for one that does not count."""
        return "" if self.first else self._row(self.before + 1)

    def _row(self, days: int) -> str:
        return ngettext("{count} day in a row", "{count} days in a row", days).format(count=days) if days > 1 else ""


class Ended(NamedTuple):
    """A race that is over, or was left; `past` are one's races of the same length, the last first."""

    race: Race
    game: Game
    setting: Setting
    past: tuple[PastRace, ...] = ()
    day: Day | None = None

    def of(self, player: int = 0) -> Classification:
        """Return how it ended for a player."""
        return classify(self.race, self.game, player)

    def players(self) -> list[int]:
        """Return the players, who drove furthest first."""
        return sorted(range(len(self.race.players)), key=lambda player: -self.of(player).standing.distance)

    def distances(self) -> list[float]:
        """Return how far each player drove."""
        return [self.of(player).standing.distance for player in range(len(self.race.players))]

    def is_over(self) -> bool:
        """Tell whether every hour was driven."""
        return all(self.of(player).finished for player in range(len(self.race.players)))


def headline(ended: Ended) -> str:
    """Say in a few words how it ended."""
    if len(ended.race.players) > 1:
        return lead_text(ended.race, ended.distances(), over=True) if ended.is_over() else _("The race so far")
    result = ended.of()
    if not result.finished:
        return _("The race so far") if result.laps else _("The race")
    return _("Classified") if result.classified else _("Not classified")


def share_line(ended: Ended, player: int = 0, *, signs: bool = True) -> str:
    """Return one line to send to a friend: seed, distance, place, who is beaten, a bar for each hour."""
    result = ended.of(player)
    name = in_one_line(ended.race.players[player])
    race = _("Sprint") if ended.race.hours == SPRINT else ""
    if ended.day:
        parts = [name, NAME, ended.day.date, distance_text(result.standing.distance, 0)]
    else:
        parts = [name, in_one_line(ended.setting.seed), race, distance_text(result.standing.distance, 0)]
    parts.append(place_text(result.standing))
    if result.below is not None and not ended.day:
        parts.append(_("beats {year}").format(year=result.below.year))
    if not result.finished:
        parts.append(
            _("stopped after {driven} of {hours} hours").format(driven=len(result.laps), hours=ended.race.hours)
        )
    if result.appealed:
        parts.append(_("self-marked"))
    if signs:
        parts.append(bars(result.laps))
    if ended.day and result.finished:
        parts.append(_("not the first try") if ended.day.first else ended.day.row())
    return f" {DOT} ".join(part for part in parts if part)


def farewell(ended: Ended, *, signs: bool = True) -> list[str]:
    """Return the lines that stay on the terminal."""
    if not ended.game.attempts:
        return [_("The car never left the grid.")]
    lines = [share_line(ended, player, signs=signs) for player in ended.players()]
    if len(ended.game.attempts) < len(ended.game.turns) and (command := ended.setting.way_back()):
        lines.append(_("Resume the race with: {command}").format(command=safe(command)))
    return lines


def figures(ended: Ended, player: int = 0, *, narrow: bool = False) -> list[tuple[str, str]]:
    """Return the figures of a result, each with its name; where it is narrow only the most telling of each."""
    race, result = ended.race, ended.of(player)
    now = result.standing
    driven, rival = distance_text(now.distance), gap_text(now.rival_gap)
    if not narrow:
        driven = f"{driven}, {laps_text(now.laps)}"
        rival = f"{distance_text(driven_by(race.rival, now.hour))}, {rival}"
    found = [
        (_("Distance"), driven),
        (_("To be classified"), distance_text(result.needed)),
        (_("Rival {winner}").format(winner=winner_text(race.rival)), rival),
    ]
    if now.best_gap is not None and race.ghost:
        found.append((_("Your best"), gap_text(now.best_gap)))
    return found


def neighbours(ended: Ended, player: int = 0, *, narrow: bool = False) -> list[tuple[int, str, float]]:
    """Return place, name and distance of the winner ahead, the player and the winner beaten; empty names are the player."""
    result = ended.of(player)
    now = result.standing
    rows = [(now.place, "", now.distance)]
    named = winner_text if narrow else winner_in_full
    if result.above is not None:
        rows.insert(0, (now.place - 1, named(result.above), driven_by(result.above, now.hour)))
    if result.below is not None:
        rows.append((now.place + 1, named(result.below), driven_by(result.below, now.hour)))
    return rows


def asked_corners(game: Game) -> tuple[str, ...]:
    """Return the corners of the circuit that the questions of a race were about."""
    items = [game.turns[attempt.turn].item for attempt in game.attempts]
    texts = [f"{item.stem.show('en')} {key_text(item, 'en')}" for item in items]
    return tuple(dict.fromkeys(corner for text in texts for corner in corners_in(text)))


def ended_page(ended: Ended, menu: Menu, width: int, height: int, *, copied: bool = False) -> Page:
    """Return the page of the result with a menu at the bottom."""
    inset = margin(width)
    lines = result_lines(ended, width - 2 * inset, digits=height >= _LINES_FOR_DIGITS)
    share = KeyHint(COPY, _("copied") if copied else _("copy the line to share"))
    hints = (*menu_hints(len(menu.entries), _("quit")), *([share] if ended.game.attempts else []))
    bottom = [BLANK, *menu_lines(menu, width), BLANK, *keys_line(hints, width)]
    flag = f"{_FLAG} " if ended.is_over() else ""
    return Page(header(flag + headline(ended), None, width), Block(indented(lines, inset)), bottom)


def result_lines(ended: Ended, room: int, *, digits: bool = True, questions: bool = True) -> Lines:
    """Return everything that is to be said of a race that ended; without `questions` it gives nothing away."""
    if not ended.game.attempts:
        return wrapped(said(_("The car never left the grid.")), room)
    lines: Lines = _podium(ended, room) if len(ended.race.players) > 1 else _score(ended, room, digits)
    for player in ended.players():
        lines += [BLANK, *wrapped(said(share_line(ended, player), ACCENT), room)]
    lines += _remarks(ended, room)
    if len(ended.race.players) == 1:
        lines += [BLANK, *_neighbour_lines(ended, room), *_hours_bar(ended, room), *past_lines(ended, room)]
    is_alone = len(ended.race.players) == 1
    missed = missed_lines(Result(ended.game, ended.setting), room) if questions and is_alone else []
    return [*lines, *([BLANK] if missed else []), *missed]


def _remarks(ended: Ended, room: int) -> Lines:
    remarks = []
    if any(ended.of(player).appealed for player in ended.players()):
        remarks.append(_("A self-marked answer counts; the result says so."))
    return [line for remark in remarks for line in (BLANK, *wrapped(said(remark, PART), room))]


def _score(ended: Ended, room: int, digits: bool) -> Lines:
    """Return the figures, beside the place in big digits where there is room for them."""
    now = ended.of().standing
    found = [(_("Place"), place_text(now)), *figures(ended, narrow=room < NARROW - 6)]
    widest = max(len(name) for name, _value in found)
    rows: Lines = []
    shown = big(str(now.place))
    beside = digits and width_of(shown[0]) + 5 + max(widest + 2 + len(value) for _name, value in found) <= room
    for name, value in found:
        rows += wrapped(joined(said(name.ljust(widest + 2), QUIET), said(value, BOLD)), room)
    if not beside:
        return rows
    blank = " " * width_of(shown[0])
    pairs = range(max(len(shown), len(rows)))
    left = [shown[number] if number < len(shown) else blank for number in pairs]
    return [joined(said(left[n], TITLE), "     ", rows[n] if n < len(rows) else BLANK) for n in pairs]


def _podium(ended: Ended, room: int) -> Lines:
    """Return the players in the order of their distances."""
    lines: Lines = []
    places = shared_places(ended.distances())
    for player in ended.players():
        place, result = places[player], ended.of(player)
        state = _("classified") if result.classified else _("not classified")
        name = said(f"{place}. {in_one_line(ended.race.players[player])}", TITLE)
        told = f"{distance_text(result.standing.distance)} {DOT} {place_text(result.standing)} {DOT} {state}"
        lines += wrapped(joined(name, "   ", said(told)), room)
    return lines


def _neighbour_lines(ended: Ended, room: int) -> Lines:
    you, narrow = _("You"), room < NARROW - 6
    rows = neighbours(ended, narrow=narrow)
    told = [distance_text(distance, 0 if narrow else 1) for _place, _name, distance in rows]
    widest = 0 if narrow else max(len(name or you) for _place, name, _distance in rows) + 2
    longest = 0 if narrow else max(map(len, told))
    lines: Lines = []
    for (place, name, _distance), distance in zip(rows, told, strict=True):
        lead = f"{' ' if name else CURSOR} P{place}".ljust(6)
        text = f"{lead}{(name or you).ljust(widest)} {distance.rjust(longest)}"
        lines += wrapped(said(text, "" if name else ACCENT), room)
    return lines


def _hours_bar(ended: Ended, room: int) -> Lines:
    """Return a bar for each hour with the time below every fourth, three cells an hour where there is room."""
    laps = ended.of().laps
    step = 3 if 3 * ended.race.hours <= room else 1
    drawn = "".join(sign * (step - 1) + (" " if step > 1 else sign) for sign in bars(laps))
    every = 4 if step > 1 else 8
    labels = "".join(f"{clock_hour(hour):02}".ljust(every * step) for hour in range(0, len(laps), every))
    return [BLANK, said(_("Hour by hour"), TITLE), said(drawn, BAR), said(labels[:room].rstrip(), QUIET)]


def past_lines(ended: Ended, room: int) -> Lines:
    """Return one's last races and the best of all as bars, this one first."""
    if not ended.past:
        return []
    now = ended.of()
    today = PastRace(_("this one"), now.standing.distance, len(now.laps), ended.race.hours)
    best = max(ended.past, key=lambda past: past.distance)
    shown = list(dict.fromkeys([today, *ended.past[: _PAST_SHOWN - 2], best]))
    longest = max(past.distance for past in shown) or 1.0
    widest = max(len(past.day) for past in shown)
    cells = room - widest - 16
    lines: Lines = [BLANK, said(_("Your races"), TITLE)]
    for past in shown:
        bar = "━" * max(1, round(cells * past.distance / longest))
        style = ACCENT if past is today else BAR
        lines.append(
            joined(said(past.day.ljust(widest + 2), QUIET), said(bar, style), f" {figure(past.distance, 0)} km")
        )
    return lines


def hours_page(ended: Ended, width: int) -> Page:
    """Return every hour with what was gained and lost, to be scrolled."""
    inset = margin(width)
    lines: Lines = []
    for player in ended.players():
        if len(ended.race.players) > 1:
            lines += [said(in_one_line(ended.race.players[player]), TITLE)]
        lines += [
            line
            for row in hour_rows(ended, player, narrow=width < NARROW)
            for line in wrapped(said(row), width - 2 * inset)
        ]
        lines.append(BLANK)
    hints = (KeyHint(_("↑↓ PgUp PgDn"), _("scroll")), BACK.hint())
    title = header(_("Hour by hour"), None, width)
    return Page(title, Block(indented(lines[:-1], inset), focus=(0, 0)), [BLANK, *keys_line(hints, width)])


def hour_rows(ended: Ended, player: int = 0, *, signs: bool = True, narrow: bool = False) -> list[str]:
    """Return a row for each hour: time, light, verdict, laps, place, the gap to the rival, whether it was pushed."""
    laps = laps_by_hour(ended.game, player)
    attempts = [attempt for attempt in ended.game.attempts if ended.game.turns[attempt.turn].player == player]
    rows = []
    for hour, attempt in enumerate(attempts, start=1):
        now = standing(ended.race, laps[:hour])
        verdict = verdict_of(attempt.mark)
        gained = f"+{laps_text(now.gained)}"
        place = f"P{now.place} {moved_text(now)}" if signs else place_text(now)
        pushed = _("pushed") if attempt.pushed else ""
        row = [clock_text(hour), light_text(hour - 1), verdict.sign if signs else verdict.word, gained, place]
        rows.append([*row, *([] if narrow else [gap_text(now.rival_gap)]), pushed])
    return _in_columns(rows)


def _in_columns(rows: list[list[str]]) -> list[str]:
    """Return rows as lines, each column as wide as its widest text."""
    widths = [max(len(text) for text in column) for column in zip(*rows, strict=True)]
    return ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
