"""Short questions to the teacher while a game runs: which pupil, which setting, what was wrong, how many hands. The game goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lemans_quiz.core.events import Rejected
from lemans_quiz.games.host.commands import (
    Arrange,
    ChangeTeam,
    Command,
    ExtraTime,
    Kick,
    Rename,
    ShowName,
)
from lemans_quiz.games.host.desk import Desk, Refused
from lemans_quiz.games.host.remote import text
from lemans_quiz.games.host.rules import (
    DEVICES,
    EXTRA,
    KEYS,
    NAMES,
    PHONE,
    RANKINGS,
    SCORINGS,
    HostRules,
    Seat,
)
from lemans_quiz.games.host.scores import playing
from lemans_quiz.i18n import _
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.editing import Line, edit
from lemans_quiz.terminal.layout import BLANK, Block, Page, indented, joined, said, width_of, wrapped
from lemans_quiz.terminal.menus import choose, read_key
from lemans_quiz.terminal.terminal import Terminal
from lemans_quiz.terminal.theme import PROMPT, in_one_line, number
from lemans_quiz.terminal.views import KeyHint, Menu, header, keys_line, margin, menu_hints, menu_page

Entry = tuple[str, str, Callable[[], object]]
"""A label, a detail and what it does."""


def pick(terminal: Terminal, title: str, entries: list[Entry], *, above: str = "", cursor: int = 0) -> int | None:
    """Let the teacher choose, do what was chosen, and return its place; None where nothing was."""
    shown = tuple((label, detail) for label, detail, _act in entries)

    def build(cursor: int, width: int, height: int) -> Page:
        told = [*indented(wrapped(said(above), width - 2 * margin(width)), margin(width)), BLANK] if above else []
        return menu_page(title, told, Menu(shown, cursor), menu_hints(len(shown), _("back")), width)

    chosen = choose(terminal, build, len(entries), cursor=cursor) if entries else None
    if chosen is not None:
        entries[chosen][2]()
    return chosen


def ask_text(terminal: Terminal, title: str, told: str, given: str = "") -> str | None:
    """Let the teacher type a line; None where it is left."""
    line = Line(given, len(given))

    def build(width: int, height: int) -> Page:
        inset = margin(width)
        above = [*indented(wrapped(said(told), width - 2 * inset), inset), BLANK]
        field = joined(" " * inset, said(f"{PROMPT} "), said(line.text))
        hints = (KeyHint(_("Enter"), _("select")), KeyHint(_("Esc"), _("back")))
        cursor = (0, inset + 2 + width_of(line.text[: line.at]))
        return Page(
            header(title, None, width), Block([field], cursor=cursor).below(above), [BLANK, *keys_line(hints, width)]
        )

    terminal.show_new(build, takes_text=True)
    while True:
        key = read_key(terminal, over_text=True)
        if key is None:
            continue
        if key.name == keys.ESCAPE:
            return None
        if key.name == keys.ENTER:
            return line.text.strip()
        line = edit(line, key)
        terminal.show(build)


# Pupils


def see_pupils(terminal: Terminal, desk: Desk, *, is_private: bool = False) -> None:
    """Let the teacher choose a pupil, and what to do; `is_private` where the class looks at another page."""
    cursor = 0
    while True:
        snapshot = desk.snapshot
        seats = playing(snapshot.state)
        entries: list[Entry] = [
            (
                text.name(seat),
                "" if seat.way != PHONE or seat.number in snapshot.present else _("not connected"),
                lambda: None,
            )
            for seat in seats
        ]
        entries.append((_("A pupil without a device"), _("you type the answers"), lambda: add_pupil(terminal, desk)))
        chosen = pick(terminal, _("Pupils"), entries, cursor=min(cursor, len(entries) - 1))
        if chosen is None or chosen == len(seats):
            return
        cursor = chosen
        see_pupil(terminal, desk, seats[chosen], is_private=is_private)


def see_pupil(terminal: Terminal, desk: Desk, seat: Seat, *, is_private: bool = False) -> None:
    """Let the teacher do something about one pupil. Which time it has is told where nobody else looks on."""

    def do(command: Command) -> Callable[[], object]:
        return lambda: desk.do(command)

    entries: list[Entry] = [(_("Remove"), _("the answers no longer count"), do(Kick(desk.at, seat.number)))]
    entries += [
        (
            _("{times} × the time").format(times=number(times)),
            _("nobody else sees it") if is_private else _("a mirrored projector shows this page"),
            do(ExtraTime(desk.at, seat.number, times)),
        )
        for times in EXTRA
        if times != seat.time
    ]
    entries.append((_("Rename"), "", lambda: rename(terminal, desk, seat)))
    teams = desk.snapshot.state.script.rules.teams
    entries += [
        (_("Move to team {team}").format(team=in_one_line(team)), "", do(ChangeTeam(desk.at, seat.number, place)))
        for place, team in enumerate(teams)
        if place != seat.team
    ]
    has_more = is_private and seat.time > 1
    above = _("Has {times} × the time.").format(times=number(seat.time)) if has_more else ""
    pick(terminal, text.name(seat), entries, above=above)


def rename(terminal: Terminal, desk: Desk, seat: Seat) -> None:
    """Let the teacher type another name for a seat."""
    told = _("Which name should everyone see?")
    while name := ask_text(terminal, text.name(seat), told):
        if not _is_refused(desk.do(Rename(desk.at, seat.number, name))):
            return
        told = _("“{name}” is taken, too long or cannot be shown. Choose another name:").format(name=in_one_line(name))


def _is_refused(events: Sequence[object]) -> bool:
    return isinstance(events[0], Rejected)


def add_pupil(terminal: Terminal, desk: Desk) -> None:
    """Give a seat to a pupil whose answers the teacher types."""
    told = _("Which name should everyone see? Leave empty for a random one.")
    while (name := ask_text(terminal, _("A pupil without a device"), told)) is not None:
        if not isinstance(desk.join(name=name, way=KEYS), Refused):
            return
        told = _("“{name}” is taken, too long or cannot be shown. Choose another name:").format(name=in_one_line(name))


def show_name(terminal: Terminal, desk: Desk) -> None:
    """Let the teacher decide about the next name that a pupil typed."""
    seat = next((seat for seat in playing(desk.snapshot.state) if not seat.is_shown), None)
    if seat is None:
        return
    entries: list[Entry] = [
        (_("Show it"), "", lambda: desk.do(ShowName(desk.at, seat.number))),
        (_("Another name"), "", lambda: rename(terminal, desk, seat)),
        (_("Remove"), "", lambda: desk.do(Kick(desk.at, seat.number))),
    ]
    pick(terminal, text.name(seat), entries, above=in_one_line(seat.name))


# Settings


def see_settings(terminal: Terminal, desk: Desk) -> None:
    """Let the teacher choose how the game is played, until Esc."""
    cursor: int | None = 0
    while cursor is not None:
        cursor = pick(terminal, _("Settings"), _settings(terminal, desk), cursor=cursor)


def _settings(terminal: Terminal, desk: Desk) -> list[Entry]:
    rules = desk.snapshot.state.script.rules

    def turn(what: str, values: tuple[str, ...]) -> Callable[[], object]:
        following = values[(values.index(getattr(rules, what)) + 1) % len(values)]
        return lambda: desk.do(Arrange(desk.at, what, following))

    def typed(what: str, title: str, told: str, given: str) -> Callable[[], object]:
        return lambda: _arrange_typed(terminal, desk, what, title, told, given)

    seconds = number(rules.seconds) if rules.seconds else "0"
    teams = ", ".join(rules.teams)
    return [
        (_("Names"), words_of(rules.names), turn("names", NAMES)),
        (_("Devices"), words_of(rules.devices), turn("devices", DEVICES)),
        (_("Ranking"), words_of(rules.ranking), turn("ranking", RANKINGS)),
        (_("Points"), words_of(rules.scoring), turn("scoring", SCORINGS)),
        (_("Time"), time_told(rules), typed("seconds", _("Time"), _("Seconds to think; 0 for no limit."), seconds)),
        (_("Reading time"), _("{seconds} s").format(seconds=number(rules.reading)), typed("reading", _("Reading time"), _("Seconds before the options appear."), number(rules.reading))),
        (_("Teams"), in_one_line(teams) or _("none"), typed("teams", _("Teams"), _("Team names, separated by commas; empty for no teams."), teams)),
        (_("Wi-Fi name"), in_one_line(rules.wifi) or _("not shown"), typed("wifi", _("Wi-Fi name"), _("Name of the network that phones must join."), rules.wifi)),
        (_("A pupil without a device"), _("you type the answers"), lambda: add_pupil(terminal, desk)),
    ]  # fmt: skip


def _arrange_typed(terminal: Terminal, desk: Desk, what: str, title: str, told: str, given: str) -> None:
    asked = told
    while (value := ask_text(terminal, title, asked, given)) is not None:
        if not _is_refused(desk.do(Arrange(desk.at, what, value))):
            return
        asked, given = _("“{value}” is not possible. {told}").format(value=in_one_line(value), told=told), value


def time_told(rules: HostRules) -> str:
    """Return the time for a question in words."""
    return _("{seconds} s to think").format(seconds=number(rules.seconds)) if rules.seconds else _("no time limit")


def words_of(value: str) -> str:
    """Return a value of a setting in words."""
    return {
        "generated": _("made up by the program: scan to join"),
        "numbers": _("class register numbers"),
        "own": _("typed by pupils, shown one by one"),
        "one": _("one pupil each"),
        "two": _("two pupils share one"),
        "team": _("one for each team"),
        "three": _("top three"),
        "places": _("full ranking"),
        "none": _("none, only what the class knew"),
        "points": _("speed does not count"),
        "fair": _("speed breaks ties"),
        "speed": _("speed counts"),
    }[value]
