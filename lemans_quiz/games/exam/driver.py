"""Drivers of an exam: of the exam while it is written, and of the game that it becomes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from lemans_quiz.core.game import Rules
from lemans_quiz.core.turns import Turn
from lemans_quiz.games.exam import rules as exam_rules
from lemans_quiz.games.exam.rules import Exam, ExamCommand, ExamEvent, begin, game_log
from lemans_quiz.play.driver import Driver, GameDriver, Record, game_driver

ExamDriver: TypeAlias = Driver[Exam, ExamCommand, ExamEvent]


def exam_driver(
    turns: tuple[Turn, ...],
    rules: Rules,
    *,
    record: Record[Exam, ExamCommand, ExamEvent] | None = None,
    log: Iterable[ExamCommand] = (),
) -> ExamDriver:
    """Return a driver of an exam; the clock is the fronts'."""
    return Driver(exam_rules, begin(turns, rules), record=record, log=log)


def graded_driver(exam: Exam) -> GameDriver:
    """Return the game that an exam has become, played to its end."""
    return game_driver(exam.turns, exam.rules, log=game_log(exam))
