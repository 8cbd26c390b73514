"""Sums over attempts made by the database, for core/stats.py to sum up further, and the attempts themselves for export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from lemans_quiz.core.days import DAY
from lemans_quiz.core.stats import SLOT_SECONDS, Group, Slot, Sums
from lemans_quiz.storage.history import History, Value
from lemans_quiz.storage.records import Kept
from lemans_quiz.storage.rows import columns, count, json_text, moment, real, text, texts, whole
from lemans_quiz.storage.schema import milliseconds

_SUMS = "count(*), sum(mark >= 1), sum(mark), sum(seconds)"
_PAGE = 1000


class Scope(NamedTuple):
    """Which attempts count: of one player (None: all), of some packs (empty: all), from `since` up to before `until`."""

    player: str | None = None
    packs: tuple[str, ...] = ()
    since: float | None = None
    until: float | None = None


def groups(history: History, scope: Scope) -> list[Group]:
    """Return the sums of each item."""
    where, given = _where(scope, indexed=False)
    query = f"SELECT pack, item, kind, level, tags, {_SUMS} FROM attempts{where} GROUP BY 1, 2, 3, 4, 5"
    return history.values(_group, query, *given)


def slots(history: History, scope: Scope) -> list[Slot]:
    """Return the sums of each quarter of an hour, in order, those of each clock apart."""
    where, given = _where(scope)
    offset = "(SELECT utc_offset FROM sessions WHERE id = attempts.session)"
    query = f"SELECT at / {SLOT_SECONDS * 1000}, {offset}, {_SUMS} FROM attempts{where} GROUP BY 1, 2 ORDER BY 1, 2"
    return history.values(_slot, query, *given)


def _group(row: Any) -> Group:
    pack, item, kind, level, tags, *sums = columns(row, text, text, text, count, texts, count, count, real, real)
    return Group(pack, item, kind, level, tags, Sums(*sums))


def _slot(row: Any) -> Slot:
    slot, offset, *sums = columns(row, count, _offset, count, count, real, real)
    moment(slot * SLOT_SECONDS * 1000)
    return Slot(slot, Sums(*sums), offset)


def _offset(value: object) -> int | None:
    if value is None:
        return None
    if abs(whole(value)) > DAY:
        raise ValueError("no offset")
    return whole(value)


def attempts(history: History, scope: Scope, *, session: int | None = None) -> Iterator[Kept]:
    """Yield attempts in the order in which they were made, a page at a time, so that any number of them can be exported."""
    where, given = _where(scope)
    also = " AND session = ?" if session is not None else ""
    names = ", ".join(Kept._fields)
    last = 0
    while True:
        query = f"SELECT {names} FROM attempts{where}{also} AND id > ? ORDER BY id LIMIT {_PAGE}"
        rows = history.rows(query, *given, *(() if session is None else (session,)), last)
        yield from history.made(_kept, rows)
        if len(rows) < _PAGE or rows[-1][0] <= last:
            return
        last = rows[-1][0]


_KEPT = (count, count, count, moment, text, text, text, text, count, texts, real, text, real, count, real)


def _kept(row: Any) -> Kept:
    return Kept._make(columns(row, *_KEPT, whole, whole, json_text))


def _where(scope: Scope, *, indexed: bool = True) -> tuple[str, list[Value]]:
    """Return a condition, which is never empty, and its parameters. Reading all in a row beats an index for most of them."""
    parts, given = ["1"], list[Value]()
    if scope.player is not None:
        parts.append("player = ?" if indexed else "+player = ?")
        given.append(scope.player)
    if scope.packs:
        parts.append(f"pack IN ({','.join('?' * len(scope.packs))})")
        given.extend(scope.packs)
    for limit, sign in ((scope.since, ">="), (scope.until, "<")):
        if limit is not None:
            parts.append(f"at {sign} ?")
            given.append(milliseconds(limit))
    return f" WHERE {' AND '.join(parts)}", given
