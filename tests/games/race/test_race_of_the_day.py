"""The race of the day: the first try counts and is kept, days in a row are told, and every rule is compared with itself alone."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from lemans_quiz.app import build
from lemans_quiz.cli.invocation import history_of_the_player
from lemans_quiz.core.events import Answer, Next
from lemans_quiz.core.game import Rules, begin, step
from lemans_quiz.core.items import Item, TrueFalse
from lemans_quiz.core.responses import Said
from lemans_quiz.core.scoring import EVEN_RACE, RACE, RACE_STEADY
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import deal
from lemans_quiz.games.race.field import field_of_winners
from lemans_quiz.games.race.history import race_history_lines
from lemans_quiz.games.race.setup import (
    day_of,
    days_in_a_row,
    first_try,
    past_of,
    past_sessions,
    race_of,
    rival_of_the_day,
    title_of,
    told_try,
)
from lemans_quiz.storage.history import History
from lemans_quiz.storage.recording import Recorder
from lemans_quiz.storage.records import RACE as KIND
from lemans_quiz.storage.records import Opening
from lemans_quiz.storage.sessions import list_sessions

TODAY = date(2026, 11, 2)
FIELD = field_of_winners()
TURNS = deal([Item("pack", f"q{number}", plain("?"), TrueFalse(True)) for number in range(6)], "sarthe")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, furnish: Callable[[Path], Path]) -> Path:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(furnish(tmp_path)))
    return tmp_path


def race_today(*arguments: str, lines: str = "1\n" * 6) -> Result:
    return CliRunner().invoke(build(["race"]), ["race", "--today", *arguments], input=lines)


def opening(title: str, *, scoring: str = RACE) -> Opening:
    return Opening(KIND, title, time.time(), TURNS, Rules(scoring=scoring, pushes=3), "2026-11-02")


def drive(history: History, title: str, *, hours: int = 6, scoring: str = RACE, right: bool = True) -> None:
    opened = opening(title, scoring=scoring)
    recorder = Recorder(history, opened)
    game, _events = begin(opened.turns, opened.rules)
    for _hour in range(hours):
        for command in (Answer(Said(right), 1.0), Next()):
            game, events = step(game, command)
            recorder.keep(command, game, events, time.time())


def days_before(count: int) -> str:
    return f"rival 1964 day {TODAY - timedelta(days=count)}"


def test_the_race_of_the_day_has_six_questions_and_the_same_rival_for_everybody() -> None:
    told = [json.loads(line) for line in race_today("--json").stdout.splitlines()]
    assert (told[0]["race"]["hours"], told[0]["seed"]) == (6, time.strftime("%Y-%m-%d"))
    assert told[0]["race"]["rival"]["year"] == rival_of_the_day(FIELD, told[0]["seed"]).year


def test_the_first_try_counts_and_another_says_that_it_does_not() -> None:
    first, second = race_today(lines="1\n2\n1\n2\n1\n2\n").stdout, race_today().stdout
    assert "The first try counts." in first
    assert "You have already driven today's race" in second
    assert "This one does not count." in second
    assert second.rstrip().endswith("not the first try")
    with history_of_the_player() as history:
        assert [one.title.split()[2] for one in list_sessions(history)] == ["again", "day"]
        assert len(past_sessions(history, "")) == 1


def test_a_first_try_that_was_left_is_told_with_the_way_back() -> None:
    race_today(lines="1\n2\n")
    told = race_today().stdout
    assert "stopped after 2 of 6 hours; continue with lmq resume" in told


def test_several_players_spoil_the_day_for_themselves() -> None:
    CliRunner().invoke(build(["race"]), ["race", "--today", "--players", "Anna,Ben"], input="1\n" * 12)
    with history_of_the_player() as history:
        assert first_try(history, "Anna", time.strftime("%Y-%m-%d")) is not None
        assert past_sessions(history, "Anna") == []


def test_packs_of_ones_own_are_no_race_of_the_day() -> None:
    race_today("circuit")
    with history_of_the_player() as history:
        assert first_try(history, "", time.strftime("%Y-%m-%d")) is None


@pytest.mark.parametrize(
    ("driven", "row"), [([], 0), ([0], 1), ([1], 1), ([0, 1, 2], 3), ([1, 2], 2), ([2], 0), ([0, 2, 3], 1)]
)
def test_days_in_a_row_end_today_or_yesterday(driven: list[int], row: int) -> None:
    with history_of_the_player() as history:
        for count in reversed(driven):
            drive(history, days_before(count))
        assert days_in_a_row(history, "", TODAY) == row


def test_a_race_that_is_left_or_driven_again_adds_no_day() -> None:
    with history_of_the_player() as history:
        drive(history, days_before(0), hours=3)
        drive(history, f"rival 1964 again {TODAY - timedelta(days=1)}")
        assert days_in_a_row(history, "", TODAY) == 0


def test_the_day_tells_the_row_before_it_and_the_first_try() -> None:
    with history_of_the_player() as history:
        drive(history, days_before(1))
        day = day_of(opening(days_before(0)), history, "", FIELD)
        assert day is not None
        assert (day.date, day.before, day.row()) == ("2026-11-02", 1, "2 days in a row")
        drive(history, days_before(0))
        again = day_of(opening("rival 1964 again 2026-11-02"), history, "", FIELD)
        assert again is not None
        assert again.first == told_try(list_sessions(history)[0], FIELD)
        assert day_of(opening("rival 1964"), history, "", FIELD) is None


def test_a_title_keeps_rival_day_and_packs() -> None:
    assert title_of(FIELD[0], ("b", "a")) == "rival 2010 a b"
    assert title_of(FIELD[0], (), day="2026-11-02") == "rival 2010 day 2026-11-02"
    assert title_of(FIELD[0], (), day="2026-11-02", counts=False) == "rival 2010 again 2026-11-02"


def test_the_ghost_is_the_best_race_by_the_same_rule() -> None:
    with history_of_the_player() as history:
        drive(history, "rival 1964", scoring=EVEN_RACE)
        drive(history, "rival 1964", scoring=RACE, right=False)
        ghosts = {rule: race_of(opening("rival 1964", scoring=rule), history, "")[0].ghost for rule in RULES}
    assert ghosts[RACE][-1] < ghosts[EVEN_RACE][-1]
    assert ghosts[RACE_STEADY] == ()


RULES = (RACE, EVEN_RACE, RACE_STEADY)


def test_the_table_of_races_keeps_rules_apart() -> None:
    with history_of_the_player() as history:
        for rule in RULES:
            drive(history, "rival 1964", scoring=rule)
        lines = race_history_lines([past_of(session) for session in past_sessions(history, "")], 80)
    titles = [line for line in lines if line.startswith("Six-hour sprints")]
    assert titles == [
        "Six-hour sprints",
        "Six-hour sprints (earlier rules)",
        "Six-hour sprints (no clock)",
    ]


def test_the_history_calls_a_race_of_the_day_by_its_day() -> None:
    race_today()
    listed: Any = CliRunner().invoke(build(["history"]), ["history", "list"]).stdout
    assert f"race of the day, {time.strftime('%Y-%m-%d')}" in listed
