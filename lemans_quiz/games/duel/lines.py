"""Several players by plain lines: the lines of a quiz with whose turn it is, held back until a round is over, and their result."""

from __future__ import annotations

import sys
from typing import TextIO

from lemans_quiz.core.events import Appealed, Asked, Event, Marked, Withdrawn
from lemans_quiz.core.game import Game
from lemans_quiz.core.items import Number
from lemans_quiz.games.duel.rules import is_round_over, round_of, tied, winner_of
from lemans_quiz.games.duel.text import Duel, TieBreak, duel_farewell, headline, off_text, points_text, tie_sentence
from lemans_quiz.i18n import _
from lemans_quiz.play.driver import Ending, GameDriver
from lemans_quiz.play.feedback import answer_text, gains, right_text, source_line, verdict_of
from lemans_quiz.play.lines import LineOutput, feedback_lines
from lemans_quiz.play.stream import play_stream
from lemans_quiz.terminal.theme import clock, safe
from lemans_quiz.terminal.theme import number as figure
from lemans_quiz.terminal.views import Setting


def play_duel_lines(
    driver: GameDriver,
    setting: Setting,
    names: tuple[str, ...],
    tie_break: TieBreak,
    *,
    source: TextIO | None = None,
    out: TextIO | None = None,
    interactive: bool = False,
) -> Ending:
    """Play by lines to the end of the game or of the input, then write how all stand; `interactive` adds prompts."""
    teller = _DuelLines(driver, setting, out or sys.stdout, interactive, names)
    teller.write(teller.start())
    stream = source or sys.stdin
    by = play_stream(driver, stream, teller.tell, setting)
    shared = tied(driver.state, len(names))
    decider = tie_break(shared) if shared else None
    if decider is not None:
        teller.decide(decider)
        by = play_stream(decider, stream, teller.tell, setting)
        teller.decided(driver)
    teller.write([*([""] if by else []), *teller.result()])
    return Ending(by=by)


class _DuelLines(LineOutput):
    """Writes the events of several players as lines."""

    def __init__(
        self, driver: GameDriver, setting: Setting, out: TextIO, interactive: bool, names: tuple[str, ...]
    ) -> None:
        super().__init__(driver, setting, out, interactive)
        self.names = names
        self.winner: int | None = None
        self.decider: Game | None = None
        self.deciding = False

    def duel(self) -> Duel:
        """Return the players and how they stand."""
        return Duel(self.driver.state, self.names, self.winner, self.decider, self.deciding)

    def decide(self, decider: GameDriver) -> None:
        """Say that there is a tie, and tell the question that decides it from now on."""
        self.driver, self.deciding = decider, True
        duel = self.duel()
        names = [duel.name(player) for player in duel.players()]
        by_number = isinstance(decider.state.turn.item.kind, Number)
        self.write([tie_sentence(names, by_number=by_number), ""])

    def decided(self, driver: GameDriver) -> None:
        """Go back to the game that was decided."""
        self.decider, self.winner = self.driver.state, winner_of(self.driver.state)
        self.driver, self.deciding = driver, False

    def lines(self, event: Event) -> list[str]:
        """Return what an event says; of a question for all nothing is told before all have answered."""
        duel = self.duel()
        match event:
            case Asked(turn=turn):
                number, of = duel.round(event.number - 1)
                said = _("{name}, it's your turn.").format(name=duel.name(turn.player))
                return [said, *super().lines(event._replace(number=number, of=of))]
            case Marked(number=place) if duel.is_same():
                return self.round(place - 1) if is_round_over(duel.game) else [_("Noted."), ""]
            case Marked() | Appealed() | Withdrawn():
                return [*self.own(event)[:-1], self.scores(), ""]
            case _:
                return super().lines(event)

    def own(self, event: Marked | Appealed | Withdrawn) -> list[str]:
        """Return the feedback for one player."""
        if isinstance(event, Appealed | Withdrawn):
            return super().lines(event)
        return feedback_lines(self.duel().outcomes()[-1][1], self.setting)

    def round(self, turn: int) -> list[str]:
        """Return what all answered to one question, what is right, and the points."""
        duel = self.duel()
        lines = []
        for attempt, outcome in duel.outcomes():
            if attempt.turn in round_of(duel.game, turn):
                given = (
                    answer_text(outcome, self.setting),
                    off_text(duel, attempt, self.setting.language),
                    gains(outcome),
                )
                word = "" if given[1] else f"{verdict_of(outcome.mark).word}."
                said = "  ".join(part for part in (word, *given) if part)
                lines.append(f"{duel.name(outcome.turn.player)}: {said}")
        item = duel.game.turns[turn].item
        lines.append(f"{_('The answer:')} {right_text(item, self.setting)}")
        explanation = safe(item.explanation.show(self.setting.language)) if item.explanation else ""
        lines += [text for text in (explanation, source_line(item)) if text]
        return [*lines, *([] if self.deciding else [self.scores()]), ""]

    def scores(self) -> str:
        """Return the points of all."""
        duel = self.duel()
        rows = sorted(duel.standings(), key=lambda row: row.player)
        return _("Points: {scores}").format(
            scores=", ".join(f"{duel.name(row.player)} {figure(row.summary.score)}" for row in rows)
        )

    def result(self) -> list[str]:
        """Return who won, how all stand, and the line to send."""
        duel = self.duel()
        lines = [headline(duel)]
        for row in duel.standings():
            summary = row.summary
            right = _("{right} of {of} right").format(right=summary.right, of=summary.of)
            figures = ", ".join((points_text(summary.score), right, clock(summary.seconds)))
            lines.append(f"{row.place}. {duel.name(row.player)}: {figures}")
        return [*lines, "", *duel_farewell(duel, self.setting)]
