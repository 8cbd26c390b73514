"""What was asked of the whole program: its language, wherever on the line it stands."""

from __future__ import annotations

import re

from lemans_quiz import i18n
from lemans_quiz.core.messages import message
from lemans_quiz.errors import UsageError

_OPTION = "--lang"
_CODE = re.compile(r"[a-z]{2,3}([-_][A-Za-z0-9]+)*")

_language = "en"


def language(arguments: list[str]) -> tuple[str, list[str]]:
    """Return the language asked for, or the locale's, and the arguments without the option."""
    rest: list[str] = []
    found = ""
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest += [argument, *waiting]
        elif argument == _OPTION:
            found = _checked(next(waiting, ""))
        elif argument.startswith(_OPTION + "="):
            found = _checked(argument.partition("=")[2])
        else:
            rest.append(argument)
    return found or i18n.from_environment(), rest


def _checked(code: str) -> str:
    if not _CODE.fullmatch(code):
        raise UsageError(
            message("--lang needs a language code."),
            message("The program speaks en and de; packs may speak others: --lang de"),
        )
    return code.replace("_", "-")


def remember(code: str) -> None:
    """Keep the language in which questions are shown."""
    global _language
    _language = code


def content_language() -> str:
    """Return the language in which questions are shown; the program itself may speak another."""
    return _language
