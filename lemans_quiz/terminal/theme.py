"""How things look: styles by role, signs, and numbers and times as text. Layout is layout.py's.

Every colour has a contrast of about 4 to 1 on white and on black alike, and none carries a meaning alone.
"""

from __future__ import annotations

from lemans_quiz.i18n import language

TITLE = "bold"
STEM = "bold"
QUIET = "color(243)"
ACCENT = "bold color(32)"
BAR = "color(32)"
GOOD = "bold color(28)"
PART = "bold color(166)"
BAD = "bold color(160)"
DAY, DUSK, NIGHT, DAWN = "color(130)", "color(162)", "color(63)", "color(166)"
"""The light of the hours of a race."""
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
    return written.translate({ord(","): ".", ord("."): ","}) if language() == "de" else written


def clock(seconds: float) -> str:
    """Return minutes and seconds, as 0:23."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02}"
