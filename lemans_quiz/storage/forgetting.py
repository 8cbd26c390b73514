"""Deleting for good: from the history, from what was learnt of it, from its journal, its copies and what was set aside.

SQLite only marks what is deleted as free. So every file is written anew without it, and the journal is emptied.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from lemans_quiz.files.writing import private_file
from lemans_quiz.storage.aside import PARTS, files_aside
from lemans_quiz.storage.backups import backups_of, folder_of
from lemans_quiz.storage.complaints import forget_complaints
from lemans_quiz.storage.cut_off import CutOff, cut_off_games, delete_cut_off
from lemans_quiz.storage.history import FAILURES, History
from lemans_quiz.storage.practice import catch_up
from lemans_quiz.storage.records import Session
from lemans_quiz.storage.salvage import NOTHING, salvage
from lemans_quiz.storage.schema import migrate, milliseconds, storable

_PATIENCE = 5.0


class Wanted(NamedTuple):
    """What is to be deleted: some sessions and warm-ups, all of a player, all of a class, or (nothing else said) everything.

    Warm-ups are known by class and beginning, in seconds since 1970.
    """

    sessions: tuple[Session, ...] = ()
    player: str | None = None
    class_name: str | None = None
    warm_ups: tuple[tuple[str, float], ...] = ()

    @property
    def everything(self) -> bool:
        """Tell whether nothing stays."""
        return not self.sessions and not self.warm_ups and self.player is None and self.class_name is None


class Forgotten(NamedTuple):
    """How many sessions or warm-ups were deleted, and whether every byte of them is gone."""

    deleted: int
    is_gone: bool


def forget(history: History, path: Path, wanted: Wanted) -> Forgotten | None:
    """Delete from the history at `path` and from every file beside it that may hold the same; None where that failed."""
    known = {(str(name), int(started)) for name, started in history.rows("SELECT class, started FROM lessons")}
    count = history.write(lambda connection: delete(connection, wanted, by_number=True))
    if count is None:
        return None
    for player in _outdated_players(history):
        catch_up(history, player)
    is_gone = history.write_anew(_PATIENCE)
    for copy in backups_of(path):
        is_gone &= _forget_in(copy, wanted, _without)
    for aside in files_aside(path):
        is_gone &= _forget_in(aside, wanted, _salvaged_without)
    rooms = _forget_rooms(wanted, known)
    for left in folder_of(path).glob("*-new"):
        left.unlink(missing_ok=True)
    return Forgotten(count + rooms.deleted, is_gone and rooms.is_gone)


def _forget_rooms(wanted: Wanted, known: set[tuple[str, int]]) -> Forgotten:
    """Delete the games in a room that were cut off, of all that is wanted; `known` are those that were counted in the history."""
    found = [game for game in cut_off_games() if _is_wanted(wanted, game)]
    gone = [game for game in found if delete_cut_off(game)]
    fresh = sum((storable(game.class_name), milliseconds(game.started)) not in known for game in gone)
    return Forgotten(fresh, len(gone) == len(found))


def _is_wanted(wanted: Wanted, game: CutOff) -> bool:
    """Tell whether a game is to be deleted; one that cannot be read is nobody's, and goes with everything."""
    if wanted.everything:
        return True
    if wanted.class_name is not None:
        return game.class_name.casefold() == wanted.class_name.casefold()
    begun = [(name, milliseconds(started)) for name, started in wanted.warm_ups]
    return (game.class_name, milliseconds(game.started)) in begun


def _outdated_players(history: History) -> list[str]:
    return [player for (player,) in history.rows("SELECT DISTINCT player FROM outdated")]


def delete(connection: sqlite3.Connection, wanted: Wanted, *, by_number: bool = False) -> int:
    """Delete in one history, whichever version made its tables; return how many sessions and warm-ups there were.

    Sessions are known by their numbers in the history itself only: in a copy from before it was mended they have others.
    """
    connection.execute("PRAGMA secure_delete = ON")
    if wanted.everything:
        count = sum(
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("sessions", "warm_ups", "lessons")
        )
        for table in ("memory", "outdated", "caught_up", "warm_up_commands", "warm_ups", "lessons", "complaints"):
            connection.execute(f"DELETE FROM {table}")
        _delete_sessions(connection, "1")
        return int(count)
    if wanted.class_name is not None:
        return _delete_class(connection, wanted.class_name)
    if wanted.player is not None:
        return _delete_player(connection, storable(wanted.player))
    deleted = sum(_delete_session(connection, session, by_number=by_number) for session in wanted.sessions)
    return deleted + sum(_delete_warm_up(connection, *one) for one in wanted.warm_ups)


def _delete_player(connection: sqlite3.Connection, player: str) -> int:
    theirs = "id IN (SELECT session FROM seats WHERE player = ?)"
    done = _delete_sessions(connection, theirs, player)
    for table in ("memory", "outdated", "caught_up", "complaints"):
        connection.execute(f"DELETE FROM {table} WHERE player = ?", (player,))
    return done


