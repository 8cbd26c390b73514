"""What can still be read of a broken history, session by session, and how it comes into a sound one.

SQLite reads a damaged file as far as its pages are whole. Where the pages are gone that say where each table begins, those of an
empty history of ours are put in their places: they are the same in all of them.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from lemans_quiz.storage.aside import PARTS
from lemans_quiz.storage.history import FAILURES
from lemans_quiz.storage.schema import VERSION, migrate

_LOOKED_FOR = 500
"""So many numbers of sessions are tried where no table says how many there are."""


_VERSIONS = range(VERSION, 0, -1)
_INTERIOR = 5


class Salvaged(NamedTuple):
    """How many sessions and warm-ups came back, with how many answers."""

    sessions: int
    answers: int
    warm_ups: int


NOTHING = Salvaged(0, 0, 0)
Read = Callable[[Path], sqlite3.Connection]


class _Table(NamedTuple):
    """A table whose rows belong to one session or warm-up, by a column."""

    name: str
    column: str


_OF_SESSION = (_Table("seats", "session"), _Table("commands", "session"), _Table("attempts", "session"))
_OF_WARM_UP = (_Table("warm_up_commands", "warm_up"),)


def salvage(source: Path, target: sqlite3.Connection) -> Salvaged:
    """Bring what can be read of a file into a history, but for what is there; `target` is in a transaction of the caller's.

    Nobody can tell from a damaged file in which order its tables were made, so each way is tried, and the best one taken.
    """
    found = _tried(_as_it_is, source, target)
    if found != NOTHING:
        return found
    ways = [
        partial(_transplanted, empty=empty, whole=whole)
        for empty in dict.fromkeys(_empty(version, vacuum=vacuum) for version in _VERSIONS for vacuum in (False, True))
        for whole in (False, True)
    ]
    best = max(ways, key=lambda way: _tried(way, source, target, undo=True)[1::-1])
    return _tried(best, source, target)


def _tried(read: Read, source: Path, target: sqlite3.Connection, *, undo: bool = False) -> Salvaged:
    """Return what came back by one way of reading, and put all back with `undo`."""
    target.execute("SAVEPOINT way")
    try:
        with contextlib.closing(read(source)) as broken:
            found = _salvage_from(broken, target)
    except (*FAILURES, OSError, ValueError):
        found, undo = NOTHING, True
    if undo:
        target.execute("ROLLBACK TO way")
    target.execute("RELEASE way")
    return found


def _as_it_is(source: Path) -> sqlite3.Connection:
    """Return a copy in memory, with what its journal holds. Pages are copied as they are, damaged ones too."""
    memory = sqlite3.connect(":memory:")
    with tempfile.TemporaryDirectory() as folder:
        for part in PARTS[:2]:
            if os.path.exists(f"{source}{part}"):
                shutil.copyfile(f"{source}{part}", Path(folder) / f"copy{part}")
        with contextlib.closing(sqlite3.connect(Path(folder) / "copy")) as copy:
            copy.backup(memory)
    memory.text_factory = lambda raw: raw.decode("utf-8", "replace")
    return memory


def _empty(version: int, *, vacuum: bool) -> bytes:
    """Return an empty history as some version began it: what was migrated since has its first tables where they were."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh, version)
        if vacuum:
            fresh.execute("VACUUM")
        return fresh.serialize()


