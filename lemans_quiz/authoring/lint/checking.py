"""Checking: reading packs and advising on them, alone and together. How findings are shown and what fails is the command's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from lemans_quiz.authoring.lint.advice import Checked
from lemans_quiz.authoring.lint.lint import advise
from lemans_quiz.core.diagnostics import Diagnostic, by_place
from lemans_quiz.packs.reading.reader import Reading, load_pack
from lemans_quiz.packs.reading.resting import at_rest


def check_packs(paths: Iterable[Path], today: date | None = None) -> list[Diagnostic]:
    """Return all that is wrong with packs, and advice on those that are not, by file and place.

    `today` decides which facts are old; it is the day of the call if left out.
    """
    with at_rest():
        return check_readings([(str(path), load_pack(path)) for path in paths], today or date.today())


def check_readings(readings: Iterable[tuple[str, Reading]], today: date) -> list[Diagnostic]:
    """Return what was found in packs while they were read, each with the name of its file, and advice on them."""
    readings = list(readings)
    found = [diagnostic for _, reading in readings for diagnostic in reading.diagnostics]
    packs = [Checked(file, reading.pack, reading.places) for file, reading in readings if reading.pack]
    return by_place([*found, *advise(packs, today)])
