"""Pack -> YAML that reads back as the same pack, in the form people write. Comments and defaults of a file are not kept here.

Questions made from a table are written out as ordinary ones, without the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from lemans_quiz.core.items import (
    Choice,
    Item,
    Kind,
    Match,
    Multiple,
    Number,
    Option,
    Order,
    Pack,
    Source,
    Text,
    TrueFalse,
)
from lemans_quiz.core.text import LocalText
from lemans_quiz.packs.naming import slug
from lemans_quiz.packs.reading.numbers import LIKE_A_NUMBER, MOST_DIGITS
from lemans_quiz.packs.yaml.nodes import quoted


class Raw(str):
    """YAML that is written as it is: a number, a date, true or false."""


Value = str | Sequence["Value"] | Mapping[str, "Value"]

WIDTH = 100
"""A list is written in one line up to here."""

_READ_AS_OTHER = frozenset("~ null true false yes no on off ja nein wahr falsch".split())
_PLAIN = re.compile(r"[^\W_](?:[^\n#:]|:(?=[^\s])|(?<! )#)*")
"""What needs no quotes after a key: it begins with a letter or digit and holds no ': ' and no ' #'."""
_PLAIN_IN_BRACKETS = re.compile(r"[^\W_][^\n#:,\[\]{}]*")


def block(key: str, value: Value) -> list[str]:
    """Return the lines of a key and its value, the key in the first column."""
    name = scalar(key, in_brackets=True)
    if isinstance(value, str):
        return _text_lines(f"{name}: ", value)
    if isinstance(value, Mapping):
        inside = [line for inner, below in value.items() for line in block(inner, below)]
        return [f"{name}:", *_indented(inside)]
    line = f"{name}: {_in_brackets(value)}"
    if len(line) <= WIDTH and not any(isinstance(entry, Mapping) or "\n" in entry for entry in value):
        return [line]
    return [f"{name}:", *_indented([line for entry in value for line in _entry(entry)])]


def _entry(value: Value) -> list[str]:
    """Return the lines of an entry of a list, after its dash."""
    if isinstance(value, str):
        return _text_lines("- ", value)
    if isinstance(value, Mapping):
        line = f"- {_in_brackets(value)}"
        if len(line) <= WIDTH and "\n" not in line and all(isinstance(inner, str) for inner in value.values()):
            return [line]
        inside = [line for inner, below in value.items() for line in block(inner, below)]
    else:
        inside = [line for entry in value for line in _entry(entry)]
    return [f"{'  ' if place else '- '}{line}" if line else "" for place, line in enumerate(inside)]


def _text_lines(head: str, value: str) -> list[str]:
    """Return a text after what stands before it; one of several lines as a block that keeps them."""
    if "\n" not in value:
        return [head + scalar(value)]
    return [f"{head}|-", *_indented(value.split("\n"))]


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]


def _in_brackets(value: Value) -> str:
    if isinstance(value, str):
        return scalar(value, in_brackets=True)
    if isinstance(value, Mapping):
        pairs = (f"{scalar(key, in_brackets=True)}: {_in_brackets(inner)}" for key, inner in value.items())
        return f"{{{', '.join(pairs)}}}"
    return f"[{', '.join(_in_brackets(entry) for entry in value)}]"


def scalar(text: str, *, in_brackets: bool = False) -> str:
    """Return a text of one line as YAML reads it back."""
    if isinstance(text, Raw):
        return text
    plain = _PLAIN_IN_BRACKETS if in_brackets else _PLAIN
    if plain.fullmatch(text) and text.casefold() not in _READ_AS_OTHER and not text.endswith((" ", ":")):
        return text
    return quoted(text)


Fields = dict[str, Value]

_LONGEST_LEFT = 60


def write_pack(pack: Pack) -> str:
    """Return the text of a pack's file.

    Read again it gives `pack`, if that came from the reader and holds no tables; texts from elsewhere must keep to what a pack
    may hold. Sources that only items know get a key.
    """
    sources = _sources(pack)
    head = head_fields(pack)
    if sources:
        head["sources"] = {key: _source(source) for key, source in sources.items()}
    lines = [line for key, value in head.items() for line in block(key, value)]
    keys = {source: key for key, source in reversed(sources.items())}
    lines += ["", "questions:"]
    for number, item in enumerate(pack.items):
        lines += [""] * bool(number)
        inside = [line for key, value in _question(item, keys).items() for line in block(key, value)]
        lines += [f"  {'- ' if not place else '  '}{line}" if line else "" for place, line in enumerate(inside)]
    return "\n".join(lines) + "\n"


def head_fields(pack: Pack) -> Fields:
    """Return what a pack says of itself, by key, without its sources and questions."""
    head: Fields = {"title": _text(pack.title), "id": pack.id}
    if pack.language != "en":
        head["language"] = pack.language
    for name, text in (("context", pack.context), ("description", pack.description)):
        if text:
            head[name] = _text(text)
    if pack.authors:
        head["authors"] = list(pack.authors)
    for name, word in (("license", pack.license), ("homepage", pack.homepage), ("version", pack.version)):
        if word:
            head[name] = word
    if pack.updated:
        head["updated"] = Raw(pack.updated)
    return head


def question_fields(item: Item) -> Fields:
    """Return a question by key as its author wrote it, with its source in full and without its id."""
    fields = _question(item, {})
    del fields["id"]
    if item.source:
        fields["source"] = _source(item.source)
    return fields


def _sources(pack: Pack) -> dict[str, Source]:
    """Return all sources by key; one that is no free citation and has no key gets one."""
    sources = dict(pack.sources)
    known = set(sources.values())
    for item in pack.items:
        source = item.source
        if source and source not in known and not _is_citation(source):
            name = base = slug(source.title, 40) or "source"
            copy = 1
            while name in sources:
                copy += 1
                name = f"{base}-{copy}"
            sources[name] = source
            known.add(source)
    return sources


def _is_citation(source: Source) -> bool:
    return source == Source(source.title) and any(sign in source.title for sign in (" ", "://", "\n"))


def _source(source: Source) -> Value:
    fields: Fields = {"title": source.title}
    if source.author:
        fields["author"] = source.author
    if source.publisher:
        fields["publisher"] = source.publisher
    if source.year:
        fields["year"] = Raw(str(source.year))
    for name, word in (("pages", source.pages), ("isbn", source.isbn), ("url", source.url)):
        if word:
            fields[name] = word
    return fields if len(fields) > 1 else source.title


def _question(item: Item, keys: dict[Source, str]) -> Fields:
    fields: Fields = {"id": item.id, "question": _text(item.stem), **_answer(item.kind)}
    if item.hints:
        hints = [_text(hint) for hint in item.hints]
        fields.update({"hint": hints[0]} if len(hints) == 1 else {"hints": list(hints)})
    if item.explanation:
        fields["explanation"] = _text(item.explanation)
    if item.source:
        fields["source"] = keys.get(item.source, item.source.title)
    if item.as_of:
        fields["as_of"] = Raw(item.as_of)
    for name, value, silent in (("level", item.level, 0), ("seconds", item.seconds, 0), ("points", item.points, 1)):
        if value != silent:
            fields[name] = Raw(_digits(Decimal(repr(value))))
    if item.tags:
        fields["tags"] = list(item.tags)
    if item.note:
        fields["note"] = item.note
    return fields


def _answer(kind: Kind) -> Fields:
    match kind:
        case Choice():
            return _choice(kind)
        case Multiple():
            return _multiple(kind)
        case TrueFalse():
            return {"answer": Raw("true" if kind.key else "false")}
        case Text():
            return _typed(kind)
        case Number():
            return _number(kind)
        case Order():
            notes = kind.beside or (None,) * len(kind.entries)
            return {"order": _options(map(Option, kind.entries, notes))}
        case Match():
            return _match(kind)


def _choice(kind: Choice) -> Fields:
    answer = kind.options[kind.key]
    if kind.fixed:
        return {"answer": _text(answer.text), "choices": _options(kind.options)}
    return {"answer": _option(answer), "wrong": _options(_others(kind.options, {kind.key})), **_shown(kind)}


def _multiple(kind: Multiple) -> Fields:
    answers = [kind.options[key] for key in kind.keys]
    if kind.fixed:
        return {"answers": _texts(option.text for option in answers), "choices": _options(kind.options)}
    return {"answers": _options(answers), "wrong": _options(_others(kind.options, set(kind.keys))), **_shown(kind)}


def _shown(kind: Choice | Multiple) -> Fields:
    return {"show": Raw(str(kind.show))} if kind.show else {}


def _others(options: Sequence[Option], keys: set[int]) -> list[Option]:
    return [option for number, option in enumerate(options) if number not in keys]


def _typed(kind: Text) -> Fields:
    answer = _text(kind.key)
    if isinstance(answer, str) and LIKE_A_NUMBER.fullmatch(answer):
        answer = Raw(f'"{answer}"')
    fields: Fields = {"answer": answer}
    if kind.accept:
        fields["accept"] = _texts(kind.accept)
    if kind.refused:
        fields["not"] = _options(kind.refused)
    if kind.exact:
        fields["exact"] = Raw("true")
    return fields


def _number(kind: Number) -> Fields:
    fields: Fields = {}
    if kind.by_range:
        fields["between"] = [Raw(_digits(kind.low)), Raw(_digits(kind.high))]
    else:
        fields["answer"] = Raw(_digits(kind.key))
        if kind.high != kind.key:
            fields["tolerance"] = Raw(_tolerance(kind.high - kind.key, kind.key))
        if kind.close:
            fields["close"] = Raw(_digits(kind.close))
    if kind.unit:
        fields["unit"] = _text(kind.unit)
    return fields


def _tolerance(width: Decimal, key: Decimal) -> str:
    """Return a tolerance; as a share where its digits would be too many to be read."""
    digits = _digits(width)
    return digits if len(digits) <= MOST_DIGITS or not key else f'"{_digits((width * 100 / abs(key)).normalize())} %"'


def _digits(number: Decimal) -> str:
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _match(kind: Match) -> Fields:
    pairs = [(left, kind.rights[right]) for left, right in zip(kind.lefts, kind.key, strict=True)]
    wrong = [right for number, right in enumerate(kind.rights) if number not in kind.key]
    fields: Fields = {}
    if all(left.plain and right.plain and _may_be_a_key(left.first) for left, right in pairs):
        fields["match"] = {left.first: right.first for left, right in pairs}
    else:
        fields["match"] = [{"left": _text(left), "right": _text(right)} for left, right in pairs]
    if wrong:
        fields["wrong"] = _texts(wrong)
    return fields


def _may_be_a_key(text: str) -> bool:
    return len(text) <= _LONGEST_LEFT and "\n" not in text and text != "<<"


def _options(options: Iterable[Option]) -> list[Value]:
    return [_option(option) for option in options]


def _option(option: Option) -> Value:
    text = _text(option.text)
    return {"text": text, "feedback": _text(option.feedback)} if option.feedback else text


def _texts(texts: Iterable[LocalText]) -> list[Value]:
    return [_text(text) for text in texts]


def _text(text: LocalText) -> Value:
    return text.first if text.plain else dict(text.texts)
