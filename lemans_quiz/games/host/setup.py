"""A room that is open: the desk, the pages of phones and of the projector, and the clock that lets time go on."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

from lemans_quiz.core.messages import message
from lemans_quiz.core.turns import Turn
from lemans_quiz.errors import QuizError, UsageError
from lemans_quiz.games.host.card_seats import CardSeats
from lemans_quiz.games.host.commands import Pause
from lemans_quiz.games.host.desk import Desk, Snapshot, awake
from lemans_quiz.games.host.journal import Beginning, Journal, SavedGame
from lemans_quiz.games.host.remote.pages import Scene
from lemans_quiz.games.host.remote.screen import Stage
from lemans_quiz.games.host.remote.walls import wall_page
from lemans_quiz.games.host.rules import LOBBY, OPEN, READING
from lemans_quiz.games.host.state import is_over_for_most
from lemans_quiz.i18n import _, render
from lemans_quiz.room.addresses import PORTS, addresses, best
from lemans_quiz.room.camera_terminal import Cameras
from lemans_quiz.room.projector import Projector

if TYPE_CHECKING:
    from lemans_quiz.room.server import RoomServer

_STEP = 0.05
_TURNS = 0.001
"""Seconds that a thread may keep the interpreter: with Python's own 5 ms a page that is painted would hold up answers."""
_LOOKED_EVERY = 3.0
"""Seconds between two looks whether the laptop has its address still."""
_SHOWN_EVERY = 0.25
"""Seconds between two pages of the projector while only the count of answers changes."""


class Where(NamedTuple):
    """Where phones are to reach the laptop, as it was said: nothing and 0 leave it to the program."""

    address: str = ""
    port: int = 0

    def check(self) -> None:
        """Raise UsageError for an address that this computer has not."""
        known = _own_addresses()
        if self.address and self.address not in known:
            raise UsageError(
                message("This computer does not have the address {address}.", address=self.address),
                message("Available: {names}", names=", ".join(known)),
            )

    def found(self, before: str = "") -> str:
        """Return the address: the one that was said, or that of `before`, or of the network that phones can most likely be in."""
        if self.address or before in _own_addresses():
            return self.address or before
        found = best(addresses())
        return found.ip if found is not None else ""


def _own_addresses() -> tuple[str, ...]:
    return (*(one.ip for one in addresses()), "127.0.0.1")


