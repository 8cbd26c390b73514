"""What practice needs: memory brought up to the last attempt, what is due, what was missed, what was seen lately.

Play only keeps attempts. `catch_up` turns those it has not seen into memory, so memory always follows from the attempts and
playing never waits for the scheduler.
"""

import sqlite3
from functools import partial
from typing import Any, NamedTuple

from lemans_quiz.core.codec import item_from_json
from lemans_quiz.core.items import Item
from lemans_quiz.core.memory import REVIEW, MemoryState, rating, reviewer
from lemans_quiz.storage.history import UNREADABLE, History
from lemans_quiz.storage.local_time import begin_of, end_of_day, local_day
from lemans_quiz.storage.rows import columns, count, moment, real, text, whole
from lemans_quiz.storage.schema import milliseconds, storable

BATCH = 2000
"""Attempts that are taken in at once, so that another program never waits long for its turn to write."""

Name = tuple[str, str]
"""The pack and the id of an item."""


class Remembered(NamedTuple):
    """An item in memory. `missed` says that its last attempt was not fully right.

    `key_fingerprint` is that of the last attempt: where the item has another one now, its answer has changed, and what is
    remembered is of no use.
    """

    pack: str
    item: str
    key_fingerprint: int
    missed: bool
    state: MemoryState


class _Step(NamedTuple):
    """One attempt, as far as memory is concerned; `id` counts up."""

    id: int
    name: Name
    key_fingerprint: int
    at: float
    rating: int | None
    missed: bool


_REMEMBERED = (
    "SELECT pack, item, key_fingerprint, missed, phase, step, stability, difficulty, due, reviewed FROM memory"
    " WHERE player = ?"
)
_STEP = "SELECT id, pack, item, key_fingerprint, at, kind, mark, reason, seconds, hints FROM attempts WHERE player = ?"


def catch_up(history: History, player: str, *, at_most: int = -1) -> int:
    """Take attempts that memory has not seen into it, oldest first, up to `at_most`; return how many there were.

    Costs next to nothing when there are none. After each session it takes a few milliseconds.
    """
    done = 0
    if not _is_behind(history, player):
        return 0
    review = _Reviewing(player)
    while at_most < 0 or done < at_most:
        size = BATCH if at_most < 0 else min(BATCH, at_most - done)
        taken = history.write(partial(review.take_in, size=size)) or 0
        done += taken
        if taken < size:
            break
    return done


def due(history: History, player: str, now: float, *, limit: int = -1, packs: tuple[str, ...] = ()) -> list[Remembered]:
    """Return what is due, oldest debt first, of some packs or (empty) of all.

    What comes back after days is due from the beginning of its day on; only what comes back in minutes is due to the minute.
    """
    where, given = _in_packs(packs)
    query = f"{_REMEMBERED} AND due < ? AND (due <= ? OR phase = {REVIEW}){where} ORDER BY due, pack, item LIMIT ?"
    until = max(end_of_day(now), now + 1)
    return history.values(_remembered, query, player, milliseconds(until), milliseconds(now), *given, limit)


def missed(history: History, player: str, *, limit: int = -1, packs: tuple[str, ...] = ()) -> list[Remembered]:
    """Return what was last not answered fully right, the longest ago first."""
    where, given = _in_packs(packs)
    query = f"{_REMEMBERED} AND missed = 1{where} ORDER BY reviewed, pack, item LIMIT ?"
    return history.values(_remembered, query, player, *given, limit)


def remembered(history: History, player: str, pack: str) -> dict[str, Remembered]:
    """Return all that is in memory of one pack, by item; what is not among it is new."""
    rows = history.values(_remembered, f"{_REMEMBERED} AND pack = ?", player, pack)
    return {found.item: found for found in rows}


def recall(history: History, player: str, pack: str, item: str) -> Remembered | None:
    """Return what is in memory of one item, for telling when it comes back."""
    return next(iter(history.values(_remembered, f"{_REMEMBERED} AND pack = ? AND item = ?", player, pack, item)), None)


