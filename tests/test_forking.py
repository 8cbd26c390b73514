"""A run that is forked tells what `python -m lemans_quiz` tells, and nothing of one run is left for the next."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.forking import Output, really_run, surroundings

RUNS = [
    (["play", "-n", "2", "--seed", "word"], "1\n:hint\n2\n"),
    (["--lang", "de", "play", "-n", "2", "--seed", "word", "--json"], "1\nzzz\n"),
    (["play", "nosuchpack"], ""),
    (["plya"], ""),
    (["pack", "--help"], ""),
]


def without_times(told: Output) -> Output:
    return told._replace(stdout=re.sub(r'"seconds": [0-9.]+|0:0\d', "", told.stdout))


@pytest.mark.parametrize(("arguments", "typed"), RUNS, ids=[" ".join(arguments) for arguments, _ in RUNS])
def test_a_forked_run_tells_what_a_real_one_tells(template, warm_home, tmp_path, arguments, typed):
    forked_home, real_home = (shutil.copytree(warm_home / "cache", tmp_path / n / "cache").parent for n in "ab")
    forked = template.run(arguments, typed=typed, environment=surroundings(LEMANS_QUIZ_HOME=str(forked_home)))
    real = really_run(arguments, typed=typed, environment=surroundings(LEMANS_QUIZ_HOME=str(real_home)))
    assert without_times(forked) == without_times(real)


def test_the_language_of_one_run_is_not_that_of_the_next(lmq):
    assert "Frage 1 von 1" in lmq("--lang", "de", "play", "-n", "1").stdout
    assert "Question 1 of 1" in lmq("play", "-n", "1").stdout


def test_two_games_without_a_word_are_two_games(lmq):
    first, second = (lmq("play", "--json").stdout.splitlines()[0] for _ in range(2))
    assert '"seed"' in first
    assert first != second


def test_a_run_is_in_the_folder_it_was_begun_in(own_lmq, tmp_path, monkeypatch):
    (tmp_path / "here.yaml").write_text("title: Here\nquestions:\n  - {question: One?, answer: true}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert "Question 1 of 1: One?" in own_lmq("play", "./here.yaml").stdout


def test_a_run_that_is_killed_is_told_as_a_signal(template, warm_home):
    done = template.run(["play"], typed="", environment=surroundings(LEMANS_QUIZ_HOME=str(warm_home)), seconds=0.0)
    assert done.returncode == -9
