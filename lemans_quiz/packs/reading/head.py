"""The head of a pack: title, id, language, sources, defaults. Questions are questions.py's."""

from __future__ import annotations

import re
from typing import NamedTuple

from lemans_quiz.core.diagnostics import WARNING, ask_whether, did_you_mean
from lemans_quiz.core.items import Source
from lemans_quiz.core.messages import Message, message
from lemans_quiz.core.text import LocalText
from lemans_quiz.packs.reading import fields
from lemans_quiz.packs.reading import meant as guess
from lemans_quiz.packs.reading.fields import unknown_key
from lemans_quiz.packs.reading.keys import DEFAULT_KEYS, SOURCE_KEYS
from lemans_quiz.packs.reading.lists import entries
from lemans_quiz.packs.reading.numbers import date, whole
from lemans_quiz.packs.reading.options import MOST_OPTIONS
from lemans_quiz.packs.reading.texts import LANGUAGE_CODE, Scope, local_text, word
from lemans_quiz.packs.tables.tables import Table, TableFiles
from lemans_quiz.packs.yaml.findings import Findings, Stop
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Scalar, Sequence

FORMAT = 1
KEYS_BEFORE_QUESTIONS = frozenset({"format", "id", "language", "context", "sources", "defaults", "tables"})
"""What reading a question depends on."""

MOST_AUTHORS = 100

Nodes = dict[str, tuple[Scalar, Node]]


class Defaults(NamedTuple):
    """What holds where a question is silent; `tags` add up with its own."""

    source: Source | None = None
    as_of: str = ""
    level: int = 0
    seconds: float = 0.0
    points: float = 1.0
    tags: tuple[str, ...] = ()
    show: int = 0


class Head:
    """What the questions of a pack depend on, and what is told of the pack as a whole."""

    def __init__(self, scope: Scope, pack_id: str) -> None:
        self.scope = scope
        self.id = pack_id
        self.language = scope.language
        self.context: LocalText | None = None
        self.sources: dict[str, Source] = {}
        self.knows_tables = True
        self.defaults = Defaults()
        self.tables: dict[str, Table | None] = {}
        self.title = LocalText((("en", ""),), True)
        self.authors: tuple[str, ...] = ()
        self.license = ""
        self.version = ""
        self.description: LocalText | None = None
        self.homepage = ""
        self.updated = ""

    def finish(self, nodes: Nodes) -> None:
        """Read what no question depends on."""
        if "title" in nodes:
            self.title = local_text(self.scope, nodes["title"][1], "title") or self.title
        self.license = self._word(nodes, "license")
        self.version = self._word(nodes, "version")
        self.homepage = self._word(nodes, "homepage")
        if "description" in nodes:
            self.description = local_text(self.scope, nodes["description"][1], "description")
        if "updated" in nodes:
            self.updated = date(self.scope, nodes["updated"][1], "updated") or ""
        if "authors" in nodes:
            listed = entries(self.scope, nodes["authors"][1], "authors", at_most=MOST_AUTHORS)
            names = [word(self.scope, node, "authors") for node in listed or ()]
            self.authors = tuple(name for name in names if name)

    def _word(self, nodes: Nodes, key: str) -> str:
        return (word(self.scope, nodes[key][1], key) or "") if key in nodes else ""


def read_head(
    findings: Findings, nodes: Nodes, default_id: str, *, tables: TableFiles, has_hidden_comments: bool
) -> Head:
    """Read what questions depend on from the pairs of the root met so far. Raises Stop for a newer format."""
    scope = Scope(findings, language="en", has_hidden_comments=has_hidden_comments)
    if "format" in nodes:
        _check_format(scope, nodes["format"][1])
    if "language" in nodes:
        scope.language = _language(scope, nodes["language"][1])
        scope.known_codes = {scope.language: scope.language}
    identifier = fields.identifier(scope, nodes["id"][1]) if "id" in nodes else default_id
    head = Head(scope, identifier or default_id)
    if "context" in nodes:
        head.context = local_text(scope, nodes["context"][1], "context")
    if "sources" in nodes:
        head.sources = _sources(scope, nodes["sources"][1])
    if "defaults" in nodes:
        head.defaults = _defaults(head, nodes["defaults"][1])
    if "tables" in nodes:
        head.tables = tables.read(scope, nodes["tables"][1])
        head.knows_tables = tables.are_known
    return head


def _check_format(scope: Scope, node: Node) -> None:
    number = whole(scope, node, "format", low=1, high=999_999)
    if number is not None and number > FORMAT:
        scope.findings.found.clear()
        scope.findings.add(
            "newer-format",
            node,
            message(
                "This pack uses format {format}, but this program reads format {ours}.", format=number, ours=FORMAT
            ),
            help=message("Install a newer version of the program."),
        )
        raise Stop


