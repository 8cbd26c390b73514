"""Seats for a camera in tests: what is taken, and which vote it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lemans_quiz.room.sightings import CardCount, Sighting


def _always() -> object:
    return None


class Taking(NamedTuple):
    """Seats by a function that takes what a picture showed."""

    take: Callable[[Sequence[Sighting]], CardCount]
    moment: Callable[[], object] = _always
