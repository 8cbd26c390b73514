"""Where errors end: a sentence on stderr and an exit code; a bug ends in an apology and a saved report."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable

from lemans_quiz import curtain, paths
from lemans_quiz.core.messages import Message, message
from lemans_quiz.errors import FAILED, PackMistakes, QuizError
from lemans_quiz.files.writing import private_folder, write_whole
from lemans_quiz.i18n import render


def tell(sentence: Message) -> None:
    """Print a sentence on stderr, without anything that a terminal would obey; over a page only when that is gone."""
    curtain.drop()
    text = broken(visible(render(sentence)), [visible(str(told)) for _name, told in sentence.fields])
    screen = sys.modules.get("lemans_quiz.terminal.screen")
    if screen is not None and screen.held_back(text):
        return
    with contextlib.suppress(OSError):  # the terminal may be gone
        print(text, file=sys.stderr)


def broken(text: str, kept: Iterable[str] = ()) -> str:
    """Return a text broken between words where standard error is a terminal; paths among what is `kept` stay whole."""
    if not sys.stderr.isatty():
        return text
    from lemans_quiz.terminal import plain

    return "\n".join(plain.broken(text, plain.columns_of(sys.stderr), (one for one in kept if os.sep in one)))


def visible(text: str) -> str:
    """Return the text with everything that could steer a terminal made visible."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)


def show_error(error: QuizError) -> int:
    """Print an error and return its exit code."""
    curtain.drop()
    if isinstance(error, PackMistakes):
        from lemans_quiz.cli.cached import named
        from lemans_quiz.terminal.report import print_diagnostics

        print_diagnostics(tuple(one._replace(file=named(one.file)) for one in error.diagnostics))
    tell(error.sentence)
    if error.help is not None:
        tell(error.help)
    return error.exit_code


def show_crash(error: BaseException) -> int:
    """Save the traceback, apologise and return the exit code."""
    curtain.drop()
    import traceback

    report = "".join(traceback.format_exception(error))
    try:
        place = _save(report)
    except (OSError, QuizError):
        tell(message("Sorry, this is a bug. The report could not be saved; here it is:"))
        print(visible(report), file=sys.stderr)
    else:
        tell(message("Sorry, this is a bug. A report was saved to {path}", path=place))
        tell(message("To report it, send that file and the output of: lmq doctor"))
    return FAILED


def _save(report: str) -> str:
    import time

    folder = paths.crashes()
    private_folder(folder)
    path = folder / time.strftime("crash-%Y%m%d-%H%M%S.txt")
    write_whole(path, report.encode("utf-8", "replace"), private=True)
    return str(path)
