"""Keys that only one phase takes: team numbers, letters, typed numbers, counted hands. Steps and the menu are the loop's."""

from __future__ import annotations

from typing import NamedTuple

from lemans_quiz.games.warmup.commands import Buzz, Count, Enter, Say, Toggle
from lemans_quiz.games.warmup.driver import Host
from lemans_quiz.games.warmup.prompts import next_team
from lemans_quiz.games.warmup.questions import LONGEST, MOST_HANDS, NONE, Question
from lemans_quiz.games.warmup.rules import OPEN, REVEALED, places
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import Key

_NUMERIC = "0123456789.,-"


class Typing(NamedTuple):
    """What is being typed, and the option whose hands are counted."""

    text: str = ""
    place: int = 0


def take_key(host: Host, key: Key, typing: Typing) -> Typing | None:
    """Carry out a key that belongs to the phase and return what is typed then; None for any other key."""
    question = host.state.question
    if question is None or host.state.is_paused:
        return None
    match host.state.phase:
        case "revealed" | "open" if key.text in "123456789" and key.text:
            return _team(host, int(key.text) - 1, typing)
        case "buzzed":
            return _say(host, key, typing)
        case "entry":
            return _entry(host, question, key, typing)
        case "tally":
            return _tally(host, question, key, typing)
        case _:
            return None


def _team(host: Host, team: int, typing: Typing) -> Typing:
    phase = host.state.phase
    if phase == REVEALED:
        host.do(Toggle(host.at, team))
    elif phase == OPEN:
        host.do(Buzz(host.at, team))
    return typing


def _place(key: Key, count: int) -> int | None:
    """Return the place that a letter names."""
    character = key.text.casefold()
    place = "abcdefghi".find(character) if len(character) == 1 else -1
    return place if 0 <= place < count else None


def _say(host: Host, key: Key, typing: Typing) -> Typing | None:
    question = host.state.question
    place = _place(key, places(question.turn)) if question else None
    if place is None:
        return None
    host.do(Say(host.at, place))
    return typing


def _entry(host: Host, question: Question, key: Key, typing: Typing) -> Typing | None:
    """Take the answers of the teams one after another; Backspace takes the last one away, then goes back."""
    team = next_team(question)
    if key.name == keys.BACKSPACE:
        return _untype(host, question, typing)
    if team is None:
        return None
    size = places(question.turn)
    if size:
        return _letter(host, key, team, size, typing)
    if key.name == keys.ENTER and typing.text:
        host.do(Enter(host.at, team, typing.text))
        return Typing()
    if key.text and key.text in _NUMERIC and len(typing.text) < LONGEST:
        return typing._replace(text=typing.text + key.text)
    return None


def _letter(host: Host, key: Key, team: int, size: int, typing: Typing) -> Typing | None:
    place = _place(key, size)
    if place is None and key.text != NONE:
        return None
    host.do(Enter(host.at, team, NONE if place is None else str(place)))
    return typing


def _untype(host: Host, question: Question, typing: Typing) -> Typing | None:
    if typing.text:
        return typing._replace(text=typing.text[:-1])
    given = [team for team in question.playing if question.entries[team] is not None]
    if not given:
        return None
    host.do(Enter(host.at, given[-1], ""))
    return Typing()


def _tally(host: Host, question: Question, key: Key, typing: Typing) -> Typing | None:
    """Take the hands of each option; Enter or an arrow goes to the next, Space first keeps what was typed."""
    count = len(question.hands)
    if key.text.isdigit() and key.text.isascii():
        text = (typing.text + key.text).lstrip("0") or "0"
        return typing if int(text) > MOST_HANDS else typing._replace(text=text)
    if key.name == keys.BACKSPACE and typing.text:
        return typing._replace(text=typing.text[:-1])
    steps = {keys.ENTER: 1, keys.TAB: 1, keys.DOWN: 1, keys.UP: -1}
    if key.name not in steps and key.text != " ":
        return None
    if typing.text:
        host.do(Count(host.at, typing.place, int(typing.text)))
    if key.text == " ":
        return None
    return Typing("", (typing.place + steps[key.name]) % count)