def next_due(history: History, player: str, now: float) -> float | None:
    """Return when the next item that is not due yet will be, or None: the minute, or the beginning of its day."""
    query = "SELECT min(due) FROM memory WHERE player = ? AND due > ? AND {which} HAVING min(due) IS NOT NULL"
    soon = history.values(_moment, query.format(which=f"phase <> {REVIEW}"), player, milliseconds(now))
    end = milliseconds(end_of_day(now) - 0.001)
    later = history.values(_moment, query.format(which=f"phase = {REVIEW}"), player, end)
    return min((*soon, *(begin_of(local_day(at)) for at in later)), default=None)


def falling_due(history: History, player: str, until: float, *, packs: tuple[str, ...] = ()) -> list[Remembered]:
    """Return what falls due up to a moment, of some packs or (empty) of all, in order; for the forecast."""
    where, given = _in_packs(packs)
    query = f"{_REMEMBERED} AND due < ?{where} ORDER BY due, pack, item"
    return history.values(_remembered, query, player, milliseconds(until), *given)


def learnt(history: History, player: str, pack: str, item: str) -> Item | None:
    """Return an item as it was when it was last asked, or None where that is not kept."""
    return next(iter(history.values(_learnt, f"{_LEARNT} ORDER BY a.id DESC LIMIT 1", player, pack, item)), None)


def recently_seen(history: History, player: str, limit: int) -> list[Name]:
    """Return the items of the last `limit` attempts, the latest first, each once; for a draw that brings fresh ones."""
    query = "SELECT pack, item FROM attempts WHERE player = ? ORDER BY id DESC LIMIT ?"
    return list(dict.fromkeys(history.values(_name, query, player, limit)))


