"""`history check`: what is sound is said to be, what was set aside comes back, and what was deleted does not."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing

import pytest

from lemans_quiz.storage.backups import keep_weekly
from tests.storage.test_released_histories import RELEASED


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "home" / "data"
    folder.mkdir(parents=True)
    return folder


def answers(own_lmq) -> list:
    return json.loads(own_lmq("history", "export", "--everyone", "--format", "json").stdout)


def test_a_sound_history_is_said_to_be(data, own_lmq):
    (data / "history.sqlite3").write_bytes(RELEASED[0].read_bytes())
    checked = own_lmq("history", "check")
    assert checked.returncode == 0
    assert "The history is OK: 11 sessions, 38 answers." in checked.stdout


@pytest.mark.parametrize("where", ["header", "schema", "first page", "middle", "end"])
def test_what_can_be_read_of_a_broken_history_comes_back(data, own_lmq, where):
    content = bytearray(RELEASED[0].read_bytes())
    damage = {
        "header": slice(0, 60), "schema": slice(at := content.index(b"CREATE TABLE seats"), at + 40), "first page": slice(0, 4096),
        "middle": slice(len(content) // 8192 * 4096, len(content) // 8192 * 4096 + 4096),
        "end": slice(len(content) - 3 * 4096, len(content)),
    }[where]  # fmt: skip
    content[damage] = b"\xa5" * (damage.stop - damage.start)
    (data / "history.sqlite3").write_bytes(content[: damage.start] if where == "end" else content)
    checked = own_lmq("history", "check")
    assert "recovered" in checked.stdout
    assert checked.returncode == 0
    least = 38 if where in ("header", "schema", "first page") else 10
    assert len(answers(own_lmq)) >= least
    again = own_lmq("history", "check")
    assert "recovered" not in again.stdout
    assert "The history is OK" in again.stdout


def test_a_history_that_is_gone_comes_back_from_its_last_copy(data, own_lmq):
    path = data / "history.sqlite3"
    path.write_bytes(RELEASED[0].read_bytes())
    keep_weekly(path, time.time() - 86_400)
    before = answers(own_lmq)
    path.unlink()
    assert own_lmq("history", "check").returncode == 0
    assert answers(own_lmq) == before


def test_damaged_rows_are_counted_and_fail(data, own_lmq):
    path = data / "history.sqlite3"
    path.write_bytes(RELEASED[0].read_bytes())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE attempts SET tags = '[' WHERE id < 3")
    connection.close()
    checked = own_lmq("history", "check")
    assert checked.returncode == 1
    assert "2 damaged rows" in checked.stdout


def test_what_comes_back_is_remembered_in_the_order_of_its_times(data, own_lmq):
    from lemans_quiz.storage.opening import open_history
    from lemans_quiz.storage.practice import catch_up, remembered

    path = data / "history.sqlite3"
    path.write_bytes(RELEASED[0].read_bytes())
    with open_history(path, lambda _: None) as history:
        catch_up(history, "Ada")
        before = {pack: remembered(history, "Ada", pack) for pack in ("circuit", "winners", "drivers", "records")}
    keep_weekly(path)
    path.unlink()
    assert own_lmq("history", "check").returncode == 0
    with open_history(path, lambda _: None) as history:
        catch_up(history, "Ada")
        assert {pack: remembered(history, "Ada", pack) for pack in before} == before


def test_a_session_that_came_back_under_another_number_and_was_deleted_stays_deleted(data, own_lmq):
    path = data / "history.sqlite3"
    path.write_bytes(RELEASED[0].read_bytes())
    keep_weekly(path)
    path.unlink()
    assert own_lmq("play", "-n", "1", "--plain", typed="1\n1\n").returncode == 0
    assert own_lmq("history", "check").returncode == 0
    numbers = [line.split()[0] for line in own_lmq("history", "list", "-n", "0").stdout.splitlines()]
    assert own_lmq("history", "delete", *numbers, "--yes").returncode == 0
    left = own_lmq("history", "list", "--everyone", "-n", "0").stdout
    checked = own_lmq("history", "check").stdout
    assert "recovered" not in checked
    assert own_lmq("history", "list", "--everyone", "-n", "0").stdout == left


def test_what_was_deleted_does_not_come_back(data, own_lmq):
    path = data / "history.sqlite3"
    path.write_bytes(RELEASED[0].read_bytes())
    keep_weekly(path)
    assert own_lmq("history", "delete", "--all", "--everyone", "--yes").returncode == 0
    assert own_lmq("history", "check").returncode == 0
    assert answers(own_lmq) == []
