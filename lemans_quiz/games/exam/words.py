"""Sentences about an exam that more than one front says."""

from __future__ import annotations

from lemans_quiz.core.marks import SKIPPED, Mark
from lemans_quiz.core.responses import Response
from lemans_quiz.core.turns import Turn
from lemans_quiz.games.exam.rules import Exam
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.terminal.views import Setting

_MOST_NUMBERS = 20


def not_handed_in(exam: Exam, way_back: str) -> str:
    """Say that the exam is open and, where there is a `way_back`, with which command it goes on."""
    fields = {"answered": len(exam.turns) - len(exam.unanswered), "of": len(exam.turns), "command": way_back}
    if not way_back:
        return _("Not handed in: {answered} of {of} answered.").format(**fields)
    return _("Not handed in yet: {answered} of {of} answered. Go on with: {command}").format(**fields)


def unfinished_sentences(exam: Exam) -> list[str]:
    """Say which questions have no answer and which a flag; nothing where that is none."""
    told = []
    if open_ones := exam.unanswered:
        told.append(
            ngettext(
                "One question has no answer: {numbers}.", "{count} questions have no answer: {numbers}.", len(open_ones)
            ).format(count=len(open_ones), numbers=_numbers(open_ones))
        )
    if flagged := exam.flagged:
        told.append(
            ngettext("One is flagged: {numbers}.", "{count} are flagged: {numbers}.", len(flagged)).format(
                count=len(flagged), numbers=_numbers(flagged)
            )
        )
    return told


def _numbers(places: tuple[int, ...]) -> str:
    """Return the numbers of questions in one line, the first ones where there are many."""
    more = ", …" if len(places) > _MOST_NUMBERS else ""
    return ", ".join(str(place + 1) for place in places[:_MOST_NUMBERS]) + more


def answer_so_far(turn: Turn, response: Response | None, setting: Setting) -> str:
    """Return an answer in one line, nothing where there is none."""
    from lemans_quiz.play.feedback import Outcome, answer_text

    return answer_text(Outcome(turn, response, Mark(0.0, SKIPPED), 0.0, 0), setting)
