"""Pictures of cards as a camera in a classroom makes them: tilted, blurred, noisy, badly lit, before clutter, held by thumbs."""

from __future__ import annotations

from math import cos, radians, sin
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lemans_quiz.room.tags import BLACK, MODULES, squares

Grey = NDArray[np.float64]

CARD = (210.0, 148.5)
"""A5, lying, in millimetres: as wide as high where its letter A is up."""

SIDE = 104.0
"""Of the tag's black square, in millimetres."""

FOCAL = 1000.0
"""Of the camera, in pixels."""


class Shot(NamedTuple):
    """How a card is held and seen. Angles in degrees, lengths in pixels, greys from 0 to 255."""

    number: int
    quarter: int
    roll: float
    tilt: tuple[float, float]
    side: float
    centre: tuple[float, float]
    thumbs: tuple[tuple[float, float], ...] = ()
    "Where on the card fingers are, in millimetres from its centre."

    @property
    def letter(self) -> str:
        return "ABCD"[self.quarter]


class Light(NamedTuple):
    """What the camera makes of it. `blur` is the standard deviation in pixels, `noise` in greys."""

    black: float
    white: float
    slope: tuple[float, float]
    blur: float
    noise: float


def shot(
    dice: np.random.Generator, side: float, centre: tuple[float, float], seats: int = 30, thumbs: bool = True
) -> Shot:
    """Return a card held anyhow: up to 35 degrees from facing the camera, up to 20 from upright."""
    away, direction = dice.uniform(0, 35), dice.uniform(0, 360)
    tilt = (away * cos(radians(direction)), away * sin(radians(direction)))
    quarter = int(dice.integers(4))
    held = ((-1, 0), (1, 0)) if quarter % 2 == 0 else ((0, -1), (0, 1))
    fingers = tuple(_finger(dice, *edge) for edge in held) if thumbs else ()
    return Shot(int(dice.integers(1, seats + 1)), quarter, dice.uniform(-20, 20), tilt, side, centre, fingers)


def _finger(dice: np.random.Generator, x: int, y: int) -> tuple[float, float]:
    """Return where a thumb is that holds an edge, up to the white border of the tag and a little over it."""
    along = dice.uniform(-45, 45)
    return (x * dice.uniform(66, 95), along) if x else (along, y * dice.uniform(66, 72))


def light(dice: np.random.Generator) -> Light:
    """Return a room's light: from a dim one to one with the sun from the side."""
    black = dice.uniform(10, 70)
    white = black + dice.uniform(70, 180)
    return Light(
        black, white, (dice.uniform(-0.35, 0.35), dice.uniform(-0.35, 0.35)), dice.uniform(0.3, 1.1), dice.uniform(1, 9)
    )


