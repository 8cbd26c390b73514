"""Warm-ups as they are kept: each command on the disk before it is shown. What a class remembers of them is room/memory.py's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from lemans_quiz.core.codec import item_from_json, item_to_json
from lemans_quiz.core.commands import command_from_json
from lemans_quiz.core.turns import Turn
from lemans_quiz.games.warmup.commands import COMMANDS, Command, Event
from lemans_quiz.games.warmup.game import replay
from lemans_quiz.games.warmup.report import outcome
from lemans_quiz.games.warmup.rules import OVER, Script, WarmupRules
from lemans_quiz.games.warmup.state import Warmup
from lemans_quiz.room.memory import outcome_from_json, outcome_to_json
from lemans_quiz.room.standings import Outcome
from lemans_quiz.storage.history import UNREADABLE, History
from lemans_quiz.storage.recording import append_commands, place_of_warm_up
from lemans_quiz.storage.rows import columns, count, moment, text
from lemans_quiz.storage.schema import milliseconds, storable


def script_to_json(script: Script) -> str:
    """Return a script with its items as they are now."""
    value = {"rules": script.rules._asdict(), "turns": _turns(script.turns), "spare": _turns(script.spare)}
    return json.dumps(value, ensure_ascii=False)


def script_from_json(text: str) -> Script:
    """Read what `script_to_json` wrote. Raises ValueError on anything else."""
    try:
        value = json.loads(text)
        rules = {name: value["rules"][name] for name in WarmupRules._fields if name in value["rules"]}
        rules["teams"] = tuple(rules["teams"])
        return Script(_from(value["turns"]), _from(value["spare"]), WarmupRules(**rules))
    except (ValueError, TypeError, KeyError) as problem:
        raise ValueError("not a script") from problem


def _turns(turns: tuple[Turn, ...]) -> list[Any]:
    return [[item_to_json(turn.item), list(turn.arrangement)] for turn in turns]


def _from(values: Any) -> tuple[Turn, ...]:
    return tuple(Turn(item_from_json(body), tuple(places)) for body, places in values)


class Beginning(NamedTuple):
    """What a warm-up starts with. `settings` are the caller's own JSON; `started` is seconds since 1970."""

    class_name: str
    started: float
    settings: str
    script: Script


class SavedWarmup(NamedTuple):
    """A warm-up that was killed or closed, as it was kept."""

    id: int
    touched: float
    beginning: Beginning
    commands: tuple[Command, ...]


class WarmupRecorder:
    """Keeps one warm-up. `id` is its number, 0 while nothing was kept: starting alone leaves no trace."""

    def __init__(self, history: History, beginning: Beginning, id: int = 0) -> None:
        self._history = history
        self._beginning = beginning
        self._has_begun = bool(id)
        self.id = id

    def keep(self, command: Command, state: Warmup, events: Sequence[Event], at: float) -> None:
        """Keep a command that had an effect, with the state it led to. It is on the disk on return."""
        begins, self._has_begun = not self._has_begun, True
        self._history.keep(lambda connection: self._store(connection, command, state, at, begins=begins))

    def _store(
        self, connection: sqlite3.Connection, command: Command, state: Warmup, at: float, *, begins: bool
    ) -> None:
        if begins:
            self.id = _insert(connection, self._beginning)
            self._history.hold(place_of_warm_up(self.id))
        append_commands(connection, self.id, (command,), COMMANDS, table="warm_up_commands", column="warm_up")
        connection.execute(
            "UPDATE warm_ups SET touched = ?, over = ?, outcome = ? WHERE id = ?",
            (milliseconds(at), int(state.phase == OVER), storable(outcome_to_json(outcome(state))), self.id),
        )


def _insert(connection: sqlite3.Connection, beginning: Beginning) -> int:
    started = milliseconds(beginning.started)
    cursor = connection.execute(
        "INSERT INTO warm_ups (class, started, touched, over, settings, script, outcome) VALUES (?,?,?,0,?,?,'')",
        (
            storable(beginning.class_name),
            started,
            started,
            storable(beginning.settings),
            storable(script_to_json(beginning.script)),
        ),
    )
    return int(cursor.lastrowid or 0)


def unfinished_warm_up(history: History, class_name: str, *, since: float) -> SavedWarmup | None:
    """Return the last warm-up of a class that was broken off after `since`, though others came after it, else None."""
    rows = history.rows(
        "SELECT id, touched, class, started, settings, script FROM warm_ups WHERE class = ? COLLATE NOCASE AND NOT over"
        " ORDER BY touched DESC, id DESC LIMIT 1",
        class_name,
    )
    saved = _saved(history, rows)
    return saved if saved is not None and saved.touched >= since else None


def one_warm_up(history: History, id: int) -> SavedWarmup | None:
    """Return a warm-up by its number, over or not; None where there is none that can be read."""
    rows = history.rows("SELECT id, touched, class, started, settings, script FROM warm_ups WHERE id = ?", id)
    return _saved(history, rows)


def _saved(history: History, rows: Sequence[Any]) -> SavedWarmup | None:
    try:
        id, touched, name, started, settings, script = columns(rows[0], count, moment, text, moment, text, text)
    except UNREADABLE:
        return None
    commands = history.rows("SELECT json FROM warm_up_commands WHERE warm_up = ? ORDER BY number", id)
    try:
        beginning = Beginning(name, started, settings, script_from_json(script))
        log = tuple(command_from_json(json.loads(body), COMMANDS) for (body,) in commands)
        replay(beginning.script, log)
    except UNREADABLE:
        return None
    return SavedWarmup(id, touched, beginning, log)


class KeptWarmup(NamedTuple):
    """A warm-up as it stands in a list."""

    id: int
    class_name: str
    started: float
    settings: str
    is_over: bool
    outcome: Outcome


def kept_warm_ups(history: History, limit: int = -1) -> tuple[KeptWarmup, ...]:
    """Return the last warm-ups in which an answer was shown, the last begun first; a limit of -1 is all of them."""
    query = "SELECT id, class, started, settings, over, outcome FROM warm_ups ORDER BY started DESC, id DESC LIMIT ?"
    return tuple(one for one in history.values(_kept, query, limit) if one.outcome.asked)


def _kept(row: Any) -> KeptWarmup:
    id, name, started, settings, over, outcome = columns(row, count, text, moment, text, bool, text)
    return KeptWarmup(id, name, started, settings, over, outcome_from_json(outcome))


def give_up(history: History, id: int) -> None:
    """Keep that a warm-up will not go on."""
    history.write(lambda connection: connection.execute("UPDATE warm_ups SET over = 1 WHERE id = ?", (id,)))


def last_settings(history: History, class_name: str) -> str:
    """Return the settings of the last warm-up of a class, or of those without one; an empty text where there is none."""
    query = "SELECT settings FROM warm_ups WHERE class = ? COLLATE NOCASE ORDER BY id DESC LIMIT 1"
    rows = history.rows(query, class_name)
    return str(rows[0][0]) if rows else ""


def changed_teams(history: History, class_name: str) -> tuple[str, ...]:
    """Return the teams with which the last warm-up of a class ended where they were changed in it, else none."""
    query = "SELECT script, outcome FROM warm_ups WHERE class = ? COLLATE NOCASE ORDER BY id DESC LIMIT 1"
    return next(iter(history.values(_changed_teams, query, class_name)), ())


def _changed_teams(row: Any) -> tuple[str, ...]:
    begun, ended = columns(row, text, text)
    names = tuple(name for name, _points in outcome_from_json(ended).teams)
    return names if names != script_from_json(begun).rules.teams else ()
