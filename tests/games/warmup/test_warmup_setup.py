"""Whose game it is: settings of a class, and a warm-up that was broken off."""

from __future__ import annotations

import time

import pytest

from lemans_quiz.core.turns import deal
from lemans_quiz.games.warmup.commands import Forward, Toggle
from lemans_quiz.games.warmup.game import begin, step
from lemans_quiz.games.warmup.journal import Beginning, WarmupRecorder, give_up
from lemans_quiz.games.warmup.rules import Script, WarmupRules
from lemans_quiz.games.warmup.settings import Settings, settings_to_json
from lemans_quiz.games.warmup.setup import asked_for, broken_off, is_another, kept_for_later, told_of
from lemans_quiz.i18n import render

DAY = 24 * 3600.0
NOW = time.time()


@pytest.fixture
def lesson(history, choice):
    """Play a warm-up up to its first reveal, one team marked."""

    def play(class_name: str, settings: Settings, *, days_ago: float = 0.0) -> int:
        rules = WarmupRules(teams=("Blau", "Gelb"), questions=2)
        script = Script(deal([choice(1), choice(2)], "word"), (), rules)
        recorder = WarmupRecorder(
            history, Beginning(class_name, NOW - days_ago * DAY, settings_to_json(settings), script)
        )
        state = begin(script)
        for at, command in enumerate((Forward(0.0), Forward(1.0), Forward(2.0), Forward(3.0), Toggle(4.0, 1))):
            state, _ = step(state, command)
            recorder.keep(command, state, (), NOW - days_ago * DAY + at)
        return recorder.id

    return play


def test_what_is_given_now_stands_over_what_the_class_had_one_by_one(history, lesson):
    lesson("7b", Settings(packs=("circuit",), teams="4", minutes=8.0, seconds=20.0, theme="dark"))
    asked = asked_for(history, {"seconds": 45.0}, "7B")
    assert asked.settings == Settings(packs=("circuit",), teams="4", minutes=8.0, seconds=45.0, theme="dark")
    assert asked.is_as_last_time


def test_a_new_class_inherits_nobodys_settings(history, lesson):
    lesson("7b", Settings(teams="Mia,Ben"))
    assert asked_for(history, {}, "8a").settings == Settings()
    assert asked_for(history, {}, "").settings == Settings()


@pytest.mark.parametrize(
    ("kept", "given", "wanted"),
    [
        (Settings(questions=6), {"minutes": 3.0}, Settings(minutes=3.0)),
        (Settings(tally=True), {"entry": "buzz", "teams": "2"}, Settings(entry="buzz", teams="2")),
        (Settings(entry="letters", teams="4"), {"teams": "0"}, Settings(teams="0")),
        (Settings(entry="buzz", teams="4"), {"tally": True}, Settings(teams="4", tally=True)),
        (Settings(), {"class_size": 28}, Settings(class_size=28, tally=True)),
        (Settings(tally=True, class_size=28), {"tally": False}, Settings(class_size=28)),
        (Settings(entry="cards", class_size=28), {"class_size": 27}, Settings(entry="cards", class_size=27)),
        (Settings(entry="cards", teams="4"), {"teams": "0"}, Settings(entry="cards", teams="0")),
        (Settings(entry="cards"), {"tally": True}, Settings(tally=True)),
        (Settings(tally=True, class_size=28), {"entry": "cards"}, Settings(entry="cards", class_size=28)),
        (Settings(packs=("a",), in_order=True), {"packs": ("b",)}, Settings(packs=("b",))),
        (Settings(packs=("a",), only=("x",), seed="s"), {}, Settings(packs=("a",))),
    ],
)
def test_what_is_given_takes_away_what_it_rules_out(history, lesson, kept, given, wanted):
    lesson("7b", kept)
    assert asked_for(history, given, "7b").settings == wanted


def test_a_pack_that_is_a_file_is_remembered_by_its_whole_path(history, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ten.yaml").touch()
    assert asked_for(history, {"packs": ("./ten.yaml", "circuit")}, "").settings.packs == (
        str(tmp_path / "ten.yaml"),
        "circuit",
    )


def test_a_class_is_offered_its_game_for_weeks_and_nobody_else_is(history, lesson):
    lesson("7b", Settings(), days_ago=20)
    lesson("", Settings(), days_ago=2)
    assert broken_off(history, "7b")
    assert broken_off(history, "8a") is None
    assert broken_off(history, "") is None


def test_a_game_stays_offered_when_another_was_played_to_its_end(history, lesson):
    first = lesson("7b", Settings(packs=("circuit",)), days_ago=3)
    give_up(history, lesson("7b", Settings(packs=("drivers",)), days_ago=1))
    saved = broken_off(history, "7b")
    assert saved is not None
    assert saved.id == first


def test_a_command_that_names_another_game_does_not_start_the_old_one(history, lesson):
    lesson("7b", Settings(packs=("circuit",), questions=6, seed="monday"))
    saved = broken_off(history, "7b")
    assert saved is not None
    for given in ({}, {"packs": ("circuit",)}, {"questions": 6, "theme": "dark"}, {"seed": "monday"}):
        assert not is_another(asked_for(history, given, "7b"), saved)
    for given in ({"packs": ("drivers",)}, {"questions": 7}, {"seed": "tuesday"}, {"teams": "3"}):
        assert is_another(asked_for(history, given, "7b"), saved)
    assert "--class '7b'" in render(kept_for_later(saved))


def test_the_question_names_pack_class_teams_points_and_day(history, lesson):
    lesson("7b", Settings(packs=("/home/x/ten.yaml",)))
    saved = broken_off(history, "7b")
    assert saved is not None
    told = " ".join(told_of(saved))
    assert all(word in told for word in ("today", "first question", "Class 7b", "ten.yaml", "Blau 0", "Gelb 1"))
    assert "/home/x" not in told
