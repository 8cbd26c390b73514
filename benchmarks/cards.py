"""How well cards are read: python -m benchmarks.cards [PICTURES]. Prints the table of docs/cards.md."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from benchmarks.card_pictures import Light, clutter, light, shot, take
from lemans_quiz.room.sightings import sightings
from lemans_quiz.room.tags import detector, find

SIDES = (12, 16, 20, 24, 30, 40, 60)
MIRRORED = 10
"""One picture in so many is seen in a mirror, and must not be read at all."""


class Row(NamedTuple):
    """What was read of cards whose tag is `side` pixels wide when it faces the camera."""

    side: int
    pictures: int
    read: int
    wrong: int


def rows(pictures: int, seed: int = 1, sides: tuple[int, ...] = SIDES) -> Iterator[Row]:
    """Read so many pictures of each size."""
    dice, finder = np.random.default_rng(seed), detector()
    for side in sides:
        shown = read = wrong = 0
        for number in range(pictures):
            is_mirrored = number % MIRRORED == MIRRORED - 1
            width = side * 4 + 60
            held = shot(dice, side, (width / 2 + dice.uniform(-8, 8), width / 2 + dice.uniform(-8, 8)))
            seen = take([held], clutter(dice, width, width, 12), light(dice), dice)
            seen = np.ascontiguousarray(seen[:, ::-1]) if is_mirrored else seen
            told = {(one.seat, one.letter) for one in sightings(find(finder, seen.tobytes(), width, width), 30)}
            is_right = told == {(held.number, held.letter)} and not is_mirrored
            shown += not is_mirrored
            read += is_right
            wrong += bool(told) and not is_right
        yield Row(side, shown, read, wrong)


def seconds_a_frame(frames: int = 20, cards: int = 28) -> tuple[float, int]:
    """Return the processor time of a picture of 1,280 by 720 pixels with a class in it, and how many of its cards were missed."""
    dice, finder = np.random.default_rng(2), detector()
    ground = clutter(dice, 1280, 720, 60)
    held = [
        shot(dice, 30, (100 + place % 7 * 180, 110 + place // 7 * 170))._replace(number=place + 1)
        for place in range(cards)
    ]
    seen = take(held, ground, Light(30, 200, (0.2, 0.1), 0.7, 5), dice).tobytes()
    began = time.process_time()
    for _frame in range(frames):
        told = sightings(find(finder, seen, 1280, 720), cards)
    spent = (time.process_time() - began) / frames
    return spent, cards - len({(one.number, one.letter) for one in held} & {(one.seat, one.letter) for one in told})


def main() -> None:
    """Print the table and what a frame takes."""
    pictures = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    print("| tag's side in pixels | pictures | read | wrong |\n|---|---|---|---|")
    for row in rows(pictures):
        print(f"| {row.side} | {row.pictures} | {row.read / row.pictures:.1%} | {row.wrong} |", flush=True)
    spent, missed = seconds_a_frame()
    print(f"\nA frame of 1,280 by 720 with 28 cards: {spent:.3f} s of one core, {missed} missed.")


if __name__ == "__main__":
    main()
