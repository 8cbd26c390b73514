"""Saying what is wrong with a question where there is no menu: by a line, answered by lines or as JSON, in every game."""

from __future__ import annotations

import json
from io import StringIO

import pytest

from lemans_quiz.core.game import Rules
from lemans_quiz.play.complaining import Complaint, lines_of_reasons, read_complaint, reasons
from lemans_quiz.play.driver import game_driver
from lemans_quiz.play.events import play_jsonl
from lemans_quiz.play.lines import play_lines
from lemans_quiz.storage.complaints import REASONS

PACK = """title: Garage
id: garage
version: "2"
questions:
  - {id: van, question: Is there a van?, answer: true}
  - {id: dog, question: Is there a dog?, answer: true}
"""


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (":problem answer", Complaint("answer", 0)),
        ("  :PROBLEM  Typo 3", Complaint("typo", 3)),
        (":problem 3", Complaint("typo", 0)),
        (":problem 3 12", Complaint("typo", 12)),
        (":problem Tippfehler 12", Complaint("typo", 12)),
        (":problem frage", Complaint("text", 0)),
        (":problem antwort", Complaint("answer", 0)),
        (":problem unklar", Complaint("unclear", 0)),
        (":problem", Complaint("", 0)),
        (":problem 5", Complaint("", 0)),
        (":problem 0", Complaint("", 0)),
        (":problem answer typo", Complaint("", 0)),
        (":problem answer 1 2", Complaint("", 0)),
        (":problem answer please", Complaint("", 0)),
        (":problem answer 99999999999", Complaint("", 0)),
        (":problem answer ²", Complaint("", 0)),
        (":problems answer", None),
        ("problem answer", None),
        ("", None),
        (":", None),
    ],
)
def test_a_line_says_what_is_wrong_and_with_which_question(line, complaint):
    assert read_complaint(line) == complaint


def test_every_reason_that_is_kept_can_be_said_by_a_line():
    assert [read_complaint(f":problem {reason}").reason for reason in REASONS] == list(REASONS)
    assert [read_complaint(f":problem {place}").reason for place in range(1, 5)] == [one for one, _ in reasons()]


def played(quiz, front, text: str) -> tuple[str, list[tuple[str, str]]]:
    """Play the sample quiz by lines; return what is printed and what was complained of."""
    out, kept = StringIO(), []
    setting = quiz.setting()._replace(complain=lambda turn, reason: not kept.append((turn.item.id, reason)))
    front(game_driver(quiz.TURNS, Rules(retry=False)), setting, source=StringIO(text), out=out)
    return out.getvalue(), kept


def test_the_question_on_show_is_meant_or_one_before_it_by_its_number_and_the_game_goes_on_as_it_was(quiz):
    told, kept = played(quiz, play_lines, "1\n:problem typo\n:problem answer 1\nPorsche, Audi\n:quit\n")
    assert kept == [("teams", "typo"), ("winner", "answer")]
    assert "Question 2: A typo. Noted. To send it: lmq history flagged" in told
    assert "Question 1: The answer is wrong. Noted." in told
    assert "Answered: 2 of 7" in told


def test_a_question_that_was_not_asked_yet_cannot_be_meant(quiz):
    told, kept = played(quiz, play_lines, ":problem typo 2\n:problem typo 0\n:problem\n")
    assert kept == [("winner", "typo")]
    assert "There was no question with that number." in told
    assert told.count(lines_of_reasons()[-1]) == 1


def test_the_question_after_which_one_more_line_is_read_is_meant_too(quiz):
    out, kept = StringIO(), []
    setting = quiz.setting()._replace(complain=lambda turn, reason: not kept.append(turn.item.id))
    turns = (quiz.turn_of(quiz.TEXT),)
    play_jsonl(game_driver(turns, Rules()), setting, source=StringIO("Dumas\n:problem answer\n:right\n"), out=out)
    events = [json.loads(line)["event"] for line in out.getvalue().splitlines()]
    assert (kept, events) == (["fastest"], ["started", "asked", "marked", "problem", "appealed", "finished"])


def test_programs_are_told_as_json(quiz):
    told, _kept = played(quiz, play_jsonl, ":problem unclear\n:problem\n:problem typo 5\n")
    events = [json.loads(line) for line in told.splitlines()][2:5]
    assert events == [
        {"event": "problem", "number": 1, "id": "winner", "reason": "unclear", "kept": True},
        {"event": "rejected", "reason": "no-such-problem"},
        {"event": "rejected", "reason": "no-such-question"},
    ]


@pytest.mark.parametrize("output", ["--plain", "--json"])
@pytest.mark.parametrize("game", ["play", "play --exam", "play --players Ann,Ben", "play --players Ann,Ben --same"])
def test_in_every_game_by_lines_it_is_kept_and_listed(tmp_path, own_lmq, game, output):
    (tmp_path / "garage.yaml").write_text(PACK)
    done = own_lmq(
        *game.split(), str(tmp_path / "garage.yaml"), output, typed=":problem typo\ntrue\n:problem antwort 1\n:quit\n"
    )
    assert done.returncode == 0, done
    assert ("To send it" in done.stdout) == (output == "--plain")
    flagged = [json.loads(line) for line in own_lmq("history", "flagged", "--everyone", "--json").stdout.splitlines()]
    assert [(one["pack"], one["version"], one["reason"]) for one in flagged] == [("garage", "2", "answer")]


def test_in_a_race_by_lines_it_is_kept_and_listed(own_lmq):

    done = own_lmq("race", "--json", "--seed", "x", typed=":problem typo\n1\n:problem unclear\n:quit\n")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    told = [(event["number"], event["reason"]) for event in events if event["event"] == "problem"]
    assert told == [(1, "typo"), (2, "unclear")]
    assert len(own_lmq("history", "flagged", "--json").stdout.splitlines()) == 2
    assert "Question 1: A typo. Noted." in own_lmq("race", "--plain", typed=":problem typo\n:quit\n").stdout
