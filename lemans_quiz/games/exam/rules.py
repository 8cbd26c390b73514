"""An exam: all questions at hand until it is handed in, and no feedback before. step(exam, command) -> (exam, events).

Handed in, an exam is an ordinary game: `game_log` gives the commands that play it, so that marks and points are game.py's alone.
No clock here: each command tells the seconds since the one before it, and they were spent on the question at hand.
"""

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from lemans_quiz.core.events import Answer, Command, Next, Rejected, Skip, TimeOut
from lemans_quiz.core.game import Game, Rules, replay
from lemans_quiz.core.items import Item
from lemans_quiz.core.responses import Response
from lemans_quiz.core.resuming import Current, differs, renewed
from lemans_quiz.core.turns import Turn


class Give(NamedTuple):
    """Answer the question at hand, or answer it anew; None takes the answer back."""

    response: Response | None
    seconds: float = 0.0


class Go(NamedTuple):
    """Go to a question, by its place from 0; to the one at hand only to tell the time."""

    position: int
    seconds: float = 0.0


class Flag(NamedTuple):
    """Put a flag on the question at hand, or take it off."""

    seconds: float = 0.0


class HandIn(NamedTuple):
    """Hand the exam in; nothing can be changed after it."""

    seconds: float = 0.0


ExamCommand: TypeAlias = Give | Go | Flag | HandIn
COMMANDS: dict[str, type[ExamCommand]] = {"give": Give, "go": Go, "flag": Flag, "hand-in": HandIn}
"""The words under which commands are kept."""


class Opened(NamedTuple):
    """The question at `position` (from 0) is at hand."""

    position: int


class Given(NamedTuple):
    """The question has this response now, or none."""

    position: int
    response: Response | None


class Flagged(NamedTuple):
    """The question has a flag now (`on`) or none."""

    position: int
    on: bool


class HandedIn(NamedTuple):
    """The exam is over; `late` because its time was."""

    late: bool


ExamEvent: TypeAlias = Opened | Given | Flagged | HandedIn | Rejected


class Sheet(NamedTuple):
    """What was done with one question so far."""

    response: Response | None = None
    seconds: float = 0.0
    flagged: bool = False


class Exam(NamedTuple):
    """The state of an exam. There is one sheet for each turn; `position` is the question at hand, from 0."""

    turns: tuple[Turn, ...]
    rules: Rules
    sheets: tuple[Sheet, ...]
    position: int = 0
    handed_in: bool = False
    late: bool = False

    @property
    def turn(self) -> Turn:
        """The turn at hand."""
        return self.turns[self.position]

    @property
    def sheet(self) -> Sheet:
        """What was done with the question at hand."""
        return self.sheets[self.position]

    @property
    def limit(self) -> float:
        """Seconds for the whole exam, 0 without a limit."""
        return self.rules.timer * len(self.turns)

    @property
    def left(self) -> float:
        """Seconds left of the limit; meaningless without one."""
        return self.limit - sum(sheet.seconds for sheet in self.sheets)

    @property
    def unanswered(self) -> tuple[int, ...]:
        """The places of the questions without a response."""
        return tuple(place for place, sheet in enumerate(self.sheets) if sheet.response is None)

    @property
    def flagged(self) -> tuple[int, ...]:
        """The places of the questions with a flag."""
        return tuple(place for place, sheet in enumerate(self.sheets) if sheet.flagged)


def exam_rules(rules: Rules) -> Rules:
    """Return the rules of an exam: no second try and no appeal, because there is no feedback to answer to."""
    return rules._replace(retry=False, appeals=False)


def begin(turns: tuple[Turn, ...], rules: Rules) -> Exam:
    """Return an exam at its first question; there must be one."""
    return Exam(turns, exam_rules(rules), (Sheet(),) * len(turns))


def is_over(exam: Exam) -> bool:
    """Tell whether the exam is handed in."""
    return exam.handed_in


