"""Characters made comparable: case, accents, and the signs that a script leaves out in everyday text."""

from __future__ import annotations

import re
import unicodedata

_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_UNDECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
# An acute or grave accent of its own is a slip for an apostrophe; NFKC would make a space and an accent of it.
_BEFORE_NFKC = str.maketrans(
    {**dict.fromkeys("´`’‘ʼʻʹ′‛", "'"), **dict.fromkeys("™®©"), **dict.fromkeys("−‐‑‒", "-"), "№": "#"}
    | {"×": "x", "÷": "/", "≥": ">=", "≤": "<=", "≠": "!="}
)
# Arabic writes alef with or without its hamza, and the last ya with or without dots.
_LOOSE_LETTERS = str.maketrans({"ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ـ": None})
_FRACTIONS = r"(?<=\d)(?=[¼-¾⅐-⅞])"
_DEGREES = r"(?<=\d)( ?)[º˚](?=\s*(?:[cfk]\b|$))"

_GREEK, _CYRILLIC, _HEBREW, _ARABIC = (0x370, 0x400), (0x400, 0x530), (0x590, 0x600), (0x600, 0x700)
_STRESS = frozenset("\u0300\u0301")
"""Marks that Greek leaves out in capitals, and Russian everywhere but in books for learners."""


def folded(text: str) -> str:
    """Return a text in small letters of one form, with plain digits and apostrophes, without what nobody sees."""
    if text.isascii():
        return text.casefold()
    composed = unicodedata.normalize("NFKC", _before_nfkc(text)).casefold()
    composed = unicodedata.normalize("NFKC", composed).replace("\u2044", "/")
    return "".join(_everyday(char) for char in composed if unicodedata.category(char) != "Cf")


def _before_nfkc(text: str) -> str:
    translated = text.translate(_BEFORE_NFKC)
    translated = re.sub(_DEGREES, r"\1°", translated, flags=re.IGNORECASE)
    return re.sub(_FRACTIONS, " ", translated)


def _everyday(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() and not char.isascii() else char


def without_accents(text: str) -> str:
    """Take off accents of Latin letters and marks that a script does not write in everyday text.

    A mark that makes another letter stays: й is not и, が is not か.
    """
    if text.isascii():
        return text
    kept: list[str] = []
    bearer = " "
    for char in unicodedata.normalize("NFD", text.translate(_UNDECOMPOSED).translate(_LOOSE_LETTERS)):
        if not unicodedata.combining(char):
            bearer = char
        elif _is_left_out(char, bearer):
            continue
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def spelled_out(text: str) -> str:
    """Return a text with umlauts as they are written where there are none (ü = ue), and no other accents."""
    return without_accents(text.translate(_SPELLED))


def _is_left_out(mark: str, bearer: str) -> bool:
    code = ord(bearer)
    if bearer.isalpha() and (code < 0x250 or 0x1E00 <= code < 0x1F00):
        return True
    if _GREEK[0] <= code < _GREEK[1]:
        return True
    if _CYRILLIC[0] <= code < _CYRILLIC[1]:
        return mark in _STRESS
    # Points and vowels are combining characters of the script's own block.
    return any(low <= ord(mark) < high for low, high in (_HEBREW, _ARABIC))
