"""Text in block letters: pixels of the font put together, broken into lines, drawn with quarter blocks."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import product

_LETTERS = """
A .###. #...# #...# ##### #...# #...# #...#
B ####. #...# #...# ####. #...# #...# ####.
C .#### #.... #.... #.... #.... #.... .####
D ####. #...# #...# #...# #...# #...# ####.
E ##### #.... #.... ####. #.... #.... #####
F ##### #.... #.... ####. #.... #.... #....
G .#### #.... #.... #..## #...# #...# .####
H #...# #...# #...# ##### #...# #...# #...#
I ### .#. .#. .#. .#. .#. ###
J ..### ...#. ...#. ...#. ...#. #..#. .##..
K #...# #..#. #.#.. ##... #.#.. #..#. #...#
L #.... #.... #.... #.... #.... #.... #####
M #.......# ##.....## #.#...#.# #..#.#..# #...#...# #.......# #.......#
N #....# ##...# #.#..# #..#.# #...## #....# #....#
O .####. #....# #....# #....# #....# #....# .####.
P ####. #...# #...# ####. #.... #.... #....
Q .####. #....# #....# #....# #..#.# #...#. .###.#
R ####. #...# #...# ####. #.#.. #..#. #...#
S .#### #.... #.... .###. ....# ....# ####.
T ##### ..#.. ..#.. ..#.. ..#.. ..#.. ..#..
U #...# #...# #...# #...# #...# #...# .###.
V #...# #...# #...# #...# .#.#. .#.#. ..#..
W #.......# #.......# #...#...# #...#...# #..#.#..# #.#...#.# .#.....#.
X #...# #...# .#.#. ..#.. .#.#. #...# #...#
Y #...# #...# .#.#. ..#.. ..#.. ..#.. ..#..
Z ##### ....# ...#. ..#.. .#... #.... #####
a ..... ..... .###. ....# .#### #...# .####
b #.... #.... ####. #...# #...# #...# ####.
c .... .... .### #... #... #... .###
d ....# ....# .#### #...# #...# #...# .####
e ..... ..... .###. #...# ##### #.... .####
f ..## .#.. ###. .#.. .#.. .#.. .#..
g ..... ..... .#### #...# #...# .#### ....# .###.
h #.... #.... ####. #...# #...# #...# #...#
i # . # # # # #
j ..# ... ..# ..# ..# ..# ..# ##.
k #.... #.... #...# #..#. ###.. #..#. #...#
l # # # # # # #
m ......... ......... ########. #...#...# #...#...# #...#...# #...#...#
n ..... ..... ####. #...# #...# #...# #...#
o ..... ..... .###. #...# #...# #...# .###.
p ..... ..... ####. #...# #...# ####. #.... #....
q ..... ..... .#### #...# #...# .#### ....# ....#
r .... .... #### #... #... #... #...
s ..... ..... .#### #.... .###. ....# ####.
t .#.. .#.. #### .#.. .#.. .#.. ..##
u ..... ..... #...# #...# #...# #...# .####
v ..... ..... #...# #...# .#.#. .#.#. ..#..
w ......... ......... #...#...# #...#...# #...#...# #...#...# .###.###.
x ..... ..... #...# .#.#. ..#.. .#.#. #...#
y ..... ..... #...# #...# #...# .#### ....# .###.
z ..... ..... ##### ...#. ..#.. .#... #####
ß .###.. #...#. #...#. #..##. #....# #....# #..##.
0 .###. #...# #...# #...# #...# #...# .###.
1 .#. ##. .#. .#. .#. .#. ###
2 .###. #...# ....# ...#. ..#.. .#... #####
3 .###. #...# ....# ..##. ....# #...# .###.
4 #..#. #..#. #..#. ##### ...#. ...#. ...#.
5 ##### #.... ####. ....# ....# #...# .###.
6 .###. #.... #.... ####. #...# #...# .###.
7 ##### ....# ...#. ..#.. .#... .#... .#...
8 .###. #...# #...# .###. #...# #...# .###.
9 .###. #...# #...# .#### ....# ....# .###.
. . . . . . . #
, .. .. .. .. .. .. .# #.
: . . # . . . #
; .. .. .# .. .. .. .# #.
! # # # # # . #
? .###. #...# ....# ..##. ..#.. ..... ..#..
- ... ... ... ... ###
– ...... ...... ...... ...... ######
— ........ ........ ........ ........ ########
' # # #
’ .# .# #.
‘ #. .# .#
" #..# #..#
„ .... .... .... .... .... .... #..# #..#
“ #..# #..#
” #..# #..#
‚ .. .. .. .. .. .. .# #.
« ...... ...... ..#..# .#..#. #..#.. .#..#. ..#..#
» ...... ...... #..#.. .#..#. ..#..# .#..#. #..#..
( ..# .#. #.. #.. #.. .#. ..#
) #.. .#. ..# ..# ..# .#. #..
/ ....# ....# ...#. ..#.. .#... #.... #....
& .##... #..#.. #..#.. .##... #..#.# #...#. .###.#
+ ..... ..#.. ..#.. ##### ..#.. ..#..
= ..... ..... ##### ..... #####
% ##...# ##..#. ...#.. ..#... .#..## #...##
° .##. #..# .##.
… ....... ....... ....... ....... ....... ....... #..#..#
× ..... ..... #...# .#.#. ..#.. .#.#. #...#
€ ..#### .#.... ####.. .#.... ####.. .#.... ..####
✓ ........# .......## ......##. #....##.. ##..##... .####.... ..##.....
▲ ....#.... ...###... ..#####.. .#######. #########
■ .######. .######. .######. .######. .######. .######. .######.
● ..####.. .######. ######## ######## ######## .######. ..####..
◆ ...##... ..####.. .######. ######## .######. ..####.. ...##...
★ ....#.... ...###... ######### .#######. ..#####.. .###.###. ##.....##
▼ ......... #########.. .#######. ..#####.. ...###... ....#....
"""

_MARKS = """
\u0300 .#... ..#..
\u0301 ...#. ..#..
\u0302 ..#.. .#.#.
\u0303 .##.# .....
\u0308 #...# .....
\u030a ..#.. .#.#.
\u0327 ..... ..... ..... ..... ..... ..... ..... ..#..
"""

ROWS = 8
SPACE = 3
"""Pixels between words."""


def _read(text: str) -> dict[str, tuple[str, ...]]:
    glyphs = {}
    for line in text.strip("\n").splitlines():
        name, *rows = line.split(" ")
        width = max(map(len, rows))
        glyphs[name] = tuple(row.ljust(width, ".") for row in (*rows, *[""] * (ROWS - len(rows))))
    return glyphs


GLYPHS = _read(_LETTERS)
"""The pixels of each character, `ROWS` rows of one width."""

MARKS = _read(_MARKS)
"""The pixels of marks that stand above or below a letter of five."""


HEIGHT = ROWS // 2
"""Cells that a line of block letters is high."""

_QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_CELLS = {"".join(four)[::-1]: cell for four, cell in zip(product(".#", repeat=4), _QUARTERS, strict=True)}
"""Cells by their pixels: two of the upper row, two of the lower."""

_GAP = 1
_BLANKS = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\n"
_SQUEEZED = (0, 2, 3, 5, 6)
"""The rows of a capital that are kept where a mark stands above it."""

Pixels = tuple[str, ...]


def can_draw(text: str) -> bool:
    """Tell whether the font has every character of a text."""
    return all(character in _BLANKS or _glyph(character) is not None for character in text)


def cells(text: str) -> int:
    """Return how many cells wide a text is in one line."""
    return (_width(text) + 1) // 2


def block_lines(text: str, width: int) -> list[str] | None:
    """Return a text in block letters, HEIGHT lines for each line of words; None where a word is too wide, or not drawable."""
    lines = _fitting(text, width)
    return None if lines is None else [cells for line in lines for cells in drawn(line)]


def block_height(text: str, width: int) -> int | None:
    """Return how many lines `block_lines` makes of a text, without drawing them."""
    lines = _fitting(text, width)
    return None if lines is None else HEIGHT * len(lines)


def _fitting(text: str, width: int) -> list[str] | None:
    lines = _wrapped(text, width * 2) if can_draw(text) else None
    return None if lines is None or any(_width(line) > width * 2 for line in lines) else lines


def drawn(text: str) -> list[str]:
    """Return one line of text as HEIGHT lines of cells."""
    rows = _pixels(text)
    size = len(rows[0]) + len(rows[0]) % 2
    rows = [row.ljust(size, ".") for row in rows]
    return [_cells(rows[number], rows[number + 1]) for number in range(0, ROWS, 2)]


def _cells(upper: str, lower: str) -> str:
    return "".join(_CELLS[upper[at : at + 2] + lower[at : at + 2]] for at in range(0, len(upper), 2))


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, taken = "", 0
        for word in paragraph.split(" "):
            size = _width(word)
            if line and taken + _advance(" ") + size > width:
                lines.append(line)
                line, taken = "", 0
            line, taken = (f"{line} {word}", taken + _advance(" ") + size) if line else (word, size)
        lines.append(line)
    return lines


def _width(text: str) -> int:
    return sum(_advance(character) for character in text)


def _advance(character: str) -> int:
    glyph = None if character in _BLANKS else _glyph(character)
    return SPACE + _GAP if glyph is None else len(glyph[0]) + _GAP


def _pixels(text: str) -> list[str]:
    blank = ("." * (SPACE + _GAP),) * ROWS
    glyphs = [blank if c in _BLANKS else tuple(row + "." * _GAP for row in _glyph(c) or blank) for c in text]
    return ["".join(glyph[row] for glyph in glyphs) for row in range(ROWS)]


@lru_cache(maxsize=512)
def _glyph(character: str) -> Pixels | None:
    """Return the pixels of a character with strokes two wide, its marks above it, or None where the font lacks it."""
    base = GLYPHS.get(character)
    if base is None:
        base = _composed(character)
    return None if base is None else tuple(_bold(row) for row in base)


def _bold(row: str) -> str:
    return "".join("#" if "#" in pair else "." for pair in map("".join, zip("." + row, row + ".", strict=True)))


def _composed(character: str) -> Pixels | None:
    letter, *marks = list(unicodedata.normalize("NFD", character))
    base = GLYPHS.get(letter)
    if base is None or not marks or any(mark not in MARKS for mark in marks):
        return None
    above = any("#" in row for mark in marks for row in MARKS[mark][:2])
    if letter.isupper() and above:
        blank = "." * len(base[0])
        base = (blank, blank, *[base[row] for row in _SQUEEZED], base[7])
    for mark in marks:
        base = _merged(base, MARKS[mark], is_dotted=letter in "ij" and above)
    return base


def _merged(letter: Pixels, mark: Pixels, *, is_dotted: bool) -> Pixels:
    """Lay a mark over a letter, both centred; an i loses its dot to it."""
    if is_dotted:
        letter = ("." * len(letter[0]), *letter[1:])
    width = max(len(letter[0]), len(mark[0]))
    rows = zip(_centred(letter, width), _centred(mark, width), strict=True)
    return tuple("".join("#" if "#" in pair else "." for pair in zip(*both, strict=True)) for both in rows)


def _centred(rows: Pixels, width: int) -> Pixels:
    left = (width - len(rows[0])) // 2
    return tuple(("." * left + row).ljust(width, ".") for row in rows)
