"""The languages that the program marks answers in: what each calls numbers, months, articles, true and false. A file for each."""

from functools import cache
from importlib import import_module

from lemans_quiz.core.languages.language import Language

__all__ = ["Language", "all_known", "language_of"]

KNOWN = ("en", "de", "fr")
"""The languages with a file of their own here; of others articles and months may be known (others.py)."""


@cache
def language_of(code: str) -> Language:
    """Return what is known of the language of a code such as de or pt-BR; nothing of one that nobody has told of."""
    code = code.partition("-")[0]
    if code in KNOWN:
        found: Language = import_module(f"lemans_quiz.core.languages.{code}").LANGUAGE
        return found
    from lemans_quiz.core.languages.others import OTHERS

    return OTHERS.get(code, Language())


def all_known() -> tuple[Language, ...]:
    """Return all languages of which anything is known."""
    from lemans_quiz.core.languages.others import OTHERS

    return (*map(language_of, KNOWN), *OTHERS.values())
