"""Numbers in words, English and German -> decimals: five million, nineteen twenty-three, zweieinhalb, half a dozen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from lemans_quiz.core.comparing.number_words import number_words, ordinals

_SCALES = {
    1: "",
    10: "tens",
    12: "dozen dozens dz dutzend",
    20: "score scores",
    100: "hundred hundreds hundert hunderte",
    144: "gross",
    1000: "k thousand thousands thou grand tausend tausende tsd tds mille mil duizend tusen тысяч тысячи тысяча 千",
    10_000: "万 萬 myriad myriads",
    100_000: "lakh lakhs lac lacs",
    10
    ** 6: "mio million millions mill mn mln millionen millones millon milione milioni miljoen miljon миллион миллиона миллионов 百万",
    10**7: "crore crores cr",
    10**8: "億 亿",
    10**9: "b bn mrd milliard milliards milliarde milliarden miliardo miliardi miljard миллиард миллиарда миллиардов",
    10**12: "bio billionen billones tn trn 兆",
    10**15: "billiarde billiarden quadrillion",
    10**18: "trillionen",
}
_TWO_SCALES: dict[str, tuple[int, ...]] = {
    "billion": (10**9, 10**12),
    "billions": (10**9, 10**12),
    "trillion": (10**12, 10**18),
    "trillions": (10**12, 10**18),
}
"""Words that mean one thing in American English and another in most of Europe: either counts."""

_PARTS = {
    "half": "0.5", "halves": "0.5", "halb": "0.5", "halbe": "0.5", "halber": "0.5", "halbes": "0.5", "halben": "0.5",
    "quarter": "0.25", "quarters": "0.25", "viertel": "0.25", "fourth": "0.25", "fourths": "0.25", "tenth": "0.1",
    "tenths": "0.1", "zehntel": "0.1", "fünftel": "0.2", "fifths": "0.2", "achtel": "0.125",
}  # fmt: skip
_THIRDS = frozenset(("third", "thirds", "drittel"))
_WHOLE = {"anderthalb": "1.5", "eineinhalb": "1.5", "dreiviertel": "0.75", "einviertel": "0.25", "zweidrittel": "2/3"}
_ONE = frozenset(("a", "an", "one", "ein", "eine", "einen", "einer", "eins"))
_NONE = frozenset(("none", "nil", "nought", "naught", "kein", "keine", "keiner", "keines"))
_POINT = frozenset(("point", "komma"))
_MOST_WORDS = 12


@cache
def scales() -> dict[str, tuple[int, ...]]:
    """Return the words that make another number of the one before them, each with what it may be multiplied by."""
    return {**{word: (size,) for size, words in _SCALES.items() for word in words.split()}, **_TWO_SCALES}


def spoken(text: str) -> tuple[Decimal, ...]:
    """Return every number that words in small letters may mean, none where they are no number."""
    words = re.sub(r"[-,]", " ", text).split()
    if not words or len(words) > _MOST_WORDS or not all(map(_is_word, words)):
        return ()
    if points := [place for place, word in enumerate(words) if word in _POINT]:
        return _with_point(words[: points[0]], words[points[0] + 1 :])
    if len(words) == 1 and words[0] in _ONE - {"one", "eins"}:
        return ()
    return _whole(words) or _years(words) or _with_part(words)


def _is_word(word: str) -> bool:
    return not any(char.isdigit() for char in word)


def _small(word: str) -> int | None:
    """Return the number of one word: up to a hundred, or a German compound up to a million."""
    for language in ("en", "de"):
        digits = number_words(language).get(word) or ordinals(language).get(word)
        if digits:
            return int(digits)
    if word in _NONE:
        return 0
    return 1 if word in _ONE else _german(word)


def _german(word: str) -> int | None:
    """Read a German compound: neunzehnhundertdreiundzwanzig, fünftausendvierhundertzehn."""
    for scale, size in (("tausend", 1000), ("hundert", 100)):
        before, found, after = word.partition(scale)
        if not found or (not before and not after):
            continue
        left = _german_part(before) if before else 1
        right = _german_part(after.removeprefix("und")) if after else 0
        return None if left is None or right is None else left * size + right
    return None


def _german_part(word: str) -> int | None:
    if word == "ein":
        return 1
    digits = number_words("de").get(word)
    return int(digits) if digits else _german(word)


def _whole(words: Sequence[str]) -> tuple[Decimal, ...]:
    """Read units, tens, hundreds and larger scales from left to right."""
    total, current, ten, is_read = 0, 0, False, False
    ways = [1]
    for word in words:
        sizes = scales().get(word, ())
        if word in ("and", "und") and is_read:
            continue
        if sizes and (is_read or word not in ("k", "b", "mil", "cr")):
            current, ten = (current or 1), False
            if len(sizes) > 1:
                ways = [size // sizes[0] for size in sizes]
            if sizes[0] >= 1000:
                total, current = total + current * sizes[0], 0
            else:
                current *= sizes[0]
        else:
            number = _small(word)
            if (
                number is None
                or (current % 100 and not (ten and number < 10))
                or (current and current % 100 == 0 and number >= 100)
            ):
                return ()
            current += number
            ten = number in range(20, 100, 10)
        is_read = True
    return tuple(Decimal((total + current) * way) for way in ways) if is_read else ()


def _years(words: Sequence[str]) -> tuple[Decimal, ...]:
    """Read nineteen twenty-three, and nineteen hundred twenty-three as the other readings do."""
    for cut in range(1, len(words)):
        century, year = _whole(words[:cut]), _whole(words[cut:])
        if century and year and 10 <= century[0] < 100 and 10 <= year[0] < 100:
            return (century[0] * 100 + year[0],)
    return ()


def _with_part(words: Sequence[str]) -> tuple[Decimal, ...]:
    """Read a half, three quarters, two and a half, half a million, zweieinhalb."""
    first, *rest = words
    if not rest and first.endswith("einhalb") and (whole := _small(first.removesuffix("einhalb"))) is not None:
        return (whole + Decimal("0.5"),)
    if first in _WHOLE:
        above, _, below = _WHOLE[first].partition("/")
        return _times(Decimal(above) / Decimal(below or 1), rest)
    if first in _PARTS:
        return _times(Decimal(_PARTS[first]), [word for word in rest if word not in ("a", "an", "of", "eine", "ein")])
    for place, word in enumerate(words):
        if word in _PARTS or word in _THIRDS:
            part = Decimal(1) / 3 if word in _THIRDS else Decimal(_PARTS[word])
            return tuple(
                number for counted in _counted(words[:place], part) for number in _times(counted, words[place + 1 :])
            )
    return ()


def _counted(words: Sequence[str], part: Decimal) -> tuple[Decimal, ...]:
    """Return so many of a part, or a whole number and one part: three quarters, two and a half."""
    for joint in ("and", "und"):
        if joint in words:
            place = words.index(joint)
            count = _whole(words[place + 1 :]) or (Decimal(1),)
            return tuple(whole + count[0] * part for whole in _whole(words[:place]))
    return tuple(count * part for count in _whole(words))


def _times(number: Decimal, words: Sequence[str]) -> tuple[Decimal, ...]:
    if not words:
        return (number,)
    sizes = scales().get(words[0], ()) if len(words) == 1 else ()
    return tuple(number * size for size in sizes)


def _with_point(before: Sequence[str], after: Sequence[str]) -> tuple[Decimal, ...]:
    """Read zero point five, fünf Komma zwei five, each digit by its word, with a scale behind."""
    whole = _whole(before)
    tail: Sequence[str] = ()
    if after and after[-1] in scales():
        after, tail = after[:-1], after[-1:]
    digits = [_small(word) for word in after]
    if not whole or not digits or any(digit is None or digit > 9 for digit in digits):
        return ()
    number = Decimal(f"{whole[0]}.{''.join(map(str, digits))}")
    return _times(number, tail)
