"""A moving picture of a real game for README.md: python -m tools.film, which writes docs/images/film.svg and film-light.svg.

The program runs in a terminal of 80 by 24 characters that is kept in memory; what it shows after each key becomes a frame. A row that
several frames have is drawn once. The picture moves by CSS alone, so that it does so where scripts are not run.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pyte

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "images"
COLUMNS, ROWS = 80, 24
WIDTH, HEIGHT, EDGE = 8.4, 17.0, 12.0
"""A character's cell and the rim, in pixels."""

COMMAND = ("race", "--sprint", "--seed", "README")
PLAY: tuple[tuple[str, float], ...] = (
    ("\r", 3.5),
    ("1", 3.5),
    ("\r", 2.5),
    *((key, 0.5) for key in "42153"),
    ("\r", 3.5),
    ("\r", 2.5),
    *((key, 0.25) for key in "wine"),
    ("\r", 3.0),
    ("\r", 2.5),
    ("1", 3.0),
    ("\r", 2.0),
    *((key, 0.4) for key in "14"),
    ("\r", 2.5),
    ("\r", 2.0),
    ("3", 3.0),
    ("\r", 8.0),
)
"""Each key, and for how many seconds the page after it is shown."""

FIRST = 3.0
MOST_BYTES = 300_000


class Look(NamedTuple):
    """What the terminal's own colours are."""

    name: str
    ground: str
    ink: str
    palette: dict[str, str]


_NAMED = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")
DARK = Look(
    "dark",
    "#16181d",
    "#d8dce3",
    dict(
        zip(
            _NAMED,
            ("#16181d", "#ff7b72", "#7ee787", "#e3b341", "#79c0ff", "#d2a8ff", "#76e3ea", "#d8dce3"),
            strict=True,
        )
    ),
)
LIGHT = Look(
    "light",
    "#ffffff",
    "#1f2328",
    dict(
        zip(
            _NAMED,
            ("#1f2328", "#b3261e", "#116329", "#7d4e00", "#0550ae", "#8250df", "#1b7c83", "#6e7781"),
            strict=True,
        )
    ),
)


class Run(NamedTuple):
    """Characters beside each other that look the same."""

    column: int
    text: str
    style: tuple[str, str, bool, bool]
    "Colour, ground, bold and italic."


Frame = tuple[tuple[Run, ...], ...]


