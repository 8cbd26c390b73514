"""A question with {column} in its texts -> the same question for one row. Which rows, and wrong answers, are each.py's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lemans_quiz.core.diagnostics import Span, ask_whether, did_you_mean
from lemans_quiz.core.messages import message
from lemans_quiz.packs.naming import slug
from lemans_quiz.packs.reading.texts import Scope, word
from lemans_quiz.packs.yaml.findings import span_of
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Scalar, Sequence, made_up

Row = list[str]
Make = Callable[[Row], Node]
"""Gives a node filled in from a row."""

MOST_LISTED = 30

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_READ_AS_TYPED = frozenset({"as_of", "between", "close", "exact", "level", "points", "seconds", "show", "tolerance"})
"""Under these keys a filled-in text is read as if it stood there without quotes."""


class Text:
    """A text in which columns stand: fixed texts and the numbers of columns in turn."""

    __slots__ = ("columns", "pieces")

    def __init__(self, pieces: list[str | int]) -> None:
        self.pieces = pieces
        self.columns = [piece for piece in pieces if isinstance(piece, int)]

    def fill(self, row: Row) -> str:
        """Return the text with the cells of a row put in."""
        return "".join([row[piece] if piece.__class__ is int else piece for piece in self.pieces])  # type: ignore

    def fill_id(self, row: Row) -> str:
        """Return an id with the cells put in as ids are written: small letters, digits and hyphens."""
        return "".join([slug(row[piece], 80) if isinstance(piece, int) else piece for piece in self.pieces])


class Templates:
    """Reads the texts of one question as templates over the columns of a table, noting which column is used where."""

    def __init__(self, scope: Scope, columns: dict[str, int]) -> None:
        self.scope = scope
        self.columns = columns
        self.used: dict[Span, list[int]] = {}
        self.required: set[int] = set()
        """Columns whose cells may not be empty; an empty one in a list leaves its entry out."""
        self._in_list = False
        self._optional = False

    def text(self, node: Scalar) -> Text | None:
        """Read a text, or None where nothing has to be put into it."""
        if "{" not in node.value and "}" not in node.value:
            return None
        pieces: list[str | int] = []
        end = 0
        for found in _PIECE.finditer(node.value):
            pieces.append(node.value[end : found.start()])
            pieces.append(self._piece(node, found))
            end = found.end()
        pieces.append(node.value[end:])
        text = Text([piece for piece in pieces if piece != ""])
        self.used.setdefault(span_of(node), []).extend(text.columns)
        if not self._in_list and not (self._optional and text.pieces == text.columns):
            self.required.update(text.columns)
        return text

    def _piece(self, node: Scalar, found: re.Match[str]) -> str | int:
        if found[0] in ("{{", "}}"):
            return found[0][0]
        if found[1] is not None:
            column = self.column(node, found[1].strip())
            return "" if column is None else column
        self.scope.findings.add(
            "stray-brace",
            node,
            message("This text contains a single '{sign}'.", sign=found[0]),
            expected=message("a column name between {{ and }}"),
            help=message("To show a brace, double it: {sign}", sign=found[0] * 2),
        )
        return ""

    def column(self, node: Node, name: str) -> int | None:
        """Return the number of a column; write down that there is none of that name."""
        if name in self.columns:
            return self.columns[name]
        meant = did_you_mean(name, self.columns)
        copy = ""
        if meant and isinstance(node, Scalar):
            line = self.scope.findings.line_of(node)
            written = line[node.start_mark.column : node.end_mark.column]
            copy = self.scope.findings.mended(node, written.replace(name, meant)) if name else ""
        self.scope.findings.add(
            "unknown-column",
            node,
            message("The table has no column '{column}'.", column=name),
            expected=message("{keys}", keys=_listed(list(self.columns))),
            help=ask_whether(meant),
            copy=copy,
        )
        return None

    def optional(self, node: Scalar, key: str) -> Make | None:
        """Read what stands under a key that a row may leave out: a column alone may be empty there."""
        self._optional = True
        made = self._scalar(node, key)
        self._optional = False
        return made

    def node(self, node: Node, key: str) -> Make | None:
        """Read what stands under a key, or None where it is the same for every row."""
        if isinstance(node, Scalar):
            return self._scalar(node, key)
        if isinstance(node, Sequence):
            return self._list(node, key)
        if self._is_unquoted(node):
            return None
        return self._short_match(node) if key == "match" else self._mapping(node, key)

    def _scalar(self, node: Scalar, key: str) -> Make | None:
        text = self.text(node)
        if text is None:
            return None
        word(self.scope, node, key)
        style = "" if key in _READ_AS_TYPED else '"'
        fill = text.fill_id if key == "id" else text.fill
        return lambda row: made_up(fill(row), style, node)

    def _list(self, node: Sequence, key: str) -> Make | None:
        outside, self._in_list = self._in_list, key not in _READ_AS_TYPED
        made = [self.node(entry, key) for entry in node.items]
        self._in_list = outside
        if not any(made):
            return None
        self._uses(node, node.items)
        columns = [self.used.get(span_of(entry), []) for entry in node.items]
        entries = list(zip(made, node.items, columns, strict=True))

        def fill(row: Row) -> Node:
            items = [make(row) if make else entry for make, entry, used in entries if all(row[c] for c in used)]
            return Sequence(items, node.flow, node.start_mark, node.end_mark)

        return fill

    def _mapping(self, node: Mapping, key: str) -> Make | None:
        made = {name: make for name, (_, value) in node.pairs.items() if (make := self.node(value, key))}
        if not made:
            return None
        self._uses(node, [value for _, value in node.pairs.values()])

        def fill(row: Row) -> Node:
            pairs = dict(node.pairs)
            for name, make in made.items():
                pairs[name] = (pairs[name][0], make(row))
            return Mapping(pairs, node.flow, node.start_mark, node.end_mark)

        return fill

    def _short_match(self, node: Mapping) -> Make | None:
        """The keys of {left: right} are texts too; filled in they may be alike, so the long form is made of them."""
        sides = [(key, self.node(key, "match"), value, self.node(value, "match")) for key, value in node.pairs.values()]
        if not any(left or right for _, left, _, right in sides):
            return None
        self._uses(node, [side for key, value in node.pairs.values() for side in (key, value)])
        names = made_up("left", "", node), made_up("right", "", node)

        def fill(row: Row) -> Node:
            items: list[Node] = []
            for key, left, value, right in sides:
                pair = (left(row) if left else key), (right(row) if right else value)
                both = {name.value: (name, side) for name, side in zip(names, pair, strict=True)}
                items.append(Mapping(both, node.flow, key.start_mark, value.end_mark))
            return Sequence(items, node.flow, node.start_mark, node.end_mark)

        return fill

    def _uses(self, node: Node, inside: list[Node]) -> None:
        columns = [column for entry in inside for column in self.used.get(span_of(entry), ())]
        self.used.setdefault(span_of(node), []).extend(columns)

    def _is_unquoted(self, node: Mapping) -> bool:
        """Tell, and write down, that {column} stands without quotes, so that YAML read a mapping."""
        if not node.flow or len(node.pairs) != 1:
            return False
        ((name, (_, value)),) = node.pairs.items()
        if not isinstance(value, Scalar) or value.value or value.style:
            return False
        self.scope.findings.add(
            "unquoted-template",
            node,
            message("Without quotes, YAML reads {{{column}}} as a mapping.", column=name),
            help=message("Put the text in quotes."),
            copy=self.scope.findings.mended(node, f'"{{{name}}}"'),
        )
        return True


def _listed(columns: list[str]) -> str:
    return ", ".join(columns[:MOST_LISTED]) + (", …" if len(columns) > MOST_LISTED else "")


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield the texts in a node, but not the keys of its mappings."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for entry in node.items:
            yield from scalars(entry)
    else:
        for _, value in node.pairs.values():
            yield from scalars(value)
