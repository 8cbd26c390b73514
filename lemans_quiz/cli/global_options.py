"""What was asked of the whole program, wherever on the line it stands: language, player, theme, and how files are read."""

import os
import re
from typing import NamedTuple

from lemans_quiz import i18n
from lemans_quiz.cli.error_reporting import tell
from lemans_quiz.core.messages import message
from lemans_quiz.errors import UsageError
from lemans_quiz.terminal import preferences

PLAYER = "LEMANS_QUIZ_PLAYER"
"""The variable that names the player where --player does not."""

OPTIONS = ("--lang", "--player", "--as", "--theme")
_ALL_OR_NOTHING = "--all-or-nothing"
_CODE = re.compile(r"[a-z]{2,3}([-_][A-Za-z0-9]+)*")
LONGEST_NAME = 40


class GlobalOptions(NamedTuple):
    """`language` of the questions (the program itself may speak another) and the `player`, empty for whoever it is.

    `kind` is what files are read as, empty for what they are; with `all_or_nothing` nothing of them may be lost. `theme` is empty
    where none was asked for.
    """

    language: str = "en"
    player: str = ""
    kind: str = ""
    all_or_nothing: bool = False
    theme: str = ""


_asked = GlobalOptions()


def read(arguments: list[str]) -> tuple[GlobalOptions, list[str]]:
    """Return what was asked, and the arguments without it. Raises UsageError."""
    found: dict[str, str] = {}
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        option, equals, value = argument.partition("=")
        if argument == "--":
            rest += [argument, *waiting]
        elif option in OPTIONS:
            found[option] = value if equals else next(waiting, "")
        elif argument == _ALL_OR_NOTHING:
            found[argument] = argument
        else:
            rest.append(argument)
    language = _checked_language("--lang", found["--lang"]) if "--lang" in found else _usual_language()
    player = (
        _checked_name(found["--player"]) if "--player" in found else os.environ.get(PLAYER, "").strip()[:LONGEST_NAME]
    )
    kept = (found.get("--as", ""), _ALL_OR_NOTHING in found, found.get("--theme", ""))
    return GlobalOptions(language, player, *kept), rest


def _usual_language() -> str:
    """Return the language of the variable, else the one chosen on the start screen, else the environment's."""
    if chosen := os.environ.get(i18n.VARIABLE, ""):
        return _checked_language(i18n.VARIABLE, chosen)
    remembered = preferences.read().get("language", "")
    return remembered if remembered in i18n.LANGUAGES else i18n.from_environment()


def _checked_language(said_by: str, code: str) -> str:
    if not _CODE.fullmatch(code):
        raise UsageError(
            message("{option} needs a language code.", option=said_by),
            message("The program is available in en and de; packs may have other languages: --lang de"),
        )
    return code.replace("_", "-")


def tell_other_language(asked: GlobalOptions) -> None:
    """Say what a language means that only packs may speak."""
    if asked.language.partition("-")[0] not in i18n.LANGUAGES:
        tell(
            message(
                "The program is available in en and de; questions are shown in '{code}' if the pack has it.",
                code=asked.language,
            )
        )


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(message("--player takes a name of up to {count} characters.", count=LONGEST_NAME))
    return name


def remember(asked: GlobalOptions) -> None:
    """Keep what was asked for the rest of the run."""
    global _asked
    _asked = asked


def language() -> str:
    """Return the language of the questions."""
    return _asked.language


def kind() -> str:
    """Return what files are to be read as, empty for what they are."""
    return _asked.kind


def theme() -> str:
    """Return the theme that was asked for, empty for none."""
    return _asked.theme


def all_or_nothing() -> bool:
    """Tell whether nothing of a file may be lost."""
    return _asked.all_or_nothing


def forget_kind() -> None:
    """Read files as what they are from here on: what `--as` said was about a file to write."""
    remember(_asked._replace(kind=""))
