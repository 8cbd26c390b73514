"""Saying what is wrong with a question: what may be, in words, as a line says it, and what is said once it is kept."""

from __future__ import annotations

from typing import NamedTuple

from lemans_quiz.i18n import _

ANSWER, TEXT, TYPO, UNCLEAR = "answer", "text", "typo", "unclear"

_COMMANDS = (":report", ":melden")
_WORDS = {
    **dict.fromkeys(("answer", "antwort"), ANSWER),
    **dict.fromkeys(("text", "question", "frage"), TEXT),
    **dict.fromkeys(("typo", "tippfehler"), TYPO),
    **dict.fromkeys(("unclear", "unklar"), UNCLEAR),
}
_LONGEST_NUMBER = 6


class Complaint(NamedTuple):
    """What a line says is wrong, and with which question, 0 for the one on show. `reason` is empty where it does not say."""

    reason: str
    number: int


def read_complaint(line: str) -> Complaint | None:
    """Return what a line `:report typo 3` says, in English or German words in any order; None where it says something else."""
    first, *words = line[:200].casefold().split() or [""]
    if first not in _COMMANDS:
        return None
    reasons = [_WORDS[word] for word in words if word in _WORDS]
    numbers = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) <= _LONGEST_NUMBER]
    is_understood = len(reasons) == 1 and len(numbers) <= 1 and len(reasons) + len(numbers) == len(words)
    return Complaint(reasons[0] if is_understood else "", numbers[0] if is_understood and numbers else 0)


def offer(number: int = 0) -> str:
    """Return the entry of a menu; with a number where the question is not on show."""
    if number:
        return _("Something is wrong with question {number}").format(number=number)
    return _("Something is wrong with this question")


def how_by_line() -> str:
    """Return how a line says it."""
    return _(
        "Something is wrong with a question? :report answer, text, typo or unclear; of another one with its number."
    )


def title() -> str:
    """Return what is asked."""
    return _("What is wrong?")


def reasons() -> tuple[tuple[str, str], ...]:
    """Return what may be wrong, as it is kept and as it is chosen."""
    return (
        (ANSWER, _("The answer is wrong")),
        (TEXT, _("The question is wrong")),
        (TYPO, _("A typing error")),
        (UNCLEAR, _("It is not clear what is meant")),
    )


def what_is_wrong(reason: str) -> str:
    """Return what is wrong, as it stands behind a colon."""
    return {
        ANSWER: _("the answer is wrong"),
        TEXT: _("the question is wrong"),
        TYPO: _("a typing error"),
    }.get(reason, _("it is not clear what is meant"))


def told(*, is_kept: bool) -> str:
    """Return what is said to the player."""
    return _("Noted. To send it: lemans-quiz history flagged") if is_kept else _("It could not be kept.")


def told_of(number: int, reason: str, *, is_kept: bool) -> str:
    """Return what is said to a player who wrote a line, with what was understood."""
    what = dict(reasons())[reason]
    return f"{_('Question {number}: {what}.').format(number=number, what=what)} {told(is_kept=is_kept)}"
