"""The grid of cards on the terminal: numbers that turn to ✓ where a card was seen, never what it says."""

from __future__ import annotations

from rich.text import Text

from lemans_quiz.games.warmup.state import Warmup
from lemans_quiz.games.warmup.theme import Theme
from lemans_quiz.room.wall import IN, WAITING, WallTeam
from lemans_quiz.terminal.layout import Lines, joined, said
from lemans_quiz.terminal.theme import YES

_CELL = 3


def grid(state: Warmup, look: Theme, room: int) -> Lines:
    """Return the cards that are in, each always at the same place, in as few lines as they need."""
    seats, across = seat_marks(state), max(1, room // _CELL)
    rows = [seats[start : start + across] for start in range(0, len(seats), across)]
    return [joined(*(_cell(seat, look) for seat in row)) for row in rows]


def _cell(seat: WallTeam, look: Theme) -> Text:
    sign, style = (YES, look.accent) if seat.mark == IN else (str(seat.number), "")
    return said(sign.rjust(_CELL - 1).ljust(_CELL), style)


def seat_marks(state: Warmup) -> tuple[WallTeam, ...]:
    """Return the cards that are in: which were seen in the open question, or at all before the first."""
    seen = {seat.number for seat in state.cards if seat.is_seen}
    done = {number for number, _place in state.question.cards} if state.question else seen
    return tuple(
        WallTeam(str(seat.number), seat.number, mark=IN if seat.number in done else WAITING) for seat in state.cards
    )
