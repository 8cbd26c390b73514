"""Which word, typed for another, is no slip but another thing: opposites, points of the compass, chemistry, words there are."""

from __future__ import annotations

from functools import cache

from lemans_quiz.core.comparing.known_words import is_known
from lemans_quiz.core.comparing.number_words import is_number, number_words, ordinals, roman
from lemans_quiz.core.comparing.units import FIRST_SIGN

_COMPASS = (
    "north south east west northern southern eastern western northeast northwest southeast southwest"
    " nord süd sud sued ost west norden süden sueden suden osten westen nördlich südlich östlich westlich"
    " est ouest norte sur sul este oeste leste ovest nord noord zuid oost"
).split()
_COMPASS_PREFIXES = ("north", "south", "east", "west", "nord", "süd", "sued", "sud", "ost")

_OPPOSITES = (
    "hyper hypo", "endo exo|ecto|ekto", "in ex|out", "inter intra extra", "macro|makro micro|mikro", "pre|pra|prae post",
    "mono di tri tetra penta hexa hepta octa|okta nona deca|deka poly bi multi", "pro anti contra|kontra", "over under",
    "up down", "homo hetero", "eu dys", "ab ad", "af ef", "sub super|supra", "para peri", "ortho meta para", "de in re con ab",
    "maxi mini", "cis trans", "ana kata|cata", "ober unter nieder", "uber|ueber unter", "hin her", "upper lower",
    "inner outer", "innen aussen", "kilo milli mega giga nano", "omni herbi carni",
)  # fmt: skip
"""Prefixes that make opposites of one stem; those with | between them are one prefix."""
_NEGATIONS = "un in im il ir non dis mis a an de anti miss ent".split()
_SHORTEST_STEM = 3

_SUFFIXES = (
    "ate ite ide",
    "at it id",
    "itis osis",
    "ose ase",
    "tomy stomy ectomy",
    "phil phob",
    "phile phobe",
    "philia phobia",
    "gram graph",
    "voll los",
)
_CHAINS = frozenset("meth eth prop but pent hex hept oct okt non dec dek cyclohex benz tolu".split())
_CHAIN_ENDINGS = frozenset("an ane en ene in yne ine ol anol al anal yl on one anon anone ansäure".split())


def is_fixed(word: str) -> bool:
    """Tell whether a word must be typed as it is: one with a digit, a Roman numeral, a unit's sign or a single letter."""
    return (
        len(word) == 1
        or any(map(is_number, word))
        or bool(roman(word))
        or FIRST_SIGN <= ord(word[0]) < FIRST_SIGN + 0x400
    )


def is_another(key: str, typed: str, language: str, *, written: str = "") -> bool:
    """Tell whether a typed word, in small letters and without accents, is another thing than the answer's, however alike.

    `written` is the word with its accents.
    """
    return (
        is_fixed(key)
        or is_fixed(typed)
        or _is_other_number(typed, language)
        or _is_other_compass(key, typed)
        or is_opposite(key, typed, language)
        or _is_other_substance(key, typed)
        or is_known(typed, language)
        or (bool(written) and written != typed and is_known(written, language))
    )


def _is_other_number(typed: str, language: str) -> bool:
    return typed in number_words(language) or typed in ordinals(language)


def _is_other_compass(key: str, typed: str) -> bool:
    if typed in _compass():
        return True
    prefixes = [(one, other) for one in _COMPASS_PREFIXES for other in _COMPASS_PREFIXES if key.startswith(one)]
    return any(one != other and typed == other + key[len(one) :] for one, other in prefixes)


@cache
def _compass() -> frozenset[str]:
    return frozenset(_COMPASS)


def is_opposite(key: str, typed: str, language: str) -> bool:
    """Tell whether two words have one stem and opposite prefixes, or a prefix that says no before one of them."""
    if _is_swapped(_starts(key, _OPPOSITES), _starts(typed, _OPPOSITES)):
        return True
    shorter, longer = sorted((key, typed), key=len)
    negated = len(shorter) > _SHORTEST_STEM and any(longer == no + shorter for no in _NEGATIONS)
    return negated and (is_known(shorter, language) or len(longer) - len(shorter) > 1)


def _is_other_substance(key: str, typed: str) -> bool:
    """Tell whether two words differ in the ending that makes another substance, illness or branch of one stem."""
    if _is_swapped(_ends(key, _SUFFIXES), _ends(typed, _SUFFIXES)):
        return True
    return any(
        key.startswith(chain)
        and typed.startswith(chain)
        and key[len(chain) :] in _CHAIN_ENDINGS
        and typed[len(chain) :] in _CHAIN_ENDINGS
        for chain in _CHAINS
    )


_Parts = dict[tuple[int, str], int]
"""By the number of a group and the stem that is left: which of the group's parts a word has."""


def _starts(word: str, groups: tuple[str, ...]) -> _Parts:
    return {
        (g, word[len(part) :]): n for g, n, part in _numbered(groups) if word.startswith(part) and _is_stem(word, part)
    }


def _ends(word: str, groups: tuple[str, ...]) -> _Parts:
    return {
        (g, word[: -len(part)]): n for g, n, part in _numbered(groups) if word.endswith(part) and _is_stem(word, part)
    }


def _is_stem(word: str, part: str) -> bool:
    return len(word) - len(part) >= _SHORTEST_STEM


def _is_swapped(one: _Parts, other: _Parts) -> bool:
    """Tell whether two words have one stem and different parts of one group."""
    return any(other.get(place, number) != number for place, number in one.items())


@cache
def _numbered(groups: tuple[str, ...]) -> tuple[tuple[int, int, str], ...]:
    return tuple(
        (number, place, part)
        for number, group in enumerate(groups)
        for place, parts in enumerate(group.split())
        for part in parts.split("|")
    )
