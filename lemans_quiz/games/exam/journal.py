"""Keeping an exam while it is written: its commands as they come, and its attempts all at once when it is handed in.

From then on it is a session like any other: its log is that of the game it has become.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import NamedTuple

from lemans_quiz.core.commands import command_from_json
from lemans_quiz.core.game import begin, step
from lemans_quiz.games.exam.rules import COMMANDS, Exam, ExamCommand, ExamEvent, Flag, Give, HandIn, game_log, log_of
from lemans_quiz.storage.history import UNREADABLE, History
from lemans_quiz.storage.recording import SessionRecorder, append_commands, insert_turns
from lemans_quiz.storage.records import Opening
from lemans_quiz.storage.schema import milliseconds
from lemans_quiz.storage.sessions import load_opening


class ExamRecorder(SessionRecorder):
    """Keeps one exam. `session` is its number, 0 while nothing was kept: turning its pages leaves no trace."""

    def __init__(self, history: History, opening: Opening, session: int = 0) -> None:
        super().__init__(history, opening, session)
        self._pages: list[ExamCommand] = []

    def keep(self, command: ExamCommand, exam: Exam, events: Sequence[ExamEvent], at: float) -> None:
        """Keep a command that was not rejected, with the exam it led to. It is on the disk on return."""
        if exam.handed_in:
            self._keep(lambda connection: self._hand_in(connection, exam, at))
            return
        self._pages.append(command)
        if self._has_begun or isinstance(command, Give | Flag | HandIn):
            pages, self._pages = self._pages, []
            self._keep(lambda connection: self._append(connection, pages, at))

    def _keep(self, change: Callable[[sqlite3.Connection], None]) -> None:
        begins = self._begins()

        def with_beginning(connection: sqlite3.Connection) -> None:
            if begins:
                self._begin(connection)
            change(connection)

        self._history.keep(with_beginning)

    def _append(self, connection: sqlite3.Connection, pages: Sequence[ExamCommand], at: float) -> None:
        append_commands(connection, self.session, pages, COMMANDS)
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
        log = tuple(command_from_json(json.loads(body), COMMANDS) for (body,) in rows)
    except UNREADABLE:
        return None
    return SavedExam(session, opening, log) if opening else None


def take_up_exam(history: History, saved: SavedExam, exam: Exam) -> ExamRecorder:
    """Keep that an exam goes on with its questions as they are now; return the recorder for the rest of it."""
    history.keep(lambda connection: _rewrite(connection, saved.session, exam))
    return ExamRecorder(history, saved.opening._replace(turns=exam.turns, rules=exam.rules), saved.session)


def _rewrite(connection: sqlite3.Connection, session: int, exam: Exam) -> None:
    for table in ("turns", "commands"):
        connection.execute(f"DELETE FROM {table} WHERE session = ?", (session,))
    insert_turns(connection, session, exam.turns)
    append_commands(connection, session, log_of(exam) if exam.turns else (), COMMANDS)
    connection.execute("UPDATE sessions SET length = ? WHERE id = ?", (len(exam.turns), session))
