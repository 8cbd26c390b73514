"""Item + response -> Mark: how right, 0 to 1, and why. Points are scoring.py's."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from lemans_quiz.core.comparing.text_marks import mark_text
from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Order, Text, TrueFalse
from lemans_quiz.core.marks import CLOSE, PARTLY, RIGHT, SKIPPED, UNREADABLE, WITHIN, WRONG, Mark
from lemans_quiz.core.numbers import measures_of
from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Response, Said, Typed

_UNREADABLE = Mark(0.0, UNREADABLE)


def mark(item: Item, response: Response | None) -> Mark:
    """Return how right `response` is, 0 to 1, and why.

    No response is wrong. Only kinds with several keys give marks in between. What does not fit the kind is unreadable, never
    an error.
    """
    if response is None:
        return Mark(0.0, SKIPPED)
    match item.kind, response:
        case Choice() as choice, Chosen(option):
            return (
                _right_or_wrong(option == choice.key) if _are_indices((option,), len(choice.options)) else _UNREADABLE
            )
        case Multiple() as multiple, ChosenSet(options):
            return _mark_multiple(multiple, options)
        case TrueFalse(key), Said(bool() as value):
            return _right_or_wrong(value is key)
        case Text() as text, Typed(str() as typed):
            return mark_text(item, text, typed)
        case Number() as number, Typed(str() as typed):
            return _mark_number(number, typed)
        case Order(entries), Ordered(places):
            return _mark_order(len(entries), places)
        case Match() as pairs, Matched(rights):
            return _mark_match(pairs, rights)
        case _:
            return _UNREADABLE


def _right_or_wrong(is_right: bool) -> Mark:
    return Mark(1.0, RIGHT) if is_right else Mark(0.0, WRONG)


def _in_parts(value: float, hits: int, of: int) -> Mark:
    reason = RIGHT if value >= 1.0 else PARTLY if value > 0.0 else WRONG
    return Mark(value, reason, hits=hits, of=of)


def _are_indices(values: Iterable[int], size: int, *, lowest: int = 0) -> bool:
    return all(type(value) is int and lowest <= value < size for value in values)


def _mark_multiple(multiple: Multiple, chosen: tuple[int, ...]) -> Mark:
    """(hits − false picks) / number of answers, never below 0."""
    if not _are_indices(chosen, len(multiple.options)) or len(set(chosen)) != len(chosen):
        return _UNREADABLE
    hits = len(set(chosen) & set(multiple.keys))
    false_picks = len(chosen) - hits
    if not multiple.keys:
        return _in_parts(0.0 if false_picks else 1.0, 0, 0)
    return _in_parts(max(0, hits - false_picks) / len(multiple.keys), hits, len(multiple.keys))


def _mark_order(size: int, entries: tuple[int, ...]) -> Mark:
    """Return the share of the pairs that are neighbours in the right order and stand in that order here, adjacent or not."""
    if not _are_indices(entries, size) or sorted(entries) != list(range(size)):
        return _UNREADABLE
    place = {entry: place for place, entry in enumerate(entries)}
    hits = sum(1 for entry in range(size - 1) if place[entry] < place[entry + 1])
    return _in_parts(hits / (size - 1) if size > 1 else 1.0, hits, max(0, size - 1))


def _mark_match(pairs: Match, rights: tuple[int, ...]) -> Mark:
    if len(rights) != len(pairs.lefts) or not _are_indices(rights, len(pairs.rights), lowest=-1):
        return _UNREADABLE
    hits = sum(1 for given, key in zip(rights, pairs.key, strict=True) if given == key)
    return _in_parts(hits / len(rights) if rights else 1.0, hits, len(rights))


def _mark_number(number: Number, typed: str) -> Mark:
    found = measures_of(typed, number.unit.everywhere() if number.unit else ())
    if not found:
        return _UNREADABLE
    if any(measure.reaches(number.key, number.key) for measure in found):
        return Mark(1.0, RIGHT)
    if any(measure.reaches(number.low, number.high) for measure in found):
        return Mark(1.0, RIGHT if number.by_range else WITHIN)
    return _mark_close(number, min(abs(measure.number - number.key) for measure in found))


def _mark_close(number: Number, distance: Decimal) -> Mark:
    """Give 0.5 × (1 − d/(N+1)) up to the distance N that the author allows, and nothing beyond."""
    if not number.close or distance > number.close:
        return Mark(0.0, WRONG)
    return Mark(float((1 - distance / (number.close + 1)) / 2), CLOSE)
