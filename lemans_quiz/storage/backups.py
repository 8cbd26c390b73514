"""Dated copies of the history, one a week, the last five: for the day on which the file itself is lost."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from pathlib import Path

from lemans_quiz.files.writing import private_file, private_folder, sync_folder

KEPT = 5
EVERY = 7 * 86_400.0
"""Seconds between two copies."""

_DAY_BEFORE = 3_600.0
"""So many seconds early a copy may be made: who plays on each Monday plays a little earlier on some."""

_FRESH = ".sqlite3-new"


def folder_of(path: Path) -> Path:
    """Return the folder in which the copies of a history lie."""
    return path.with_name("backups")


def backups_of(path: Path) -> list[Path]:
    """Return the copies of a history, the oldest first."""
    return sorted(folder_of(path).glob(f"{path.stem}-*{path.suffix}"))


def keep_weekly(path: Path, now: float | None = None) -> None:
    """Copy a history where the last copy is a week old, and drop copies beyond KEPT. Whatever fails, nothing is said or lost."""
    now = time.time() if now is None else now
    there = backups_of(path)
    with contextlib.suppress(OSError, sqlite3.Error, UnicodeDecodeError):
        if there and there[-1].stat().st_mtime > now - EVERY + _DAY_BEFORE:
            return
        private_folder(folder_of(path))
        target = folder_of(path) / time.strftime(f"{path.stem}-%Y-%m-%d{path.suffix}", time.localtime(now))
        _copy(path, target)
        if target.exists():
            os.utime(target, (now, now))
        for old in backups_of(path)[:-KEPT]:
            old.unlink()


def _copy(path: Path, target: Path) -> None:
    """Copy by SQLite, which waits for nobody and disturbs nobody; a copy that is empty or not sound takes no other's place."""
    fresh = target.with_name(f"{target.stem}{_FRESH}")
    fresh.unlink(missing_ok=True)
    private_file(fresh)
    source, copy = sqlite3.connect(path, timeout=1.0), sqlite3.connect(fresh)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        sound = copy.execute("PRAGMA quick_check(1)").fetchone() == ("ok",) and _holds_anything(copy)
    finally:
        source.close()
        copy.close()
    if sound:
        os.replace(fresh, target)
        sync_folder(target.parent)
    else:
        fresh.unlink()


def _holds_anything(connection: sqlite3.Connection) -> bool:
    query = "SELECT EXISTS (SELECT 1 FROM sessions) OR EXISTS (SELECT 1 FROM warm_ups)"
    return bool(connection.execute(query).fetchone()[0])
