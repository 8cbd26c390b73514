"""From a path to an open history, whatever lies there: nothing, an older file, a newer one, a broken one, another program's."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

from lemans_quiz.core.messages import Message, message
from lemans_quiz.storage.history import (
    FileNumber,
    History,
    NoHistory,
    Warn,
    broken_sentence,
    file_at,
    is_broken,
    sentence_for,
    set_aside,
)
from lemans_quiz.storage.schema import VERSION, is_foreign, migrate, version_of

PATIENCE = 2.0
"""Seconds to wait for another program that is writing."""

_STRICT_TABLES_SINCE = (3, 37)
_SMALLEST_PAGE = 512


class _NotOurs(Exception):
    """A file that we must leave alone, with the sentence that says why."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(sentence.template)
        self.sentence = sentence


def open_history(path: Path, warn: Warn, *, patience: float = PATIENCE) -> History:
    """Return the history at `path`, made if there is none; a lost one after one call of `warn` where that is impossible.

    A broken file is renamed, with the date, and a new one begun. Nothing else that lies there is ever touched.
    """
    try:
        return _open_or_begin_anew(path, warn, patience)
    except _NotOurs as refusal:
        warn(refusal.sentence)
    except (sqlite3.Error, OSError) as error:
        warn(sentence_for(error, path))
    return NoHistory()


def _open_or_begin_anew(path: Path, warn: Warn, patience: float) -> History:
    if sqlite3.sqlite_version_info < _STRICT_TABLES_SINCE:
        raise _NotOurs(message("The history needs SQLite 3.37 or newer. What you play now will not be remembered."))
    if not os.path.isdir(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
    found = file_at(path)
    if _is_stump(path):
        return _begin_anew(path, warn, patience, broken=found)
    try:
        return History(_connect(path, patience), path, warn)
    except sqlite3.Error as error:
        if not is_broken(error):
            raise
    return _begin_anew(path, warn, patience, broken=found)


def _is_stump(path: Path) -> bool:
    """Tell whether a file is too short for a database and not empty: SQLite would take it for empty and write over it."""
    try:
        return 0 < path.stat().st_size < _SMALLEST_PAGE
    except FileNotFoundError:
        return False


def _begin_anew(path: Path, warn: Warn, patience: float, *, broken: FileNumber | None) -> History:
    aside = set_aside(path, broken)
    if aside is None and file_at(path) == broken:
        warn(broken_sentence(None))
        return NoHistory()
    connection = _connect(path, patience)
    if aside is not None:
        warn(
            message(
                "The history file was broken. It was set aside as '{file}', and a new one was begun.", file=str(aside)
            )
        )
    return History(connection, path, warn)


def _connect(path: Path, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        _prepare(connection, path, patience)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, patience: float) -> None:
    """Check whose file it is before anything is written; then bring it up to date where it is not."""
    version = version_of(connection)
    if is_foreign(connection):
        raise _NotOurs(
            message(
                "'{file}' is not a history of this program. What you play now will not be remembered.", file=str(path)
            )
        )
    if version > VERSION:
        raise _NotOurs(
            message(
                "The history was written by a newer version of this program, so it stays as it is. "
                "What you play now will not be remembered."
            )
        )
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    if version < VERSION:
        _switch_to_wal(connection, patience)
        migrate(connection)
    elif not os.access(path, os.W_OK):
        raise PermissionError(path)


def _switch_to_wal(connection: sqlite3.Connection, patience: float) -> None:
    """Turn the write-ahead log on. SQLite does not wait by itself here when two programs do so at once."""
    until = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
