"""Several players as JSON: the objects of a quiz, each with its `player`, and marks only once a round is over. Public: docs/json.md."""

from __future__ import annotations

import sys
from typing import TextIO

from lemans_quiz.core.events import Appealed, Asked, Event, Halved, Hinted, Marked, NearMissed, Withdrawn
from lemans_quiz.games.duel.rules import DuelStanding, is_round_over, round_of, standings, tied, winner_of
from lemans_quiz.games.duel.text import TieBreak
from lemans_quiz.play.driver import Ending, GameDriver
from lemans_quiz.play.events import Fields, JsonOutput
from lemans_quiz.play.stream import play_stream
from lemans_quiz.terminal.views import Setting


def play_duel_jsonl(
    driver: GameDriver,
    setting: Setting,
    names: tuple[str, ...],
    tie_break: TieBreak,
    *,
    source: TextIO | None = None,
    out: TextIO | None = None,
) -> Ending:
    """Play by lines, telling events as JSON; `finished` comes last, also when the input ends early."""
    teller = _DuelJson(driver, setting, out or sys.stdout, names)
    teller.write(teller.started())
    stream = source or sys.stdin
    by = play_stream(driver, stream, teller.tell, setting)
    shared = tied(driver.state, len(names))
    decider = tie_break(shared) if shared else None
    if decider is not None:
        teller.write({"event": "tie-break", "players": [names[player] for player in shared]})
        teller.decide(decider)
        by = play_stream(decider, stream, teller.tell, setting)
        teller.decided(driver)
    teller.write({**teller.finished(), "tie_break": decider is not None})
    return Ending(by=by)


class _DuelJson(JsonOutput):
    """Writes the events of several players as JSON."""

    def __init__(self, driver: GameDriver, setting: Setting, out: TextIO, names: tuple[str, ...]) -> None:
        super().__init__(driver, setting, out)
        self.names = names
        self.held: list[Event] = []
        self.winner: int | None = None

    def decide(self, decider: GameDriver) -> None:
        """Tell the game that decides a tie from here on."""
        self.driver = decider

    def decided(self, game: GameDriver) -> None:
        """Tell the game itself again, with who has won the tie-break."""
        self.driver, self.winner = game, winner_of(self.driver.state)

    def started(self) -> Fields:
        """Return the first object, with the players."""
        same = len(round_of(self.driver.state, 0)) > 1
        return {**super().started(), "players": list(self.names), "same": same}

    def tell(self, events: tuple[Event, ...]) -> None:
        """Write events, marks only when everybody has answered the question."""
        for event in events:
            if isinstance(event, Marked):
                self.held.append(event)
                if is_round_over(self.driver.state):
                    super().tell(tuple(self.held))
                    self.held = []
            else:
                super().tell((event,))

    def fields(self, event: Event) -> Fields:
        """Return an event's fields, with whose it is."""
        fields = super().fields(event)
        if isinstance(event, Asked | Hinted | Halved | NearMissed | Marked | Appealed | Withdrawn):
            return {**fields, "player": self.names[self.driver.state.turns[event.number - 1].player]}
        return fields

    def finished(self) -> Fields:
        """Return the last object, with how each player stands, the best first."""
        rows = standings(self.driver.state, len(self.names), self.winner)
        complete = len(self.driver.state.attempts) == len(self.driver.state.turns)
        best = [self.names[row.player] for row in rows if row.place == 1]
        return {
            **super().finished(),
            "max": round(sum(row.summary.max for row in rows), 2),
            "streak": max(row.summary.best_streak for row in rows),
            "players": [self.standing(row) for row in rows],
            "winner": best[0] if complete and len(best) == 1 else None,
        }

    def standing(self, row: DuelStanding) -> Fields:
        """Return how one player stands."""
        summary = row.summary
        return {
            "player": self.names[row.player],
            "place": row.place,
            "answered": summary.answered,
            "of": summary.of,
            "right": summary.right,
            "score": summary.score,
            "max": summary.max,
            "streak": summary.best_streak,
            "seconds": round(summary.seconds, 3),
        }
