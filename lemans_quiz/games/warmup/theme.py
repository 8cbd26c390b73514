"""The two looks of the projector: light for bright rooms, dark for dark ones. Letters and shapes carry every meaning too.

Every colour has a contrast of at least 4.5 to 1 on its ground. Options own their colours; right and wrong have others; teams
have numbers and no colour.
"""

from __future__ import annotations

from typing import NamedTuple

from lemans_quiz.room.wall import LETTERS as LETTERS
from lemans_quiz.room.wall import SHAPES as SHAPES

LIGHT, DARK = "light", "dark"
THEMES = (LIGHT, DARK)


class Theme(NamedTuple):
    """Styles by role. `ground` is under everything; `options` are used in turn; `good` lies over a whole line."""

    ground: str
    quiet: str
    accent: str
    good: str
    bad: str
    bar: str
    spent: str
    options: tuple[str, ...]


_LIGHT = Theme(
    ground="color(16) on color(231)",
    quiet="color(240)",
    accent="bold color(25)",
    good="bold color(231) on color(22)",
    bad="bold color(124)",
    bar="color(25)",
    spent="color(252)",
    options=(
        "bold color(25)",
        "bold color(130)",
        "bold color(90)",
        "bold color(23)",
        "bold color(54)",
        "bold color(58)",
    ),
)
_DARK = Theme(
    ground="color(231) on color(16)",
    quiet="color(249)",
    accent="bold color(117)",
    good="bold color(16) on color(120)",
    bad="bold color(210)",
    bar="color(117)",
    spent="color(238)",
    options=(
        "bold color(117)",
        "bold color(215)",
        "bold color(213)",
        "bold color(80)",
        "bold color(183)",
        "bold color(186)",
    ),
)


def theme(name: str) -> Theme:
    """Return the theme of a name, one of THEMES."""
    return _DARK if name == DARK else _LIGHT


def option_style(look: Theme, place: int) -> str:
    """Return the style of the option at a place."""
    return look.options[place % len(look.options)]
