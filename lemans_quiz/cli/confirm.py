"""Asking before something is gone for good, or takes the place of something else."""

from __future__ import annotations

import sys

from lemans_quiz.cli.error_reporting import broken
from lemans_quiz.core.messages import message
from lemans_quiz.errors import NobodyToAsk
from lemans_quiz.i18n import _


def confirmed(question: str) -> bool:
    """Ask on the terminal whether to delete; raises NobodyToAsk where nobody can be asked."""
    if not can_ask():
        raise NobodyToAsk(
            message("Nothing was deleted: cannot ask for confirmation here."), message("To delete anyway, add --yes.")
        )
    return agreed(question)


def can_ask() -> bool:
    """Tell whether somebody sits at a terminal who can answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def agreed(question: str) -> bool:
    """Ask on the terminal, and return whether the answer is yes; nothing typed is no."""
    print(broken(f"{question} [{_('y/N')}]"), end=" ", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in {"y", "yes", "j", "ja"}
