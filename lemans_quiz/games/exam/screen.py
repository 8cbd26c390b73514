"""An exam on a terminal: questions in any order, the overview, handing in; then the result and a review of each question."""

from __future__ import annotations

import time
from typing import TextIO

from lemans_quiz.core.events import Rejected
from lemans_quiz.core.turns import Turn
from lemans_quiz.games.exam.driver import ExamDriver, graded_driver
from lemans_quiz.games.exam.rules import ExamCommand, Flag, Give, Go, HandIn, begin
from lemans_quiz.games.exam.views import (
    COMPLAIN,
    ENTRIES,
    HAND_IN,
    KEYS,
    Desk,
    ExamOverview,
    exam_keys_page,
    exam_page,
    hand_in_page,
    not_handed_in,
    overview_page,
)
from lemans_quiz.i18n import _
from lemans_quiz.play import answering as ask
from lemans_quiz.play.answering import Choosing, State, has_own_arrows, left_behind, restored
from lemans_quiz.play.bindings import BACK, FLAG, HELP, OVERVIEW
from lemans_quiz.play.driver import Ending
from lemans_quiz.play.screen import REVIEW, Play, run_play
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import Key
from lemans_quiz.terminal.layout import BLANK, Page
from lemans_quiz.terminal.menus import Leaving, choose, moved, read_key, read_page, scroll
from lemans_quiz.terminal.terminal import Build, Terminal
from lemans_quiz.terminal.views import KeyHint, Menu, Progress, Setting, keys_line, menu_hints, menu_page, stem_lines

_ON, _BACK = (keys.TAB, "ctrl-n"), ("shift-tab", "ctrl-p")
_UNANSWERED = (ask.NOTHING_MARKED, ask.NOTHING_TYPED)
_JUST_IN_TIME = 0.001


def play_exam_screen(
    sitting: ExamDriver, setting: Setting, *, source: TextIO | None = None, out: TextIO | None = None
) -> Ending:
    """Let an exam be written until it is handed in or left, and print what to keep below the terminal's prompt."""
    return run_play(lambda terminal: ExamPlay(sitting, setting, terminal), source=source, out=out)


