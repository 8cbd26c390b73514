"""Advice on item writing as it is found, and how much of it is told. Rules are in the modules lint_*.py."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from lemans_quiz.core.diagnostics import WARNING, Diagnostic, Span
from lemans_quiz.core.items import Item, Pack
from lemans_quiz.core.messages import Message, counted
from lemans_quiz.packs.yaml.places import Places

FEW = 5
"""So many pieces of advice of one code are told with their places, even where they are about most of a pack."""
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
    replacement: str = ""
    """What stands in the place of the field in the line to copy; further lines begin where the field's key does."""


def placed(checked: Checked, found: list[Advice]) -> list[Diagnostic]:
    """Return advice with its places: of each code the first MOST_TOLD, then how many more there are."""
    by_code: dict[str, list[Advice]] = {}
    for advice in found:
        by_code.setdefault(advice.code, []).append(advice)
    return [diagnostic for same in by_code.values() for diagnostic in _told(checked, same)]


OF_A_WHOLE_PACK = frozenset(
    ("missing-language", "too-long", "stale-fact", "wide-tolerance", "alternatives-in-answer", "all-of-the-above")
)
"""Advice that is mended by one decision for the whole pack where it holds for most of it."""


def holds_for_most(checked: Checked, count: int) -> bool:
    """Tell whether so many of a pack's questions are most of them, and not only a few."""
    return count > max(FEW, len(checked.pack.items) // 2)


def summed_up(checked: Checked, found: list[Diagnostic]) -> list[Diagnostic]:
    """Return advice of one code, where it holds for most of a pack as the first of it and a count."""
    if not holds_for_most(checked, len(found)):
        return found
    return [found[0], _rest(found[0], len(found) - 1)]


def without_repeats(checked: Checked, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return what was found while a pack was read, each warning that holds for most of it as the first and a count."""
    by_code: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in found:
        by_code.setdefault((diagnostic.code, diagnostic.severity), []).append(diagnostic)
    return [diagnostic for same in by_code.values() for diagnostic in summed_up(checked, same)]


def _most(checked: Checked, same: list[Advice]) -> int:
    """Return how many are told one by one: what holds for most of a pack is told once, with a count."""
    items = {advice.item.id for advice in same if advice.item}
    return 1 if same[0].code in OF_A_WHOLE_PACK and holds_for_most(checked, len(items)) else MOST_TOLD


def _told(checked: Checked, same: list[Advice]) -> list[Diagnostic]:
    """Rows of a table share the place of their template, so the first speaks for them all."""
    told: dict[object, Diagnostic] = {}
    most = _most(checked, same)
    for number, advice in enumerate(same):
        if len(told) == most:
            last = list(told.values())[-1]
            return [*told.values(), _rest(last, len(same) - number)]
        span, line = checked.places.find(advice.item.id if advice.item else "", advice.field)
        key = (span,) if advice.item and advice.item.table else (span, advice)
        told.setdefault(
            key,
            Diagnostic(
                advice.code,
                advice.severity,
                checked.file,
                span,
                advice.message,
                line,
                None,
                advice.help,
                _copy(advice, span, line),
            ),
        )
    return list(told.values())


def _copy(advice: Advice, span: Span, line: str) -> str:
    """Return the line with the replacement in the place of the field, or nothing where that makes no sense."""
    head, tail = line[: span.column - 1], line[span.end_column - 1 :]
    key = re.match(r"( *(?:- +)*)[\w-]+: *$", head)
    if not advice.replacement or not key or span.end_line != span.line or tail.strip():
        return ""
    return head + advice.replacement.replace("\n", "\n" + " " * len(key[1]))


def _rest(last: Diagnostic, count: int) -> Diagnostic:
    """Tell how many more there are, right after the last that is told by itself."""
    sentence = counted("{count} more like this.", "{count} more like these.", count)
    return Diagnostic(last.code, last.severity, last.file, last.span, sentence)
