"""What can be asked of a game in a room (commands) and what can happen in it (events).

Times (`at`) are seconds of the game's own clock, which stands still while it is paused. Seats, questions and teams count from 0.
"""

from typing import NamedTuple

from lemans_quiz.core.events import Rejected
from lemans_quiz.core.responses import Response


class Join(NamedTuple):
    """Take a new seat. `ticket` is the fingerprint of what its device proves itself by, empty where it has no device."""

    at: float
    name: str
    way: str
    pupils: int
    team: int
    ticket: str


class Vouch(NamedTuple):
    """Let another device have a seat: its ticket takes the place of the one before."""

    at: float
    seat: int
    ticket: str


class Answer(NamedTuple):
    """Answer in a poll. Of several answers of a seat the one with the highest `nth` stands."""

    at: float
    seat: int
    poll: int
    nth: int
    response: Response


class Forward(NamedTuple):
    """Go one step on."""

    at: float


class Back(NamedTuple):
    """Go one step back; no answer is lost."""

    at: float


class AllIn(NamedTuple):
    """Tell that everybody who is there has answered: the question closes soon."""

    at: float


class StayOpen(NamedTuple):
    """Tell that somebody has not answered after all."""

    at: float


class Close(NamedTuple):
    """Close the question because its time is over or all have answered."""

    at: float


class VoteAgain(NamedTuple):
    """Open the question once more, before its answer is shown; both votes are kept, the last one counts."""

    at: float


class Fingers(NamedTuple):
    """Let the class answer by hand from here on, or by its devices again."""

    at: float


class Hands(NamedTuple):
    """Take how many hands the option at a place got; below 0 takes it away."""

    at: float
    place: int
    hands: int


class Toggle(NamedTuple):
    """Count a team as right that answered by hand, or no longer."""

    at: float
    team: int


class Void(NamedTuple):
    """Let a question count no longer, or again."""

    at: float
    question: int


class Accept(NamedTuple):
    """Take another answer to a question as right too, or no longer."""

    at: float
    question: int
    response: Response


class LeaveOut(NamedTuple):
    """Go on to the next question; this one counts for nobody."""

    at: float


class Kick(NamedTuple):
    """Take a seat out of the game."""

    at: float
    seat: int


class Lock(NamedTuple):
    """Let nobody join any more, or again."""

    at: float


class Pause(NamedTuple):
    """Stand still until the next step on."""

    at: float


class TimerOff(NamedTuple):
    """Switch the timer off, or on again."""

    at: float


class ExtraTime(NamedTuple):
    """Give a seat `factor` times the time; 1 takes it away."""

    at: float
    seat: int
    factor: float


class ShowName(NamedTuple):
    """Let all see the name that a pupil typed."""

    at: float
    seat: int


class Rename(NamedTuple):
    """Give a seat another name, which all may see."""

    at: float
    seat: int
    name: str


class ChangeTeam(NamedTuple):
    """Put a seat into another team."""

    at: float
    seat: int
    team: int


class Arrange(NamedTuple):
    """Choose in the lobby how the game is played: one of HostRules' fields by its name, and its value as text."""

    at: float
    what: str
    value: str


class End(NamedTuple):
    """Come to the podium, or from there to the end."""

    at: float


Command = (
    Join
    | Vouch
    | Answer
    | Forward
    | Back
    | AllIn
    | StayOpen
    | Close
    | VoteAgain
    | Fingers
    | Hands
    | Toggle
    | Void
    | Accept
    | LeaveOut
    | Kick
    | Lock
    | Pause
    | TimerOff
    | ExtraTime
    | ShowName
    | Rename
    | ChangeTeam
    | Arrange
    | End
)
COMMANDS: dict[str, type[Command]] = {
    "join": Join,
    "vouch": Vouch,
    "answer": Answer,
    "forward": Forward,
    "back": Back,
    "all-in": AllIn,
    "stay-open": StayOpen,
    "close": Close,
    "vote-again": VoteAgain,
    "fingers": Fingers,
    "hands": Hands,
    "toggle": Toggle,
    "void": Void,
    "accept": Accept,
    "leave-out": LeaveOut,
    "kick": Kick,
    "lock": Lock,
    "pause": Pause,
    "timer-off": TimerOff,
    "extra-time": ExtraTime,
    "show-name": ShowName,
    "rename": Rename,
    "change-team": ChangeTeam,
    "arrange": Arrange,
    "end": End,
}
"""The words under which commands are kept."""


class Joined(NamedTuple):
    """A new seat has been taken."""

    seat: int


class Answered(NamedTuple):
    """An answer was taken."""

    seat: int
    nth: int


class Moved(NamedTuple):
    """Another phase has begun."""

    phase: str


class Changed(NamedTuple):
    """Something was taken in; the phase is the same."""


Event = Joined | Answered | Moved | Changed | Rejected
"""`Rejected` where a command does not fit now: over, not-now, paused, locked, full, name, no-seat, closed, late, old, unreadable."""
