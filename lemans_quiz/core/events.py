"""What can be asked of a game (commands) and what can happen in it (events)."""

from typing import NamedTuple

from lemans_quiz.core.marks import APPEALED, WITHDRAWN, Mark
from lemans_quiz.core.responses import Response, Typed
from lemans_quiz.core.text import LocalText
from lemans_quiz.core.turns import Turn


class Answer(NamedTuple):
    """Give a response after so many seconds."""

    response: Response
    seconds: float = 0.0


class Hint(NamedTuple):
    """Ask for the next hint."""


class Halve(NamedTuple):
    """Take away half of the options, wrong ones: those of these indices, so that the log tells which they were."""

    gone: tuple[int, ...]


class Skip(NamedTuple):
    """Leave the question without a response."""

    seconds: float = 0.0


class TimeOut(NamedTuple):
    """The time for the question ran out."""

    seconds: float = 0.0


class Appeal(NamedTuple):
    """Say "I was right" of the last typed answer, or take back that it was wrong."""


class Withdraw(NamedTuple):
    """Say "I was wrong" of the last typed answer, or take back that it was right."""


class Recall(NamedTuple):
    """Give an answer again that was marked when it was first given: what the log of a kept game is replayed by."""

    response: Response
    seconds: float
    mark: Mark


class Push(NamedTuple):
    """Push in this hour of the race: more to gain and more to lose. Told before the question is shown."""


class Next(NamedTuple):
    """Go on after the feedback."""


class Quit(NamedTuple):
    """End the game here."""


Command = Answer | Hint | Halve | Skip | TimeOut | Appeal | Withdraw | Push | Next | Quit | Recall
COMMANDS: dict[str, type[Command]] = {
    "answer": Answer,
    "hint": Hint,
    "halve": Halve,
    "skip": Skip,
    "time-out": TimeOut,
    "appeal": Appeal,
    "withdraw": Withdraw,
    "push": Push,
    "next": Next,
    "quit": Quit,
}
"""The words under which commands are kept; Recall is kept as the Answer that it was."""


class Asked(NamedTuple):
    """Question `number` (from 1) of `of` is open, for `limit` seconds (0: no limit)."""

    number: int
    of: int
    turn: Turn
    limit: float


class Hinted(NamedTuple):
    """Hint `which` (from 1) of question `number`."""

    number: int
    which: int
    text: LocalText


class Halved(NamedTuple):
    """Of question `number` the options of the indices `gone` are taken away, all of them wrong."""

    number: int
    gone: tuple[int, ...]


class Pushed(NamedTuple):
    """Question `number` is driven at the limit; `left` more may be."""

    number: int
    left: int


class NearMissed(NamedTuple):
    """The typed answer is one slip away: one more try at half the marks."""

    number: int
    response: Typed


class Marked(NamedTuple):
    """Question `number` is closed. `gained` points, `streak` right in a row, `score` of this player so far."""

    number: int
    response: Response | None
    mark: Mark
    seconds: float
    gained: float
    streak: int
    score: float


class Appealed(NamedTuple):
    """The last answer counts as right after all: by the player's word, or again by its mark."""

    number: int
    response: Response | None
    gained: float
    streak: int
    score: float
    mark: Mark = Mark(1.0, APPEALED)


class Withdrawn(NamedTuple):
    """The last answer counts as wrong after all: by the player's word, or again by its mark."""

    number: int
    response: Response | None
    gained: float
    streak: int
    score: float
    mark: Mark = Mark(0.0, WITHDRAWN)


class Finished(NamedTuple):
    """The game is over; `complete` when every question was answered."""

    complete: bool


class Rejected(NamedTuple):
    """The command does not fit now: over, not-open, not-answered, no-hints, no-more-hints, gone, no-appeal, no-push.

    Of a complaint: no-such-question, no-such-problem.
    """

    reason: str


class Complained(NamedTuple):
    """The player said what is wrong with a question: `reason` is one of the words it is kept by. The game goes on as it was."""

    number: int
    reason: str
    is_kept: bool


Event = Asked | Hinted | Halved | Pushed | NearMissed | Marked | Appealed | Withdrawn | Finished | Complained | Rejected
