"""`lmq play` by pipe: what a script sees."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys

import pytest

from tests.forking import surroundings
from tests.systems import needs_bash

PACK = """\
title: Small
questions:
  - {id: one, question: One?, answer: a, wrong: [b, c], level: 1, tags: [x]}
  - {id: two, question: Two?, answer: true, level: 2}
  - {id: three, question: Three?, answer: Porsche, level: 3, tags: [x]}
"""


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(PACK, encoding="utf-8")
    return str(path)


def events(output: str) -> list[dict]:
    return [json.loads(line) for line in output.splitlines()]


def test_a_game_by_pipe_tells_each_event_once(lmq):
    done = lmq("play", "-n", "3", "--seed", "ARNAGE-7K4Q", "--json", typed="1\n1\n1\n")
    assert done.returncode == 0
    assert [event["event"] for event in events(done.stdout)] == ["started", *["asked", "marked"] * 3, "finished"]
    assert "\x1b" not in done.stdout + done.stderr


def test_the_same_seed_gives_the_same_bytes_but_for_times(lmq):
    runs = [lmq("play", "-n", "5", "--seed", "monday", "--json", typed="1\n" * 5).stdout for _ in range(2)]
    assert len({re.sub(r'"seconds": [0-9.]+', "", run) for run in runs}) == 1


def test_a_printed_code_draws_the_same_questions_without_a_word(lmq):
    first = lmq("play", "-n", "4", "--json")
    code = events(first.stdout)[0]["seed"]
    again = lmq("play", "-n", "4", "--json", "--seed", code.lower())
    assert events(again.stdout)[1]["id"] == events(first.stdout)[1]["id"]
    assert "a different quiz" not in again.stderr


def test_a_code_that_draws_something_else_says_so(lmq):
    code = events(lmq("play", "-n", "4", "--json").stdout)[0]["seed"]
    assert "a different quiz" in lmq("play", "-n", "7", "--json", "--seed", code).stderr


def test_the_end_of_input_ends_the_game_with_the_result_so_far(lmq, small):
    done = lmq("play", small, "--json", typed="1\n")
    last = events(done.stdout)[-1]
    assert (done.returncode, last["event"], last["answered"], last["complete"]) == (0, "finished", 1, False)


def test_fewer_questions_than_asked_for_are_played_and_it_is_said(lmq, small):
    done = lmq("play", small, "-n", "9", "--json")
    assert events(done.stdout)[0]["questions"] == 3
    assert "Only 3" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["play", "nosuchpack"], 4, "Unknown pack 'nosuchpack'"),
        (["play", "circut"], 4, "Did you mean 'circuit'?"),
        (["play", "missing.yaml"], 4, "not found"),
        (["play", "--tag", "nosuchtag"], 4, "nosuchtag"),
        (["play", "--level", "7"], 2, "level"),
        (["play", "--level", "3-1"], 2, "level"),
        (["play", "--kind", "chioce"], 2, "Did you mean 'choice'?"),
        (["play", "--rules", "golf"], 2, "golf"),
        (["play", "--count", "0"], 2, "count"),
        (["--lang", "!", "play"], 2, "language code"),
        (["plya"], 2, "play"),
    ],
)
def test_what_cannot_be_played_is_said_with_its_exit_code(lmq, arguments, code, said):
    done = lmq(*arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_pack_with_mistakes_is_not_played(lmq, tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text("title: x\nquestions:\n  - question: Q?\n    anwser: 3\n", encoding="utf-8")
    done = lmq("play", str(path))
    assert done.returncode == 3
    assert f"{path}:4:5: error" in done.stderr + done.stdout
    assert "Did you mean 'answer'?" in done.stderr + done.stdout


def test_filters_hold(lmq, small):
    asked = [
        e for e in events(lmq("play", small, "--tag", "x", "--level", "2-3", "--json").stdout) if e["event"] == "asked"
    ]
    assert [event["id"] for event in asked] == ["three"]


def test_a_line_that_cannot_be_read_is_marked_as_such(lmq, small):
    marked = [
        e
        for e in events(lmq("play", small, "--tag", "x", "--kind", "choice", "--json", typed="zebra\n").stdout)
        if e["event"] == "marked"
    ]
    assert (marked[0]["mark"], marked[0]["reason"]) == (0.0, "unreadable")


def test_german_is_spoken_to_germans(lmq):
    assert "Frage 1 von 2" in lmq("play", "-n", "2", LANG="de_DE.UTF-8").stdout
    assert "Frage 1 von 2" in lmq("play", "-n", "2", "--lang", "de").stdout


def test_hostile_arguments_reach_no_terminal(lmq):
    done = lmq("play", "\x1b]0;title\x07[red]")
    assert done.returncode == 4
    assert "\x1b" not in done.stderr


def test_help_and_version_are_there(lmq):
    assert "play" in lmq("--help").stdout
    assert lmq("--version").stdout.startswith("lemans-quiz ")
    assert "play" in lmq().stdout


@needs_bash
def test_a_reader_that_leaves_ends_the_game_quietly(warm_home):
    environment = surroundings(LEMANS_QUIZ_HOME=str(warm_home))
    command = f"yes 1 | {shlex.quote(sys.executable)} -m lemans_quiz play -n 500 --json 2>&1 >&3 | cat >&2"
    done = subprocess.run(
        ["bash", "-c", f"( {command} ) 3>&1 | head -1"], capture_output=True, text=True, env=environment, check=False
    )
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


@needs_bash
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_mistake_of_the_program(warm_home, closed):
    environment = surroundings(LEMANS_QUIZ_HOME=str(warm_home))
    for arguments in ("play --json -n 2", "play -n 2", "pack list", ""):
        command = f"{shlex.quote(sys.executable)} -m lemans_quiz {arguments} {closed}"
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == 0, done
        assert "Sorry" not in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_an_output_that_is_full_is_said_in_a_sentence(warm_home):
    environment = surroundings(LEMANS_QUIZ_HOME=str(warm_home))
    command = f"{shlex.quote(sys.executable)} -m lemans_quiz pack list >/dev/full"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 1
    assert "Cannot write" in done.stderr
    assert "Sorry" not in done.stderr


def test_a_game_left_before_its_first_answer_leaves_nothing_to_resume(own_lmq):
    own_lmq("play", "-n", "2", typed=":quit\n")
    assert own_lmq("resume").returncode == 4


def test_a_language_only_packs_speak_is_said(lmq):
    assert "questions are shown in 'fr'" in lmq("--lang", "fr", "play", "-n", "1").stderr


def test_a_table_of_facts_is_no_pack_and_becomes_one(lmq, tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    done = lmq("play", str(table))
    assert done.returncode == 3
    assert "pack new t.yaml --from t.csv" in done.stderr
