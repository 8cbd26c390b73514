"""The classes that the history knows: by their names alone, no pupil is."""

from __future__ import annotations

from lemans_quiz.storage.history import History
from lemans_quiz.storage.rows import text


def classes(history: History) -> tuple[str, ...]:
    """Return the names of all classes, in alphabetical order."""
    rows = history.rows("SELECT max(class) FROM warm_ups WHERE class <> '' GROUP BY class COLLATE NOCASE ORDER BY 1")
    return tuple(history.made(lambda row: text(row[0]), rows))
