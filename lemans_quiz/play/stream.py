"""A game played by lines of text, from a pipe or typed: lines to commands. How events are told is lines.py's and events.py's."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TextIO

from lemans_quiz.core.events import (
    Answer,
    Appeal,
    Asked,
    Command,
    Complained,
    Event,
    Finished,
    Halved,
    Hinted,
    Next,
    Push,
    Quit,
    Rejected,
    Skip,
    TimeOut,
    Withdraw,
)
from lemans_quiz.core.game import Asking, Ended, Game, Reviewing, pushes_left
from lemans_quiz.core.items import Text
from lemans_quiz.core.responses import Typed
from lemans_quiz.core.turns import Turn
from lemans_quiz.core.typed import read_command, read_line
from lemans_quiz.play.complaining import Complaint, read_complaint
from lemans_quiz.play.driver import GameDriver, help_command
from lemans_quiz.terminal.keys import END_OF_INPUT, INTERRUPT
from lemans_quiz.terminal.views import Setting

LONGEST_LINE = 4000

Tell = Callable[[tuple[Event, ...]], None]
"""Tells events; called before the next line is read."""


def play_stream(driver: GameDriver, source: TextIO, tell: Tell, setting: Setting) -> str:
    """Play by lines until the game is over; return what ended it early, one of keys.ENDINGS, or nothing.

    Feedback is no stop: the next question is asked at once, and `:right` then means the answer before it. `:push` means the hour
    to come, because the question of this one has been shown.
    """
    player = _Stream(driver, source, tell, setting)
    try:
        return player.run()
    except KeyboardInterrupt:
        return INTERRUPT


class _Stream:
    """A game and the lines that play it."""

    def __init__(self, driver: GameDriver, source: TextIO, tell: Tell, setting: Setting) -> None:
        self.driver = driver
        self.tell = tell
        self.setting = setting
        self.lines = lines_of(source)
        self.opened = 0.0
        self.is_pushing_next = False

    def run(self) -> str:
        """Play; return what ended the game early, or nothing."""
        self.told(opening_events(self.driver.state))
        while not isinstance(self.driver.state.phase, Ended):
            if isinstance(self.driver.state.phase, Reviewing) and not self.awaits_appeal():
                self.told(self.next())
                continue
            line = next(self.lines, None)
            if line is None and isinstance(self.driver.state.phase, Asking):
                return END_OF_INPUT
            complaint = read_complaint(line) if line is not None else None
            if complaint is not None:
                game = self.driver.state
                self.told(complained(complaint, game.turns[: game.position + 1], game.position + 1, self.setting))
            elif line is not None and read_command(line) == "push":
                self.told(self.push_next())
            else:
                self.told(self.driver.do(self.command(line)))
        return ""

    def next(self) -> tuple[Event, ...]:
        """Go on to the next question, pushing there where that was wished for."""
        asked = self.driver.do(Next())
        if not self.is_pushing_next:
            return asked
        self.is_pushing_next = False
        return (*self.driver.do(Push()), *asked)

    def push_next(self) -> tuple[Event, ...]:
        """Remember to push when the next question comes."""
        game = self.driver.state
        following = game._replace(position=game.position + 1, phase=Asking())
        if following.position >= len(game.turns) or not pushes_left(following):
            return (Rejected("no-push"),)
        self.is_pushing_next = True
        return ()

    def told(self, events: tuple[Event, ...]) -> None:
        """Tell events; the clock of a question starts when it was told."""
        before = self.driver.state.position
        self.tell(events)
        if before != getattr(self, "_timed", None):
            self._timed = before
            self.opened = time.monotonic()

    def awaits_appeal(self) -> bool:
        """Tell whether the last question was answered with a text that is not right: then `:right` may follow."""
        game = self.driver.state
        last = game.attempts[-1]
        typed = isinstance(game.turn.item.kind, Text) and isinstance(last.response, Typed)
        return game.rules.appeals and typed and last.mark.value < 1.0 and game.position + 1 == len(game.turns)

    def command(self, line: str | None) -> Command:
        """Return what a line asks for. After the last question anything but `:right` and `:quit` goes on."""
        asked = read_command(line) if line is not None else None
        if asked == "quit":
            return Quit()
        if asked == "right":
            return Appeal()
        if asked == "wrong":
            return Withdraw()
        if line is None or isinstance(self.driver.state.phase, Reviewing):
            return Next()
        seconds = round(time.monotonic() - self.opened, 3)
        limit = self.driver.state.limit(self.driver.state.turn.item)
        if limit and seconds >= limit:
            return TimeOut(limit)
        if asked == "hint":
            return help_command(self.driver.state.turn, self.setting.seed)
        if asked == "skip" or not line.strip():
            return Skip(seconds)
        return Answer(read_line(self.driver.state.turn, line, self.setting.language), seconds)


def complained(complaint: Complaint, turns: Sequence[Turn], on_show: int, setting: Setting) -> tuple[Event, ...]:
    """Keep what a line says is wrong with one of the questions that were seen, and return what is told of it."""
    number = complaint.number or on_show
    if not complaint.reason:
        return (Rejected("no-such-problem"),)
    if not 0 < number <= len(turns):
        return (Rejected("no-such-question"),)
    return (Complained(number, complaint.reason, setting.complain(turns[number - 1], complaint.reason)),)


def lines_of(source: TextIO) -> Iterator[str]:
    """Yield lines without their ends; what is longer than any answer is cut."""
    while line := source.readline(LONGEST_LINE):
        whole = line
        while not whole.endswith("\n") and (whole := source.readline(LONGEST_LINE)):
            pass
        yield line.rstrip("\r\n")


def opening_events(game: Game) -> tuple[Event, ...]:
    """Return the events that show where a game stands: nothing while feedback is on show."""
    match game.phase:
        case Asking(hints=hints, gone=gone):
            number, item = game.position + 1, game.turn.item
            asked = Asked(number, len(game.turns), game.turn, game.limit(item))
            halved = (Halved(number, gone),) if gone else ()
            return (asked, *(Hinted(number, which + 1, item.hints[which]) for which in range(hints)), *halved)
        case Ended(complete=complete):
            return (Finished(complete),)
        case _:
            return ()
