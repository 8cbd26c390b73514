"""One session is played in one window: a second one is told so, and plays it when the first is gone."""

from __future__ import annotations

import subprocess

import pytest

from tests.killing import command, environment, home_with_the_pack, kept  # noqa: F401


@pytest.fixture
def first(home):
    """A game of twelve questions, one of them answered, that waits for its next answer."""
    game = subprocess.Popen(
        command("play", "kill", "-n", "12", "--json"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(home),
    )
    game.stdin.write("1\n")
    game.stdin.flush()
    assert any("marked" in line for line in iter(game.stdout.readline, ""))
    yield game
    game.kill()
    game.communicate()


def resumed(home):
    return subprocess.run(
        command("resume", "--json"),
        input="1\n" * 12,
        capture_output=True,
        text=True,
        env=environment(home),
        check=False,
    )


def test_a_game_that_is_being_played_is_not_resumed_beside_it(home, first):
    second = resumed(home)
    assert second.returncode == 1
    assert "Session 1 (quiz · kill" in second.stderr
    assert "is open in another window. Continue it there." in second.stderr
    assert len(kept(home)) == 1


def test_it_is_resumed_when_the_first_is_gone(home, first):
    first.kill()
    first.wait()
    assert resumed(home).returncode == 0
    assert len(kept(home)) == 12
