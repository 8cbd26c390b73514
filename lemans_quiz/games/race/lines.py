"""A race as plain lines: the lines of a quiz, with how it stands after each hour and the classification at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TextIO

from lemans_quiz.core.events import Asked, Event, Marked, Pushed, Rejected
from lemans_quiz.games.race.result import Ended, PastRace, farewell, figures, headline, hour_rows, neighbours
from lemans_quiz.games.race.rules import Race, laps_by_hour, standing
from lemans_quiz.games.race.views import (
    clock_text,
    distance_text,
    gap_parts,
    gap_text,
    grid_sentences,
    laps_text,
    light_text,
    place_text,
)
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.play.driver import Ending, GameDriver
from lemans_quiz.play.feedback import Outcome
from lemans_quiz.play.lines import LineOutput, feedback_lines, tell_lines
from lemans_quiz.play.result import Result, missed_texts
from lemans_quiz.terminal.theme import in_one_line
from lemans_quiz.terminal.views import Setting


def play_race_lines(
    driver: GameDriver,
    setting: Setting,
    race: Race,
    past: tuple[PastRace, ...] = (),
    *,
    source: TextIO | None = None,
    out: TextIO | None = None,
    interactive: bool = False,
) -> Ending:
    """Play a race by lines to the flag or the end of the input, then write the classification."""
    teller = _RaceLines(driver, setting, out or sys.stdout, interactive, race, past)
    return tell_lines(teller, source or sys.stdin)


class _RaceLines(LineOutput):
    """Writes the events of a race as lines."""

    def __init__(
        self,
        driver: GameDriver,
        setting: Setting,
        out: TextIO,
        interactive: bool,
        race: Race,
        past: tuple[PastRace, ...],
    ) -> None:
        super().__init__(driver, setting, out, interactive)
        self.race = race
        self.past = past

    def start(self) -> list[str]:
        """Return the grid, and how to answer where a person does."""
        game = self.driver.state
        lines = grid_sentences(self.race, game.rules, game.position)
        if self.interactive:
            lines.append(_("Answer with the number, the letter or the text. Also: :hint :skip :right :push :quit"))
            lines.append(_("Write :push to push in the hour that comes next."))
        return [*lines, ""]

    def lines(self, event: Event) -> list[str]:
        """Return what an event says."""
        match event:
            case Asked(number=number, turn=turn):
                return [self.hour_line(number, turn.player), *super().lines(event)]
            case Pushed(left=left):
                return [self.pushed_line(left)]
            case Marked(number=number):
                outcome = Outcome.of(self.driver.state.turns[number - 1], event)._replace(gained=0.0, streak=0)
                return [*feedback_lines(outcome, self.setting)[:-1], self.standing_line(outcome.turn.player), ""]
            case Rejected(reason="no-push"):
                return [_("There is no hour to push in.")]
            case _:
                return super().lines(event)

    def hour_line(self, number: int, player: int) -> str:
        """Say which hour begins, and for whom where there are several."""
        hour = (number - 1) // len(self.race.players) + 1
        fields = {"clock": clock_text(hour), "light": light_text(hour - 1), "hour": hour, "hours": self.race.hours}
        if len(self.race.players) > 1:
            name = in_one_line(self.race.players[player])
            return _("{clock}, {light}. Hour {hour} of {hours}, for {player}.").format(player=name, **fields)
        return _("{clock}, {light}. Hour {hour} of {hours}.").format(**fields)

    def pushed_line(self, left: int) -> str:
        """Say that this hour is pushed, and how many more may be."""
        return ngettext(
            "You push in this hour; {count} more is left.", "You push in this hour; {count} more are left.", left
        ).format(count=left)

    def standing_line(self, player: int) -> str:
        """Say how the player stands after the hour."""
        now = standing(self.race, laps_by_hour(self.driver.state, player))
        told = _("{laps} in this hour, {distance} in all, {place}.").format(
            laps=laps_text(now.gained), distance=distance_text(now.distance), place=place_text(now)
        )
        gaps = [f"{name[:1].upper()}{name[1:]}: {gap_text(gap)}." for name, gap in gap_parts(self.race, now)]
        return " ".join([told, *gaps])

    def result(self) -> list[str]:
        """Return the classification, the neighbours, the hours, what was lost, and the line to send."""
        return race_result_lines(Ended(self.race, self.driver.state, self.setting, self.past))


def race_result_lines(ended: Ended) -> list[str]:
    """Return how a race ended in words alone."""
    if not ended.game.attempts:
        return farewell(ended)
    lines = [headline(ended)]
    for player in ended.players():
        if name := in_one_line(ended.race.players[player]):
            lines += ["", name]
        lines += _of_player(ended, player)
    missed = missed_texts(Result(ended.game, ended.setting))
    if missed:
        lines += ["", ngettext("One to remember:", "{count} to remember:", len(missed)).format(count=len(missed))]
        lines += [f"{stem} {_('The answer:')} {answer}" for stem, answer in missed]
    return [*lines, "", *farewell(ended, signs=False)]


def _of_player(ended: Ended, player: int) -> Iterable[str]:
    you = in_one_line(ended.race.players[player]) or _("You")
    yield from (f"{name}: {value}" for name, value in figures(ended, player))
    for place, name, distance in neighbours(ended, player):
        yield f"P{place}: {name or you}, {distance_text(distance)}"
    yield from hour_rows(ended, player, signs=False)
