"""Commands, responses and items to and from JSON, and their fingerprints. Where they are kept is the edges' concern.

The arrays are positional, because a bank of 100,000 items is decoded one item at a time while somebody waits. What came to
items later stands at the end and only where it is set, so that an item without it is written and read as ever.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from lemans_quiz.core.items import (
    CHOICE,
    MATCH,
    MULTIPLE,
    NUMBER,
    ORDER,
    TEXT,
    TRUE_FALSE,
    Choice,
    Item,
    Kind,
    Match,
    Multiple,
    Number,
    Option,
    Order,
    Source,
    Text,
    TrueFalse,
)
from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Response, Said, Typed, Unreadable
from lemans_quiz.core.seeds import mixed
from lemans_quiz.core.text import LocalText


def response_to_json(response: Response) -> list[Any]:
    """Return a response as its name and its value."""
    match response:
        case Chosen(option):
            return ["chosen", option]
        case ChosenSet(options):
            return ["chosen-set", list(options)]
        case Said(value):
            return ["said", value]
        case Typed(text):
            return ["typed", text]
        case Ordered(entries):
            return ["ordered", list(entries)]
        case Matched(rights):
            return ["matched", list(rights)]
        case Unreadable(text):
            return ["unreadable", text]


def response_from_json(value: object) -> Response:
    """Read what `response_to_json` wrote. Raises ValueError on anything else."""
    match value:
        case ["chosen", int(option)] if is_index(option):
            return Chosen(option)
        case ["chosen-set", list(options)] if all(map(is_index, options)):
            return ChosenSet(tuple(options))
        case ["said", bool(said)]:
            return Said(said)
        case ["typed", str(text)]:
            return Typed(text)
        case ["ordered", list(entries)] if all(map(is_index, entries)):
            return Ordered(tuple(entries))
        case ["matched", list(rights)] if all(map(is_index, rights)):
            return Matched(tuple(rights))
        case ["unreadable", str(text)]:
            return Unreadable(text)
    raise ValueError("not a response")


def is_index(value: object) -> bool:
    """Tell whether a value of JSON may be an index, or the -1 that stands for none."""
    return type(value) is int and -1 <= value < 1 << 31


def seconds_from_json(value: object) -> float:
    """Read a number of seconds. Raises ValueError on anything else, also on one that is not finite."""
    if type(value) is float and math.isfinite(value):
        return value
    if type(value) is int and abs(value) < 1 << 53:
        return float(value)
    raise ValueError("not a number of seconds")


def item_to_json(item: Item) -> str:
    """Return an item as one compact line of JSON."""

    def local(text: LocalText) -> Any:
        return _local_to_json(text, item.language)

    value = [
        item.pack,
        item.id,
        item.language,
        local(item.stem),
        item.kind_name,
        _kind_to_json(item.kind, item.language),
        [local(hint) for hint in item.hints],
        local(item.explanation) if item.explanation else None,
        _source_to_json(item.source) if item.source else None,
        item.as_of,
        item.level,
        item.seconds,
        item.points,
        list(item.tags),
        item.note,
        int(item.table),
        *([local(item.context)] if item.context else ()),
    ]
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def item_from_json(text: str) -> Item:
    """Read what `item_to_json` wrote. Raises ValueError on what is of another shape; it is our own, so types are not checked."""
    try:
        return _item(json.loads(text))
    except (ValueError, TypeError, KeyError, IndexError, ArithmeticError, AttributeError, RecursionError) as problem:
        raise ValueError("not an item") from problem


def _item(value: Any) -> Item:
    pack, name, language, stem, kind, parts, hints, explanation, source, *rest = value
    as_of, level, seconds, points, tags, note, table, *context = rest
    return Item(
        pack,
        name,
        _local(stem, language),
        _KINDS[kind](parts, language),
        tuple([_local(hint, language) for hint in hints]),
        None if explanation is None else _local(explanation, language),
        None if source is None else Source(*source),
        as_of,
        level,
        seconds,
        points,
        tuple(tags),
        note,
        language,
        bool(table),
        _local(context[0], language) if context else None,
    )


def _source_to_json(source: Source) -> list[Any]:
    return list(source[:4] if source[4:] == ("", "", "") else source)


def _local_to_json(text: LocalText, language: str) -> Any:
    """Return a text for everybody in the item's language as itself, any other as [plain, code, text, code, text, …]."""
    if text.plain and len(text.texts) == 1 and text.texts[0][0] == language:
        return text.texts[0][1]
    return [int(text.plain), *(part for pair in text.texts for part in pair)]


def _local(value: Any, language: str) -> LocalText:
    if isinstance(value, str):
        return LocalText(((language, value),), True)
    plain, *parts = value
    return LocalText(tuple(zip(parts[::2], parts[1::2], strict=True)), bool(plain))


def _locals(values: Any, language: str) -> tuple[LocalText, ...]:
    return tuple([_local(value, language) for value in values])


def _options_to_json(options: Iterable[Option], language: str) -> list[Any]:
    return [
        [
            _local_to_json(option.text, language),
            *([_local_to_json(option.feedback, language)] if option.feedback else ()),
        ]
        for option in options
    ]


def _options(values: Any, language: str) -> tuple[Option, ...]:
    return tuple([Option(*[_local(part, language) for part in value]) for value in values])


