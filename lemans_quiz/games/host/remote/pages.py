"""The lobby: how to get in, who is in, and what to do when nobody comes. Nothing on it gives an answer away."""

from __future__ import annotations

from typing import NamedTuple

from lemans_quiz.games.host.desk import Snapshot
from lemans_quiz.games.host.remote import keys as of_host
from lemans_quiz.games.host.remote import text
from lemans_quiz.games.host.remote.keys import ALL, LOCK, MENU, ON, SEATS, SETTINGS, WALL
from lemans_quiz.games.host.rules import CARDS, LOBBY, NUMBERS, OWN, PHONE, TEAM, TWO, Seat, is_trial
from lemans_quiz.games.host.scores import playing
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.play.bindings import HELP
from lemans_quiz.terminal.layout import (
    BLANK,
    Block,
    Lines,
    Page,
    flowing,
    indented,
    joined,
    said,
    spread,
    width_of,
    wrapped,
)
from lemans_quiz.terminal.qr import qr_lines
from lemans_quiz.terminal.theme import DOT, KEY, PART, QUIET, TITLE, clock, in_one_line
from lemans_quiz.terminal.views import KeyHint, header, keys_line

PATIENCE = 30.0
"""Seconds without any phone after which the lobby says what may be wrong."""

_BESIDE = 72
"""Cells from which on the way in stands beside the code."""
_NAME_LINES = 3


class Scene(NamedTuple):
    """All that a page is made of. `address` is where phones find the laptop, empty where they cannot; `waited` are seconds.

    `is_reached` tells whether any phone has asked for the page; `has_wall` whether the projector has a page of its own;
    `shows_way_in` whether the way in is shown in the place of what is on.
    """

    snapshot: Snapshot
    language: str
    title: str = ""
    class_name: str = ""
    address: str = ""
    code: str = ""
    waited: float = 0.0
    is_reached: bool = False
    has_wall: bool = False
    note: str = ""
    shows_key: bool = False
    shows_way_in: bool = False

    @property
    def link(self) -> str:
        """What the QR code says: short, and in upper case, which makes a smaller code."""
        return f"HTTP://{self.address.upper()}/{self.code}"


def lobby_page(scene: Scene, width: int, height: int) -> Page:
    """Return the page before the first question."""
    return Page(_top(scene, width), Block(way_in(scene, width)), _bottom(scene, width))


def _top(scene: Scene, width: int) -> Lines:
    turns = scene.snapshot.state.script.turns
    asked = sum(1 for turn in turns if not is_trial(turn))
    count = ngettext("{count} question", "{count} questions", asked).format(count=asked)
    left = f" {DOT} ".join(filter(None, (in_one_line(scene.class_name), in_one_line(scene.title), count)))
    inside = len(playing(scene.snapshot.state))
    right = f"{_('{count} in').format(count=inside)} {DOT} {clock(scene.waited)}"
    return spread(said(f" {left}", TITLE), said(f"{right} ", QUIET), width)


