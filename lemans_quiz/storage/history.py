"""The open history: reading rows, writing whole changes, and what happens when the disk fails.

What is read and written is the business of recording.py, sessions.py, practice.py and tallies.py. A history never raises
for what its file or disk does. A failure that may pass (another program's lock, a full disk) is told once; what was to be
kept waits for the next try. A broken file ends it: from then on reading finds nothing and writing is void.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from lemans_quiz import curtain
from lemans_quiz.core.messages import Message, message
from lemans_quiz.files.locks import Lock
from lemans_quiz.storage.aside import broken_sentence, file_at, set_aside
from lemans_quiz.storage.schema import is_misfit, storable, version_by_tables

T = TypeVar("T")
Value = int | float | str | bytes | None
Warn = Callable[[Message], None]
Change = Callable[[sqlite3.Connection], T]

FAILURES = (sqlite3.Error, UnicodeDecodeError, OverflowError)
"""What reading and writing raise for bytes that SQLite did not write; some of its messages cannot even be decoded."""

UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
"""What making values of a row raises where the row was damaged."""

_QUICK = 0.1
"""Seconds of patience for a lock that has already cost a whole one."""

_LOOKED_AT = 0.2
"""Seconds after which a game that another process holds is being played there: whoever only looks at it is done sooner."""

_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_NO_ACCESS = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOMEM,
    *_NO_ACCESS,
}


class History:
    """A history, or one that is lost for this run (`connection` is None). Use it in one thread, and close it.

    `reopen` connects to a file that could not be written when it was opened: until it can, `connection` is a copy in memory,
    from which all can be read, or None; what is to be kept waits.
    """

    def __init__(
        self,
        connection: sqlite3.Connection | None,
        path: Path,
        warn: Warn,
        *,
        patience: float = 2.0,
        reopen: Callable[[], sqlite3.Connection] | None = None,
        at_close: Callable[[], None] | None = None,
    ) -> None:
        self._connection = connection
        self._path = path
        self._warn = warn
        self._file = file_at(path)
        self._patience = patience
        self._waiting: list[Change[object]] = []
        self._has_failed = self._has_written = self._told_unreadable = False
        self._lock: Lock | None = None
        self._at_close = at_close
        self._reopen = reopen

    @property
    def is_lost(self) -> bool:
        """Tell whether nothing is read or kept any more."""
        return self._connection is None

    @property
    def keeps(self) -> bool:
        """Tell whether all that was to be kept so far is on the disk."""
        return self._connection is not None and self._reopen is None and not self._waiting

    def rows(self, query: str, *parameters: Value) -> list[Any]:
        """Return all rows of a query, none where the history is lost."""
        if self._connection is None:
            return []
        clean = [storable(value) if isinstance(value, str) else value for value in parameters]
        try:
            return self._read(self._connection, query, clean)
        except FAILURES as error:
            self._fail(error)
            return []

    def _read(self, connection: sqlite3.Connection, query: str, parameters: list[Value]) -> list[Any]:
        """Read rows; texts that are not UTF-8 are read once more, with a sign in the place of what they are not."""
        try:
            return connection.execute(query, parameters).fetchall()
        except sqlite3.OperationalError as error:
            if connection.text_factory is not str or _code(error) or "decode" not in str(error):
                raise
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        return connection.execute(query, parameters).fetchall()

    def values(self, make: Callable[[Any], T], query: str, *parameters: Value) -> list[T]:
        """Return what `make` makes of each row of a query; damaged rows are left out, and that is told once."""
        return self.made(make, self.rows(query, *parameters))

    def made(self, make: Callable[[Any], T], rows: list[Any]) -> list[T]:
        """Return what `make` makes of rows, without the damaged ones."""
        found: list[T] = []
        for row in rows:
            try:
                found.append(make(row))
            except UNREADABLE:
                self.tell_unreadable()
        return found

    def tell_unreadable(self) -> None:
        """Tell, once, that a part of the history is damaged."""
        if not self._told_unreadable:
            self._told_unreadable = True
            self._warn(message("Part of the history cannot be read. See: lmq history check"))

    def write(self, change: Change[T]) -> T | None:
        """Make a change in one transaction, on the disk when this returns. None where it could not be made."""
        self._try_again()
        if self._connection is None or self._reopen is not None:
            return None
        try:
            result = _in_transaction(self._connection, change)
        except FAILURES as error:
            self._fail(error)
            return None
        self._has_written = True
        return result

    def keep(self, change: Change[object]) -> None:
        """Make a change that must not be lost: on the disk when this returns, or with the next one that can be made.

        It may be called again after it was rolled back, so it must not remember what it did. A rehearsal keeps nothing.
        """
        if curtain.is_rehearsed() or (self._connection is None and self._reopen is None):
            return
        self._waiting.append(change)
        self._try_again()
        if self._connection is None or self._reopen is not None:
            return
        try:
            self._keep_all(self._connection)
        except FAILURES as error:
            self._fail(error)
        except BaseException:
            self._waiting.pop()
            raise

    def _try_again(self) -> None:
        """Open the file where it could not be opened to be written before."""
        if self._reopen is None:
            return
        try:
            connection = self._reopen()
        except (*FAILURES, OSError):
            return
        if self._connection is not None:
            self._connection.close()
        self._connection, self._reopen, self._file = connection, None, file_at(self._path)

    def _keep_all(self, connection: sqlite3.Connection) -> None:
        """Make all changes that wait, in their order."""

        def change(connection: sqlite3.Connection) -> None:
            for one in self._waiting:
                one(connection)

        waits = len(self._waiting) > 1
        if waits:
            connection.execute(f"PRAGMA busy_timeout = {round(1000 * min(_QUICK, self._patience))}")
        _in_transaction(connection, change)
        self._waiting.clear()
        self._has_written = True
        if waits:
            connection.execute(f"PRAGMA busy_timeout = {round(1000 * self._patience)}")

    def write_anew(self, patience: float) -> bool:
        """Write the whole file anew and empty its journal: then nothing is left in it of what was deleted.

        False where another program keeps that from being done for so many seconds.
        """
        until = time.monotonic() + patience
        while self._connection is not None:
            with contextlib.suppress(sqlite3.OperationalError):
                self._connection.execute("VACUUM")
                if not self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                    return True
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return False

    def hold(self, place: int) -> bool:
        """Keep other programs from playing what this number stands for until this history is closed; False where one does.

        A rehearsal only looks whether one does, so that it keeps nobody from playing; whoever plays waits for it to have looked.
        """
        if self._connection is None or self._reopen is not None:
            return True
        path = Path(f"{self._path}-playing")
        try:
            if curtain.is_rehearsed():
                with Lock(path) as lock:
                    return lock.take(place)
            self._lock = self._lock or Lock(path)
            return self._take(self._lock, place)
        except OSError:
            return True

    def _take(self, lock: Lock, place: int) -> bool:
        until = time.monotonic() + _LOOKED_AT
        while not lock.take(place):
            if time.monotonic() > until:
                return False
            time.sleep(0.01)
        return True

    def _fail(self, error: Exception) -> None:
        """Tell once what is wrong; a file found broken is set aside, for the next run to begin anew."""
        if is_broken(error) or (self._connection is not None and has_wrong_tables(self._connection, error)):
            self._drop()
            self._warn(broken_sentence(set_aside(self._path, self._file)))
        elif not (isinstance(error, sqlite3.Error) and _code(error) in _PASSING):
            self._drop()
            self._warn(sentence_for(error, self._path))
        elif not self._has_failed:
            self._has_failed = True
            self._warn(_passing_sentence(error, self._path))

    def _drop(self) -> None:
        connection, self._connection, self._reopen = self._connection, None, None
        self._waiting.clear()
        if connection is not None:
            connection.close()

    def close(self) -> None:
        """Close the file. What still waits is tried once more, and told where it is lost."""
        if self._waiting and self._connection is not None and self._reopen is None:
            try:
                self._keep_all(self._connection)
            except FAILURES:
                self._warn(message("The history could not be saved completely: the last answers are missing."))
        self._drop()
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        if self._has_written and self._at_close is not None:
            self._has_written = False
            self._at_close()

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


def _in_transaction(connection: sqlite3.Connection, change: Change[T]) -> T:
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = change(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result


def is_broken(error: Exception) -> bool:
    """Tell whether an error says that the file itself is damaged."""
    return not isinstance(error, sqlite3.Error | OSError) or _code(error) in _BROKEN


def _code(error: Exception) -> int:
    """Return the primary code of SQLite, 0 where Python gives none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def has_wrong_tables(connection: sqlite3.Connection, error: Exception) -> bool:
    """Tell whether the tables of a file were damaged in a way that leaves them tables."""
    try:
        return is_misfit(error) and version_by_tables(connection) is None
    except FAILURES:
        return True


