"""Single values of a question besides its answer: id, level, seconds, points, source, date, tags, hints."""

from __future__ import annotations

from collections.abc import Iterable

from lemans_quiz.core.diagnostics import ERROR, ask_whether, did_you_mean
from lemans_quiz.core.items import Source
from lemans_quiz.core.messages import Message, message
from lemans_quiz.core.text import LocalText
from lemans_quiz.packs.reading.elsewhere import OF_THE_HEAD, WORDS
from lemans_quiz.packs.reading.lists import entries
from lemans_quiz.packs.reading.meant import under
from lemans_quiz.packs.reading.numbers import bounded, date, whole
from lemans_quiz.packs.reading.texts import IDENTIFIER, Scope, local_text, slipped_in_braces, word
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Scalar, Sequence

MOST_SECONDS = 86_400
MOST_POINTS = 1000
MOST_TAGS = 50
MOST_TAG_LISTS = 1000
"""The same few tags stand at many questions: so many lists of them are kept and shared."""
MOST_HINTS = 9

_LEVELS = {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5}


def identifier(scope: Scope, node: Node) -> str | None:
    """Read an id."""
    name = node.value if isinstance(node, Scalar) else ""
    if IDENTIFIER.fullmatch(name):
        return name
    mended = "-".join("".join(c if c in "abcdefghijklmnopqrstuvwxyz0123456789" else " " for c in name.lower()).split())[
        :100
    ]
    scope.findings.add(
        "bad-id",
        node,
        message("'{id}' is not a valid id.", id=name),
        expected=message("lowercase letters a to z, digits and hyphens, at most 100"),
        help=ask_whether(mended),
        copy=scope.findings.mended(node, mended) if mended else "",
    )
    return None


def level(scope: Scope, node: Node) -> int:
    """Read a level, 1 to 5; 0 where that failed."""
    if isinstance(node, Scalar) and not node.style and node.value in _LEVELS:
        return _LEVELS[node.value]
    return whole(scope, node, "level", low=1, high=5) or 0


def seconds(scope: Scope, node: Node) -> float:
    """Read the time for a question."""
    return bounded(scope, node, "seconds", low=1, high=MOST_SECONDS) or 0.0


def points(scope: Scope, node: Node) -> float:
    """Read the points for a question; 0 is a trial question."""
    value = bounded(scope, node, "points", low=0, high=MOST_POINTS)
    return 1.0 if value is None else value


def as_of(scope: Scope, node: Node) -> str:
    """Read the date of a fact."""
    return date(scope, node, "as_of") or ""


def note(scope: Scope, node: Node) -> str:
    """Read a note for authors."""
    return word(scope, node, "note") or ""


def tags(scope: Scope, node: Node) -> tuple[str, ...]:
    """Read tags, each once."""
    if node.__class__ is Sequence:
        written = tuple([entry.value if entry.__class__ is Scalar else "" for entry in node.items])
        known = scope.known_tags.get(written)
        if known:
            return known
    listed = entries(scope, node, "tags", at_least=0, at_most=MOST_TAGS)
    if listed is None:
        return ()
    before = len(scope.findings.found)
    read = tuple(dict.fromkeys([tag for entry in listed if (tag := word(scope, entry, "tags"))]))
    is_clean = len(scope.findings.found) == before and not scope.has_hidden_comments
    if is_clean and len(scope.known_tags) < MOST_TAG_LISTS and not any(tag[0].isdigit() for tag in read):
        scope.known_tags[written] = read
    return read


def hint(scope: Scope, node: Node) -> tuple[LocalText, ...]:
    """Read the only hint."""
    text = local_text(scope, node, "hint")
    return (text,) if text else ()


def hints(scope: Scope, node: Node) -> tuple[LocalText, ...]:
    """Read hints, in their order."""
    listed = entries(scope, node, "hints", at_most=MOST_HINTS)
    read = [local_text(scope, entry, "hints") for entry in listed or ()]
    return tuple(text for text in read if text)


def explanation(scope: Scope, node: Node) -> LocalText | None:
    """Read what is told after the answer."""
    return local_text(scope, node, "explanation")


def source(scope: Scope, node: Node, sources: dict[str, Source]) -> Source | None:
    """Read a key of the pack's sources, or a citation."""
    name = word(scope, node, "source")
    if name is None:
        return None
    if name in sources:
        return sources[name]
    if " " in name or "://" in name or "\n" in name:
        return Source(name)
    if scope.lacks_sources:
        return None
    meant = did_you_mean(name, sources)
    scope.findings.add(
        "unknown-source",
        node,
        message("'{key}' is not defined under 'sources'.", key=name),
        expected=message("a key from 'sources', or a citation of several words"),
        help=ask_whether(meant),
        copy=scope.findings.mended(node, meant) if meant else "",
    )
    return None


def known_only(scope: Scope, node: Mapping, legal: Iterable[str]) -> None:
    """Write down every key of a mapping that is not legal."""
    for name, (key, value) in node.pairs.items():
        if name not in legal and not name.startswith("x-"):
            unknown_key(scope, node, key, value, legal, message("'{key}' is not allowed here.", key=name))


def unknown_key(
    scope: Scope,
    node: Mapping,
    key: Scalar,
    value: Node,
    legal: Iterable[str],
    sentence: Message,
    *,
    expected: Message | None = None,
    first: Iterable[str] = (),
    severity: str = ERROR,
) -> None:
    """Write down a key that is not legal, or the slip that made one of a text; a suggestion is sought among `first` first."""
    if slipped_in_braces(scope, node, key, value):
        return
    meant = OF_THE_HEAD.get(key.value.casefold(), "") or WORDS.get(key.value.casefold(), "")
    meant = meant if meant in legal else did_you_mean(key.value, first) or did_you_mean(key.value, legal)
    if meant in node.pairs:
        meant = ""
    if expected is None and not meant:
        expected = message("{keys}", keys=", ".join(legal))
    scope.findings.add(
        "unknown-key",
        key,
        sentence,
        expected=expected,
        help=ask_whether(meant),
        copy=under(scope.findings, key, value, meant, legal) if meant else "",
        severity=severity,
    )
