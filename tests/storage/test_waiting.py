"""A lock or a full disk costs only the answers until it is gone, and none where it goes in time."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from lemans_quiz.core.events import Next, Skip
from lemans_quiz.core.game import replay
from lemans_quiz.i18n import render
from lemans_quiz.storage.opening import open_history
from lemans_quiz.storage.sessions import load
from lemans_quiz.storage.tallies import Scope, attempts
from tests.storage.test_opening import no_file_longer_than


@pytest.fixture
def waiting(path, told):
    with open_history(path, told.append, patience=0.05) as history:
        yield history


@pytest.fixture
def table(waiting, choice, opening_of):
    from tests.storage_fixtures import Table

    return Table(waiting, opening_of([choice(n) for n in range(6)]))


def turns_of(history):
    return [kept.turn for kept in attempts(history, Scope())]


@pytest.mark.parametrize("first", [0, 1, 3])
def test_a_lock_costs_no_answer_where_it_is_gone_before_the_end(path, told, waiting, table, first):
    for _ in range(first):
        table.play(Skip(1.0), Next())
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    table.play(Skip(1.0), Next(), Skip(1.0), Next())
    assert not table.recorder.is_kept
    holder.close()
    table.play(Skip(1.0))
    assert table.recorder.is_kept
    assert turns_of(waiting) == list(range(first + 3))
    assert [render(sentence) for sentence in told] == [
        "Another program is using the history. What you play is saved as soon as it is free."
    ]
    saved = load(waiting, table.recorder.session)
    assert replay(saved.opening.turns, saved.opening.rules, saved.commands) == table.game


def test_what_waits_is_kept_when_the_history_is_closed(path, told, waiting, table):
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    table.play(Skip(1.0), Next(), Skip(1.0))
    holder.close()
    waiting.close()
    assert len(told) == 1
    with open_history(path, told.append) as again:
        assert turns_of(again) == [0, 1]


def test_a_full_disk_costs_no_answer_where_there_is_room_again(path, told, waiting, table):
    table.play(Skip(1.0), Next())
    with no_file_longer_than(Path(f"{path}-wal").stat().st_size):
        table.play(Skip(1.0), Next(), Skip(1.0), Next())
    assert not table.recorder.is_kept
    table.play(Skip(1.0), Next())
    assert turns_of(waiting) == [0, 1, 2, 3]
    assert len(told) == 1


def test_a_home_that_can_be_written_later_keeps_the_whole_game(path, told, choice, opening_of):
    from tests.storage_fixtures import Table

    path.parent.mkdir()
    path.mkdir()
    with open_history(path, told.append, patience=0.05) as history:
        table = Table(history, opening_of([choice(n) for n in range(3)]))
        table.play(Skip(1.0), Next())
        path.rmdir()
        table.play(Skip(1.0), Next())
        assert turns_of(history) == [0, 1]


def test_a_session_deleted_while_it_is_played_ends_keeping_with_a_sentence(path, told, waiting, table):
    table.play(Skip(1.0), Next())
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("PRAGMA foreign_keys = ON")
        other.execute("DELETE FROM sessions")
    table.play(Skip(1.0), Next(), Skip(1.0))
    assert ["been deleted" in render(sentence) for sentence in told] == [True]


HOLD = """
import sys
from pathlib import Path
from lemans_quiz.storage.opening import open_history
with open_history(Path(sys.argv[1]), print) as history:
    print(history.hold(int(sys.argv[2])), flush=True)
    sys.stdin.read()
"""


def test_a_session_is_held_by_one_program_until_it_ends(path, told, waiting):
    command = [sys.executable, "-c", HOLD, str(path), "24"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "True\n"
        assert not waiting.hold(24)
        assert waiting.hold(26)
        os.kill(other.pid, 9)
    assert waiting.hold(24)
