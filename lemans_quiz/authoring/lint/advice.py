"""Advice on item writing as it is found, and how much of it is told. Rules are in the modules lint_*.py."""

from __future__ import annotations

from typing import NamedTuple

from lemans_quiz.core.diagnostics import WARNING, Diagnostic
from lemans_quiz.core.items import Item, Pack
from lemans_quiz.core.messages import Message, counted
from lemans_quiz.packs.yaml.places import Places

MOST_TOLD = 100
"""So many pieces of advice of one code are told with their places; finding each place costs a reading of its question."""


class Checked(NamedTuple):
    """A pack that was read without errors; `file` is as the user named it."""

    file: str
    pack: Pack
    places: Places


class Advice(NamedTuple):
    """One piece of advice. It is about `field` of `item`, or about the whole pack where there is no item."""

    code: str
    item: Item | None
    field: str
    message: Message
    help: Message | None = None
    severity: str = WARNING


def placed(checked: Checked, found: list[Advice]) -> list[Diagnostic]:
    """Return advice with its places: of each code the first MOST_TOLD, then how many more there are."""
    by_code: dict[str, list[Advice]] = {}
    for advice in found:
        by_code.setdefault(advice.code, []).append(advice)
    return [diagnostic for same in by_code.values() for diagnostic in _told(checked, same)]


def _told(checked: Checked, same: list[Advice]) -> list[Diagnostic]:
    """Rows of a table share the place of their template, so the first speaks for them all."""
    told: dict[object, Diagnostic] = {}
    for number, advice in enumerate(same):
        if len(told) == MOST_TOLD:
            return [*told.values(), _rest(checked, advice, len(same) - number)]
        span, line = checked.places.find(advice.item.id if advice.item else "", advice.field)
        key = (span,) if advice.item and advice.item.table else (span, advice)
        told.setdefault(
            key,
            Diagnostic(advice.code, advice.severity, checked.file, span, advice.message, line, None, advice.help),
        )
    return list(told.values())


def _rest(checked: Checked, advice: Advice, count: int) -> Diagnostic:
    sentence = counted("There is {count} more of these.", "There are {count} more of these.", count)
    return Diagnostic(advice.code, advice.severity, checked.file, None, sentence)
