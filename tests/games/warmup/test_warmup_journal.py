"""A warm-up on the disk, and what a class remembers."""

from __future__ import annotations

import pytest

from lemans_quiz.core.turns import deal
from lemans_quiz.games.warmup.commands import Command, Forward, Toggle
from lemans_quiz.games.warmup.game import begin, replay, step
from lemans_quiz.games.warmup.journal import (
    Beginning,
    WarmupRecorder,
    give_up,
    last_settings,
    unfinished_warm_up,
)
from lemans_quiz.games.warmup.rules import Script, WarmupRules, points
from lemans_quiz.games.warmup.state import Warmup
from lemans_quiz.room.memory import classes, past_of_class
from lemans_quiz.storage.forgetting import Wanted, forget

NOON = 1_434_283_200.0
TO_REVEAL = (Forward(0.0), Forward(1.0), Forward(2.0), Forward(3.0))


@pytest.fixture
def warm_up(history, choice):
    def play(*commands: Command, class_name: str = "7b", settings: str = "{}", started: float = NOON) -> Warmup:
        script = Script(deal([choice(1), choice(2)], "word"), (), WarmupRules(teams=("Arnage", "Ford"), questions=2))
        recorder = WarmupRecorder(history, Beginning(class_name, started, settings, script))
        state = begin(script)
        for number, command in enumerate(commands):
            state, _ = step(state, command)
            recorder.keep(command, state, (), started + number)
        return state

    return play


def test_a_warm_up_broken_off_is_replayed_with_its_points(history, warm_up):
    state = warm_up(*TO_REVEAL, Toggle(4.0, 1))
    saved = unfinished_warm_up(history, "7B", since=NOON)
    assert saved is not None
    again = replay(saved.beginning.script, saved.commands)
    assert again == state
    assert points(again) == (0, 1)


def test_starting_alone_leaves_no_trace(history, warm_up):
    warm_up()
    assert unfinished_warm_up(history, "7b", since=0) is None
    assert last_settings(history, "7b") == ""


def test_an_old_warm_up_is_not_taken_up(history, warm_up):
    warm_up(*TO_REVEAL)
    assert unfinished_warm_up(history, "7b", since=NOON + 100) is None


def test_one_given_up_is_not_taken_up(history, warm_up):
    warm_up(*TO_REVEAL)
    saved = unfinished_warm_up(history, "7b", since=0)
    assert saved is not None
    give_up(history, saved.id)
    assert unfinished_warm_up(history, "7b", since=0) is None


def test_a_class_remembers_what_was_shown_and_who_missed_it(history, warm_up):
    warm_up(*TO_REVEAL, Toggle(4.0, 1))
    (past,) = past_of_class(history, "7b")
    assert past.outcome.teams == (("Arnage", 0.0), ("Ford", 1.0))
    assert past.outcome.asked == (("race", "item-1", 0.5),)


def test_what_was_not_revealed_is_not_remembered(history, warm_up):
    warm_up(*TO_REVEAL[:2])
    assert past_of_class(history, "7b") == ()


def test_settings_are_those_of_the_class_and_of_no_other(history, warm_up):
    warm_up(*TO_REVEAL, settings='{"minutes":5}')
    warm_up(*TO_REVEAL, settings='{"minutes":7}', class_name="8a")
    assert last_settings(history, "8A") == '{"minutes":7}'
    assert last_settings(history, "") == ""
    assert last_settings(history, "7b") == '{"minutes":5}'


def test_a_class_is_deleted_with_all_it_did(history, path, warm_up):
    warm_up(*TO_REVEAL)
    warm_up(*TO_REVEAL, class_name="8a")
    assert classes(history) == ("7b", "8a")
    assert forget(history, path, Wanted(class_name="7B")).deleted == 1
    assert classes(history) == ("8a",)
    assert history.rows("SELECT count(*) FROM warm_up_commands") == [(4,)]


def test_deleting_everything_deletes_warm_ups(history, path, warm_up):
    warm_up(*TO_REVEAL)
    forget(history, path, Wanted())
    assert classes(history) == ()
