"""The board of a warm-up: points, places, who is tied. Points are the items' own; nothing is given for speed."""

from __future__ import annotations

from typing import Protocol

from lemans_quiz.core.values import NamedTuple
from lemans_quiz.games.warmup.questions import Question
from lemans_quiz.games.warmup.rules import Script


class Scored(Protocol):
    """What the board is made of; a Warmup is one."""

    @property
    def script(self) -> Script:
        """The rules with the teams."""

    @property
    def corrections(self) -> tuple[float, ...]:
        """What was added by hand, one number a team."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions so far."""


class Standing(NamedTuple):
    """A team's place, from 1; teams that are tied share it."""

    place: int
    team: int
    points: float


def points(state: Scored) -> tuple[float, ...]:
    """Return each team's points. A tie-break gives none: it only decides between equals."""
    return tuple(
        round(
            corrected + sum(q.turn.item.points for q in state.questions if team in q.right and not q.is_tie_break),
            2,
        )
        for team, corrected in enumerate(state.corrections)
    )


def standings(state: Scored) -> tuple[Standing, ...]:
    """Return all teams, the best first, those that are tied in the order of their numbers."""
    totals = points(state)
    ranks = {team: (totals[team], *_tie_breaks(state, team)) for team in range(len(totals))}
    ordered = sorted(ranks, key=lambda team: (tuple(-part for part in ranks[team]), team))
    better = {team: sum(1 for other in ranks.values() if other > ranks[team]) for team in ordered}
    return tuple(Standing(better[team] + 1, team, totals[team]) for team in ordered)


def leaders(state: Scored) -> tuple[int, ...]:
    """Return the teams at the first place."""
    return tuple(standing.team for standing in standings(state) if standing.place == 1)


def _tie_breaks(state: Scored, team: int) -> tuple[int, ...]:
    """Return one number a tie-break, so that an earlier one weighs more than all later ones."""
    return tuple(int(team in q.right) for q in state.questions if q.is_tie_break)
