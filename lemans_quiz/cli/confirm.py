"""Asking before something is gone for good."""

from __future__ import annotations

import sys

from lemans_quiz.core.messages import message
from lemans_quiz.errors import QuizError
from lemans_quiz.i18n import _


def confirmed(question: str) -> bool:
    """Ask on the terminal; raises QuizError where nobody can be asked."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise QuizError(message("Nothing was deleted: nobody can be asked."), message("To delete anyway, add --yes."))
    print(f"{question} [{_('y/N')}] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in {"y", "yes", "j", "ja"}
