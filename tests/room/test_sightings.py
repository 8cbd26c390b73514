"""Cards in pictures: the right letter or none, whatever is done to them."""

from math import cos, radians, sin

import numpy as np
import pytest

from benchmarks.card_pictures import Light, clutter, shot, take
from benchmarks.cards import rows
from lemans_quiz.room.sightings import LETTERS, Sighting, foreign, sightings
from lemans_quiz.room.tags import Found, detector, find

pytest.importorskip("pyapriltags")
CLEAR = Light(black=20, white=230, slope=(0, 0), blur=0.5, noise=1)


def held(number: int = 4, turned: float = 0, side: float = 40, wrong_bits: int = 0, margin: float = 80) -> Found:
    """Return a card that is turned so many degrees against the clock."""
    corners = []
    for x, y in ((-1, 1), (1, 1), (1, -1), (-1, -1)):
        angle = radians(-turned)
        corners.append(
            (100 + side / 2 * (x * cos(angle) - y * sin(angle)), 100 + side / 2 * (x * sin(angle) + y * cos(angle)))
        )
    return Found(number, tuple(corners), wrong_bits, margin)


@pytest.mark.parametrize("quarter", range(4))
@pytest.mark.parametrize("askew", [-34, -20, 0, 20, 34])
def test_the_edge_that_is_up_is_the_answer(quarter: int, askew: int) -> None:
    assert sightings([held(turned=90 * quarter + askew)], 30) == [Sighting(4, LETTERS[quarter], pytest.approx(40))]


@pytest.mark.parametrize("turned", [36, 45, 54, 135, 225, 316])
def test_a_card_between_two_letters_is_none(turned: int) -> None:
    assert sightings([held(turned=turned)], 30) == []


@pytest.mark.parametrize("doubtful", [held(31), held(0), held(wrong_bits=2), held(margin=9), held(side=9)])
def test_a_card_that_is_not_of_the_class_or_not_sure_is_none(doubtful: Found) -> None:
    assert sightings([doubtful, held(5)], 30) == [Sighting(5, "A", pytest.approx(40))]


def test_two_cards_of_one_number_are_none_and_told() -> None:
    twice = [held(4), held(4, turned=90), held(6), held(33)]
    assert [one.seat for one in sightings(twice, 30)] == [6]
    assert foreign(twice, 30) == [4, 33]


def test_cards_in_a_picture_are_told_by_seat() -> None:
    dice = np.random.default_rng(3)
    shots = [shot(dice, 30, (90 + 150 * place, 100), thumbs=False)._replace(number=9 - place) for place in range(3)]
    seen = take(shots, clutter(dice, 480, 200, 8), CLEAR, dice)
    told = sightings(find(detector(), seen.tobytes(), 480, 200), 30)
    assert [(one.seat, one.letter) for one in told] == sorted((one.number, one.letter) for one in shots)


def test_no_picture_is_read_wrong_and_from_24_pixels_on_nearly_all_are_read() -> None:
    read = list(rows(20, seed=5, sides=(12, 24, 40)))
    assert [row.wrong for row in read] == [0, 0, 0]
    assert all(row.read >= row.pictures - 1 for row in read[1:])


def test_a_picture_at_whose_edge_a_card_is_cut_off_gives_none() -> None:
    dice = np.random.default_rng(4)
    seen = take([shot(dice, 40, (8, 80), thumbs=False)], clutter(dice, 160, 160, 5), CLEAR, dice)
    assert find(detector(), seen.tobytes(), 160, 160) == []
