"""How a camera comes to read the pupils' cards: this laptop's own, or the teacher's phone. The game goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lemans_quiz.errors import MissingExtra
from lemans_quiz.i18n import _, render
from lemans_quiz.room.projector import start_browser
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.layout import BLANK, Block, Lines, Page, indented, joined, said, width_of, wrapped
from lemans_quiz.terminal.menus import read_key
from lemans_quiz.terminal.qr import qr_lines
from lemans_quiz.terminal.terminal import Terminal
from lemans_quiz.terminal.theme import PART, QUIET
from lemans_quiz.terminal.views import KeyHint, header, keys_line, margin

_TICK = 0.5
_LEAST = 30
"""Cells beside the code that words need."""


class Cameras(NamedTuple):
    """The addresses of the camera's page: `here` for this laptop, `there` for a phone, empty where none reaches it. `renew` makes
    new ones; `has_eye` tells whether a device is the eye.
    """

    here: Callable[[], str]
    there: Callable[[], str]
    renew: Callable[[], None]
    has_eye: Callable[[], bool]


def show_cameras(terminal: Terminal, cameras: Cameras) -> None:
    """Show the ways until the teacher goes back: Enter opens a browser here, n makes new addresses."""
    terminal.show_new(lambda width, height: camera_page(cameras, width, height))
    while True:
        key = read_key(terminal, _TICK)
        if key is not None and key.name == keys.ENTER:
            start_browser(cameras.here())
        elif key is not None and key.text == "n":
            cameras.renew()
        elif key is not None and key.name != keys.RESIZE:
            return
        terminal.show(lambda width, height: camera_page(cameras, width, height))


def without_reader() -> str:
    """Say that the optional part is not installed, and how it is."""
    missing = MissingExtra(_("Reading and making cards"), "cards")
    return " ".join(render(told) for told in (missing.sentence, missing.help) if told)


def camera_page(cameras: Cameras, width: int, height: int) -> Page:
    """Return the page. The code for a phone is there until a device is the eye: pupils may see this screen."""
    inset = margin(width)
    room = width - 2 * inset
    address = cameras.there()
    code = qr_lines(address.upper()) if address and not cameras.has_eye() else []
    side = max(map(width_of, code), default=0)
    if code and room - side >= _LEAST:
        told = _told(cameras, address, room - side - 3)
        rows = max(len(code), len(told))
        left, right = [*code, *[said(" " * side)] * (rows - len(code))], [*told, *[BLANK] * (rows - len(told))]
        lines = [joined(one, "   ", other) for one, other in zip(left, right, strict=True)]
    else:
        lines = [*_told(cameras, address, room), *code]
    hints = (
        KeyHint(_("Enter"), _("this laptop's camera")),
        KeyHint("n", _("new addresses")),
        KeyHint(_("any other key"), _("back")),
    )
    return Page(header(_("Cards"), None, width), Block(indented(lines, inset)), [BLANK, *keys_line(hints, width)])


def _told(cameras: Cameras, address: str, room: int) -> Lines:
    lines = [*wrapped(said(_("A camera facing the class reads the cards; no picture is kept.")), room), BLANK]
    if cameras.has_eye():
        return [
            *lines,
            *wrapped(said(_("A device is the camera. It shows which cards it has not seen yet."), PART), room),
        ]
    here = wrapped(said(_("Enter opens this laptop's camera page: {address}").format(address=cameras.here())), room)
    if not address:
        return [*lines, *here]
    told = _(
        "Scan this with your own phone to take photos. Nobody else may scan it: the first device becomes the camera."
    )
    return [
        *lines,
        *wrapped(said(told), room),
        BLANK,
        *wrapped(said(address.removeprefix("http://"), QUIET), room),
        BLANK,
        *here,
    ]
