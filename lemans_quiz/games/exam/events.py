"""An exam as JSON, one object a line for each event. Public: docs/json.md tells every field."""

from __future__ import annotations

import sys
from typing import TextIO

from lemans_quiz.core.events import Asked, Complained, Event, Marked, Rejected
from lemans_quiz.core.game import begin, step
from lemans_quiz.core.responses import Response
from lemans_quiz.core.turns import Turn
from lemans_quiz.core.typed import response_text
from lemans_quiz.games.exam.driver import ExamDriver, graded_driver
from lemans_quiz.games.exam.rules import Exam, ExamEvent, Flagged, Given, HandedIn, Opened
from lemans_quiz.games.exam.stream import write_stream
from lemans_quiz.play.driver import Ending
from lemans_quiz.play.events import Fields, JsonOutput, complained_fields
from lemans_quiz.terminal.views import Setting


def play_exam_jsonl(
    sitting: ExamDriver, setting: Setting, *, source: TextIO | None = None, out: TextIO | None = None
) -> Ending:
    """Let an exam be written by lines, telling events as JSON; `finished` comes last, also when the input ends early."""
    game = JsonOutput(graded_driver(sitting.state), setting, out or sys.stdout)
    teller = _ExamJson(sitting, game)
    game.write({**game.started(), "exam": {"limit": sitting.state.limit, "begun": teller.answered()}})
    by = write_stream(sitting, source or sys.stdin, teller, setting, asks=False)
    teller.finish()
    return Ending(by=by)


class _ExamJson:
    """Writes an exam as JSON; `game` writes the objects that every game has."""

    def __init__(self, sitting: ExamDriver, game: JsonOutput) -> None:
        self.sitting = sitting
        self.game = game

    @property
    def exam(self) -> Exam:
        return self.sitting.state

    def answered(self) -> int:
        """Return how many questions have an answer."""
        return len(self.exam.turns) - len(self.exam.unanswered)

    def tell(self, events: tuple[ExamEvent | Event, ...]) -> None:
        """Write events."""
        for event in events:
            self.game.write(self.fields(event))

    def fields(self, event: ExamEvent | Event) -> Fields:
        """Return an event's fields, in the order they are written."""
        match event:
            case Opened(position):
                return self.asked(position)
            case Given(position, response):
                return {"event": "given", **self.number(position), "response": self.words(position, response)}
            case Flagged(position, on):
                return {"event": "flagged", **self.number(position), "flagged": on}
            case HandedIn(late):
                return {"event": "handed-in", "late": late, **self.open_ones()}
            case Complained(number, reason, is_kept):
                return complained_fields(number, self.exam.turns[number - 1], reason, is_kept=is_kept)
            case Rejected(reason):
                return {"event": "rejected", "reason": reason}
            case _:
                return {}

    def number(self, position: int) -> Fields:
        """Return what names a question."""
        return {"number": position + 1, "id": self.exam.turns[position].item.id}

    def asked(self, position: int) -> Fields:
        """Return a question, without hints or a limit of its own, with the answer and the flag it has."""
        turn, sheet = self.exam.turns[position], self.exam.sheets[position]
        asked = self.game.fields(Asked(position + 1, len(self.exam.turns), turn, 0.0))
        left = round(self.exam.left, 3) if self.exam.limit else None
        exam = {"response": self.words(position, sheet.response), "flagged": sheet.flagged, "left": left}
        return {**asked, "hints": 0, "exam": exam}

    def words(self, position: int, response: Response | None) -> str | None:
        """Return an answer in words."""
        turn: Turn = self.exam.turns[position]
        return None if response is None else response_text(turn, response, self.game.setting.language)

    def open_ones(self) -> Fields:
        """Return the numbers of the questions without an answer and of those with a flag."""
        return {
            "unanswered": [place + 1 for place in self.exam.unanswered],
            "flagged": [place + 1 for place in self.exam.flagged],
        }

    def overview(self, *, asking: bool) -> None:
        """Write how the exam stands."""
        left = round(self.exam.left, 3) if self.exam.limit else None
        self.game.write({"event": "overview", **self.open_ones(), "left": left})

    def finish(self) -> None:
        """Write the mark of each question once it is handed in, and how it ended."""
        if self.exam.handed_in:
            self.game.driver = graded_driver(self.sitting.state)
            for event in _marked(self.game):
                self.game.write(self.game.fields(event))
        finished = self.game.finished() if self.exam.handed_in else self.not_finished()
        self.game.write({**finished, "handed_in": self.exam.handed_in})

    def not_finished(self) -> Fields:
        """Return how an exam stands that is not handed in: nothing is marked, and nothing told of it."""
        seconds = round(sum(sheet.seconds for sheet in self.exam.sheets), 3)
        nothing = {"answered": 0, "right": 0, "score": 0.0, "streak": 0, "complete": False, "appealed": False}
        return {**self.game.finished(), **nothing, "seconds": seconds}


def _marked(game: JsonOutput) -> list[Event]:
    """Play the game again for its marks."""
    state, _ = begin(game.driver.state.turns, game.driver.state.rules)
    found: list[Event] = []
    for command in game.driver.log:
        state, events = step(state, command)
        found += [event for event in events if isinstance(event, Marked)]
    return found
