"""What can be asked of a warm-up (commands) and what can happen in it (events).

Times (`at`) are seconds of the warm-up's own clock, which stands still while it is paused.
"""

from typing import NamedTuple

from lemans_quiz.core.events import Rejected


class Forward(NamedTuple):
    """Go one step on."""

    at: float


class Back(NamedTuple):
    """Go one step back, points included."""

    at: float


class Tick(NamedTuple):
    """Tell the time: what was to happen by now happens."""

    at: float


class Toggle(NamedTuple):
    """Count a team as right, or no longer, after the reveal."""

    at: float
    team: int


class Enter(NamedTuple):
    """Take a team's answer before the reveal: the place of an option or a number as text; empty takes it away."""

    at: float
    team: int
    text: str


class Buzz(NamedTuple):
    """Let a team answer that called first."""

    at: float
    team: int


NOTHING_SAID = -1


class Say(NamedTuple):
    """Judge what the team that called says: the place of an option, NOTHING_SAID for no answer."""

    at: float
    place: int


class Count(NamedTuple):
    """Take how many hands the option at a place got; below 0 takes it away."""

    at: float
    place: int
    hands: int


class ShowCards(NamedTuple):
    """Take what cards say, number by number: the place of an option; one beside no option only says that the card is in."""

    at: float
    numbers: tuple[int, ...]
    places: tuple[int, ...]


class TakeOut(NamedTuple):
    """Take out a card that is not here today; seen again it is in again."""

    at: float
    number: int


class VoteAgain(NamedTuple):
    """Have the cards say once more what they think, before the answer is shown; what they said is kept, the last vote counts."""

    at: float


class LeaveOut(NamedTuple):
    """Leave this question out."""

    at: float


class Correct(NamedTuple):
    """Add to the points of each team; `points` has one number a team."""

    at: float
    points: tuple[float, ...]


class Void(NamedTuple):
    """Let a question that was shown count no longer, or again; `question` counts all questions so far from 0."""

    at: float
    question: int


class Accept(NamedTuple):
    """Take the option at a place of a question that was shown as right too, or no longer."""

    at: float
    question: int
    place: int


class Rename(NamedTuple):
    """Give a team another name."""

    at: float
    team: int
    name: str


class Join(NamedTuple):
    """Let a team play with another from now on: `into` keeps its name and has the points of the better of the two."""

    at: float
    team: int
    into: int


class Late(NamedTuple):
    """Let one more team play from now on, with no points."""

    at: float
    name: str


class TimerOff(NamedTuple):
    """Switch the timer off, or on again."""

    at: float


class Pause(NamedTuple):
    """Stop until the next step on."""

    at: float


class End(NamedTuple):
    """Come to the end: from a question to the podium, from there to the report, and then it is over."""

    at: float


Command = (
    Forward
    | Back
    | Tick
    | Toggle
    | Enter
    | Buzz
    | Say
    | Count
    | ShowCards
    | TakeOut
    | VoteAgain
    | LeaveOut
    | Correct
    | Void
    | Accept
    | Rename
    | Join
    | Late
    | TimerOff
    | Pause
    | End
)
COMMANDS: dict[str, type[Command]] = {
    "forward": Forward,
    "back": Back,
    "tick": Tick,
    "toggle": Toggle,
    "enter": Enter,
    "buzz": Buzz,
    "say": Say,
    "count": Count,
    "cards": ShowCards,
    "take-out": TakeOut,
    "vote-again": VoteAgain,
    "skip": LeaveOut,
    "correct": Correct,
    "void": Void,
    "accept": Accept,
    "rename": Rename,
    "join": Join,
    "late": Late,
    "timeroff": TimerOff,
    "pause": Pause,
    "end": End,
}
"""The words under which commands are kept."""


class Moved(NamedTuple):
    """Another phase has begun."""

    phase: str


class Changed(NamedTuple):
    """Something was taken in; the phase is the same."""


Event = Moved | Changed | Rejected
"""`Rejected` where a command does not fit now: deaf, over, paused, first-step, not-now, no-team, incomplete."""
