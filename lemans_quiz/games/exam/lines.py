"""An exam as plain lines, for pipes, screen readers and terminals that cannot do more: numbers, words, no sign, no colour."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TextIO

from lemans_quiz.core.events import Asked, Complained, Event, Rejected
from lemans_quiz.games.exam.driver import ExamDriver, graded_driver
from lemans_quiz.games.exam.rules import Exam, ExamEvent, Flagged, Given, HandedIn, Opened
from lemans_quiz.games.exam.stream import write_stream
from lemans_quiz.games.exam.views import answer_so_far, not_handed_in, unfinished_sentences
from lemans_quiz.i18n import _
from lemans_quiz.play.complaining import lines_of_reasons, offer_by_line, told_of
from lemans_quiz.play.driver import Ending
from lemans_quiz.play.feedback import answer_text
from lemans_quiz.play.lines import feedback_lines, question_lines, result_lines
from lemans_quiz.play.result import Result, outcomes_of
from lemans_quiz.terminal.plain import write_lines
from lemans_quiz.terminal.theme import clock, in_one_line
from lemans_quiz.terminal.views import Setting


def play_exam_lines(
    sitting: ExamDriver,
    setting: Setting,
    *,
    source: TextIO | None = None,
    out: TextIO | None = None,
    interactive: bool = False,
) -> Ending:
    """Let an exam be written by lines, then write each answer with its mark, and the result; `interactive` adds prompts."""
    teller = _ExamLines(sitting, setting, out or sys.stdout, interactive)
    teller.write([*teller.start(), ""])
    by = write_stream(sitting, source or sys.stdin, teller, setting, asks=interactive)
    teller.write([*([""] if by else []), *teller.result()])
    return Ending(by=by)


class _ExamLines:
    """Writes an exam as lines."""

    def __init__(self, sitting: ExamDriver, setting: Setting, out: TextIO, interactive: bool) -> None:
        self.sitting = sitting
        self.setting = setting
        self.out = out
        self.interactive = interactive

    @property
    def exam(self) -> Exam:
        return self.sitting.state

    def start(self) -> list[str]:
        """Return what comes before the first question."""
        lines = [
            _("An exam with {count} questions: no feedback until you submit it.").format(count=len(self.exam.turns))
        ]
        if self.exam.limit:
            lines.append(_("You have {time} minutes in total.").format(time=clock(self.exam.left)))
        if self.interactive:
            lines.append(_("Answer with a number, a letter or text; a new answer replaces the old one."))
            lines.append(_("Also: :next :back :goto 4 :flag :clear :list :submit :quit"))
            lines.append(offer_by_line())
        return lines

    def tell(self, events: tuple[ExamEvent | Event, ...]) -> None:
        """Write events, and the prompt where a person is asked."""
        for event in events:
            self.write(self.lines(event))
        if self.interactive and not isinstance(events[-1], Given | HandedIn):
            self.prompt()

    def lines(self, event: ExamEvent | Event) -> list[str]:
        """Return what an event says."""
        match event:
            case Opened(position):
                return self.question(position)
            case Given(position, response):
                said = answer_so_far(self.exam.turns[position], response, self.setting)
                return [_("Noted: {answer}").format(answer=said) if said else _("Answer cleared."), ""]
            case Flagged(on=on):
                return [_("Flagged.") if on else _("Flag removed.")]
            case HandedIn(late):
                return [_("Time's up: exam submitted.") if late else _("Exam submitted."), ""]
            case Complained(number, reason, is_kept):
                return [told_of(number, reason, is_kept=is_kept)]
            case Rejected(reason="no-such-problem"):
                return lines_of_reasons()
            case Rejected(reason):
                return [_rejection(reason, self.exam)]
            case _:
                return []

    def question(self, position: int) -> list[str]:
        """Return a question with the answer it has so far."""
        turn, sheet = self.exam.turns[position], self.exam.sheets[position]
        lines = question_lines(Asked(position + 1, len(self.exam.turns), turn, 0.0), self.setting)
        if sheet.response is not None:
            lines.append(
                _("Your answer so far: {answer}").format(answer=answer_so_far(turn, sheet.response, self.setting))
            )
        return [*lines, _("Flagged.")] if sheet.flagged else lines

    def overview(self, *, asking: bool) -> None:
        """Write how the exam stands, and what hands it in."""
        told = unfinished_sentences(self.exam) or [_("All questions are answered.")]
        if self.exam.limit:
            told.append(_("{time} minutes left.").format(time=clock(self.exam.left)))
        again = _("To submit anyway, type :submit again.")
        self.write([*told, again if asking else _(":submit submits the exam; :goto 4 goes to question 4.")])
        if self.interactive:
            self.prompt()

    def prompt(self) -> None:
        """Ask for a line."""
        self.out.write(_("Question {number}:").format(number=self.exam.position + 1) + " ")
        self.out.flush()

    def result(self) -> list[str]:
        """Return each question with its answer and mark, then the result; or that the exam is open."""
        if not self.exam.handed_in:
            return [not_handed_in(self.exam, self.setting.way_back())]
        game = graded_driver(self.sitting.state).state
        lines: list[str] = []
        for number, outcome in enumerate(outcomes_of(game), start=1):
            lines.append(f"{number}. {in_one_line(outcome.turn.item.stem.show(self.setting.language))}")
            if answer := answer_text(outcome, self.setting):
                lines.append(_("Your answer: {answer}").format(answer=answer))
            lines += feedback_lines(outcome, self.setting)
        return [*lines, *result_lines(Result(game, self.setting))]

    def write(self, lines: Iterable[str]) -> None:
        """Write lines at once."""
        write_lines(self.out, lines)


def _rejection(reason: str, exam: Exam) -> str:
    if reason == "no-such-question":
        return _("Questions are numbered 1 to {last}.").format(last=len(exam.turns))
    if reason == "unreadable":
        return _("That is not an answer to this question; nothing was noted.")
    return _("Unknown command. Available: :next :back :goto 4 :flag :clear :list :submit :quit")
