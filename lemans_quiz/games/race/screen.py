"""A race on a terminal: the pages of a quiz with the race above them, a first page before and a classification after."""

from __future__ import annotations

import time
from typing import TextIO

from lemans_quiz.core.events import Next, Push
from lemans_quiz.core.game import Asking, pushes_left, step
from lemans_quiz.core.game import Ended as GameEnded
from lemans_quiz.games.race.pages import (
    BESIDE_A_LAP,
    LAP_FROM,
    first_page,
    hand_over_page,
    lights_page,
    round_page,
    with_lap,
    with_tower,
)
from lemans_quiz.games.race.result import (
    COPY,
    Day,
    Ended,
    PastRace,
    asked_corners,
    ended_page,
    farewell,
    hours_page,
    share_line,
)
from lemans_quiz.games.race.rules import (
    Race,
    hour_of,
    is_hour_over,
    is_same_for_all,
    laps_by_hour,
    may_push,
    standing,
    tower,
)
from lemans_quiz.games.race.text import (
    grid_sentences,
    hour_text,
    laps_text,
    lead_text,
    marked_moment,
    moved_text,
    skip_text,
    worth_text,
)
from lemans_quiz.games.race.views import Look, race_head
from lemans_quiz.i18n import _
from lemans_quiz.play.bindings import HELP, MENU, PUSH
from lemans_quiz.play.driver import MISSED, ROUND, Ending, GameDriver
from lemans_quiz.play.feedback import Outcome
from lemans_quiz.play.screen import REVIEW, Play, explanation, run_play
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import Key
from lemans_quiz.terminal.layout import BLANK, Page, indented, said, wrapped
from lemans_quiz.terminal.menus import choose, read_key, scroll
from lemans_quiz.terminal.terminal import Build, Terminal
from lemans_quiz.terminal.views import KeyHint, Menu, Setting, footer, margin, menu_hints, menu_page, status_of

HOURS = "hours"
"""Looking at the race hour by hour; the result then comes back."""

_LIGHT = 0.13
"""Seconds for each of the five lights over the start, and then without them."""


def play_race_screen(
    driver: GameDriver,
    setting: Setting,
    race: Race,
    past: tuple[PastRace, ...] = (),
    day: Day | None = None,
    *,
    source: TextIO | None = None,
    out: TextIO | None = None,
) -> Ending:
    """Play a race to the flag, or until the player leaves, and print the line to keep."""
    return run_play(lambda terminal: _RacePlay(driver, setting, terminal, race, past, day), source=source, out=out)


