"""`lmq history`: what was played can be seen, taken along and deleted."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

PACK = """\
title: Small
questions:
  - {id: one, question: One?, answer: a, wrong: [b, c], explanation: Because., tags: [x]}
  - {id: two, question: Two?, answer: true}
  - {id: three, question: Three?, answer: Porsche}
"""


@pytest.fixture
def small(tmp_path: Path) -> str:
    path = tmp_path / "small.yaml"
    path.write_text(PACK, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def played_home(tmp_path_factory, program) -> Path:
    """Three games: one whole, one left after a question, one of somebody else."""
    folder = tmp_path_factory.mktemp("played")
    path, lmq = folder / "small.yaml", program(folder / "home")
    path.write_text(PACK, encoding="utf-8")
    lmq("play", str(path), "--seed", "word", typed="a\na\nPorsche\n1\n1\nPorsche\n")
    lmq("play", str(path), "--seed", "word", typed="1\n")
    lmq("--player", "Nico", "play", str(path), "-n", "2", typed="1\n1\n1\n")
    return folder / "home"


@pytest.fixture
def played(played_home, own_lmq, tmp_path):
    """Run the program with a copy of the home in which three games were played."""
    shutil.copytree(played_home, tmp_path / "home")
    return own_lmq


def rows(done) -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_nothing_played_is_a_friendly_sentence(own_lmq):
    done = own_lmq("history")
    assert done.returncode == 0
    assert "Nothing has been played yet." in done.stdout
    assert own_lmq("history", "export").stdout.startswith("session,")


def test_the_list_has_the_last_session_first_and_only_mine(played):
    told = played("history").stdout
    assert re.findall(r"^(\d+)  \d{4}-\d\d-\d\d", told, re.MULTILINE) == ["2", "1"]
    assert told.splitlines()[0].split("  ")[2].endswith("stopped after 1")
    assert "small.yaml" in "".join(told.split())
    assert [row["session"] for row in rows(played("--player", "Nico", "history", "list", "--json"))] == [3]
    assert len(rows(played("history", "--everyone", "--json"))) == 3
    assert len(rows(played("history", "list", "-n", "1", "--json"))) == 1


def test_a_session_is_shown_question_by_question_with_right_answers(played):
    told = played("history", "show", "1").stdout
    assert "Question 1 of 3:" in told
    assert told.count("The answer:") == 3
    assert "Because." in told
    found = json.loads(played("history", "show", "1", "--json").stdout)
    assert sorted((one["id"], one["key"]) for one in found["attempts"]) == [
        ("one", "a"),
        ("three", "Porsche"),
        ("two", "true"),
    ]
    assert found["right"] == sum(one["mark"] == 1 for one in found["attempts"])


def test_a_number_of_the_list_is_one_to_resume(played):
    done = played("resume", "2", typed="1\n1\n1\n")
    assert done.returncode == 0
    assert "left" not in played("history").stdout


@pytest.mark.parametrize("command", [("show", "9"), ("delete", "9"), ("export", "--session", "9"), ("show", "3")])
def test_a_session_that_is_not_there_or_not_mine_is_not_found(played, command):
    done = played("history", *command)
    assert done.returncode == 4
    assert " not found." in done.stderr


def test_an_export_holds_every_attempt_once(played, tmp_path):
    path = tmp_path / "out.csv"
    assert played("history", "export", "-o", str(path)).returncode == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [(row["session"], row["question"]) for row in csv.DictReader(file)] == [
            ("1", "1"),
            ("1", "2"),
            ("1", "3"),
            ("2", "1"),
        ]
    assert len(json.loads(played("history", "export", "--format", "json", "--everyone").stdout)) == 6
    assert len(json.loads(played("history", "export", "--format", "json", "--session", "2").stdout)) == 1


def test_an_existing_file_stays_unless_forced(played, tmp_path):
    path = tmp_path / "out.json"
    path.write_text("mine", encoding="utf-8")
    assert played("history", "export", "-o", str(path)).returncode == 2
    assert path.read_text(encoding="utf-8") == "mine"
    assert played("history", "export", "-o", str(path), "--force").returncode == 0
    assert len(json.loads(path.read_text(encoding="utf-8"))) == 4


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("export", "-o", "out.txt"), 2),
        (("export", "-o", "nowhere/out.csv"), 4),
        (("export", "--format", "xml"), 2),
        (("delete",), 2),
        (("delete", "1", "--all"), 2),
        (("delete", "1", "--everyone"), 2),
        (("delete", "1"), 1),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_deleted(played, arguments, code):
    done = played("history", *arguments)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert len(rows(played("history", "--everyone", "--json"))) == 3


def test_a_deleted_session_is_gone_from_the_statistics_too(played):
    before = json.loads(played("stats", "--json").stdout)["attempts"]
    assert played("history", "delete", "1", "--yes").returncode == 0
    assert before - json.loads(played("stats", "--json").stdout)["attempts"] == 3
    assert [row["session"] for row in rows(played("history", "--json"))] == [2]


def test_deleting_all_spares_the_others_unless_everyone_is_meant(played):
    assert played("history", "delete", "--all", "--yes").returncode == 0
    assert [row["session"] for row in rows(played("history", "--everyone", "--json"))] == [3]
    played("history", "delete", "--all", "--everyone", "--yes")
    assert rows(played("history", "--everyone", "--json")) == []


def test_races_have_a_list_of_their_own(played):
    assert "No finished race" in played("history", "--race").stdout


def test_a_result_is_compared_with_the_last_one(own_lmq, small):
    first = own_lmq("play", small, "--seed", "word", typed="zzz\n" * 3)
    second = own_lmq("play", small, "--seed", "word", typed="a\ntrue\nPorsche\n" * 2)
    assert "Compared:" not in first.stdout
    # Between the two midnight may pass.
    assert re.search("since (earlier today|yesterday)|same as last time", second.stdout)


def test_the_way_back_is_told_where_the_game_was_kept(own_lmq, small, tmp_path):
    assert "Resume with: lmq resume\n" in own_lmq("play", small, typed="1\n").stdout
    named = own_lmq("--player", "Nico H", "play", small, typed="1\n").stdout
    assert "Resume with: lmq resume --player 'Nico H'\n" in named
    file = tmp_path / "home" / "data" / "history.sqlite3"
    file.unlink()
    file.mkdir()
    lost = own_lmq("play", small, typed="1\n").stdout
    assert "Stopped after 1 of 3 questions.\n" in lost
    assert "resume" not in lost


def test_a_session_offers_the_lines_that_would_make_its_pack_mark_so_too(own_lmq, small):
    own_lmq("play", small, "--seed", "word", "--kind", "text", typed="Porsch 911\n:right\n")
    told = own_lmq("history", "show", "1").stdout
    assert "To make pack 'small' mark it the same way, add to question 'three':" in told
    assert '    accept: ["Porsch 911"]' in told
    (shown,) = rows(own_lmq("history", "show", "1", "--json"))
    assert shown["pack_lines"] == [{"pack": "small", "id": "three", "line": 'accept: ["Porsch 911"]'}]
