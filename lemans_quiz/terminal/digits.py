"""Big digits of half blocks, for the score. Three lines high."""

from __future__ import annotations

_GLYPHS = {
    "0": ".###. #...# #...# #...# #...# .###.",
    "1": "..#.. .##.. ..#.. ..#.. ..#.. .###.",
    "2": ".###. #...# ...#. ..#.. .#... #####",
    "3": "####. ....# .###. ....# #...# .###.",
    "4": "#..#. #..#. #..#. ##### ...#. ...#.",
    "5": "##### #.... ####. ....# #...# .###.",
    "6": ".###. #.... ####. #...# #...# .###.",
    "7": "##### ....# ...#. ..#.. .#... .#...",
    "8": ".###. #...# .###. #...# #...# .###.",
    "9": ".###. #...# #...# .#### ....# .###.",
    "/": "....# ...#. ...#. ..#.. ..#.. .#...",
}
_HALVES = {"..": " ", "#.": "▀", ".#": "▄", "##": "█"}


def big(text: str) -> list[str]:
    """Return three lines that draw a text of digits and slashes."""
    glyphs = [_GLYPHS[character].split() for character in text]
    return ["  ".join(_line(glyph, number) for glyph in glyphs) for number in (0, 2, 4)]


def _line(glyph: list[str], number: int) -> str:
    return "".join(_HALVES[upper + lower] for upper, lower in zip(glyph[number], glyph[number + 1], strict=True))
