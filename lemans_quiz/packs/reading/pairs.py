"""The pairs of a match question -> their sides, and what people write where pairs are expected."""

from __future__ import annotations

import re

from lemans_quiz.core.messages import Message, message
from lemans_quiz.packs.reading.fields import known_only
from lemans_quiz.packs.reading.keys import PAIR_KEYS
from lemans_quiz.packs.reading.lists import entries, lines_of, wrong_length
from lemans_quiz.packs.reading.options import MOST_OPTIONS
from lemans_quiz.packs.reading.texts import Scope, flow_text, slipped_in_braces, word
from lemans_quiz.packs.yaml.findings import Placed, Point, SourceRange, within
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Scalar, Sequence

Sides = list[tuple[Node, Node]]


def sides_of(scope: Scope, node: Node) -> Sides | None:
    """Return left and right of each pair, from either form; None where that was written down."""
    if isinstance(node, Mapping):
        return _short_sides(scope, node)
    if isinstance(node, Scalar):
        if not _unmarked_pairs(scope, node):
            _no_pairs(scope, node, _pieces(node))
        return None
    if node.items and not any(isinstance(pair, Mapping) and PAIR_KEYS.keys() & pair.pairs for pair in node.items):
        _no_pairs(scope, node, [_halves(pair) for pair in node.items])
        return None
    return _long_sides(scope, node)


def _long_sides(scope: Scope, node: Sequence) -> Sides | None:
    pairs = entries(scope, node, "match", at_least=2, at_most=MOST_OPTIONS)
    if pairs is None:
        return None
    sides: Sides = []
    for pair in pairs:
        if not isinstance(pair, Mapping) or not all(side in pair.pairs for side in PAIR_KEYS):
            _no_pair(scope, pair)
            continue
        known_only(scope, pair, PAIR_KEYS)
        sides.append((pair.pairs["left"][1], pair.pairs["right"][1]))
    return sides if len(sides) == len(pairs) else None


_BETWEEN_SIDES = re.compile(r"\s*(?:<?[=-]+>|\u2192|\u21d2|\u2194|=+|\||\s[-\u2013\u2014:]|:)\s*")


def _halves(pair: Node) -> list[str]:
    """Return both sides of an entry that is nearly a pair, such as `- Ford: Mustang` or `- Ford = Mustang`; else not two."""
    if isinstance(pair, Mapping) and len(pair.pairs) == 1:
        key, value = next(iter(pair.pairs.values()))
        return [key.value.strip(), value.value.strip()] if isinstance(value, Scalar) else []
    if isinstance(pair, Sequence):
        return [side.value.strip() for side in pair.items if isinstance(side, Scalar)]
    return _BETWEEN_SIDES.split(pair.value.strip(), maxsplit=1) if isinstance(pair, Scalar) else []


def _pieces(node: Scalar) -> list[list[str]]:
    """Return the sides of pairs that stand in one line of text, as in `Ford = Mustang, VW = Golf`."""
    return [_BETWEEN_SIDES.split(piece.strip(), maxsplit=1) for piece in re.split(r"[;,]", node.value)]


def _are_pairs(halves: list[list[str]]) -> bool:
    """Tell whether all are pairs, whose left sides differ."""
    return (
        len(halves) > 1
        and all(len(sides) == 2 and all(sides) for sides in halves)
        and len({sides[0] for sides in halves}) == len(halves)
    )


def _no_pairs(scope: Scope, node: Node, halves: list[list[str]]) -> None:
    """Write down that no entry is a pair; where each is nearly one, with the lines that were meant."""
    findings = scope.findings
    place = within(findings.text, node)
    are_pairs = _are_pairs(halves)
    lines = [f"{flow_text(left)}: {flow_text(right)}" for left, right in halves] if are_pairs else []
    flow = "{" + ", ".join(lines) + "}"
    copy = findings.mended(place, flow) if lines else ""
    if lines and not isinstance(node, Scalar) and not node.flow:
        copy = "\n".join(" " * node.start_mark.column + line for line in lines)
    findings.add(
        "not-a-pair",
        place,
        message("'match' needs pairs."),
        expected=_as_taught(),
        copy=copy,
    )


def _as_taught() -> Message:
    return message("pairs such as {{Jaguar: Britain, Alpine: France}}")


def _no_pair(scope: Scope, pair: Node) -> None:
    """Write down an entry that is no pair, among others with the keys left and right."""
    sides = [] if isinstance(pair, Mapping) and PAIR_KEYS.keys() & pair.pairs else _halves(pair)
    place: Placed = within(scope.findings.text, pair)
    meant = (
        "{left: " + flow_text(sides[0]) + ", right: " + flow_text(sides[1]) + "}"
        if len(sides) == 2 and all(sides)
        else ""
    )
    scope.findings.add(
        "not-a-pair",
        pair,
        message("This is not a pair."),
        expected=message("the keys 'left' and 'right'"),
        copy=scope.findings.mended(place, meant) if meant else "",
    )


def _unmarked_pairs(scope: Scope, node: Scalar) -> bool:
    """Tell, and write down, that each line of a text is a pair with another sign than a colon, as in `Ford = Mustang`."""
    lines = [(place, scope.findings.line_of(SourceRange(place, place))) for place in lines_of(scope, node)]
    halves = [_BETWEEN_SIDES.split(line.strip(), maxsplit=1) for _, line in lines]
    if node.style or lines[0][1][: node.start_mark.column].strip() or not all(len(h) == 2 and all(h) for h in halves):
        return False
    for (place, line), (left, right) in zip(lines, halves, strict=True):
        mended = f"{flow_text(left)}: {flow_text(right)}"
        start = Point(place.line, len(line) - len(line.lstrip()), place.index)
        scope.findings.add(
            "not-a-pair",
            SourceRange(start, Point(place.line, len(line), place.index)),
            message("This is not a pair."),
            expected=message("left: right"),
            help=message("Write {line}", line=mended),
            copy=line[: start.column] + mended,
        )
    return True


def _short_sides(scope: Scope, node: Mapping) -> Sides | None:
    for name, (key, value) in node.pairs.items():
        if slipped_in_braces(scope, node, key, value):
            return None
        if not name.strip():
            word(scope, key, "match")
            return None
    if _are_columns(scope, node):
        return None
    if len(node.pairs) < 2 and _holds_bad_keys(scope, node):
        return None
    if not 2 <= len(node.pairs) <= MOST_OPTIONS:
        wrong_length(scope, node, "match", len(node.pairs), (2, MOST_OPTIONS))
        return None
    return [(key, value) for key, value in node.pairs.values()]


def _are_columns(scope: Scope, node: Mapping) -> bool:
    """Tell, and write down, that all left sides stand in one list and all right ones in another."""
    columns = [value for _, value in node.pairs.values() if isinstance(value, Sequence)]
    if node.pairs.keys() != PAIR_KEYS.keys() or len(columns) < 2:
        return False
    left, right = [[entry.value.strip() for entry in column.items if isinstance(entry, Scalar)] for column in columns]
    halves = [list(pair) for pair in zip(left, right, strict=True)] if len(left) == len(right) else []
    _no_pairs(scope, node, halves)
    return True


def _holds_bad_keys(scope: Scope, node: Mapping) -> bool:
    """Tell whether pairs are lacking because their left sides were told to be none."""
    lines = range(node.start_mark.line + 1, node.end_mark.line + 2)
    return any(d.code == "bad-key" and d.span and d.span.line in lines for d in scope.findings.found)
