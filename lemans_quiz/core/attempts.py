"""One marked response, sums over several, and what a player may say of a mark: "I was right", "I was wrong", and that he takes it back."""

from typing import NamedTuple, Self

from lemans_quiz.core import marks
from lemans_quiz.core.items import Kind, Number, Text
from lemans_quiz.core.marks import Mark
from lemans_quiz.core.responses import Response, Typed

_APPEALED = Mark(1.0, marks.APPEALED)
_WITHDRAWN = Mark(0.0, marks.WITHDRAWN)


class Attempt(NamedTuple):
    """One marked response. `mark` has the share for a second try in it; `response` is None where none was given.

    `overruled` is the mark that the player does not let stand, None where he does.
    """

    turn: int
    response: Response | None
    mark: Mark
    seconds: float
    hints: int = 0
    pushed: bool = False
    overruled: Mark | None = None

    @property
    def is_right(self) -> bool:
        """Tell whether it is fully right, and at the first try: only that keeps a streak going."""
        return self.mark.value >= 1.0


class RunningSum(NamedTuple):
    """A player's points so far, right answers in a row, and how many questions are his in the whole game."""

    score: float = 0.0
    streak: int = 0
    questions: int = 0

    def after(self, gained: float, streak: int) -> Self:
        """Return the sum with one more attempt."""
        return self._replace(score=self.score + gained, streak=streak)


class Tally(NamedTuple):
    """Points and streaks after some attempts; `gained` and `streaks` hold one number for each attempt."""

    gained: tuple[float, ...]
    streaks: tuple[int, ...]

    @property
    def score(self) -> float:
        """The sum of all points."""
        return round(sum(self.gained), 2)

    @property
    def best_streak(self) -> int:
        """The most right answers in a row."""
        return max(self.streaks, default=0)


def called_right(attempt: Attempt, kind: Kind) -> Attempt | None:
    """Return the attempt as its player calls it right, or no longer wrong; None where he cannot."""
    if attempt.overruled and attempt.mark == _WITHDRAWN:
        return attempt._replace(mark=attempt.overruled, overruled=None)
    may = isinstance(kind, Text) and _is_typed(attempt) and attempt.mark.value < 1.0
    return attempt._replace(mark=_APPEALED, overruled=attempt.mark) if may else None


def called_wrong(attempt: Attempt, kind: Kind) -> Attempt | None:
    """Return the attempt as its player calls it wrong, or no longer right; None where he cannot."""
    if attempt.overruled and attempt.mark == _APPEALED:
        return attempt._replace(mark=attempt.overruled, overruled=None)
    may = isinstance(kind, Text | Number) and _is_typed(attempt) and attempt.mark.value > 0.0
    return attempt._replace(mark=_WITHDRAWN, overruled=attempt.mark) if may else None


def _is_typed(attempt: Attempt) -> bool:
    return isinstance(attempt.response, Typed) and bool(attempt.response.text.strip())
