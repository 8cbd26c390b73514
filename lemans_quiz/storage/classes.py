"""The classes that the history knows: by their names alone, no pupil is."""

from __future__ import annotations

import sqlite3

from lemans_quiz.storage.history import History
from lemans_quiz.storage.rows import text


def classes(history: History) -> tuple[str, ...]:
    """Return the names of all classes, in alphabetical order."""
    rows = history.rows("SELECT max(class) FROM warm_ups WHERE class <> '' GROUP BY class COLLATE NOCASE ORDER BY 1")
    return tuple(history.made(lambda row: text(row[0]), rows))


def delete_class(history: History, class_name: str) -> int:
    """Delete a class with all its warm-ups for good; return how many there were."""

    def delete(connection: sqlite3.Connection) -> int:
        connection.execute("PRAGMA secure_delete = ON")
        return connection.execute("DELETE FROM warm_ups WHERE class = ? COLLATE NOCASE", (class_name,)).rowcount

    return history.write(delete) or 0
