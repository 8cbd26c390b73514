"""Saying what is wrong with a question: what may be, in words, as a line says it, and what is said once it is kept."""

from __future__ import annotations

from typing import NamedTuple

from lemans_quiz.i18n import _

ANSWER, TEXT, TYPO, UNCLEAR = "answer", "text", "typo", "unclear"

_COMMAND = ":problem"
_WORDS = {
    **dict.fromkeys(("1", "answer", "antwort"), ANSWER),
    **dict.fromkeys(("2", "text", "question", "frage"), TEXT),
    **dict.fromkeys(("3", "typo", "tippfehler"), TYPO),
    **dict.fromkeys(("4", "unclear", "unklar"), UNCLEAR),
}
_LONGEST_NUMBER = 6


class Complaint(NamedTuple):
    """What a line says is wrong, and with which question, 0 for the one on show. `reason` is empty where it does not say."""

    reason: str
    number: int


def read_reason(word: str) -> str:
    """Return the reason that a word or its number in the list of `reasons` stands for; empty for none."""
    return _WORDS.get(word.strip().casefold(), "")


def read_complaint(line: str) -> Complaint | None:
    """Return what a line `:problem typo 3` says: a reason, and the number of a question; None where it says something else."""
    first, *words = line[:200].casefold().split() or [""]
    if first != _COMMAND:
        return None
    reason, number = (words[0] if words else ""), (words[1] if len(words) > 1 else "0")
    is_number = number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER
    is_understood = is_number and len(words) <= 2 and bool(read_reason(reason))
    return Complaint(read_reason(reason), int(number)) if is_understood else Complaint("", 0)


def offer(number: int = 0) -> str:
    """Return the entry of a menu; with a number where the question is not on show."""
    if number:
        return _("Something is wrong with question {number}").format(number=number)
    return _("Something is wrong with this question")


def offer_by_line() -> str:
    """Return how a line says it."""
    return _("Something wrong with a question? Type :problem")


def lines_of_reasons() -> list[str]:
    """Return what may be wrong, with the numbers that say so."""
    listed = (f"{place}. {text}" for place, (_reason, text) in enumerate(reasons(), 1))
    return [
        title(),
        *listed,
        _("Type the number; for an earlier question, add its number: :problem 1 or :problem 1 7"),
    ]


def title() -> str:
    """Return what is asked."""
    return _("What is wrong?")


def reasons() -> tuple[tuple[str, str], ...]:
    """Return what may be wrong, as it is kept and as it is chosen."""
    return (
        (ANSWER, _("The answer is wrong")),
        (TEXT, _("The question is wrong")),
        (TYPO, _("A typo")),
        (UNCLEAR, _("It is unclear what is meant")),
    )


def what_is_wrong(reason: str) -> str:
    """Return what is wrong, as it stands behind a colon."""
    return {
        ANSWER: _("the answer is wrong"),
        TEXT: _("the question is wrong"),
        TYPO: _("a typo"),
    }.get(reason, _("it is unclear what is meant"))


def told(*, is_kept: bool) -> str:
    """Return what is said to the player."""
    return _("Noted. To send it: lmq history flagged") if is_kept else _("It could not be saved.")


def told_of(number: int, reason: str, *, is_kept: bool) -> str:
    """Return what is said to a player who wrote a line, with what was understood."""
    what = dict(reasons())[reason]
    return f"{_('Question {number}: {what}.').format(number=number, what=what)} {told(is_kept=is_kept)}"
