"""The JSON Schema of packs, made from the reader's own keys and bounds, so that editors help while a pack is written.

It sees values, not how they are written: what depends on quotes, on other questions or on tables only the reader can judge.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lemans_quiz import paths
from lemans_quiz.authoring import key_descriptions as hovers
from lemans_quiz.core.items import CHOICE, KINDS, MATCH, MULTIPLE, NUMBER, ORDER, TEXT, TRUE_FALSE
from lemans_quiz.core.messages import Message
from lemans_quiz.i18n import LANGUAGES, _, language
from lemans_quiz.packs.reading import keys
from lemans_quiz.packs.reading.answers import MOST_ACCEPTED
from lemans_quiz.packs.reading.fields import MOST_HINTS, MOST_POINTS, MOST_SECONDS, MOST_TAGS
from lemans_quiz.packs.reading.head import FORMAT, MOST_AUTHORS
from lemans_quiz.packs.reading.keys import ANSWER_KEYS, KEYS_OF_KIND, NEEDED_BY_KIND, NEVER_TOGETHER, QUESTION_KEYS, Key
from lemans_quiz.packs.reading.options import MOST_OPTIONS
from lemans_quiz.packs.reading.texts import IDENTIFIER, LANGUAGE_CODE, MAX_TEXT
from lemans_quiz.packs.tables.tables import MOST_TABLES

Schema = dict[str, Any]

FILE = "pack.schema.json"
_SCALARS = ["string", "number", "boolean"]
_PRIVATE = "^x-"


def schema_path() -> Path:
    """Return the file of the schema, which ships with the packs."""
    return paths.shipped_packs() / FILE


def keep_beside(folder: Path, *, make: bool) -> None:
    """Bring the schema in a folder of packs up to date, and `make` it where there is none; a file of another is left alone.

    Packs name it without a folder: that works on every machine they are taken to, and after an upgrade. It explains the keys in
    the player's language.
    """
    fresh = schema_path().read_bytes() if language() == LANGUAGES[0] else written().encode()
    path = folder / FILE
    with contextlib.suppress(OSError):
        there = path.read_bytes() if path.exists() else b""
        if there != fresh and (any(mark in there for mark in _OURS) if there else make):
            path.write_bytes(fresh)


_OURS = (b'"$comment": "Le Mans Quiz"', b"A question pack of Le Mans Quiz")
"""What stands in every schema of ours, and what stood in those of earlier versions."""


def written() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def schema() -> Schema:
    """Return the schema of a pack, draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Le Mans Quiz",
        "title": _("Question pack"),
        "description": _("A question pack of Le Mans Quiz, format 1."),
        **_mapping(keys.PACK_KEYS, hovers.PACK, others=True),
        "$defs": _definitions(),
    }


