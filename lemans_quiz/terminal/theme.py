"""How things look: styles by role, the palettes that paint them, signs, and numbers and times as text. Layout is layout.py's.

A style is words such as `bold good`: the palette in use says which colour a role has. The light and the dark palette have a
contrast of 4.5 to 1 at least on their backgrounds (tests/terminal/test_theme.py); no colour carries a meaning alone.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from lemans_quiz.core.languages import language_of
from lemans_quiz.i18n import language

if TYPE_CHECKING:
    from rich.theme import Theme

TITLE = "bold"
STEM = "bold"
QUIET = "quiet"
ACCENT = "bold accent"
BAR = "bar"
GOOD = "bold good"
PART = "bold part"
BAD = "bold bad"
DAY, DUSK, NIGHT, DAWN = "day", "dusk", "night", "dawn"
"""The light of the hours of a race."""

LIGHT, DARK, UNKNOWN = "light", "dark", ""


class Palette(NamedTuple):
    """A colour for each role, by its number among the 256 of a terminal."""

    quiet: int
    accent: int
    bar: int
    good: int
    part: int
    bad: int
    day: int
    dusk: int
    night: int
    dawn: int


PALETTES = {
    LIGHT: Palette(241, 25, 25, 28, 130, 160, 94, 162, 63, 130),
    DARK: Palette(248, 117, 117, 114, 215, 210, 221, 213, 147, 216),
    UNKNOWN: Palette(243, 32, 32, 28, 166, 160, 130, 162, 63, 166),
}
"""For a light background, for a dark one, and about 4 to 1 on white and black alike for one that is not known yet."""

_used = [PALETTES[UNKNOWN]]


def use(name: str) -> None:
    """Paint by the palette of a name from here on."""
    _used[0] = PALETTES.get(name, PALETTES[UNKNOWN])


def is_light() -> bool:
    """Tell whether the palette that is used is that of a light background."""
    return _used[0] is PALETTES[LIGHT]


def painted(style: str) -> str:
    """Return a style with the colours of its roles in the palette that is used."""
    return _painted(style, _used[0])


@functools.cache
def _painted(style: str, palette: Palette) -> str:
    colours = palette._asdict()
    return " ".join(f"color({colours[word]})" if word in colours else word for word in style.split(" "))


def for_console(name: str | None = None) -> Theme:
    """Return the roles as Rich's own console knows styles, in the palette that is used or in a named one."""
    from rich.theme import Theme

    palette = _used[0] if name is None else PALETTES[name]
    styles = (QUIET, ACCENT, BAR, GOOD, PART, BAD, DAY, DUSK, NIGHT, DAWN)
    return Theme({style: _painted(style, palette) for style in styles})


PLAIN = ""
BOLD = "bold"
KEY = "bold"

CURSOR, YES, HALF, NO, LATE, NONE = "▸", "✓", "◐", "✗", "⧗", "–"
ARROW, DOT, PROMPT, EMPTY, FILLED = "→", "·", "›", "○", "●"
LETTERS = "abcdefghi"

_CONTROLS = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (9, 10)}
_HIDDEN = dict.fromkeys((0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "")
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
_UNSAFE: dict[int, str] = {**_CONTROLS, **_HIDDEN, **_SURROGATES, 9: " ", 0x2028: "\n", 0x2029: "\n"}


def safe(text: str) -> str:
    """Return a text that a terminal can only show: control characters and hidden directions are taken out."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_UNSAFE)


def in_one_line(text: str) -> str:
    """Return a safe text without line breaks."""
    return " ".join(safe(text).split("\n"))


def number(value: float) -> str:
    """Return points as people write them: up to two decimals, thousands grouped."""
    written = f"{value:,.2f}".rstrip("0").rstrip(".")
    return as_written(written)


def as_written(number: str) -> str:
    """Return a number of English digits with the signs of the player's language."""
    return number.translate(_TURNED_ROUND) if language_of(language()).has_decimal_comma else number


_TURNED_ROUND = {ord(","): ".", ord("."): ","}


def clock(seconds: float) -> str:
    """Return minutes and seconds, as 0:23."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02}"
