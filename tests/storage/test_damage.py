"""Any bytes in the file of a history: at most a warning or two, then a game that is kept, and never a crash."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lemans_quiz.i18n import render
from tests.soak.damage import PLAYED, RELEASED, all_told, cut_wals, damaged, played, with_wal

WHOLE = RELEASED.read_bytes()


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_history_ends_in_a_warning_and_a_game(path, seed):
    path.parent.mkdir()
    path.write_bytes(damaged(WHOLE, random.Random(seed)))
    assert len(all_told(path)) <= 2
    assert PLAYED in (played(path), played(path))


@pytest.mark.parametrize("pragma", ["application_id = 7", "user_version = 77", "user_version = 0"])
def test_a_number_that_changed_in_the_header_is_put_right(path, pragma):
    path.parent.mkdir()
    path.write_bytes(WHOLE)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA {pragma}")
    connection.close()
    assert all_told(path) == []
    assert played(path) == PLAYED


def test_a_column_whose_name_changed_is_damage(path):
    path.parent.mkdir()
    path.write_bytes(WHOLE.replace(b"    over INTEGER", b"    ovEs INTEGER"))
    (told,) = all_told(path)
    assert "renamed to" in render(told)
    assert played(path) == PLAYED


@pytest.mark.parametrize("byte", [b"\xff", b"\xc3\x28", b"\x80"])
def test_a_schema_that_is_not_utf_8_is_set_aside(path, byte):
    path.parent.mkdir()
    content = WHOLE.replace(b"CREATE TABLE commands", b"CREATE TABLE c" + byte + b"mmands"[len(byte) - 1 :])
    assert content != WHOLE
    path.write_bytes(content)
    (told,) = all_told(path)
    assert "renamed to" in render(told)
    assert played(path) == PLAYED


@pytest.mark.parametrize("query", [
    "UPDATE sessions SET players = '[' WHERE id = 1",
    "UPDATE sessions SET rules = '{' WHERE id = 1",
    "UPDATE attempts SET tags = 'x' WHERE id = 1",
    "UPDATE attempts SET response = '' WHERE id = 1",
    "UPDATE attempts SET at = 9000000000000000000 WHERE id = 1",
    "UPDATE attempts SET mark = 9e999 WHERE id = 1",
    "UPDATE items SET json = '{}'",
    "UPDATE commands SET json = 'null'",
    "UPDATE warm_ups SET outcome = '[]'",
    "UPDATE warm_ups SET script = '7'",
    "UPDATE memory SET stability = -1",
    "UPDATE memory SET phase = 99, due = -5",
    "UPDATE sessions SET started = -9000000000000000000, title = CAST(x'ff41' AS TEXT)",
])  # fmt: skip
def test_a_damaged_row_costs_that_row(path, query):
    path.parent.mkdir()
    path.write_bytes(WHOLE)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(query)
    connection.close()
    assert all("See: lmq history check" in render(sentence) for sentence in all_told(path))
    assert played(path) == PLAYED


def test_a_wal_cut_anywhere_keeps_what_was_whole(tmp_path):
    path = with_wal(tmp_path / "data")
    whole = path.read_bytes()
    for number, wal in enumerate(cut_wals(path)):
        if number % 12 == 0:
            copy = tmp_path / str(number) / "history.sqlite3"
            copy.parent.mkdir()
            copy.write_bytes(whole)
            Path(f"{copy}-wal").write_bytes(wal)
            assert all_told(copy) == []
            assert played(copy) == PLAYED
