"""`-` on the command line: questions from a paste or a pipe. They become a file; keys then come from the terminal itself."""

from __future__ import annotations

import os
import sys

from lemans_quiz.cli.cached import cached_file
from lemans_quiz.cli.error_reporting import tell
from lemans_quiz.core.messages import message
from lemans_quiz.errors import UsageError

PASTE = "-"
TAKEN_BY = frozenset(("play", "race", "practice", "warmup", "host", "sheet", "pack"))
"""The commands that read questions."""

_PLAYED_BY = TAKEN_BY - {"sheet", "pack"}
_NOT_A_FILE_AFTER = frozenset(("-o", "--output", "--key", "--title", "--seed"))
_MOST_BYTES = 64 << 20
_TERMINAL = "CONIN$" if sys.platform == "win32" else "/dev/tty"


def taken(arguments: list[str]) -> list[str]:
    """Return the arguments with the path of what was pasted in the place of `-`; raises UsageError where that cannot be."""
    places = [place for place, word in enumerate(arguments) if word == PASTE and is_file(arguments, place)]
    if not places or arguments[0] not in TAKEN_BY:
        return arguments
    is_played = arguments[0] in _PLAYED_BY
    if is_played and {"--plain", "--json"} & set(arguments):
        raise UsageError(
            message("'-' reads questions from the same input as --plain and --json read answers."),
            message("Save the questions to a file and use that."),
        )
    path = cached_file("pasted", "pasted.txt", _read())
    if is_played:
        _keys_from_the_terminal()
    return [str(path) if place in places else word for place, word in enumerate(arguments)]


def is_file(arguments: list[str], place: int) -> bool:
    """Tell whether a word stands where a file may be named."""
    return place > 0 and arguments[place - 1] not in _NOT_A_FILE_AFTER


def _read() -> bytes:
    if sys.stdin.isatty():
        end = "Ctrl-Z, Enter" if sys.platform == "win32" else "Ctrl-D"
        tell(message("Paste the questions, then press Enter and {keys}.", keys=end))
    try:
        content = sys.stdin.buffer.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(message("Cannot read the questions: {reason}", reason=error.strerror or "")) from None
    if not content.strip():
        raise UsageError(message("Nothing was pasted."), message("For example: lmq play - < quiz.txt"))
    return content


def _keys_from_the_terminal() -> None:
    """Put the terminal in the place of the standard input, which is used up."""
    if sys.stdin.isatty():
        return
    try:
        terminal = os.open(_TERMINAL, os.O_RDWR)
    except OSError:
        raise UsageError(
            message("The questions come from a pipe, so answering needs a terminal."),
            message("Save the questions to a file and use that."),
        ) from None
    os.dup2(terminal, 0)
    os.close(terminal)
    sys.stdin = open(0, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
