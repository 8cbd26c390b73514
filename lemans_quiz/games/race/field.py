"""The field of the race: who won how far, from the table of the pack about the winners. What a race makes of it is core/race.py's."""

from __future__ import annotations

import csv
from pathlib import Path

from lemans_quiz.games.race.rules import Winner, by_distance

TABLE = "winners.csv"
"""The table in the folder of the packs that come with the program."""


def read_field(folder: Path) -> tuple[Winner, ...]:
    """Return the winners whose distance is undisputed, the longest first; none where the table is missing or another one."""
    try:
        with open(folder / TABLE, encoding="utf-8-sig", newline="") as table:
            rows = list(csv.DictReader(table))
    except (OSError, UnicodeError, csv.Error):
        return ()
    winners = (_winner(row) for row in rows if row.get("distance_agreed") == "yes")
    return by_distance([winner for winner in winners if winner is not None])


def _winner(row: dict[str, str]) -> Winner | None:
    try:
        distance, _, unit = row["distance"].partition(" ")
        return Winner(int(row["year"]), row["make"], float(distance)) if unit == "km" else None
    except (KeyError, ValueError):
        return None
