"""Keeping a game while it is played: each command, and with it the attempt it marked, in one transaction.

A session is written with its first command, so that starting costs nothing and a game nobody answered leaves no trace.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from lemans_quiz.core.codec import fingerprint, item_to_json, key_fingerprint, response_to_json
from lemans_quiz.core.commands import Words, command_to_json
from lemans_quiz.core.events import COMMANDS, Appealed, Command, Event, Finished, Marked, Quit, Rejected, Withdrawn
from lemans_quiz.core.game import Game
from lemans_quiz.core.items import Item
from lemans_quiz.core.responses import Response
from lemans_quiz.core.turns import Turn
from lemans_quiz.storage.history import History
from lemans_quiz.storage.local_time import offset_at
from lemans_quiz.storage.records import Opening
from lemans_quiz.storage.schema import milliseconds, storable


class SessionRecorder:
    """What keeps one session. `session` is its number, 0 while nothing was kept."""

    def __init__(self, history: History, opening: Opening, session: int = 0) -> None:
        self._history = history
        self._opening = opening
        self._has_begun = bool(session)
        self.session = session

    @property
    def history(self) -> History:
        """The history in which the session is kept."""
        return self._history

    @property
    def is_kept(self) -> bool:
        """Tell whether what was played so far is in the history."""
        return bool(self.session) and self._history.keeps

    def summarise(self, summary: str) -> None:
        """Keep what else is to be known of the session, as the caller's own JSON."""
        if self._has_begun:
            self._history.keep(
                lambda connection: connection.execute(
                    "UPDATE sessions SET summary = ? WHERE id = ?", (storable(summary), self.session)
                )
            )

    def _begins(self) -> bool:
        """Tell whether the session has yet to be written, and that it is now."""
        begins, self._has_begun = not self._has_begun, True
        return begins

    def _begin(self, connection: sqlite3.Connection) -> None:
        """Write what the session starts with; its number changes where that was rolled back and is done again."""
        self.session = insert_session(connection, self._opening)
        self._history.hold(place_of_session(self.session))

    def _store(
        self, connection: sqlite3.Connection, command: Command, game: Game, events: Sequence[Event], at: float
    ) -> None:
        append_commands(connection, self.session, (command,), COMMANDS)
        over = any(isinstance(event, Finished) for event in events)
        connection.execute(
            "UPDATE sessions SET touched = ?, answered = ?, over = ? WHERE id = ?",
            (milliseconds(at), len(game.attempts), int(over), self.session),
        )
        for event in events:
            if isinstance(event, Marked):
                self._insert_attempt(connection, game, event, at)
            elif isinstance(event, Appealed | Withdrawn):
                self._appeal(connection, game, event)

    def _insert_attempt(self, connection: sqlite3.Connection, game: Game, event: Marked, at: float) -> None:
        attempt = game.attempts[-1]
        turn = game.turns[attempt.turn]
        item = turn.item
        connection.execute(
            "INSERT INTO attempts (session, turn, at, player, pack, item, kind, level, tags, mark, reason, seconds, hints,"
            " gained, fingerprint, key_fingerprint, response) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                self.session,
                attempt.turn,
                milliseconds(at),
                storable(self._opening.players[turn.player]),
                item.pack,
                item.id,
                item.kind_name,
                item.level,
                json.dumps(item.tags),
                attempt.mark.value,
                attempt.mark.reason,
                attempt.seconds,
                attempt.hints,
                event.gained,
                fingerprint(item),
                key_fingerprint(item),
                _response(attempt.response),
            ),
        )

    def _appeal(self, connection: sqlite3.Connection, game: Game, event: Appealed | Withdrawn) -> None:
        """Correct the attempt, and have its memory made again if it was counted there already."""
        attempt = game.attempts[-1]
        where = (self.session, attempt.turn)
        connection.execute(
            "UPDATE attempts SET mark = ?, reason = ?, gained = ? WHERE session = ? AND turn = ?",
            (attempt.mark.value, attempt.mark.reason, event.gained, *where),
        )
        connection.execute(
            "INSERT OR IGNORE INTO outdated (player, pack, item) SELECT a.player, a.pack, a.item FROM attempts a"
            " JOIN caught_up c ON c.player = a.player WHERE a.session = ? AND a.turn = ? AND a.id <= c.attempt",
            where,
        )


