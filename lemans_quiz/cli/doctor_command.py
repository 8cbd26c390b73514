"""`lmq doctor`: what somebody has to know who looks into a fault, on one page to paste. It changes nothing.

It holds no name of a player, a pack, a class or a person: a folder in the home folder begins with `~`, and packs are counted.
"""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import typer

from lemans_quiz import __version__, i18n, paths
from lemans_quiz.cli.error_reporting import visible
from lemans_quiz.core.messages import counted
from lemans_quiz.errors import FAILED, QuizError
from lemans_quiz.i18n import _, reason_told, render
from lemans_quiz.packs.library import pack_files

_TERMINAL = ("TERM", "TERM_PROGRAM", "COLORTERM", "COLORFGBG", "NO_COLOR", "ACCESSIBLE")
_LANGUAGE = ("LEMANS_QUIZ_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_CHOSEN = ("LEMANS_QUIZ_THEME", "PYTHONIOENCODING", "PYTHONUTF8")
_EXTRAS = {"typst": "sheets", "python_calamine": "convert", "pyapriltags": "cards"}


class Line(NamedTuple):
    """What one line says; `is_fault` where it tells what has to be mended."""

    name: str
    text: str
    is_fault: bool = False


def register(app: typer.Typer, help: str) -> None:
    """Add the command."""
    app.command("doctor", help=help)(examine)


def examine() -> None:
    """Print a line for each thing; leave with 1 where something is broken."""
    lines = [line for part in (_program, _screen, _words, _places, _packs, _past, _crashes) for line in _asked(part)]
    width = max(len(line.name) for line in lines)
    for line in lines:
        print(f"{'!' if line.is_fault else ' '} {line.name:<{width}}  {visible(line.text)}")
    if any(line.is_fault for line in lines):
        raise typer.Exit(FAILED)


def _asked(part: Callable[[], Iterator[Line]]) -> Iterator[Line]:
    """Yield a part's lines; what keeps it from being told is told in its place."""
    try:
        yield from part()
    except (QuizError, OSError) as error:
        told = (
            render(error.sentence)
            if isinstance(error, QuizError)
            else reason_told(error.strerror or type(error).__name__)
        )
        yield Line(_("Problem"), told, is_fault=True)


def _program() -> Iterator[Line]:
    yield Line("Le Mans Quiz", __version__)
    yield Line(
        "Python", f"{platform.python_version()} {platform.python_implementation()}, SQLite {sqlite3.sqlite_version}"
    )
    yield Line(_("System"), f"{platform.system()} {platform.release()}, {platform.machine()}")
    extras = [f"{extra} {_('yes') if find_spec(module) else _('no')}" for module, extra in _EXTRAS.items()]
    yield Line(_("Optional extras"), ", ".join(extras))


def _screen() -> Iterator[Line]:
    streams = {_("input"): sys.stdin, _("output"): sys.stdout, _("errors"): sys.stderr}
    told = [f"{name} {_('terminal') if stream.isatty() else _('not a terminal')}" for name, stream in streams.items()]
    yield Line(_("Streams"), f"{', '.join(told)}; {sys.stdout.encoding}")
    yield Line(_("Size"), _size())
    yield Line(_("Terminal"), _variables(_TERMINAL))


def _size() -> str:
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        try:
            columns, rows = os.get_terminal_size(stream.fileno())
        except (OSError, ValueError):
            continue
        return f"{columns}×{rows}"
    return _("unknown")


def _variables(names: tuple[str, ...]) -> str:
    return ", ".join(f"{name}={os.environ[name]}" for name in names if name in os.environ) or "–"


def _words() -> Iterator[Line]:
    yield Line(_("Language"), f"{i18n.language()}; {_variables(_LANGUAGE)}")
    yield Line(_("Settings"), _variables(_CHOSEN))


def _places() -> Iterator[Line]:
    for name, place in ((_("Data"), paths.data()), (_("Cache"), paths.cache())):
        nearest = next(path for path in (place, *place.parents) if path.exists())
        can_write = os.access(nearest, os.W_OK) and nearest.is_dir()
        there = _("exists") if place.exists() else _("not created yet")
        state = there if can_write else _("not writable")
        yield Line(name, f"{_without_names(place)}: {state}", is_fault=not can_write)


def _without_names(place: Path) -> str:
    """Return a path whose part that names the user is `~`."""
    home = os.path.expanduser("~")
    text = str(place)
    if os.environ.get(paths.HOME):
        return f"${paths.HOME}/{place.name}"
    return "~" + text[len(home) :] if home not in ("~", "/") and text.startswith(home) else text


def _packs() -> Iterator[Line]:
    shipped, own = (len(pack_files(folder)) for folder in (paths.shipped_packs(), paths.user_packs()))
    told = _("{shipped} built-in, {own} of your own").format(shipped=shipped, own=own)
    yield Line(_("Packs"), told, is_fault=not shipped)


def _past() -> Iterator[Line]:
    place = paths.history()
    if not place.exists():
        yield Line(_("History"), _("nothing played yet"))
        return
    try:
        with closing(sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)) as history:
            told = history.execute("PRAGMA quick_check(1)").fetchone()[0]
            sessions = history.execute("SELECT count(*) FROM sessions").fetchone()[0]
            version = history.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        told, sessions, version = str(error), 0, 0
    if told != "ok":
        help = _("damaged ({reason}); repair it with lmq history check").format(reason=reason_told(told))
        yield Line(_("History"), help, is_fault=True)
        return
    size = f"{place.stat().st_size / 1024:.0f} KiB"
    games = render(counted("{count} session", "{count} sessions", sessions))
    yield Line(
        _("History"),
        _("OK: {sessions}, {size}, version {version}").format(sessions=games, size=size, version=version),
    )


def _crashes() -> Iterator[Line]:
    found = sorted(paths.crashes().glob("crash-*.txt")) if paths.crashes().is_dir() else []
    last = f"{len(found)}; {_without_names(found[-1])}" if found else "0"
    yield Line(_("Crash reports"), last)
