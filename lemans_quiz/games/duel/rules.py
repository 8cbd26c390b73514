"""Several players on one keyboard: whose turns are whose, who leads, and who wins a tie-break. A game of its own it is not.

A duel is an ordinary game whose turns have several players. Asked the same, all have the same question, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from lemans_quiz.core.attempts import Attempt
from lemans_quiz.core.game import Game, Summary, summarise, tally
from lemans_quiz.core.items import Number
from lemans_quiz.core.numbers import readings
from lemans_quiz.core.responses import Typed
from lemans_quiz.core.turns import Turn

FEWEST, MOST = 2, 8
"""How many players there may be."""


def seated(turns: Sequence[Turn], players: int, *, same: bool) -> tuple[Turn, ...]:
    """Return the turns of several players: each question for all of them, or one question for each in turn.

    In turn, what is left over at the end is left out, so that all have as many.
    """
    if same:
        return tuple(turn._replace(player=player) for turn in turns for player in range(players))
    whole = len(turns) - len(turns) % players
    return tuple(turn._replace(player=number % players) for number, turn in enumerate(turns[:whole]))


def round_of(game: Game, turn: int) -> range:
    """Return the turns that ask the same question as this one in a row: only this one where each has a question of his own."""
    item = game.turns[turn].item
    first = last = turn
    while first > 0 and _is_same(game.turns[first - 1], item):
        first -= 1
    while last + 1 < len(game.turns) and _is_same(game.turns[last + 1], item):
        last += 1
    return range(first, last + 1)


def _is_same(turn: Turn, item: object) -> bool:
    return turn.item is item or turn.item == item


def is_round_over(game: Game) -> bool:
    """Tell whether everybody has answered the question that was closed last, so that its feedback helps nobody."""
    return not game.attempts or game.attempts[-1].turn == round_of(game, game.attempts[-1].turn)[-1]


def told(game: Game) -> tuple[Attempt, ...]:
    """Return the attempts of which feedback may be given: those of rounds that are over."""
    if is_round_over(game):
        return game.attempts
    first = round_of(game, game.attempts[-1].turn)[0]
    return tuple(attempt for attempt in game.attempts if attempt.turn < first)


def scores(game: Game, players: int, attempts: Sequence[Attempt] | None = None) -> tuple[float, ...]:
    """Return the points of each player, after all attempts or after some."""
    return tuple(tally(game, attempts, player=player).score for player in range(players))


def brought(game: Game, players: int) -> tuple[tuple[float, int], ...]:
    """Return for each attempt the points that it brought its player, and the streak it made."""
    sums = [tally(game, player=player) for player in range(players)]
    rows = [iter(zip(summed.gained, summed.streaks, strict=True)) for summed in sums]
    return tuple(next(rows[game.turns[attempt.turn].player]) for attempt in game.attempts)


class DuelStanding(NamedTuple):
    """How a player stands: `place` from 1, shared by equals."""

    player: int
    place: int
    summary: Summary


def standings(game: Game, players: int, winner: int | None = None) -> tuple[DuelStanding, ...]:
    """Return how all players stand, the best first; `winner` won a tie-break among the best."""
    summaries = [summarise(game, player=player) for player in range(players)]

    def is_before(other: int, player: int) -> bool:
        lead = summaries[other].score - summaries[player].score
        return lead > 0 or (lead == 0 and other == winner != player)

    rows = [
        DuelStanding(player, 1 + sum(is_before(other, player) for other in range(players)), summaries[player])
        for player in range(players)
    ]
    return tuple(sorted(rows, key=lambda row: row.place))


def tied(game: Game, players: int) -> tuple[int, ...]:
    """Return the players who share the first place once all is answered; none where there is a winner."""
    best = [row.player for row in standings(game, players) if row.place == 1]
    complete = len(game.attempts) == len(game.turns)
    return tuple(sorted(best)) if complete and len(best) > 1 else ()


def tie_break(turn: Turn, players: Iterable[int]) -> tuple[Turn, ...]:
    """Return the turns of the question that decides between players."""
    return tuple(turn._replace(player=player) for player in players)


def winner_of(game: Game) -> int | None:
    """Return who won a tie-break: the nearest number, or else who is right; among equals the faster one.

    None where nobody gave an answer that counts, or where it is as equal as before.
    """
    if len(game.attempts) < len(game.turns):
        return None
    ranked = sorted(
        (*rank, game.turns[attempt.turn].player) for attempt in game.attempts if (rank := _rank(game, attempt))
    )
    if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
        return None
    return ranked[0][2]


def _rank(game: Game, attempt: Attempt) -> tuple[Decimal, float] | None:
    """Return how far off an attempt is and how long it took; None where it does not count."""
    kind = game.turns[attempt.turn].item.kind
    if not isinstance(kind, Number):
        return (Decimal(1) - Decimal(str(attempt.mark.value)), attempt.seconds) if attempt.mark.value > 0 else None
    off = distance_off(kind, attempt)
    return None if off is None else (off, attempt.seconds)


def distance_off(kind: Number, attempt: Attempt) -> Decimal | None:
    """Return how far a typed number is from the right one, in the best of its readings; None where it is none."""
    if not isinstance(attempt.response, Typed):
        return None
    units = [text for _, text in kind.unit.texts] if kind.unit else []
    return min((abs(number - kind.key) for number in readings(attempt.response.text, units)), default=None)
