"""What players say is wrong with a question, kept with the question as it was asked, its pack and that pack's version.

One player has one complaint about a question: the last. `session` is when the game began in which it was made, by which deleting the
game finds it, in copies of the history too.
"""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from lemans_quiz.core.codec import item_from_json, item_to_json
from lemans_quiz.core.items import Item
from lemans_quiz.storage.history import History
from lemans_quiz.storage.rows import columns, moment, text
from lemans_quiz.storage.schema import milliseconds, storable

ANSWER, TEXT, TYPO, UNCLEAR = "answer", "text", "typo", "unclear"
REASONS = (ANSWER, TEXT, TYPO, UNCLEAR)
"""What may be wrong with a question, in the order of the menu."""


class Complaint(NamedTuple):
    """What a player says is wrong with a question: one of REASONS. `version` and `homepage` are the pack's, and may be empty."""

    player: str
    item: Item
    reason: str
    at: float
    session: float
    version: str = ""
    homepage: str = ""


def keep_complaint(history: History, complaint: Complaint) -> None:
    """Keep a complaint, in place of an earlier one of this player about this question."""
    values = (
        storable(complaint.player),
        complaint.item.pack,
        complaint.item.id,
        storable(complaint.version),
        storable(complaint.homepage),
        complaint.reason,
        milliseconds(complaint.at),
        milliseconds(complaint.session),
        item_to_json(complaint.item),
    )
    history.keep(
        lambda connection: connection.execute(
            "INSERT OR REPLACE INTO complaints (player, pack, item, version, homepage, reason, at, session, json)"
            " VALUES (?,?,?,?,?,?,?,?,?)",
            values,
        )
    )


def complaints(history: History, player: str | None = None, pack: str = "") -> list[Complaint]:
    """Return what was complained of, by one player or (None) by all, of one pack or (empty) of all, pack by pack."""
    which, given = [("player = ?", player)] if player is not None else [], [("pack = ?", pack)] if pack else []
    conditions = [*which, *given]
    where = f" WHERE {' AND '.join(condition for condition, _value in conditions)}" if conditions else ""
    query = f"SELECT player, json, reason, at, session, version, homepage FROM complaints{where} ORDER BY pack, item, at, player"
    return history.values(_complaint, query, *(value for _condition, value in conditions))


def _complaint(row: Any) -> Complaint:
    player, body, reason, at, session, version, homepage = columns(row, text, text, text, moment, moment, text, text)
    if reason not in REASONS:
        raise ValueError("no reason")
    return Complaint(player, item_from_json(body), reason, at, session, version, homepage)


def forget_complaints(connection: sqlite3.Connection, where: str = "1", *given: str | int) -> None:
    """Delete complaints for good, in the transaction of whoever deletes what they were made in."""
    connection.execute(f"DELETE FROM complaints WHERE {where}", given)
