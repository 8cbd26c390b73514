"""The field of a race: all winners whose distance is undisputed."""

from __future__ import annotations

import csv
from pathlib import Path

from lemans_quiz import curtain, paths
from lemans_quiz.core.messages import message
from lemans_quiz.errors import QuizError
from lemans_quiz.games.race.rules import Winner, by_distance

TABLE = "winners.csv"
"""The table in the folder of the packs that come with the program."""


def read_field(folder: Path) -> tuple[Winner, ...]:
    """Return the winners whose distance is undisputed, the longest first; none where the table is missing or another one."""
    curtain.rest_on(str(folder / TABLE))
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
        drivers = tuple(name.strip() for name in row.get("drivers", "").split("/") if name.strip())
        return Winner(int(row["year"]), row["make"], float(distance), drivers) if unit == "km" else None
    except (KeyError, ValueError):
        return None


def field_of_winners() -> tuple[Winner, ...]:
    """Return the field; raises QuizError where the table that comes with the program is missing."""
    field = read_field(paths.shipped_packs())
    if not field:
        raise QuizError(message("Cannot read the program's table of winners."))
    return field


def complete_rivals(incomplete: str) -> list[tuple[str, str]]:
    """Return the years of winners that begin like this, with their names, the earliest first."""
    years = {str(winner.year): winner.name for winner in field_of_winners()}
    return [(year, name) for year, name in sorted(years.items()) if year.startswith(incomplete)]
