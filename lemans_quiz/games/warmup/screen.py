"""A warm-up on the wall: its state to pages, keys to commands, until it is over. Keys of single phases are keys.py's."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple, TextIO

from lemans_quiz.core.turns import Turn
from lemans_quiz.errors import QuizError
from lemans_quiz.games.warmup.cards.keys import CardTable
from lemans_quiz.games.warmup.commands import Accept, Back, End, Forward, LeaveOut, Pause, Tick, TimerOff, Void
from lemans_quiz.games.warmup.driver import WarmupDriver
from lemans_quiz.games.warmup.ending import podium_page, report_page, sight_page
from lemans_quiz.games.warmup.keys import (
    enter_goes_on,
    keys_page,
    mending,
    menu_page,
    plain_page,
    take_key,
    team_changes,
)
from lemans_quiz.games.warmup.prompts import Scene, Typing
from lemans_quiz.games.warmup.rules import (
    ASKING,
    COUNTED,
    ENTRY,
    EXPLAINED,
    OPEN,
    OVER,
    PODIUM,
    REPORT,
    SHOW,
    SIGHT,
    TALLY,
    leaders,
)
from lemans_quiz.games.warmup.state import countdown, has_tie_break, is_shown
from lemans_quiz.games.warmup.stream import Reach
from lemans_quiz.games.warmup.theme import theme
from lemans_quiz.games.warmup.views import question_page, stem_of
from lemans_quiz.games.warmup.walls import projected
from lemans_quiz.i18n import _, render
from lemans_quiz.play import complaining
from lemans_quiz.play.bindings import HELP, MENU
from lemans_quiz.room.camera_terminal import show_cameras, without_reader
from lemans_quiz.room.projector import Projector
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import Key
from lemans_quiz.terminal.layout import Page
from lemans_quiz.terminal.menus import Leaving, choose, read_key, read_page
from lemans_quiz.terminal.terminal import Terminal
from lemans_quiz.terminal.views import KeyHint
from lemans_quiz.terminal.wall_screen import open_wall

TICK = 0.25
"""Seconds between two looks at the clock while something counts."""

_AT_ONCE = "0123456789.,-abcdefghi"
"""What teams press and what is entered for them counts as soon as it may be pressed."""

_ON = (keys.PAGE_DOWN, keys.RIGHT)
_BACK = (keys.BACKSPACE, keys.PAGE_UP, keys.LEFT)


def _kept_by_nobody(_turn: Turn, _reason: str) -> bool:
    """Stand for a warm-up that is not kept."""
    return False


class Room(NamedTuple):
    """What is the same on every page: the theme's name, the language of questions, and the settings in words.

    `complain` keeps what is said to be wrong with a question, and tells whether that could be done; `projector` is the wall in
    a browser, and `cards` are there where pupils answer by cards.
    """

    theme: str
    language: str
    settings: tuple[str, ...] = ()
    complain: Callable[[Turn, str], bool] = _kept_by_nobody
    projector: Projector | None = None
    cards: CardTable | None = None

    def project(self, scene: Scene, *, is_counting: bool) -> None:
        """Let the page of the projector, where it is open, show what the class may see now."""
        if self.projector is not None and self.projector.is_open:
            self.projector.show(projected(scene, self.settings, is_counting=is_counting))

    def by_lines(self, host: WarmupDriver) -> Reach:
        """Return what a warm-up by lines can do beside itself; 3 – 2 – 1 is over there as soon as it is told."""

        def complain(reason: str) -> bool:
            return self.complain(host.state.questions[-1].turn, reason)

        def project() -> None:
            at = host.state.since + COUNTED if host.state.phase == SHOW else host.at
            scene = Scene(host.state, at, theme(self.theme), self.language)
            self.project(scene, is_counting=host.clock.is_going)

        def open_wall() -> str:
            return self.projector.open() if self.projector is not None else ""

        return Reach(complain, project, open_wall, self.cards)


def show_warm_up(host: WarmupDriver, room: Room, *, source: TextIO | None = None, out: TextIO | None = None) -> str:
    """Play a warm-up to its end; return "" or the key of keys.ENDINGS that broke it off, to go on with another time."""
    look = theme(room.theme)
    with open_wall(source or sys.stdin, out or sys.stdout, look.ground) as terminal:
        try:
            _Wall(host, room, terminal).run()
        except Leaving as leaving:
            return leaving.key.name
    return ""


def ask_whether_to_go_on(
    room: Room, told: tuple[str, ...], *, source: TextIO | None = None, out: TextIO | None = None
) -> bool | None:
    """Ask whether a warm-up that was broken off goes on; None where the program is to end."""
    look = theme(room.theme)
    hints = (KeyHint(_("Space"), _("continue")), KeyHint("N", _("start a new one")))
    with open_wall(source or sys.stdin, out or sys.stdout, look.ground) as terminal:
        terminal.show_new(lambda width, height: plain_page(look, _("Continue?"), told, hints, width, height))
        while True:
            try:
                key = read_key(terminal)
            except Leaving:
                return None
            if key is None:
                continue
            if key.text == " " or key.name in (*_ON, keys.ENTER):
                return True
            if key.text.casefold() == "n":
                return False
            if key.name == keys.ESCAPE:
                return None
            terminal.show(lambda width, height: plain_page(look, _("Continue?"), told, hints, width, height))


class _Wall:
    """One warm-up on one terminal."""

    def __init__(self, host: WarmupDriver, room: Room, terminal: Terminal) -> None:
        self.host = host
        self.room = room
        self.terminal = terminal
        self.typing = Typing()
        self.has_left = False
        self.asks_for_address = False

    def run(self) -> None:
        """Show and take keys until the warm-up is over or left."""
        shown = ""
        while self.host.state.phase != OVER and not self.has_left:
            phase = self.host.state.phase
            self.take_cards()
            # Asked before the page is made: a count that ends while it is painted is painted once more.
            seconds = self.until_tick()
            if phase != shown:
                self.typing = Typing()
            self.project()
            if phase != shown:
                self.terminal.show_new(self.page, at_once=_AT_ONCE if phase in (OPEN, ENTRY, TALLY) else "")
                shown = phase
            else:
                self.terminal.show(self.page)
            key = read_key(self.terminal, seconds)
            self.take_cards()
            self.host.do(Tick(self.host.at))
            if key is not None and self.host.state.phase == phase:
                self.take(key)

    def until_tick(self) -> float | None:
        """Return seconds until the page may look different by itself, None where it does not."""
        state = self.host.state
        looks = self.room.cards is not None and state.phase in (SIGHT, OPEN)
        counts = looks or state.limit > 0 or (state.phase == SHOW and countdown(state, self.host.at))
        return TICK if counts and not state.is_paused else None

    def scene(self) -> Scene:
        """Return all that a page is made of."""
        look = theme(self.room.theme)
        return Scene(
            self.host.state,
            self.host.at,
            look,
            self.room.language,
            self.typing.text,
            self.typing.place,
            self.typing.is_warned,
            self.room.projector.address if self.room.projector else "",
            self.asks_for_address,
        )

    def project(self) -> None:
        """Let the page of the projector show what the class may see now."""
        self.room.project(self.scene(), is_counting=self.host.clock.is_going)

    def open_browser(self) -> None:
        """Show the wall in a browser, once more where it was closed; say so where that cannot be."""
        if self.room.projector is None:
            return
        try:
            self.room.projector.open()
        except QuizError as problem:
            self.warn(render(problem.sentence))

    def take_cards(self) -> None:
        """Let count what cameras saw of the cards."""
        if self.room.cards is not None:
            self.room.cards.bring(self.host)

    def see_cameras(self, cards: CardTable) -> None:
        """Tell how a camera comes to read the cards; say so where none can."""
        try:
            cameras = cards.cameras()
        except QuizError as problem:
            self.warn(render(problem.sentence))
            return
        if cameras is None:
            self.warn(without_reader())
        else:
            show_cameras(self.terminal, cameras)
            self.terminal.show_new(self.page)

    def warn(self, told: str) -> None:
        """Show a sentence until it was read."""
        look, hints = theme(self.room.theme), (KeyHint(_("Space"), _("continue")),)
        read_page(self.terminal, lambda width, height: plain_page(look, "!", (told,), hints, width, height))

    def hold(self) -> None:
        """Let the clock stand still, on the wall too."""
        self.host.clock.stop()
        self.project()

    def go(self) -> None:
        """Let the clock run on after it was held, but not in a pause."""
        if not self.host.state.is_paused:
            self.host.clock.go()

    def page(self, width: int, height: int) -> Page:
        """Return the page of the phase."""
        phase, scene = self.host.state.phase, self.scene()
        if phase == SIGHT:
            return sight_page(scene, self.room.settings, width, height)
        if phase == PODIUM:
            return podium_page(scene, width, height)
        if phase == REPORT:
            return report_page(scene, width, height)
        return question_page(scene, width, height)

    def take(self, key: Key) -> None:
        """Carry out a key: typing first, then the steps, the menu, scrolling."""
        self.asks_for_address = key.text.casefold() == "w"
        typed = take_key(self.host, key, self.typing)
        if typed is not None:
            self.typing = typed
        elif key.text == " " or key.name in _ON or (key.name == keys.ENTER and enter_goes_on(self.host.state)):
            # While it counts 3 - 2 - 1 nothing may be revealed.
            if not countdown(self.host.state, self.host.at):
                self.host.do(Forward(self.host.at))
        elif key.name in _BACK:
            self.host.do(Back(self.host.at))
        elif MENU.is_pressed(key):
            self.open_menu()
        elif HELP.is_pressed(key):
            self.tell_keys()
        elif key.text.casefold() == "w":
            self.open_browser()
        elif key.text.casefold() == "c" and self.room.cards is not None:
            self.see_cameras(self.room.cards)
        elif key.name in (keys.UP, keys.DOWN) and self.host.state.phase == REPORT:
            self.terminal.scroll(-1 if key.name == keys.UP else 1)

    def tell_keys(self) -> None:
        """Show all keys; the clock stands still meanwhile."""
        self.hold()
        scene = self.scene()
        read_page(self.terminal, lambda width, height: keys_page(scene, width, height))
        self.go()

    def open_menu(self) -> None:
        """Show the menu; the clock stands still meanwhile."""
        self.hold()
        entries = self.entries()
        labels = tuple(label for label, _act in entries)
        scene = self.scene()
        chosen = choose(
            self.terminal,
            lambda cursor, width, height: menu_page(scene, labels, cursor, width, height),
            len(labels),
            explain=lambda width, height: keys_page(scene, width, height),
        )
        self.go()
        if chosen is not None:
            entries[chosen][1]()

    def entries(self) -> list[tuple[str, Callable[[], object]]]:
        """Return what the menu offers now, each with what it does."""
        state, host = self.host.state, self.host
        entries: list[tuple[str, Callable[[], object]]] = [(_("Continue"), lambda: None)]
        if state.phase in ASKING:
            if not state.is_paused:
                entries.append((_("Pause"), lambda: host.do(Pause(host.at))))
            if state.phase != EXPLAINED:
                entries.append((_("Skip this question"), lambda: host.do(LeaveOut(host.at))))
            entries.append((complaining.offer(), self.complain))
        if self.mendable():
            entries.append((_("Change how a question counts"), lambda: self.mend(self.mendable())))
        if state.script.rules.teams:
            entries.append((_("Teams and scores"), self.change_teams))
        if state.phase in ASKING and state.script.rules.seconds:
            label = _("Turn the time limit back on") if state.timer_off else _("Turn off the time limit")
            entries.append((label, lambda: host.do(TimerOff(host.at))))
        if state.phase != SIGHT:
            is_tied = state.phase == PODIUM and len(leaders(state)) > 1 and has_tie_break(state)
            label = _("Keep the tie") if is_tied else _("Finish now")
            entries.append((label, lambda: host.do(End(host.at))))
        if self.room.projector is not None and state.phase not in ASKING:
            entries.append((_("Projector page"), self.open_browser))
        return [*entries, (_("Pause and resume later"), self.leave)]

    def complain(self) -> None:
        """Let the host say what is wrong with the question; the clock stands still meanwhile."""
        self.hold()
        scene, look = self.scene(), theme(self.room.theme)
        reasons = complaining.reasons()
        labels = tuple(label for _reason, label in reasons)
        chosen = choose(
            self.terminal, lambda cursor, width, height: menu_page(scene, labels, cursor, width, height), len(labels)
        )
        if chosen is not None:
            kept = self.room.complain(self.host.state.questions[-1].turn, reasons[chosen][0])
            hints, told = (KeyHint(_("Space"), _("continue")),), (complaining.told(is_kept=kept),)
            read_page(
                self.terminal,
                lambda width, height: plain_page(look, _("Noted") if kept else "!", told, hints, width, height),
            )
        self.go()

    def mendable(self) -> list[int]:
        """Return the numbers of the questions in which a mistake can be mended: the last one shown, and the one before."""
        state = self.host.state
        shown = [number for number in range(len(state.questions)) if is_shown(state, number)]
        return shown[:-3:-1]

    def mend(self, numbers: list[int]) -> None:
        """Let a question count no longer, or another answer of it be right too; or look at the one before."""
        self.hold()
        question, scene = self.host.state.questions[numbers[0]], self.scene()
        options = mending(question, self.room.language)
        before = [_("The previous question")] if numbers[1:] else []
        labels = (*(label for label, _place in options), *before)
        title = stem_of(question.turn.item, self.room.language)
        chosen = choose(
            self.terminal,
            lambda cursor, width, height: menu_page(scene, labels, cursor, width, height, title),
            len(labels),
        )
        if chosen == len(options):
            self.mend(numbers[1:])
        elif chosen is not None:
            place = options[chosen][1]
            number = numbers[0]
            self.host.do(Void(self.host.at, number) if place < 0 else Accept(self.host.at, number, place))
        self.go()

    def change_teams(self) -> None:
        """Let points be corrected and teams be renamed, come late or become one; the clock stands still meanwhile."""
        self.hold()
        change = team_changes(self.terminal, self.scene())
        self.go()
        if change is not None:
            self.host.do(change)

    def leave(self) -> None:
        """End the program; the warm-up is kept as it stands."""
        self.has_left = True
