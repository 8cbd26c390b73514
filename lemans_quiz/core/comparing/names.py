"""Names in another order: surname first, lists in any order, initials for first names."""

from __future__ import annotations

import re
from itertools import zip_longest

from lemans_quiz.core.normalising import forms

_BETWEEN_NAMES = r"\s*(?:[,;/+&]|(?<!\w)(?:and|und|et|y|e|en|och|og)(?!\w))\s*"
_MOST_NAMES = 8


def in_order_of(answer: str, typed: str, language: str) -> tuple[str, ...]:
    """Return other ways to order what was typed, in which it may be the answer; none where order says something."""
    names = _listed(answer)
    if names:
        return _reordered(answer, names, typed, language)
    found = []
    before, comma, after = typed.partition(",")
    if comma and after.strip() and "," not in after and "," not in answer:
        found.append(f"{after.strip()} {before.strip()}")
    words = typed.split()
    if len(words) == 2 and _is_full_name(answer) and not comma:
        found.append(f"{words[1]} {words[0]}")
    return tuple(found)


def is_initialled(answer: str, typed: str, language: str) -> bool:
    """Tell whether what was typed is the answer with initials for first names: J. Brabham for Jack Brabham."""
    names, given = _listed(answer) or [answer], _listed(typed) or [typed]
    if len(names) != len(given) or any(char.isdigit() for char in answer):
        return False
    pairs = [(_words(name, language), _words(one, language)) for name, one in zip(names, given, strict=True)]
    return any(one != name for name, one in pairs) and all(_is_initialled(name, one) for name, one in pairs)


def lacks_middle(answer: str, typed: str, language: str) -> bool:
    """Tell whether what was typed is the answer without the initials in its middle: John Kennedy for John F. Kennedy."""
    name, given = _words(answer, language), _words(typed, language)
    without = [word for place, word in enumerate(name) if len(word) > 1 or place == 0]
    return len(name) > len(given) >= 2 and len(name[0]) > 1 and without == given and not any(map(str.isdigit, answer))


def _is_initialled(name: list[str], typed: list[str]) -> bool:
    if name == typed:
        return True
    if len(name) < 2 or len(typed) < 2 or name[-1] != typed[-1] or len(name[-1]) < 2:
        return False
    first, *others = typed[:-1]
    initials = [word[0] for word in name[:-1]]
    shortened = any(len(word) == 1 for word in typed[:-1]) and any(len(word) > 1 for word in name[:-1])
    rest_fits = [word[0] for word in others] == initials[1 : len(others) + 1]
    return shortened and first[0] == initials[0] and rest_fits and _agree(name, typed)


def _agree(name: list[str], typed: list[str]) -> bool:
    """Tell whether the words that are written in full are the same."""
    return all(len(one) == 1 or one == full for full, one in zip(name, typed[:-1], strict=False))


def _words(text: str, language: str) -> list[str]:
    return forms(text, language).plain.split()


def _is_full_name(answer: str) -> bool:
    """Tell whether an answer is two words with capitals, or of a script without: a first name and a surname."""
    words = answer.split()
    return len(words) == 2 and all(len(word) > 1 and word[0].isalpha() and not word[0].islower() for word in words)


def _listed(text: str) -> list[str]:
    """Return the names of a list; nothing where it is none, or holds digits or single letters, whose order may matter."""
    names = [name for name in re.split(_BETWEEN_NAMES, text, flags=re.IGNORECASE) if name]
    if not 1 < len(names) <= _MOST_NAMES or any(char.isdigit() for char in text):
        return []
    return names if all(len(name) > 1 for name in names) else []


def _reordered(answer: str, names: list[str], typed: str, language: str) -> tuple[str, ...]:
    """Return the answer with the names that were typed in it, each in the place of the one that it is nearest to."""
    given = _listed(typed) or typed.split()
    if len(given) != len(names):
        return ()
    from rapidfuzz.distance import OSA

    left = [(name, forms(name, language).plain) for name in given]
    found: list[str] = []
    for name in names:
        wanted = forms(name, language).plain
        nearest = min(left, key=lambda one: OSA.distance(wanted, one[1]))
        left.remove(nearest)
        found.append(nearest[0])
    between = [sign for sign, name in re.findall(rf"({_BETWEEN_NAMES})|(.)", answer, flags=re.IGNORECASE) if sign]
    return ("".join(map("".join, zip_longest(found, between, fillvalue=""))),)
