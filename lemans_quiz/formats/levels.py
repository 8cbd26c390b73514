"""Levels, tags, seconds and points as other programs write them."""

from __future__ import annotations

import re

_LEVELS = {
    1: "very easy|sehr leicht|sehr einfach|très facile|beginner|anfänger|débutant|easy|leicht|einfach|facile|low|niedrig",
    3: "medium|mittel|moyen|moyenne|intermediate|normal|fortgeschritten|moderate",
    5: "hard|schwer|schwierig|difficile|difficult|expert|experte|advanced|high|hoch|very hard|sehr schwer|très difficile",
}
_BY_WORD = {word: level for level, words in _LEVELS.items() for word in words.split("|")}


def level_of(text: str) -> int:
    """Return a level from 1 to 5 for a number or a word of some languages, 0 where there is none."""
    text = text.strip().casefold()
    if re.fullmatch(r"[1-5](?:\.0)?", text):
        return int(text[0])
    return _BY_WORD.get(text, 0)


def tags_of(text: str) -> tuple[str, ...]:
    """Return the tags of a list with commas, semicolons or signs between them."""
    return tuple(
        dict.fromkeys(tag.strip().lstrip("#") for tag in re.split(r"[,;|\n]", text) if tag.strip().lstrip("#"))
    )


def seconds_of(text: str) -> float:
    """Return seconds for `20`, `20.0`, `20 s`, `1:30` or `2 min`, 0.0 where there are none."""
    text = text.strip().casefold()
    clock = re.fullmatch(r"([0-9]{1,2}):([0-5][0-9])", text)
    if clock:
        return int(clock[1]) * 60.0 + int(clock[2])
    found = re.fullmatch(
        r"([0-9]{1,4})(?:[.,]([0-9]{1,2}))?\s*(s|sec|secs|seconds?|sek|sekunden|secondes?|m|min|minutes?|minuten)?\.?",
        text,
    )
    if not found:
        return 0.0
    number = float(f"{found[1]}.{found[2] or 0}")
    return number * 60 if (found[3] or "s").startswith("m") else number
