"""The commands of an exam to and from JSON. Where they are kept is the edges' concern."""

from __future__ import annotations

from typing import Any

from lemans_quiz.core.codec import is_index, response_from_json, response_to_json, seconds_from_json
from lemans_quiz.games.exam.rules import ExamCommand, Flag, Give, Go, HandIn


def exam_command_to_json(command: ExamCommand) -> list[Any]:
    """Return a command as its name and what belongs to it."""
    match command:
        case Give(response, seconds):
            return ["give", None if response is None else response_to_json(response), seconds]
        case Go(position, seconds):
            return ["go", position, seconds]
        case Flag(seconds):
            return ["flag", seconds]
        case HandIn(seconds):
            return ["hand-in", seconds]


def exam_command_from_json(value: object) -> ExamCommand:
    """Read what `exam_command_to_json` wrote. Raises ValueError on anything else."""
    match value:
        case ["give", None, seconds]:
            return Give(None, seconds_from_json(seconds))
        case ["give", response, seconds]:
            return Give(response_from_json(response), seconds_from_json(seconds))
        case ["go", int(position), seconds] if is_index(position):
            return Go(position, seconds_from_json(seconds))
        case ["flag", seconds]:
            return Flag(seconds_from_json(seconds))
        case ["hand-in", seconds]:
            return HandIn(seconds_from_json(seconds))
    raise ValueError("not a command of an exam")
