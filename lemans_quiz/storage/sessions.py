"""Past sessions: which there are, one of them as a whole, taking one up again, comparing, deleting."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lemans_quiz.core.codec import item_from_json
from lemans_quiz.core.commands import command_from_json
from lemans_quiz.core.events import COMMANDS
from lemans_quiz.core.game import Ended, Rules, replay
from lemans_quiz.core.marks import Mark
from lemans_quiz.core.turns import Turn
from lemans_quiz.storage.history import UNREADABLE, History, Value
from lemans_quiz.storage.recording import Recorder, append_commands, insert_turns
from lemans_quiz.storage.records import Opening, Saved, Session
from lemans_quiz.storage.rows import columns, count, moment, real, text, texts

if TYPE_CHECKING:
    from lemans_quiz.core.resuming import Resumed
    from lemans_quiz.core.stats import Comparison

_SESSION = (
    "SELECT s.id, s.kind, s.title, s.players, s.started, s.touched, s.seed, s.language, s.length, s.over, s.summary,"
    " s.answered, coalesce(sum(a.mark >= 1), 0), round(coalesce(sum(a.gained), 0), 2), coalesce(sum(a.seconds), 0),"
    " s.rules FROM ({chosen}) s LEFT JOIN attempts a ON a.session = s.id GROUP BY s.id"
)
_OF_PLAYER = "EXISTS (SELECT 1 FROM seats WHERE player = ? AND session = sessions.id)"

_NEWEST = 2**63 - 1
"""A number above those of all sessions."""

COMPARED = 50
"""How many earlier sessions a result is compared with."""


def list_sessions(history: History, player: str | None = None, *, limit: int = -1) -> list[Session]:
    """Return the sessions of one player or of all, the last begun first."""
    where, given = (f"WHERE {_OF_PLAYER}", (player,)) if player is not None else ("", ())
    chosen = f"SELECT * FROM sessions {where} ORDER BY id DESC LIMIT ?"
    return _sessions(history, chosen, "s.id DESC", *given, limit)


def find_session(history: History, session: int) -> Session | None:
    """Return one session, or None where there is no such number."""
    return next(iter(_sessions(history, "SELECT * FROM sessions WHERE id = ?", "s.id", session)), None)


def unfinished(history: History, player: str | None = None, *, limit: int = -1) -> list[Session]:
    """Return sessions with questions left, the last played first."""
    where, given = (f"AND {_OF_PLAYER}", (player,)) if player is not None else ("", ())
    chosen = f"SELECT * FROM sessions WHERE answered < length {where} ORDER BY touched DESC, id DESC LIMIT ?"
    return _sessions(history, chosen, "s.touched DESC, s.id DESC", *given, limit)


def players(history: History) -> list[str]:
    """Return everybody who has a history, in alphabetical order."""
    return history.values(lambda row: text(row[0]), "SELECT DISTINCT player FROM seats ORDER BY player")


def load(history: History, session: int) -> Saved | None:
    """Return a session with its questions, and its log with the marks of then; None where it cannot be read and replayed."""
    from lemans_quiz.core.resuming import recalled

    opening = load_opening(history, session)
    commands = history.rows("SELECT json FROM commands WHERE session = ? ORDER BY number", session)
    found = find_session(history, session)
    try:
        log = tuple(command_from_json(json.loads(body), COMMANDS) for (body,) in commands)
        if opening is None or found is None:
            return None
        log = recalled(log, _marks(history, session))
        replay(opening.turns, opening.rules, log)
    except UNREADABLE:
        return None
    return Saved(session, opening, log, found.summary)


def _marks(history: History, session: int) -> dict[int, Mark]:
    """Return the marks that the answers of a session got when they were given, by turn."""
    rows = history.rows("SELECT turn, mark, reason FROM attempts WHERE session = ?", session)
    return {count(turn): Mark(real(value), text(reason)) for turn, value, reason in rows}


def load_opening(history: History, session: int) -> Opening | None:
    """Return what a session started with, or None where there is none that can be read."""
    opened = history.rows(
        "SELECT kind, title, started, rules, seed, players, language, files FROM sessions WHERE id = ?", session
    )
    turns = history.rows(
        "SELECT i.json, t.arrangement, t.seat FROM turns t JOIN items i ON i.id = t.item WHERE t.session = ? ORDER BY t.turn",
        session,
    )
    try:
        return _opening(opened[0], turns) if opened else None
    except UNREADABLE:
        return None


def take_up(history: History, saved: Saved, resumed: Resumed) -> Recorder:
    """Keep that a session goes on as `core.resuming.resume` found; return the recorder for the rest of it."""
    opening = saved.opening._replace(turns=resumed.game.turns)
    history.keep(lambda connection: _rewrite(connection, saved, resumed))
    return Recorder(history, opening, saved.session)


def compare(history: History, opening: Opening, player: str, *, before: int) -> Comparison | None:
    """Return how the same game went before session number `before` (0: before now), or None for the first time.

    Only the last COMPARED sessions count, and of these the ones in which every question was answered.
    """
    from lemans_quiz.core.stats import Comparison

    rows = history.values(
        lambda row: columns(row, moment, count, real),
        "SELECT s.started, sum(a.mark >= 1 AND a.player = ?),"
        " sum(iif(a.player = ?, a.gained, 0)) FROM (SELECT s.id, s.started, s.length FROM seats x"
        " JOIN sessions s ON s.id = x.session WHERE x.player = ? AND s.kind = ? AND s.title = ? AND s.length = ?"
        " AND s.id < ? ORDER BY x.session DESC LIMIT ?) s JOIN attempts a ON a.session = s.id"
        " GROUP BY s.id HAVING count(*) = s.length ORDER BY s.id DESC",
        *(player,) * 3,
        opening.kind,
        opening.title,
        len(opening.turns),
        before or _NEWEST,
        COMPARED,
    )
    if not rows:
        return None
    at, right, score = rows[0]
    best_right, best_score = max(row[1] for row in rows), max(row[2] for row in rows)
    return Comparison(len(rows), at, right, round(score, 2), best_right, round(best_score, 2))


def _sessions(history: History, chosen: str, order: str, *given: Value) -> list[Session]:
    """Return the sessions that a query chooses, in some order. Only their attempts are summed up."""
    return history.values(_session, f"{_SESSION.format(chosen=chosen)} ORDER BY {order}", *given)


def _session(row: Any) -> Session:
    names, times = (count, text, text, texts), (moment, moment)
    return Session._make(
        columns(row, *names, *times, text, text, count, bool, text, count, count, real, real, _scoring),
    )


def _scoring(rules: Any) -> str:
    """Return the rule that points are counted by; nothing where the rules cannot be read."""
    try:
        return str(json.loads(rules)["scoring"])
    except (ValueError, TypeError, KeyError):
        return ""


def _opening(opened: Sequence[Any], turns: Sequence[Any]) -> Opening:
    kind, title, started, rules, seed, names, language, files = columns(
        opened, text, text, moment, text, text, texts, text, text
    )
    return Opening(
        kind=kind,
        title=title,
        started=started,
        turns=tuple(Turn(item_from_json(body), tuple(json.loads(places)), seat) for body, places, seat in turns),
        rules=_rules(json.loads(rules)),
        seed=seed,
        players=names,
        language=language,
        files=tuple((str(pack), str(path)) for pack, path in json.loads(files).items()),
    )


def _rules(kept: dict[str, Any]) -> Rules:
    """Read rules, of which an older version may have kept fewer and a newer one more."""
    return Rules(**{name: kept[name] for name in Rules._fields if name in kept})


def _rewrite(connection: sqlite3.Connection, saved: Saved, resumed: Resumed) -> None:
    from lemans_quiz.core.resuming import without_marks

    session, turns = saved.session, resumed.game.turns
    connection.execute("DELETE FROM turns WHERE session = ?", (session,))
    insert_turns(connection, session, turns)
    connection.execute("DELETE FROM commands WHERE session = ?", (session,))
    append_commands(connection, session, without_marks(resumed.commands), COMMANDS)
    over = isinstance(resumed.game.phase, Ended)
    connection.execute(
        "UPDATE sessions SET over = ?, length = ?, answered = ? WHERE id = ?",
        (int(over), len(turns), len(resumed.game.attempts), session),
    )
