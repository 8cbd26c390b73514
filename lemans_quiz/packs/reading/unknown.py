"""Keys that are not legal where they stand, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from lemans_quiz.core.diagnostics import did_you_mean
from lemans_quiz.core.messages import Message, message
from lemans_quiz.packs.reading.texts import Scope, slipped_in_braces
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Scalar


def known_only(scope: Scope, node: Mapping, legal: Iterable[str]) -> None:
    """Write down every key of a mapping that is not legal."""
    for name, (key, value) in node.pairs.items():
        if name not in legal and not name.startswith("x-"):
            unknown_key(scope, node, key, value, legal, message("'{key}' does not stand here.", key=name))


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
) -> None:
    """Write down a key that is not legal, or the slip that made one of a text; a suggestion is sought among `first` first."""
    if slipped_in_braces(scope, node, key, value):
        return
    meant = did_you_mean(key.value, first) or did_you_mean(key.value, legal)
    if expected is None and not meant:
        expected = message("{keys}", keys=", ".join(legal))
    scope.findings.add(
        "unknown-key",
        key,
        sentence,
        expected=expected,
        help=message("Did you mean '{word}'?", word=meant) if meant else None,
        copy=scope.findings.mended(key, meant) if meant else "",
    )
