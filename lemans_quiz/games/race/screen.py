"""A race on a terminal: the pages of a quiz with the race above them, a grid before and a classification after."""

from __future__ import annotations

from typing import TextIO

from lemans_quiz.core.events import Next, Push
from lemans_quiz.core.game import Asking, pushes_left, step
from lemans_quiz.core.game import Ended as GameEnded
from lemans_quiz.games.race.result import Ended, PastRace, ended_page, farewell, hours_page
from lemans_quiz.games.race.rules import Race, hour_of, laps_by_hour, may_push, standing
from lemans_quiz.games.race.views import Look, grid_sentences, hour_line, race_head
from lemans_quiz.i18n import _
from lemans_quiz.play.bindings import MENU, PUSH
from lemans_quiz.play.driver import MISSED, ROUND, Ending, GameDriver
from lemans_quiz.play.screen import REVIEW, Play, run_play
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import Key
from lemans_quiz.terminal.layout import BLANK, Block, Lines, Page, indented, said, wrapped
from lemans_quiz.terminal.menus import read_key, scroll
from lemans_quiz.terminal.terminal import Build, Terminal
from lemans_quiz.terminal.theme import ACCENT
from lemans_quiz.terminal.views import KeyHint, Menu, Setting, footer, header, margin, status_of

HOURS = "hours"
"""Looking at the race hour by hour; the result then comes back."""


def play_race_screen(
    driver: GameDriver,
    setting: Setting,
    race: Race,
    past: tuple[PastRace, ...] = (),
    *,
    source: TextIO | None = None,
    out: TextIO | None = None,
) -> Ending:
    """Play a race to the flag, or until the player leaves, and print the line to keep."""
    return run_play(lambda terminal: _RacePlay(driver, setting, terminal, race, past), source=source, out=out)


class _RacePlay(Play):
    """One race on one terminal."""

    def __init__(
        self, driver: GameDriver, setting: Setting, terminal: Terminal, race: Race, past: tuple[PastRace, ...]
    ) -> None:
        super().__init__(driver, setting, terminal)
        self.race = race
        self.past = past

    def start(self) -> bool:
        """Show the grid; Esc leaves before anything is kept."""
        if isinstance(self.driver.state.phase, GameEnded):
            return True
        self.terminal.show_new(self.grid)
        while True:
            key = read_key(self.terminal)
            if key is None:
                continue
            if key.name == keys.ESCAPE:
                return False
            if PUSH.is_pressed(key) and may_push(self.driver.state):
                self.driver.do(Push())
                return True
            if key.name == keys.ENTER or key.text == " ":
                return True
            if key.name == keys.RESIZE or scroll(self.terminal, key):
                self.terminal.show(self.grid)

    def grid(self, width: int, height: int) -> Page:
        """Return the page before the start."""
        inset = margin(width)
        lines: Lines = []
        for sentence in grid_sentences(self.race, self.driver.state.rules, self.driver.state.position):
            lines += [*wrapped(said(sentence), width - 2 * inset), BLANK]
        push = (PUSH.hint(),) if may_push(self.driver.state) else ()
        hints = (KeyHint(_("Enter"), _("start")), *push, KeyHint(_("Esc"), _("leave")))
        bottom = footer(self.setting.seed, "", hints, width)
        return Page(header(_("The race"), None, width), Block(indented(lines, inset)), bottom)

    def look(self, *, minute: int = 0, pushing: bool = False) -> Look:
        """Return what the head of the page shows of the player whose turn it is."""
        game = self.driver.state
        player = game.turn.player
        many = len(self.race.players)
        now = standing(self.race, laps_by_hour(game, player))
        return Look(now, hour_of(game, many), minute, pushing, self.race.players[player] if many > 1 else "")

    def question(self, width: int, height: int) -> Page:
        """Return the question below the race; its hour passes with the time for the answer."""
        page = super().question(width, height)
        phase = self.driver.state.phase
        minute = min(59, int(60 * self.seconds / self.limit)) if self.limit else 0
        look = self.look(minute=minute, pushing=isinstance(phase, Asking) and phase.pushed)
        return page._replace(top=race_head(self.race, look, width))

    def feedback(self, width: int, height: int) -> Page:
        """Return the feedback below the race as the hour has changed it, with the key that pushes in the next."""
        from lemans_quiz.play.feedback import feedback_page, overruling_hint
        from lemans_quiz.play.result import outcomes_of

        outcome = outcomes_of(self.driver.state)[-1]._replace(gained=0.0, streak=0)
        page = feedback_page(outcome, self.progress(), self.setting, width)
        look = self.look(minute=60, pushing=self.driver.state.attempts[-1].pushed)
        told = indented(wrapped(said(hour_line(look.standing), ACCENT), width - 2), 1)
        hints = (KeyHint(_("Enter"), _("go on")), *self.push_hint(), *overruling_hint(outcome), MENU.hint())
        bottom = footer(status_of(outcome.turn, self.setting), "", hints, width)
        return page._replace(top=[*race_head(self.race, look, width)[:-1], *told, BLANK], bottom=bottom)

    def push_hint(self) -> tuple[KeyHint, ...]:
        """Return the key that pushes in the next hour, with how often its player still may; nothing where he may not."""
        following, _events = step(self.driver.state, Next())
        if not may_push(following):
            return ()
        return (PUSH.hint(_("push in the next hour ({count} left)").format(count=pushes_left(following))),)

    def go_on(self, key: Key) -> None:
        """Go on to the next hour, pushing where the key says so."""
        self.driver.do(Next())
        if PUSH.is_pressed(key) and may_push(self.driver.state):
            self.driver.do(Push())

    def outcome(self) -> Ended:
        """Return the race as it ended."""
        return Ended(self.race, self.driver.state, self.setting, self.past)

    def ended(self, menu: Menu, width: int, height: int) -> Page:
        """Return the page of the classification."""
        return ended_page(self.outcome(), menu, width, height)

    def page_for(self, wish: str) -> Build:
        """Return the review, or the race hour by hour."""
        if wish == HOURS:
            return lambda width, height: hours_page(self.outcome(), width)
        return super().page_for(wish)

    def wishes(self) -> list[tuple[str, str]]:
        """Return what can be wished for after a race."""
        labels = {ROUND: _("Another race"), MISSED: _("Look at the lost hours again"), REVIEW: _("All answers")}
        wishes = [(wish, labels.get(wish, label)) for wish, label in super().wishes()]
        hours = [(HOURS, _("Hour by hour"))] if self.driver.state.attempts else []
        return [*wishes[:-2], *hours, *wishes[-2:]]

    def farewell(self) -> list[str]:
        """Return the line to keep."""
        return farewell(self.outcome())
