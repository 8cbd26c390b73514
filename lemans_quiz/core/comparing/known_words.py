"""Words that there are: a typed one that is another word than the answer's is no slip of the pen.

Dictionaries come from the library pyspellchecker, and are read when the first slip is to be judged. Some names are missing there
that lie one letter beside another.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

DICTIONARIES = frozenset("en de es fr it nl pt ru".split())
FEWEST_LETTERS = 3

_NAMES = frozenset(
    "auerbach bernburg freiberg göppingen goppingen goeppingen göttingen gottingen goettingen halberstadt hallstadt iller merseburg"
    " naumburg neustadt nurnberg nuernberg offenburg südsee sudsee suedsee werra wittenberge"
    " aleutisch altirisch altsyrisch amharisch aromunisch asturisch avestisch awarisch jakutisch kabylisch karelisch koptisch"
    " kornisch korsisch sango sangu tatarisch tatisch uigurisch".split()
)
"""Names that the dictionaries lack and that have a neighbour for which a slip could be taken."""


def is_known(word: str, language: str) -> bool:
    """Tell whether there is such a word or name, in the language or in English, which names things everywhere."""
    if len(word) < FEWEST_LETTERS:
        return False
    return word in _NAMES or _has("en")(word) or (language in DICTIONARIES and _has(language)(word))


@cache
def _has(language: str) -> Callable[[str], bool]:
    from spellchecker import SpellChecker

    return SpellChecker(language=language, distance=1).word_frequency.__contains__
