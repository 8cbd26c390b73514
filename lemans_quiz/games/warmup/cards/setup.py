"""The page of a camera for a warm-up: served from the moment in which the teacher asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lemans_quiz.games.warmup.cards.card_seats import CardTray
from lemans_quiz.room.addresses import PORTS, addresses, best
from lemans_quiz.room.camera_terminal import Cameras

if TYPE_CHECKING:
    from lemans_quiz.room.card_reader import CardReader
    from lemans_quiz.room.server import RoomServer


class CameraRoom:
    """The server of a warm-up's camera. Entered once, left once: then nothing listens any more, and nothing reads."""

    def __init__(self, tray: CardTray, most: int, ports: tuple[int, ...] = PORTS) -> None:
        """`most` is the highest number of a card of this class."""
        self.tray, self._most, self._ports = tray, most, ports
        self._reader: CardReader | None = None
        self._server: RoomServer | None = None
        self._cameras: Cameras | None = None

    def __enter__(self) -> CameraRoom:
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._server is not None:
            self._server.stop()
        if self._reader is not None:
            self._reader.close()

    def cameras(self) -> Cameras | None:
        """Serve the page, and return what there is to know of it; None where the optional part is not installed.

        Raises QuizError where it cannot be served.
        """
        from lemans_quiz.room.card_reader import card_reader
        from lemans_quiz.room.server import RoomServer, Site

        if self._cameras is not None:
            return self._cameras
        self._reader = self._reader or card_reader(self.tray, self._most)
        if self._reader is None:
            return None
        found = best(addresses())
        own = (found.ip,) if found else ()
        server = RoomServer((Site((*own, "127.0.0.1"), self._ports, self._reader.camera.routes(), ("localhost",)),))
        (port,) = server.start()
        self._server = server
        ending = "" if port == 80 else f":{port}"
        there = f"http://{own[0]}{ending}" if own else ""
        self._cameras = self._reader.cameras(f"http://localhost{ending}", there)
        return self._cameras
