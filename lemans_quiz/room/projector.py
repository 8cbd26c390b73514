"""Opens the projector's page in a browser of this computer and keeps it in step with the game.

    with Projector() as projector:
        projector.open(may_start_browser=True)    # returns the address; a second time opens a browser again
        projector.show(page)                      # as often as you like; nothing is sent where nothing changed

The page is served on loopback alone. The server and its library are imported when it is opened first.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from lemans_quiz.i18n import _
from lemans_quiz.room.wall import WallPage, page_to_json

if TYPE_CHECKING:
    from lemans_quiz.room.server import RoomServer, Site

_FILES = Path(__file__).parent / "wall"
_CHANNEL = "wall"
PORTS = (8024, 8124, 8224, 0)
"""Tried in this order; 0 is any that is free."""


class Projector:
    """The wall of one game. Not open at first; `show` may be called all the same."""

    def __init__(self) -> None:
        self._server: RoomServer | None = None
        self._shown = ""
        self.address = ""

    def __enter__(self) -> Projector:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @property
    def is_open(self) -> bool:
        """Tell whether the page is served."""
        return self._server is not None

    def open(self, *, may_start_browser: bool = True) -> str:
        """Serve the page, start a browser where there is one, and return the address. Raises QuizError where it cannot be served."""
        if self._server is None:
            from lemans_quiz.room.server import RoomServer

            server = RoomServer((wall_site(),))
            if self._shown:
                server.publish(_CHANNEL, self._shown)
            (port,) = server.start()
            self._server, self.address = server, f"http://localhost:{port}/wall"
        if may_start_browser:
            start_browser(self.address)
        return self.address

    def show(self, page: WallPage) -> None:
        """Put a page on the wall. Never waits."""
        text = page_to_json(page, _words())
        if text != self._shown:
            self._shown = text
            if self._server is not None:
                self._server.publish(_CHANNEL, text)

    def close(self) -> None:
        """Serve no longer; the page in the browser says so."""
        if self._server is not None:
            self._server.stop()
            self._server = None


def wall_site() -> Site:
    """Return the site of the wall, on loopback alone."""
    from lemans_quiz.room.server import Site, asset, news

    files = {"/wall": "wall.html", "/wall.css": "wall.css", "/wall.js": "wall.js"}
    kinds = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
    routes = (asset(path, (_FILES / name).read_bytes(), kinds[name[5:]]) for path, name in files.items())
    return Site(("127.0.0.1", "::1"), PORTS, (*routes, news("/wall/news", _CHANNEL)), ("localhost",))


def _words() -> dict[str, str]:
    """Return what the page says by itself."""
    return {
        "away": _("No connection to the laptop. This page comes back by itself."),
        "over": _("The game on this laptop has ended."),
        "look": _("T light or dark"),
        "full": _("F full screen"),
        "right": _("right"),
        "up": _("Time's up"),
        "first": _("before"),
        "then": _("after"),
    }


def start_browser(address: str) -> None:
    """Open an address of this computer in its browser, where there is one. Never waits."""
    threading.Thread(target=_start_browser, args=(address,), daemon=True).start()


def _start_browser(address: str) -> None:
    """Have Python's webbrowser open an address, in a process of its own: whatever a browser says, our terminal stays clean.

    Without TERM no browser is taken that would draw itself into this terminal.
    """
    import subprocess
    import sys

    surroundings = {name: value for name, value in os.environ.items() if name != "TERM"}
    command = [sys.executable, "-I", "-m", "webbrowser", address]
    nothing = subprocess.DEVNULL
    try:
        subprocess.run(
            command,
            env=surroundings,
            stdin=nothing,
            stdout=nothing,
            stderr=nothing,
            start_new_session=True,
            check=False,
        )
    except OSError:
        return  # The address was told; somebody may type it.
