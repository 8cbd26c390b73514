"""Names of seats: made from places and numbers, or typed and then accepted or refused. Pure: chance is handed in.

A typed name is first `tidied`; `refusal` then says why it cannot be, and two names are the same to the eye where they are
`look_alike`. Nothing here looks for rude words: the teacher sees each typed name before it is shown.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

CORNERS = (
    "Arnage",
    "Mulsanne",
    "Tertre Rouge",
    "Indianapolis",
    "Dunlop",
    "Hunaudières",
    "Maison Blanche",
    "Karting",
    "Raccordement",
    "Porsche",
    "Ford",
    "Buisson",
    "Esses",
    "Chapelle",
    "Golf",
)
"""Corners and straights of the circuit."""

_AROUND = (
    "Antarès",
    "Beauséjour",
    "Bugatti",
    "Courbe",
    "Forêt",
    "Garage",
    "Houx",
    "Musée",
    "Paddock",
    "Pontlieue",
    "Saosnes",
    "Sarthe",
    "Tourelle",
    "Tribune",
    "Village",
)
"""Places around the circuit: with the corners a class has a word for each pupil."""

WORDS = (*CORNERS, *_AROUND)
"""What a name that is made begins with."""

LONGEST = 20
_NUMBERS = 99
_MOST_MARKS = 2
"""Accents that may stand on one letter."""

EMPTY, LONG, HIDDEN, TAKEN = "empty", "long", "hidden", "taken"
REFUSALS = (EMPTY, LONG, HIDDEN, TAKEN)
"""Why a name is refused: nothing to read, too long, characters that cannot be seen, or another seat's."""

_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5")
"""Letters and signs that are drawn as nothing."""

_ALIKE = str.maketrans(
    {
        pair[0]: pair[1]
        for pair in (
            "аa вb еe гr з3 кk мm нh пn оo рp сc тt уy хx ѕs іi јj ӏl ԛq ѵv ԝw һh ԁd ьb "
            "Аa Вb Еe З3 Кk Мm Нh Оo Рp Сc Тt Уy Хx Ѕs Іi Јj Ԛq Ԝw "
            "αa βb εe ηn ιi κk μu νv οo ρp τt υu χx γy ωw ϲc ϳj Αa Βb Εe Ζz Ηh Ιi Κk Μm Νn Οo Ρp Τt Υy Χx "
            "ıi łl øo đd ħh ŧt ɡg ɑa Łl Øo Đd Ħh Ŧt"
        ).split()
    }
)
"""Letters that look like one of ours, to that one."""
_STROKES = str.maketrans({"i": "l", "1": "l", "|": "l", "!": "l", "j": "l", "0": "o", "5": "s", "$": "s", "@": "a"})
"""Signs that look alike in most typefaces."""


def tidied(text: str) -> str:
    """Return a typed name as it is kept: compatible forms as plain letters (NFKC), spaces as one."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def look_alike(one: str, other: str) -> bool:
    """Tell whether two names are the same to the eye: whatever their case, accents, spaces, alphabet, and 0 or O, 1 or l."""
    return _seen(one) == _seen(other)


@lru_cache(maxsize=2048)
def _seen(name: str) -> str:
    apart = unicodedata.normalize("NFKD", tidied(name).translate(_ALIKE))
    bare = "".join(character for character in apart if character.isalnum() or character in "|!$@")
    return (
        bare.translate(_ALIKE).casefold().translate(_STROKES).replace("rn", "m").replace("vv", "w").replace("cl", "d")
    )


def refusal(name: str, taken: Collection[str] = ()) -> str:
    """Return why a tidied name cannot be, one of REFUSALS, or nothing; `taken` are the names of all seats."""
    if not any(character.isalnum() and character not in _BLANK for character in name):
        return EMPTY
    if any(unicodedata.category(character) in _UNSEEN or character in _BLANK for character in name) or _is_piled(name):
        return HIDDEN
    if len(name) > LONGEST:
        return LONG
    return TAKEN if any(look_alike(name, other) for other in taken) else ""


def _is_piled(name: str) -> bool:
    """Tell whether accents are piled on a letter, over the lines above and below."""
    marks = 0
    for character in unicodedata.normalize("NFD", name):
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MOST_MARKS:
            return True
    return False


def generated(chance: int, taken: Collection[str] = ()) -> str:
    """Return a name such as "Arnage 12" that nobody has, from a number at random; raises ValueError where all are taken.

    A word that nobody has comes first; of a word that somebody has, a number with other digits.
    """
    known = {_seen(name) for name in taken}
    heard = [_apart(name) for name in taken]
    count = Counter(word for word, _number in heard)
    number, first = divmod(chance, len(WORDS))
    for word in sorted(_from(first, WORDS), key=lambda one: count[one]):
        digits = {digit for other, number in heard if other == word for digit in number}
        numbers = sorted(_from(number, range(1, _NUMBERS + 1)), key=lambda one: len(digits & set(str(one))))
        for one in numbers:
            if _seen(f"{word} {one}") not in known:
                return f"{word} {one}"
    raise ValueError("all names are taken")


def _apart(name: str) -> tuple[str, str]:
    """Return the word and the number of a name, which may have none."""
    word, _space, number = name.rpartition(" ")
    return (word, number) if word and number.isdecimal() else (name, "")


def _from(first: int, them: Sequence[T]) -> list[T]:
    """Return them all, beginning somewhere."""
    first %= len(them)
    return [*them[first:], *them[:first]]
