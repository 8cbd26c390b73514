"""Saying what is wrong with a question: what may be, in words, and what is said once it is kept."""

from __future__ import annotations

from lemans_quiz.i18n import _


def offer(number: int = 0) -> str:
    """Return the entry of a menu; with a number where the question is not on show."""
    if number:
        return _("Something is wrong with question {number}").format(number=number)
    return _("Something is wrong with this question")


def title() -> str:
    """Return what is asked."""
    return _("What is wrong?")


def reasons() -> tuple[tuple[str, str], ...]:
    """Return what may be wrong, as it is kept and as it is chosen."""
    return (
        ("answer", _("The answer is wrong")),
        ("text", _("The question is wrong")),
        ("typo", _("A typing error")),
        ("unclear", _("It is not clear what is meant")),
    )


def told(*, is_kept: bool) -> str:
    """Return what is said to the player."""
    return _("Noted. To send it: lemans-quiz history flagged") if is_kept else _("It could not be kept.")
