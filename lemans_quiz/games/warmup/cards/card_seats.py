"""What cameras saw of the cards, between the server's thread, which must not wait, and the game's, which keeps every step."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from lemans_quiz.games.warmup.cards.rules import missing, seated, taken
from lemans_quiz.games.warmup.commands import ShowCards
from lemans_quiz.games.warmup.rules import SIGHT, places, playing_teams
from lemans_quiz.games.warmup.state import Warmup, may_show
from lemans_quiz.room.cards import LETTERS
from lemans_quiz.room.sightings import CardCount, Sighting

Moment = tuple[int, int, bool]
"""Which question and which vote it is, and whether cards answer in it."""

_NOTHING = len(LETTERS)
"""The place that says nothing: beside no option."""


class CardTray:
    """The cards that were seen and not yet taken. `take` may be called from any thread, `shown` from the game's alone.

    What was seen in one vote is no answer in the next, however long the teacher was in a menu.
    """

    def __init__(self, state: Callable[[], Warmup]) -> None:
        self._state, self._lock = state, threading.Lock()
        self._seen: dict[int, tuple[int, Moment]] = {}

    def take(self, seen: Sequence[Sighting]) -> CardCount:
        """Put in what a picture showed, and tell who will have answered with it and who not."""
        state = self._state()
        moment = _moment(state)
        with self._lock:
            self._seen.update({one.seat: (LETTERS.index(one.letter), moment) for one in seen})
            waiting = _of_now(self._seen, moment)
        return counted(state, waiting)

    def moment(self) -> Moment:
        """Return which vote it is."""
        return _moment(self._state())

    def shown(self, at: float) -> ShowCards | None:
        """Take out what was seen, as a command; None where it changes nothing."""
        with self._lock:
            seen, self._seen = self._seen, {}
        state = self._state()
        new = _new(state, _of_now(seen, _moment(state)))
        return ShowCards(at, tuple(new), tuple(new.values())) if new else None


def _moment(state: Warmup) -> Moment:
    return len(state.questions), len(state.question.votes) if state.question else 0, may_show(state)


def _of_now(seen: dict[int, tuple[int, Moment]], moment: Moment) -> dict[int, int]:
    """Return what was seen by number; what was seen at another moment only says that the card is there."""
    return {number: place if then == moment else _NOTHING for number, (place, then) in seen.items()}


def _new(state: Warmup, seen: dict[int, int]) -> dict[int, int]:
    """Return what changes something: cards that were not seen yet, and answers that are others than before."""
    question, known = state.question, {seat.number for seat in state.cards if seat.is_seen}
    said = dict(question.cards) if question is not None else {}
    size = places(question.turn) if question is not None and may_show(state) else 0
    return {
        number: place
        for number, place in sorted(seen.items())
        if number not in known or (place < size and said.get(number) != place)
    }


def counted(state: Warmup, waiting: dict[int, int]) -> CardCount:
    """Return which cards have answered and which have not; at the sight check those that are in."""
    seats = seated(state.cards, waiting, playing_teams(state))
    if state.phase == SIGHT:
        unseen = [seat.number for seat in seats if not seat.is_seen]
        return CardCount(True, [seat.number for seat in seats if seat.is_seen], unseen, is_lobby=True)
    if state.question is None or not may_show(state):
        return CardCount(False)
    said = taken(state.question.cards, waiting, places(state.question.turn))
    return CardCount(True, [number for number, _place in said], list(missing(seats, said)))