def _language(scope: Scope, node: Node) -> str:
    code = node.value if isinstance(node, Scalar) else ""
    if LANGUAGE_CODE.fullmatch(code):
        return code
    first = re.match(r"([a-z]{2})\s*(?:[,;/+&]|and |und |et )", code)
    meant = (
        first[1] if first else guess.language(code) or did_you_mean(code, ("en", "de", "fr", "es", "it", "nl", "pt-BR"))
    )
    scope.findings.add(
        "bad-language",
        node,
        message("'{word}' under '{key}' is not a language code.", word=code, key="language"),
        expected=message("a code such as en, de or pt-BR"),
        help=message("Name only the main language here. Give other languages in each text: {{en: …, de: …}}.")
        if first
        else ask_whether(meant),
        copy=scope.findings.mended(node, meant) if meant else "",
    )
    return meant or "en"


def _sources(scope: Scope, node: Node) -> dict[str, Source]:
    if not isinstance(node, Mapping):
        no_keys(scope, node, "sources", message("a key and a source on each line"))
        scope.lacks_sources = True
        return {}
    found: dict[str, Source] = {}
    for name, (key, value) in node.pairs.items():
        if not name or any(c.isspace() for c in name) or "://" in name:
            scope.findings.add(
                "bad-source-key",
                key,
                message("'{key}' is not a valid source key.", key=name),
                expected=message("one word"),
            )
        source = _source(scope, value)
        found[name] = source or Source(name)
    return found


def no_keys(scope: Scope, node: Node, key: str, expected: Message) -> None:
    """Write down that a text or a list stands where keys are wanted: each entry of a list, with the line that was meant."""
    sentence = message("'{key}' needs keys with values.", key=key)
    listed = node.items[:MOST_AUTHORS] if isinstance(node, Sequence) and not node.flow else []
    if not listed:
        meant = guess.mapping(scope.findings, node) if key != "defaults" else ""
        scope.findings.add(
            "not-a-mapping",
            node,
            sentence,
            expected=expected,
            help=message("Write {line}", line=f"{key}: {meant}") if meant else None,
            copy=scope.findings.mended(node, meant) if meant else "",
        )
    for entry in listed:
        copy = guess.keyed(scope.findings, entry, is_inside=False)
        copy = "" if key == "defaults" and isinstance(entry, Scalar) else copy
        scope.findings.add("not-a-mapping", entry, sentence, expected=expected, copy=copy)


def _source(scope: Scope, node: Node) -> Source | None:
    if isinstance(node, Scalar):
        title = word(scope, node, "sources")
        return Source(title) if title else None
    if not isinstance(node, Mapping):
        scope.findings.add(
            "not-a-text", node, message("'{key}' cannot be a list.", key="sources"), expected=message("text")
        )
        return None
    for name, (key, value) in node.pairs.items():
        if name not in SOURCE_KEYS and not name.startswith("x-"):
            sentence = message("Unknown key '{key}' in a source.", key=name)
            unknown_key(scope, node, key, value, SOURCE_KEYS, sentence, severity=WARNING)
    pairs = node.pairs
    if "title" not in pairs:
        scope.findings.add("missing-key", node, message("The source has no '{key}'.", key="title"))
        return None
    year = whole(scope, pairs["year"][1], "year", low=1, high=9999) if "year" in pairs else 0
    names = ("title", "publisher", "url", "author", "isbn", "pages")
    title, publisher, url, *more = [word(scope, pairs[n][1], n) or "" if n in pairs else "" for n in names]
    return Source(title, publisher, year or 0, url, *more)


def _defaults(head: Head, node: Node) -> Defaults:
    scope = head.scope
    if not isinstance(node, Mapping):
        no_keys(scope, node, "defaults", message("{keys}", keys=", ".join(DEFAULT_KEYS)))
        return Defaults()
    for name, (key, value) in node.pairs.items():
        if name not in DEFAULT_KEYS and not name.startswith("x-"):
            sentence = message("Unknown key '{key}' in 'defaults'.", key=name)
            unknown_key(scope, node, key, value, DEFAULT_KEYS, sentence)
    pairs = node.pairs
    silent = Defaults()
    return Defaults(
        fields.source(scope, pairs["source"][1], head.sources) if "source" in pairs else None,
        fields.as_of(scope, pairs["as_of"][1]) if "as_of" in pairs else "",
        fields.level(scope, pairs["level"][1]) if "level" in pairs else 0,
        fields.seconds(scope, pairs["seconds"][1]) if "seconds" in pairs else 0.0,
        fields.points(scope, pairs["points"][1]) if "points" in pairs else silent.points,
        fields.tags(scope, pairs["tags"][1]) if "tags" in pairs else (),
        whole(scope, pairs["show"][1], "show", low=2, high=MOST_OPTIONS) or 0 if "show" in pairs else 0,
    )
