"""The open history: reading rows, writing whole changes, and what happens when the disk fails.

What is read and written is the business of recording.py, sessions.py, practice.py and tallies.py. A history never raises
for what its file or disk does: the first failure is told once, and from then on reading finds nothing and writing is void.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from lemans_quiz.core.messages import Message, message
from lemans_quiz.storage.schema import storable

T = TypeVar("T")
Value = int | float | str | bytes | None
Warn = Callable[[Message], None]

FileNumber = tuple[int, int]
"""The device and number of a file, which stay when it is renamed."""

_SETTLE = 0.1
_PATIENCE_ASIDE = 5.0
"""Seconds to wait for another program that is setting the same file aside."""

PARTS = ("", "-wal", "-shm")
"""What is added to the name of a history for each of the files it rests in."""

_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_NO_ACCESS = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}


class History:
    """A history, or one that is lost for this run (`connection` is None). Use it in one thread, and close it."""

    def __init__(self, connection: sqlite3.Connection | None, path: Path, warn: Warn) -> None:
        self._connection = connection
        self._path = path
        self._warn = warn
        self._file = file_at(path)

    @property
    def is_lost(self) -> bool:
        """Tell whether nothing is read or kept any more."""
        return self._connection is None

    def rows(self, query: str, *parameters: Value) -> list[Any]:
        """Return all rows of a query, none where the history is lost."""
        if self._connection is None:
            return []
        try:
            clean = [storable(value) if isinstance(value, str) else value for value in parameters]
            return self._connection.execute(query, clean).fetchall()
        except sqlite3.Error as error:
            self.lose(error)
            return []

    def write(self, change: Callable[[sqlite3.Connection], T]) -> T | None:
        """Make a change in one transaction, on the disk when this returns. None where it could not be made."""
        if self._connection is None:
            return None
        try:
            return _in_transaction(self._connection, change)
        except sqlite3.Error as error:
            self.lose(error)
            return None

    def lose(self, error: sqlite3.Error) -> None:
        """Tell once why nothing is kept any more; a file found broken is set aside, for the next run to begin anew."""
        self.close()
        if is_broken(error):
            self._warn(broken_sentence(set_aside(self._path, self._file)))
        else:
            self._warn(sentence_for(error, self._path))

    def close(self) -> None:
        """Close the file; everything was kept already."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def __enter__(self) -> History:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class NoHistory(History):
    """A history that holds nothing and keeps nothing."""

    def __init__(self) -> None:
        super().__init__(None, Path(), lambda _: None)


def _in_transaction(connection: sqlite3.Connection, change: Callable[[sqlite3.Connection], T]) -> T:
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = change(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result


def is_broken(error: sqlite3.Error) -> bool:
    """Tell whether an error says that the file itself is damaged."""
    return _code(error) in _BROKEN


def _code(error: sqlite3.Error) -> int:
    """Return the primary code of SQLite, 0 where Python gives none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def file_at(path: Path) -> FileNumber | None:
    """Return which file lies at a path, to tell it from one that another program put there since."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def set_aside(path: Path, broken: FileNumber | None) -> Path | None:
    """Rename a broken history and its journals, with the date; return its new name.

    None where that is impossible, or where another program did so first: then there is a new file at `path`.
    """
    lock = sqlite3.connect(f"{path}-lock", timeout=_PATIENCE_ASIDE, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        return _rename_and_settle(path) if file_at(path) == broken else None
    except (sqlite3.Error, OSError):
        return None
    finally:
        lock.close()


def _rename_and_settle(path: Path) -> Path:
    """Rename all files of a history, itself last: while it lies there no program begins a new one with a journal of its own.

    A program that opened the old file a moment ago looks for its journal by name, so none may lie there until it has.
    """
    aside = _free_name(path)
    for part in reversed(PARTS):
        if os.path.exists(f"{path}{part}"):
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
        return message("The history file is broken and cannot be renamed. What you play now will not be remembered.")
    return message(
        "The history file was broken. It was set aside as '{file}'; what you play from the next start on is remembered.",
        file=str(aside),
    )


def sentence_for(error: sqlite3.Error | OSError, path: Path) -> Message:
    """Return what to tell about a failure that leaves the file as it is."""
    code = _code(error) if isinstance(error, sqlite3.Error) else sqlite3.SQLITE_CANTOPEN
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return message("Another program holds the history for too long. What you play now will not be remembered.")
    if code == sqlite3.SQLITE_FULL:
        return message("The disk is full. What you play now will not be remembered.")
    if code == sqlite3.SQLITE_IOERR:
        return message("The disk failed, or is full. What you play now will not be remembered.")
    if code in _NO_ACCESS:
        return message(
            "The history '{file}' cannot be written. What you play now will not be remembered.", file=str(path)
        )
    return message(
        "The history '{file}' failed ({reason}). What you play now will not be remembered.",
        file=str(path),
        reason=str(error),
    )
