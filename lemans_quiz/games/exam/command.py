"""`lmq play --exam`: a quiz as an exam, kept while it is written, and what comes after it is handed in."""

from __future__ import annotations

import sys
from typing import NamedTuple

from lemans_quiz.cli.invocation import Invocation
from lemans_quiz.core.game import Rules
from lemans_quiz.core.resuming import Current
from lemans_quiz.core.seeds import parse_seed
from lemans_quiz.games.draw import Quiz, QuizRequest, Seen, Titles, draw_quiz
from lemans_quiz.games.exam.driver import ExamDriver, exam_driver
from lemans_quiz.games.exam.journal import ExamRecorder, load_exam, take_up_exam
from lemans_quiz.games.exam.rules import Exam, TakenUp, exam_rules, graded, log_of, replay_exam, take_up
from lemans_quiz.games.resume import nothing_left, tell_changes, with_packs_of_today
from lemans_quiz.games.session import (
    kept_by,
    leave_if_interrupted,
    noticed,
    opening_of,
    play_missed,
    play_until_done,
    setting_of,
    show,
)
from lemans_quiz.play.driver import MISSED, Ending
from lemans_quiz.storage.history import History
from lemans_quiz.storage.records import EXAM, Opening, Session
from lemans_quiz.terminal.views import Setting


def write_exams(request: QuizRequest, rules: Rules, invocation: Invocation) -> None:
    """Draw an exam and have it written, and again for as long as the player wishes; raises typer.Exit for Ctrl-C."""

    def draw(seed: str, seen: Seen) -> Quiz:
        return draw_quiz(request._replace(seed=seed), seen)

    def write_one(quiz: Quiz, history: History) -> str:
        return _write_one(quiz, rules, invocation, history, title=request.title)

    play_until_done(draw, write_one, seed=request.seed, players=(invocation.player,))


def _write_one(quiz: Quiz, rules: Rules, invocation: Invocation, history: History, *, title: str) -> str:
    """Have one exam written; return what the player wants after it."""
    opening = opening_of(invocation, EXAM, title, quiz, exam_rules(rules))
    notice = noticed(quiz.notices, invocation)
    driver, ending = write_exam(opening, quiz.titles, invocation, ExamRecorder(history, opening), notice=notice)
    leave_if_interrupted(ending)
    if ending.wish != MISSED:
        return ending.wish
    return play_missed(graded(driver.state), quiz, invocation, history)


def write_exam(
    opening: Opening,
    titles: Titles,
    invocation: Invocation,
    recorder: ExamRecorder,
    begun: Exam | None = None,
    *,
    notice: str = "",
) -> tuple[ExamDriver, Ending]:
    """Have the exam written that a session opens with, from where it was left, on the front that fits."""
    log = log_of(begun) if begun else ()
    driver = exam_driver(opening.turns, opening.rules, record=kept_by(recorder), log=log)
    return driver, show(ExamFront(driver, setting_of(invocation, opening, titles, recorder, notice=notice)), invocation)


def go_on(history: History, session: Session, invocation: Invocation) -> Ending | None:
    """Go on with an exam at the question that was at hand; None where it cannot be read."""
    saved = load_exam(history, session.id)
    if saved is None:
        return None

    def taken_up(current: Current) -> TakenUp:
        exam = replay_exam(saved.opening.turns, saved.opening.rules, saved.commands)
        return take_up(exam, current, word=parse_seed(saved.opening.seed).word)

    found, titles = with_packs_of_today(saved.opening, taken_up)
    tell_changes(gone=len(found.gone), changed=len(found.changed))
    recorder = take_up_exam(history, saved, found.exam)
    if not found.exam.turns:
        raise nothing_left()
    opening = saved.opening._replace(turns=found.exam.turns, rules=found.exam.rules)
    return write_exam(opening, titles, invocation, recorder, found.exam)[1]


class ExamFront(NamedTuple):
    """The fronts of an exam."""

    driver: ExamDriver
    setting: Setting

    def screen(self) -> Ending:
        """Have it written on the terminal."""
        from lemans_quiz.games.exam.screen import play_exam_screen

        return play_exam_screen(self.driver, self.setting)

    def lines(self) -> Ending:
        """Have it written by lines of text."""
        from lemans_quiz.games.exam.lines import play_exam_lines

        return play_exam_lines(self.driver, self.setting, interactive=sys.stdin.isatty())

    def events(self) -> Ending:
        """Have it written by lines, told as JSON."""
        from lemans_quiz.games.exam.events import play_exam_jsonl

        return play_exam_jsonl(self.driver, self.setting)
