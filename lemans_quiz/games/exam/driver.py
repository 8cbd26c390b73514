"""Runs an exam: carries out commands and tells whoever records them. Shows nothing; the clock is the fronts'."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lemans_quiz.core.events import Rejected
from lemans_quiz.core.game import Rules
from lemans_quiz.core.turns import Turn
from lemans_quiz.games.exam.rules import Exam, ExamCommand, ExamEvent, begin, game_log, step
from lemans_quiz.play.driver import Driver, unbroken

RecordExam = Callable[[ExamCommand, Exam], None]
"""Called with a command and the exam after it, before anything of it is shown."""


class ExamDriver:
    """An exam being written."""

    def __init__(
        self,
        turns: tuple[Turn, ...],
        rules: Rules,
        *,
        record: RecordExam | None = None,
        log: Iterable[ExamCommand] = (),
    ) -> None:
        """Begin an exam, or go on with one whose commands so far are `log`; those are not recorded again."""
        self.exam = begin(turns, rules)
        self._record = record
        for command in log:
            self.exam, _ = step(self.exam, command)

    def do(self, command: ExamCommand) -> tuple[ExamEvent, ...]:
        """Carry out a command and record it, both or neither, and return what happened."""
        with unbroken():
            exam, events = step(self.exam, command)
            if isinstance(events[0], Rejected):
                return events
            if self._record is not None:
                self._record(command, exam)
            self.exam = exam
        return events

    def graded(self) -> Driver:
        """Return the game that the exam has become, played to its end."""
        return Driver(self.exam.turns, self.exam.rules, log=game_log(self.exam))
