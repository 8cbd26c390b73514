"""What is to be known of a language."""

from collections.abc import Callable
from typing import NamedTuple


def _none() -> dict[str, int]:
    return {}


class Language(NamedTuple):
    """The words of a language, in small letters. What is left empty is not known of it.

    `articles` stand before a word and do not count, `elided` ones are written together with theirs; `months` are the twelve in
    order. `cardinals` and `ordinals` make the words of one word from zero to a hundred with their numbers, `misspelt` are such
    words as they are often typed. `truth` is what false and true are called; `says_true` and `says_false` are answers that are
    read so in this language beside those read in any. `has_decimal_comma` turns comma and dot of numbers round.
    """

    articles: frozenset[str] = frozenset()
    elided: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    cardinals: Callable[[], dict[str, int]] = _none
    ordinals: Callable[[], dict[str, int]] = _none
    misspelt: dict[str, int] = {}  # noqa: RUF012 - never changed
    truth: tuple[str, str] = ("", "")
    says_true: frozenset[str] = frozenset()
    says_false: frozenset[str] = frozenset()
    has_decimal_comma: bool = False
