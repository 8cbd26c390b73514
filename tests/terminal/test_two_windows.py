"""A second window says which game is open in the first."""

from __future__ import annotations

import pytest

from tests.systems import NEEDS_TERMINAL

pytest.importorskip("fcntl", reason=NEEDS_TERMINAL)

from tests.terminal.test_signals import PLAY, WARM_UP, home, led  # noqa: F401


def test_the_start_screen_names_the_game_that_is_open_elsewhere(led):  # noqa: F811
    first = led(*PLAY)
    first.wait_for("1 of 5")
    first.press("1")
    first.wait_for("continue")
    second = led()
    second.wait_for("where you left off")
    second.press("\r")
    second.wait_for("Session 1 (quiz · kill) is open in another window. Continue it there.")


def test_a_warm_up_beside_another_says_so(led):  # noqa: F811
    first = led(*WARM_UP)
    first.wait_for("back row")
    first.press(" ")
    first.wait_for("Question 1")
    second = led(*WARM_UP)
    second.wait_for("The warm-up W1 from")
    second.wait_for("is open in another window")
