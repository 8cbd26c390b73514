"""A game in a room by lines: what a teacher's line asks for. Each key has a word; how it is told is lines.py's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lemans_quiz.core.responses import Unreadable
from lemans_quiz.core.typed import read_line
from lemans_quiz.games.host.commands import (
    Accept,
    Arrange,
    Back,
    ChangeTeam,
    Command,
    End,
    ExtraTime,
    Fingers,
    Hands,
    Kick,
    LeaveOut,
    Lock,
    Pause,
    Rename,
    ShowName,
    TimerOff,
    Toggle,
    Void,
    VoteAgain,
)
from lemans_quiz.games.host.remote import text as words_of_host
from lemans_quiz.games.host.rules import (
    CLOSED,
    DEVICES,
    NAMES,
    RANKINGS,
    REVEALED,
    SCORINGS,
    Question,
    Seat,
    is_trial,
)
from lemans_quiz.games.host.scores import playing
from lemans_quiz.games.host.state import HostGame
from lemans_quiz.play.leading import COMMON, Request

LOCK, PUPILS, KICK, EXTRA, TEAM, ADD, VOTE, FINGERS = (
    "lock",
    "pupils",
    "kick",
    "extra",
    "team",
    "add",
    "vote",
    "fingers",
)
KEY, SAY, CARDS, SHOW, ADMIT, REFUSE = "key", "say", "cards", "show", "admit", "refuse"
WAY_IN, SETTINGS, NAME = "way-in", "settings", "name"
WORDS = {
    **COMMON,
    **dict.fromkeys((":lock", ":sperren"), LOCK),
    **dict.fromkeys((":pupils", ":klasse"), PUPILS),
    **dict.fromkeys((":kick", ":entfernen"), KICK),
    **dict.fromkeys((":extra", ":mehrzeit"), EXTRA),
    **dict.fromkeys((":team",), TEAM),
    **dict.fromkeys((":add", ":dazu"), ADD),
    **dict.fromkeys((":vote", ":abstimmen"), VOTE),
    **dict.fromkeys((":fingers", ":finger"), FINGERS),
    **dict.fromkeys((":key", ":lösung"), KEY),
    **dict.fromkeys((":say", ":sagt"), SAY),
    **dict.fromkeys((":cards", ":karten"), CARDS),
    **dict.fromkeys((":name",), NAME),
    **dict.fromkeys((":show", ":zeigen"), SHOW),
    **dict.fromkeys((":admit", ":hereinlassen"), ADMIT),
    **dict.fromkeys((":refuse", ":ablehnen"), REFUSE),
    **dict.fromkeys((":code", ":zugang"), WAY_IN),
    **dict.fromkeys((":settings", ":einstellungen"), SETTINGS),
}

SETTING_WORDS = {
    "names": ("names", "namen"),
    "devices": ("devices", "geräte"),
    "ranking": ("ranking", "rangliste"),
    "scoring": ("points", "punkte"),
    "seconds": ("time", "zeit"),
    "reading": ("reading", "lesezeit"),
    "teams": ("teams",),
    "wifi": ("wifi", "wlan"),
}
"""What each setting is called in a line, in English and German."""
CHOICES = {"names": NAMES, "devices": DEVICES, "ranking": RANKINGS, "scoring": SCORINGS}
"""The values of those settings that have a few, in the order in which they are told."""


def command_of(asked: Request, state: HostGame, at: float, language: str) -> Command | None:
    """Return what a word stands for with what follows it, None where that says too little."""
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
        case "lock":
            return Lock(at)
        case "vote":
            return VoteAgain(at)
        case "fingers":
            return Fingers(at)
        case "settings":
            return _arranged(at, asked.rest)
        case "void":
            return Void(at, shown(state, asked.rest))
        case "also":
            return _also(at, state, asked.rest, language)
        case _:
            return _about_a_seat(asked, state, at)


def _about_a_seat(asked: Request, state: HostGame, at: float) -> Command | None:
    """Return what is said of a pupil, who stands first."""
    who, _space, rest = asked.rest.partition(" ")
    seat = seat_called(state, who)
    if seat is None:
        return None
    match asked.word:
        case "kick":
            return Kick(at, seat.number)
        case "show":
            return ShowName(at, seat.number)
        case "rename" if rest:
            return Rename(at, seat.number, rest)
        case "team" if rest.isdecimal():
            return ChangeTeam(at, seat.number, int(rest) - 1)
        case "extra":
            return _extra(at, seat, rest)
        case _:
            return None


def _extra(at: float, seat: Seat, told: str) -> Command | None:
    try:
        return ExtraTime(at, seat.number, float(told.replace(",", ".")))
    except ValueError:
        return None


def called(seat: Seat) -> str:
    """Return by what a line may call a seat: the number in the register where that is its name, else its own number."""
    return seat.name if seat.name.isdecimal() else str(seat.number + 1)


def seat_called(state: HostGame, who: str) -> Seat | None:
    """Return the seat that a line names, by what it is called or by a name of one word; None for nobody."""
    seats = playing(state)
    named = [seat for seat in seats if seat.is_shown and seat.name.casefold() == who.casefold()]
    return next(iter([*named, *(seat for seat in seats if called(seat) == who)]), None)


def _arranged(at: float, rest: str) -> Command | None:
    """Return a setting with its value: as text, or by its place among those that are told."""
    name, _space, value = rest.partition(" ")
    what = next((what for what, names in SETTING_WORDS.items() if name.casefold() in names), "")
    if not what or (not value and what not in ("teams", "wifi")):
        return None
    choices = CHOICES.get(what, ())
    is_place = value.isdecimal() and 0 < int(value) <= len(choices)
    return Arrange(at, what, choices[int(value) - 1] if is_place else value)


def shown(state: HostGame, rest: str) -> int:
    """Return the place of a question whose answer was shown: the one whose number is said, else the last."""
    seen = [place for place, question in enumerate(state.questions) if question.has_been_seen]
    if not rest.strip():
        return seen[-1] if seen else -1
    numbers = {_number(state, place): place for place in seen}
    return numbers.get(rest.strip(), -1)


def _number(state: HostGame, place: int) -> str:
    turn = state.script.turns[place]
    return "" if is_trial(turn) else str(words_of_host.counting_number(state.script, place))


def _also(at: float, state: HostGame, rest: str, language: str) -> Command | None:
    """Return that an answer is right too, of the last question or of the one whose number follows: `B`, `B #2`, `Dumas #2`."""
    found = re.fullmatch(r"(.*?)(?:\s+#(\d+))?", rest)
    assert found is not None
    place = shown(state, found[2] or "")
    if place < 0 or not found[1]:
        return None
    question = state.questions[place]
    response = read_line(question.turn, found[1], language)
    return None if isinstance(response, Unreadable) else Accept(at, place, response)


def entries(state: HostGame, at: float, line: str) -> Sequence[Command] | None:
    """Return the commands of a line without a word: hands where they are counted, teams that were right; None where it says nothing."""
    question = state.question
    if question is None or not question.is_by_hand:
        return None
    if state.phase == CLOSED:
        return _hands(question, at, line)
    if state.phase != REVEALED or not re.fullmatch(r"[1-9]([\s,;]+[1-9])*", line):
        return None
    teams = [int(number) - 1 for number in re.findall(r"\d", line)]
    return [Toggle(at, team) for team in teams] if max(teams) < len(state.script.rules.teams) else None


def _hands(question: Question, at: float, line: str) -> Sequence[Command] | None:
    """Return counted hands: of one option with its letter, or of all from A on."""
    if found := re.fullmatch(r"([A-Ia-i])\s*[:=]?\s*(\d{1,3})", line):
        place = words_of_host.LETTERS.index(found[1].upper())
        return [Hands(at, place, int(found[2]))] if place < len(question.hands) else None
    if not re.fullmatch(r"\d{1,3}([\s,;]+\d{1,3})*", line):
        return None
    counts = [int(number) for number in re.findall(r"\d+", line)]
    return (
        [Hands(at, place, count) for place, count in enumerate(counts)] if len(counts) <= len(question.hands) else None
    )
