"""How typed text is made comparable, step by step, none of which may leave a text empty. Judging is marking.py's."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from lemans_quiz.core.text import LocalText

LONGEST = 2000
"""Characters of a typed text that are looked at; no text of a pack is longer."""

_REMEMBERED = 4096
"""Texts whose forms are kept: the answers of a game and their rivals."""

_SIGNS = frozenset("#%&@*§‰+")
_VANISHING = frozenset(".'\"")
_SIGN_BEHIND = r"(?<=\d)(?=[%‰°€$£¥])"
_CURRENCY_FIRST = r"([$€£¥])\s*(\d[\d.,']*)"
_NUMBERED = r"(?:#|\b(?:no|nr|num)\.|\bn[°º]|\b(?:number|nummer|no|nr)\b)\s*(?=\d)"
_GROUPS = {"en": r",'", "": r".'"}
_RANGE = r"(?<=\d)\s*(?:[-–—]|\b(?:to|bis|until|till|through|au|à)\b)\s*(?=\d)"
_SLASH = r"(?<=\d)\s*/\s*(?=\d)"
_PER = r"(?<=[^\W\d_])\s?/\s?(?=(?:h|s|min|hr|std)\b)"
_TIMES = r"(?<=\d)\s*[x*]\s*(?=\d)"
_BEFORE_CHRIST = r"(?<=\d)\s*b\.?\s?c\.?(?:\s?e\b\.?)?(?!\w)"
_AFTER_CHRIST = r"\ba\.?d\.?\s*(\d+)|(?<=\d)\s*c\.?e\.?(?!\w)"
_ROCK_N_ROLL = r"(?<=[^\W\d_])\s*'n'\s*(?=[^\W\d_])"
_DECIMAL = r"(?<=\d),(?=\d)"
_ORDINAL = {"en": r"(?<=\d)\s?(?:st|nd|rd|th)\b", "fr": r"(?<=\d)\s?(?:er|ère|re|e|ème|nd|nde)\b"}
_CUT = r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])"
_BETWEEN_WORDS = r"(?<!\d) | (?!\d)"
_MOST_WORDS_OF_A_UNIT = 4


SPELT_OTHERWISE = 2
"""How close two texts are that are equal but for ways of spelling: tyre and tires."""


class Forms(NamedTuple):
    """One text made comparable: with its accents, without (ü = u), and with umlauts spelled out (ü = ue).

    `loose` are all ways to read it when neither spaces nor spelling variants count: Henry 8 for Henry VIII, tire for tyres.
    """

    accented: str
    plain: str
    spelled: str
    loose: frozenset[str] = frozenset()

    def folded(self) -> set[str]:
        """The forms in which accents do not count."""
        return {self.plain, self.spelled}


def forms(text: str, language: str) -> Forms:
    """Make a text comparable by the rules of a language: its articles, dates, number words and spelling."""
    return _forms(text[:LONGEST], language.partition("-")[0])


@lru_cache(maxsize=_REMEMBERED)
def _forms(text: str, language: str) -> Forms:
    from lemans_quiz.core.comparing.characters import folded, spelled_out, without_accents
    from lemans_quiz.core.comparing.dates import written_alike

    small = _or_else(folded(text), text)
    readings = [_words(reading, language) for reading in written_alike(small, language)]
    accented = " ".join(readings[0])
    plain = _or_else(without_accents(accented), accented)
    loose = frozenset(_closed(" ".join(way)) for words in readings for way in _loose_ways(words, language))
    return Forms(accented, plain, _or_else(spelled_out(accented), accented), loose)


def _loose_ways(words: list[str], language: str) -> list[list[str]]:
    """Return the ways to read words without their accents, in one spelling."""
    from lemans_quiz.core.comparing.characters import spelled_out, without_accents
    from lemans_quiz.core.comparing.number_words import without_romans
    from lemans_quiz.core.comparing.words import in_one_spelling

    bare = [without_accents(word) or word for word in words]
    spelled = [spelled_out(word) or word for word in words]
    ways = [bare] if bare == spelled else [bare, spelled]
    return [way for one in ways for way in (one, without_romans(in_one_spelling(one, language)))]


def _closed(form: str) -> str:
    """Return a form without spaces, but for those between digits: wifi for wi fi, and 1 23 stays."""
    return re.sub(_BETWEEN_WORDS, "", form)


def is_same(one: Forms, other: Forms) -> bool:
    """Tell whether two texts are equal when neither case, punctuation, accents nor ways of spelling count."""
    return closeness(one, other) is not None


def closeness(one: Forms, other: Forms) -> int | None:
    """Return how closely two texts are equal: 0 but for capitals and punctuation, 1 but for accents, 2 but for spelling."""
    if one.accented == other.accented:
        return 0
    if not one.folded().isdisjoint(other.folded()):
        return 1
    return SPELT_OTHERWISE if not one.loose.isdisjoint(other.loose) else None


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


def _words(text: str, language: str) -> list[str]:
    """Return the words of a text in small letters: without punctuation and a leading article, numbers as digits."""
    from lemans_quiz.core.comparing.number_words import with_digits
    from lemans_quiz.core.comparing.words import without_article, without_elided

    text = _numbers_alike(re.sub(_ROCK_N_ROLL, " & ", without_elided(text, language)), language)
    spaced = _or_else(_without_punctuation(text), text)
    words = re.sub(_CUT, " ", re.sub(_SIGN_BEHIND, " ", spaced)).split()
    words = with_digits(without_article(words, language), language)
    return _joined_alike(_with_units(words), language)


def _numbers_alike(text: str, language: str) -> str:
    """Write numbers, and what stands beside them, in one way: groups, ranges, fractions, ordinals, currencies."""
    if not any(char.isdigit() for char in text):
        return text
    text = re.sub(_CURRENCY_FIRST, r"\2 \1", re.sub(_NUMBERED, "", text))
    group = _GROUPS.get(language, _GROUPS[""])
    text = re.sub(rf"(?<![\d.,:])\d{{1,3}}(?:[{group}\s]\d{{3}})+(?![\d.,:]\d)(?!\d)", _ungrouped, text)
    text = re.sub(_ORDINAL.get(language, _ORDINAL["en"]), "", text)
    text = re.sub(_SLASH, "/", re.sub(_RANGE, "-", text))
    text = re.sub(_TIMES, " x ", re.sub(_AFTER_CHRIST, _ad, re.sub(_BEFORE_CHRIST, " bc", text)))
    return re.sub(_PER, " per ", re.sub(_DECIMAL, ".", text.replace("^", "")))


def _ad(found: re.Match[str]) -> str:
    return f"{found[1] or ''} ad"


def _ungrouped(found: re.Match[str]) -> str:
    return re.sub(r"\D", "", found[0])


def _with_units(words: list[str]) -> list[str]:
    """Return the words with one sign for each unit that stands behind a number."""
    from lemans_quiz.core.comparing.number_words import is_number
    from lemans_quiz.core.comparing.units import sign_of

    found: list[str] = []
    place = 0
    while place < len(words):
        most = min(_MOST_WORDS_OF_A_UNIT, len(words) - place) if found and is_number(found[-1]) else 0
        named = ((count, sign_of("".join(words[place : place + count]))) for count in range(most, 0, -1))
        count, sign = next((pair for pair in named if pair[1]), (1, words[place]))
        found.append(sign)
        place += count
    return found


def _joined_alike(words: list[str], language: str) -> list[str]:
    """Return the words with & for each that joins, and without the article of an ordinal: Henry the 8th."""
    from lemans_quiz.core.comparing.number_words import is_number
    from lemans_quiz.core.comparing.words import BEFORE_ORDINALS, is_and

    found: list[str] = []
    for place, word in enumerate(words):
        is_inside = 0 < place < len(words) - 1
        if is_inside and word in BEFORE_ORDINALS and is_number(words[place + 1]):
            continue
        joins = is_and(word, language) or (is_inside and word in ("n", "+") and not is_number(words[place - 1]))
        found.append("&" if joins else word)
    return found


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
