"""Points to places, in one lesson and over the term: pure values, which the rules of games use.

A lesson is a warm-up or a game of a room; what a class keeps of it is an `Outcome`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Outcome(NamedTuple):
    """All that a class keeps of a lesson: points by team, and each question's pack, id and share missed (None: not scored).

    `renames` are old and new names of teams, in the order of renaming.
    """

    teams: tuple[tuple[str, float], ...]
    asked: tuple[tuple[str, str, float | None], ...]
    renames: tuple[tuple[str, str], ...] = ()


class Standing(NamedTuple):
    """A place, from 1; those that are tied share it. `team` is the number of a team or a seat, from 0."""

    place: int
    team: int
    points: float


def placed(ranks: Sequence[tuple[float, ...]]) -> tuple[Standing, ...]:
    """Return all, the best first, those that are tied in the order of their numbers.

    A rank is the points, then what decides between equals, such as tie-breaks: more is better in each.
    """
    ordered = sorted(range(len(ranks)), key=lambda team: (tuple(-part for part in ranks[team]), team))
    better = {team: sum(1 for other in ranks if other > ranks[team]) for team in ordered}
    return tuple(Standing(better[team] + 1, team, ranks[team][0]) for team in ordered)


class TermStanding(NamedTuple):
    """What a name gained over a term, in so many lessons."""

    name: str
    points: float
    lessons: int


def term_standings(outcomes: Sequence[Outcome]) -> tuple[TermStanding, ...]:
    """Return each team's points and lessons over a term, the best first; a name counts whatever its case.

    A team that was given another name takes along what it had.
    """
    sums: dict[str, TermStanding] = {}
    for outcome in outcomes:
        for old, new in outcome.renames:
            if had := sums.pop(old.casefold(), None):
                _add(sums, had._replace(name=new))
        for name, gained in outcome.teams:
            _add(sums, TermStanding(name, gained, 1))
    return tuple(sorted(sums.values(), key=lambda row: (-row.points, row.name.casefold())))


def _add(sums: dict[str, TermStanding], more: TermStanding) -> None:
    shown, total, lessons = sums.get(more.name.casefold(), TermStanding(more.name, 0.0, 0))
    sums[more.name.casefold()] = TermStanding(shown, round(total + more.points, 2), lessons + more.lessons)


def most_missed(outcome: Outcome) -> tuple[tuple[str, str], ...]:
    """Return pack and id of the questions that somebody missed, the most missed first."""
    missed = sorted(outcome.asked, key=lambda row: -(row[2] or 0.0))
    return tuple((pack, item) for pack, item, share in missed if share)
