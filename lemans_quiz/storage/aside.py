"""Setting a broken history aside: under another name with the date, and never over another file."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

from lemans_quiz.core.messages import Message, message
from lemans_quiz.files.writing import close_to_others

FileNumber = tuple[int, int]
"""The device and number of a file, which stay when it is renamed."""

_SETTLE = 0.1
_PATIENCE_ASIDE = 5.0
"""Seconds to wait for another program that is setting the same file aside."""

PARTS = ("", "-wal", "-shm")
"""What is added to the name of a history for each of the files it rests in."""


def file_at(path: Path) -> FileNumber | None:
    """Return which file lies at a path, to tell it from one that another program put there since."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def files_aside(path: Path) -> list[Path]:
    """Return the histories that were set aside from `path`, the oldest first."""
    return sorted(path.parent.glob(f"{path.stem}-broken-*{path.suffix}"))


def set_aside(path: Path, broken: FileNumber | None) -> Path | None:
    """Rename a broken history and its journals, with the date; return its new name.

    None where that is impossible, or where another program did so first: then there is a new file at `path`.
    """
    lock = None
    try:
        lock = sqlite3.connect(f"{path}-lock", timeout=_PATIENCE_ASIDE, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        close_to_others(Path(f"{path}-lock"))
        return _rename_and_settle(path) if file_at(path) == broken else None
    except (sqlite3.Error, OSError):
        return None
    finally:
        if lock is not None:
            lock.close()


def _rename_and_settle(path: Path) -> Path:
    """Rename all files of a history, itself last: while it lies there no program begins a new one with a journal of its own.

    A program that opened the old file a moment ago looks for its journal by name, so none may lie there until it has.
    """
    aside = _free_name(path)
    for part in reversed(PARTS):
        if os.path.exists(f"{path}{part}"):
            close_to_others(Path(f"{path}{part}"))
            os.rename(f"{path}{part}", f"{aside}{part}")
    time.sleep(_SETTLE)
    return aside


def _free_name(path: Path) -> Path:
    stamp = time.strftime("%Y-%m-%d-%H%M%S")
    number = 1
    while True:
        again = f"-{number}" if number > 1 else ""
        name = path.with_name(f"{path.stem}-broken-{stamp}{again}{path.suffix}")
        if not any(os.path.exists(f"{name}{part}") for part in PARTS):
            return name
        number += 1


def broken_sentence(aside: Path | None) -> Message:
    """Return what to tell about a broken file that now has another name, or could not be given one (None)."""
    if aside is None:
        return message("The history file is damaged and cannot be renamed. What you play now will not be saved.")
    return message(
        "The history file was damaged. It was renamed to '{file}'; games are saved again from the next start.",
        file=str(aside),
    )