def _definitions() -> Schema:
    code = f"^{LANGUAGE_CODE.pattern}$"
    word = {"type": _SCALARS, "minLength": 1, "maxLength": MAX_TEXT, "pattern": r"\S"}
    languages = {
        "type": "object",
        "minProperties": 1,
        "patternProperties": {code: _ref("word")},
        "additionalProperties": False,
    }
    return {
        "word": word,
        "languages": languages,
        "text": {"anyOf": [_ref("word"), _ref("languages")]},
        "option": {"anyOf": [_ref("word"), _ref("languages"), _mapping(keys.OPTION_KEYS, hovers.OPTION)]},
        "pair": _mapping(keys.PAIR_KEYS, hovers.PAIR),
        "source": {"anyOf": [_ref("word"), _mapping(keys.SOURCE_KEYS, hovers.SOURCE, others=True)]},
        "draw": _mapping(keys.DRAW_KEYS, hovers.DRAW),
        "template": {"type": "string", "pattern": r"\{"},
        "templates": {"type": "array", "items": {"anyOf": [{"type": "number"}, _ref("template")]}},
        "question": _question(),
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _mapping(legal: Mapping[str, Key], told: Mapping[str, Message], *, others: bool = False) -> Schema:
    """`others` lets keys pass that are not known: the reader warns of them and reads on."""
    return {
        "type": "object",
        "required": [name for name, key in legal.items() if key.required],
        "properties": {name: {"description": _(told[name].template), **_value(key)} for name, key in legal.items()},
        "patternProperties": {_PRIVATE: True},
        "additionalProperties": others,
    }


def _question() -> Schema:
    """Keys and hovers first; then what holds for questions by hand, and what each kind asks for."""
    question = _mapping(QUESTION_KEYS, hovers.QUESTION)
    for name in question["properties"]:
        if QUESTION_KEYS[name].type in _TEMPLATED:
            of_hand = question["properties"][name]
            told = of_hand.pop("description")
            question["properties"][name] = {
                "description": told,
                "anyOf": [of_hand, _ref("template"), _ref("templates")],
            }
    wrong = question["properties"]["wrong"]
    question["properties"]["wrong"] = {
        "description": wrong.pop("description"),
        "anyOf": [_options(MOST_OPTIONS), _ref("draw")],
    }
    question["dependentRequired"] = {"where": ["each"]}
    question["dependentSchemas"] = {"hint": {"properties": {"hints": False}}}
    question["allOf"] = [_by_hand(), *_kinds()]
    return question


def _by_hand() -> Schema:
    """Without 'each' no template stands for a number, a date or an id, and no wrong answers are drawn."""
    typed = {name: _value(key) for name, key in QUESTION_KEYS.items() if key.type in _TEMPLATED}
    return {"if": {"not": _has("each")}, "then": {"properties": {**typed, "wrong": _options(MOST_OPTIONS)}}}


def _has(*names: str) -> Schema:
    return {"required": list(names)}


def _kinds() -> list[Schema]:
    """Return what holds for each kind: where `type` names it, and where the keys say it, tried in the reader's order."""
    said = [{"if": _typed(kind), "then": _keys_of(kind)} for kind in KINDS]
    chain: Schema = {"anyOf": [_has(name) for name in ("answer", "answers", "order", "match", "between")]}
    for kind, condition in reversed(_by_keys()):
        chain = {"if": condition, "then": _keys_of(kind), "else": chain}
    return [*said, {"if": {"not": _has("type")}, "then": chain}]


def _typed(kind: str) -> Schema:
    return {"required": ["type"], "properties": {"type": {"const": kind}}}


def _by_keys() -> list[tuple[str, Schema]]:
    some_options = {"required": ["answer"], "anyOf": [_has("wrong"), _has("choices")]}
    return [
        (ORDER, _has("order")),
        (MATCH, _has("match")),
        (MULTIPLE, _has("answers")),
        (CHOICE, some_options),
        (NUMBER, {"anyOf": [_has("between"), _answer("number")]}),
        (TRUE_FALSE, _answer("boolean")),
        (TEXT, _has("answer")),
    ]


def _answer(type: str) -> Schema:
    return {"required": ["answer"], "properties": {"answer": {"type": type}}}


def _keys_of(kind: str) -> Schema:
    """Forbid the keys of other kinds, ask for exactly one of each set that this kind needs, and narrow the answer."""
    illegal: Schema = {name: False for name in ANSWER_KEYS if name not in KEYS_OF_KIND[kind]}
    needed: list[Schema] = [
        {"oneOf": [_has(name) for name in ANSWER_KEYS if name in one]} for one in NEEDED_BY_KIND[kind]
    ]
    rules: Schema = {"properties": illegal, "allOf": needed}
    for one, other in NEVER_TOGETHER:
        if one in KEYS_OF_KIND[kind]:
            together = rules.setdefault("dependentSchemas", {}).setdefault(one, {"properties": {}})
            together["properties"][other] = False
    return {**rules, "properties": {**illegal, **_NARROWER[kind]}}


_NARROWER: dict[str, Schema] = {
    CHOICE: {"wrong": {"maxItems": MOST_OPTIONS - 1}},
    MULTIPLE: {"wrong": {"maxItems": MOST_OPTIONS - 1}},
    TRUE_FALSE: {"answer": {"anyOf": [{"type": "boolean"}, {"enum": ["true", "false"]}, _ref("template")]}},
    NUMBER: {"answer": {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?\d|\{"}]}},
    TEXT: {"answer": _ref("text")},
    ORDER: {},
    MATCH: {},
}
"""What the values of a kind are narrower in than those of the keys they stand under."""


def _list(entry: str, most: int, *, least: int = 1) -> Schema:
    return {"type": "array", "items": _ref(entry), "minItems": least, "maxItems": most}


def _different(entry: str, most: int, *, least: int = 1) -> Schema:
    return {**_list(entry, most, least=least), "uniqueItems": True}


def _options(most: int) -> Schema:
    return _different("option", most)


def _map_of(entry: Schema, names: str = r"\S", most: int | None = None) -> Schema:
    bound = {} if most is None else {"maxProperties": most}
    return {"type": "object", "additionalProperties": entry, "propertyNames": {"pattern": names}, **bound}


def _pairs() -> Schema:
    bounds = {"minItems": 2, "maxItems": MOST_OPTIONS}
    short = {"minProperties": 2, "maxProperties": MOST_OPTIONS}
    return {"anyOf": [{"type": "array", "items": _ref("pair"), **bounds}, {**_map_of(_ref("text")), **short}]}


def _between(low: int, high: int, *, type: str = "number") -> Schema:
    return {"type": type, "minimum": low, "maximum": high}


def _tolerance() -> Schema:
    return {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^\s*\d+(\.\d+)? ?%\s*$"}]}


_BOUNDED: dict[str, Callable[[], Schema]] = {
    "choices": lambda: _different("option", MOST_OPTIONS, least=2),
    "hints": lambda: _list("text", MOST_HINTS),
    "not": lambda: _different("option", MOST_ACCEPTED),
    "order": lambda: _different("option", MOST_OPTIONS, least=2),
    "tags": lambda: _list("word", MOST_TAGS, least=0),
}
"""Keys whose lists have bounds of their own."""


def _value(key: Key) -> Schema:
    return _BOUNDED.get(key.name, TYPES[key.type])()


TYPES: dict[str, Callable[[], Schema]] = {
    keys.TEXT_TYPE: lambda: _ref("text"),
    keys.WORD: lambda: _ref("word"),
    keys.WORDS: lambda: _list("word", MOST_AUTHORS),
    keys.TEXTS: lambda: _different("text", MOST_ACCEPTED),
    keys.OPTIONS: lambda: _options(MOST_OPTIONS),
    keys.ANSWER: lambda: _ref("option"),
    keys.PAIRS: _pairs,
    keys.RANGE: lambda: {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    keys.TOLERANCE: _tolerance,
    keys.SHOWN: lambda: _between(2, MOST_OPTIONS, type="integer"),
    keys.TRUTH: lambda: {"anyOf": [{"type": "boolean"}, {"enum": ["true", "false"]}]},
    keys.CLOSE: lambda: {"type": "number", "minimum": 0},
    keys.IDENTIFIER: lambda: {"type": ["string", "integer"], "pattern": f"^{IDENTIFIER.pattern}$"},
    keys.LANGUAGE: lambda: {"type": "string", "pattern": f"^{LANGUAGE_CODE.pattern}$"},
    keys.LEVEL: lambda: _between(1, 5, type="integer"),
    keys.SECONDS: lambda: _between(1, MOST_SECONDS),
    keys.POINTS: lambda: _between(0, MOST_POINTS),
    keys.DATE: lambda: {"type": "string", "pattern": r"^\s*\d{4}-\d{2}-\d{2}\s*$"},
    keys.KIND: lambda: {"enum": list(KINDS)},
    keys.FORMAT: lambda: _between(1, FORMAT, type="integer"),
    keys.SOURCES: lambda: _map_of(_ref("source"), r"^\S+$"),
    keys.DEFAULTS: lambda: _mapping(keys.DEFAULT_KEYS, hovers.QUESTION),
    keys.TABLES: lambda: _map_of(_ref("word"), most=MOST_TABLES),
    keys.QUESTIONS: lambda: {"type": "array", "items": _ref("question"), "minItems": 1},
    keys.TABLE: lambda: _ref("word"),
    keys.COUNT: lambda: _between(1, MOST_OPTIONS - 1, type="integer"),
    keys.WHERE: lambda: _map_of({"type": _SCALARS}),
}
"""The schema of each type of value that keys.py knows."""

_TEMPLATED = frozenset(
    {
        *(keys.LEVEL, keys.SECONDS, keys.POINTS, keys.DATE, keys.TOLERANCE, keys.RANGE, keys.IDENTIFIER),
        *(keys.SHOWN, keys.TRUTH, keys.CLOSE),
    }
)
