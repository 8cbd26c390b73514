"""Games in a room for the tests: a script of all kinds, and commands that lead to a phase."""

from __future__ import annotations

from lemans_quiz.core.events import Rejected
from lemans_quiz.core.items import Choice, Item, Option
from lemans_quiz.core.responses import Chosen
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import deal
from lemans_quiz.games.host.commands import Answer, Command, Forward, Join
from lemans_quiz.games.host.game import HostGame, begin, step
from lemans_quiz.games.host.rules import PHONE, HostRules, Script


def choice(number: int, points: float = 1.0) -> Item:
    options = tuple(Option(plain(text)) for text in ("Porsche", "Audi", "Toyota", "Nissan"))
    return Item(
        "race",
        f"item-{number}",
        plain(f"Who won {number}?"),
        Choice(options, number % 4),
        explanation=plain("So it was."),
        points=points,
    )


def script(*items: Item, **rules: object) -> Script:
    asked = items or tuple(choice(number) for number in range(4))
    return Script(deal(asked, "word"), HostRules(**rules))  # type: ignore[arg-type]


def play(state: HostGame, *commands: Command) -> HostGame:
    for command in commands:
        state, events = step(state, command)
        assert not any(isinstance(event, Rejected) for event in events), (command, events, state.phase)
    return state


def joined(state: HostGame, *names: str, at: float = 0.0) -> HostGame:
    return play(state, *(Join(at, name, PHONE, 1, -1, name) for name in names))


def lobby(*names: str, rules: Script | None = None) -> HostGame:
    """Return a game in whose lobby these seats are, three of them if none are named."""
    return joined(begin(rules or script()), *(names or ("Arnage 12", "Karting 31", "Tertre 7")))


def on_to(state: HostGame, phase: str, at: float) -> HostGame:
    """Step on until a phase has begun, at least once."""
    state = play(state, Forward(at))
    while state.phase != phase:
        state = play(state, Forward(at))
    return state


def answering(state: HostGame, seat: int, place: int, at: float, nth: int = 1) -> Answer:
    """Return the answer of a seat that chooses the option at a place."""
    question = state.question
    assert question is not None
    assert question.poll is not None
    return Answer(at, seat, question.poll.id, nth, Chosen(question.turn.arrangement[place]))