class OpenRoom:
    """A game with its servers. Entered once, left once: then nothing listens any more, and the journal is closed."""

    def __init__(
        self,
        beginning: Beginning,
        *,
        address: str = "",
        port: int = 0,
        saved: SavedGame | None = None,
        is_kept: bool = True,
    ) -> None:
        self.beginning = beginning
        self.journal = Journal(beginning, saved)
        if not is_kept:
            self.journal.close()
        self.desk = Desk(
            beginning.script, append=self.journal.append, log=saved.commands if saved else (), clock=awake()
        )
        self.projector = Projector()
        self.address = ""
        self._own = address
        self._ports = (port,) if port else (beginning.port or PORTS[0], *PORTS)
        self._began = time.monotonic()
        self._stopping = threading.Event()
        self._ticker = threading.Thread(target=self._tick, name="ticker", daemon=True)
        self._server: RoomServer | None = None
        self._key = "i"
        """What shows the way in."""
        self._is_away = self._has_moved = self._shows_way_in = False

    def __enter__(self) -> OpenRoom:
        from lemans_quiz.games.host.server import PhoneRoutes
        from lemans_quiz.room.card_reader import card_reader
        from lemans_quiz.room.server import RoomServer, Site

        sys.setswitchinterval(_TURNS)
        phones = PhoneRoutes(self.desk, self.beginning.code)
        self._cards = card_reader(CardSeats(self.desk))
        cameras = self._cards.camera.routes() if self._cards else ()
        own = (self._own,) if self._own else ()
        site = Site(
            tuple(dict.fromkeys((*own, "127.0.0.1"))), self._ports, (*phones.routes(), *cameras), ("localhost",)
        )
        server = RoomServer((site,))
        (port,) = server.start()
        self._phones, self._server = phones, server
        self.journal.know_place(self._own, port)
        self._port = port
        self.address = self._told(self._own)
        self.local = f"http://127.0.0.1:{port}/{self.beginning.code}"
        self._ticker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._ticker.join(2.0)
        self.projector.close()
        self._stop_server()
        if self._cards:
            self._cards.close()
        self.journal.close()

    def _told(self, own: str) -> str:
        """Return an address as it is told."""
        return own if self._port == 80 or not own else f"{own}:{self._port}"

    def _stop_server(self) -> None:
        if self._server is not None:
            self._server.stop()

    def stage(self, complain: Callable[[Turn, str], bool], notice: str = "", *, by_lines: bool = False) -> Stage:
        """Return what the terminal has to know of the room."""
        self._key = ":code" if by_lines else "i"
        beginning = self.beginning
        return Stage(
            beginning.language,
            beginning.title,
            beginning.class_name,
            lambda: self.address,
            beginning.code,
            reached=lambda: self._phones.reached,
            open_wall=self._open_wall,
            wall_is_open=lambda: self.projector.is_open,
            show_way_in=self._show_way_in,
            complain=complain,
            notice=notice,
            warning=self._warning,
            cameras=self._cameras,
        )

    def _cameras(self) -> Cameras | None:
        """Return what the page of the cards has to know, None where none are read."""
        here = self.local.rpartition("/")[0].replace("127.0.0.1", "localhost")
        return self._cards.cameras(here, f"http://{self.address}" if self.address else "") if self._cards else None

    def _warning(self) -> str:
        """Say that answers are kept no longer, or that phones do not find the laptop where it was, where that is so."""
        if self.journal.is_lost:
            return _("Cannot write to the disk: if this laptop fails, the game is lost.")
        if self._is_away:
            return _("This laptop is not on a network now: phones cannot reach it.")
        return self._moved() if self._has_moved else ""

    def _moved(self) -> str:
        """Say what to do after another address."""
        told = _("This laptop has a new address: {address}.").format(address=self.address)
        if self.desk.snapshot.state.phase == LOBBY:
            return f"{told} {_('Players scan again and type their seat number.')}"
        return (
            f"{told} {_('{key} shows the code: players scan again and type their seat number.').format(key=self._key)}"
        )

    def _show_way_in(self, is_shown: bool) -> None:
        self._shows_way_in = is_shown
        self._has_moved = self._has_moved and not is_shown

    def _follow(self) -> None:
        """Go along where the laptop has got another address. Phones are cut off until they have scanned again: an open question waits."""
        if self._server is None or self._own in _own_addresses():
            self._is_away = False
            return
        found = best(addresses())
        self._is_away = found is None and bool(self._own)
        if found is None:
            return
        self._server.move(0, self._own, found.ip)
        self.journal.know_place(found.ip, self._port)
        self._own, self.address, self._has_moved = found.ip, self._told(found.ip), True
        if self.desk.snapshot.state.phase in (READING, OPEN):
            self.desk.do(Pause(self.desk.at))

    def _open_wall(self) -> str:
        try:
            self.projector.show(wall_page(self._scene(self.desk.snapshot)))
            address = self.projector.open()
        except QuizError as error:
            return render(error.sentence)
        return _("Projector page: {address}").format(address=address)

    def _scene(self, snapshot: Snapshot) -> Scene:
        beginning = self.beginning
        return Scene(
            snapshot,
            beginning.language,
            beginning.title,
            beginning.class_name,
            self.address,
            beginning.code,
            time.monotonic() - self._began,
            self._phones.reached,
            self.projector.is_open,
            shows_way_in=self._shows_way_in,
        )

    def _tick(self) -> None:
        """Let time go on for the game, and keep the projector in step: at once where a step was made, else a few times a second."""
        shown: object = None
        last = 0.0
        looked = time.monotonic()
        while not self._stopping.wait(_STEP):
            self.desk.tick()
            if time.monotonic() - looked >= _LOOKED_EVERY:
                with contextlib.suppress(QuizError, OSError):  # it is looked for again
                    self._follow()
                looked = time.monotonic()
            state, present, _returning, at, _version = self.desk.snapshot
            is_late = is_over_for_most(state, at, present)
            now = (
                state.phase,
                state.position,
                state.revealing,
                state.is_paused,
                state.polls,
                is_late,
                self._shows_way_in,
            )
            if self.projector.is_open and (now != shown or time.monotonic() - last >= _SHOWN_EVERY):
                with contextlib.suppress(Exception):  # time goes on for the class whatever becomes of a picture
                    self.projector.show(wall_page(self._scene(self.desk.snapshot)))
                shown, last = now, time.monotonic()
