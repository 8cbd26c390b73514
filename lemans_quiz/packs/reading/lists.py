"""Nodes -> lists: how many entries they have, and what people write where a list is expected."""

from __future__ import annotations

import re

from lemans_quiz.core.messages import message
from lemans_quiz.packs.reading.texts import Scope, flow_text, list_in_map
from lemans_quiz.packs.yaml.findings import Placed, Point, SourceRange
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Scalar, Sequence, quoted
from lemans_quiz.packs.yaml.typos import bad_dash


def entries(scope: Scope, node: Node, key: str, *, at_least: int = 1, at_most: int = 9) -> list[Node] | None:
    """Return the nodes of a list of so many entries; None where it is none and that was written down."""
    if node.__class__ is not Sequence:
        _no_list(scope, node, key, at_least)
        return None
    found: list[Node] = node.items
    if not at_least <= len(found) <= at_most:
        wrong_length(scope, node, key, len(found), (at_least, at_most))
        return None
    if node.flow and len(found) > 1 and split_number(scope, node):
        return None
    return found


def wrong_length(scope: Scope, node: Node, key: str, count: int, bounds: tuple[int, int]) -> None:
    """Write down that a list has too few or too many entries."""
    least, most = bounds
    scope.findings.add(
        "too-few-entries" if count < least else "too-many-entries",
        node,
        message("'{key}' has too few entries: {count}.", key=key, count=count)
        if count < least
        else message("'{key}' has too many entries: {count}.", key=key, count=count),
        expected=message("{least} entries", least=least)
        if least == most
        else message("{least} to {most} entries", least=least, most=most),
    )


def split_number(scope: Scope, node: Sequence) -> bool:
    """Tell, and write down, that a comma inside a number split it in two.

    Commas without a space separate too, as in [10,11,13]; doubtful is what may be the groups of one number, as in 5,410,
    and a list that has commas of both kinds between its numbers, as in [1,5, 2,5].
    """
    tight: list[tuple[Node, Node]] = []
    loose = False
    before = node.items[0]
    for entry in node.items[1:]:
        if entry.__class__ is Scalar and entry.value[:1].isdigit() and _are_digits_around(before, entry):
            if entry.start_mark.index - before.end_mark.index == 1:
                tight.append((before, entry))
            else:
                loose = True
        before = entry
    if not tight or not (loose or all(_are_groups(*pair) for pair in tight)) or all(map(_is_long, tight)):
        return False
    _digits_around_comma(scope, node, SourceRange(tight[0][0].start_mark, tight[0][1].end_mark))
    return True


def _are_digits_around(one: Node, other: Node) -> bool:
    """Tell whether a digit stands on both sides of the comma between two unquoted texts."""
    if not isinstance(one, Scalar) or not isinstance(other, Scalar) or one.style or other.style:
        return False
    return one.value[-1:].isdigit()


def _are_groups(one: Node, other: Node) -> bool:
    """Tell whether two texts may be groups of one number: up to three digits, and three."""
    first, second = one.value, other.value  # type: ignore[union-attr]
    return re.search(r"(?<!\d)\d{1,3}$", first) is not None and re.match(r"\d{3}(?!\d)", second) is not None


def _is_long(pair: tuple[Node, Node]) -> bool:
    """Tell whether both are whole numbers of four digits or more, as years are."""
    return all(re.fullmatch(r"\d{4,}", node.value) for node in pair if isinstance(node, Scalar))


def _digits_around_comma(scope: Scope, node: Sequence, place: Placed) -> None:
    """No line to copy here: it would make fewer entries of them, and nobody can tell whether that was meant."""
    line = scope.findings.line_of(node)
    inside = line[node.start_mark.column : node.end_mark.column] if node.start_mark.line == node.end_mark.line else ""
    joined = re.sub(r"\d+(?:,\d+)+(?:\.\d+)?", lambda found: f'"{found[0]}"', inside)
    scope.findings.add(
        "digits-around-comma",
        place,
        message("Inside [ ], a comma ends the text, even between digits."),
        help=message(
            "Put a space after each comma between entries; quote a number that contains one: {list}",
            list=joined,
        )
        if joined
        else message("Put a space after each comma between entries; quote a number that contains one."),
    )


_SIGNS = ("; ", ", ", ",", ";", " / ", " | ", " > ", " -> ", " \u2192 ", " \u2013 ")
"""What people put between entries, the likeliest first."""
_RANGE = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*(?:-|\u2013|\u2014|\.\.\.?|to|bis|and|und)\s*(-?\d+(?:[.,]\d+)?)")


def _no_list(scope: Scope, node: Node, key: str, at_least: int) -> None:
    if isinstance(node, Mapping) and any(isinstance(value, Sequence) for _, value in node.pairs.values()):
        first = next(value for _, value in node.pairs.values() if isinstance(value, Sequence))
        list_in_map(scope, node, first, key)
        return
    if isinstance(node, Scalar) and not node.style and _bad_dashes(scope, node):
        return
    meant = _meant_list(node, key) if isinstance(node, Scalar) else _meant_by_numbers(node)
    enough = meant if meant.count(",") + 1 >= at_least else ""
    scope.findings.add(
        "not-a-list",
        node,
        message("'{key}' is empty.", key=key)
        if isinstance(node, Scalar) and not node.value.strip()
        else message("'{key}' cannot be plain text.", key=key)
        if isinstance(node, Scalar)
        else message("'{key}' cannot be a mapping.", key=key),
        expected=message("a list"),
        help=message("Did you mean a list: {list}?", list=enough)
        if enough
        else message("Write the entries in brackets, as in [a, b], or one per line, each after a dash."),
        copy=scope.findings.mended(node, enough) if enough else "",
    )


def _bad_dashes(scope: Scope, node: Scalar) -> bool:
    """Tell, and write down, that the lines of a text begin with dashes that are none."""
    found = False
    for place in lines_of(scope, node):
        found = bad_dash(scope.findings, place) or found
    return found


def lines_of(scope: Scope, node: Scalar) -> list[Point]:
    """Return where the lines of a text begin, the first where the text does."""
    text = scope.findings.text
    places = [Point(node.start_mark.line, node.start_mark.column, node.start_mark.index)]
    at = text.find("\n", node.start_mark.index)
    while 0 <= at < node.end_mark.index and len(places) < MOST_LINES:
        places.append(Point(places[-1].line + 1, 0, at + 1))
        at = text.find("\n", at + 1)
    return places


MOST_LINES = 50


def _meant_list(node: Scalar, key: str) -> str:
    """Return the list that a text was to be, or nothing where that is not clear."""
    text = node.value.strip()
    if not text or "\n" in text or len(text) > 200:
        return ""
    if key == "between":
        ends = _RANGE.fullmatch(text)
        return f"[{ends[1].replace(',', '.')}, {ends[2].replace(',', '.')}]" if ends else ""
    if node.style:
        return f"[{quoted(text)}]"
    sign = next((sign for sign in _SIGNS if sign in text), "")
    pieces = [piece.strip() for piece in text.split(sign)] if sign else [text]
    return f"[{', '.join(map(flow_text, pieces))}]" if all(pieces) else ""


def _meant_by_numbers(node: Node) -> str:
    """Return the list that {1: a, 2: b} was to be."""
    if not isinstance(node, Mapping) or not all(name.isdigit() for name in node.pairs):
        return ""
    values = [value.value for _, value in node.pairs.values() if isinstance(value, Scalar)]
    return f"[{', '.join(map(flow_text, values))}]" if len(values) == len(node.pairs) and all(values) else ""
