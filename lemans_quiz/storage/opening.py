"""From a path to an open history, whatever lies there: nothing, an older file, a newer one, a broken one, another program's."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from functools import partial
from pathlib import Path

from lemans_quiz.core.messages import Message, message
from lemans_quiz.files.writing import close_to_others, private_file, private_folder
from lemans_quiz.storage.aside import PARTS, FileNumber, broken_sentence, file_at, set_aside
from lemans_quiz.storage.history import FAILURES, History, NoHistory, Warn, has_wrong_tables, is_broken, sentence_for
from lemans_quiz.storage.schema import (
    VERSION,
    is_foreign,
    is_misfit,
    mend_numbers,
    migrate,
    version_by_tables,
    version_of,
)

PATIENCE = 2.0
"""Seconds to wait for another program that is writing."""

_QUICK = 0.1
_STRICT_TABLES_SINCE = (3, 37)
_SMALLEST_PAGE = 512


class _NotOurs(Exception):
    """A file that we must leave alone, with the sentence that says why."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(sentence.template)
        self.sentence = sentence


def open_history(path: Path, warn: Warn, *, patience: float = PATIENCE) -> History:
    """Return the history at `path`, made if there is none; where it cannot be written, after one call of `warn`, a copy to read.

    A broken file is renamed, with the date, and a new one begun. Nothing else that lies there is ever touched.
    """
    try:
        return _open_or_begin_anew(path, warn, patience)
    except _NotOurs as refusal:
        warn(refusal.sentence)
        return NoHistory()
    except (*FAILURES, OSError) as error:
        warn(sentence_for(error, path))
        return _for_reading(path, warn, patience)


def _for_reading(path: Path, warn: Warn, patience: float) -> History:
    """Return a history that can be read if anything can, and written as soon as that is possible."""

    def reopen() -> sqlite3.Connection:
        private_folder(path.parent)
        connection = _connect(path, min(patience, _QUICK))
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except BaseException:
            connection.close()
            raise
        connection.execute(f"PRAGMA busy_timeout = {round(1000 * patience)}")
        return connection

    try:
        connection = read_copy(path)
    except (*FAILURES, OSError, _NotOurs):
        connection = None
    return History(connection, path, warn, patience=patience, reopen=reopen, at_close=partial(_back_up, path))


def _open_or_begin_anew(path: Path, warn: Warn, patience: float) -> History:
    if sqlite3.sqlite_version_info < _STRICT_TABLES_SINCE:
        raise _NotOurs(message("The history needs SQLite 3.37 or newer. What you play now will not be saved."))
    private_folder(path.parent)
    found = file_at(path)
    if _is_stump(path):
        return _begin_anew(path, warn, patience, broken=found)
    try:
        return _history(_connect(path, patience), path, warn, patience)
    except FAILURES as error:
        if not is_broken(error) and not _has_wrong_tables(path, error):
            raise
    return _begin_anew(path, warn, patience, broken=found)


def _history(connection: sqlite3.Connection, path: Path, warn: Warn, patience: float) -> History:
    return History(connection, path, warn, patience=patience, at_close=partial(_back_up, path))


def _has_wrong_tables(path: Path, error: Exception) -> bool:
    connection = sqlite3.connect(path)
    try:
        return has_wrong_tables(connection, error)
    finally:
        connection.close()


def _back_up(path: Path) -> None:
    from lemans_quiz.storage.backups import keep_weekly

    keep_weekly(path)


def _is_stump(path: Path) -> bool:
    """Tell whether a file is too short for a database and not empty: SQLite would take it for empty and write over it."""
    try:
        found = path.stat()
        return stat.S_ISREG(found.st_mode) and 0 < found.st_size < _SMALLEST_PAGE
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
                "The history file was damaged. It was renamed to '{file}', and a new one was started.", file=str(aside)
            )
        )
    return _history(connection, path, warn, patience)


def _connect(path: Path, patience: float) -> sqlite3.Connection:
    private_file(path)
    for part in PARTS[1:]:
        close_to_others(Path(f"{path}{part}"))
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        _refuse_others(connection, path)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        if version_of(connection) < VERSION:
            _switch_to_wal(connection, patience)
            _migrate(connection)
        elif not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            raise PermissionError(path)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_others(connection: sqlite3.Connection, path: Path) -> None:
    """Check whose file it is before anything is written. Numbers that changed in a file of ours are put right."""
    if (is_foreign(connection) or version_of(connection) > VERSION) and mend_numbers(connection):
        return
    if is_foreign(connection):
        raise _NotOurs(
            message("'{file}' is not a history of this program. What you play now will not be saved.", file=str(path))
        )
    if version_of(connection) > VERSION:
        raise _NotOurs(
            message(
                "The history was written by a newer version of this program, so it is left unchanged. What you play now will not be saved."
            )
        )


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring a file up to date; one that says it is older than its tables are is none to be migrated."""
    try:
        migrate(connection)
    except sqlite3.OperationalError as error:
        claimed = version_of(connection)
        if not is_misfit(error) or (version_by_tables(connection) or 0) <= claimed:
            raise
        mend_numbers(connection)
        migrate(connection)


def read_copy(path: Path) -> sqlite3.Connection:
    """Return a copy in memory of a history that cannot be written, as a current one. Raises what reading raises."""
    if not path.is_file():
        raise FileNotFoundError(path)
    memory = sqlite3.connect(":memory:", isolation_level=None)
    try:
        try:
            _copy(f"{path.resolve().as_uri()}?mode=ro", memory)
        except sqlite3.OperationalError:
            import shutil
            import tempfile

            # Reading needs a journal beside the file, which cannot be made there.
            with tempfile.TemporaryDirectory() as folder:
                for part in PARTS[:2]:
                    if os.path.exists(f"{path}{part}"):
                        shutil.copyfile(f"{path}{part}", Path(folder) / f"copy{part}")
                _copy((Path(folder) / "copy").as_uri(), memory)
        _refuse_others(memory, path)
        _migrate(memory)
    except BaseException:
        memory.close()
        raise
    return memory


def _copy(uri: str, target: sqlite3.Connection) -> None:
    source = sqlite3.connect(uri, uri=True, timeout=_QUICK)
    try:
        source.backup(target)
    finally:
        source.close()


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
