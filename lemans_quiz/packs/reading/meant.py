"""What an author meant: from a value that is not read to one that is. Only for lines to copy; nothing is ever read this way."""

from __future__ import annotations

import datetime
import re

from lemans_quiz.core.items import CHOICE, MATCH, MULTIPLE, NUMBER, ORDER, TEXT, TRUE_FALSE
from lemans_quiz.packs.naming import slug
from lemans_quiz.packs.reading import keys
from lemans_quiz.packs.reading.texts import flow_text
from lemans_quiz.packs.yaml.findings import Findings
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Scalar, Sequence

_LANGUAGES = {
    "english": "en", "englisch": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "französisch": "fr", "spanish": "es", "español": "es", "spanisch": "es", "italian": "it", "italiano": "it",
    "italienisch": "it", "dutch": "nl", "nederlands": "nl", "niederländisch": "nl", "portuguese": "pt",
    "português": "pt", "polish": "pl", "polski": "pl", "polnisch": "pl",
}  # fmt: skip
_LEVELS = {
    "easy": 1, "beginner": 1, "leicht": 1, "einfach": 1, "medium": 3, "normal": 3, "mittel": 3, "intermediate": 3,
    "hard": 5, "difficult": 5, "schwer": 5, "schwierig": 5, "expert": 5,
}  # fmt: skip
_SECONDS = {
    "s": 1,
    "sec": 1,
    "secs": 1,
    "second": 1,
    "seconds": 1,
    "sek": 1,
    "sekunden": 1,
    "m": 60,
    "min": 60,
    "minutes": 60,
    "minuten": 60,
}
_KINDS = {
    "mc": CHOICE, "mcq": CHOICE, "multiplechoice": CHOICE, "single": CHOICE, "singlechoice": CHOICE, "select": CHOICE,
    "multipleanswer": MULTIPLE, "multipleanswers": MULTIPLE, "multi": MULTIPLE, "multiselect": MULTIPLE, "checkbox": MULTIPLE,
    "truefalse": TRUE_FALSE, "tf": TRUE_FALSE, "boolean": TRUE_FALSE, "bool": TRUE_FALSE, "yesno": TRUE_FALSE,
    "numeric": NUMBER, "numerical": NUMBER, "integer": NUMBER, "estimate": NUMBER,
    "short": TEXT, "shortanswer": TEXT, "open": TEXT, "input": TEXT, "typed": TEXT, "fillin": TEXT, "string": TEXT,
    "ordering": ORDER, "sort": ORDER, "sequence": ORDER, "matching": MATCH, "pairs": MATCH,
}  # fmt: skip
_LISTS = frozenset((keys.WORDS, keys.TEXTS, keys.OPTIONS))


def language(word: str) -> str:
    """Return the code of a language from its name."""
    return _LANGUAGES.get(word.strip().casefold(), "")


def number(key: str, text: str) -> str:
    """Return the number that a word or a number with its unit stands for under a key."""
    if key == "level":
        return str(_LEVELS.get(text.strip().casefold(), ""))
    if key == "seconds":
        found = re.fullmatch(r"(\d+(?:\.\d+)?) ?([a-z]+)\.?", text.strip().casefold())
        factor = _SECONDS.get(found[2], 0) if found else 0
        return f"{float(found[1]) * factor:g}" if found and factor else ""
    if key == "tolerance":
        return (
            re.sub(r"^(?:±|\+/?-) ?", "", text.strip())
            if re.fullmatch(r"(?:±|\+/?-) ?\d+(?:\.\d+)?", text.strip())
            else ""
        )
    return ""


def kind(word: str) -> str:
    """Return the kind that other programs call so."""
    return _KINDS.get(re.sub(r"[^a-z]", "", word.casefold()), "")


def date(text: str) -> str:
    """Return a date as it is read, from one with dots or slashes whose day and month cannot be mistaken."""
    found = re.fullmatch(r"(\d{1,2})(\.|/|-)\s?(\d{1,2})\2\s?(\d{4})", text)
    if found:
        day, month, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] != "." and day <= 12 and month <= 12 and day != month:
            return ""
        if found[2] != "." and month > 12:
            day, month = month, day
    else:
        found = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text)
        if not found:
            return ""
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def keyed(findings: Findings, entry: Node, *, is_inside: bool) -> str:
    """Return the line of an entry of a list, with a key of its own where it is a text and without its dash.

    `is_inside` tells that the list stands in brackets; then there is only the entry itself.
    """
    line = findings.line_of(entry)
    if isinstance(entry, Scalar) and entry.start_mark.line == entry.end_mark.line:
        named = f"{slug(entry.value, 30) or 'source'}: {flow_text(entry.value.strip())}"
    elif isinstance(entry, Mapping) and not entry.flow and not is_inside:
        named = line[entry.start_mark.column :].strip()
    else:
        return ""
    return named if is_inside else re.sub(r"-(?=\s)", " ", line[: entry.start_mark.column]) + named


def mapping(findings: Findings, node: Node) -> str:
    """Return what stands for a text, or for a list in brackets, where keys with values are wanted; nothing elsewhere."""
    entries = node.items if isinstance(node, Sequence) and node.flow else [node] if isinstance(node, Scalar) else []
    named = [keyed(findings, entry, is_inside=True) for entry in entries]
    return "{" + ", ".join(named) + "}" if named and all(named) else ""


def under(findings: Findings, key: Scalar, value: Node, name: str, legal: object) -> str:
    """Return the line of a key that is not legal with the one that was meant, its value in the form that is read there."""
    line = findings.mended(key, name)
    meant = legal.get(name) if isinstance(legal, dict) else None
    if not isinstance(value, Scalar) or value.start_mark.line != key.end_mark.line or meant is None or not value.value:
        return line
    if meant.type in _LISTS:
        text = value.value.strip()
        pieces = re.split(r", *", text) if not value.style else [text]
        return findings.mended(value, f"[{', '.join(map(flow_text, pieces))}]").replace(key.value, name, 1)
    if meant.type == keys.SOURCES:
        return findings.mended(value, mapping(findings, value)).replace(key.value, name, 1)
    return line
