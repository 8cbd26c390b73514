"""A game in a room as plain lines, for a teacher who does not see the screen, and for pipes: words for signs, no colour, no place.

Time goes on by itself, and pupils come and answer meanwhile: what a line brought and what came by itself is told in one way, by
comparing what was told last with what is now.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from typing import TextIO

from lemans_quiz.core.events import Rejected
from lemans_quiz.core.responses import Unreadable
from lemans_quiz.core.typed import read_line
from lemans_quiz.games.host.card_seats import seat_of_card
from lemans_quiz.games.host.commands import Command, Forward
from lemans_quiz.games.host.desk import Desk, Refused, Snapshot
from lemans_quiz.games.host.remote import stream
from lemans_quiz.games.host.remote.ending import Ending, ending_lines, place_lines
from lemans_quiz.games.host.remote.pages import PATIENCE, Scene
from lemans_quiz.games.host.remote.screen import Stage, scene_of
from lemans_quiz.games.host.remote.telling import (
    head,
    help_lines,
    news,
    only_came,
    page,
    pupil_lines,
    rejection,
    setting_lines,
    waiting_name,
    way_in_lines,
)
from lemans_quiz.games.host.remote.text import answer
from lemans_quiz.games.host.remote.views import next_step
from lemans_quiz.games.host.rules import CARDS, KEYS, LOBBY, OPEN, OVER, PHONE, Seat
from lemans_quiz.games.host.scores import playing
from lemans_quiz.games.host.state import has_cards
from lemans_quiz.i18n import _
from lemans_quiz.play import complaining
from lemans_quiz.play.leading import (
    AGAIN,
    HELP,
    NEXT,
    PROBLEM,
    QUIT,
    UNKNOWN,
    UNREADABLE,
    WALL,
    LineReader,
    Request,
    request,
)
from lemans_quiz.room.camera_terminal import without_reader
from lemans_quiz.terminal.keys import END_OF_INPUT, INTERRUPT
from lemans_quiz.terminal.plain import write_lines

LOOK = 0.25
"""Seconds between two looks at what pupils did."""
SEATS_EVERY = 3.0
"""Seconds between two lines that tell who came: a class scans at once."""


def lead_by_lines(
    desk: Desk,
    stage: Stage,
    *,
    ending: Callable[[], Ending | None] = lambda: None,
    source: TextIO | None = None,
    out: TextIO | None = None,
) -> str:
    """Play a game to its end and tell what came of it; return "" or which of keys.ENDINGS broke it off."""
    stream_of_lines = source or sys.stdin
    leader = Leader(
        desk, stage, LineReader(stream_of_lines), out or sys.stdout, is_interactive=stream_of_lines.isatty()
    )
    try:
        by = leader.run()
        found = None if by or leader.has_left else ending()
        if found is not None:
            leader.end(found)
    except KeyboardInterrupt:
        by = INTERRUPT
    if by and leader.is_interactive:
        leader.write([""])
    return by


class Leader:
    """One game led by lines."""

    def __init__(self, desk: Desk, stage: Stage, lines: LineReader, out: TextIO, *, is_interactive: bool) -> None:
        self.desk = desk
        self.stage = stage
        self.lines = lines
        self.out = out
        self.is_interactive = is_interactive
        self.has_left = False
        self.began = time.monotonic()
        self.told: Snapshot = desk.snapshot
        self.warning = ""
        self.seats_told = 0.0
        self.is_lonely = False
        self.shows_way_in = False

    @property
    def scene(self) -> Scene:
        """Return what sentences are made of."""
        return scene_of(self.desk, self.stage, time.monotonic() - self.began)

    def write(self, lines: Iterable[str]) -> None:
        """Write lines at once."""
        write_lines(self.out, lines)

    def run(self) -> str:
        """Play; return what ended the game early, or nothing."""
        self.begin()
        while True:
            line = self.lines.get(LOOK)
            is_moved = self.tell_news(by_itself=True)
            if self.told.state.phase == OVER or self.has_left:
                return ""
            if line is None and self.lines.is_over:
                return END_OF_INPUT
            if line is None:
                continue
            # A line was meant for what had been told: nothing is revealed because the question closed just now.
            if not (is_moved and self.is_interactive and not line.strip()):
                self.take(line)
                self.tell_news()
            if self.told.state.phase == OVER or self.has_left:
                return ""
            self.hint()

    def begin(self) -> None:
        """Write how to get in and how it is played, or where a game that goes on stands."""
        scene = self.scene
        self.write([*head(scene), *way_in_lines(scene)])
        if self.is_interactive:
            self.write(help_lines())
        if self.stage.notice:
            self.write([self.stage.notice])
        if self.told.state.phase != LOBBY:
            self.write(page(scene, is_whole=True))
        self.hint()

    def hint(self) -> None:
        """Tell a person what an empty line does."""
        if self.is_interactive and self.told.state.phase != OVER:
            does = next_step(self.desk.snapshot.state)
            self.out.write(_("Enter: {does}").format(does=does) + " > ")
            self.out.flush()

    def tell_news(self, *, by_itself: bool = False) -> bool:
        """Write what is new since it was told last; return whether that is another step. What came `by_itself` begins a line of its own."""
        before, scene = self.told, self.scene
        if by_itself and only_came(before, scene.snapshot):
            if time.monotonic() - self.seats_told < SEATS_EVERY:
                return False
            self.seats_told = time.monotonic()
        lines = [*news(before, scene, is_private=self.stage.wall_is_open()), *self.warnings(scene)]
        self.told = scene.snapshot
        if lines:
            self.write([*([""] if by_itself and self.is_interactive else []), *lines])
            if by_itself:
                self.hint()
        now = scene.snapshot.state
        return (before.state.phase, before.state.position) != (now.phase, now.position)

    def warnings(self, scene: Scene) -> list[str]:
        """Return what the teacher should know as soon as it is so, once."""
        before, self.warning = self.warning, self.stage.warning()
        told = [self.warning] if self.warning and self.warning != before else []
        state = scene.snapshot.state
        waits = state.phase == LOBBY and scene.address and not scene.is_reached and state.script.rules.entry != CARDS
        if waits and scene.waited >= PATIENCE and not self.is_lonely:
            self.is_lonely = True
            told.append(_("No phone has reached this laptop yet."))
            told.append(
                _("Usual causes: phones on mobile data, a Wi-Fi that isolates devices, or this laptop's firewall.")
            )
        return told

    def take(self, line: str) -> None:
        """Carry out a line."""
        asked = request(line, stream.WORDS)
        if self.shows_way_in:
            self.turn_way_in()
        if asked is None:
            self.write([rejection(UNKNOWN)])
        elif asked.word in self.acts():
            self.acts()[asked.word](asked)
        elif asked.word == "":
            self.enter(asked.rest)
        else:
            state = self.desk.snapshot.state
            self.do(stream.command_of(asked, state, self.desk.at, self.stage.language))

    def acts(self) -> dict[str, Callable[[Request], object]]:
        """Return what those words do that are no command of the game."""
        return {
            NEXT: lambda asked: self.do(Forward(self.desk.at)),
            AGAIN: lambda asked: self.write(page(self.scene, is_whole=True)),
            HELP: lambda asked: self.write(help_lines()),
            QUIT: lambda asked: self.leave(),
            WALL: lambda asked: self.write([self.stage.open_wall()]),
            PROBLEM: lambda asked: self.complain(asked.rest),
            stream.FINGERS: lambda asked: self.turn_fingers(asked),
            stream.PUPILS: lambda asked: self.write(pupil_lines(self.scene, is_private=self.stage.wall_is_open())),
            stream.NAME: lambda asked: self.write([waiting_name(self.desk.snapshot.state)]),
            stream.ADD: lambda asked: self.add(asked.rest),
            stream.KEY: lambda asked: self.write([self.key()]),
            stream.SAY: lambda asked: self.say(asked.rest),
            stream.CARDS: lambda asked: self.write(self.camera_lines()),
            stream.ADMIT: lambda asked: self.vouch(yes=True),
            stream.REFUSE: lambda asked: self.vouch(yes=False),
            stream.WAY_IN: lambda asked: self.turn_way_in(),
            stream.SETTINGS: self.set,
        }

    def do(self, command: Command | None) -> None:
        """Carry out a command, or say why it cannot be."""
        first = None if command is None else self.desk.do(command)[0]
        if first is None:
            self.write([rejection(UNREADABLE)])
        elif isinstance(first, Rejected):
            self.write([rejection(first.reason)])

    def enter(self, text: str) -> None:
        """Take what the phase asks for: hands, or teams that were right."""
        commands = stream.entries(self.desk.snapshot.state, self.desk.at, text)
        if not commands:
            self.write([rejection(UNREADABLE)])
        for command in commands or ():
            self.do(command)

    def leave(self) -> None:
        """End the program; the game is kept as it stands."""
        self.has_left = True

    def turn_fingers(self, asked: Request) -> None:
        """Let the class answer by hand, or by phone again; in the lobby it begins so."""
        self.do(stream.command_of(asked, self.desk.snapshot.state, self.desk.at, self.stage.language))
        state = self.desk.snapshot.state
        if state.phase == LOBBY and state.is_by_hand:
            self.do(Forward(self.desk.at))

    def set(self, asked: Request) -> None:
        """Change a setting, or tell all of them."""
        if asked.rest:
            self.do(stream.command_of(asked, self.desk.snapshot.state, self.desk.at, self.stage.language))
        else:
            self.write(setting_lines(self.desk.snapshot.state.script.rules))

    def turn_way_in(self) -> None:
        """Tell how to get in and show it on the big page, until the next line."""
        self.shows_way_in = not self.shows_way_in
        self.stage.show_way_in(self.shows_way_in)
        if self.shows_way_in:
            self.write(way_in_lines(self.scene))

    def key(self) -> str:
        """Return what is right, where the class looks at another page."""
        question = self.desk.snapshot.state.question
        if question is None:
            return rejection("not-now")
        if not self.stage.wall_is_open():
            return _("Open the projector page with :wall first: a projector may show this one.")
        return _("Right: {answer}").format(answer=answer(question, self.stage.language))

    def add(self, name: str) -> None:
        """Give a seat to a pupil whose answers the teacher types; without a name one is made."""
        if isinstance(self.desk.join(name=name, way=KEYS), Refused):
            self.write([rejection("name")])

    def say(self, rest: str) -> None:
        """Take an answer for a pupil without a device, or of a card that is not seen: who, and what."""
        who, _space, said = rest.partition(" ")
        state = self.desk.snapshot.state
        question, seat = state.question, self.speaker(who)
        poll = question.poll if question is not None else None
        if question is None or poll is None or state.phase != OPEN:
            self.write([rejection("not-now")])
            return
        response = read_line(question.turn, said, self.stage.language)
        if seat is None or isinstance(response, Unreadable):
            self.write([rejection("no-seat" if seat is None else UNREADABLE)])
            return
        stands = poll.ballots.get(seat.number)
        taken = self.desk.answer(seat.number, poll.id, stands.nth + 1 if stands else 1, response)
        self.write([rejection(taken.reason) if isinstance(taken, Refused) else _("Saved.")])

    def speaker(self, who: str) -> Seat | None:
        """Return the seat for which the teacher may answer: by the number of its card where cards are held up."""
        state = self.desk.snapshot.state
        if has_cards(state) and who.isdecimal() and (held := seat_of_card(playing(state), int(who))) is not None:
            return held
        seat = stream.seat_called(state, who)
        return seat if seat is not None and seat.way != PHONE else None

    def vouch(self, *, yes: bool) -> None:
        """Let the pupil back who asks for a seat, or not."""
        returning = self.desk.snapshot.returning
        if returning:
            self.desk.vouch(returning[0], yes=yes)
        else:
            self.write([rejection("not-now")])

    def camera_lines(self) -> list[str]:
        """Return how a camera comes to read cards."""
        cameras = self.stage.cameras()
        if cameras is None:
            return [without_reader()]
        there = cameras.there()
        return [
            _("Page for this laptop's camera: {address}").format(address=cameras.here()),
            *([_("On your phone: {address}").format(address=there)] if there else []),
        ]

    def complain(self, rest: str) -> None:
        """Keep what is said to be wrong with the question, or tell what can be said."""
        question, reason = self.desk.snapshot.state.question, complaining.read_reason(rest)
        if question is None:
            self.write([rejection("not-now")])
        elif reason:
            self.write([complaining.told(is_kept=self.stage.complain(question.turn, reason))])
        else:
            listed = (f"{place}. {told}" for place, (_reason, told) in enumerate(complaining.reasons(), 1))
            self.write([complaining.title(), *listed, _("Type the number: :problem 1")])

    def end(self, ending: Ending) -> None:
        """Tell what came of it, and write a report where a file is named, until an empty line."""
        self.write(["", *ending_lines(ending)])
        if self.is_interactive:
            self.write(
                [
                    _("Type a file name such as {name} to save a report, :pupils for all places.").format(
                        name=ending.proposed
                    )
                ]
            )
        while True:
            if self.is_interactive:
                self.out.write(_("Enter: {does}").format(does=_("end")) + " > ")
                self.out.flush()
            line = (self.lines.get() or "").strip()
            if not line:
                return
            asked = request(line, stream.WORDS)
            is_places = asked is not None and asked.word == stream.PUPILS
            self.write(
                place_lines(ending)
                if is_places
                else [ending.write(line)]
                if asked and not asked.word
                else [rejection(UNKNOWN)]
            )
