"""`lemans-quiz play --exam`: a quiz as an exam, kept while it is written, and what comes after it is handed in."""

from __future__ import annotations

import sys
import time

from lemans_quiz.cli.global_options import content_language, player
from lemans_quiz.cli.output_mode import JSON, SCREEN, OutputMode, history_of_the_player
from lemans_quiz.core.game import Rules
from lemans_quiz.games.draw import Quiz, QuizRequest, Titles, draw_quiz
from lemans_quiz.games.exam.driver import ExamDriver
from lemans_quiz.games.exam.journal import ExamRecorder
from lemans_quiz.games.exam.rules import Exam, ExamCommand, exam_rules, log_of
from lemans_quiz.games.session import REMEMBERED, leave_if_interrupted, missed_again, noticed, play_quiz, setting_of
from lemans_quiz.play.driver import DONE, MISSED, ROUND, Ending
from lemans_quiz.storage.history import History
from lemans_quiz.storage.practice import recently_seen
from lemans_quiz.storage.records import AGAIN, EXAM, Opening
from lemans_quiz.terminal.views import Setting


def write_exams(request: QuizRequest, rules: Rules, output: OutputMode) -> None:
    """Draw an exam and have it written, and again for as long as the player wishes; raises typer.Exit for Ctrl-C."""
    with history_of_the_player() as history:

        def seen() -> frozenset[tuple[str, str]]:
            return frozenset(recently_seen(history, player(), REMEMBERED))

        wish = ROUND
        while wish != DONE:
            wish = _write_one(draw_quiz(request, seen), rules, output, history, title=request.title)
            request = request._replace(seed="")


def _write_one(quiz: Quiz, rules: Rules, output: OutputMode, history: History, *, title: str) -> str:
    """Have one exam written; return what the player wants after it."""
    opening = Opening(
        kind=EXAM,
        title=title,
        started=time.time(),
        turns=quiz.turns,
        rules=exam_rules(rules),
        seed=quiz.seed.code,
        players=(player(),),
        language=content_language(),
    )
    notice = noticed(quiz.notices, output)
    recorder = ExamRecorder(history, opening)
    sitting, ending = write_exam(opening, quiz.titles, output, recorder, notice=notice)
    leave_if_interrupted(ending)
    if ending.wish != MISSED:
        return ending.wish
    again = quiz._replace(turns=missed_again(sitting.graded().game, quiz), notices=())
    return play_quiz(again, Rules(), output, history, title="", kind=AGAIN)


def write_exam(
    opening: Opening,
    titles: Titles,
    output: OutputMode,
    recorder: ExamRecorder,
    begun: Exam | None = None,
    *,
    notice: str = "",
) -> tuple[ExamDriver, Ending]:
    """Have the exam written that a session opens with, from where it was left, on the front that fits."""

    def keep(command: ExamCommand, exam: Exam) -> None:
        recorder.keep_exam(command, exam, time.time())

    log = log_of(begun) if begun else ()
    sitting = ExamDriver(opening.turns, opening.rules, record=keep, log=log)
    return sitting, _show(sitting, setting_of(opening, titles, recorder, notice=notice), output.front())


def _show(sitting: ExamDriver, setting: Setting, front: str) -> Ending:
    if front == SCREEN:
        from lemans_quiz.games.exam.screen import play_exam_screen

        return play_exam_screen(sitting, setting)
    if front == JSON:
        from lemans_quiz.games.exam.events import play_exam_jsonl

        return play_exam_jsonl(sitting, setting)
    from lemans_quiz.games.exam.lines import play_exam_lines

    return play_exam_lines(sitting, setting, interactive=sys.stdin.isatty())
