"""An exam written by lines of text, from a pipe or typed: lines to commands. How it is told is lines.py's and events.py's."""

from __future__ import annotations

import time
from typing import Protocol, TextIO

from lemans_quiz.core.events import Event, Rejected
from lemans_quiz.core.responses import Unreadable
from lemans_quiz.core.typed import read_line
from lemans_quiz.games.exam.driver import ExamDriver
from lemans_quiz.games.exam.rules import Exam, ExamCommand, ExamEvent, Flag, Give, Go, HandIn, Opened
from lemans_quiz.play.complaining import read_complaint
from lemans_quiz.play.stream import complained, lines_of
from lemans_quiz.terminal.keys import END_OF_INPUT, INTERRUPT
from lemans_quiz.terminal.views import Setting

NEXT, BACK, GOTO, FLAG, CLEAR, LIST, SUBMIT, QUIT, UNKNOWN = (
    "next",
    "back",
    "goto",
    "flag",
    "clear",
    "list",
    "submit",
    "quit",
    "unknown",
)
_WORDS = {
    **dict.fromkeys(("", ":next", ":skip", ":weiter", ":überspringen"), NEXT),
    **dict.fromkeys((":back", ":zurück"), BACK),
    **dict.fromkeys((":goto", ":frage"), GOTO),
    **dict.fromkeys((":flag", ":merken"), FLAG),
    **dict.fromkeys((":clear", ":löschen"), CLEAR),
    **dict.fromkeys((":list", ":übersicht"), LIST),
    **dict.fromkeys((":submit", ":abgeben"), SUBMIT),
    **dict.fromkeys((":quit", ":ende", ":beenden"), QUIT),
}


class Tells(Protocol):
    """Tells an exam; each is called before the next line is read."""

    def tell(self, events: tuple[ExamEvent | Event, ...]) -> None:
        """Tell what happened."""

    def overview(self, *, asking: bool) -> None:
        """Tell what is answered and flagged; `asking` whether to hand in although something is open."""


def write_stream(sitting: ExamDriver, source: TextIO, tells: Tells, setting: Setting, *, asks: bool) -> str:
    """Let an exam be written by lines until it is handed in; return what ended it early, one of keys.ENDINGS, or nothing.

    With `asks`, `:submit` must be said twice where a question has no answer or a flag.
    """
    stream = _Stream(sitting, source, tells, setting, asks)
    try:
        return stream.run()
    except KeyboardInterrupt:
        stream.do(Go(sitting.state.position, stream.seconds))
        return INTERRUPT


class _Stream:
    """An exam and the lines that write it."""

    def __init__(self, sitting: ExamDriver, source: TextIO, tells: Tells, setting: Setting, asks: bool) -> None:
        self.sitting = sitting
        self.tells = tells
        self.setting = setting
        self.lines = lines_of(source)
        self.opened = time.monotonic()
        self.asks = asks
        self.was_asked = False

    @property
    def exam(self) -> Exam:
        return self.sitting.state

    @property
    def seconds(self) -> float:
        """Seconds since the last command, to a thousandth."""
        return round(time.monotonic() - self.opened, 3)

    def run(self) -> str:
        """Take lines until the exam is over; return what ended it early, or nothing."""
        self.tells.tell((Opened(self.exam.position),))
        while not self.exam.handed_in:
            line = next(self.lines, None)
            complaint = read_complaint(line) if line is not None else None
            if complaint is not None:
                self.tells.tell(complained(complaint, self.exam.turns, self.exam.position + 1, self.setting))
                continue
            word, rest = _word_of(line) if line is not None else (QUIT, "")
            if word == QUIT:
                self.do(Go(self.exam.position, self.seconds))
                return "" if line is not None else END_OF_INPUT
            was_asked, self.was_asked = self.was_asked, False
            self.take(word, rest, was_asked=was_asked)
        return ""

    def take(self, word: str, rest: str, *, was_asked: bool) -> None:
        """Carry out a line."""
        position, seconds = self.exam.position, self.seconds
        if word == NEXT:
            self.go_on()
        elif word == BACK:
            self.told(Go(max(0, position - 1), seconds))
        elif word == GOTO:
            self.told(Go(int(rest) - 1 if rest.isdecimal() and len(rest) < 9 else -1, seconds))
        elif word == FLAG:
            self.told(Flag(seconds))
        elif word == CLEAR:
            self.told(Give(None, seconds))
        elif word == LIST:
            self.tells.overview(asking=False)
        elif word == SUBMIT:
            self.submit(was_asked=was_asked)
        elif word == UNKNOWN:
            self.tells.tell((Rejected("unknown-command"),))
        else:
            self.answer(rest)

    def answer(self, line: str) -> None:
        """Give what a line says and go on; what cannot be read is no answer, and may be written again."""
        response = read_line(self.exam.turn, line, self.setting.language)
        if isinstance(response, Unreadable):
            self.tells.tell((Rejected("unreadable"),))
            return
        self.told(Give(response, self.seconds))
        if not self.exam.handed_in:
            self.go_on()

    def go_on(self) -> None:
        """Go to the next question; after the last one tell how the exam stands."""
        if self.exam.position + 1 < len(self.exam.turns):
            self.told(Go(self.exam.position + 1, self.seconds))
        else:
            self.tells.overview(asking=False)

    def submit(self, *, was_asked: bool) -> None:
        """Hand in, or ask first where something is open."""
        if self.asks and not was_asked and (self.exam.unanswered or self.exam.flagged):
            self.tells.overview(asking=True)
            self.was_asked = True
        else:
            self.told(HandIn(self.seconds))

    def told(self, command: ExamCommand) -> None:
        """Carry out a command and tell what happened."""
        self.tells.tell(self.do(command))

    def do(self, command: ExamCommand) -> tuple[ExamEvent, ...]:
        """Carry out a command; the clock of what follows starts now."""
        events = self.sitting.do(command)
        if not isinstance(events[0], Rejected):
            self.opened = time.monotonic()
        return events


def _word_of(line: str) -> tuple[str, str]:
    """Return the command of a line with what follows it, or nothing and the line where it is an answer."""
    stripped = line.strip()
    first, _, rest = stripped.partition(" ")
    word = _WORDS.get(first.casefold())
    if word is not None and (not rest or word == GOTO):
        return word, rest.strip()
    return (UNKNOWN, "") if stripped.startswith(":") else ("", line)
