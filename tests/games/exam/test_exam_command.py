"""`lmq play --exam` and `resume` by pipe."""

from __future__ import annotations

import json

import pytest

PACK = """\
title: Small
questions:
  - {id: one, question: One?, answer: a, choices: [a, b, c]}
  - {id: two, question: Two?, answer: true}
  - {id: three, question: Three?, answer: Porsche}
"""


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(PACK, encoding="utf-8")
    return str(path)


def events(done) -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_nothing_is_told_before_it_is_handed_in_and_everything_after(lmq, small):
    done = lmq("play", small, "--exam", "-n", "3", "--json", typed=":next\n:back\n1\n:flag\n:next\n1\n:submit\n")
    names = [event["event"] for event in events(done)]
    assert names.index("handed-in") < names.index("marked")
    assert names[-4:] == ["marked", "marked", "marked", "finished"]
    told = json.dumps([event for event in events(done) if event["event"] not in ("marked", "finished")])
    assert '"key"' not in told
    assert '"right"' not in told


def test_the_result_equals_that_of_the_same_answers_in_a_game(lmq, small):
    lines = "1\n2\nPorsche\n"
    game = events(lmq("play", small, "-n", "3", "--seed", "x", "--json", typed=lines))[-1]
    exam = events(lmq("play", small, "-n", "3", "--seed", "x", "--exam", "--json", typed=f"{lines}:submit\n"))
    marked = [event["mark"] for event in exam if event["event"] == "marked"]
    assert exam[-1]["score"] == game["score"] == sum(marked)
    assert exam[-1]["handed_in"]


def test_an_answer_can_be_changed_and_taken_back(lmq, small):
    typed = "1\n2\n:goto 1\n:clear\n:goto 2\n1\n:submit\n"
    done = events(lmq("play", small, "--exam", "-n", "3", "--seed", "x", "--json", typed=typed))
    (handed_in,) = [event for event in done if event["event"] == "handed-in"]
    assert handed_in["unanswered"] == [1, 3]
    assert [event["number"] for event in done if event["event"] == "given"] == [1, 2, 1, 2]


def test_the_end_of_input_hands_nothing_in_and_resume_goes_on(own_lmq, small):
    first = events(own_lmq("play", small, "--exam", "-n", "3", "--seed", "x", "--json", typed="1\n:flag\n"))
    assert (first[-1]["handed_in"], first[-1]["answered"], first[-1]["complete"]) == (False, 0, False)
    rest = events(own_lmq("resume", "--json", typed=":submit\n"))
    assert (rest[0]["exam"]["begun"], rest[1]["number"], rest[1]["exam"]["flagged"]) == (1, 2, True)
    assert (rest[-1]["handed_in"], rest[-1]["complete"]) == (True, True)
    assert own_lmq("resume").returncode == 4


def test_plain_lines_tell_what_is_open_and_review_each_question(lmq, small):
    done = lmq("play", small, "--exam", "-n", "3", "--seed", "x", "--plain", typed="1\n:flag\n:list\n:frog\n:submit\n")
    assert "2 questions are unanswered: 2, 3." in done.stdout
    assert "One is flagged: 2." in done.stdout
    assert "Unknown command" in done.stdout
    assert done.stdout.index("Exam submitted.") < done.stdout.index("The answer:")
    assert done.stdout.count("The answer:") >= 3


def test_a_question_that_is_not_there_and_an_answer_that_is_none_change_nothing(lmq, small):
    done = events(lmq("play", small, "--exam", "-n", "3", "--json", typed=":goto 9\n:goto x\n:submit\n"))
    assert [event["reason"] for event in done if event["event"] == "rejected"] == ["no-such-question"] * 2


def test_an_exam_is_for_one_player(lmq, small):
    done = lmq("play", small, "--exam", "--players", "Anna,Ben")
    assert done.returncode == 2
    assert "one player" in done.stderr
