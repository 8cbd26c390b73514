"""A sample of `python -m tests.soak`: each of its kinds once or twice."""

from __future__ import annotations

import random

import pytest

from tests.soak import crowd, faults, kills


@pytest.fixture
def home(tmp_path, furnish):
    return kills.new_home(furnish(tmp_path / "home"))


@pytest.mark.parametrize("arguments", kills.BY_PIPE, ids=lambda arguments: " ".join(arguments[:4]))
def test_a_game_killed_by_pipe_keeps_what_it_told(home, arguments):
    kills.killed_by_pipe(home, random.Random(7), arguments)


def test_games_killed_by_keys_go_on(home):
    for arguments in (kills.BY_KEYS[0], kills.BY_KEYS[5]):
        kills.killed_by_keys(home, random.Random(3), arguments)
    kills.goes_on(home)


def test_ten_programs_on_one_home_lose_nothing(home, by_pipes):
    assert crowd.together(home, by_pipes) == len(crowd.PLAYERS) * crowd.ANSWERS


@pytest.mark.skipif(not faults.is_there(), reason="strace is not installed")
def test_a_call_that_fails_leaves_the_old_packs_or_the_new_ones(tmp_path):
    faults.replaced_under_a_fault(tmp_path / "fault", random.Random(5))