def step(exam: Exam, command: ExamCommand) -> tuple[Exam, tuple[ExamEvent, ...]]:
    """Carry out a command. Never raises for what a player does; what comes when the time is over hands in what is there."""
    if exam.handed_in:
        return exam, (Rejected("over"),)
    if isinstance(command, Go) and not 0 <= command.position < len(exam.turns):
        return exam, (Rejected("no-such-question"),)
    seconds = max(0.0, command.seconds)
    if exam.limit and seconds >= exam.left:
        return _spent(exam, max(0.0, exam.left))._replace(handed_in=True, late=True), (HandedIn(True),)
    return _step(_spent(exam, seconds), command)


def _step(exam: Exam, command: ExamCommand) -> tuple[Exam, tuple[ExamEvent, ...]]:
    match command:
        case Give(response):
            return _on_sheet(exam, exam.sheet._replace(response=response)), (Given(exam.position, response),)
        case Go(position):
            return exam._replace(position=position), (Opened(position),)
        case Flag():
            on = not exam.sheet.flagged
            return _on_sheet(exam, exam.sheet._replace(flagged=on)), (Flagged(exam.position, on),)
        case HandIn():
            return exam._replace(handed_in=True), (HandedIn(False),)


def _spent(exam: Exam, seconds: float) -> Exam:
    return _on_sheet(exam, exam.sheet._replace(seconds=exam.sheet.seconds + seconds))


def _on_sheet(exam: Exam, sheet: Sheet) -> Exam:
    return exam._replace(sheets=(*exam.sheets[: exam.position], sheet, *exam.sheets[exam.position + 1 :]))


def replay_exam(turns: tuple[Turn, ...], rules: Rules, commands: Iterable[ExamCommand]) -> Exam:
    """Return the exam as it stands after these commands."""
    exam = begin(turns, rules)
    for command in commands:
        exam, _ = step(exam, command)
    return exam


def log_of(exam: Exam) -> tuple[ExamCommand, ...]:
    """Return the shortest log that leads to an exam that is not handed in."""
    commands: list[ExamCommand] = []
    for place, sheet in enumerate(exam.sheets):
        if sheet != Sheet():
            flag = (Flag(),) if sheet.flagged else ()
            commands += [Go(place), *flag, Give(sheet.response, sheet.seconds)]
    return (*commands, Go(exam.position))


def game_log(exam: Exam) -> tuple[Command, ...]:
    """Return the commands of the game that an exam is once it is handed in."""
    commands: list[Command] = []
    for sheet in exam.sheets:
        commands += [_closing(sheet, exam.late), Next()]
    return tuple(commands)


def _closing(sheet: Sheet, late: bool) -> Command:
    if sheet.response is not None:
        return Answer(sheet.response, sheet.seconds)
    return TimeOut(sheet.seconds) if late else Skip(sheet.seconds)


def graded(exam: Exam) -> Game:
    """Return the game of an exam, over, with an attempt for each question."""
    return replay(exam.turns, exam.rules, game_log(exam))


class TakenUp(NamedTuple):
    """An exam that goes on. `gone` questions are left out, `changed` ones are asked in their new form."""

    exam: Exam
    gone: tuple[Item, ...]
    changed: tuple[Item, ...]


def take_up(exam: Exam, current: Current, *, word: str) -> TakenUp:
    """Return the exam with its packs as they are now: what was answered stays as it was then, all else is as it is now.

    `word` is the seed's, by which changed questions are arranged. The exam may have no question left.
    """
    rows = [
        (place, turn, sheet, turn.item if sheet.response is not None else current(turn.item.pack, turn.item.id))
        for place, (turn, sheet) in enumerate(zip(exam.turns, exam.sheets, strict=True))
    ]
    kept = [(place, renewed(turn, item, word), sheet) for place, turn, sheet, item in rows if item is not None]
    position = sum(1 for place, _, _ in kept if place < exam.position)
    return TakenUp(
        exam._replace(
            turns=tuple(turn for _, turn, _ in kept),
            sheets=tuple(sheet for _, _, sheet in kept),
            position=max(0, min(position, len(kept) - 1)),
        ),
        gone=tuple(turn.item for _, turn, _, item in rows if item is None),
        changed=tuple(item for _, turn, _, item in rows if item is not None and differs(turn.item, item)),
    )
