"""Exams and several players by lines and as JSON."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path

import pytest

from lemans_quiz.core.game import Rules
from lemans_quiz.games.duel.events import play_duel_jsonl
from lemans_quiz.games.duel.lines import play_duel_lines
from lemans_quiz.games.duel.rules import seated, tie_break
from lemans_quiz.games.exam.driver import exam_driver
from lemans_quiz.games.exam.events import play_exam_jsonl
from lemans_quiz.games.exam.lines import play_exam_lines
from lemans_quiz.play.driver import game_driver

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "json.md"
STRICT = Rules(retry=False, appeals=False)
NAMES = ("Anna", "Ben")


@pytest.fixture
def exam(quiz):
    """Return a function that writes an exam of two questions as JSON."""

    def write(text: str, timer: float = 0.0) -> str:
        out = StringIO()
        sitting = exam_driver(quiz.TURNS[:2], Rules(timer=timer))
        play_exam_jsonl(sitting, quiz.setting(), source=StringIO(text), out=out)
        return out.getvalue()

    return write


@pytest.fixture
def duel(quiz):
    """Return a function that plays one question for all, and a number for a tie-break, as JSON."""

    def play(text: str) -> str:
        out = StringIO()
        driver = game_driver(seated(quiz.TURNS[:1], 2, same=True), STRICT)

        def decider(players):
            return game_driver(tie_break(quiz.turn_of(quiz.NUMBER), players), STRICT)

        play_duel_jsonl(driver, quiz.setting(), NAMES, decider, source=StringIO(text), out=out)
        return out.getvalue()

    return play


def section(title: str) -> str:
    return DOCUMENT.read_text("utf-8").split(f"## {title}\n")[1].split("\n## ")[0]


def examples(title: str) -> list[str]:
    return [line for line in section(title).splitlines() if line.startswith('{"event"')]


def test_the_documented_examples_of_an_exam_are_what_is_printed(exam):
    printed = exam("Porsche\n:flag\n:list\n:submit\n").splitlines()
    assert examples("In an exam")
    assert [example for example in examples("In an exam") if example not in printed] == []


def test_every_field_and_reason_of_an_exam_is_documented(exam):
    printed = exam("Porsche\n:flag\n:list\n:goto 9\n:frog\n7\n:submit\n", timer=9.0) + exam("")
    events = [json.loads(line) for line in printed.splitlines()]
    own = [one for one in events if one["event"] in ("given", "flagged", "overview", "handed-in")]
    names = {name for one in own for name in one if name != "event"} | {"handed_in"}
    names |= {name for one in events for name in one.get("exam", {})}
    names |= {one["reason"] for one in events if one["event"] == "rejected"}
    assert {name for name in names if f"`{name}`" not in section("In an exam")} == set()


def test_every_field_of_several_players_is_documented(duel):
    events = [json.loads(line) for line in duel("1\n1\n13\n14\n").splitlines()]
    names = {name for row in events[-1]["players"] for name in row} | {"players", "same", "winner", "tie_break"}
    assert {name for name in names if f"`{name}`" not in section("With several players")} == set()
    assert examples("With several players")[0] in duel("1\n1\n").splitlines()


def test_a_person_is_asked_before_something_open_is_handed_in(quiz):
    out = StringIO()
    sitting = exam_driver(quiz.TURNS[:2], Rules())
    typed = "Porsche\n:submit\n:back\n:submit\n:submit\n"
    play_exam_lines(sitting, quiz.setting(), source=StringIO(typed), out=out, interactive=True)
    assert out.getvalue().count("To submit anyway, type :submit again.") == 2
    assert sitting.state.handed_in


def test_a_person_is_prompted_with_the_number_of_the_question(quiz):
    out = StringIO()
    sitting = exam_driver(quiz.TURNS[:2], Rules(timer=30.0))
    play_exam_lines(sitting, quiz.setting(), source=StringIO("Porsche\n:quit\n"), out=out, interactive=True)
    assert "You have 1:00 minutes in total." in out.getvalue()
    assert re.search(r"Question 2:\s*Not submitted: 1 of 2 answered\.$", out.getvalue().strip())


def test_players_in_turns_by_lines_may_still_appeal(quiz):
    out = StringIO()
    driver = game_driver(
        seated((quiz.turn_of(quiz.TEXT), quiz.turn_of(quiz.CHOICE)), 2, same=False), Rules(retry=False)
    )
    typed = "Romain Dumas\n:right\n2\n"
    play_duel_lines(driver, quiz.setting(), NAMES, lambda _: None, source=StringIO(typed), out=out)
    assert "Question 1 counts as right (self-marked)." in out.getvalue()
    assert "Anna wins" in out.getvalue()
