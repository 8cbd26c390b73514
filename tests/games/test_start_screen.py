"""The start screen: everything leads back to it, and it remembers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_a_game_statistics_and_packs_lead_back(play, home):
    session = play(home=home)
    session.wait_for("Race of the day")
    session.answer("8", "Statistics")
    session.answer("2", "Press Enter to return")
    session.answer("\r", "Race of the day")
    session.answer("2", "Topic")
    session.answer("1", "1 of 10")
    session.answer("\x1b", "Skip this question")
    session.answer("2", "Skipped")
    session.answer("\x1b", "your answers are saved")
    session.answer("\x1b[F\r", "Result so far")
    session.answer("\x1b", "where you left off")
    session.answer("8", "Statistics")
    session.answer("2", "Days played")
    session.answer("\x1b", "Race of the day")
    session.answer("8", "Statistics")
    session.answer("4", "Press Enter to return")
    session.answer("\r", "Race of the day")
    session.press("q")
    assert session.finish() == 0


def test_topic_and_level_of_a_quick_quiz_are_remembered(play, home):
    session = play(home=home)
    session.wait_for("Race of the day")
    session.answer("2", "Topic")
    session.answer("2", "The circuit")
    for _ in range(12):
        session.press("\x1b[B")
    session.answer("\r", "Topic   The circuit")
    session.answer("3", "all levels")
    session.answer("3", "Level   level 2")
    session.answer("1", "level 2 ·")
    session.press("\x03")
    session.finish()
    kept = json.loads((home / "data" / "settings.json").read_text())
    assert kept == {"quick level": "2", "quick topic": "circuit"}
    again = play(home=home)
    again.wait_for("Race of the day")
    again.answer("2", "Topic   The circuit")


def test_friends_are_asked_for_names_until_there_are_two(play, home):
    session = play(home=home)
    session.wait_for("Race of the day")
    session.answer("4", "taking turns")
    session.answer("1", "Who is playing?")
    session.answer("Ada\r", "A duel needs 2 to 8 players")
    session.answer(", Ben", "› Ada, Ben")
    session.answer("\r", "Ada")
    session.wait_for("1 of 10")


def test_a_language_that_is_chosen_stays(play, home):
    session = play(home=home)
    session.wait_for("Race of the day")
    session.answer("8", "Deutsch")
    session.answer("5", "English")
    session.answer("2", "Rennen des Tages")
    session.press("q")
    session.finish()
    again = play(home=home)
    again.wait_for("Rennen des Tages")


def test_ctrl_c_leaves_with_its_code(play, home):
    session = play(home=home)
    session.wait_for("Race of the day")
    session.press("\x03")
    assert session.finish() == 130


def test_a_terminal_is_asked_for_its_background_in_idle_time_and_its_answer_stays(play, home):
    session = play("play", home=home, colours="")
    session.wait_for("1 of 10")
    while b"\x1b]11;?" not in session.output:
        session.pump(0.1)
    assert session.output.index(b"1 of 10") < session.output.index(b"\x1b]11;?")
    session.press("\x1b]11;rgb:ffff/ffff/f0f0\x1b\\")
    while not (home / "data" / "settings.json").exists():
        session.pump(0.05)
    assert "light" in (home / "data" / "settings.json").read_text()
    assert "1 of 10" in session.text()
    session.press("\x03")
    session.finish()
    again = play("play", home=home, colours="")
    again.wait_for("1 of 10")
    assert b"38;5;25m" in again.output
