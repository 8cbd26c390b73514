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
                "Install it with: {python} -m pip install {packages}",
                python=sys.executable or "python",
                packages=_packages(extra),
            ),
        )


def _packages(extra: str) -> str:
    """Return what pip is given for an extra, in quotes that every shell knows: this program with it, where what it was installed
    from is still there; else the libraries of the extra, which the one file finds too."""
    import json
    from importlib.metadata import PackageNotFoundError, distribution
    from pathlib import Path
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    try:
        program = distribution("lemans-quiz")
        address = urlsplit(json.loads(program.read_text("direct_url.json") or "{}").get("url", ""))
    except (PackageNotFoundError, ValueError):
        return f'"lemans-quiz[{extra}]"'
    path = url2pathname(address.path)
    if address.scheme == "file" and Path(path).exists():
        return f'"{path}[{extra}]"'
    parts = (requirement.partition(";") for requirement in program.requires or ())
    return " ".join(f'"{name.strip()}"' for name, _, marker in parts if f"'{extra}'" in marker.replace('"', "'"))