class Recorder(SessionRecorder):
    """Keeps a game of questions one after another."""

    def keep(self, command: Command, game: Game, events: Sequence[Event], at: float) -> None:
        """Keep a command with what came of it: `game` and `events` as `step` returned them. It is on the disk on return.

        Call it before the events are shown. What was rejected is not kept.
        """
        if any(isinstance(event, Rejected) for event in events) or (not self._has_begun and isinstance(command, Quit)):
            return
        begins = self._begins()

        def change(connection: sqlite3.Connection) -> None:
            if begins:
                self._begin(connection)
            self._store(connection, command, game, events, at)

        self._history.keep(change)


def place_of_session(session: int) -> int:
    """Return what a session is held by while it is played, for History.hold."""
    return 2 * session


def place_of_warm_up(warm_up: int) -> int:
    """Return what a warm-up is held by while it is played, for History.hold."""
    return 2 * warm_up + 1


def insert_session(connection: sqlite3.Connection, opening: Opening) -> int:
    """Write what a session starts with; return its number."""
    started = milliseconds(opening.started)
    players = [storable(player) for player in opening.players]
    cursor = connection.execute(
        "INSERT INTO sessions (kind, title, players, started, touched, seed, rules, language, length, utc_offset,"
        " files, answered, over, summary) VALUES (?,?,?,?,?,?,?,?,?,?,?,0,0,'')",
        (
            storable(opening.kind),
            storable(opening.title),
            json.dumps(players),
            started,
            started,
            storable(opening.seed),
            json.dumps(opening.rules._asdict()),
            storable(opening.language),
            len(opening.turns),
            offset_at(opening.started),
            storable(json.dumps(dict(opening.files))),
        ),
    )
    session = int(cursor.lastrowid or 0)
    connection.executemany("INSERT INTO seats VALUES (?, ?)", [(player, session) for player in dict.fromkeys(players)])
    insert_turns(connection, session, opening.turns)
    return session


def insert_turns(connection: sqlite3.Connection, session: int, turns: Sequence[Turn], first: int = 0) -> None:
    """Write turns, numbered from `first`, each with its item as it is now."""
    connection.executemany(
        "INSERT INTO turns (session, turn, seat, item, arrangement) VALUES (?,?,?,?,?)",
        [
            (session, number, turn.player, _snapshot(connection, turn.item), json.dumps(turn.arrangement))
            for number, turn in enumerate(turns, first)
        ],
    )


def append_commands(
    connection: sqlite3.Connection,
    owner: int,
    commands: Sequence[tuple[Any, ...]],
    words: Words[Any],
    *,
    table: str = "commands",
    column: str = "session",
) -> None:
    """Write the next commands of a session. The table counts, because an interrupt may cut our own counting short."""
    connection.executemany(
        f"INSERT INTO {table} ({column}, number, json)"
        f" SELECT ?, coalesce(max(number) + 1, 0), ? FROM {table} WHERE {column} = ?",
        [
            (owner, storable(json.dumps(command_to_json(command, words), ensure_ascii=table == "commands")), owner)
            for command in commands
        ],
    )


def _snapshot(connection: sqlite3.Connection, item: Item) -> int:
    """Return the number of an item's text as it is now; each wording is kept once."""
    mark, body = fingerprint(item), item_to_json(item)
    known = connection.execute("SELECT id FROM items WHERE fingerprint = ? AND json = ?", (mark, body)).fetchone()
    if known:
        return int(known[0])
    return int(connection.execute("INSERT INTO items (fingerprint, json) VALUES (?, ?)", (mark, body)).lastrowid or 0)


def _response(response: Response | None) -> str:
    return json.dumps(None if response is None else response_to_json(response))
