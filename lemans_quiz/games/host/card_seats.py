"""Cards as seats: what a camera sees becomes seats in the lobby and answers in an open question.

The last letter that was up counts until the teacher goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from lemans_quiz.games.host.desk import Desk
from lemans_quiz.games.host.rules import CARD, LOBBY, OPEN, OVER, PODIUM, Seat, card_response
from lemans_quiz.games.host.scores import playing
from lemans_quiz.room.sightings import CardCount, Sighting


class CardSeats:
    """The cards of one room. `take` may be called from any thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def take(self, seen: Sequence[Sighting]) -> CardCount:
        """Seat whom a picture shows first, take what is held up, and tell who has answered and who has not."""
        desk = self._desk
        state = desk.snapshot.state
        for one in seen if state.phase not in (PODIUM, OVER) else ():
            seat = seat_of_card(playing(state), one.seat)
            if seat is None and not _was_thrown_out(state.seats, one.seat):
                desk.join(name=str(one.seat), way=CARD)
                seat = seat_of_card(playing(desk.snapshot.state), one.seat)
            if seat is not None:
                self._answer(seat, one.letter)
        return counted(desk)

    def moment(self) -> tuple[str, int, int]:
        """Return which vote it is."""
        state = self._desk.snapshot.state
        poll = state.question.poll if state.question else None
        return state.phase, state.position, poll.id if poll else -1

    def _answer(self, seat: Seat, letter: str) -> None:
        state = self._desk.snapshot.state
        question = state.question
        if state.phase != OPEN or state.is_paused or question is None or question.poll is None:
            return
        response, stands = card_response(question.turn, letter), question.poll.ballots.get(seat.number)
        if response is not None and (stands is None or stands.response != response):
            self._desk.answer(seat.number, question.poll.id, stands.nth + 1 if stands else 1, response)


def counted(desk: Desk) -> CardCount:
    """Return which cards have answered and which have not; in the lobby those that are in."""
    state = desk.snapshot.state
    cards = [seat for seat in playing(state) if seat.card]
    if state.phase == LOBBY:
        return CardCount(True, sorted(seat.card for seat in cards), is_lobby=True)
    ballots = state.question.poll.ballots if state.question and state.question.poll else {}
    done = sorted(seat.card for seat in cards if seat.number in ballots)
    missing = sorted(seat.card for seat in cards if seat.number not in ballots)
    return CardCount(state.phase == OPEN and not state.is_paused, done, missing)


def seat_of_card(seats: Sequence[Seat], number: int) -> Seat | None:
    """Return the seat of a card."""
    return next((seat for seat in seats if seat.card == number), None)


def _was_thrown_out(seats: Sequence[Seat], number: int) -> bool:
    return any(seat.is_kicked and seat.card == number for seat in seats)