def way_in(scene: Scene, width: int) -> Lines:
    """Return the code with the address, and who is in; in the lobby also what else can be done."""
    code = qr_lines(scene.link) if scene.address else []
    side = max(map(width_of, code), default=0)
    if code and width >= _BESIDE:
        room = width - side - 5
        told = _way_in(scene, room)
        told += _who(scene, room, max(_NAME_LINES, len(code) - len(told)))
        rows = max(len(code), len(told))
        left = [*code, *[said(" " * side)] * (rows - len(code))]
        right = [*told, *[BLANK] * (rows - len(told))]
        return [joined(" ", one, "   ", other) for one, other in zip(left, right, strict=True)]
    lines = [*_way_in(scene, width - 2), *_who(scene, width - 2, _NAME_LINES)]
    if not code:
        return indented(lines, 1)
    place = joined(said(scene.address, TITLE), " / ", said(scene.code, TITLE))
    return [
        *indented([place], (width - width_of(place)) // 2),
        *indented(code, max(0, (width - side) // 2)),
        *indented(lines, 1),
    ]


def _way_in(scene: Scene, room: int) -> Lines:
    """Return how to get in, and what to do where nobody does."""
    wifi = scene.snapshot.state.script.rules.wifi
    if not scene.address:
        why, help = text.unreachable_told()
        told = [*wrapped(said(why), room), *wrapped(said(help, QUIET), room)]
        return [*told, BLANK, *_by_hand(room)] if scene.snapshot.state.phase == LOBBY else told
    steps = [_("Wi-Fi: {name}").format(name=wifi)] if wifi else []
    lines: Lines = [BLANK]
    for number, step in enumerate([*steps, _("scan, or type")], 1):
        lines += wrapped(joined(said(f"{number}  ", KEY), said(in_one_line(step))), room)
    place = joined("     ", said(scene.address, TITLE), " / ", said(scene.code, TITLE))
    lines += [BLANK, *(wrapped(place, room)), BLANK]
    is_lonely = not scene.is_reached and scene.snapshot.state.script.rules.entry != CARDS and scene.waited >= PATIENCE
    lonely = [*_nobody(room), BLANK] if is_lonely else []
    if scene.snapshot.state.phase != LOBBY:
        return [*lines, *_settings(scene, room)]
    return [*lines, *lonely, *_settings(scene, room), BLANK, *_with_cards(scene, room), *_by_hand(room)]


def _with_cards(scene: Scene, room: int) -> Lines:
    """Say how cards get in."""
    if scene.snapshot.state.script.rules.entry != CARDS:
        return []
    told = _("let a camera see the cards: hold one up to join")
    return [*wrapped(joined(said("c  ", KEY), said(told, QUIET)), room), BLANK]


def _nobody(room: int) -> Lines:
    """Say why no phone may have come."""
    first = wrapped(said(_("No phone has reached this laptop yet."), PART), room)
    why = _("Usual causes: phones on mobile data, a Wi-Fi that isolates devices, or this laptop's firewall.")
    return [*first, *wrapped(said(why), room)]


def _settings(scene: Scene, room: int) -> Lines:
    """Say what differs from the ordinary: who chooses the names, and for whom a device stands."""
    rules = scene.snapshot.state.script.rules
    told = {
        OWN: _("Pupils type their names; n shows them one by one."),
        NUMBERS: _("Pupils type their class register number."),
    }
    shared = {TWO: _("Two pupils share a device."), TEAM: _("One device for each team.")}
    lines = [told.get(rules.names, ""), shared.get(rules.devices, ""), _lock_told(scene)]
    return [line for one in lines if one for line in wrapped(said(one, QUIET), room)]


def _lock_told(scene: Scene) -> str:
    return _("Locked: nobody else can join.") if scene.snapshot.state.is_locked else ""


def _by_hand(room: int) -> Lines:
    told = _("start with fingers instead: nothing is lost, phones can still join")
    return wrapped(joined(said("f  ", KEY), said(told, QUIET)), room)


def _who(scene: Scene, room: int, most: int) -> Lines:
    """Return who is in, below a blank line and in at most so many lines; those that are away are in brackets."""
    names = [_present(scene, seat) for seat in playing(scene.snapshot.state)]
    lines = flowing([said(name) for name in names], room)
    if not names or len(lines) < most:
        return [BLANK, *lines] if names else []
    shown = flowing([said(name) for name in names], room)[: most - 2]
    rest = len(names) - sum(line.plain.count("   ") + 1 for line in shown)
    more = ngettext("and {count} more", "and {count} more", rest).format(count=rest)
    return [BLANK, *shown, said(more, QUIET)]


def _present(scene: Scene, seat: Seat) -> str:
    told = text.name(seat)
    return told if seat.way != PHONE or seat.number in scene.snapshot.present else f"({told})"


def _bottom(scene: Scene, width: int) -> Lines:
    by_cards = (of_host.CARDS,) if scene.snapshot.state.script.rules.entry == CARDS else ()
    keys = (
        (ON, WALL, *by_cards, SETTINGS, LOCK, SEATS, MENU, HELP)
        if width >= _BESIDE
        else (ON, *by_cards, SETTINGS, MENU, HELP)
    )
    hints = tuple(key.hint(_("start") if key is ON else "") for key in keys)
    return [*note_lines(scene, width), *keys_line(hints, width)]


def note_lines(scene: Scene, width: int) -> Lines:
    """Return what the teacher should know, or that nobody needs to look away."""
    note = scene.note or returning_told(scene)
    safe = _("Everyone may see this page: it gives no answers away.") if width >= _BESIDE else ""
    return indented(wrapped(said(note or safe, PART if note else QUIET), width - 2), 1) if note or safe else []


def returning_told(scene: Scene) -> str:
    """Say that somebody asks for a seat, or that a name waits to be shown."""
    if scene.snapshot.returning:
        number = scene.snapshot.returning[0]
        seat = scene.snapshot.state.seats[number]
        return _("{name} asks to return to seat {number}: b to let in, k to refuse.").format(
            name=text.name(seat), number=number + 1
        )
    waiting = [seat for seat in playing(scene.snapshot.state) if not seat.is_shown]
    if waiting:
        return ngettext(
            "{count} name is waiting: n shows the next.", "{count} names are waiting: n shows the next.", len(waiting)
        ).format(count=len(waiting))
    return ""


def keys_page(width: int, height: int) -> Page:
    """Return the page of all keys."""
    rows = [key.row() for key in ALL]
    column = max(width_of(name) for name, _does in rows) + 2
    lines: Lines = []
    for name, does in rows:
        texts = wrapped(said(does), max(10, width - column - 4))
        leads = [said(name.ljust(column), KEY), *[said(" " * column)] * len(texts)]
        lines += [joined("  ", lead, line) for lead, line in zip(leads, texts, strict=False)]
    hints = (KeyHint("↑↓", _("scroll")), KeyHint(_("any other key"), _("back")))
    return Page(header(_("Keys"), None, width), Block(lines), [BLANK, *keys_line(hints, width)])