def clutter(dice: np.random.Generator, width: int, height: int, things: int) -> Grey:
    """Return a background of books, windows, checked shirts and heads."""
    ground = np.full((height, width), dice.uniform(40, 200))
    for _thing in range(things):
        x, y = dice.integers(0, width), dice.integers(0, height)
        w, h = dice.integers(4, max(5, width // 4)), dice.integers(4, max(5, height // 4))
        part = ground[y : y + h, x : x + w]
        if dice.uniform() < 0.3:
            rows, columns = np.indices(part.shape)
            step = int(dice.integers(2, 8))
            part[(rows // step + columns // step) % 2 == 0] = dice.uniform(0, 255)
        else:
            part[:] = dice.uniform(0, 255)
    return ground


def take(shots: list[Shot], ground: Grey, lit: Light, dice: np.random.Generator) -> NDArray[np.uint8]:
    """Return the picture that the camera makes of cards before a ground."""
    scene = ground.copy()
    for one in shots:
        _hold(scene, one)
    scene = lit.black + scene / 255 * (lit.white - lit.black)
    height, width = scene.shape
    rows, columns = np.linspace(-1, 1, height)[:, None], np.linspace(-1, 1, width)[None, :]
    scene = _blurred(scene * (1 + lit.slope[0] * columns / 2 + lit.slope[1] * rows / 2), lit.blur)
    return np.clip(scene + dice.normal(0, lit.noise, scene.shape), 0, 255).astype(np.uint8)


_FACES: dict[int, NDArray[np.float64]] = {}
SAMPLES = 3


def _hold(scene: Grey, one: Shot) -> None:
    """Paint a card over what is behind it; each pixel is the mean of SAMPLES by SAMPLES places in it."""
    reach = int(one.side * 2.2) + 4
    top, left = max(0, int(one.centre[1]) - reach), max(0, int(one.centre[0]) - reach)
    window = scene[top : int(one.centre[1]) + reach, left : int(one.centre[0]) + reach]
    offsets = (np.arange(SAMPLES) + 0.5) / SAMPLES
    y = (top + np.arange(window.shape[0])[:, None] + offsets[None, :]).reshape(-1, 1)
    x = (left + np.arange(window.shape[1])[:, None] + offsets[None, :]).reshape(1, -1)
    shade, covered = _card_at(one, *_on_card(one, x - one.centre[0], y - one.centre[1]))
    behind = np.repeat(np.repeat(window, SAMPLES, axis=0), SAMPLES, axis=1)
    mixed = np.where(covered, shade, behind)
    window[:] = mixed.reshape(window.shape[0], SAMPLES, window.shape[1], SAMPLES).mean(axis=(1, 3))


def _on_card(one: Shot, x: Grey, y: Grey) -> tuple[Grey, Grey]:
    """Return where on the card, in millimetres from its centre, each place of the picture is."""
    turn = radians(one.roll - 90 * one.quarter)
    pitch, yaw = radians(one.tilt[0]), radians(one.tilt[1])
    about_z = np.array([[cos(turn), -sin(turn), 0], [sin(turn), cos(turn), 0], [0, 0, 1]])
    about_x = np.array([[1, 0, 0], [0, cos(pitch), -sin(pitch)], [0, sin(pitch), cos(pitch)]])
    about_y = np.array([[cos(yaw), 0, sin(yaw)], [0, 1, 0], [-sin(yaw), 0, cos(yaw)]])
    placed = about_y @ about_x @ about_z
    distance = FOCAL * SIDE / one.side
    back = np.linalg.inv(np.column_stack((placed[:, 0], placed[:, 1], (0, 0, distance))))
    u, v, w = (row[0] * x / FOCAL + row[1] * y / FOCAL + row[2] for row in back)
    return u / w, v / w


def _card_at(one: Shot, u: Grey, v: Grey) -> tuple[Grey, NDArray[np.bool_]]:
    """Return how bright the card is at places on it, and whether there is card or finger at all."""
    if one.number not in _FACES:
        _FACES[one.number] = np.array(squares([one.number])[0], dtype=np.float64) * 255
    face, step = _FACES[one.number], SIDE / BLACK
    column, row = np.floor(u / step + MODULES / 2).astype(int), np.floor(v / step + MODULES / 2).astype(int)
    inside = (column >= 0) & (column < MODULES) & (row >= 0) & (row < MODULES)
    shade = np.where(inside, face[row.clip(0, MODULES - 1), column.clip(0, MODULES - 1)], 255.0)
    covered = (abs(u) <= CARD[0] / 2) & (abs(v) <= CARD[1] / 2)
    for x, y in one.thumbs:
        finger = ((u - x) / 11) ** 2 + ((v - y) / 14) ** 2 <= 1
        shade, covered = np.where(finger, 150.0, shade), covered | finger
    return shade, covered


def _blurred(scene: Grey, deviation: float) -> Grey:
    reach = int(3 * deviation) + 1
    weights = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * deviation**2))
    weights /= weights.sum()
    wide = np.pad(scene, reach, mode="edge")
    rows = sum(weight * wide[place : place + scene.shape[0]] for place, weight in enumerate(weights))
    return sum(weight * rows[:, place : place + scene.shape[1]] for place, weight in enumerate(weights))  # type: ignore[return-value]
