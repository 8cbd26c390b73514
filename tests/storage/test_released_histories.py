"""Histories written by released versions, one file each under tests/histories, are read by this one in full."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from lemans_quiz.core import game as quiz
from lemans_quiz.core.game import replay as replay_game
from lemans_quiz.core.scoring import EVEN_RACE
from lemans_quiz.games.race.rules import laps_by_hour
from lemans_quiz.games.warmup.game import replay
from lemans_quiz.games.warmup.journal import unfinished_warm_up
from lemans_quiz.storage.opening import open_history
from lemans_quiz.storage.records import RACE
from lemans_quiz.storage.sessions import list_sessions, load

RELEASED = sorted((Path(__file__).resolve().parents[1] / "histories").glob("*.sqlite3"))


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def home_of_a_release(request, tmp_path: Path) -> Path:
    data = tmp_path / "home" / "data"
    data.mkdir(parents=True)
    shutil.copy(request.param, data / "history.sqlite3")
    return tmp_path / "home"


def test_every_session_of_a_released_version_is_listed(home_of_a_release, own_lmq) -> None:
    listed = own_lmq("history", "list")
    assert listed.returncode == 0
    assert listed.stderr == ""
    for kind in ("quiz", "exam", "race", "practice"):
        assert kind in listed.stdout


@pytest.mark.parametrize(("session", "told"), [("2", "1/4"), ("3", "Not submitted yet"), ("8", "P91")])
def test_a_game_left_in_a_released_version_goes_on(home_of_a_release, own_lmq, session, told) -> None:
    resumed = own_lmq("resume", session, "--plain")
    assert resumed.returncode == 0
    assert told in resumed.stdout


def test_a_duel_left_in_a_released_version_goes_on(home_of_a_release, own_lmq) -> None:
    resumed = own_lmq("--player", "Ada", "resume", "--plain")
    assert resumed.returncode == 0
    assert "Ada" in resumed.stdout


def test_every_attempt_of_a_released_version_is_exported(home_of_a_release, own_lmq, tmp_path) -> None:
    written = tmp_path / "all.json"
    assert own_lmq("history", "export", "--everyone", "-o", str(written)).returncode == 0
    assert len(json.loads(written.read_text("utf-8"))) == 38


def test_memory_and_statistics_of_a_released_version_are_kept(home_of_a_release, own_lmq) -> None:
    stats = json.loads(own_lmq("stats", "--json", "--player", "Ada").stdout)
    assert stats
    with open_history(home_of_a_release / "data" / "history.sqlite3", lambda _: None) as history:
        assert history.rows("SELECT count(*) FROM memory") == [(29,)]


def test_what_a_released_version_kept_has_the_days_of_this_computer(home_of_a_release, own_lmq) -> None:
    stats = json.loads(own_lmq("stats", "--json", "--player", "Ada").stdout)
    with open_history(home_of_a_release / "data" / "history.sqlite3", lambda _: None) as history:
        assert history.rows("SELECT DISTINCT utc_offset FROM sessions") == [(None,)]
    assert sum(day["attempts"] for day in stats["days"]) == stats["attempts"]


def test_every_answer_of_a_released_version_keeps_its_mark(home_of_a_release) -> None:
    with open_history(home_of_a_release / "data" / "history.sqlite3", lambda _: None) as history:
        for session in list_sessions(history):
            kept = history.rows("SELECT turn, mark, reason FROM attempts WHERE session = ? ORDER BY turn", session.id)
            saved = load(history, session.id)
            if saved is None:  # an exam that was not handed in has commands of its own
                assert kept == []
                continue
            game = quiz.replay(saved.opening.turns, saved.opening.rules, saved.commands)
            assert [(one.turn, one.mark.value, one.mark.reason) for one in game.attempts] == kept


def test_a_warm_up_of_a_released_version_is_replayed(home_of_a_release) -> None:
    with open_history(home_of_a_release / "data" / "history.sqlite3", lambda _: None) as history:
        saved = unfinished_warm_up(history, "7b", since=0.0)
    assert saved is not None
    assert replay(saved.beginning.script, saved.commands).script.rules.teams == ("Red", "Blue")


def test_races_of_a_released_version_stay_what_they_were(home_of_a_release) -> None:
    with open_history(home_of_a_release / "data" / "history.sqlite3", lambda _: None) as history:
        races = [one for one in list_sessions(history) if one.kind == RACE]
        saved = [load(history, race.id) for race in races]
    assert {race.scoring for race in races} == {EVEN_RACE}
    for race, one in zip(races, saved, strict=True):
        replayed = replay_game(one.opening.turns, one.opening.rules, one.commands)
        driven = [laps_by_hour(replayed, player) for player in range(len(race.players))]
        assert sum(map(sum, driven)) == pytest.approx(race.score)