def _transplanted(source: Path, *, empty: bytes, whole: bool) -> sqlite3.Connection:
    """Return a copy in memory whose first page, and with `whole` all that hold the schema, are those of an empty history."""
    size = int.from_bytes(empty[16:18], "big")
    content = bytearray(source.read_bytes())
    pages = max(len(content) // size, len(empty) // size)
    content = content[: pages * size].ljust(pages * size, b"\0")
    for page in _pages_of_schema(empty) if whole else [1]:
        content[(page - 1) * size : page * size] = empty[(page - 1) * size : page * size]
    content[18:20] = b"\1\1"  # a copy in memory has no journal
    content[28:32] = pages.to_bytes(4, "big")
    content[32:40] = bytes(8)  # no list of free pages
    memory = sqlite3.connect(":memory:")
    memory.deserialize(bytes(content))
    memory.text_factory = lambda raw: raw.decode("utf-8", "replace")
    return memory


def _pages_of_schema(empty: bytes) -> list[int]:
    """Return the pages of the table in which tables are listed (https://www.sqlite.org/fileformat2.html, 1.6)."""
    if empty[100] != _INTERIOR:
        return [1]
    cells = int.from_bytes(empty[103:105], "big")
    places = [int.from_bytes(empty[112 + 2 * cell : 114 + 2 * cell], "big") for cell in range(cells)]
    children = [int.from_bytes(empty[place : place + 4], "big") for place in places]
    return [1, *children, int.from_bytes(empty[108:112], "big")]


def _salvage_from(broken: sqlite3.Connection, target: sqlite3.Connection) -> Salvaged:
    sessions = answers = warm_ups = 0
    for number in _numbers(broken, "sessions", ("attempts", "session")):
        found = _one_session(broken, target, number)
        sessions, answers = sessions + (found is not None), answers + (found or 0)
    for number in _numbers(broken, "warm_ups", ("warm_up_commands", "warm_up")):
        warm_ups += _one_warm_up(broken, target, number)
    for number in _numbers(broken, "lessons", ("lessons", "id")):
        warm_ups += _one_lesson(broken, target, "lessons", number) is not None
    _complaints(broken, target)
    return Salvaged(sessions, answers, warm_ups)


def _numbers(broken: sqlite3.Connection, table: str, of: tuple[str, str]) -> Iterator[int]:
    """Yield the numbers that rows may have, as far as any table knows."""
    known = [0]
    for query in (
        f"SELECT max(id) FROM {table}",
        f"SELECT max({of[1]}) FROM {of[0]}",
        f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'",
    ):
        with contextlib.suppress(*FAILURES):
            known += [row[0] for row in broken.execute(query).fetchall() if isinstance(row[0], int)]
    most = max(number for number in known if number < 1 << 24)
    yield from range(1, max(most, _LOOKED_FOR) + 1)


def _rows(broken: sqlite3.Connection, table: str, column: str, number: int) -> list[dict[str, Any]]:
    """Return what can be read of the rows of one session: all, or the first ones up to a damaged page."""
    found: list[dict[str, Any]] = []
    with contextlib.suppress(*FAILURES):
        cursor = broken.execute(f"SELECT * FROM {table} WHERE {column} = ?", (number,))
        names = [column[0] for column in cursor.description]
        for row in cursor:
            found.append(dict(zip(names, row, strict=True)))
    return found


def _insert(target: sqlite3.Connection, table: str, row: dict[str, Any]) -> int:
    names = [name for (name,) in target.execute("SELECT name FROM pragma_table_info(?)", (table,)) if name in row]
    values = [row[name] for name in names]
    marks = ",".join("?" * len(names))
    return target.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", values).lastrowid or 0


def _one_session(broken: sqlite3.Connection, target: sqlite3.Connection, number: int) -> int | None:
    """Bring one session over; return how many answers, None where it is there already or cannot be read."""
    rows = _rows(broken, "sessions", "id", number)
    same = "SELECT 1 FROM sessions WHERE started = ? AND seed = ? AND kind = ? AND players = ?"
    if (
        not rows
        or target.execute(same, [rows[0].get(name) for name in ("started", "seed", "kind", "players")]).fetchone()
    ):
        return None
    target.execute("SAVEPOINT session")
    try:
        new = _insert(target, "sessions", rows[0] | {"id": None})
        answers = [_of_session(broken, target, table, number, new) for table in _OF_SESSION][-1]
        _turns(broken, target, number, new)
        _relearn(target, new)
    except FAILURES:
        target.execute("ROLLBACK TO session")
        return None
    finally:
        target.execute("RELEASE session")
    return answers


def _of_session(broken: sqlite3.Connection, target: sqlite3.Connection, table: _Table, old: int, new: int) -> int:
    """Bring the rows of a table over; those that are damaged stay behind. Return how many there were."""
    done = 0
    for row in _rows(broken, table.name, table.column, old):
        own = {"id": None} if "id" in row else {}
        with contextlib.suppress(sqlite3.IntegrityError):
            _insert(target, table.name, row | own | {table.column: new})
            done += 1
    return done


def _turns(broken: sqlite3.Connection, target: sqlite3.Connection, old: int, new: int) -> None:
    """Bring the questions of a session over, each wording once."""
    for row in _rows(broken, "turns", "session", old):
        items = _rows(broken, "items", "id", row["item"])
        if items:
            known = target.execute("SELECT id FROM items WHERE json = ?", (items[0]["json"],)).fetchone()
            item = known[0] if known else _insert(target, "items", items[0] | {"id": None})
            _insert(target, "turns", row | {"session": new, "item": item})


def _relearn(target: sqlite3.Connection, session: int) -> None:
    """Have what was answered taken into memory in the order of its times, with what came after it."""
    target.execute(
        "INSERT OR IGNORE INTO outdated (player, pack, item)"
        " SELECT DISTINCT player, pack, item FROM attempts WHERE session = ?",
        (session,),
    )
    target.execute(
        "INSERT OR IGNORE INTO outdated (player, pack, item) SELECT DISTINCT a.player, a.pack, a.item FROM attempts a"
        " LEFT JOIN caught_up c ON c.player = a.player WHERE a.id > coalesce(c.attempt, 0)"
        " AND a.player IN (SELECT player FROM attempts WHERE session = ?)",
        (session,),
    )
    target.execute(
        "INSERT OR REPLACE INTO caught_up (player, attempt) SELECT player, max(id) FROM attempts"
        " WHERE player IN (SELECT player FROM attempts WHERE session = ?) GROUP BY player",
        (session,),
    )


def _one_warm_up(broken: sqlite3.Connection, target: sqlite3.Connection, number: int) -> int:
    new = _one_lesson(broken, target, "warm_ups", number)
    for table in _OF_WARM_UP if new is not None else ():
        _of_session(broken, target, table, number, new or 0)
    return int(new is not None)


def _one_lesson(broken: sqlite3.Connection, target: sqlite3.Connection, table: str, number: int) -> int | None:
    """Bring the row of a class's lesson over and return its new number, None where it is there already or cannot be read."""
    rows = _rows(broken, table, "id", number)
    same = f"SELECT 1 FROM {table} WHERE class = ? AND started = ?"
    if not rows or target.execute(same, (rows[0].get("class"), rows[0].get("started"))).fetchone():
        return None
    try:
        return _insert(target, table, rows[0] | {"id": None})
    except FAILURES:
        return None


def _complaints(broken: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Bring complaints over, but for those about a question of which there is one; older histories have none."""
    with contextlib.suppress(*FAILURES):
        cursor = broken.execute("SELECT * FROM complaints")
        names = [column[0] for column in cursor.description]
        for row in cursor:
            with contextlib.suppress(sqlite3.IntegrityError):
                _insert(target, "complaints", dict(zip(names, row, strict=True)))
