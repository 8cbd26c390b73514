"""What is kept of a game in a room: each answer at once, until the end, and no typed name after it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from lemans_quiz import paths
from lemans_quiz.core.responses import Chosen
from lemans_quiz.core.turns import deal
from lemans_quiz.games.host.command import past_report
from lemans_quiz.games.host.commands import COMMANDS, Answer, Forward, Join
from lemans_quiz.games.host.desk import Admitted, Desk
from lemans_quiz.games.host.draw import Wanted
from lemans_quiz.games.host.game import replay
from lemans_quiz.games.host.journal import (
    Beginning,
    Journal,
    KeptLesson,
    beginning_from_json,
    beginning_to_json,
    keep_lesson,
    last_settings,
    read,
    saved_games,
)
from lemans_quiz.games.host.report import outcome
from lemans_quiz.games.host.rules import HostRules, Script, right_places
from lemans_quiz.games.host.settings import Settings, first_settings, over, settings_from_json, settings_to_json
from lemans_quiz.room.memory import past_of_class
from lemans_quiz.room.standings import Outcome
from lemans_quiz.storage.forgetting import Wanted as Deleted
from lemans_quiz.storage.forgetting import forget
from lemans_quiz.storage.opening import open_history
from tests.games.host.lessons import answering, lobby, on_to, play, script
from tests.sample_quiz import ITEMS


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(tmp_path))
    return tmp_path


def beginning(name: str = "7b", asked: Script | None = None, started: float = 1_795_000_000.25) -> Beginning:
    return Beginning(name, started, "{}", asked or script(names="own"), "4821", port=8080)


def lesson(told: Outcome, settings: str = "{}", started: float = 5.0) -> KeptLesson:
    return KeptLesson(0, "7b", started, settings, told, "{}")


def played(begun: Beginning) -> tuple[Desk, Journal]:
    """Play up to an open question that one of two has answered."""
    journal = Journal(begun)
    desk = Desk(begun.script, append=journal.append)
    desk.join(name="Annabelle")
    desk.join(name="Ben")
    desk.do(Forward(desk.at))
    desk.do(Forward(desk.at))
    desk.answer(0, 0, 1, Chosen(2))
    return desk, journal


def test_a_beginning_of_all_kinds_is_read_as_it_was_written() -> None:
    begun = beginning(asked=Script(deal(ITEMS, "word"), HostRules(teams=("Blue", "Rot"), wifi="SCHULE")))
    assert beginning_from_json(beginning_to_json(begun)) == begun


@pytest.mark.parametrize("text", ["", "7", "{}", '{"script": 7}', "[]"])
def test_what_is_no_beginning_is_told_so(text: str) -> None:
    with pytest.raises(ValueError, match="not a game"):
        beginning_from_json(text)


def test_a_game_that_was_cut_off_is_what_it_was() -> None:
    begun = beginning()
    desk, journal = played(begun)
    journal.close()
    (saved,) = saved_games("7B")
    assert saved.beginning == begun
    assert replay(saved.beginning.script, saved.commands) == desk.snapshot.state
    again = Journal(begun, saved)
    going_on = Desk(begun.script, append=again.append, log=saved.commands)
    going_on.do(Forward(going_on.at))
    going_on.answer(1, 0, 1, Chosen(1))
    again.close()
    (once_more,) = saved_games()
    assert replay(begun.script, once_more.commands) == going_on.snapshot.state


def test_each_answer_is_in_the_file_before_it_is_acknowledged() -> None:
    _desk, journal = played(beginning())
    last = journal.path.read_text("utf-8").splitlines()[-1]
    journal.close()
    assert json.loads(last)[0] == "answer"
    assert json.loads(last)[-1] == ["chosen", 2]


def test_a_line_that_was_cut_short_is_left_out() -> None:
    _desk, journal = played(beginning())
    journal.close()
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole[:-7])
    saved = read(journal.path)
    assert saved is not None
    assert not any(isinstance(command, Answer) for command in saved.commands)
    assert any(isinstance(command, Join) for command in saved.commands)


def test_what_is_no_journal_is_passed_over() -> None:
    paths.rooms().mkdir(parents=True)
    (paths.rooms() / "1.jsonl").write_bytes(b"\xff\x00nothing\n")
    (paths.rooms() / "2.jsonl").write_bytes(b"")
    assert saved_games() == ()


def test_a_lobby_into_which_nobody_came_leaves_no_file() -> None:
    journal = Journal(beginning())
    Desk(script(), append=journal.append)
    journal.close()
    assert not paths.rooms().exists()


def test_the_end_deletes_every_name(home: Path) -> None:
    desk, journal = played(beginning())
    state = desk.snapshot.state
    journal.delete()
    with open_history(paths.history(), lambda _sentence: None) as history:
        keep_lesson(history, lesson(outcome(state), started=1.0))
    assert [path for path in home.rglob("*") if path.is_file() and b"Annabelle" in path.read_bytes()] == []


def test_a_journal_that_cannot_be_written_ends_no_game() -> None:
    paths.rooms().parent.mkdir(parents=True, exist_ok=True)
    paths.rooms().write_text("in the way", "utf-8")
    desk, journal = played(beginning())
    assert journal.is_lost
    question = desk.snapshot.state.question
    assert question is not None
    assert question.poll is not None
    assert question.poll.ballots[0].response == Chosen(2)


def test_no_token_stands_in_the_file() -> None:
    journal = Journal(beginning())
    desk = Desk(script(), append=journal.append)
    admitted = desk.join()
    assert isinstance(admitted, Admitted)
    assert admitted.token not in journal.path.read_text("utf-8")
    journal.close()


def test_a_class_remembers_what_was_asked_missed_and_won_with_the_warm_up() -> None:
    state = on_to(lobby("A", "B", rules=script(teams=("Blue", "Red"))), "open", 0.0)
    state = play(state, answering(state, 0, right_places(state.questions[0])[0], 1.0))
    state = on_to(state, "revealed", 2.0)
    with open_history(paths.history(), lambda _sentence: None) as history:
        keep_lesson(history, lesson(outcome(state), settings="kept"))
        keep_lesson(history, lesson(outcome(state), settings="kept again"))
        (remembered,) = past_of_class(history, "7B")
        assert last_settings(history, "7b") == "kept again"
    assert remembered.outcome.asked == (("race", "item-0", 0.5),)
    assert remembered.outcome.teams == (("Blue", 1.0), ("Red", 0.0))


def test_a_class_that_is_deleted_loses_its_games_and_those_that_were_cut_off() -> None:
    _desk, journal = played(beginning())
    journal.close()
    _desk, other = played(beginning("8a", started=7.0))
    other.close()
    with open_history(paths.history(), lambda _sentence: None) as history:
        keep_lesson(history, lesson(outcome(replay(script(), ()))))
        forget(history, paths.history(), Deleted(class_name="7B"))
        assert last_settings(history, "7b") == ""
    assert [saved.beginning.class_name for saved in saved_games()] == ["8a"]


def cut_off(name: str, started: float) -> Beginning:
    begun = beginning(name, started=started)
    played(begun)[1].close()
    return begun


def test_deleting_one_lesson_takes_the_game_with_it_that_was_cut_off() -> None:
    cut_off("7b", 5.0)
    cut_off("7b", 9.0)
    with open_history(paths.history(), lambda _sentence: None) as history:
        keep_lesson(history, lesson(outcome(replay(script(), ()))))
        assert forget(history, paths.history(), Deleted(warm_ups=(("7b", 5.0),))) == (1, True)
    assert [path.name for path in paths.rooms().glob("*.jsonl")] == ["9.000.jsonl"]


def test_a_game_that_was_cut_off_before_an_answer_was_shown_is_counted_among_what_was_deleted() -> None:
    cut_off("7b", 5.0)
    with open_history(paths.history(), lambda _sentence: None) as history:
        assert forget(history, paths.history(), Deleted(class_name="7b")) == (1, True)
    assert list(paths.rooms().glob("*")) == []


def test_the_command_deletes_a_class_of_which_only_a_game_that_was_cut_off_is_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, own_lmq: Callable[..., CompletedProcess[str]]
) -> None:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(tmp_path / "home"))
    begun = cut_off("Bees", 5.0)
    _desk, playing = played(begun._replace(started=9.0))
    assert own_lmq("history", "delete", "--class", "Wasps", "--yes").stderr.splitlines()[-1] == "Available: Bees"
    while_it_is_played = own_lmq("history", "delete", "--class", "bees", "--yes")
    assert "Close the other windows" in while_it_is_played.stderr
    assert [path.name for path in paths.rooms().glob("*.jsonl")] == ["9.000.jsonl"]
    playing.close()
    assert own_lmq("history", "delete", "--class", "bees", "--yes").returncode == 0
    assert list(paths.rooms().glob("*")) == []


def test_what_was_cut_off_and_cannot_be_read_goes_with_everything() -> None:
    paths.rooms().mkdir(parents=True)
    (paths.rooms() / "1.jsonl").write_bytes(b"\xff\x00nothing\n")
    with open_history(paths.history(), lambda _sentence: None) as history:
        assert forget(history, paths.history(), Deleted(class_name="7b")) == (0, True)
        assert len(list(paths.rooms().glob("*.jsonl"))) == 1
        forget(history, paths.history(), Deleted())
    assert list(paths.rooms().glob("*")) == []


def test_settings_are_remembered_but_for_what_is_of_one_lesson() -> None:
    wanted = Wanted(packs=("cars",), size=7, kinds=("choice",), only=("a",), seed="word")
    rules = HostRules(seconds=45.0, teams=("Blue", "Red"), names="own", devices="two", ranking="none", wifi="SCHULE")
    kept = settings_from_json(settings_to_json(Settings(wanted, rules)))
    assert kept == Settings(wanted._replace(only=(), seed=""), rules)


@pytest.mark.parametrize(
    "text",
    ["nothing", "7", "[]", '{"rules": {"names": "rude"}}', '{"wanted": {"size": "x", "packs": [7]}}', '{"wanted": 7}'],
)
def test_settings_that_cannot_be_are_those_by_default(text: str) -> None:
    assert settings_from_json(text) == Settings()


def test_a_report_that_is_damaged_is_told_as_not_there() -> None:
    told = outcome(on_to(lobby(), "revealed", 0.0))
    with open_history(paths.history(), lambda _sentence: None) as history:
        keep_lesson(history, lesson(told)._replace(report='{"teams": 7}'))
        assert [past_report(history, 1, kind, "en") for kind in ("", ".csv", ".html")] == [None, None, None]


def test_what_is_said_now_stands_over_what_is_remembered() -> None:
    kept = Settings(Wanted(packs=("cars",), size=7), HostRules(seconds=45.0))
    assert over(kept, {"size": 3, "teams": "2"}) == Settings(
        kept.wanted._replace(size=3), kept.rules._replace(teams=("Arnage", "Mulsanne"))
    )


def test_a_new_class_and_cards_begin_with_the_numbers_of_the_register_and_others_with_names_that_are_made() -> None:
    assert first_settings("7b").rules.names == "numbers"
    assert first_settings("").rules.names == "generated"
    assert over(first_settings(""), {"entry": "cards"}).rules.names == "numbers"
    own = HostRules(names="own")
    assert over(Settings(rules=own), {"entry": "cards"}).rules.names == "own"
    kept = Settings(rules=HostRules(entry="cards"))
    assert over(kept, {"entry": "cards"}).rules.names == "generated"  # chosen in the lobby of last time


def test_every_command_has_a_word() -> None:
    assert len(set(COMMANDS.values())) == len(COMMANDS)


def test_nothing_is_written_after_a_journal_was_deleted() -> None:
    desk, journal = played(beginning())
    journal.delete()
    desk.do(Forward(desk.at))
    assert not journal.path.exists()
    assert list(paths.rooms().glob("*")) == []
