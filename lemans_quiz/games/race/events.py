"""A race as JSON: the objects of a quiz, each with a `race` that tells how it stands. Public: docs/json.md."""

from __future__ import annotations

import sys
from typing import TextIO

from lemans_quiz.core.events import Appealed, Asked, Event, Marked, Pushed, Withdrawn
from lemans_quiz.games.race.rules import (
    CLASSIFIED,
    Race,
    Winner,
    classify,
    driven_by,
    is_hour_over,
    is_same_for_all,
    laps_by_hour,
    light,
    moment,
    overtaking,
    shared_places,
    standing,
)
from lemans_quiz.games.race.text import clock_text
from lemans_quiz.play.driver import Ending, GameDriver
from lemans_quiz.play.events import Fields, JsonOutput, tell_jsonl
from lemans_quiz.terminal.views import Setting


def play_race_jsonl(
    driver: GameDriver, setting: Setting, race: Race, *, source: TextIO | None = None, out: TextIO | None = None
) -> Ending:
    """Play a race by lines, telling events as JSON."""
    teller = _RaceJson(driver, setting, out or sys.stdout, race)
    return tell_jsonl(teller, source or sys.stdin)


class _RaceJson(JsonOutput):
    """Writes the events of a race as JSON."""

    def __init__(self, driver: GameDriver, setting: Setting, out: TextIO, race: Race) -> None:
        super().__init__(driver, setting, out)
        self.race = race
        self.is_same = len(race.players) > 1 and is_same_for_all(driver.state.turns)
        self.held: list[Event] = []

    def tell(self, events: tuple[Event, ...]) -> None:
        """Write events; where all are asked the same, marks only when everybody has answered."""
        for event in events:
            if not self.is_same or not isinstance(event, Marked):
                super().tell((event,))
                continue
            self.held.append(event)
            if is_hour_over(self.driver.state, len(self.race.players)):
                super().tell(tuple(self.held))
                self.held = []

    def started(self) -> Fields:
        """Return the first object, with the field, the rival and the distance that classifies."""
        told: Fields = {
            "hours": self.race.hours,
            "players": list(self.race.players),
            "field": len(self.race.field),
            "rival": _winner(self.race.rival),
            "needed": _round(CLASSIFIED * driven_by(self.race.rival, self.race.hours)),
            "pushes": self.driver.state.rules.pushes,
            "same": self.is_same,
        }
        return {**super().started(), "race": told}

    def fields(self, event: Event) -> Fields:
        """Return an event's fields, with how the race stands."""
        match event:
            case Pushed(number, left):
                return {"event": "pushed", "number": number, "left": left}
            case Asked(number=number, turn=turn):
                return {**super().fields(event), "race": self._hour(number, turn.player)}
            case Marked(number=number) | Appealed(number=number) | Withdrawn(number=number):
                player = self.driver.state.turns[number - 1].player
                return {**super().fields(event), "race": self._standing(player)}
            case _:
                return super().fields(event)

    def finished(self) -> Fields:
        """Return the last object, with the classification of each player."""
        told = [self._classification(player) for player in range(len(self.race.players))]
        ranks = shared_places(
            [standing(self.race, laps_by_hour(self.driver.state, n)).distance for n in range(len(told))]
        )
        return {**super().finished(), "race": [{**one, "rank": rank} for one, rank in zip(told, ranks, strict=True)]}

    def _hour(self, number: int, player: int) -> Fields:
        hour = (number - 1) // len(self.race.players) + 1
        return {
            "hour": hour,
            "clock": clock_text(hour),
            "light": light(hour - 1),
            "moment": moment(hour - 1, self.race.hours) or None,
            "player": self.race.players[player],
        }

    def _standing(self, player: int) -> Fields:
        laps = laps_by_hour(self.driver.state, player)
        now, changed = standing(self.race, laps), overtaking(self.race, laps)
        return {
            "player": self.race.players[player],
            "hour": now.hour,
            "laps": now.gained,
            "distance": now.distance,
            "place": now.place,
            "of": now.of,
            "moved": now.moved,
            "rival_gap": _round(now.rival_gap),
            "ahead": _winner(now.ahead),
            "ahead_gap": _round(now.ahead_gap),
            "behind": _winner(now.behind),
            "behind_gap": _round(now.behind_gap),
            "passed": [_winner(winner) for winner in changed.passed],
            "passed_by": [_winner(winner) for winner in changed.passed_by],
            "best_gap": None if now.best_gap is None else _round(now.best_gap),
        }

    def _classification(self, player: int) -> Fields:
        result = classify(self.race, self.driver.state, player)
        return {
            "player": self.race.players[player],
            "distance": result.standing.distance,
            "place": result.standing.place,
            "of": result.standing.of,
            "classified": result.classified,
            "above": _winner(result.above),
            "below": _winner(result.below),
            "hours": list(result.laps),
            "appealed": result.appealed,
        }


def _winner(winner: Winner | None) -> Fields | None:
    if winner is None:
        return None
    drivers = list(winner.drivers)
    return {"year": winner.year, "name": winner.name, "distance": winner.distance, "drivers": drivers}


def _round(value: float) -> float:
    return round(value, 3) + 0.0
