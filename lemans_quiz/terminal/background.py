"""Whether a terminal is light or dark: as it was asked for, as COLORFGBG says, or as the terminal itself answered before."""

import os
import re
from collections.abc import Mapping

from lemans_quiz.core.messages import message
from lemans_quiz.errors import UsageError
from lemans_quiz.terminal import preferences, theme

AUTO = "auto"
CHOICES = (theme.LIGHT, theme.DARK, AUTO)
VARIABLE = "LEMANS_QUIZ_THEME"

QUESTION = "\x1b]11;?\x1b\\"
"""Asks a terminal for the colour of its background (OSC 11); most answer `rgb:1e1e/1e1e/2e2e`, none shows anything."""

_MIDDLE = 0.4
_LIGHT_COLOURS = frozenset((7, *range(9, 16)))
_ANSWER = r"(?:rgba?:|#)([0-9a-fA-F]{1,4})/?([0-9a-fA-F]{1,4})/?([0-9a-fA-F]{1,4})"
_SILENT = frozenset(("", "dumb", "linux", "unknown"))


def choose(asked: str, environment: Mapping[str, str]) -> None:
    """Use the theme that was asked for, which is remembered, or the one that fits; raises UsageError."""
    if asked and asked not in CHOICES:
        from lemans_quiz.core.diagnostics import ask_whether, did_you_mean

        near = ask_whether(did_you_mean(asked, CHOICES))
        help = near or message("Available: {themes}", themes=", ".join(CHOICES))
        raise UsageError(message("Unknown theme '{theme}'.", theme=asked), help)
    remembered = preferences.read()
    wanted = asked or environment.get(VARIABLE, "") or remembered.get("theme", "")
    if wanted not in (theme.LIGHT, theme.DARK):
        wanted = by_colours(environment) or remembered.get(_place(environment), "")
    theme.use(wanted)
    if asked and asked != remembered.get("theme", AUTO):
        preferences.keep(theme="" if asked == AUTO else asked)


def is_asked_for(environment: Mapping[str, str]) -> bool:
    """Tell whether the terminal itself is to be asked: nothing else says it, and it will answer."""
    said = (environment.get(VARIABLE, ""), preferences.read().get("theme", ""))
    is_said = any(one in (theme.LIGHT, theme.DARK) for one in said) or bool(by_colours(environment))
    return not is_said and environment.get("TERM", "") not in _SILENT and not environment.get("NO_COLOR")


def by_colours(environment: Mapping[str, str]) -> str:
    """Return what COLORFGBG says: the last of its numbers is that of the background."""
    last = environment.get("COLORFGBG", "").rpartition(";")[2]
    if not last.isdecimal():
        return ""
    return theme.LIGHT if int(last) in _LIGHT_COLOURS else theme.DARK


def learn(answer: str) -> None:
    """Remember what a terminal answered, for the next start: colours that change on a page would only confuse."""
    if found := by_answer(answer):
        preferences.keep(**{_place(dict(os.environ)): found})


def by_answer(answer: str) -> str:
    """Return what a terminal's answer says, nothing where it says no colour."""
    found = re.search(_ANSWER, answer)
    if not found:
        return ""
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in found.groups())
    return theme.LIGHT if 0.2126 * red + 0.7152 * green + 0.0722 * blue > _MIDDLE else theme.DARK


def _place(environment: Mapping[str, str]) -> str:
    """Return the name under which a terminal's background is remembered."""
    return f"background of {environment.get('TERM_PROGRAM') or environment.get('TERM', '')}"