class Terminal:
    """A program in a terminal that nobody sees."""

    def __init__(self, words: Iterable[str], variables: dict[str, str]) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self._own, theirs = pty.openpty()
        fcntl.ioctl(self._own, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._process = subprocess.Popen(
            [*words], stdin=theirs, stdout=theirs, stderr=theirs, env=variables, start_new_session=True
        )
        os.close(theirs)

    def settle(self, quiet: float = 0.8, longest: float = 15.0) -> None:
        """Read until nothing more comes."""
        end = time.monotonic() + longest
        while time.monotonic() < end and select.select([self._own], [], [], quiet)[0]:
            try:
                self._stream.feed(os.read(self._own, 65_536))
            except OSError:
                return

    def press(self, key: str) -> None:
        os.write(self._own, key.encode())

    def frame(self, look: Look) -> Frame:
        """Return what is to be seen now."""
        return tuple(tuple(_runs(self.screen.buffer[row], look)) for row in range(ROWS))

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()
        os.close(self._own)


def _runs(line: Any, look: Look) -> Iterator[Run]:
    cells = [line[column] for column in range(COLUMNS)]
    for style, group in groupby(range(COLUMNS), key=lambda column: _style(cells[column], look)):
        columns = [*group]
        text = "".join(cells[column].data for column in columns)
        if text.strip() or style[1] != look.ground:
            start = columns[0] + (0 if style[1] != look.ground else len(text) - len(text.lstrip()))
            yield Run(start, text if style[1] != look.ground else text.strip(), style)


def _style(cell: Any, look: Look) -> tuple[str, str, bool, bool]:
    colour, ground = _colour(cell.fg, look.ink, look), _colour(cell.bg, look.ground, look)
    return (ground, colour, cell.bold, cell.italics) if cell.reverse else (colour, ground, cell.bold, cell.italics)


def _colour(name: str, usual: str, look: Look) -> str:
    if name == "default":
        return usual
    return look.palette.get(name.removeprefix("bright"), f"#{name}" if len(name) == 6 else usual)


def environment(home: str) -> dict[str, str]:
    """Return the variables of a terminal in English whose program keeps everything in a folder."""
    return {
        "PATH": os.environ["PATH"],
        "LEMANS_QUIZ_HOME": home,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
    }


def record(look: Look) -> list[tuple[Frame, float]]:
    """Play, and return each page with the seconds for which it is shown."""
    with tempfile.TemporaryDirectory() as home, contextlib.ExitStack() as last:
        command = (sys.executable, "-m", "lemans_quiz", *COMMAND, "--theme", look.name)
        terminal = Terminal(command, environment(home))
        last.callback(terminal.close)
        terminal.settle(quiet=2.0)
        frames = [(terminal.frame(look), FIRST)]
        for key, seconds in PLAY:
            time.sleep(0.5)  # Keys that answer count a moment after their page is there.
            terminal.press(key)
            terminal.settle()
            frames.append((terminal.frame(look), seconds))
    return frames


def picture(frames: list[tuple[Frame, float]], look: Look, title: str) -> str:
    """Return the film: all frames below each other, of which a window shows one at a time."""
    lines = len(frames[0][0])
    wide, high = COLUMNS * WIDTH + 2 * EDGE, lines * HEIGHT + 2 * EDGE
    rows = {
        row: number for number, row in enumerate(dict.fromkeys(row for frame, _s in frames for row in frame if row))
    }
    styles = {style: number for number, style in enumerate(dict.fromkeys(run.style for row in rows for run in row))}
    defined = "".join(
        f'<g id="r{number}">{"".join(_run(run, styles, look) for run in row)}</g>' for row, number in rows.items()
    )
    drawn = "".join(
        f'<use href="#r{rows[row]}" y="{place * high + line * HEIGHT:g}"/>'
        for place, (frame, _seconds) in enumerate(frames)
        for line, row in enumerate(frame)
        if row
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" height="{high:g}" '
        f'font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="14">'
        f"<title>{escape(title)}</title><style>{_sheet(frames, styles, high)}</style><defs>{defined}</defs>"
        f'<rect width="{wide:g}" height="{high:g}" rx="8" fill="{look.ground}" stroke="#8884"/>'
        f'<svg x="{EDGE:g}" y="{EDGE:g}" width="{COLUMNS * WIDTH:g}" height="{lines * HEIGHT:g}"><g class="film">{drawn}</g></svg></svg>\n'
    )


def _sheet(frames: list[tuple[Frame, float]], styles: dict[tuple[str, str, bool, bool], int], high: float) -> str:
    whole = sum(seconds for _frame, seconds in frames)
    passed, steps = 0.0, []
    for place, (_frame, seconds) in enumerate(frames):
        steps.append(f"{100 * passed / whole:.3f}%{{transform:translateY({-place * high:g}px)}}")
        passed += seconds
    looks = "".join(
        f".s{number}{{fill:{colour}{';font-weight:700' if bold else ''}{';font-style:italic' if italic else ''}}}"
        for (colour, _ground, bold, italic), number in styles.items()
    )
    return (
        f"text{{white-space:pre}}{looks}.film{{animation:film {whole:g}s step-end infinite}}@keyframes film{{{''.join(steps)}}}"
        "@media(prefers-reduced-motion:reduce){.film{animation-play-state:paused}}"
    )


def _run(run: Run, styles: dict[tuple[str, str, bool, bool], int], look: Look) -> str:
    x, wide = run.column * WIDTH, len(run.text) * WIDTH
    ground = run.style[1]
    behind = "" if ground == look.ground else f'<rect x="{x:g}" width="{wide:g}" height="{HEIGHT:g}" fill="{ground}"/>'
    if not run.text.strip():
        return behind
    return (
        f'{behind}<text class="s{styles[run.style]}" x="{x:g}" y="{HEIGHT - 4:g}" textLength="{wide:g}" '
        f'lengthAdjust="spacingAndGlyphs">{escape(run.text)}</text>'
    )


def main() -> None:
    """Record both looks and write them."""
    for look, name in ((DARK, "film.svg"), (LIGHT, "film-light.svg")):
        made = picture(record(look), look, "A race of six questions in a terminal")
        assert len(made.encode()) <= MOST_BYTES, f"{name} has {len(made.encode()):,} bytes"
        (FOLDER / name).write_text(made, encoding="utf-8")
        print(f"{name}: {len(made.encode()):,} bytes")


if __name__ == "__main__":
    main()
