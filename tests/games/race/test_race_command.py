"""`lmq race`: what it draws, keeps, takes up again, saves and refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from lemans_quiz.app import build
from lemans_quiz.cli.invocation import history_of_the_player
from lemans_quiz.errors import NotFound, QuizError, UsageError
from lemans_quiz.games.race.rules import NIGHT_LEVELS
from lemans_quiz.games.race.setup import draw_race, past_sessions, race_history
from lemans_quiz.storage.sessions import list_sessions

QUESTIONS = "".join(
    f"  - {{id: q{n}, question: Question {n}?, answer: right {n}, wrong: [wrong {n}, other {n}], level: {n % 5 + 1}}}\n"
    for n in range(30)
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, furnish: Callable[[Path], Path]) -> Path:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(furnish(tmp_path / "home")))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "quiz.yaml").write_text(f"title: Quiz\nquestions:\n{QUESTIONS}", encoding="utf-8")
    return tmp_path


def run(
    *arguments: str, lines: str = "1\n" * 30, command: str = "race", packs: tuple[str, ...] = ("./quiz.yaml",)
) -> Result:
    return CliRunner().invoke(build([command]), [command, *packs, *arguments], input=lines)


def error(*arguments: str, **more: Any) -> QuizError:
    raised = run(*arguments, **more).exception
    assert isinstance(raised, QuizError)
    return raised


def events(*arguments: str, **more: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run("--json", *arguments, **more).stdout.splitlines()]


def asked(*arguments: str, **more: Any) -> list[str]:
    return [event["id"] for event in events(*arguments, **more) if event["event"] == "asked"]


def test_a_race_has_a_question_an_hour_and_a_sprint_six() -> None:
    assert len(asked("--seed", "monday")) == 24
    assert len(asked("--seed", "monday", "--sprint")) == 6


def test_the_levels_rise_towards_morning() -> None:
    told = [event["level"] for event in events("--seed", "monday") if event["event"] == "asked"]
    assert sum(told[8:16]) > sum(told[:8])
    assert told[14] == max(told)


def test_the_shipped_packs_fill_every_hour_with_its_level() -> None:
    quiz = draw_race((), "ARNAGE-7K", hours=24, players=1)
    assert [turn.item.level for turn in quiz.turns] == list(NIGHT_LEVELS)
    assert len({turn.item.pack for turn in quiz.turns}) >= 5


def test_a_seed_gives_the_same_race_again() -> None:
    assert asked("--seed", "monday") == asked("--seed", "monday") != asked("--seed", "tuesday")


def test_the_race_of_the_day_is_the_same_for_everybody() -> None:
    assert asked("--today", "--sprint") == asked("--today", "--sprint")


def test_the_code_of_a_race_gives_it_again_without_a_notice() -> None:
    code = events("--sprint")[0]["seed"]
    again = run("--sprint", "--json", "--seed", code)
    assert json.loads(again.stdout.splitlines()[0])["seed"] == code
    assert again.stderr == ""


def test_players_drive_in_turns() -> None:
    told = events("--sprint", "--players", "Anna, Ben")
    assert [event["race"]["player"] for event in told if event["event"] == "asked"][:3] == ["Anna", "Ben", "Anna"]
    assert len(told[-1]["race"]) == 2


def test_the_rival_is_the_winner_that_was_asked_for() -> None:
    assert events("--sprint", "--rival", "1991")[0]["race"]["rival"]["name"] == "Mazda"


def test_without_speed_there_is_no_limit_and_right_is_the_middle_of_its_quarter() -> None:
    told = events("--sprint", "--no-speed", lines="right\n" + "1\n2\n3\n" * 9)
    assert {event["limit"] for event in told if event["event"] == "asked"} == {0.0}
    assert {event["race"]["laps"] for event in told if event["event"] == "marked" and event["right"]} <= {
        13.5,
        15.0,
        15.75,
        16.25,
    }


def test_a_race_is_kept_and_the_next_one_has_it_as_its_ghost() -> None:
    first = events("--sprint", "--seed", "monday")
    assert first[2]["race"]["best_gap"] is None
    again = [event for event in events("--sprint", "--seed", "monday") if event["event"] == "marked"]
    assert [event["race"]["best_gap"] for event in again] == [0.0] * 6


def test_the_history_lists_races_driven_to_the_flag() -> None:
    run("--sprint", "--seed", "monday")
    run("--sprint", "--seed", "monday", lines="1\n")
    with history_of_the_player() as history:
        assert len(past_sessions(history, "")) == 1
        assert race_history(history, "", 80, signs=False)[0] == "Six-hour sprints"


def test_a_race_that_was_left_goes_on_as_a_race() -> None:
    run("--sprint", "--seed", "monday", "--rival", "1991", lines="1\n2\n")
    resumed = run(command="resume", packs=(), lines="1\n" * 4)
    told = resumed.stdout
    assert resumed.exception is None
    assert "You stopped in hour 3 of 6. The race continues there." in told
    assert "Rival 1991 Mazda" in told
    with history_of_the_player() as history:
        assert [session.is_complete for session in list_sessions(history)] == [True]


@pytest.mark.parametrize(("name", "start"), [("a.svg", "<svg"), ("a.html", "<!DOCTYPE"), ("a.txt", "  ")])
def test_the_result_is_saved_as_a_picture(folder: Path, name: str, start: str) -> None:
    assert run("--sprint", "--save", name).exit_code == 0
    assert (folder / name).read_text(encoding="utf-8").startswith(start)


def test_what_cannot_be_saved_is_refused_before_the_race() -> None:
    assert isinstance(error("--save", "a.png"), UsageError)
    assert isinstance(error("--save", "nowhere/a.svg"), NotFound)


@pytest.mark.parametrize("names", ["Anna", "Anna,anna", "Anna,", "a,b,c,d,e,f,g"])
def test_players_need_names_of_their_own(names: str) -> None:
    assert isinstance(error("--players", names), UsageError)


def test_a_disputed_year_names_the_nearest_one() -> None:
    refused = error("--rival", "1988")
    assert isinstance(refused, NotFound)
    assert refused.help is not None
    assert dict(refused.help.fields)["year"] == 1987


def test_today_and_a_seed_exclude_each_other() -> None:
    assert isinstance(error("--today", "--seed", "x"), UsageError)


def test_a_pack_too_small_for_a_race_says_so(folder: Path) -> None:
    (folder / "few.yaml").write_text(
        "title: Few\nquestions:\n" + "".join(QUESTIONS.splitlines(True)[:7]), encoding="utf-8"
    )
    refused = error(packs=("./few.yaml",))
    assert isinstance(refused, NotFound)
    assert dict(refused.sentence.fields)["count"] == 7
    assert run("--sprint", packs=("./few.yaml",)).exit_code == 0
