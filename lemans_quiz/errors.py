"""Situations that end a command, as a tree, each with its sentence and exit code. Authors' mistakes are Diagnostics.

QuizError
├── NobodyToAsk             1   a yes is needed, and nobody sits there to say it
├── UsageError              2   what was asked for makes no sense
├── PackMistakes            3   the pack has mistakes
├── NotFound                4   no such pack, file or session; nothing matches
└── MissingExtra            2   an optional part of the program is not installed
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from lemans_quiz.core.messages import Message, message

if TYPE_CHECKING:
    from lemans_quiz.core.diagnostics import Diagnostic

FINE, FAILED, USAGE, MISTAKES, NOT_FOUND, INTERRUPTED = 0, 1, 2, 3, 4, 130


class QuizError(Exception):
    """A situation that ends the command with one sentence and, where there is one, a way out."""

    exit_code = FAILED

    def __init__(self, sentence: Message, help: Message | None = None) -> None:
        super().__init__(sentence.template)
        self.sentence = sentence
        self.help = help


class NobodyToAsk(QuizError):
    """A yes is needed, and nobody sits there to say it; `help` names the option that says it beforehand."""


class UsageError(QuizError):
    """What was asked for makes no sense."""

    exit_code = USAGE


class NotFound(QuizError):
    """There is no such pack, file or session, or nothing matches."""

    exit_code = NOT_FOUND


class PackMistakes(QuizError):
    """A pack has mistakes; all of them come along."""

    exit_code = MISTAKES

    def __init__(self, name: str, diagnostics: Iterable[Diagnostic]) -> None:
        super().__init__(message("Pack '{name}' has errors.", name=name))
        self.name = name
        self.diagnostics = tuple(diagnostics)


class MissingExtra(QuizError):
    """An optional part of the program is not installed."""

    exit_code = USAGE

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(
            message("{what} needs an optional extra.", what=what),
            message(
                "Install it with: {python} -m pip install '{source}[{extra}]'",
                python=sys.executable or "python",
                source=_installed_from(),
                extra=extra,
            ),
        )


def _installed_from() -> str:
    """Return what pip was given to install this program: the folder it lies in, else its name."""
    import json
    from importlib.metadata import PackageNotFoundError, distribution
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    try:
        address = urlsplit(json.loads(distribution("lemans-quiz").read_text("direct_url.json") or "{}").get("url", ""))
    except (PackageNotFoundError, ValueError):
        return "lemans-quiz"
    return url2pathname(address.path) if address.scheme == "file" else "lemans-quiz"
