"""Number words, ordinals and Roman numerals -> digits, word by word. Whole numbers as answers are numbers.py's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lemans_quiz.core.comparing.characters import spelled_out, without_accents
from lemans_quiz.core.languages import language_of

_COMPOUND = r"(.{3,}?)((?:jähr|jahr|jaehr|stünd|stund|stuend|täg|tag|taeg|minüt|minut|minuet|teil|stell|köpf|kopf|koepf|stöck)ig.*|fach.*|mal.*|zylinder.*)"
_ROMAN = r"(?=[ivxl])(xl|l?x{0,3})(ix|iv|v?i{0,3})"
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_ROMAN_ALONE = frozenset("ivx")
"""Single letters that are read as numerals, and behind a name only."""


@cache
def number_words(language: str) -> dict[str, str]:
    """Return the number words of one word, zero to a hundred, with their digits; also as they are typed without accents."""
    words = language_of(language)
    misspelt = {word: str(number) for word, number in words.misspelt.items()}
    return misspelt | {form: str(number) for word, number in words.cardinals().items() for form in _typed_forms(word)}


@cache
def ordinals(language: str) -> dict[str, str]:
    """Return the ordinals of one word, up to the hundredth."""
    counted = language_of(language).ordinals()
    return {form: str(number) for word, number in counted.items() for form in _typed_forms(word)}


def _typed_forms(word: str) -> tuple[str, ...]:
    folded = word.replace("ß", "ss")
    return folded, without_accents(folded), spelled_out(folded)


def is_number(word: str) -> bool:
    """Tell whether a word is digits alone, or digits with signs between them, as in a date."""
    return word[:1].isdigit()


def with_digits(words: Sequence[str], language: str) -> list[str]:
    """Return the words with digits for number words and ordinals: twenty one, one hundred and one, dreißigjährig."""
    cardinal, ordinal = number_words(language), ordinals(language)
    found: list[str] = []
    room = 0
    for place, word in enumerate(words):
        digits = cardinal.get(word) or ordinal.get(word)
        if room and word == "and" and _is_below_hundred(words[place + 1 : place + 2], cardinal):
            continue
        if digits is None or (found and not room and _is_no_number_behind(word, found[-1])):
            found += _hundreds(found, word) or _compound(word, language)
            room = 100 if word == "hundred" and is_number(found[-1]) else 0
        elif 1 <= int(digits) < room and language == "en":
            found[-1] = str(int(found[-1]) + int(digits))
            room = 10 if _is_ten(digits, word in cardinal) and room == 100 else 0
        else:
            found.append(digits)
            room = 10 if _is_ten(digits, word in cardinal) else 0
    return found


def _is_below_hundred(words: Sequence[str], cardinal: dict[str, str]) -> bool:
    return any(0 < int(cardinal.get(word, "0")) < 100 for word in words)


def _is_ten(digits: str, is_cardinal: bool) -> bool:
    return is_cardinal and int(digits) in range(20, 100, 10)


def _hundreds(found: list[str], word: str) -> list[str]:
    """Take the digits before `hundred` off, and return so many hundreds; nothing where it does not follow one to nine."""
    if word != "hundred" or not found or not re.fullmatch("[1-9]", found[-1]):
        return []
    return [found.pop() + "00"]


def _compound(word: str, language: str) -> list[str]:
    """Return a German word that begins with a number in two, any other as it is."""
    cut = re.fullmatch(_COMPOUND, word) if language == "de" else None
    digits = number_words(language).get(cut[1]) if cut else None
    return [digits, cut[2]] if cut and digits else [word]


def _is_no_number_behind(word: str, before: str) -> bool:
    """Tell whether a word is a unit or a scale and no number of its own: 30 second, per second, two hundred."""
    return (word == "second" and (is_number(before) or before == "per")) or (word == "hundred" and is_number(before))


def roman(word: str) -> str:
    """Return a Roman numeral below 90 in digits, or nothing."""
    if not word.isascii() or not re.fullmatch(_ROMAN, word):
        return ""
    values = [_ROMAN_VALUES[char] for char in word]
    following = [*values[1:], 0]
    return str(sum(-one if one < after else one for one, after in zip(values, following, strict=True)))


def without_romans(words: Sequence[str]) -> list[str]:
    """Return the words with digits for Roman numerals; a single letter is one only behind another word."""
    return [(_numeral(word, place) or word) for place, word in enumerate(words)]


def _numeral(word: str, place: int) -> str:
    return roman(word) if len(word) > 1 or (place and word in _ROMAN_ALONE) else ""
