"""A race as plain lines: the lines of a quiz, with how it stands after each hour and the classification at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TextIO

from lemans_quiz.core.events import Asked, Event, Marked, Pushed, Rejected
from lemans_quiz.core.marks import RIGHT, Mark
from lemans_quiz.games.race.result import (
    Day,
    Ended,
    PastRace,
    asked_corners,
    farewell,
    figures,
    headline,
    hour_rows,
    neighbours,
)
from lemans_quiz.games.race.rules import Race, is_hour_over, is_same_for_all, laps_by_hour, standing
from lemans_quiz.games.race.text import (
    clock_text,
    distance_text,
    gap_text,
    grid_sentences,
    hour_text,
    lead_text,
    light_text,
    moment_text,
    names_text,
    place_text,
)
from lemans_quiz.games.race.views import gap_parts
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.play.complaining import offer_by_line
from lemans_quiz.play.driver import Ending, GameDriver
from lemans_quiz.play.feedback import Outcome, answer_text, right_text, verdict_of
from lemans_quiz.play.lines import LineOutput, feedback_lines, tell_lines
from lemans_quiz.play.result import Result, missed_texts, outcomes_of
from lemans_quiz.terminal.circuit import corner_name, lap_in_words
from lemans_quiz.terminal.theme import in_one_line
from lemans_quiz.terminal.views import Setting


def play_race_lines(
    driver: GameDriver,
    setting: Setting,
    race: Race,
    past: tuple[PastRace, ...] = (),
    day: Day | None = None,
    *,
    source: TextIO | None = None,
    out: TextIO | None = None,
    interactive: bool = False,
) -> Ending:
    """Play a race by lines to the flag or the end of the input, then write the classification."""
    teller = _RaceLines(driver, setting, out or sys.stdout, interactive, Ended(race, driver.state, setting, past, day))
    return tell_lines(teller, source or sys.stdin)


class _RaceLines(LineOutput):
    """Writes the events of a race as lines."""

    def __init__(
        self,
        driver: GameDriver,
        setting: Setting,
        out: TextIO,
        interactive: bool,
        begun: Ended,
    ) -> None:
        super().__init__(driver, setting, out, interactive)
        self.begun = begun
        self.race = begun.race
        self.is_same = len(self.race.players) > 1 and is_same_for_all(driver.state.turns)

    def start(self) -> list[str]:
        """Return the grid, and how to answer where a person does."""
        game = self.driver.state
        day = self.begun.day.sentences() if self.begun.day else ()
        lines = [*day, *grid_sentences(self.race, game.rules, game.position)]
        if self.interactive:
            lines.append(
                _(
                    "Answer with a number, a letter or text. Also: :hint (or 50:50, for half the points) :skip :right :push :quit"
                )
            )
            lines.append(_("Type :push to push in the next hour."))
            lines.append(offer_by_line())
        return [*lines, ""]

    def lines(self, event: Event) -> list[str]:
        """Return what an event says."""
        match event:
            case Asked(number=number, turn=turn):
                return [*self.moment_lines(number), self.hour_line(number, turn.player), *super().lines(event)]
            case Pushed(left=left):
                return [self.pushed_line(left)]
            case Marked() if self.is_same:
                return self.round_lines() if self.is_hour_over() else [_("Noted."), ""]
            case Marked(number=number):
                outcome = Outcome.of(self.driver.state.turns[number - 1], event)._replace(gained=0.0, streak=0)
                return [
                    *feedback_lines(outcome, self.setting)[:-1],
                    self.standing_line(outcome.turn.player),
                    *self.lead_lines(),
                    "",
                ]
            case Rejected(reason="no-push"):
                return [_("You cannot push now.")]
            case _:
                return super().lines(event)

    def is_hour_over(self) -> bool:
        """Tell whether everybody has answered in this hour."""
        return is_hour_over(self.driver.state, len(self.race.players))

    def moment_lines(self, number: int) -> list[str]:
        """Say what happens before a question, where something does."""
        hour, place = divmod(number - 1, len(self.race.players))
        told = moment_text(self.race, hour) if not place else ""
        return [told] if told else []

    def round_lines(self) -> list[str]:
        """Return what all answered to the same question, what is right, and how they stand."""
        outcomes = [
            one._replace(gained=0.0, streak=0) for one in outcomes_of(self.driver.state)[-len(self.race.players) :]
        ]
        told = [self.answer_line(outcome) for outcome in outcomes]
        same = feedback_lines(outcomes[-1]._replace(mark=Mark(1.0, RIGHT), response=None), self.setting)
        right = f"{_('The answer:')} {right_text(outcomes[-1].turn.item, self.setting)}"
        return [*told, right, *same[1:-1], *self.lead_lines(), ""]

    def answer_line(self, outcome: Outcome) -> str:
        """Say what one player answered to the question of all, and how he stands."""
        player = outcome.turn.player
        given = answer_text(outcome, self.setting)
        told = f"{in_one_line(self.race.players[player])}: {verdict_of(outcome.mark).word}. {given}".rstrip()
        return f"{told} {self.standing_line(player)}"

    def lead_lines(self) -> list[str]:
        """Say who leads, once the hour is over for all."""
        if len(self.race.players) == 1 or not self.is_hour_over():
            return []
        laps = [laps_by_hour(self.driver.state, player) for player in range(len(self.race.players))]
        distances = [standing(self.race, driven).distance for driven in laps]
        return [lead_text(self.race, distances, over=len(laps[0]) == self.race.hours)]

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
            "You are pushing this hour; {count} more left.", "You are pushing this hour; {count} more left.", left
        ).format(count=left)

    def standing_line(self, player: int) -> str:
        """Say how the player stands after the hour."""
        laps = laps_by_hour(self.driver.state, player)
        now = standing(self.race, laps)
        told = _("{distance} in total, {place}.").format(distance=distance_text(now.distance), place=place_text(now))
        gaps = [f"{name[:1].upper()}{name[1:]}: {gap_text(gap)}." for name, gap in gap_parts(self.race, now)]
        return " ".join([hour_text(self.race, laps), told, *gaps])

    def result(self) -> list[str]:
        """Return the classification, the neighbours, the hours, what was lost, and the line to send."""
        return race_result_lines(self.begun._replace(game=self.driver.state))


def race_result_lines(ended: Ended) -> list[str]:
    """Return how a race ended in words alone."""
    if not ended.game.attempts:
        return farewell(ended)
    lines = [*([moment_text(ended.race, ended.race.hours)] if ended.is_over() else []), headline(ended)]
    for player in ended.players():
        if name := in_one_line(ended.race.players[player]):
            lines += ["", name]
        lines += _of_player(ended, player)
    if ended.is_over():
        lines += ["", lap_in_words(), *_corners(ended)]
    missed = missed_texts(Result(ended.game, ended.setting))
    if missed:
        lines += ["", ngettext("Review this one:", "Review these {count}:", len(missed)).format(count=len(missed))]
        lines += [f"{stem} {_('The answer:')} {answer}" for stem, answer in missed]
    return [*lines, "", *farewell(ended, signs=False)]


def _of_player(ended: Ended, player: int) -> Iterable[str]:
    you = in_one_line(ended.race.players[player]) or _("You")
    yield from (f"{name}: {value}" for name, value in figures(ended, player))
    for place, name, distance in neighbours(ended, player):
        yield f"P{place}: {name or you}, {distance_text(distance)}"
    yield from hour_rows(ended, player, signs=False)


def _corners(ended: Ended) -> list[str]:
    """Say which corners the race asked about."""
    names = [corner_name(corner) for corner in asked_corners(ended.game)]
    return [_("Your questions were about: {corners}.").format(corners=names_text(names))] if names else []
