"""A game on a terminal: the game's state to pages, keys to commands, until it is over. The one place that reads a clock."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

from lemans_quiz import curtain
from lemans_quiz.core.events import Answer, Halved, NearMissed, Next, Quit, Rejected, Skip, TimeOut
from lemans_quiz.core.game import Asking, Ended, Reviewing, summarise
from lemans_quiz.core.responses import Typed
from lemans_quiz.core.turns import Turn
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.play import answering as ask
from lemans_quiz.play.answering import State, Typing
from lemans_quiz.play.bindings import APPEAL, HELP, HINT, MENU, SCROLL
from lemans_quiz.play.driver import DONE, MISSED, ROUND, WISHES, Ending, GameDriver, help_command
from lemans_quiz.play.question import Open, question_page, remark
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import Key
from lemans_quiz.terminal.layout import Page
from lemans_quiz.terminal.menus import Leaving, choose, read_key, read_page, scroll
from lemans_quiz.terminal.terminal import Build, Terminal, open_terminal
from lemans_quiz.terminal.theme import PART
from lemans_quiz.terminal.views import Menu, Progress, Setting, menu_hints, menu_page, stem_lines

REVIEW = "review"
"""Looking at all answers; the result then comes back."""

_WHILE_TYPING = 1.0
"""Seconds after a time-out in which only Enter goes on: other keys were meant for the question that is gone."""


def play_screen(
    driver: GameDriver, setting: Setting, *, source: TextIO | None = None, out: TextIO | None = None
) -> Ending:
    """Play a game to its end, or until the player leaves, and print the result to keep below the terminal's prompt.

    A game that was broken off by Ctrl-C, Ctrl-D or a signal has no Quit in its log, so that it can be gone on with.
    """
    return run_play(lambda terminal: Play(driver, setting, terminal), source=source, out=out)


def run_play(make: Callable[[Terminal], Play], *, source: TextIO | None = None, out: TextIO | None = None) -> Ending:
    """Take the terminal, play what `make` makes for it, and print what shall stay."""
    stream = out or sys.stdout
    with open_terminal(source or sys.stdin, stream) as terminal:
        play = make(terminal)
        ending = play.run()
    if ending.by != keys.HANG_UP:
        from lemans_quiz.terminal.plain import write_lines

        write_lines(stream, play.farewell())
    return ending


def explanation(width: int, height: int) -> Page:
    """Return the page of all keys."""
    from lemans_quiz.play.keys_help import keys_page  # not needed to ask the first question

    return keys_page(width, height)


class Play:
    """One game on one terminal. A race is one with other pages: see games/race/screen.py."""

    def __init__(self, driver: GameDriver, setting: Setting, terminal: Terminal) -> None:
        self.driver = driver
        self.setting = setting
        self.terminal = terminal
        self.state: State | None = None
        self.note = ""
        self.asks = ""
        self.opened = 0.0
        self.is_closed_by_clock = False

    def run(self) -> Ending:
        """Play until the game is over or left."""
        try:
            if not self.start():
                return Ending()
            self.play_out()
            return self.result()
        except Leaving as leaving:
            return Ending(by=leaving.key.name)

    def play_out(self) -> None:
        """Ask and review until the game is over."""
        while not isinstance(self.driver.state.phase, Ended):
            if isinstance(self.driver.state.phase, Asking):
                self.ask()
            else:
                self.review()

    def start(self) -> bool:
        """Do what comes before the first question; tell whether the player wants to play."""
        return True

    def farewell(self) -> list[str]:
        """Return the lines to leave on the terminal."""
        from lemans_quiz.play.result import Result, farewell

        return farewell(Result(self.driver.state, self.setting))

    def ask(self) -> None:
        """Show the open question and take keys until it is closed."""
        phase = self.driver.state.phase
        gone = phase.gone if isinstance(phase, Asking) else ()
        self.state = ask.without(ask.start(self.driver.state.turn), gone)
        self.is_closed_by_clock = False
        self.note = self.setting.notice if self.driver.state.position == 0 else ""
        self.opened = time.monotonic()
        self.terminal.show_new(self.question, takes_text=self.types())
        self.opened = self.terminal.painted_at
        while isinstance(self.driver.state.phase, Asking):
            key = read_key(self.terminal, self.until_tick(), over_text=ask.holds_text(self.state))
            if self.is_late():
                self.close_in_time()
            elif key is not None:
                self.take(key)
            if isinstance(self.driver.state.phase, Asking):
                self.terminal.show(self.question)

    def close_in_time(self) -> None:
        """Close the question because its time is over: what stands in the field counts, as it does in an exam."""
        self.is_closed_by_clock = True
        state = self.state
        if isinstance(state, Typing) and state.line.text.strip() and ask.can_be_read(state):
            self.driver.do(Answer(Typed(state.line.text), self.limit))
        else:
            self.driver.do(TimeOut(self.limit))

    def take(self, key: Key) -> None:
        """Carry out a key while the question is open."""
        self.note = ""
        if HINT.is_pressed(key):
            self.take_hint()
        elif MENU.is_pressed(key, typing=self.types()):
            self.open_menu()
        elif HELP.is_pressed(key, typing=self.types()):
            self.explain()
        elif SCROLL.is_pressed(key):
            scroll(self.terminal, key)
        elif key.name != keys.RESIZE and self.state is not None:
            self.terminal.scroll(0)
            self.answer(key, self.state)

    def take_hint(self) -> None:
        """Give a hint, or take half of the options away; say where there is neither."""
        told = self.driver.do(help_command(self.driver.state.turn, self.setting.seed))[0]
        if isinstance(told, Halved) and self.state is not None:
            self.state = ask.without(self.state, told.gone)
        elif isinstance(told, Rejected):
            self.note = _("No hint available.") if told.reason == "no-hints" else _("No more hints.")

    def types(self) -> bool:
        """Tell whether the open question takes text, to which every letter belongs."""
        return isinstance(self.state, Typing)

    def explain(self) -> None:
        """Show all keys; the time goes on."""
        read_page(self.terminal, explanation)
        self.terminal.settle(takes_text=self.types())

    def answer(self, key: Key, state: State) -> None:
        """Let a key change the state, or give the response it makes."""
        changed = ask.update(state, key)
        if isinstance(changed, ask.STATES):
            self.state = changed
            return
        events = self.driver.do(Answer(changed, self.seconds))
        if isinstance(events[0], NearMissed):
            self.state = state

    @property
    def seconds(self) -> float:
        """Seconds since the question was on the screen, to a thousandth."""
        return round(self.now() - self.opened, 3)

    def now(self) -> float:
        """Return the time by which answers are measured."""
        return time.monotonic()

    @property
    def limit(self) -> float:
        """Seconds for the open question, 0 without a limit."""
        return self.driver.state.limit(self.driver.state.turn.item)

    @property
    def hints(self) -> int:
        """Hints given to the open question."""
        phase = self.driver.state.phase
        return phase.hints if isinstance(phase, Asking) else 0

    def is_late(self) -> bool:
        """Tell whether the time for the question has run out."""
        return bool(self.limit) and self.seconds >= self.limit

    def until_tick(self) -> float | None:
        """Return seconds until the countdown shows another number; None where nothing counts."""
        if not self.limit:
            return None
        left = max(0.0, self.limit - self.seconds)
        return (left % 1.0) or min(left, 1.0)

    def progress(self) -> Progress:
        """Return how far the game is."""
        return Progress(self.driver.state.position + 1, len(self.driver.state.turns))

    def question(self, width: int, height: int) -> Page:
        """Return the page of the open question as it stands."""
        phase = self.driver.state.phase
        near = phase.near.text if isinstance(phase, Asking) and phase.near else ""
        left = max(0.0, self.limit - self.seconds) if self.limit else None
        state = self.state or ask.start(self.driver.state.turn)
        question = Open(state, self.progress(), self.hints, left, near, self.note)
        return question_page(question, self.question_setting(), width)

    def question_setting(self) -> Setting:
        """Return what is shown around an open question."""
        return self.setting

    def open_menu(self) -> None:
        """Show the menu over the question, or over the feedback; the time goes on."""
        asking = isinstance(self.driver.state.phase, Asking)
        entries = self.menu_entries(asking=asking)
        chosen = self.choose_entry(tuple((label, detail) for label, detail, _act in entries), asking=asking)
        if chosen is not None:
            entries[chosen][2]()
        self.terminal.settle(takes_text=asking and self.types())

    def menu_entries(self, *, asking: bool) -> list[tuple[str, str, Callable[[], object]]]:
        """Return what the menu offers: each entry with a detail and what it does."""
        from lemans_quiz.play import complaining

        skip = (_("Skip this question"), self.price_of_a_skip(), lambda: self.driver.do(Skip(self.seconds)))
        return [
            (_("Continue"), "", lambda: None),
            *([skip] if asking else []),
            (complaining.offer(), "", lambda: self.complain(asking=asking)),
            (_("Keys"), "", self.explain),
            (_("Quit"), _("your answers are saved"), lambda: self.driver.do(Quit())),
        ]

    def complain(self, *, asking: bool) -> None:
        """Let the player say what is wrong with the question, and keep it."""
        from lemans_quiz.play import complaining

        reasons = complaining.reasons()
        entries = tuple((label, "") for _reason, label in reasons)
        chosen = self.choose_entry(entries, asking=asking, title=complaining.title())
        if chosen is not None:
            kept = self.setting.complain(self.turn(), reasons[chosen][0])
            self.note = complaining.told(is_kept=kept)

    def turn(self) -> Turn:
        """Return the question that is open, or whose feedback is on show."""
        return self.driver.state.turn

    def price_of_a_skip(self) -> str:
        """Say what a skip costs, where that is more than the question."""
        return ""

    def choose_entry(self, entries: tuple[tuple[str, str], ...], *, asking: bool, title: str = "") -> int | None:
        """Let the player choose from the menu."""
        item = self.driver.state.turn.item

        def build(cursor: int, width: int, height: int) -> Page:
            stem = stem_lines(item, self.setting, width)
            hints = menu_hints(len(entries), _("back"))
            return menu_page(title or _("Menu"), stem, Menu(entries, cursor), hints, width)

        deadline = self.opened + self.limit if asking and self.limit else None
        return choose(self.terminal, build, len(entries), deadline=deadline, explain=explanation)

    def review(self) -> None:
        """Show the feedback until a key goes on; after a time-out not one that was still being typed."""
        self.asks = self.note = ""
        self.terminal.show_new(self.noted_feedback)
        settled = time.monotonic() + (_WHILE_TYPING if self.is_closed_by_clock else 0.0)
        while isinstance(self.driver.state.phase, Reviewing):
            key = read_key(self.terminal)
            if key is None:
                continue
            self.note = ""
            if APPEAL.is_pressed(key) and self.overrule():
                pass
            elif MENU.is_pressed(key):
                self.open_menu()
            elif HELP.is_pressed(key):
                self.explain()
            elif key.name in (keys.RESIZE, "unknown") or scroll(self.terminal, key):
                pass
            elif key.name == keys.ENTER or time.monotonic() >= settled:
                self.go_on(key)
            if isinstance(self.driver.state.phase, Reviewing):
                self.terminal.show(self.noted_feedback)

    def overrule(self) -> bool:
        """Take the player's word for the last answer once he says it twice, or take it back; tell whether he may say it."""
        from lemans_quiz.play.feedback import is_overruled, overruling, overruling_question
        from lemans_quiz.play.result import outcomes_of

        outcome = outcomes_of(self.driver.state)[-1]
        command = overruling(outcome)
        if command is None or not self.driver.state.rules.appeals:
            return False
        if is_overruled(outcome) or self.asks:
            self.driver.do(command)
            self.asks = ""
        else:
            self.asks = overruling_question(outcome)
        return True

    def noted_feedback(self, width: int, height: int) -> Page:
        """Return the feedback, with the question whether the player means it where he was asked, or with what was noted."""
        page = self.feedback(width, height)
        told = self.asks or self.note
        return page._replace(bottom=[*remark(told, PART, width), *page.bottom]) if told else page

    def feedback(self, width: int, height: int) -> Page:
        """Return the page of the question that was just closed."""
        from lemans_quiz.play.feedback import feedback_page
        from lemans_quiz.play.result import outcomes_of

        return feedback_page(outcomes_of(self.driver.state)[-1], self.progress(), self.setting, width)

    def go_on(self, key: Key) -> None:
        """Go on after the feedback, by any key."""
        self.driver.do(Next())

    def result(self) -> Ending:
        """Show the result and return what the player wants next."""
        curtain.look_ahead_again()
        wishes = self.wishes()
        entries = tuple((label, "") for _wish, label in wishes)
        cursor = 0
        while True:
            chosen = choose(
                self.terminal,
                lambda cursor, width, height: self.ended(Menu(entries, cursor), width, height),
                len(entries),
                cursor=cursor,
                takes=self.takes,
                explain=explanation,
            )
            wish = DONE if chosen is None else wishes[chosen][0]
            if wish in WISHES:
                return Ending(wish)
            cursor = chosen or 0
            self.look_at(wish)

    def takes(self, key: Key) -> bool:
        """Do what a key does on the result beside choosing; tell whether it does something."""
        return False

    def ended(self, menu: Menu, width: int, height: int) -> Page:
        """Return the page of the result."""
        from lemans_quiz.play.result import Result, result_page

        return result_page(Result(self.driver.state, self.setting), menu, width, height)

    def look_at(self, wish: str) -> None:
        """Show what a wish asks to see, until the player comes back to the result."""
        read_page(self.terminal, self.page_for(wish))

    def page_for(self, wish: str) -> Build:
        """Return the page that a wish asks to read: the review of all answers."""
        from lemans_quiz.play.result import Result, review_page

        result = Result(self.driver.state, self.setting)
        return lambda width, height: review_page(result, width)

    def wishes(self) -> list[tuple[str, str]]:
        """Return what can be wished for after this game, each with its label."""
        missed = len(summarise(self.driver.state).missed)
        again = ngettext("Retry the missed question", "Retry the {count} missed questions", missed).format(count=missed)
        wishes = [(MISSED, again)] if missed else []
        if self.driver.state.attempts:
            wishes.append((REVIEW, _("Review all answers")))
        return [*wishes, (ROUND, _("Another round")), (DONE, _("Quit"))]
