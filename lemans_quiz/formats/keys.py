"""What people write to say which options are right -> their places: letters, numbers, lists of them, or the text itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_SEPARATORS = re.compile(r"\s*(?:[,;/&+|\n]|\b(?:and|und|et|y|or|oder|ou)\b)\s*", re.I)
_WORD_BEFORE = re.compile(
    r"^(?:option|answer|choice|antwort(?:möglichkeit)?|auswahl|réponse|reponse|choix|proposition)\s*[#:]?\s*(?=[A-Za-z0-9]\b)",
    re.I,
)
_LETTER = re.compile(r"[(\[]?([A-Za-z])[)\].:]?")
_LETTER_AND_TEXT = re.compile(r"[(\[]?([A-Za-z])\s*[)\].:\-–]\s*(\S.*)", re.DOTALL)
_LETTER_AND_BRACKETS = re.compile(r"[(\[]?([A-Za-z])[)\]]?\s+\([^()]+\)\.?(?:\s.*)?", re.DOTALL)
_NUMBER = re.compile(r"[(\[#]?([0-9]{1,2})(?:\.0+)?[)\].:]?")
_NUMBER_AND_TEXT = re.compile(r"[(\[]?([0-9]{1,2})\s*[)\].:]\s+(\S.*)", re.DOTALL)
TRUE_WORDS = frozenset(
    "true t yes y wahr w richtig r stimmt ja j vrai v oui o verdadero sí si correct right korrekt".split()
)
FALSE_WORDS = frozenset("false f no n falsch stimmt-nicht nein faux non falso incorrect wrong".split())
STATEMENT_PAIRS = (
    ("true", "false"), ("wahr", "falsch"), ("richtig", "falsch"), ("stimmt", "stimmt nicht"), ("vrai", "faux"),
    ("verdadero", "falso"), ("vero", "falso"), ("t", "f"),
)  # fmt: skip


def folded(text: str) -> str:
    """Return a text as it is compared: NFC, case and white space do not count."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def same_as_options(text: str, options: Sequence[str]) -> tuple[int, ...]:
    """Return the places of the options that the text is, or lists one by one; none where one of them is no option."""
    known = {folded(option): place for place, option in reversed(list(enumerate(options))) if option.strip()}
    if folded(text) in known:
        return (known[folded(text)],)
    parts = [folded(part) for part in _SEPARATORS.split(text) if part.strip()]
    if len(parts) > 1 and all(part in known for part in parts):
        return tuple(sorted({known[part] for part in parts}))
    return _with_commas(folded(text), known)


def _with_commas(text: str, known: dict[str, int]) -> tuple[int, ...]:
    """Return the places of options that hold separators themselves: what is left after taking out each must be separators."""
    found: set[int] = set()
    for option in sorted(known, key=len, reverse=True):
        if len(option) > 2 and option in text:
            found.add(known[option])
            text = text.replace(option, " ", 1)
    return tuple(sorted(found)) if found and not re.sub(r"[\s,;/&+|]|\b(and|und|et)\b", "", text) else ()


def by_letter(text: str, count: int) -> tuple[int, ...]:
    """Return the places that letters say: `B`, `b)`, `(d) All of them`, `A, C`, `AC`."""
    text = _WORD_BEFORE.sub("", text.strip())
    found = _LETTER_AND_TEXT.fullmatch(text)
    if found and not _SEPARATORS.fullmatch(found[2]) and not _is_list(text, _LETTER):
        return _within([ord(found[1].upper()) - 65], count)
    bracketed = _LETTER_AND_BRACKETS.fullmatch(text)
    if bracketed:
        return _within([ord(bracketed[1].upper()) - 65], count)
    parts = [part for part in _SEPARATORS.split(text) if part.strip()]
    if len(parts) == 1 and re.fullmatch(r"[A-H]{2,8}", parts[0]) and len(set(parts[0])) == len(parts[0]):
        parts = list(parts[0])
    letters = [_LETTER.fullmatch(_WORD_BEFORE.sub("", part.strip())) for part in parts]
    return (
        _within([ord(letter[1].upper()) - 65 for letter in letters if letter], count)
        if letters and all(letters)
        else ()
    )


def _is_list(text: str, one: re.Pattern[str]) -> bool:
    parts = [part for part in _SEPARATORS.split(text) if part.strip()]
    return len(parts) > 1 and all(one.fullmatch(part.strip()) for part in parts)


def by_number(text: str, count: int, *, first: int = 1) -> tuple[int, ...]:
    """Return the places that numbers say, counted from `first`: `2`, `4.0`, `1,3`, `2) text`."""
    text = _WORD_BEFORE.sub("", text.strip())
    found = _NUMBER_AND_TEXT.fullmatch(text)
    if found and not _is_list(text, _NUMBER):
        return _within([int(found[1]) - first], count)
    parts = [part for part in _SEPARATORS.split(text) if part.strip()]
    numbers = [_NUMBER.fullmatch(_WORD_BEFORE.sub("", part.strip())) for part in parts]
    return _within([int(number[1]) - first for number in numbers if number], count) if numbers and all(numbers) else ()


def _within(places: Sequence[int], count: int) -> tuple[int, ...]:
    return tuple(sorted(set(places))) if all(0 <= place < count for place in places) else ()


def right_places(text: str, options: Sequence[str]) -> tuple[int, ...]:
    """Return the places of the right options however they are told; none where it cannot be said."""
    return (
        same_as_options(text, options)
        or by_letter(text, len(options))
        or by_number(text, len(options))
        or _agreeing(text, options)
    )


def _agreeing(text: str, options: Sequence[str]) -> tuple[int, ...]:
    """Return the option that the text says without its full stop, or whose beginning it is."""
    bare = folded(text).rstrip(".!")
    places = [place for place, option in enumerate(options) if folded(option).rstrip(".!") == bare]
    return tuple(places) if len(places) == 1 else ()


def truth(text: str) -> bool | None:
    """Return whether a text says true or false, in some languages; None where it says neither."""
    word = folded(text).strip(".")
    if word in TRUE_WORDS:
        return True
    return False if word in FALSE_WORDS else None


def statement_key(options: Sequence[str], right: int) -> bool | None:
    """Return the key where two options are nothing but true and false, else None."""
    words = tuple(folded(option).strip(".") for option in options)
    for pair in STATEMENT_PAIRS:
        if words in (pair, pair[::-1]):
            return words[right] == pair[0]
    return None
