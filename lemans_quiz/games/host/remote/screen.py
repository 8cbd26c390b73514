"""A game in a room on the teacher's terminal: its state to pages, keys to commands, until it is over. The teacher's remote.

Time goes on by itself (the ticker of command.py calls the desk), so no page and no menu here holds anybody up.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import NamedTuple, TextIO

from lemans_quiz.core.turns import Turn
from lemans_quiz.games.host.commands import (
    Back,
    Command,
    End,
    Fingers,
    Forward,
    LeaveOut,
    Lock,
    Pause,
    TimerOff,
    Toggle,
    VoteAgain,
)
from lemans_quiz.games.host.desk import Desk
from lemans_quiz.games.host.remote import keys as of_host
from lemans_quiz.games.host.remote import mending, prompts
from lemans_quiz.games.host.remote.pages import Scene, keys_page, lobby_page
from lemans_quiz.games.host.remote.views import game_page, way_in_page
from lemans_quiz.games.host.rules import ASKING, LOBBY, OVER, REVEALED
from lemans_quiz.games.host.state import has_cards
from lemans_quiz.i18n import _
from lemans_quiz.play import complaining
from lemans_quiz.play.bindings import HELP
from lemans_quiz.room.camera_terminal import Cameras, show_cameras, without_reader
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import Key
from lemans_quiz.terminal.layout import Page
from lemans_quiz.terminal.menus import Leaving, read_key, read_page, scroll
from lemans_quiz.terminal.terminal import Terminal, open_terminal

TICK = 0.25
"""Seconds between two looks at what pupils did."""

SHOWN = 3.0
"""Seconds for which the answer is shown where the teacher asks for it."""


def _kept_by_nobody(_turn: Turn, _reason: str) -> bool:
    """Stand for a game that is not kept."""
    return False


class Stage(NamedTuple):
    """What is the same on every page. `address` is where phones find the laptop now, `reached` whether any has; `open_wall` opens the
    projector's page and returns its address or why it cannot; `wall_is_open` tells whether it is; `show_way_in` lets it show the way in.

    `warning` says what the teacher should know as long as it is so. `complain` keeps what is said to be wrong with a question, and tells whether that could be done.
    """

    language: str
    title: str = ""
    class_name: str = ""
    address: Callable[[], str] = str
    code: str = ""
    reached: Callable[[], bool] = bool
    open_wall: Callable[[], str] = str
    wall_is_open: Callable[[], bool] = bool
    show_way_in: Callable[[bool], object] = bool
    complain: Callable[[Turn, str], bool] = _kept_by_nobody
    notice: str = ""
    warning: Callable[[], str] = str
    cameras: Callable[[], Cameras | None] = lambda: None


def show_game(
    desk: Desk,
    stage: Stage,
    *,
    after: Callable[[Terminal], None] = lambda terminal: None,
    source: TextIO | None = None,
    out: TextIO | None = None,
) -> str:
    """Play a game to its end, then do what comes `after` it; return "" or the key of keys.ENDINGS that broke it off."""
    with open_terminal(source or sys.stdin, out or sys.stdout) as terminal:
        try:
            remote = Remote(desk, stage, terminal)
            remote.run()
            if not remote.has_left:
                after(terminal)
        except Leaving as leaving:
            return leaving.key.name
    return ""


def scene_of(desk: Desk, stage: Stage, waited: float) -> Scene:
    """Return what pages and sentences are made of."""
    return Scene(
        desk.snapshot,
        stage.language,
        stage.title,
        stage.class_name,
        stage.address(),
        stage.code,
        waited,
        stage.reached(),
        stage.wall_is_open(),
    )


class Remote:
    """One game on one terminal."""

    def __init__(self, desk: Desk, stage: Stage, terminal: Terminal) -> None:
        self.desk = desk
        self.stage = stage
        self.terminal = terminal
        self.note = stage.notice
        self.has_left = False
        self.began = time.monotonic()
        self.shows_key_until = 0.0
        self.shows_way_in = False

    def run(self) -> None:
        """Show and take keys until the game is over or left."""
        shown: tuple[str, int, bool] | None = None
        while self.phase != OVER and not self.has_left:
            state = self.desk.snapshot.state
            now = (state.phase, state.position, self.shows_way_in)
            if now != shown:
                self.terminal.show_new(self.page)
            else:
                self.terminal.show(self.page)
            shown = now
            key = read_key(self.terminal, TICK)
            # A key was meant for the page that was shown: nothing is revealed because the question closed just now.
            if key is not None and self.phase == now[0]:
                self.take(key)

    @property
    def phase(self) -> str:
        """The phase as it is now."""
        return self.desk.snapshot.state.phase

    def scene(self) -> Scene:
        """Return all that a page is made of."""
        scene = scene_of(self.desk, self.stage, time.monotonic() - self.began)
        return scene._replace(
            note=self.note or self.stage.warning(),
            shows_key=time.monotonic() < self.shows_key_until,
            shows_way_in=self.shows_way_in,
        )

    def page(self, width: int, height: int) -> Page:
        """Return the page of the phase."""
        build = lobby_page if self.phase == LOBBY else way_in_page if self.shows_way_in else game_page
        return build(self.scene(), width, height)

    def do(self, command: Command) -> None:
        """Carry out a command."""
        self.desk.do(command)

    def take(self, key: Key) -> None:
        """Carry out a key: those that the phase takes, digits for teams, scrolling."""
        if key.name == keys.RESIZE:
            return
        pressed = next((one for one in of_host.taken_in(self.phase) if one.is_pressed(key)), None)
        returning = self.desk.snapshot.returning
        self.note = ""
        if returning and key.text in ("b", "k"):
            self.desk.vouch(returning[0], yes=key.text == "b")
        elif self.shows_way_in:
            self.turn_way_in()
        elif pressed is not None:
            self.acts()[pressed]()
        elif self.phase == REVEALED and key.text.isascii() and key.text.isdigit() and int(key.text) > 0:
            self.do(Toggle(self.desk.at, int(key.text) - 1))
        else:
            scroll(self.terminal, key)

    def acts(self) -> dict[object, Callable[[], object]]:
        """Return what each key does."""
        desk, language = self.desk, self.stage.language
        return {
            of_host.ON: self.go_on,
            of_host.BACK: lambda: self.do(Back(desk.at)),
            of_host.WALL: self.open_wall,
            of_host.SETTINGS: lambda: prompts.see_settings(self.terminal, desk),
            of_host.LOCK: lambda: self.do(Lock(desk.at)),
            of_host.SEATS: lambda: prompts.see_pupils(self.terminal, desk, is_private=self.stage.wall_is_open()),
            of_host.PAUSE: lambda: self.do(Pause(desk.at)),
            of_host.TIMER: self.turn_timer,
            of_host.AGAIN: lambda: self.do(VoteAgain(desk.at)),
            of_host.FINGERS: self.turn_fingers,
            of_host.HANDS: lambda: mending.count_hands(self.terminal, desk, language),
            of_host.KEY: self.show_key,
            of_host.SPEAK: self.speak_for,
            of_host.CARDS: self.see_cameras,
            of_host.NAMES: lambda: prompts.show_name(self.terminal, desk),
            of_host.RETURN: lambda: None,
            of_host.WAY_IN: self.turn_way_in,
            of_host.MENU: self.open_menu,
            HELP: lambda: read_page(self.terminal, keys_page),
        }

    def go_on(self) -> None:
        """Go one step on."""
        self.shows_key_until = 0.0
        self.do(Forward(self.desk.at))

    def turn_timer(self) -> None:
        """Switch the timer, and say so."""
        self.do(TimerOff(self.desk.at))
        self.note = _("The timer is off.") if self.desk.snapshot.state.timer_off else _("The timer is on again.")

    def turn_fingers(self) -> None:
        """Let the class answer by hand, or by phone again, and say so; in the lobby it begins so."""
        self.do(Fingers(self.desk.at))
        is_by_hand = self.desk.snapshot.state.is_by_hand
        self.note = _("By fingers from now on.") if is_by_hand else _("By phone again.")
        if self.phase == LOBBY and is_by_hand:
            self.go_on()

    def open_wall(self) -> None:
        """Open the projector's page, and say where it is."""
        self.note = self.stage.open_wall()

    def turn_way_in(self) -> None:
        """Show how to get in, or what is on again; time goes on meanwhile."""
        self.shows_way_in = not self.shows_way_in
        self.stage.show_way_in(self.shows_way_in)

    def show_key(self) -> None:
        """Show the answer here for a moment, where the class looks at another page."""
        if self.stage.wall_is_open():
            self.shows_key_until = time.monotonic() + SHOWN
        else:
            self.note = _("First open the projector page with w: the projector may be showing this one.")

    def speak_for(self) -> None:
        """Let the teacher answer for a pupil: by number and letter where cards are held up."""
        if has_cards(self.desk.snapshot.state):
            self.note = mending.type_letter(self.terminal, self.desk)
        else:
            mending.speak_for(self.terminal, self.desk, self.stage.language)

    def see_cameras(self) -> None:
        """Tell how a camera comes to read cards."""
        cameras = self.stage.cameras()
        if cameras is None:
            self.note = without_reader()
        else:
            show_cameras(self.terminal, cameras)

    def open_menu(self) -> None:
        """Show the menu; the game goes on meanwhile."""
        prompts.pick(self.terminal, _("Menu"), self.entries())

    def entries(self) -> list[prompts.Entry]:
        """Return what the menu offers now."""
        state, desk = self.desk.snapshot.state, self.desk
        entries: list[prompts.Entry] = [(_("Continue"), "", lambda: None)]
        if state.phase in ASKING:
            entries.append((_("Skip this question"), _("it counts for nobody"), lambda: self.do(LeaveOut(desk.at))))
            entries.append((complaining.offer(), "", self.complain))
        if any(question.has_been_seen for question in state.questions):
            mend = lambda: mending.mend(self.terminal, desk, self.stage.language)  # noqa: E731
            entries.append((_("Change how a question counts"), _("the last one or the one before"), mend))
        if state.phase != LOBBY:
            entries.append((_("Finish now"), _("go to the podium"), lambda: self.do(End(desk.at))))
        kept = _("your answers are saved") if state.phase != LOBBY else ""
        return [*entries, (_("Pause and resume later") if kept else _("Quit"), kept, self.leave)]

    def complain(self) -> None:
        """Let the teacher say what is wrong with the question, and keep it."""
        question = self.desk.snapshot.state.question
        if question is None:
            return
        turn = question.turn

        def keep(reason: str) -> Callable[[], object]:
            def act() -> None:
                self.note = complaining.told(is_kept=self.stage.complain(turn, reason))

            return act

        entries: list[prompts.Entry] = [(label, "", keep(reason)) for reason, label in complaining.reasons()]
        prompts.pick(self.terminal, complaining.title(), entries)

    def leave(self) -> None:
        """End the program; the game is kept as it stands."""
        self.has_left = True
