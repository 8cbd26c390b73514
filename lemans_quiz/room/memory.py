"""What a class remembers over a term: its lessons, what was asked in them and how often it was missed, and the points.

A class is known by its name alone, no pupil is. Lessons without a class have the empty name. A game that a class plays keeps
its lessons in a table of its own with the columns class, started and outcome, and is named in LESSONS; then the class has one
memory whatever it plays: `past_of_class` gives what was asked (not again), missed (comes back) and the standings of the term.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any, NamedTuple

from lemans_quiz import paths
from lemans_quiz.room.standings import Outcome
from lemans_quiz.storage.history import History
from lemans_quiz.storage.rows import columns, moment, text

LESSONS = ("warm_ups", "lessons")
"""The tables of all games with a class."""


class PastLesson(NamedTuple):
    """An earlier lesson of a class; `started` is seconds since 1970."""

    started: float
    outcome: Outcome


def outcome_to_json(outcome: Outcome) -> str:
    """Return what the class's memory keeps of a lesson."""
    return json.dumps(outcome._asdict(), ensure_ascii=False)


def outcome_from_json(text: str) -> Outcome:
    """Read what `outcome_to_json` wrote; an empty text is a lesson of which nothing is known."""
    value = json.loads(text) if text else {"teams": [], "asked": []}
    teams = tuple((str(name), float(points)) for name, points in value["teams"])
    renames = tuple((str(old), str(new)) for old, new in value.get("renames", ()))
    return Outcome(teams, tuple((pack, item, missed) for pack, item, missed in value["asked"]), renames)


def past_of_class(history: History, class_name: str) -> tuple[PastLesson, ...]:
    """Return the lessons of a class, the first one first; those in which no answer was shown are left out."""
    query = " UNION ALL ".join(
        f"SELECT started, outcome, id FROM {table} WHERE class = ? COLLATE NOCASE" for table in LESSONS
    )
    past = history.values(_past, f"{query} ORDER BY 1, 3", *(class_name for _ in LESSONS))
    return tuple(one for one in past if one.outcome.asked)


def _past(row: Any) -> PastLesson:
    started, outcome = columns(row[:2], moment, text)
    return PastLesson(started, outcome_from_json(outcome))


def classes(history: History) -> tuple[str, ...]:
    """Return the names of all classes, in alphabetical order."""
    return tuple(history.made(lambda row: text(row[0]), history.rows(_CLASSES)))


_CLASSES = (
    "SELECT max(class) FROM ("
    + " UNION ALL ".join(f"SELECT class FROM {table} WHERE class <> ''" for table in LESSONS)
    + ") GROUP BY class COLLATE NOCASE ORDER BY 1"
)


def complete_classes(incomplete: str) -> list[str]:
    """Return the names of classes that begin like this; the history is only looked at, whatever is wrong with it."""
    try:
        address = f"{paths.history().absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=0.1)) as connection:
            return [name for (name,) in connection.execute(_CLASSES) if name.startswith(incomplete)]
    except sqlite3.Error:
        return []
