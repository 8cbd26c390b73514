"""What is kept of a game in a room while it runs: a file of its own, a line for each command, written before anybody hears of it.

The file is for a laptop that dies in the middle. It is deleted at the end, and with it every name that a pupil typed.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from lemans_quiz import paths
from lemans_quiz.core.codec import item_from_json, item_to_json
from lemans_quiz.core.commands import command_from_json, command_to_json
from lemans_quiz.core.turns import Turn
from lemans_quiz.files.locks import Lock
from lemans_quiz.games.host.commands import COMMANDS, Command
from lemans_quiz.games.host.game import replay
from lemans_quiz.games.host.rules import HostRules, Script
from lemans_quiz.room.memory import outcome_from_json, outcome_to_json
from lemans_quiz.room.standings import Outcome
from lemans_quiz.storage.history import History
from lemans_quiz.storage.rows import columns, count, moment, text
from lemans_quiz.storage.schema import milliseconds, storable

_ENDING = ".jsonl"
_LOCK = ".lock"
_DAY = 24 * 3600.0
_OFFERED_FOR = _DAY
"""Seconds for which a game that was cut off is offered again, and then deleted with its names."""
_OFFERED_TO_A_CLASS_FOR = 56 * _DAY
"""The same of a class, whose next lesson may be after the holidays."""


class Beginning(NamedTuple):
    """What a game starts with. `settings` are the caller's own JSON; `started` is seconds since 1970.

    `code` opens the door to it and `address` and `port` are where it is served: all stay the same when it goes on. `title` and `seed` are told.
    """

    class_name: str
    started: float
    settings: str
    script: Script
    code: str
    language: str = "en"
    title: str = ""
    seed: str = ""
    port: int = 0
    address: str = ""


class SavedGame(NamedTuple):
    """A game that was cut off, as it was kept; `touched` is when its last command came."""

    path: Path
    touched: float
    beginning: Beginning
    commands: tuple[Command, ...]


class Journal:
    """The file of one game, held by this process alone.

    It is written with its first command, so that a lobby into which nobody came leaves no trace. What cannot be written is said
    once, by `is_lost`: the game goes on.
    """

    def __init__(self, beginning: Beginning, saved: SavedGame | None = None) -> None:
        self._beginning = beginning
        self.path = saved.path if saved else paths.rooms() / f"{beginning.started:.3f}{_ENDING}"
        self.is_lost = False
        self._is_closed = False
        self._descriptor = -1
        self._lock: Lock | None = None
        if saved is not None:
            self._open()

    def know_place(self, address: str, port: int) -> None:
        """Keep where the game is served, as long as nothing is written."""
        self._beginning = self._beginning._replace(address=address, port=port)

    def append(self, command: Command) -> None:
        """Write a command; it is with the system on return, and outlives this process."""
        if self.is_lost or self._is_closed:
            return
        try:
            if self._descriptor < 0:
                self._open()
                self._write(beginning_to_json(self._beginning))
            self._write(json.dumps(command_to_json(command, COMMANDS), ensure_ascii=False, separators=(",", ":")))
        except OSError:
            self.is_lost = True

    def _open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._lock = Lock(self.path.with_suffix(_LOCK))
        self._lock.take(0)

    def _write(self, line: str) -> None:
        body = line.encode("utf-8", "surrogatepass") + b"\n"
        while body:
            body = body[os.write(self._descriptor, body) :]

    def close(self) -> None:
        """Let go of the file, which another process may go on with; nothing more is written."""
        self._is_closed = True
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def delete(self) -> None:
        """Close and delete the file."""
        self.close()
        forget(self.path)


def forget(path: Path) -> None:
    """Delete the journal of a game."""
    for one in (path, path.with_suffix(_LOCK)):
        with contextlib.suppress(OSError):
            one.unlink()


def beginning_to_json(beginning: Beginning) -> str:
    """Return a beginning with its items as they are now, as one line."""
    script = beginning.script
    turns = [[item_to_json(turn.item), list(turn.arrangement)] for turn in script.turns]
    value = {**beginning._asdict(), "script": {"rules": script.rules._asdict(), "turns": turns}}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def beginning_from_json(text: str) -> Beginning:
    """Read what `beginning_to_json` wrote. Raises ValueError on anything else."""
    try:
        value: dict[str, Any] = json.loads(text)
        script = value["script"]
        rules = {name: script["rules"][name] for name in HostRules._fields if name in script["rules"]}
        rules["teams"] = tuple(rules["teams"])
        turns = tuple(Turn(item_from_json(body), tuple(places)) for body, places in script["turns"])
        named = {name: value[name] for name in Beginning._fields if name != "script" and name in value}
        return Beginning(**named, script=Script(turns, HostRules(**rules)))
    except (ValueError, TypeError, KeyError) as problem:
        raise ValueError("not a game in a room") from problem


def saved_games(class_name: str | None = None) -> tuple[SavedGame, ...]:
    """Return the games that were cut off and that nobody else plays, the last one first; of a class where one is named."""
    found = [saved for path in _journals() if (saved := read(path)) is not None]
    named = [one for one in found if class_name is None or one.beginning.class_name.casefold() == class_name.casefold()]
    return tuple(sorted(named, key=lambda one: -one.touched))


def is_recent(saved: SavedGame) -> bool:
    """Tell whether a game is still to be offered; one that is not is deleted with its names."""
    age = time.time() - saved.touched
    return age < (_OFFERED_TO_A_CLASS_FOR if saved.beginning.class_name else _OFFERED_FOR)


def _journals() -> Iterable[Path]:
    try:
        return sorted(paths.rooms().glob(f"*{_ENDING}"))
    except OSError:
        return ()


def read(path: Path) -> SavedGame | None:
    """Return the game in a file; None where another process plays it, or where nothing can be read. A line cut short is left out."""
    try:
        with Lock(path.with_suffix(_LOCK)) as lock:
            if not lock.take(0):
                return None
            lines = path.read_text(encoding="utf-8", errors="surrogatepass").splitlines()
        beginning = beginning_from_json(lines[0])
        commands = tuple(_commands(lines[1:]))
        replay(beginning.script, commands)
        return SavedGame(path, path.stat().st_mtime, beginning, commands)
    except (OSError, ValueError, IndexError):
        return None


def _commands(lines: Iterable[str]) -> Iterable[Command]:
    for line in lines:
        try:
            yield command_from_json(json.loads(line), COMMANDS)
        except ValueError:
            return


class KeptLesson(NamedTuple):
    """A game in a room as it stands in a list. `report` is what came of it, as JSON that names no pupil."""

    id: int
    class_name: str
    started: float
    settings: str
    outcome: Outcome
    report: str


def keep_lesson(history: History, lesson: KeptLesson) -> None:
    """Keep what is remembered of a game, over what was kept of it before; its number is the history's to give."""
    given = (
        storable(lesson.class_name),
        milliseconds(lesson.started),
        storable(lesson.settings),
        storable(outcome_to_json(lesson.outcome)),
        storable(lesson.report),
    )

    def write(connection: sqlite3.Connection) -> None:
        same = "SELECT id FROM lessons WHERE class = ? AND started = ?"
        known = connection.execute(same, given[:2]).fetchone()
        query = "INSERT OR REPLACE INTO lessons (id, class, started, settings, outcome, report) VALUES (?,?,?,?,?,?)"
        connection.execute(query, (known[0] if known else None, *given))

    history.write(write)


def kept_lessons(history: History, limit: int = -1, id: int = 0) -> tuple[KeptLesson, ...]:
    """Return the last games in which an answer was shown, the last begun first; a limit of -1 is all, an id only that one."""
    query = (
        "SELECT id, class, started, settings, outcome, report FROM lessons WHERE ? IN (0, id)"
        " ORDER BY started DESC, id DESC LIMIT ?"
    )
    return tuple(one for one in history.values(_kept, query, id, limit) if one.outcome.asked)


def _kept(row: Any) -> KeptLesson:
    id, name, started, settings, outcome, report = columns(row, count, text, moment, text, text, text)
    return KeptLesson(id, name, started, settings, outcome_from_json(outcome), report)


def last_settings(history: History, class_name: str) -> str:
    """Return the settings of the last game of a class, or of those without one; an empty text where there is none."""
    query = "SELECT settings FROM lessons WHERE class = ? COLLATE NOCASE ORDER BY id DESC LIMIT 1"
    rows = history.rows(query, class_name)
    return str(rows[0][0]) if rows else ""