def _passing_sentence(error: sqlite3.Error, path: Path) -> Message:
    code = _code(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return message("Another program is using the history. What you play is saved as soon as it is free.")
    if code == sqlite3.SQLITE_FULL:
        return message("The disk is full. What you play is saved as soon as there is space.")
    if code == sqlite3.SQLITE_IOERR:
        return message("The disk failed or is full. What you play is saved as soon as possible.")
    return message("Cannot write the history '{file}'. What you play is saved as soon as possible.", file=str(path))


def sentence_for(error: Exception, path: Path) -> Message:
    """Return what to tell about a failure that leaves the file as it is, and nothing kept."""
    code = _code(error) if isinstance(error, sqlite3.Error) else sqlite3.SQLITE_CANTOPEN
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return message("This game has been deleted from the history. What you play now will not be saved.")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return message("Another program has been using the history for too long. What you play now will not be saved.")
    if code == sqlite3.SQLITE_FULL:
        return message("The disk is full. What you play now will not be saved.")
    if code == sqlite3.SQLITE_IOERR:
        return message("The disk failed or is full. What you play now will not be saved.")
    if code in _NO_ACCESS:
        return message("Cannot write the history '{file}'. What you play now will not be saved.", file=str(path))
    return message(
        "Cannot use the history '{file}' ({reason}). What you play now will not be saved.",
        file=str(path),
        reason=str(error),
    )
