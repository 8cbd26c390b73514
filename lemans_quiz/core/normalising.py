"""How typed text is made comparable, step by step, none of which may leave a text empty. Judging is marking.py's."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from lemans_quiz.core.text import LocalText

LONGEST = 2000
"""Characters of a typed text that are looked at; no text of a pack is longer."""

ARTICLES = {
    "en": frozenset(("the", "a", "an")),
    "de": frozenset(("der", "die", "das", "ein", "eine")),
    "fr": frozenset(("le", "la", "les", "un", "une")),
}
_COUNTED = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze",
}
NUMBER_WORDS = {
    language: {word: str(number) for number, word in enumerate(words.split())} for language, words in _COUNTED.items()
}
# Words are looked up after accents may have gone, in either way.
NUMBER_WORDS["de"].update(funf="5", fuenf="5", zwolf="12", zwoelf="12", zwo="2")
NUMBER_WORDS["fr"].update(zero="0")

_AND = frozenset(("&", "and", "und", "et"))
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_UNDECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
# An acute or grave accent of its own is a slip for an apostrophe; NFKC would make a space and an accent of it.
_BEFORE_NFKC = str.maketrans(
    {"´": "'", "`": "'", "’": "'", "‘": "'", "ʼ": "'", "™": None, "®": None, "©": None, "−": "-"}
)
_SIGNS = frozenset("#%&@*§‰+")
_VANISHING = frozenset(".'\"")
_SIGN_AND_DIGIT = r"(?<=\d) +(?=[%‰°€$£])|(?<=#) +(?=\d)"


class Forms(NamedTuple):
    """One text made comparable: with its accents, without (ü = u), and with umlauts spelled out (ü = ue)."""

    accented: str
    plain: str
    spelled: str

    def folded(self) -> set[str]:
        """The forms in which accents do not count."""
        return {self.plain, self.spelled}


def forms(text: str, language: str) -> Forms:
    """Make a text comparable by the rules of a language: its articles and its number words."""
    folded = _or_else(_without_marks(_fold(text[:LONGEST])), text)
    accented = _words(folded, language)
    if folded.isascii():
        return Forms(accented, accented, accented)
    return Forms(
        accented,
        _words(_or_else(_without_accents(folded), folded), language),
        _words(_or_else(_without_accents(folded.translate(_SPELLED)), folded), language),
    )


def is_same(one: Forms, other: Forms) -> bool:
    """Tell whether two texts are equal when neither case, punctuation nor accents count."""
    return not one.folded().isdisjoint(other.folded())


def languages_of(text: LocalText, others: LocalText) -> tuple[tuple[str, str], ...]:
    """Return (language, text) for each way to read a text; one for everybody is read in every language of `others` too."""
    if not text.plain:
        return text.texts
    codes = dict.fromkeys((text.texts[0][0], *(code for code, _ in others.texts)))
    return tuple((code, text.first) for code in codes)


def without_controls(text: str) -> str:
    """Return a text without control characters and lone surrogates, its white space single and none at the ends."""
    spaced = "".join(" " if char.isspace() else char for char in text)
    return " ".join("".join(char for char in spaced if unicodedata.category(char) not in ("Cc", "Cs")).split())


def _or_else(text: str, former: str) -> str:
    return text if text.strip() else former


def _fold(text: str) -> str:
    if text.isascii():
        return text.casefold()
    composed = unicodedata.normalize("NFKC", text.translate(_BEFORE_NFKC)).casefold()
    return unicodedata.normalize("NFKC", composed).replace("\u2044", "/")


def _without_marks(text: str) -> str:
    """Drop what nobody sees: formatting characters, soft hyphens, joiners."""
    if text.isascii():
        return text
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def _without_accents(text: str) -> str:
    """Take accents off Latin letters only: in other scripts they make another letter."""
    kept: list[str] = []
    on_latin = False
    for char in unicodedata.normalize("NFD", text.translate(_UNDECOMPOSED)):
        if unicodedata.combining(char):
            if on_latin:
                continue
        else:
            on_latin = char.isalpha() and char < "\u0250"
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def _words(text: str, language: str) -> str:
    base = language.partition("-")[0]
    if base == "fr" and text.startswith("l'") and text[2:].strip():
        text = text[2:]
    spaced = _or_else(_without_punctuation(text), text)
    words = re.sub(_SIGN_AND_DIGIT, "", spaced).split()
    if len(words) > 1 and words[0] in ARTICLES.get(base, ()):
        words = words[1:]
    numbers = NUMBER_WORDS.get(base, {})
    return " ".join("&" if word in _AND else numbers.get(word, word) for word in words)


def _without_punctuation(text: str) -> str:
    padded = f" {text} "
    return "".join(
        char if char.isalnum() else _punctuation(padded[place], char, padded[place + 2])
        for place, char in enumerate(text)
    )


def _punctuation(before: str, char: str, after: str) -> str:
    """Return what stands for a character that is neither letter nor digit, given its neighbours."""
    if char == "&":
        return " & "
    category = unicodedata.category(char)
    if category == "Cc":
        return " "
    if char in _SIGNS or category[0] not in "P":
        return char
    if category == "Pd":
        return "-" if before.isspace() and after.isdigit() else " "
    if before.isdigit() and after.isdigit():
        return char
    return "" if char in _VANISHING else " "