def _delete_session(connection: sqlite3.Connection, session: Session, *, by_number: bool) -> int:
    if by_number:
        return _delete_sessions(connection, "id = ?", session.id)
    which = "started = ? AND seed = ? AND kind = ? AND players = ?"
    names = json.dumps([storable(name) for name in session.players])
    given = (milliseconds(session.started), storable(session.seed), storable(session.kind), names)
    return _delete_sessions(connection, which, *given)


def _delete_class(connection: sqlite3.Connection, name: str) -> int:
    return _delete_warm_ups(connection, _of_class(connection, "warm_ups", name)) + _delete_lessons(
        connection, _of_class(connection, "lessons", name)
    )


def _of_class(connection: sqlite3.Connection, table: str, name: str) -> list[int]:
    rows = connection.execute(f"SELECT id, class FROM {table}").fetchall()
    return [id for id, own in rows if str(own).casefold() == name.casefold()]


def _delete_lessons(connection: sqlite3.Connection, ids: list[int]) -> int:
    """Delete games in a room, with what was said in them about questions."""
    for id in ids:
        forget_complaints(connection, "session IN (SELECT started FROM lessons WHERE id = ?)", id)
        connection.execute("DELETE FROM lessons WHERE id = ?", (id,))
    return len(ids)


def _delete_warm_up(connection: sqlite3.Connection, class_name: str, started: float) -> int:
    """Delete a lesson of a class, whatever was played in it."""
    which = (storable(class_name), milliseconds(started))
    ids = {
        table: [id for (id,) in connection.execute(f"SELECT id FROM {table} WHERE class = ? AND started = ?", which)]
        for table in ("warm_ups", "lessons")
    }
    return _delete_warm_ups(connection, ids["warm_ups"]) + _delete_lessons(connection, ids["lessons"])


def _delete_warm_ups(connection: sqlite3.Connection, ids: list[int]) -> int:
    for id in ids:
        forget_complaints(connection, "session IN (SELECT started FROM warm_ups WHERE id = ?)", id)
        connection.execute("DELETE FROM warm_up_commands WHERE warm_up = ?", (id,))
        connection.execute("DELETE FROM warm_ups WHERE id = ?", (id,))
    return len(ids)


def _delete_sessions(connection: sqlite3.Connection, which: str, *given: str | int) -> int:
    """Delete sessions, with what belongs to them; what was learnt from them by players who stay is found out anew."""
    ids = [id for (id,) in connection.execute(f"SELECT id FROM sessions WHERE {which}", given)]
    for id in ids:
        connection.execute(
            "INSERT OR IGNORE INTO outdated (player, pack, item)"
            " SELECT DISTINCT player, pack, item FROM attempts WHERE session = ?",
            (id,),
        )
        forget_complaints(connection, "session IN (SELECT started FROM sessions WHERE id = ?)", id)
        for table in ("attempts", "commands", "turns", "seats"):
            connection.execute(f"DELETE FROM {table} WHERE session = ?", (id,))
        connection.execute("DELETE FROM sessions WHERE id = ?", (id,))
    connection.execute("DELETE FROM items WHERE id NOT IN (SELECT item FROM turns)")
    return len(ids)


def _forget_in(path: Path, wanted: Wanted, rewrite: Callable[[Path, Path, Wanted], bool]) -> bool:
    """Write a copy anew without what is deleted, or delete it where nothing is left; tell whether that was done."""
    fresh = path.with_name(f"{path.name}-new")
    try:
        fresh.unlink(missing_ok=True)
        private_file(fresh)
        keeps = not wanted.everything and rewrite(path, fresh, wanted)
        for part in PARTS[1:]:
            Path(f"{path}{part}").unlink(missing_ok=True)
        times = path.stat()
        if keeps:
            os.replace(fresh, path)
            os.utime(path, (times.st_atime, times.st_mtime))
        else:
            path.unlink()
    except OSError:
        return False
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
    return True


def _without(source: Path, fresh: Path, wanted: Wanted) -> bool:
    """Write a sound history into a file, without what is deleted; a damaged one is salvaged."""
    with contextlib.closing(sqlite3.connect(source)) as old, contextlib.closing(_opened(fresh)) as new:
        try:
            old.backup(new)
            migrate(new)
            _delete_and_learn(new, fresh, wanted)
        except FAILURES:
            pass
        else:
            return True
    fresh.unlink()
    private_file(fresh)
    return _salvaged_without(source, fresh, wanted)


def _salvaged_without(source: Path, fresh: Path, wanted: Wanted) -> bool:
    """Write what can be read of a broken history into a file, without what is deleted. False where that is nothing."""
    with contextlib.closing(_opened(fresh)) as new:
        migrate(new)
        new.execute("BEGIN")
        found = salvage(source, new)
        new.execute("COMMIT")
        _delete_and_learn(new, fresh, wanted)
    return found != NOTHING


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _delete_and_learn(connection: sqlite3.Connection, path: Path, wanted: Wanted) -> None:
    connection.execute("BEGIN")
    delete(connection, wanted)
    connection.execute("COMMIT")
    copy = History(connection, path, lambda _sentence: None)
    for player in _outdated_players(copy):
        catch_up(copy, player)
    connection.execute("VACUUM")
    connection.execute("PRAGMA journal_mode = DELETE")
