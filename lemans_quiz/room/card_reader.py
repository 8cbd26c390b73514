"""What reads the cards of a room: the eye in its own process, and the way in for a camera. Import it where a room is opened.

    reader = card_reader(seats)                 # None where the optional part is not installed
    Site(addresses, PORTS, (..., *reader.camera.routes()))
    reader.cameras("http://localhost:8080", "http://10.3.7.21:8080")
    reader.close()

The process that reads is started by the first picture.
"""

from __future__ import annotations

from typing import NamedTuple

from lemans_quiz.errors import MissingExtra
from lemans_quiz.room.camera import Camera, Seats
from lemans_quiz.room.camera_terminal import Cameras
from lemans_quiz.room.cards import MOST_CARDS
from lemans_quiz.room.eye import Eye


class CardReader(NamedTuple):
    """The eye on cards, and the way in for a camera."""

    eye: Eye
    camera: Camera

    def cameras(self, here: str, there: str) -> Cameras:
        """Return what the terminal's page of the camera has to know; the sites of this laptop and for phones, empty where there is none."""
        camera = self.camera
        return Cameras(
            here=lambda: camera.address(here),
            there=lambda: camera.address(there) if there else "",
            renew=camera.renew,
            has_eye=lambda: camera.has_eye,
        )

    def close(self) -> None:
        """End the process that reads."""
        self.eye.close()


def card_reader(seats: Seats, most: int = MOST_CARDS) -> CardReader | None:
    """Return what reads cards, None where the optional part is not installed. Cards with numbers above `most` are not of this class."""
    try:
        eye = Eye()
    except MissingExtra:
        return None
    return CardReader(eye, Camera(eye, most=lambda: most, seats=seats))
