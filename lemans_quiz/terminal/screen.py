"""Pages onto a terminal's alternate screen, only the cells that changed. What a page says is the views'."""

from __future__ import annotations

import contextlib
import os
import sys
from types import TracebackType
from typing import TextIO

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style
from rich.text import Text

from lemans_quiz import curtain
from lemans_quiz.i18n import _
from lemans_quiz.terminal.layout import BLANK, TALLEST, WIDEST, Block, Lines, Page, joined, said, spread, width_of
from lemans_quiz.terminal.theme import QUIET, painted

Cell = tuple[str, str]
"""A character with what combines with it, and its style; the second half of a wide one is empty."""

_ENTER = "\x1b[?1049h\x1b[?2004h\x1b[?25l\x1b[2J"
_LEAVE = "\x1b[0m\x1b[?25h\x1b[?2004l\x1b[?1049l"
_SHOW, _HIDE = "\x1b[?25h", "\x1b[?25l"
_SPACE: Cell = (" ", "")
LEAST_SCROLLED = 4


def frame_size(columns: int, rows: int) -> tuple[int, int]:
    """Return the width and height that a page may take of a terminal; the rest is margin."""
    return max(10, min(WIDEST, columns - 2)), max(4, min(TALLEST, rows))


def color_system(environment: dict[str, str]) -> ColorSystem | None:
    """Return the colours that the environment allows."""
    if environment.get("NO_COLOR"):
        return None
    if environment.get("COLORTERM", "").casefold() in ("truecolor", "24bit") or sys.platform == "win32":
        return ColorSystem.TRUECOLOR
    term = environment.get("TERM", "").casefold()
    if term in ("", "dumb", "unknown"):
        return None
    return ColorSystem.EIGHT_BIT if term.endswith(("256color", "kitty", "alacritty")) else ColorSystem.STANDARD


_taken: list[Screen] = []
_held: list[str] = []


def held_back(text: str) -> bool:
    """Keep a line for standard error until the screen is given back; False where none is taken, and it can be printed."""
    if _taken and sys.stderr.isatty():
        _held.append(text)
        return True
    return False


class Screen:
    """Paints pages. Entering takes the alternate screen, leaving gives the terminal back as it was."""

    def __init__(self, out: TextIO, colors: ColorSystem | None) -> None:
        self._out = out
        self._colors = colors
        self._shown: list[list[Cell]] = []
        self._size = (0, 0)
        self._scroll = 0
        self._held = ""

    def __enter__(self) -> Screen:
        _taken.append(self)
        self.resume()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.pause()
        _taken.remove(self)
        while _held and not _taken:
            with contextlib.suppress(OSError):
                print(_held.pop(0), file=sys.stderr)

    def resume(self) -> None:
        """Take the alternate screen."""
        self._shown = []
        self._held = _ENTER

    def pause(self) -> None:
        """Give the normal screen back."""
        if self._held:
            self._held = ""
            return
        with contextlib.suppress(OSError):  # the terminal may be gone
            self._write(_LEAVE)

    def size(self) -> tuple[int, int]:
        """Return columns and rows of the terminal; 80 by 24 where it does not say."""
        try:
            found = os.get_terminal_size(self._out.fileno())
        except (OSError, ValueError):
            import shutil

            found = shutil.get_terminal_size()
        return found.columns or 80, found.lines or 24

    def room(self) -> tuple[int, int]:
        """Return width and height of a page."""
        return frame_size(*self.size())

    @property
    def is_still(self) -> bool:
        """Tell whether nothing shall move on it: where no colours are wanted."""
        return self._colors is None

    def copy(self, text: str) -> None:
        """Put a text on the clipboard of whoever sits at the terminal (OSC 52); a terminal that has none takes no notice."""
        from binascii import b2a_base64

        self._write(f"\x1b]52;c;{b2a_base64(text.encode(), newline=False).decode()}\x07")

    def ask(self, question: str) -> None:
        """Send the terminal a question that it answers as if by keys, and shows nothing of."""
        self._write(question)

    def scroll(self, by: int) -> None:
        """Move the body of the pages to come; 0 puts it back to where its focus is."""
        self._scroll = self._scroll + by if by else 0

    def paint(self, page: Page) -> None:
        """Show a page, rewriting only the cells that differ from what is shown."""
        columns, rows = self.size()
        if (columns, rows) != self._size:
            self._size, self._shown = (columns, rows), []
        width, height = frame_size(columns, rows)
        lines, cursor, self._scroll = fitted(page, page.beside_at or width, height, self._scroll)
        lines = with_beside(page, lines)
        left, top = max(0, columns - page.width(width)) // 2, max(0, (rows - height) // 3)
        cells = [[_SPACE] * columns for _row in range(rows)]
        for row, line in enumerate(lines[: rows - top]):
            cells[top + row] = row_cells(line, left, columns)
        at = f"{_SHOW}\x1b[{top + cursor[0] + 1};{left + cursor[1] + 1}H" if cursor else ""
        self._write(_HIDE + self._changes(cells) + at)
        self._shown = cells

    def _changes(self, cells: list[list[Cell]]) -> str:
        """Return the text that turns what is shown into these cells."""
        cleared = "" if self._shown else "\x1b[0m\x1b[2J"
        before = self._shown or [[_SPACE] * len(row) for row in cells]
        rows = zip(range(1, len(cells) + 1), before, cells, strict=True)
        return cleared + "".join(self._row_changes(number, old, new) for number, old, new in rows if old != new)

    def _row_changes(self, number: int, old: list[Cell], new: list[Cell]) -> str:
        first = next(place for place, (a, b) in enumerate(zip(old, new, strict=True)) if a != b)
        last = max(place for place, (a, b) in enumerate(zip(old, new, strict=True)) if a != b)
        while first and not (new[first][0] and old[first][0]):
            first -= 1
        while last + 1 < len(new) and not (new[last + 1][0] and old[last + 1][0]):
            last += 1
        return f"\x1b[{number};{first + 1}H" + "".join(self._runs(new[first : last + 1]))

    def _runs(self, cells: list[Cell]) -> list[str]:
        """Return runs of cells of one style each, with the escapes for it."""
        runs: list[str] = []
        start = 0
        for place in range(1, len(cells) + 1):
            if place == len(cells) or cells[place][1] != cells[start][1]:
                runs.append(self._styled("".join(cell[0] for cell in cells[start:place]), cells[start][1]))
                start = place
        return runs

    def _styled(self, text: str, style: str) -> str:
        if not style:
            return text
        parsed = Style.parse(painted(style))
        if self._colors is None:
            return parsed.without_color.render(text, color_system=ColorSystem.STANDARD)
        return parsed.render(text, color_system=self._colors)

    def _write(self, text: str) -> None:
        """Write at once. Taking the alternate screen waits for the first page: a start may have shown it before."""
        text, self._held = self._held + text, ""
        text = curtain.lift(text) if curtain.is_up() else text
        if text:
            self._out.write(text)
            self._out.flush()


