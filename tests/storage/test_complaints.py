"""What players say is wrong with a question is kept, listed, brought back after damage, and deleted for good."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from lemans_quiz.core.events import Answer
from lemans_quiz.core.responses import Chosen
from lemans_quiz.games.session import kept_complaint
from lemans_quiz.storage.complaints import ANSWER, REASONS, TYPO, Complaint, complaints, keep_complaint
from lemans_quiz.storage.forgetting import Wanted, forget
from lemans_quiz.storage.opening import open_history
from lemans_quiz.storage.salvage import salvage
from lemans_quiz.storage.schema import VERSION, migrate
from lemans_quiz.storage.sessions import list_sessions
from tests.storage_fixtures import NOON


@pytest.fixture
def complain(history, choice):
    def say(number: int, reason: str = ANSWER, *, player: str = "", session: float = NOON, pack: str = "race") -> None:
        keep_complaint(
            history,
            Complaint(player, choice(number, pack=pack), reason, NOON + number, session, "1.2", "https://x.org"),
        )

    return say


def told(history, **which):
    return [(one.player, one.item.id, one.reason) for one in complaints(history, **which)]


def test_a_complaint_is_kept_with_the_question_its_pack_and_version(history, complain, choice):
    complain(1)
    (found,) = complaints(history)
    assert found == Complaint("", choice(1), ANSWER, NOON + 1, NOON, "1.2", "https://x.org")


def test_the_last_word_of_a_player_about_a_question_counts(history, complain):
    complain(1)
    complain(1, TYPO)
    complain(1, player="Ada")
    assert told(history) == [("", "item-1", TYPO), ("Ada", "item-1", ANSWER)]
    assert told(history, player="Ada") == [("Ada", "item-1", ANSWER)]
    assert told(history, pack="other") == []


def test_deleting_a_player_a_game_or_everything_deletes_what_was_said(history, path, complain, sit_down):
    sit_down().play(Answer(Chosen(0), 1.0))
    (session,) = list_sessions(history)
    complain(1, session=NOON)
    complain(2, session=NOON + 5)
    complain(3, player="Ada", session=NOON + 5)
    forget(history, path, Wanted((session,)))
    assert told(history) == [("", "item-2", ANSWER), ("Ada", "item-3", ANSWER)]
    forget(history, path, Wanted(player="Ada"))
    assert told(history) == [("", "item-2", ANSWER)]
    forget(history, path, Wanted())
    assert told(history) == []
    assert b"item-2" not in path.read_bytes()


def test_deleting_the_warm_ups_of_a_class_deletes_what_was_said_in_them(history, path, complain):
    history.write(
        lambda connection: connection.execute(
            "INSERT INTO warm_ups (class, started, touched, over, settings, script, outcome) VALUES ('7b',?,0,1,'','','')",
            (round(NOON * 1000),),
        )
    )
    complain(1)
    complain(2, session=NOON + 5)
    forget(history, path, Wanted(class_name="7B"))
    assert told(history) == [("", "item-2", ANSWER)]


def test_a_damaged_complaint_is_left_out_and_the_others_are_read(path, complain, history):
    complain(1)
    complain(2)
    history.write(lambda connection: connection.execute("UPDATE complaints SET json = '[' WHERE item = 'item-1'"))
    warned = []
    with open_history(path, warned.append) as again:
        assert told(again) == [("", "item-2", ANSWER)]
    assert len(warned) == 1


def test_complaints_come_back_from_a_copy_but_for_newer_ones(path, tmp_path, history, complain):
    complain(1)
    complain(2)
    history.close()
    shutil.copy(path, tmp_path / "copy")
    with open_history(path, lambda _: None) as now:
        now.write(lambda connection: connection.execute("DELETE FROM complaints WHERE item = 'item-1'"))
        now.write(lambda connection: connection.execute("UPDATE complaints SET reason = 'typo'"))
        now.write(lambda connection: salvage(tmp_path / "copy", connection))
        assert told(now) == [("", "item-1", ANSWER), ("", "item-2", TYPO)]


@pytest.mark.parametrize("version", range(1, VERSION))
def test_a_history_of_each_older_version_takes_complaints(tmp_path, version, choice):
    old = sqlite3.connect(tmp_path / "history.sqlite3", isolation_level=None)
    migrate(old, version)
    old.close()
    with open_history(tmp_path / "history.sqlite3", lambda _: None) as history:
        keep_complaint(history, Complaint("", choice(1), TYPO, NOON, NOON))
        assert told(history) == [("", "item-1", TYPO)]


PACK = """title: Garage
version: "1.2"
homepage: https://example.org/garage
questions:
  - {id: van, question: "What stands [bold]there[/bold]?", answer: a van, wrong: [a bus, a cart]}
"""


def played(home: Path, pack: Path, reason: str, monkeypatch) -> None:
    """Say what is wrong with a question of a pack that the bank knows."""
    from lemans_quiz.packs.reading.reader import load_pack

    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(home))
    (item,) = load_pack(pack).pack.items
    with open_history(home / "data" / "history.sqlite3", print) as history:
        assert kept_complaint(history, item, reason, "", NOON)


@pytest.fixture
def garage(tmp_path, own_lmq) -> Path:
    pack = tmp_path / "garage.yaml"
    pack.write_text(PACK)
    assert own_lmq("play", str(pack), "-n", "1", "--plain", typed="1\n").returncode == 0
    return pack


def test_what_is_flagged_is_listed_with_the_homepage_and_the_lines_to_send(tmp_path, own_lmq, garage, monkeypatch):
    played(tmp_path / "home", garage, TYPO, monkeypatch)
    assert own_lmq("history", "flagged").stdout.splitlines()[1:] == [
        "",
        "garage, version 1.2 · https://example.org/garage",
        "  van: a typo",
        "    What stands [bold]there[/bold]?",
        "    Answer: a van",
    ]
    (line,) = own_lmq("history", "flagged", "--json").stdout.splitlines()
    assert {"id": "van", "version": "1.2", "reason": "typo", "answer": "a van"}.items() <= json.loads(line).items()


def test_nothing_flagged_says_how_it_is_done(own_lmq):
    assert "Something is wrong with this question" in own_lmq("history", "flagged").stdout


@pytest.mark.parametrize("reason", REASONS)
def test_pack_check_shows_an_author_what_players_said_and_never_fails_for_it(
    tmp_path, own_lmq, garage, monkeypatch, reason
):
    before = own_lmq("pack", "check", str(garage), "--format", "json").stdout
    played(tmp_path / "home", garage, reason, monkeypatch)
    done = own_lmq("pack", "check", str(garage))
    assert (done.returncode, "note [flagged]" in done.stdout, ":5:" in done.stdout) == (0, True, True)
    assert "flagged" not in before
