"""Text into lines of a width: wrapped, hanging, at both ends. Knows cells, not meanings; the screen is screen.py's."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Self

from rich.cells import cell_len
from rich.text import Text

from lemans_quiz.terminal.theme import safe

WIDEST = 88
TALLEST = 32
_WORD = re.compile(r"\s*\S+\s*|\s+")

Lines = list[Text]


class Block(NamedTuple):
    """Lines of a page's body. `focus` is the first and last line to keep in view; `cursor` the (line, column) to type at."""

    lines: Lines
    focus: tuple[int, int] | None = None
    cursor: tuple[int, int] | None = None

    def below(self, lines: Lines) -> Self:
        """Return the block with its places moved down below `lines`."""
        return self._replace(
            lines=[*lines, *self.lines],
            focus=self.focus and (self.focus[0] + len(lines), self.focus[1] + len(lines)),
            cursor=self.cursor and (self.cursor[0] + len(lines), self.cursor[1]),
        )


class Page(NamedTuple):
    """All of a screen. `top` and `bottom` stay; `body` scrolls when it is too tall, its first `sticky` lines last of all.

    `beside` is drawn at the right of the body, from column `beside_at` of the page on; nothing is taken from the body for it.
    """

    top: Lines
    body: Block
    bottom: Lines
    sticky: int = 0
    beside: tuple[Text, ...] = ()
    beside_at: int = 0

    def width(self, frame: int) -> int:
        """Return the cells that the page takes, which are those of its frame where nothing stands beside it."""
        return self.beside_at + max(map(width_of, self.beside)) if self.beside else frame


def said(text: str, style: str = "") -> Text:
    """Make a line from a text that may hold anything."""
    return Text(safe(text), style=style, end="")


def joined(*parts: Text | str) -> Text:
    """Put pieces side by side."""
    line = Text(end="")
    for part in parts:
        line.append(part)
    return line


def width_of(text: Text | str) -> int:
    """Return how many cells a text takes."""
    return cell_len(text if isinstance(text, str) else text.plain)


def wrapped(text: Text, width: int) -> Lines:
    """Break a text between words, and inside a word only where it is wider than a line. Nothing is cut."""
    lines: Lines = []
    for paragraph in text.split("\n", allow_blank=True):
        for line in paragraph.divide(list(_breaks(paragraph.plain, max(2, width)))):
            line.rstrip()
            line.end = ""
            lines.append(line)
    return lines


def _breaks(plain: str, width: int) -> Iterator[int]:
    """Yield the offsets at which new lines start."""
    used = 0
    for found in _WORD.finditer(plain):
        word = found.group()
        if used and used + cell_len(word.rstrip()) > width:
            yield found.start()
            used = 0
        if cell_len(word.rstrip()) <= width:
            used += cell_len(word)
            continue
        cuts = list(folds(word.rstrip(), width))
        yield from (found.start() + cut for cut in cuts)
        used = cell_len(word[cuts[-1] :])


def folds(text: str, width: int) -> Iterator[int]:
    """Yield the offsets that cut a text into pieces of at most `width` cells, marks kept with their letters."""
    used = 0
    for offset, character in enumerate(text):
        size = cell_len(character)
        if used + size > width:
            yield offset
            used = 0
        used += size


def hanging(lead: Text | str, text: Text, width: int) -> Lines:
    """Wrap a text beside a lead; later lines start under the text, not under the lead."""
    first = said(lead) if isinstance(lead, str) else lead
    indent = width_of(first)
    lines = wrapped(text, width - indent)
    return [joined(first if number == 0 else " " * indent, line) for number, line in enumerate(lines)]


def indented(lines: Iterable[Text], by: int) -> Lines:
    """Move lines to the right."""
    return [joined(" " * by, line) for line in lines]


def spread(left: Text, right: Text, width: int) -> Lines:
    """Put two texts at both ends of a line, or below each other, the right one first, where they do not fit."""
    gap = width - width_of(left) - width_of(right)
    if gap >= 2 or not left.plain or not right.plain:
        return [joined(left, " " * max(0, gap), right)]
    return [*_right_aligned(right, width), *wrapped(left, width)]


def _right_aligned(text: Text, width: int) -> Lines:
    return [joined(" " * max(0, width - width_of(line)), line) for line in wrapped(text, width)]


def flowing(parts: Iterable[Text], width: int, *, gap: int = 3) -> Lines:
    """Put parts beside each other, in as many lines as they need; a part is only broken where it is wider than a line."""
    lines: Lines = []
    for part in parts:
        if lines and width_of(lines[-1]) + gap + width_of(part) <= width:
            lines[-1] = joined(lines[-1], " " * gap, part)
        else:
            lines.extend(wrapped(part, width))
    return lines


BLANK = Text(end="")
