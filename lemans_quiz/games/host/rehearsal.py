"""Simulated pupils, for the evening before: they join and answer by the same way as phones do, and none of them is quick by magic."""

from __future__ import annotations

import random
import threading

from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Order, Text, TrueFalse
from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Response, Said, Typed
from lemans_quiz.core.turns import Turn, keys_of
from lemans_quiz.core.typed import key_text
from lemans_quiz.games.host.desk import Admitted, Desk
from lemans_quiz.games.host.rules import OPEN, limit

PUPILS = 28
_KNOW = 0.7
"""The share of answers that are right."""
_SLOWEST = 14.0
_STEP = 0.1


class Rehearsal:
    """A class of pupils in a thread of their own, from `start` to `stop`. `chance` decides who knows what, `pace` 1 is a class's."""

    def __init__(self, desk: Desk, *, chance: random.Random | None = None, pace: float = 1.0) -> None:
        self._desk = desk
        self._chance = chance or random.Random()
        self._pace = pace
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="rehearsal", daemon=True)
        self._seats: list[int] = []
        self._due: dict[int, float] = {}
        self._poll = -1

    def start(self) -> None:
        """Let the pupils come in, one after the other."""
        self._thread.start()

    def stop(self) -> None:
        """Send the pupils home."""
        self._stopping.set()
        self._thread.join(2.0)

    def _run(self) -> None:
        while not self._stopping.wait(_STEP):
            self.step()

    def step(self) -> None:
        """Let the next pupil come in, and those answer whose thinking is over."""
        if len(self._seats) < PUPILS:
            self._come_in()
        self._answer()

    def _come_in(self) -> None:
        admitted = self._desk.join(name=str(len(self._seats) + 1))
        if isinstance(admitted, Admitted):
            self._seats.append(admitted.seat)
            self._desk.connect(admitted.seat)

    def _answer(self) -> None:
        """Have those answer whose thinking is over."""
        snapshot = self._desk.snapshot
        question = snapshot.state.question
        if question is None or question.poll is None or snapshot.state.phase != OPEN or snapshot.state.is_by_hand:
            return
        if question.poll.id != self._poll:
            self._poll = question.poll.id
            self._think(question.turn)
        for seat in [seat for seat, at in self._due.items() if at <= snapshot.at]:
            del self._due[seat]
            self._desk.answer(seat, self._poll, 1, some_response(question.turn, self._chance))

    def _think(self, turn: Turn) -> None:
        at, most = self._desk.at, limit(turn, self._desk.snapshot.state.script.rules) or 2 * _SLOWEST
        self._due = {
            seat: at + self._pace * self._chance.uniform(0.1, min(1.1 * most, _SLOWEST)) for seat in self._seats
        }


def some_response(turn: Turn, chance: random.Random) -> Response:
    """Return an answer that fits: in most cases the right one."""
    return _right(turn.item) if chance.random() < _KNOW else _any(turn, chance)


def _right(item: Item) -> Response:
    match item.kind:
        case Choice(key=key):
            return Chosen(key)
        case Multiple():
            return ChosenSet(keys_of(item))
        case TrueFalse(key=is_true):
            return Said(is_true)
        case Text():
            return Typed(key_text(item, item.language)[:200])
        case Number(key=key):
            return Typed(str(key))
        case Order(entries=entries):
            return Ordered(tuple(range(len(entries))))
        case Match(key=rights):
            return Matched(rights)


def _any(turn: Turn, chance: random.Random) -> Response:
    shown = [*turn.arrangement]
    chance.shuffle(shown)
    match turn.item.kind:
        case Choice():
            return Chosen(shown[0])
        case Multiple():
            return ChosenSet(tuple(sorted(shown[: chance.randint(1, len(shown))])))
        case TrueFalse():
            return Said(chance.random() < 0.5)
        case Text():
            return Typed(chance.choice(("?", "Le Mans", "Porsche", "1923")))
        case Number(key=key):
            return Typed(str(key + chance.randint(1, 9)))
        case Order():
            return Ordered(tuple(shown))
        case Match(lefts=lefts):
            return Matched(tuple(chance.choice(shown) for _ in lefts))
