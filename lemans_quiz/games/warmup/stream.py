"""A warm-up by lines, typed or from a pipe: lines to commands. How it is told is lines.py's and events.py's.

Each function of the keys has a word. An empty line goes on. Time moves a warm-up only where somebody sits at the terminal: from a
pipe it waits for its lines, so that the same lines give the same warm-up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import ceil
from typing import NamedTuple, Protocol, TextIO

from lemans_quiz.core.events import Rejected
from lemans_quiz.errors import QuizError
from lemans_quiz.games.warmup.cards.keys import CardTable
from lemans_quiz.games.warmup.cards.stream import all_seen, told_of, typed_cards
from lemans_quiz.games.warmup.cards.text import answers_by_card
from lemans_quiz.games.warmup.commands import (
    NOTHING_SAID,
    Accept,
    Back,
    Buzz,
    Command,
    Correct,
    Count,
    End,
    Enter,
    Event,
    Forward,
    Join,
    Late,
    LeaveOut,
    Pause,
    Rename,
    Say,
    Tick,
    TimerOff,
    Toggle,
    Void,
    VoteAgain,
)
from lemans_quiz.games.warmup.driver import WarmupDriver
from lemans_quiz.games.warmup.prompts import next_team
from lemans_quiz.games.warmup.rules import NOBODY, NONE, OPEN, OVER, READING, SIGHT, TALLY, Question, doubt, places
from lemans_quiz.games.warmup.state import Warmup, is_shown
from lemans_quiz.games.warmup.theme import LETTERS
from lemans_quiz.i18n import render
from lemans_quiz.play import complaining
from lemans_quiz.play.leading import (
    AGAIN,
    COMMON,
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
from lemans_quiz.play.stream import lines_of
from lemans_quiz.terminal.keys import END_OF_INPUT, INTERRUPT

POINTS, LATE, JOIN, TEAMS, VOTE, CAMERA = "points", "late", "join", "teams", "vote", "camera"

_LOOK = 0.25
"""Seconds between two looks at what cameras saw."""

_WORDS = {
    **COMMON,
    **dict.fromkeys((":points", ":punkte"), POINTS),
    **dict.fromkeys((":late", ":dazu"), LATE),
    **dict.fromkeys((":join", ":zusammen"), JOIN),
    **dict.fromkeys((":teams", ":stand"), TEAMS),
    **dict.fromkeys((":vote", ":abstimmen"), VOTE),
    **dict.fromkeys((":camera", ":kamera"), CAMERA),
}


class Tells(Protocol):
    """Tells a warm-up; each is called before the next line is read."""

    def begin(self) -> None:
        """Tell what there is to know before the first step."""

    def tell(self, events: tuple[Event, ...], before: Warmup) -> None:
        """Tell what a command brought; `before` is the state that it met."""

    def reject(self, reason: str) -> None:
        """Tell why nothing was done."""

    def time_out(self, *, is_reading: bool) -> None:
        """Tell that the time to think is over, or that to read, while a line may be being typed."""

    def answer(self, word: str) -> None:
        """Tell what was asked for: AGAIN, TEAMS or HELP."""

    def wall(self, told: str) -> None:
        """Tell where the page of the projector is, or why it is not."""

    def problem(self, reason: str, *, is_kept: bool) -> None:
        """Tell that something was said to be wrong with the question, or with no reason what can be said."""


class Reach(NamedTuple):
    """What a warm-up by lines can do beside itself: keep what is said to be wrong with the question, bring the page of the projector
    up to date, open it, which returns its address and raises QuizError where that cannot be, and with cards look at them.
    """

    complain: Callable[[str], bool]
    project: Callable[[], None]
    open_wall: Callable[[], str]
    cards: CardTable | None = None


def no_earlier(time: float) -> float:
    """Return the first thousandth of a second that is not before `time`: 1.2530000000000001 times 1,000 is 1253.0."""
    thousandths = ceil(time * 1000)
    return thousandths / 1000 if thousandths / 1000 >= time else (thousandths + 1) / 1000


def play_stream(host: WarmupDriver, source: TextIO, tells: Tells, reach: Reach) -> str:
    """Play by lines until the warm-up is over or left; return what ended it early, one of keys.ENDINGS, or nothing."""
    stream = _Stream(host, source, tells, reach)
    try:
        return stream.run()
    except KeyboardInterrupt:
        return INTERRUPT


class _Stream:
    """A warm-up and the lines that play it."""

    def __init__(self, host: WarmupDriver, source: TextIO, tells: Tells, reach: Reach) -> None:
        self.host = host
        self.tells = tells
        self.reach = reach
        self.lines = _lines(source, self.until_due)
        self.is_live = source.isatty()
        self.time = 0.0
        self.has_left = False
        self.is_warned = False
        self.told_over = (0, "")

    def run(self) -> str:
        """Play; return what ended the warm-up early, or nothing."""
        self.tells.begin()
        self.reach.project()
        for line in self.lines:
            self.take_cards()
            is_moved = self.is_live and self.ticked()
            if line is not None and not is_moved:
                self.take(line)
            self.reach.project()
            if self.host.state.phase == OVER or self.has_left:
                return ""
        return END_OF_INPUT

    def until_due(self) -> float | None:
        """Return the seconds until the time is over, None where it does not run or that was told."""
        state = self.host.state
        looks = _LOOK if self.reach.cards is not None and state.phase in (SIGHT, OPEN) else None
        if not state.limit or state.is_paused or self.told_over == (len(state.questions), state.phase):
            return looks
        due = max(0.0, state.since + state.limit - self.host.at)
        return min(due, looks) if looks is not None else due

    def take_cards(self) -> None:
        """Let count what cameras saw of the cards, and tell it once all are seen."""
        before = self.host.state
        events = self.reach.cards.bring(self.host) if self.reach.cards is not None else ()
        if events and all_seen(self.host.state) and not all_seen(before):
            self.tells.tell(events, before)

    def ticked(self) -> bool:
        """Let pass what was due; tell whether that was another phase, for which no line was meant."""
        before, due = self.host.state, self.until_due()
        events = self.host.do(Tick(self.at()))
        if events or due == 0:
            self.tells.time_out(is_reading=before.phase == READING)
        if events:
            self.tells.tell(events, before)
        elif due == 0:
            # Whoever calls first may still call: nothing moves.
            self.told_over = (len(before.questions), before.phase)
        return before.phase != self.host.state.phase

    def at(self) -> float:
        """Return the time of a command: nobody types two lines in the moment in which keys are deaf."""
        self.time = max(self.time, self.host.at, self.host.state.deaf_until)
        return no_earlier(self.time)

    def do(self, command: Command) -> None:
        """Carry out a command and tell what happened."""
        before = self.host.state
        self.tells.tell(self.host.do(command), before)

    def take(self, line: str) -> None:
        """Carry out a line."""
        asked = request(line, _WORDS)
        if asked is None:
            self.tells.reject(UNKNOWN)
        elif asked.word == "":
            self.enter(asked.rest)
        elif asked.word in (AGAIN, TEAMS, HELP):
            self.tells.answer(asked.word)
        elif asked.word == QUIT:
            self.has_left = True
        elif asked.word == WALL:
            self.open_wall()
        elif asked.word == CAMERA:
            self.see_cameras()
        elif asked.word == PROBLEM:
            self.say_problem(asked.rest)
        elif asked.word == NEXT:
            self.go_on()
        else:
            command = self.command(asked)
            self.tells.reject(UNREADABLE) if command is None else self.do(command)

    def go_on(self) -> None:
        """Go one step on; an odd count of hands asks once before."""
        state = self.host.state
        odd = doubt(state.question, state.script.rules.class_size) if state.question and state.phase == TALLY else ""
        if odd and not self.is_warned:
            self.is_warned = True
            self.tells.reject(odd)
            return
        self.is_warned = False
        self.do(Forward(self.at()))

    def command(self, asked: Request) -> Command | None:
        """Return what a word stands for with what follows it, None where that says too little."""
        at, numbers = self.at(), [int(found) for found in re.findall(r"[+-]?\d{1,4}", asked.rest)]
        match asked.word:
            case "back":
                return Back(at)
            case "pause":
                return Pause(at)
            case "skip":
                return LeaveOut(at)
            case "timer":
                return TimerOff(at)
            case "end":
                return End(at)
            case "vote":
                return VoteAgain(at)
            case "void":
                return Void(at, self.shown(numbers[-1] if numbers else 0))
            case "also":
                return self.also(at, asked.rest, numbers)
            case "late":
                return Late(at, asked.rest)
            case "rename" if asked.rest[:1].isdigit():
                _team, _space, name = asked.rest.partition(" ")
                return Rename(at, numbers[0] - 1, name)
            case "join" if len(numbers) == 2:
                return Join(at, numbers[0] - 1, numbers[1] - 1)
            case "points" if len(numbers) == 2:
                return self.correction(at, numbers[0] - 1, numbers[1])
            case _:
                return None

    def also(self, at: float, rest: str, numbers: list[int]) -> Command | None:
        """Return that a letter is right too, of the last question or of the one whose number is said."""
        letters = [LETTERS.index(one) for one in re.findall(r"\b[A-I]\b", rest.upper())]
        return Accept(at, self.shown(numbers[-1] if numbers else 0), letters[0]) if len(letters) == 1 else None

    def correction(self, at: float, team: int, added: int) -> Command | None:
        """Return that a team gets so many points more or less."""
        count = len(self.host.state.corrections)
        return Correct(at, tuple(float(added) * (one == team) for one in range(count))) if 0 <= team < count else None

    def shown(self, number: int) -> int:
        """Return the place of a question that was shown, by the number it was announced with; of the last one for 0."""
        state = self.host.state
        shown = [place for place in range(len(state.questions)) if is_shown(state, place)]
        return shown[number - 1] if 0 <= number <= len(shown) and shown else len(state.questions)

    def open_wall(self) -> None:
        """Open the page of the projector, or tell why that cannot be."""
        try:
            self.tells.wall(self.reach.open_wall())
        except QuizError as problem:
            self.tells.wall(render(problem.sentence))

    def see_cameras(self) -> None:
        """Tell where the page of a camera is, or why it is not."""
        try:
            self.tells.wall(told_of(self.reach.cards))
        except QuizError as problem:
            self.tells.wall(render(problem.sentence))

    def say_problem(self, rest: str) -> None:
        """Keep what is said to be wrong with the question, or tell what can be said."""
        question, reason = self.host.state.question, complaining.read_reason(rest)
        if question is None or not question.turn.item.pack:
            self.tells.reject("not-now")
        elif reason:
            self.tells.problem(reason, is_kept=self.reach.complain(reason))
        else:
            self.tells.problem("", is_kept=False)

    def enter(self, text: str) -> None:
        """Take what the phase asks for: teams that were right, who calls, what is said, hands."""
        commands = self.entries(text)
        if commands is None:
            self.tells.reject(UNREADABLE)
            return
        before = self.host.state
        events: tuple[Event, ...] = ()
        for command in commands:
            events = self.host.do(command)
            if any(isinstance(event, Rejected) for event in events):
                break
        self.tells.tell(events, before)

    def entries(self, text: str) -> list[Command] | None:
        """Return the commands of a line without a word, None where it says nothing here."""
        question, at = self.host.state.question, self.at()
        if question is None:
            return None
        match self.host.state.phase:
            case "revealed":
                return _toggles(question, at, text)
            case "open" if answers_by_card(self.host.state):
                return typed_cards(self.host.state, at, text)
            case "open" if text.isdecimal() and len(text) < 3:
                return [Buzz(at, int(text) - 1)]
            case "buzzed":
                place = _place(question, text)
                return None if place is None else [Say(at, NOTHING_SAID if place == NONE else int(place))]
            case "entry":
                return self.typed(question, at, text)
            case "tally":
                return _hands(question, at, text)
            case _:
                return None

    def typed(self, question: Question, at: float, text: str) -> list[Command] | None:
        """Return the answer of the team whose turn it is; a slip is mended by `:back`, or by its number before the answer: 2=B."""
        number, equals, rest = text.partition("=")
        team = int(number) - 1 if equals and number.strip().isdecimal() else next_team(question)
        if team not in question.playing:
            return None
        said = (rest if equals else text).strip()
        answer = _place(question, said) if places(question.turn) else said
        return [Enter(at, team, answer)] if answer else None


def _toggles(question: Question, at: float, text: str) -> list[Command] | None:
    """Return the teams that were right; 0 is none of them."""
    if not re.fullmatch(r"\d{1,2}([\s,;+&]+\d{1,2})*", text):
        return None
    teams = [int(number) - 1 for number in re.findall(r"\d+", text)]
    is_known = all(team in question.playing or team == NOBODY for team in teams)
    return [Toggle(at, team) for team in teams] if is_known else None


def _hands(question: Question, at: float, text: str) -> list[Command] | None:
    """Return counted hands: of one option with its letter, else of those whose count is missing, from A on."""
    if found := re.fullmatch(r"([A-Ia-i])\s*[:=]?\s*(\d{1,3})", text):
        return [Count(at, LETTERS.index(found[1].upper()), int(found[2]))]
    if not re.fullmatch(r"\d{1,3}([\s,;]+\d{1,3})*", text):
        return None
    counts = [int(number) for number in re.findall(r"\d+", text)]
    missing = [place for place, hands in enumerate(question.hands) if hands is None]
    fitting = zip(missing, counts, strict=False)
    return [Count(at, place, count) for place, count in fitting] if len(counts) <= len(missing) else None


def _place(question: Question, text: str) -> str | None:
    """Return the place that a letter or a number names as text, NONE for no answer, None where there is none."""
    if text == NONE:
        return NONE
    letter = text.strip().upper().rstrip(".)")
    place = LETTERS.find(letter) if len(letter) == 1 and letter.isalpha() else -1
    if letter.isdecimal() and len(letter) < 3:
        place = int(letter) - 1
    return str(place) if 0 <= place < places(question.turn) else None


def _lines(source: TextIO, until_due: Callable[[], float | None]) -> Iterator[str | None]:
    """Yield lines; of a terminal also None each time something is due while nobody types, which is no end."""
    if not source.isatty():
        yield from lines_of(source)
        return
    reader = LineReader(source)
    while not reader.is_over:
        line = reader.get(until_due())
        if not reader.is_over:
            yield line
