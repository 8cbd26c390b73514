"""What every front says of several players on one keyboard: names, who won, the line to send. Pages are views.py's."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lemans_quiz.core.attempts import Attempt
from lemans_quiz.core.game import Game
from lemans_quiz.core.items import Number
from lemans_quiz.core.numbers import shown
from lemans_quiz.games.duel.rules import DuelStanding, brought, distance_off, round_of, standings
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.play.driver import GameDriver
from lemans_quiz.play.feedback import Outcome
from lemans_quiz.play.result import Result, farewell
from lemans_quiz.terminal.theme import DOT, in_one_line, number
from lemans_quiz.terminal.views import NAME, Setting

TieBreak = Callable[[tuple[int, ...]], GameDriver | None]
"""Makes the game of one more question for the players who share the first place; None where there is no question for it."""


class Duel(NamedTuple):
    """A game of several players as it stands; `winner` won its tie-break, `decider` is the game of that.

    `deciding` says that this game is itself a tie-break, where points count nothing.
    """

    game: Game
    names: tuple[str, ...]
    winner: int | None = None
    decider: Game | None = None
    deciding: bool = False

    def name(self, player: int) -> str:
        """Return a player's name in one line."""
        return in_one_line(self.names[player])

    def standings(self) -> tuple[DuelStanding, ...]:
        """Return how all stand, the best first."""
        return standings(self.game, len(self.names), self.winner)

    def players(self) -> list[int]:
        """Return who takes part: in a tie-break only those who share the first place."""
        return sorted({turn.player for turn in self.game.turns})

    def round(self, turn: int) -> tuple[int, int]:
        """Return the number of a turn's question, from 1, and of how many, as one player counts them."""
        players = len(self.players())
        return turn // players + 1, -(-len(self.game.turns) // players)

    def is_same(self) -> bool:
        """Tell whether all are asked the same."""
        return len(round_of(self.game, 0)) > 1

    def outcomes(self) -> list[tuple[Attempt, Outcome]]:
        """Return what became of each question that was closed."""
        game = self.game
        gains = [(0.0, 0)] * len(game.attempts) if self.deciding else brought(game, len(self.names))
        rows = zip(game.attempts, gains, strict=True)
        return [(a, Outcome(game.turns[a.turn], a.response, a.mark, gained, streak)) for a, (gained, streak) in rows]


def listed(names: list[str]) -> str:
    """Return names as they are said."""
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def headline(duel: Duel) -> str:
    """Say who won."""
    rows = duel.standings()
    if len(duel.game.attempts) < len(duel.game.turns):
        return _("Result so far")
    best = [duel.name(row.player) for row in rows if row.place == 1]
    if len(best) > 1:
        return _("A tie: {names}").format(names=listed(best))
    if duel.winner is not None:
        return _("{name} wins the tie-break").format(name=best[0])
    return _("{name} wins").format(name=best[0])


def tie_sentence(names: list[str], *, by_number: bool) -> str:
    """Announce the tie-break."""
    how = (
        _("One more question for everyone: the nearest number wins; if equal, the faster one.")
        if by_number
        else _("One more question for everyone: a right answer wins; if equal, the faster one.")
    )
    return f"{_('A tie: {names}').format(names=listed(names))}. {how}"


def off_text(duel: Duel, attempt: Attempt, language: str) -> str:
    """Say how far off a number is that was typed in a tie-break, or nothing."""
    kind = duel.game.turns[attempt.turn].item.kind
    off = distance_off(kind, attempt) if duel.deciding and isinstance(kind, Number) else None
    return "" if off is None else _("off by {distance}").format(distance=shown(off, language))


def points_text(points: float) -> str:
    """Return points with their word."""
    return ngettext("{points} point", "{points} points", 1 if points == 1 else 2).format(points=number(points))


def share_line(duel: Duel, setting: Setting) -> str:
    """Return one line to send to a friend."""
    scores = ", ".join(f"{duel.name(row.player)} {number(row.summary.score)}" for row in duel.standings())
    seed = [in_one_line(setting.seed)] if setting.seed else []
    return f" {DOT} ".join([NAME, scores, *seed])


def duel_farewell(duel: Duel, setting: Setting) -> list[str]:
    """Return the lines to keep: who has how many points, the way back, the lines for packs."""
    return [share_line(duel, setting), *farewell(Result(duel.game, setting), signs=False)[1:]]
