"""A key that stands twice in one mapping: told, and taken for the beginning of an entry where it may well be one."""

from __future__ import annotations

from lemans_quiz.core.messages import Message, message
from lemans_quiz.packs.reading.texts import SEVERAL
from lemans_quiz.packs.yaml.findings import Findings
from lemans_quiz.packs.yaml.nodes import Node, Pairs, Rows, Scalar, Sequence

_ANSWERS = frozenset(("answer", "answers", "order", "match", "between"))
_ENDS = {
    "id": _ANSWERS,
    "question": _ANSWERS,
    "each": _ANSWERS,
    "text": frozenset(("text",)),
    "left": frozenset(("right",)),
}
"""Keys that an entry of a list mostly begins with, each with those of which a whole entry has one."""


def is_key_of_next(findings: Findings, key: Scalar, value: Node, above: Pairs) -> bool:
    """Write a repeated key down; tell whether an entry begins with it that lacks its dash, `above` being a whole one."""
    column, line = key.start_mark.column, findings.line_of(key)
    begins = key.value == "question" or key.value == next(iter(above))
    is_next = (
        begins and column >= 2 and not line[:column].strip() and not _ENDS.get(key.value, frozenset()).isdisjoint(above)
    )
    tell_duplicate(findings, key, value, copy=f"{' ' * (column - 2)}- {line[column:]}" if line and is_next else "")
    return bool(line) and is_next


def tell_duplicate(findings: Findings, key: Scalar, value: Node | Rows, *, copy: str = "") -> None:
    """Write a repeated key down; `copy` is its line with a dash, where an entry may begin."""
    findings.add(
        "duplicate-key",
        key,
        message("Duplicate key '{key}'.", key=key.value),
        expected=message("each key once"),
        help=_help(key, value, copy),
        copy=copy,
    )


def _help(key: Scalar, value: Node | Rows, copy: str) -> Message:
    if copy:
        return message("Add the dash if a new entry begins here, or delete one of the two:")
    if key.value in SEVERAL:
        return message("For several, write '{key}'.", key=SEVERAL[key.value])
    if isinstance(value, Sequence | Rows):
        return message("Delete one of the two, or make one list of both.")
    return message("Delete one of the two.")
