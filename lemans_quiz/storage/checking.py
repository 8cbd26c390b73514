"""Whether a history is sound, and what comes back from its copies and from what was set aside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lemans_quiz.storage import practice, tallies
from lemans_quiz.storage.aside import file_at, files_aside, set_aside
from lemans_quiz.storage.backups import backups_of
from lemans_quiz.storage.history import History, Warn
from lemans_quiz.storage.opening import open_history
from lemans_quiz.storage.salvage import Salvaged, salvage
from lemans_quiz.storage.sessions import list_sessions, players


class Checked(NamedTuple):
    """What a history holds, and how many of its rows are damaged; `is_sound` is what SQLite says of the file."""

    is_sound: bool
    sessions: int
    answers: int
    damaged: int


class Source(NamedTuple):
    """A copy or a file that was set aside, and what came back from it; None where it could not be written back."""

    path: Path
    came_back: Salvaged | None


def check(history: History) -> Checked:
    """Look at every page and every row."""
    sessions, answers = list_sessions(history), sum(1 for _ in tallies.attempts(history, tallies.Scope()))
    for player in players(history):
        practice.missed(history, player)
    rows = {table: history.rows(f"SELECT count(*) FROM {table}") for table in ("sessions", "attempts")}
    there = sum(found[0][0] for found in rows.values() if found)
    is_sound = history.rows("PRAGMA integrity_check(1)") == [("ok",)]
    return Checked(is_sound, len(sessions), answers, there - len(sessions) - answers)


def begin_anew(path: Path, warn: Warn) -> History:
    """Set a damaged history aside and return a new one; what comes back from the old one is `mended`'s."""
    set_aside(path, file_at(path))
    return open_history(path, warn)


def mended(history: History, path: Path) -> Iterator[Source]:
    """Bring back what the history lacks: from each file that was set aside, the last first, then from the copies.

    What was deleted is in none of them.
    """
    for source in (*reversed(files_aside(path)), *reversed(backups_of(path))):
        yield Source(source, history.write(lambda connection, source=source: salvage(source, connection)))  # type: ignore[misc]