class _RacePlay(Play):
    """One race on one terminal."""

    def __init__(
        self,
        driver: GameDriver,
        setting: Setting,
        terminal: Terminal,
        race: Race,
        past: tuple[PastRace, ...],
        day: Day | None = None,
    ) -> None:
        super().__init__(driver, setting, terminal)
        self.race = race
        self.past = past
        self.day = day
        self.many = len(race.players) > 1
        self.is_same = self.many and is_same_for_all(driver.state.turns)
        self.stopped: float | None = None
        self.copied = False

    def start(self) -> bool:
        """Show the first page, then the lights; Esc leaves before anything is kept."""
        if isinstance(self.driver.state.phase, GameEnded):
            return True
        self.terminal.show_new(self.grid)
        while True:
            key = read_key(self.terminal)
            if key is None:
                continue
            if MENU.is_pressed(key):
                return False
            if HELP.is_pressed(key):
                self.explain()
            if self.starts(key):
                break
            if key.name == keys.RESIZE or HELP.is_pressed(key) or scroll(self.terminal, key):
                self.terminal.show(self.grid)
        self.light_up()
        return True

    def starts(self, key: Key) -> bool:
        """Tell whether a key starts, and push in the hour to come where it says so."""
        if PUSH.is_pressed(key) and may_push(self.driver.state) and not self.many:
            self.driver.do(Push())
            return True
        return key.name == keys.ENTER or key.text == " "

    def light_up(self) -> None:
        """Show the lights over the start, less than a second; nothing moves where nothing shall."""
        if self.terminal.is_still or self.driver.state.position:
            return
        for lit in (1, 2, 3, 4, 5, 0):
            self.terminal.show(lambda width, height: lights_page(lit, width, height))  # noqa: B023 - painted at once
            time.sleep(_LIGHT)

    def grid(self, width: int, height: int) -> Page:
        """Return the page before the start."""
        width, has_lap = self.beside_the_lap(width)
        game = self.driver.state
        sentences = [*(self.day.sentences() if self.day else ()), *grid_sentences(self.race, game.rules, game.position)]
        push = (PUSH.hint(),) if may_push(game) and not self.many else ()
        hints = (KeyHint(_("Enter"), _("start")), *push, KeyHint(_("Esc"), _("quit")))
        title = _("The race of the day") if self.day else _("The race")
        page = first_page(title, sentences, self.setting.seed, hints, width, height)
        return with_lap(page) if has_lap else page

    def beside_the_lap(self, width: int) -> tuple[int, bool]:
        """Return the width of a page that a lap is drawn beside, where there is room for one."""
        has_lap = self.terminal.columns >= LAP_FROM
        return (BESIDE_A_LAP if has_lap else width), has_lap

    def ask(self) -> None:
        """Have the keyboard handed over where several drive, then ask; the clock starts with the question."""
        if self.many:
            self.hand_over()
        if isinstance(self.driver.state.phase, Asking):
            super().ask()

    def hand_over(self) -> None:
        """Wait for the next player, who may push before the question is shown."""
        self.opened = self.now()
        self.terminal.show_new(self.passing)
        while isinstance(self.driver.state.phase, Asking):
            key = read_key(self.terminal)
            if key is not None and (key.name == keys.ENTER or key.text == " "):
                return
            if key is not None and PUSH.is_pressed(key) and may_push(self.driver.state):
                self.driver.do(Push())
                return
            if key is not None and MENU.is_pressed(key):
                self.open_menu()
            if key is not None and HELP.is_pressed(key):
                self.explain()
            self.terminal.show(self.passing)

    def passing(self, width: int, height: int) -> Page:
        """Return the page that hands the keyboard over."""
        game = self.driver.state
        hour = hour_of(game, len(self.race.players))
        worth = worth_text(game.rules, hour, self.race.hours)
        sentences = [_("Hour {hour} of {hours}: {worth}.").format(hour=hour, hours=self.race.hours, worth=worth)]
        if self.is_same:
            sentences.append(_("Everyone gets the same question; the others look away until all have answered."))
        if any(self.driven()):
            sentences.append(lead_text(self.race, self.driven(), over=False))
        push = (PUSH.hint(_("push in this hour ({count} left)").format(count=pushes_left(game))),)
        hints = (KeyHint(_("Enter"), _("show the question")), *(push if may_push(game) else ()))
        name = self.race.players[game.turn.player]
        return hand_over_page(race_head(self.race, self.look(), width), name, sentences, hints, width)

    def driven(self) -> list[float]:
        """Return the kilometres of each player over the hours that all have driven."""
        laps = [laps_by_hour(self.driver.state, player) for player in range(len(self.race.players))]
        hours = min(map(len, laps))
        return [standing(self.race, driven[:hours]).distance for driven in laps]

    def look(self, *, minute: int = 0, pushing: bool = False, told: tuple[str, ...] = ()) -> Look:
        """Return what the head of the page shows of the player whose turn it is."""
        game, many = self.driver.state, len(self.race.players)
        player, hour = game.turn.player, hour_of(game, many)
        driven = self.driven()
        others = tuple(
            (name, driven[player] - driven[other])
            for other, name in enumerate(self.race.players)
            if other != player and any(driven)
        )
        return Look(
            standing(self.race, laps_by_hour(game, player)),
            hour,
            minute,
            pushing,
            self.race.players[player] if self.many else "",
            others,
            self.worth(hour, pushing=pushing),
            told,
        )

    def worth(self, hour: int, *, pushing: bool) -> tuple[str, str]:
        """Return what the answer of an hour is worth, at length and in short."""
        rules, hours = self.driver.state.rules, self.race.hours
        return (
            worth_text(rules, hour, hours, pushing=pushing),
            worth_text(rules, hour, hours, pushing=pushing, short=True),
        )

    def question(self, width: int, height: int) -> Page:
        """Return the question below the race; its hour passes with the time for the answer."""
        page = super().question(width, height)
        phase = self.driver.state.phase
        minute = min(59, int(60 * self.seconds / self.limit)) if self.limit else 0
        look = self.look(minute=minute, pushing=isinstance(phase, Asking) and phase.pushed)
        return page._replace(top=race_head(self.race, look, width))

    def question_setting(self) -> Setting:
        """Return the setting without the seed: its word is a place, which the question may ask for."""
        return self.setting._replace(seed="")

    def review(self) -> None:
        """Give feedback; where all are asked the same, only once all have answered."""
        if self.is_same and not is_hour_over(self.driver.state, len(self.race.players)):
            self.driver.do(Next())
        else:
            super().review()

    def feedback(self, width: int, height: int) -> Page:
        """Return the feedback below the race as the hour has changed it, with the key that pushes in the next."""
        from lemans_quiz.play.feedback import feedback_page, overruling_hint
        from lemans_quiz.play.result import outcomes_of

        outcome = outcomes_of(self.driver.state)[-1]._replace(gained=0.0, streak=0)
        look = self.look(minute=60, pushing=self.driver.state.attempts[-1].pushed, told=self.told())
        top = race_head(self.race, look, width)
        overrule = () if self.is_same else overruling_hint(outcome)
        hints = (KeyHint(_("Enter"), _("continue")), *self.push_hint(), *overrule, MENU.hint())
        bottom = footer(status_of(outcome.turn, self.setting), "", hints, width)
        if self.is_same:
            return round_page(top, self.hour_outcomes(), self.setting, bottom, width)
        page = feedback_page(outcome, self.progress(), self.setting, width, brief=True)
        laps = laps_by_hour(self.driver.state, outcome.turn.player)
        towers = [tower(self.race, laps, reach) for reach in (2, 1)]
        return with_tower(page._replace(top=top, bottom=bottom), towers, width, height)

    def told(self) -> tuple[str, ...]:
        """Return what the hour has brought, and what happens at its end."""
        game = self.driver.state
        laps = laps_by_hour(game, game.turn.player)
        is_over = is_hour_over(game, len(self.race.players))
        told = [] if self.is_same else [hour_text(self.race, laps)]
        if is_over and self.many:
            told.append(lead_text(self.race, self.driven(), over=len(laps) == self.race.hours))
        if is_over:
            told.append(marked_moment(self.race, len(laps)))
        return tuple(text for text in told if text)

    def hour_outcomes(self) -> list[tuple[str, str, Outcome]]:
        """Return what each player answered in the hour that is over, with his name and what it brought."""
        from lemans_quiz.play.result import outcomes_of

        game, many = self.driver.state, len(self.race.players)
        outcomes = [one._replace(gained=0.0, streak=0) for one in outcomes_of(game)[-many:]]
        return [(self.race.players[one.turn.player], self.brought(one.turn.player), one) for one in outcomes]

    def brought(self, player: int) -> str:
        """Return the laps of a player's last hour and where they have brought him."""
        now = standing(self.race, laps_by_hour(self.driver.state, player))
        return f"+{laps_text(now.gained)}  P{now.place} {moved_text(now)}".rstrip()

    def push_hint(self) -> tuple[KeyHint, ...]:
        """Return the key that pushes in the next hour, with how often one still may; several push when the keyboard is theirs."""
        following, _events = step(self.driver.state, Next())
        if self.many or not may_push(following):
            return ()
        return (PUSH.hint(_("push in the next hour ({count} left)").format(count=pushes_left(following))),)

    def go_on(self, key: Key) -> None:
        """Go on to the next hour, pushing where the key says so."""
        self.driver.do(Next())
        if PUSH.is_pressed(key) and not self.many and may_push(self.driver.state):
            self.driver.do(Push())

    def now(self) -> float:
        """Return the time by which answers are measured; it stands still in the menu."""
        return time.monotonic() if self.stopped is None else self.stopped

    def open_menu(self) -> None:
        """Stop the clock for the menu."""
        self.stopped = time.monotonic()
        try:
            super().open_menu()
        finally:
            self.opened += time.monotonic() - self.stopped
            self.stopped = None

    def price_of_a_skip(self) -> str:
        """Name the laps of a skip."""
        phase = self.driver.state.phase
        hour = hour_of(self.driver.state, len(self.race.players))
        pushing = isinstance(phase, Asking) and phase.pushed
        return skip_text(self.driver.state.rules, hour, self.race.hours, pushing=pushing)

    def choose_entry(self, entries: tuple[tuple[str, str], ...], *, asking: bool, title: str = "") -> int | None:
        """Let the player choose from the menu, which covers the question while the clock stands still."""

        def build(cursor: int, width: int, height: int) -> Page:
            inset = margin(width)
            sentence = _("The clock is stopped; the question is hidden until you continue.") if asking else ""
            above = indented(wrapped(said(sentence), width - 2 * inset), inset) if sentence else []
            hints = menu_hints(len(entries), _("back"))
            return menu_page(title or _("Menu"), [*above, BLANK] if above else [], Menu(entries, cursor), hints, width)

        return choose(self.terminal, build, len(entries), explain=explanation)

    def outcome(self) -> Ended:
        """Return the race as it ended."""
        return Ended(self.race, self.driver.state, self.setting, self.past, self.day)

    def takes(self, key: Key) -> bool:
        """Copy the line to share."""
        if key.text.casefold() != COPY or not self.driver.state.attempts:
            return False
        lines = [share_line(self.outcome(), player) for player in self.outcome().players()]
        self.terminal.copy("\n".join(lines))
        self.copied = True
        return True

    def ended(self, menu: Menu, width: int, height: int) -> Page:
        """Return the page of the classification."""
        width, has_lap = self.beside_the_lap(width)
        page = ended_page(self.outcome(), menu, width, height, copied=self.copied)
        return with_lap(page, asked_corners(self.driver.state)) if has_lap else page

    def page_for(self, wish: str) -> Build:
        """Return the review, or the race hour by hour."""
        if wish == HOURS:
            return lambda width, height: hours_page(self.outcome(), width)
        return super().page_for(wish)

    def wishes(self) -> list[tuple[str, str]]:
        """Return what can be wished for after a race; what several have missed is asked of nobody alone."""
        labels = {ROUND: _("Another race"), MISSED: _("Review the lost hours"), REVIEW: _("All answers")}
        wishes = [
            (wish, labels.get(wish, label)) for wish, label in super().wishes() if wish != MISSED or not self.many
        ]
        hours = [(HOURS, _("Hour by hour"))] if self.driver.state.attempts else []
        return [*wishes[:-2], *hours, *wishes[-2:]]

    def farewell(self) -> list[str]:
        """Return the line to keep."""
        return farewell(self.outcome())