def fitted(page: Page, width: int, height: int, scroll: int = 0) -> tuple[Lines, tuple[int, int] | None, int]:
    """Fit a page into a frame: its lines, the place of the cursor and the scrolling that was possible.

    A body that is too tall is scrolled to its focus, the lines of the question staying in view as long as there is room.
    """
    room = height - len(page.top) - len(page.bottom)
    body = page.body
    if len(body.lines) <= room:
        lines = [*page.top, *body.lines, *[BLANK] * (room - len(body.lines)), *page.bottom]
        at = body.cursor and (body.cursor[0] + len(page.top), body.cursor[1])
        return lines, at, 0
    sticky = page.sticky if room - 1 - page.sticky >= LEAST_SCROLLED else 0
    window = max(1, room - 1 - sticky)
    start, scroll = _window(body, sticky, window, scroll)
    shown = [*body.lines[:sticky], *body.lines[start : start + window]]
    more = _scroll_mark(start > sticky, start + window < len(body.lines), width)
    at = body.cursor and (body.cursor[0] - start + sticky + len(page.top), body.cursor[1])
    padding = [BLANK] * (room - len(shown) - 1)
    lines = [*page.top, *shown, *padding, more, *page.bottom][:height]
    return lines, at if at and 0 <= at[0] < height else None, scroll


def with_beside(page: Page, lines: Lines) -> Lines:
    """Return the lines of a page with what stands at the right of its body."""
    start, bottom = len(page.top), len(lines) - len(page.bottom)
    beside = dict(zip(range(start, bottom), page.beside, strict=False))
    return [
        joined(line, " " * (page.beside_at - width_of(line)), beside[row]) if row in beside else line
        for row, line in enumerate(lines)
    ]


def _window(body: Block, sticky: int, window: int, scroll: int) -> tuple[int, int]:
    """Return the first line of the window onto a body, and the scrolling that is left of the one asked for."""
    first, last = body.focus or (sticky, sticky)
    latest = len(body.lines) - window
    resting = max(sticky, min(first if last - first >= window else last - window + 1, latest))
    start = max(sticky, min(resting + scroll, latest))
    return start, start - resting


def _scroll_mark(above: bool, below: bool, width: int) -> Text:
    text = {
        (True, True): _("▲ ▼ more: PgUp, PgDn"),
        (True, False): _("▲ more: PgUp"),
        (False, True): _("▼ more: PgDn"),
    }.get((above, below), "")
    return spread(said(""), said(text, QUIET), width)[0]


def row_cells(line: Text, left: int, columns: int) -> list[Cell]:
    """Return a row of cells: the line from column `left` on, padded, never longer than the row."""
    styles = _styles(line)
    cells: list[Cell] = [_SPACE] * left
    for character, style in zip(line.plain, styles, strict=True):
        size = cell_len(character)
        if size == 0:
            if len(cells) > left:
                owner = len(cells) - (1 if cells[-1][0] else 2)
                cells[owner] = (cells[owner][0] + character, cells[owner][1])
            continue
        if len(cells) + size > columns:
            break
        cells.append((character, style))
        cells.extend([("", style)] * (size - 1))
    return cells + [_SPACE] * (columns - len(cells))


def _styles(line: Text) -> list[str]:
    """Return the style of each character: later spans add to earlier ones."""
    base = str(line.style)
    styles = [base] * len(line.plain)
    for span in line.spans:
        for place in range(span.start, min(span.end, len(styles))):
            styles[place] = f"{styles[place]} {span.style}".strip()
    return styles
