"""The tables of the history and how an older file becomes a current one. Opening files is opening.py's.

Times are whole milliseconds since 1970 in UTC, fingerprints those of core/codec.py, lists and commands JSON. Two things could be
made again from the rest: memory from the attempts, and `sessions.answered`, by which unfinished sessions are found at once.
"""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x4C4D5148
"""LMQH in ASCII: what `file` and we ourselves know a history by."""

_FIRST = """
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    players TEXT NOT NULL,
    started INTEGER NOT NULL,
    touched INTEGER NOT NULL,
    seed TEXT NOT NULL,
    rules TEXT NOT NULL,
    language TEXT NOT NULL,
    length INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    over INTEGER NOT NULL,
    summary TEXT NOT NULL
) STRICT;

CREATE INDEX sessions_unfinished ON sessions (touched) WHERE answered < length;

CREATE TABLE seats (
    player TEXT NOT NULL,
    session INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    PRIMARY KEY (player, session)
) STRICT, WITHOUT ROWID;
CREATE INDEX seats_of_session ON seats (session);

CREATE TABLE items (
    id INTEGER PRIMARY KEY,
    fingerprint INTEGER NOT NULL,
    json TEXT NOT NULL
) STRICT;
CREATE INDEX items_by_fingerprint ON items (fingerprint);

CREATE TABLE turns (
    session INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    turn INTEGER NOT NULL,
    seat INTEGER NOT NULL,
    item INTEGER NOT NULL REFERENCES items (id),
    arrangement TEXT NOT NULL,
    PRIMARY KEY (session, turn)
) STRICT, WITHOUT ROWID;

CREATE TABLE commands (
    session INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (session, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    turn INTEGER NOT NULL,
    at INTEGER NOT NULL,
    player TEXT NOT NULL,
    pack TEXT NOT NULL,
    item TEXT NOT NULL,
    kind TEXT NOT NULL,
    level INTEGER NOT NULL,
    tags TEXT NOT NULL,
    mark REAL NOT NULL,
    reason TEXT NOT NULL,
    seconds REAL NOT NULL,
    hints INTEGER NOT NULL,
    gained REAL NOT NULL,
    fingerprint INTEGER NOT NULL,
    key_fingerprint INTEGER NOT NULL,
    response TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX attempts_of_session ON attempts (session, turn);
CREATE INDEX attempts_of_player ON attempts (player);
CREATE INDEX attempts_at_item ON attempts (player, pack, item);

CREATE TABLE memory (
    player TEXT NOT NULL,
    pack TEXT NOT NULL,
    item TEXT NOT NULL,
    key_fingerprint INTEGER NOT NULL,
    phase INTEGER NOT NULL,
    step INTEGER,
    stability REAL NOT NULL,
    difficulty REAL NOT NULL,
    due INTEGER NOT NULL,
    reviewed INTEGER NOT NULL,
    missed INTEGER NOT NULL,
    PRIMARY KEY (player, pack, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX memory_due ON memory (player, due);
CREATE INDEX memory_missed ON memory (player, reviewed) WHERE missed = 1;

CREATE TABLE outdated (
    player TEXT NOT NULL,
    pack TEXT NOT NULL,
    item TEXT NOT NULL,
    PRIMARY KEY (player, pack, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE caught_up (
    player TEXT PRIMARY KEY,
    attempt INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE warm_ups (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    class TEXT NOT NULL,
    started INTEGER NOT NULL,
    touched INTEGER NOT NULL,
    over INTEGER NOT NULL,
    settings TEXT NOT NULL,
    script TEXT NOT NULL,
    outcome TEXT NOT NULL
) STRICT;
CREATE INDEX warm_ups_of_class ON warm_ups (class);

CREATE TABLE warm_up_commands (
    warm_up INTEGER NOT NULL REFERENCES warm_ups (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (warm_up, number)
) STRICT, WITHOUT ROWID;
"""

_SECOND = """
ALTER TABLE sessions ADD COLUMN utc_offset INTEGER;
"""
"""Seconds by which clocks were ahead of UTC where a session was begun; NULL for what an older version kept."""

_THIRD = """
CREATE TABLE complaints (
    player TEXT NOT NULL,
    pack TEXT NOT NULL,
    item TEXT NOT NULL,
    version TEXT NOT NULL,
    homepage TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    session INTEGER NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (player, pack, item)
) STRICT, WITHOUT ROWID;
"""
"""`session` is the moment at which the game or warm-up was begun in which somebody complained, as `started` is there."""

_FOURTH = """
CREATE TABLE lessons (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    class TEXT NOT NULL,
    started INTEGER NOT NULL,
    settings TEXT NOT NULL,
    outcome TEXT NOT NULL,
    report TEXT NOT NULL
) STRICT;
CREATE INDEX lessons_of_class ON lessons (class);
"""
"""Games in a room, each when its first answer was shown. They hold no name of a pupil."""

_FIFTH = """
ALTER TABLE sessions ADD COLUMN files TEXT NOT NULL DEFAULT '{}';
"""
"""The files of packs that were named by a path, as JSON by the packs' ids: an installed pack of the same id is another."""

MIGRATIONS: tuple[str, ...] = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH)
"""Script number n leads from version n to n + 1. A script that was released is never changed; a new one is added."""

VERSION = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the schema version of a file, 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_foreign(connection: sqlite3.Connection) -> bool:
    """Tell whether a file belongs to another program: it has tables, and not our application's number.

    The tables are looked for first: whoever makes ours meanwhile has set the number by the time it is read.
    """
    has_tables = connection.execute("SELECT EXISTS (SELECT 1 FROM sqlite_schema)").fetchone()[0]
    number = connection.execute("PRAGMA application_id").fetchone()[0]
    return number != APPLICATION_ID and bool(number or has_tables)


def version_by_tables(connection: sqlite3.Connection) -> int | None:
    """Return the version whose tables a file has exactly, whatever its two numbers say; None where it has no version's."""
    found = _tables(connection)
    return next((version for version in range(VERSION, 0, -1) if found == _tables_at(version)), None)


def _tables(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    return set(connection.execute("SELECT name, coalesce(sql, '') FROM sqlite_schema").fetchall())


def _tables_at(version: int) -> set[tuple[str, str]]:
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(fresh, version)
        return _tables(fresh)
    except sqlite3.Error:
        return set()
    finally:
        fresh.close()


def is_misfit(error: Exception) -> bool:
    """Tell whether an error says that tables or columns are not what they should be."""
    return isinstance(error, sqlite3.OperationalError) and getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_ERROR


def mend_numbers(connection: sqlite3.Connection) -> bool:
    """Put the two numbers of a file right where its tables are ours; False where they are not."""
    version = version_by_tables(connection)
    if version is not None:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
    return version is not None


def migrate(connection: sqlite3.Connection, version: int | None = None) -> None:
    """Bring a file up to a version, or to VERSION, in one transaction; another program may have done so meanwhile."""
    version = VERSION if version is None else version
    connection.execute("BEGIN IMMEDIATE")
    try:
        for script in MIGRATIONS[version_of(connection) : version]:
            for statement in _statements(script):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {max(version, version_of(connection))}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> list[str]:
    """Split a script; `executescript` would end the transaction that keeps a migration whole."""
    return [statement for part in script.split(";") if (statement := part.strip())]


def milliseconds(at: float) -> int:
    """Return seconds since 1970 as the tables keep them."""
    return round(at * 1000)


def storable(text: str) -> str:
    """Return a text without lone surrogates, which the command line may hold and SQLite may not."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