class ExamPlay(Play):
    """An exam on one terminal. Once it is handed in, it is a game that is over, with that game's result."""

    def __init__(self, sitting: ExamDriver, setting: Setting, terminal: Terminal) -> None:
        super().__init__(graded_driver(sitting.state), setting, terminal)
        self.sitting = sitting
        self.left_open = False
        self.opened = time.monotonic()

    def run(self) -> Ending:
        """Let the exam be written; show its result once it is handed in."""
        try:
            while not self.sitting.state.handed_in and not self.left_open:
                self.write()
            if self.left_open:
                return Ending()
            self.driver = graded_driver(self.sitting.state)
            return self.result()
        except Leaving as leaving:
            self.stop_the_clock()
            return Ending(by=leaving.key.name)

    def write(self) -> None:
        """Show the question at hand and take keys until another one is, or the exam is over."""
        exam = self.sitting.state
        position = exam.position
        self.state, self.note = restored(exam.turn, exam.sheet.response), ""
        if exam == begin(exam.turns, exam.rules):
            self.note = self.setting.notice
        self.terminal.show_new(self.question, takes_text=self.types())
        while self.is_at(position):
            key = self.key()
            if key is not None:
                self.take(key)
            if self.is_at(position):
                self.terminal.show(self.question)

    def is_at(self, position: int) -> bool:
        """Tell whether a question is still the one to be written at."""
        return self.sitting.state.position == position and not self.is_over()

    def is_over(self) -> bool:
        """Tell whether nothing more is written now."""
        return self.sitting.state.handed_in or self.left_open

    def key(self) -> Key | None:
        """Return the next key; where the time is over, hand in what is there."""
        key = read_key(self.terminal, self.until_tick(), over_text=ask.holds_text(self.state))
        if self.is_late():
            self.end_in_time()
            return None
        return key

    def do(self, command: ExamCommand) -> None:
        """Carry out a command; the clock of what follows starts now."""
        if not isinstance(self.sitting.do(command)[0], Rejected):
            self.opened = time.monotonic()

    @property
    def limit(self) -> float:
        """Seconds from the last command to the end of the exam, 0 without a limit."""
        exam = self.sitting.state
        return max(0.001, exam.left) if exam.limit else 0.0

    def take(self, key: Key) -> None:
        """Carry out a key on the question at hand."""
        self.note = ""
        state = self.state or restored(self.sitting.state.turn, None)
        arrows = not has_own_arrows(state)
        if key.name in _ON or (arrows and key.name == keys.RIGHT):
            self.turn_page(1)
        elif key.name in _BACK or (arrows and key.name == keys.LEFT):
            self.turn_page(-1)
        elif FLAG.is_pressed(key):
            self.do(Flag(self.seconds))
        elif OVERVIEW.is_pressed(key, typing=self.types()):
            self.leave_question()
            self.overview(self.sitting.state.position)
        elif HELP.is_pressed(key, typing=self.types()):
            self.explain()
        elif key.name in (keys.PAGE_UP, keys.PAGE_DOWN):
            scroll(self.terminal, key)
        elif key.name != keys.RESIZE:
            self.terminal.scroll(0)
            self.answer(key, state)

    def answer(self, key: Key, state: State) -> None:
        """Let a key change the state, or give the response it makes and go on."""
        if isinstance(state, Choosing) and key.name in (keys.BACKSPACE, keys.DELETE):
            self.do(Give(None, self.seconds))
            return
        changed = ask.update(state, key)
        if not isinstance(changed, ask.STATES):
            self.state = restored(state.turn, changed)
            self.do(Give(changed, self.seconds))
            self.go_on_from_here()
        elif changed.note in _UNANSWERED:
            self.leave_question()
            self.go_on_from_here()
        else:
            self.state = changed

    def leave_question(self) -> None:
        """Give what is typed, marked, moved or paired, unless it is given already."""
        sheet = self.sitting.state.sheet
        response = left_behind(self.state, sheet.response) if self.state else sheet.response
        if response != sheet.response:
            self.do(Give(response, self.seconds))

    def end_in_time(self) -> None:
        """Hand in what is there now that the time is over; what stands on the screen was written before it was."""
        exam = self.sitting.state
        response = left_behind(self.state, exam.sheet.response) if self.state else exam.sheet.response
        if response != exam.sheet.response:
            self.do(Give(response, max(0.0, exam.left - _JUST_IN_TIME)))
        self.do(Go(exam.position, exam.limit))

    def stop_the_clock(self) -> None:
        """Keep what is on the screen and the time spent on it, before the terminal is left."""
        if not self.sitting.state.handed_in:
            self.leave_question()
            self.do(Go(self.sitting.state.position, self.seconds))

    def turn_page(self, step: int) -> None:
        """Go to a question beside this one; behind the last one is the overview."""
        self.leave_question()
        if step > 0:
            self.go_on_from_here()
        elif self.sitting.state.position:
            self.do(Go(self.sitting.state.position - 1, self.seconds))

    def go_on_from_here(self) -> None:
        """Go to the next question, or to the overview after the last one."""
        exam = self.sitting.state
        if exam.handed_in:
            return
        if exam.position + 1 < len(exam.turns):
            self.do(Go(exam.position + 1, self.seconds))
        else:
            self.overview(len(exam.turns) + HAND_IN)

    def overview(self, cursor: int) -> None:
        """Show all questions until one is chosen, or the exam is handed in or left."""
        count = len(self.sitting.state.turns)
        typed = ""

        def build(width: int, height: int) -> Page:
            return overview_page(ExamOverview(self.sitting.state, cursor, self.remaining()), self.setting, width)

        self.terminal.show_new(build, takes_text=True)
        while not self.is_over():
            key = self.key()
            if key is not None and BACK.is_pressed(key):
                return
            if key is not None and (key.name == keys.ENTER or key.text == " "):
                if self.chosen(cursor):
                    return
                self.terminal.show_new(build, takes_text=True)
            elif key is not None and not scroll(self.terminal, key, pages_only=True):
                typed = _number_typed(typed, key, count)
                cursor = int(typed) - 1 if typed else moved(cursor, key, count + ENTRIES)
            if not self.is_over():
                self.terminal.show(build)

    def chosen(self, cursor: int) -> bool:
        """Carry out what the cursor of the overview is on; tell whether the overview is left for it."""
        entry = cursor - len(self.sitting.state.turns)
        if entry < 0:
            self.do(Go(cursor, self.seconds))
            self.state = restored(self.sitting.state.turn, self.sitting.state.sheet.response)
            return True
        if entry == KEYS:
            self.explain()
            return False
        if entry == HAND_IN:
            return self.hand_in()
        if entry == COMPLAIN:
            self.complain(asking=True)
            return True
        self.do(Go(self.sitting.state.position, self.seconds))
        self.left_open = True
        return True

    def explain(self) -> None:
        """Show the keys of an exam; the time goes on."""
        read_page(self.terminal, exam_keys_page)
        self.terminal.settle(takes_text=self.types())

    def hand_in(self) -> bool:
        """Hand in, after asking where something is open; tell whether it was done."""
        exam = self.sitting.state
        if exam.unanswered or exam.flagged:
            deadline = self.opened + self.limit if self.limit else None
            chosen = choose(
                self.terminal, lambda cursor, width, height: hand_in_page(exam, cursor, width), 2, deadline=deadline
            )
            if self.is_late():
                self.end_in_time()
                return True
            if chosen != 1:
                return False
        self.do(HandIn(self.seconds))
        return True

    def choose_entry(self, entries: tuple[tuple[str, str], ...], *, asking: bool, title: str = "") -> int | None:
        """Let the writer choose about the question at hand; the time goes on, and nothing is chosen once it is over."""
        exam = self.sitting.state

        def build(cursor: int, width: int, height: int) -> Page:
            stem = stem_lines(exam.turn.item, self.setting, width)
            return menu_page(title, stem, Menu(entries, cursor), menu_hints(len(entries), _("back")), width)

        deadline = self.opened + self.limit if self.limit else None
        return choose(self.terminal, build, len(entries), deadline=deadline)

    def turn(self) -> Turn:
        """Return the question at hand."""
        return self.sitting.state.turn

    def remaining(self) -> float | None:
        """Return seconds left of the whole exam, or None without a limit."""
        return max(0.0, self.limit - self.seconds) if self.limit else None

    def question(self, width: int, height: int) -> Page:
        """Return the page of the question at hand."""
        exam = self.sitting.state
        state = self.state or restored(exam.turn, exam.sheet.response)
        return exam_page(Desk(exam, state, self.remaining(), self.note), self.setting, width)

    def look_at(self, wish: str) -> None:
        """Review question by question; everything else as after any game."""
        if wish != REVIEW:
            super().look_at(wish)
            return
        place: int | None = 0
        while place is not None:
            place = self.review_at(place)

    def review_at(self, place: int) -> int | None:
        """Show one question with its answer; return the place of the one to show next, or None to go back to the result."""
        self.terminal.show_new(self.reviewed(place))
        while True:
            key = read_key(self.terminal)
            if key is None or key.name == keys.RESIZE or scroll(self.terminal, key):
                self.terminal.show(self.reviewed(place))
            elif key.name in (keys.LEFT, *_BACK):
                return max(0, place - 1)
            elif BACK.is_pressed(key):
                return None
            else:
                return place + 1 if place + 1 < len(self.driver.state.turns) else None

    def reviewed(self, place: int) -> Build:
        """Return the page of one question with what was answered and what was right."""
        from lemans_quiz.play.feedback import feedback_page
        from lemans_quiz.play.result import outcomes_of

        outcome = outcomes_of(self.driver.state)[place]
        progress = Progress(place + 1, len(self.driver.state.turns))
        pages = KeyHint(_("↑↓ PgUp PgDn"), _("scroll"))
        hints = (KeyHint("← →", _("move")), pages, BACK.hint())

        def build(width: int, height: int) -> Page:
            page = feedback_page(outcome, progress, self.setting, width)
            return page._replace(bottom=[BLANK, *keys_line(hints, width)])

        return build

    def farewell(self) -> list[str]:
        """Return the lines to leave on the terminal."""
        if self.sitting.state.handed_in:
            return super().farewell()
        return [not_handed_in(self.sitting.state, self.setting.way_back())]


def _number_typed(typed: str, key: Key, count: int) -> str:
    """Return the number of a question as it is typed digit by digit; a digit that leads to none starts anew."""
    if len(key.text) != 1 or key.text not in "0123456789":
        return ""
    return next((text for text in (typed + key.text, key.text) if 1 <= int(text) <= count), "")
