"""A typed text beside all right answers -> Mark: equal, a slip, near, or somebody else's answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lemans_quiz.core.comparing.names import in_order_of, is_initialled, lacks_middle
from lemans_quiz.core.comparing.slips import Slips, distance, slips_between
from lemans_quiz.core.items import MOST_RIVALS, Item, Text
from lemans_quiz.core.marks import NEAR_MISS, RIGHT, RIVAL, SPELLING, WRONG, Mark
from lemans_quiz.core.normalising import LONGEST, SPELT_OTHERWISE, Forms, closeness, forms, languages_of

_WRONG = Mark(0.0, WRONG)


class _Answer(NamedTuple):
    """A right answer in one language beside one way to order what was typed, and that as it was typed, all made comparable."""

    text: str
    language: str
    forms: Forms
    typed: Forms
    as_typed: Forms


class _Slip(NamedTuple):
    slips: Slips
    answer: _Answer


def mark_text(item: Item, text: Text, typed: str) -> Mark:
    """Return how right a typed text is. What equals an answer counts first; then what the author refuses; then slips."""
    typed = typed.strip()
    if not typed or len(typed) > LONGEST:
        return _WRONG
    answers = [
        _Answer(answer, language, forms(answer, language), *[forms(typed, language)] * 2)
        for key in (text.key, *text.accept)
        for language, answer in languages_of(key, item.stem)
    ]
    if any(typed == answer.text or answer.typed.accented == answer.forms.accented for answer in answers):
        return Mark(1.0, RIGHT)
    if refused := _refused(item, text, typed):
        return Mark(0.0, WRONG, refused)
    if text.exact:
        return _WRONG
    found = _mark_same(answers, text) or _mark_slip(answers, text)
    if found and found.reason != NEAR_MISS:
        return found
    reordered = [other for answer in answers for other in _reordered(answer, typed)]
    another = _mark_same(reordered, text) or _mark_slip(reordered, text)
    return another or found or _mark_initials(answers, typed) or _WRONG


def _refused(item: Item, text: Text, typed: str) -> str:
    """Return the text that the author calls wrong and that was typed, or nothing."""
    for option in text.refused:
        for language, refused in languages_of(option.text, item.stem):
            if closeness(forms(typed, language), forms(refused, language)) is not None:
                return refused
    return ""


def _reordered(answer: _Answer, typed: str) -> list[_Answer]:
    others = in_order_of(answer.text, typed, answer.language)
    return [answer._replace(typed=forms(other, answer.language)) for other in others]


def _mark_same(answers: Iterable[_Answer], text: Text) -> Mark | None:
    """Mark what equals an answer but for accents and ways of spelling; not where it equals a rival as closely.

    Kuhn is no spelling of Kühn where Kuhn is somebody else.
    """
    same = [(close, answer) for answer in answers if (close := closeness(answer.typed, answer.forms)) is not None]
    if not same:
        return None
    close, answer = min(same, key=lambda found: found[0])
    rival = next((rival for rival in text.rivals if _is_as_close(rival, answer, close)), "")
    return Mark(0.0, RIVAL, rival) if rival else Mark(1.0, SPELLING, answer.text)


def _is_as_close(rival: str, answer: _Answer, close: int) -> bool:
    """Tell whether what was typed is a rival at least as closely; one that is the answer in another spelling is none."""
    other = forms(rival, answer.language)
    beside = closeness(answer.as_typed, other)
    return beside is not None and beside <= close and closeness(other, answer.forms) != SPELT_OTHERWISE


def _mark_slip(answers: Iterable[_Answer], text: Text) -> Mark | None:
    """Forgive a slip in an answer that is not equal to a right one, by the length of the right one."""
    found = [_Slip(slips, a) for a in answers if (slips := slips_between(a.typed, a.forms, a.language)) is not None]
    if not found:
        return None
    best = min(found, key=lambda slip: (not slip.slips.is_forgiven, slip.slips.number))
    others = (*text.rivals, *(one for option in text.refused for one in option.text.everywhere()))
    rival = next((near for slip in found if (near := _rival_within(best.slips.number, slip.answer, others))), "")
    if rival:
        return Mark(0.0, RIVAL, rival)
    if best.slips.is_forgiven and _is_among_many(best, text.rivals):
        return Mark(0.0, NEAR_MISS, best.answer.text)
    return Mark(1.0, SPELLING, best.answer.text) if best.slips.is_forgiven else Mark(0.0, NEAR_MISS, best.answer.text)


def _rival_within(slips: int, answer: _Answer, rivals: tuple[str, ...]) -> str:
    """Return a wrong answer that what was typed is as near to as `slips`, or nothing."""
    for rival in rivals:
        if distance(answer.typed, forms(rival, answer.language), slips) is not None:
            return rival
    return ""


def _is_among_many(slip: _Slip, rivals: tuple[str, ...]) -> bool:
    """Tell whether more answers lie near this one than are kept with it: then what was typed may be one of those."""
    if len(rivals) < MOST_RIVALS:
        return False
    answer = slip.answer
    kept = [distance(answer.forms, forms(rival, answer.language), 2 * MOST_RIVALS) or 0 for rival in rivals]
    return slip.slips.number >= max(kept)


def lacks_first_name(item: Item, typed: str) -> bool:
    """Tell whether a typed answer is the right one but for a first name, of which it has the initial."""
    kind = item.kind
    if not isinstance(kind, Text):
        return False
    answers = [(text, code) for key in (kind.key, *kind.accept) for code, text in languages_of(key, item.stem)]
    return any(is_initialled(answer, typed.strip(), language) for answer, language in answers)


def _mark_initials(answers: Iterable[_Answer], typed: str) -> Mark | None:
    """Ask once more where a first name is an initial only, or a middle one is missing."""
    for answer in answers:
        names = (answer.text, typed, answer.language)
        if is_initialled(*names) or lacks_middle(*names):
            return Mark(0.0, NEAR_MISS, answer.text)
    return None
