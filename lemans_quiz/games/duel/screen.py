"""Several players on one terminal: the pages of a quiz with the players above them, passing the keyboard, a tie-break, their result."""

from __future__ import annotations

import time
from typing import TextIO

from lemans_quiz.core.events import Next
from lemans_quiz.core.game import Asking, Game
from lemans_quiz.core.items import Number
from lemans_quiz.games.duel.rules import is_round_over, tied, winner_of
from lemans_quiz.games.duel.text import Duel, TieBreak, duel_farewell, tie_sentence
from lemans_quiz.games.duel.views import (
    duel_head,
    duel_result_page,
    duel_review_page,
    pass_page,
    round_page,
    turn_title,
)
from lemans_quiz.i18n import _
from lemans_quiz.play.bindings import HELP, MENU
from lemans_quiz.play.driver import MISSED, Ending, GameDriver
from lemans_quiz.play.screen import Play, run_play
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.layout import BLANK, Block, Page, indented, said, wrapped
from lemans_quiz.terminal.menus import read_key
from lemans_quiz.terminal.terminal import Build, Terminal
from lemans_quiz.terminal.views import KeyHint, Menu, Progress, Setting, footer, header, keys_line, margin, status_of

_WHILE_PASSING = 86_400.0
"""Seconds by which the clock of a question is set forward while nobody sees it."""


def play_duel_screen(
    driver: GameDriver,
    setting: Setting,
    names: tuple[str, ...],
    tie_break: TieBreak,
    *,
    source: TextIO | None = None,
    out: TextIO | None = None,
) -> Ending:
    """Play a game of several players to its end, or until they leave, and print what to keep below the terminal's prompt."""

    return run_play(lambda terminal: _DuelPlay(driver, setting, terminal, names, tie_break), source=source, out=out)


class _DuelPlay(Play):
    """A game of several players on one terminal."""

    def __init__(
        self,
        driver: GameDriver,
        setting: Setting,
        terminal: Terminal,
        names: tuple[str, ...],
        tie_break: TieBreak,
    ) -> None:
        super().__init__(driver, setting, terminal)
        self.names = names
        self.tie_break = tie_break
        self.winner: int | None = None
        self.decider: Game | None = None
        self.deciding = False

    def play_out(self) -> None:
        """Play, and decide a tie by one more question."""
        super().play_out()
        shared = tied(self.driver.state, len(self.names))
        decider = self.tie_break(shared) if shared else None
        if decider is None:
            return
        game, self.driver = self.driver, decider
        self.deciding = True
        try:
            self.announce()
            super().play_out()
            self.winner, self.decider = winner_of(decider.state), decider.state
        finally:
            self.driver, self.deciding = game, False

    def duel(self) -> Duel:
        """Return the players and how they stand."""
        return Duel(self.driver.state, self.names, self.winner, self.decider, self.deciding)

    def announce(self) -> None:
        """Say that there is a tie, and how it is decided."""
        duel = self.duel()
        names = [duel.name(player) for player in duel.players()]
        sentence = tie_sentence(names, by_number=isinstance(self.driver.state.turn.item.kind, Number))

        def build(width: int, height: int) -> Page:
            inset = margin(width)
            lines = indented(wrapped(said(sentence), width - 2 * inset), inset)
            bottom = [BLANK, *keys_line((KeyHint(_("Enter"), _("continue")),), width)]
            return Page(header(_("Tie-break"), None, width), Block(lines), bottom)

        self.wait_for_enter(build)

    def wait_for_enter(self, build: Build) -> None:
        """Show a page until Enter or Space is pressed, so that a key too many shows nothing to the wrong player."""
        self.terminal.show_new(build)
        while True:
            key = read_key(self.terminal)
            if key is not None and (key.name == keys.ENTER or key.text == " "):
                return
            if key is not None and HELP.is_pressed(key):
                self.explain()
            if key is not None and MENU.is_pressed(key) and isinstance(self.driver.state.phase, Asking):
                self.open_menu()
                if not isinstance(self.driver.state.phase, Asking):
                    return
            self.terminal.show(build)

    def ask(self) -> None:
        """Have the keyboard passed where all are asked the same, then ask."""
        duel = self.duel()
        if duel.is_same():
            self.opened = time.monotonic() + _WHILE_PASSING
            self.wait_for_enter(lambda width, height: pass_page(duel, self.progress(), width))
        if isinstance(self.driver.state.phase, Asking):
            super().ask()

    def review(self) -> None:
        """Give feedback; where all are asked the same, only once all have answered."""
        if is_round_over(self.driver.state):
            super().review()
        else:
            self.driver.do(Next())

    def progress(self) -> Progress:
        """Return how far the game is, in questions of one player."""
        return Progress(*self.duel().round(self.driver.state.position))

    def question(self, width: int, height: int) -> Page:
        """Return the question below the players."""
        page = super().question(width, height)
        duel = self.duel()
        player = duel.game.turn.player
        return page._replace(top=duel_head(duel, turn_title(duel), self.progress(), width, current=player))

    def feedback(self, width: int, height: int) -> Page:
        """Return the feedback below the players: of one answer, or of all to the same question."""
        from lemans_quiz.play.feedback import feedback_page, overruling_hint

        duel = self.duel()
        if duel.is_same():
            return round_page(duel, _("The answer"), self.progress(), self.setting, width)
        _attempt, outcome = duel.outcomes()[-1]
        page = feedback_page(outcome, self.progress(), self.setting, width)
        hints = (KeyHint(_("Enter"), self.next_hint()), *overruling_hint(outcome), MENU.hint())
        player = outcome.turn.player
        top = duel_head(duel, duel.name(player), self.progress(), width, current=player)
        return page._replace(top=top, bottom=footer(status_of(outcome.turn, self.setting), "", hints, width))

    def next_hint(self) -> str:
        """Say who is next."""
        game = self.driver.state
        if game.position + 1 >= len(game.turns):
            return _("continue")
        return _("continue: {name}").format(name=self.duel().name(game.turns[game.position + 1].player))

    def ended(self, menu: Menu, width: int, height: int) -> Page:
        """Return the page of the result."""
        return duel_result_page(self.duel(), self.setting, menu, width)

    def page_for(self, wish: str) -> Build:
        """Return the review of all answers, with those of the tie-break."""
        return lambda width, height: duel_review_page(self.duel(), self.setting, width)

    def wishes(self) -> list[tuple[str, str]]:
        """Return what can be wished for; the missed questions were missed by several."""
        return [(wish, label) for wish, label in super().wishes() if wish != MISSED]

    def farewell(self) -> list[str]:
        """Return the lines to leave on the terminal."""
        return duel_farewell(self.duel(), self.setting)