def _in_packs(packs: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    return (f" AND pack IN ({','.join('?' * len(packs))})", packs) if packs else ("", ())


_LEARNT = (
    "SELECT i.json FROM attempts a JOIN turns t ON t.session = a.session AND t.turn = a.turn JOIN items i ON i.id = t.item"
    " WHERE a.player = ? AND a.pack = ? AND a.item = ?"
)


def _learnt(row: Any) -> Item:
    return item_from_json(text(row[0]))


def _moment(row: Any) -> float:
    return moment(row[0])


def _name(row: Any) -> Name:
    return text(row[0]), text(row[1])


def _remembered(row: Any) -> Remembered:
    pack, item, key, missed, *state = columns(
        row, text, text, whole, bool, count, _step_of, _positive, real, moment, moment
    )
    return Remembered(pack, item, key, missed, MemoryState(*state))


def _step_of(value: object) -> int | None:
    return None if value is None else count(value)


def _positive(value: object) -> float:
    if real(value) <= 0:
        raise ValueError("no stability")
    return real(value)


def _is_behind(history: History, player: str) -> bool:
    """Tell whether there is anything to take in; read-only, for the common case that there is not."""
    rows = history.rows(
        "SELECT coalesce((SELECT max(id) FROM attempts WHERE player = ?), 0)"
        " > coalesce((SELECT attempt FROM caught_up WHERE player = ?), 0)"
        " OR EXISTS (SELECT 1 FROM outdated WHERE player = ?)",
        *(player,) * 3,
    )
    return bool(rows and rows[0][0])


class _Reviewing:
    """Takes attempts into memory. What counts as seen is read and written in one transaction with what is made of it."""

    def __init__(self, player: str) -> None:
        self._player = storable(player)
        self._review = reviewer()

    def take_in(self, connection: sqlite3.Connection, size: int) -> int:
        """Take in up to `size` new attempts, after what an appeal or a deletion has outdated; return how many."""
        self._connection = connection
        seen = self._seen(connection)
        self._make_anew(connection, seen)
        rows = connection.execute(f"{_STEP} AND id > ? ORDER BY id LIMIT ?", (self._player, seen, size)).fetchall()
        steps = [step for row in rows if (step := _step(row)) is not None]
        states = self._known(connection, {step.name for step in steps})
        for step in steps:
            states[step.name] = self._after(states.get(step.name), step)
        self._store(connection, states)
        if rows:
            connection.execute("INSERT OR REPLACE INTO caught_up VALUES (?, ?)", (self._player, rows[-1][0]))
        return len(rows)

    def _seen(self, connection: sqlite3.Connection) -> int:
        row = connection.execute("SELECT attempt FROM caught_up WHERE player = ?", (self._player,)).fetchone()
        if row and not isinstance(row[0], int):  # damaged: all is learnt anew
            connection.execute("DELETE FROM memory WHERE player = ?", (self._player,))
            return 0
        return int(row[0]) if row else 0

    def _make_anew(self, connection: sqlite3.Connection, seen: int) -> None:
        outdated = connection.execute("SELECT pack, item FROM outdated WHERE player = ?", (self._player,)).fetchall()
        for name in outdated:
            query = f"{_STEP} AND pack = ? AND item = ? AND id <= ? ORDER BY id"
            state: Remembered | None = None
            for row in connection.execute(query, (self._player, *name, seen)).fetchall():
                step = _step(row)
                state = state if step is None else self._after(state, step)
            connection.execute("DELETE FROM memory WHERE player = ? AND pack = ? AND item = ?", (self._player, *name))
            self._store(connection, {name: state})
        connection.execute("DELETE FROM outdated WHERE player = ?", (self._player,))

    def _known(self, connection: sqlite3.Connection, names: set[Name]) -> dict[Name, Remembered | None]:
        query = f"{_REMEMBERED} AND pack = ? AND item = ?"
        rows = [connection.execute(query, (self._player, *name)).fetchone() for name in names]
        return {(row[0], row[1]): _known(row) for row in rows if row}

    def _after(self, before: Remembered | None, step: _Step) -> Remembered | None:
        """Return what is remembered after an attempt. An answer that is another one has to be learnt anew."""
        if step.rating is None:
            return before
        state = before.state if before and self._is_same(before, step) else None
        try:
            after = self._review(state, step.rating, step.at)
        except UNREADABLE:  # a state that no review leads to, of damaged bytes
            after = self._review(None, step.rating, step.at)
        return Remembered(*step.name, step.key_fingerprint, step.missed, after)

    def _is_same(self, before: Remembered, step: _Step) -> bool:
        """Tell whether an attempt asked for what was remembered before it, or for that mended."""
        if before.key_fingerprint == step.key_fingerprint:
            return True
        from lemans_quiz.core.comparing.mending import asks_for_the_same  # only where an answer was changed

        names = (self._player, *step.name)
        now = self._connection.execute(f"{_LEARNT} AND a.id = ?", (*names, step.id)).fetchone()
        then = self._connection.execute(
            f"{_LEARNT} AND a.id < ? AND a.key_fingerprint = ? ORDER BY a.id DESC LIMIT 1",
            (*names, step.id, before.key_fingerprint),
        ).fetchone()
        try:
            return now is not None and then is not None and asks_for_the_same(_learnt(then), _learnt(now))
        except UNREADABLE:
            return False

    def _store(self, connection: sqlite3.Connection, states: dict[Name, Remembered | None]) -> None:
        connection.executemany(
            "INSERT OR REPLACE INTO memory (player, pack, item, key_fingerprint, phase, step, stability, difficulty, due,"
            " reviewed, missed) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            [
                (
                    self._player,
                    *name,
                    found.key_fingerprint,
                    *found.state[:4],
                    milliseconds(found.state.due),
                    milliseconds(found.state.reviewed),
                    int(found.missed),
                )
                for name, found in states.items()
                if found
            ],
        )


def _known(row: Any) -> Remembered | None:
    """Return what is remembered, None where that is damaged: it is learnt anew."""
    try:
        return _remembered(row)
    except UNREADABLE:
        return None


def _step(row: Any) -> _Step | None:
    """Return an attempt, None where it is damaged."""
    try:
        id, pack, item, key, at, kind, mark, reason, seconds, hints = columns(
            row, count, text, text, whole, moment, text, real, text, real, count
        )
        found = rating(kind, mark, reason, seconds=seconds, hints=hints)
    except UNREADABLE:
        return None
    return _Step(id, (pack, item), key, at, found, mark < 1.0)
