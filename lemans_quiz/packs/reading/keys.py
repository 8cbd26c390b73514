"""The legal keys of a pack and what stands under each: one table for the reader and for the JSON Schema."""

from __future__ import annotations

from typing import NamedTuple

from lemans_quiz.core.items import CHOICE, MATCH, MULTIPLE, NUMBER, ORDER, TEXT, TRUE_FALSE

TEXT_TYPE = "text"
"""A text, or a map from language to text."""
WORD = "word"
"""One text, the same in every language."""
WORDS = "words"
"""A list of such texts."""
TEXTS = "texts"
"""A list of texts or language maps."""
OPTIONS = "options"
"""A list of texts, language maps or {text, feedback}."""
ANSWER = "answer"
"""A text, language map, {text, feedback}, number, true or false, as the kind asks."""
PAIRS = "pairs"
"""A list of {left, right}, or a mapping from left to right."""
RANGE = "range"
"""Two numbers in a list."""
TOLERANCE = "tolerance"
"""A number from 0, or a text such as 1 %."""
IDENTIFIER = "identifier"
LANGUAGE = "language"
LEVEL = "level"
SECONDS = "seconds"
POINTS = "points"
DATE = "date"
KIND = "kind"
FORMAT = "format"
SOURCES = "sources"
DEFAULTS = "defaults"
TABLES = "tables"
QUESTIONS = "questions"
TABLE = "table"
COUNT = "count"
SHOWN = "shown"
"""How many options of a question are shown."""
TRUTH = "truth"
"""True or false."""
CLOSE = "close"
"""A number from 0."""
WHERE = "where"


class Key(NamedTuple):
    """A legal key: its name, the type of its value, whether it must be there."""

    name: str
    type: str
    required: bool = False


def _table(*keys: Key) -> dict[str, Key]:
    return {key.name: key for key in keys}


PACK_KEYS = _table(
    Key("title", TEXT_TYPE, required=True),
    Key("format", FORMAT),
    Key("id", IDENTIFIER),
    Key("language", LANGUAGE),
    Key("context", TEXT_TYPE),
    Key("description", TEXT_TYPE),
    Key("authors", WORDS),
    Key("license", WORD),
    Key("homepage", WORD),
    Key("version", WORD),
    Key("updated", DATE),
    Key("sources", SOURCES),
    Key("defaults", DEFAULTS),
    Key("tables", TABLES),
    Key("questions", QUESTIONS, required=True),
)

ANSWER_KEYS = _table(
    Key("answer", ANSWER),
    Key("answers", OPTIONS),
    Key("wrong", OPTIONS),
    Key("choices", OPTIONS),
    Key("show", SHOWN),
    Key("accept", TEXTS),
    Key("not", OPTIONS),
    Key("exact", TRUTH),
    Key("order", OPTIONS),
    Key("match", PAIRS),
    Key("between", RANGE),
    Key("tolerance", TOLERANCE),
    Key("close", CLOSE),
    Key("unit", TEXT_TYPE),
)
"""What says the answer, and so the kind."""

COMMON_KEYS = _table(
    Key("hint", TEXT_TYPE),
    Key("hints", TEXTS),
    Key("explanation", TEXT_TYPE),
    Key("source", WORD),
    Key("as_of", DATE),
    Key("level", LEVEL),
    Key("seconds", SECONDS),
    Key("points", POINTS),
    Key("tags", WORDS),
    Key("note", WORD),
)
"""What any question may have besides."""

QUESTION_KEYS = {
    **_table(Key("id", IDENTIFIER), Key("question", TEXT_TYPE, required=True), Key("type", KIND)),
    **ANSWER_KEYS,
    **COMMON_KEYS,
    **_table(Key("each", TABLE), Key("where", WHERE)),
}

DEFAULT_KEYS = {name: QUESTION_KEYS[name] for name in ("source", "as_of", "level", "seconds", "points", "tags", "show")}
SOURCE_KEYS = _table(
    Key("title", WORD, required=True),
    Key("author", WORD),
    Key("publisher", WORD),
    Key("year", WORD),
    Key("pages", WORD),
    Key("isbn", WORD),
    Key("url", WORD),
)
OPTION_KEYS = _table(Key("text", TEXT_TYPE, required=True), Key("feedback", TEXT_TYPE))
DRAW_KEYS = _table(Key("from", WORD, required=True), Key("near", WORD), Key("count", COUNT))
"""How wrong answers are drawn from a table; `from` may be a map from language to column."""
PAIR_KEYS = _table(Key("left", TEXT_TYPE, required=True), Key("right", TEXT_TYPE, required=True))

KEYS_OF_KIND: dict[str, frozenset[str]] = {
    CHOICE: frozenset({"answer", "wrong", "choices", "show"}),
    MULTIPLE: frozenset({"answers", "wrong", "choices", "show"}),
    TRUE_FALSE: frozenset({"answer"}),
    TEXT: frozenset({"answer", "accept", "not", "exact"}),
    NUMBER: frozenset({"answer", "between", "tolerance", "close", "unit"}),
    ORDER: frozenset({"order"}),
    MATCH: frozenset({"match", "wrong"}),
}
"""Which of ANSWER_KEYS a question of each kind may have."""

NEEDED_BY_KIND: dict[str, tuple[frozenset[str], ...]] = {
    CHOICE: (frozenset({"answer"}), frozenset({"wrong", "choices"})),
    MULTIPLE: (frozenset({"answers"}), frozenset({"wrong", "choices"})),
    TRUE_FALSE: (frozenset({"answer"}),),
    TEXT: (frozenset({"answer"}),),
    NUMBER: (frozenset({"answer", "between"}),),
    ORDER: (frozenset({"order"}),),
    MATCH: (frozenset({"match"}),),
}
"""Of each of these sets a question of the kind has exactly one."""

NEVER_TOGETHER = (("between", "tolerance"), ("between", "close"), ("choices", "show"))
"""Pairs of ANSWER_KEYS of which a question has at most one, besides those of NEEDED_BY_KIND."""