def _kind_to_json(kind: Kind, language: str) -> list[Any]:
    def texts(values: Iterable[LocalText]) -> list[Any]:
        return [_local_to_json(value, language) for value in values]

    match kind:
        case Choice(options, key, fixed, show):
            return [_options_to_json(options, language), key, int(fixed), *([show] if show else ())]
        case Multiple(options, keys, fixed, show):
            return [_options_to_json(options, language), list(keys), int(fixed), *([show] if show else ())]
        case TrueFalse(key):
            return [int(key)]
        case Text(key, accept, rivals, exact, refused):
            later = [int(exact), _options_to_json(refused, language)] if exact or refused else ()
            return [_local_to_json(key, language), texts(accept), list(rivals), *later]
        case Number(key, low, high, unit, by_range, close):
            shown_unit = _local_to_json(unit, language) if unit else None
            return [str(key), str(low), str(high), shown_unit, int(by_range), *([str(close)] if close else ())]
        case Order(entries, beside):
            notes = [one and _local_to_json(one, language) for one in beside]
            return [*texts(entries), *([{"beside": notes}] if beside else ())]
        case Match(lefts, rights, key):
            return [texts(lefts), texts(rights), list(key)]


def _choice(parts: Any, language: str) -> Choice:
    options, key, fixed, *show = parts
    return Choice(_options(options, language), key, bool(fixed), *show)


def _multiple(parts: Any, language: str) -> Multiple:
    options, keys, fixed, *show = parts
    return Multiple(_options(options, language), tuple(keys), bool(fixed), *show)


def _true_false(parts: Any, language: str) -> TrueFalse:
    (key,) = parts
    return TrueFalse(bool(key))


def _text(parts: Any, language: str) -> Text:
    key, accept, rivals, *later = parts
    exact, refused = later or (0, ())
    return Text(
        _local(key, language), _locals(accept, language), tuple(rivals), bool(exact), _options(refused, language)
    )


def _number(parts: Any, language: str) -> Number:
    key, low, high, unit, by_range, *close = parts
    shown_unit = None if unit is None else _local(unit, language)
    return Number(Decimal(key), Decimal(low), Decimal(high), shown_unit, bool(by_range), *map(Decimal, close))


def _order(parts: Any, language: str) -> Order:
    notes = parts[-1]["beside"] if parts and isinstance(parts[-1], dict) else ()
    beside = tuple(None if one is None else _local(one, language) for one in notes)
    return Order(_locals(parts[: len(parts) - bool(notes)], language), beside)


def _match(parts: Any, language: str) -> Match:
    lefts, rights, key = parts
    return Match(_locals(lefts, language), _locals(rights, language), tuple(key))


_KINDS: dict[str, Callable[[Any, str], Kind]] = {
    CHOICE: _choice,
    MULTIPLE: _multiple,
    TRUE_FALSE: _true_false,
    TEXT: _text,
    NUMBER: _number,
    ORDER: _order,
    MATCH: _match,
}


def fingerprint(item: Item) -> int:
    """Return a number of 63 bits (SQLite holds it) for what a player sees and what is right; feedback does not count."""
    return mixed(item.kind_name, *_parts(item.stem), *_seen(item.kind), "=", *_key(item.kind)) >> 1


def key_fingerprint(item: Item) -> int:
    """Return a number of 63 bits for what is right alone, wherever it stands among the options."""
    return mixed(item.kind_name, *_key(item.kind)) >> 1


def _parts(text: LocalText) -> tuple[str | int, ...]:
    """Return a text so that no two different ones, one after another, read alike."""
    return (len(text.texts), *(part for pair in text.texts for part in pair))


def _each(texts: Iterable[LocalText]) -> Iterator[str | int]:
    for text in texts:
        yield from _parts(text)


def _seen(kind: Kind) -> Iterable[str | int]:
    match kind:
        case Choice(options, _, fixed, show) | Multiple(options, _, fixed, show):
            return (int(fixed), *_each(option.text for option in options), *(("show", show) if show else ()))
        case Text(exact=exact, refused=refused) if exact or refused:
            return (int(exact), *_each(option.text for option in refused))
        case Number(unit=unit, close=close):
            return (*(_parts(unit) if unit else ()), *(("close", _digits(close)) if close else ()))
        case Match(lefts, rights):
            return (len(lefts), *_each(lefts), *_each(rights))
        case Text() | TrueFalse() | Order():
            return ()


def _key(kind: Kind) -> Iterable[str | int]:
    match kind:
        case Choice(options, key):
            return _parts(options[key].text)
        case Multiple(options, keys):
            return _each(sorted(options[key].text for key in keys))
        case TrueFalse(right):
            return (int(right),)
        case Text(answer):
            return _parts(answer)
        case Number(number, low, high):
            return tuple(_digits(value) for value in (number, low, high))
        case Order(entries):
            return _each(entries)
        case Match(lefts, rights, places):
            pairs = sorted((left, rights[place]) for left, place in zip(lefts, places, strict=True))
            return _each(text for pair in pairs for text in pair)


def _digits(number: Decimal) -> str:
    """Return a number so that 5 and 5.0 are the same."""
    digits = format(number, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def version_text(fingerprint: int) -> str:
    """Return a fingerprint as a text that no spreadsheet takes for a number."""
    return f"v{fingerprint % (1 << 64):016x}"
