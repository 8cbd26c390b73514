"""Item + response -> Mark: how right, 0 to 1, and why. Points are scoring.py's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Order, Text, TrueFalse
from lemans_quiz.core.marks import NEAR_MISS, PARTLY, RIGHT, RIVAL, SKIPPED, SPELLING, UNREADABLE, WITHIN, WRONG, Mark
from lemans_quiz.core.normalising import LONGEST, Forms, forms, is_same, languages_of
from lemans_quiz.core.numbers import readings
from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Response, Said, Typed

_UNREADABLE = Mark(0.0, UNREADABLE)

FEWEST_FOR_NEAR_MISS = 3
"""Letters of an answer below which one wrong letter is another answer, not a slip."""


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
            return _mark_text(item, text, typed)
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
    found = readings(typed, number.unit.everywhere() if number.unit else ())
    if not found:
        return _UNREADABLE
    if number.key in found:
        return Mark(1.0, RIGHT)
    if any(number.low <= value <= number.high for value in found):
        return Mark(1.0, RIGHT if number.by_range else WITHIN)
    return Mark(0.0, WRONG)


class _Answer(NamedTuple):
    """A right answer in one language beside what was typed, both made comparable by that language."""

    text: str
    language: str
    forms: Forms
    typed: Forms


def _mark_text(item: Item, text: Text, typed: str) -> Mark:
    typed = typed.strip()
    if not typed or len(typed) > LONGEST:
        return Mark(0.0, WRONG)
    answers = [
        _Answer(answer, language, forms(answer, language), forms(typed, language))
        for key in (text.key, *text.accept)
        for language, answer in languages_of(key, item.stem)
    ]
    if any(typed == answer.text or answer.typed.accented == answer.forms.accented for answer in answers):
        return Mark(1.0, RIGHT)
    same = next((answer for answer in answers if is_same(answer.typed, answer.forms)), None)
    if same is None:
        return _mark_typo(answers, text.rivals)
    # Kuhn is no slip for Kühn where Kuhn is somebody else.
    rival = next((r for r in text.rivals if forms(r, same.language).accented == same.typed.accented), "")
    return Mark(0.0, RIVAL, rival) if rival else Mark(1.0, SPELLING, same.text)


def _mark_typo(answers: list[_Answer], rivals: tuple[str, ...]) -> Mark:
    """Forgive a slip in an answer that is not equal to a right one, by the length of the right one."""
    slips = [(_slips(answer.typed, answer.forms, _allowed(answer.forms) + 1), answer) for answer in answers]
    reachable = [(slip - _allowed(answer.forms), slip, answer) for slip, answer in slips if slip is not None]
    reachable = [found for found in reachable if found[0] <= 0 or _may_be_near(found[2].forms)]
    if not reachable:
        return Mark(0.0, WRONG)
    over, slip, answer = min(reachable, key=lambda found: found[:2])
    rival = next((near for _, _, other in reachable if (near := _rival_within(slip, other, rivals))), "")
    if rival:
        return Mark(0.0, RIVAL, rival)
    return Mark(1.0, SPELLING, answer.text) if over <= 0 else Mark(0.0, NEAR_MISS, answer.text)


def _letters(form: str) -> int:
    return sum(1 for char in form if char.isalpha())


def _allowed(answer: Forms) -> int:
    """Return how many slips are forgiven: none under 5 letters, one up to 8, two above."""
    letters = _letters(answer.plain)
    return 0 if letters < 5 else 1 if letters <= 8 else 2


def _may_be_near(answer: Forms) -> bool:
    return _letters(answer.plain) >= FEWEST_FOR_NEAR_MISS


def _rival_within(slips: int, answer: _Answer, rivals: tuple[str, ...]) -> str:
    """Return a wrong answer that what was typed is as near to as `slips`, or nothing."""
    for rival in rivals:
        found = _distance(answer.typed, forms(rival, answer.language), slips)
        if found is not None:
            return rival
    return ""


def _slips(typed: Forms, answer: Forms, most: int) -> int | None:
    """Return the distance up to `most`; None if it is further, or lies in a word with a digit."""
    if _words_with_digits(typed.plain) != _words_with_digits(answer.plain):
        return None
    return _distance(typed, answer, most)


def _words_with_digits(form: str) -> list[str]:
    return [word for word in form.split() if any(char.isdigit() for char in word)]


def _distance(typed: Forms, other: Forms, most: int) -> int | None:
    """Return the optimal string alignment distance of the nearest forms, or None beyond `most`."""
    if is_same(typed, other):
        return 0
    pairs = [(a, b) for a in typed.folded() for b in other.folded() if abs(len(a) - len(b)) <= most]
    if most < 1 or not pairs:
        return None
    from rapidfuzz.distance import OSA

    nearest = min(OSA.distance(a, b, score_cutoff=most) for a, b in pairs)
    return nearest if nearest <= most else None
