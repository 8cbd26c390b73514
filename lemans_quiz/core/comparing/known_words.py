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
    "freiberg homburg kleve halberstadt neustadt altstadt auerbach ansbach bamberg bernburg merseburg naumburg nürnberg nurnberg nuernberg"
    " slowenien slowakei südsee nordsee ostsee gambia sambia österreich australien irak iran mali malawi guinea guyana"
    " tschechien tschetschenien nigeria niger lettland litauen mauritius mauretanien dominica montenegro mazedonien"
    " makedonien kroatien schweden schweiz schottland estland island irland finnland rumänien bulgarien bolivien"
    " kolumbien kambodscha kamerun kanada kenia kongo kuba libyen libanon liberia madagaskar malediven marokko moldau"
    " mongolei namibia nepal nicaragua norwegen oman pakistan palau panama paraguay uruguay polen portugal ruanda"
    " sudan syrien tansania thailand togo tonga tschad tunesien türkei uganda ukraine ungarn usbekistan vietnam zypern"
    " tigris euphrat elbe oder neiße neisse mosel maas rhein rhone donau weser werra fulda isar iller inn"
    " offenburg oldenburg göttingen gottingen goettingen göppingen goppingen goeppingen wittenberg wittenberge"
    " avestisch aleutisch amharisch awarisch asturisch altirisch altsyrisch karelisch karibisch korsisch kornisch koptisch kroatisch"
    " ungarisch uigurisch armenisch aromunisch georgisch kabylisch koreanisch rumänisch jakutisch tatarisch tatisch sango sangu"
    " hydrogen halogen hallstatt hallstadt altona alton ansbach ausbach".split()
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
