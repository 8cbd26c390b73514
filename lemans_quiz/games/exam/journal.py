"""Keeping an exam while it is written: its commands as they come, and its attempts all at once when it is handed in.

From then on it is a session like any other: its log is that of the game it has become.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from lemans_quiz.core.codec import is_index, response_from_json, response_to_json, seconds_from_json
from lemans_quiz.core.game import begin, step
from lemans_quiz.games.exam.rules import Exam, ExamCommand, Flag, Give, Go, HandIn, game_log, log_of
from lemans_quiz.storage.history import History
from lemans_quiz.storage.recording import Recorder, insert_session, insert_turns
from lemans_quiz.storage.records import Opening
from lemans_quiz.storage.schema import milliseconds
from lemans_quiz.storage.sessions import load_opening


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


class ExamRecorder(Recorder):
    """Keeps one exam. `session` is its number, 0 while nothing was kept: turning its pages leaves no trace."""

    def __init__(self, history: History, opening: Opening, session: int = 0) -> None:
        super().__init__(history, opening, session)
        self._pages: list[ExamCommand] = []

    def keep_exam(self, command: ExamCommand, exam: Exam, at: float) -> None:
        """Keep a command that was not rejected, with the exam it led to. It is on the disk on return."""
        if exam.handed_in:
            self._history.write(lambda connection: self._hand_in(connection, exam, at))
            return
        self._pages.append(command)
        if self.session or isinstance(command, Give | Flag | HandIn):
            self._history.write(lambda connection: self._append(connection, at))
            self._pages = []

    def _append(self, connection: sqlite3.Connection, at: float) -> None:
        if not self.session:
            self.session = insert_session(connection, self._opening)
        _append_commands(connection, self.session, self._pages)
        connection.execute("UPDATE sessions SET touched = ? WHERE id = ?", (milliseconds(at), self.session))

    def _hand_in(self, connection: sqlite3.Connection, exam: Exam, at: float) -> None:
        """Put the game in the place of the exam: play its log, and keep it as if it had been played now."""
        connection.execute("DELETE FROM commands WHERE session = ?", (self.session,))
        game, _ = begin(exam.turns, exam.rules)
        for command in game_log(exam):
            game, events = step(game, command)
            self._store(connection, command, game, events, at)


class SavedExam(NamedTuple):
    """An exam that was not handed in, as it was kept."""

    session: int
    opening: Opening
    commands: tuple[ExamCommand, ...]


def load_exam(history: History, session: int) -> SavedExam | None:
    """Return an exam with its questions and its log, or None where there is none that can be read."""
    opening = load_opening(history, session)
    rows = history.rows("SELECT json FROM commands WHERE session = ? ORDER BY number", session)
    try:
        log = tuple(exam_command_from_json(json.loads(body)) for (body,) in rows)
    except (ValueError, TypeError):
        return None
    return SavedExam(session, opening, log) if opening else None


def take_up_exam(history: History, saved: SavedExam, exam: Exam) -> ExamRecorder:
    """Keep that an exam goes on with its questions as they are now; return the recorder for the rest of it."""
    history.write(lambda connection: _rewrite(connection, saved.session, exam))
    return ExamRecorder(history, saved.opening._replace(turns=exam.turns, rules=exam.rules), saved.session)


def _rewrite(connection: sqlite3.Connection, session: int, exam: Exam) -> None:
    for table in ("turns", "commands"):
        connection.execute(f"DELETE FROM {table} WHERE session = ?", (session,))
    insert_turns(connection, session, exam.turns)
    _append_commands(connection, session, log_of(exam) if exam.turns else ())
    connection.execute("UPDATE sessions SET length = ? WHERE id = ?", (len(exam.turns), session))


def _append_commands(connection: sqlite3.Connection, session: int, commands: Sequence[ExamCommand]) -> None:
    """Write the next commands. The table counts, because an interrupt may cut our own counting short."""
    connection.executemany(
        "INSERT INTO commands (session, number, json)"
        " SELECT ?1, coalesce(max(number) + 1, 0), ?2 FROM commands WHERE session = ?1",
        [(session, json.dumps(exam_command_to_json(command))) for command in commands],
    )
