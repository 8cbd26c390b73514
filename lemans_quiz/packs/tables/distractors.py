"""`wrong: {from, near, count}`: the wrong answers of one row, drawn from other rows. What is nearest is nearest.py's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lemans_quiz.core.messages import message
from lemans_quiz.packs.reading.keys import DRAW_KEYS
from lemans_quiz.packs.reading.numbers import whole
from lemans_quiz.packs.reading.options import MOST_OPTIONS
from lemans_quiz.packs.reading.texts import Scope, word
from lemans_quiz.packs.reading.unknown import unknown_key
from lemans_quiz.packs.tables.filling import Templates, scalars
from lemans_quiz.packs.tables.nearest import Nearest, Values, right_ones
from lemans_quiz.packs.tables.tables import Table
from lemans_quiz.packs.yaml.findings import Findings, span_of
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Pairs, Scalar, made_up
from lemans_quiz.packs.yaml.nodes import Sequence as List

COUNT = 3
"""So many wrong answers are drawn where `count` is left out."""

_RIGHT = ("answer", "answers", "match", "order")


def is_draw(node: Node) -> bool:
    """Tell whether wrong answers are to be drawn from the table."""
    return isinstance(node, Mapping) and any(name in node.pairs for name in DRAW_KEYS)


class Draw:
    """How wrong answers are drawn: from a column (one for each language), from the rows nearest by another, so many."""

    def __init__(self, node: Mapping, columns: list[tuple[Scalar | None, int]], near: int | None, count: int) -> None:
        self.node = node
        self.columns = columns
        self.near = near
        self.count = count
        self._rows: list[list[str]] = []

    def prepare(self, table: Table, question: Node | None, pairs: dict[str, tuple[Scalar, Node]]) -> None:
        """Work out, once for all rows, what is near and what is right. `pairs` are those of the template."""
        self._rows = table.rows
        self._values = Values([[row[column] for row in table.rows] for _, column in self.columns])
        by = (str(number) for number in range(len(table.rows))) if self.near is None else self._column(self.near)
        self._nearest = Nearest(list(by))
        reader = Templates(Scope(Findings("", ""), language="en", has_hidden_comments=False), table.columns)
        groups = [_filled(reader, text, table) for text in scalars(question)] if question else []
        right = [_filled(reader, text, table) for name in _RIGHT if name in pairs for text in scalars(pairs[name][1])]
        offered = list(zip(*(self._column(column) for _, column in self.columns), *right, strict=True))
        self._right = right_ones(groups, offered)

    def _column(self, column: int) -> Iterator[str]:
        return (row[column] for row in self._rows)

    @property
    def different(self) -> int:
        """How many different values the column holds."""
        return len(self._values)

    def options(self, row: int) -> list[Node]:
        """Return the wrong answers for a row, the nearest first; fewer than `count` where there are not so many."""
        picked = self._values.pick(self._nearest.around(row), self._right[row], self.count)
        return [self._option(self._rows[other]) for other in picked]

    def _option(self, row: list[str]) -> Node:
        first, column = self.columns[0]
        if first is None:
            return made_up(row[column], '"', self.node)
        pairs: Pairs = {code.value: (code, made_up(row[c], '"', self.node)) for code, c in self.columns if code}
        return Mapping(pairs, False, self.node.start_mark, self.node.end_mark)

    def listed(self, options: list[Node]) -> Node:
        """Return wrong answers as if they stood in the file."""
        return List(options, False, self.node.start_mark, self.node.end_mark)


def _filled(reader: Templates, node: Scalar, table: Table) -> Sequence[str]:
    text = reader.text(node)
    return [text.fill(row) for row in table.rows] if text else [node.value] * len(table.rows)


def read_draw(scope: Scope, templates: Templates, node: Mapping) -> Draw | None:
    """Read {from, near, count}; None where that failed and was written down."""
    for name, (key, value) in node.pairs.items():
        if name not in DRAW_KEYS and not name.startswith("x-"):
            sentence = message("'{key}' does not stand here.", key=name)
            unknown_key(scope, node, key, value, DRAW_KEYS, sentence)
    if "from" not in node.pairs:
        scope.findings.add("missing-key", node, message("Here '{key}' is missing.", key="from"))
        return None
    columns = _columns(scope, templates, node.pairs["from"][1])
    near = _named(scope, templates, node.pairs["near"][1], "near") if "near" in node.pairs else None
    count = COUNT
    if "count" in node.pairs:
        count = whole(scope, node.pairs["count"][1], "count", low=1, high=MOST_OPTIONS - 1) or 0
    if not columns or not count or ("near" in node.pairs and near is None):
        return None
    templates.used[span_of(node)] = [column for _, column in columns]
    return Draw(node, columns, near, count)


def _columns(scope: Scope, templates: Templates, node: Node) -> list[tuple[Scalar | None, int]]:
    """Read the name of a column, or a map from language to column."""
    if not isinstance(node, Mapping):
        column = _named(scope, templates, node, "from")
        return [] if column is None else [(None, column)]
    named = [(code, _named(scope, templates, value, "from")) for code, value in node.pairs.values()]
    found: list[tuple[Scalar | None, int]] = [(code, column) for code, column in named if column is not None]
    return found if len(found) == len(named) else []


def _named(scope: Scope, templates: Templates, node: Node, key: str) -> int | None:
    name = word(scope, node, key)
    return None if name is None else templates.column(node, name)
