"""The process that reads cards: what it is handed, and what becomes of the game when it ends."""

import os
import signal
import sys

import numpy as np
import pytest

from lemans_quiz.errors import UsageError
from lemans_quiz.room.eye import Eye, Picture, picture
from lemans_quiz.room.tags import squares
from tests.systems import needs_unix

pytest.importorskip("pyapriltags")


def card(number: int = 5) -> Picture:
    tag = np.kron(np.array(squares([number])[0], dtype=np.uint8) * 255, np.ones((6, 6), np.uint8))
    scene = np.full((120, 160), 200, np.uint8)
    scene[20:80, 30:90] = tag
    return picture(160, 120, scene.tobytes())


@needs_unix
def test_an_eye_reads_on_after_its_process_was_killed() -> None:
    with Eye() as eye:
        assert [one.number for one in eye.look(card())] == [5]
        os.kill(eye.process_number, signal.SIGKILL)
        assert [one.number for one in (*eye.look(card()), *eye.look(card()))][-1:] == [5]
        assert eye.restarts <= 1


@pytest.mark.parametrize("told", ["", "not json", "[[1]]", '{"a": 1}', "[" * 5000, "7"])
def test_a_process_that_talks_nonsense_gives_no_card(told: str) -> None:
    with Eye((sys.executable, "-c", f"print({told!r})")) as eye:
        assert eye.look(card()) == []
        assert eye.restarts == 1


def test_a_process_that_cannot_be_started_gives_no_card() -> None:
    with Eye(("/no/such/program",)) as eye:
        assert eye.look(card()) == []


@pytest.mark.parametrize(
    ("width", "height", "length"),
    [
        (0, 0, 0),
        (63, 640, 63 * 640),
        (4097, 64, 4097 * 64),
        (4000, 4000, 16_000_000),
        (-640, -480, 307_200),
        (640, 480, 307_199),
    ],
)
def test_a_picture_that_is_none_is_refused(width: int, height: int, length: int) -> None:
    with pytest.raises(UsageError, match=r"(?i)picture"):
        picture(width, height, bytes(length))


def test_bytes_that_are_no_picture_of_anything_give_no_card() -> None:
    dice = np.random.default_rng(1)
    noise = [
        picture(320, 240, dice.bytes(320 * 240)),
        picture(320, 240, bytes(320 * 240)),
        picture(64, 1000, b"\xff" * 64_000),
    ]
    with Eye() as eye:
        assert [eye.look(one) for one in noise] == [[], [], []]
        assert eye.restarts == 0
