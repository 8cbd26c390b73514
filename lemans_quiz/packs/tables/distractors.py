"""`wrong: {from, near, count}`: the wrong answers of one row, drawn from other rows."""

from __future__ import annotations

from collections import OrderedDict, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from lemans_quiz.core.messages import message
from lemans_quiz.packs.reading.fields import unknown_key
from lemans_quiz.packs.reading.keys import DRAW_KEYS
from lemans_quiz.packs.reading.numbers import NUMBER, whole
from lemans_quiz.packs.reading.options import MOST_OPTIONS
from lemans_quiz.packs.reading.texts import Scope, fold, word
from lemans_quiz.packs.tables.filling import Templates, scalars
from lemans_quiz.packs.tables.tables import Table
from lemans_quiz.packs.yaml.findings import Findings, span_of
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Pairs, Scalar, made_up
from lemans_quiz.packs.yaml.nodes import Sequence as List

LOOKED_AT = 1000
"""So many of the nearest rows are looked at where many of them would be right."""

MORE = 8
"""So many more different values than are asked for are looked at on either side; hardly ever are so many of them right."""


class Nearest:
    """The rows of a table in the order of one of its columns, and the rows nearest to each that differ in what they offer.

    If all cells are numbers they are as far apart as the numbers, else as many places as lie between their texts in
    alphabetical order. Rows whose cell is empty are near to none.
    """

    def __init__(self, cells: Sequence[str], values: Values, most: int) -> None:
        places: dict[Decimal | str, list[int]] = defaultdict(list)
        filled = [(row, cell) for row, cell in enumerate(cells) if cell]
        numeric = all(NUMBER.fullmatch(cell) and len(cell) <= 25 for _, cell in filled)
        for row, cell in filled:
            places[Decimal(cell) if numeric else fold(cell)].append(row)
        ordered = sorted(places.items(), key=lambda place: place[0])
        self._rows = [rows for _, rows in ordered]
        self._at: Sequence[Decimal | int] = [key for key, _ in ordered] if numeric else range(len(ordered))  # type: ignore
        self._place = {row: place for place, rows in enumerate(self._rows) for row in rows}
        self._most = most
        self._here = [values.different(rows) for rows in self._rows]
        self._before = _before(self._here, values, most)
        self._after = _before(self._here[::-1], values, most)[::-1]

    def around(self, row: int) -> Iterator[int]:
        """Yield rows nearest to one first, of two that are equally near the earlier, one for each different value.

        Those of the same place are all there; of either side so many different ones as `most` says, and no farther ones of the other.
        """
        own = self._place[row]
        yield from self._here[own]
        low, high = deque(self._before[own]), deque(self._after[own])
        ends = [side for side in (low, high) if len(side) >= self._most]
        while (low or high) and all(ends):
            yield (low if self._is_nearer(own, low, high) else high).popleft()

    def _is_nearer(self, own: int, low: Sequence[int], high: Sequence[int]) -> bool:
        if not (low and high):
            return bool(low)
        here = self._at[own]
        return here - self._at[self._place[low[0]]] <= self._at[self._place[high[0]]] - here

    def may_have_more(self, row: int) -> bool:
        """Tell whether there are values that `around` leaves out."""
        own = self._place[row]
        return max(len(self._before[own]), len(self._after[own])) >= self._most

    def all_around(self, row: int) -> Iterator[int]:
        """Yield the rows of the places around, the nearest first, LOOKED_AT of them: for those few for which `around` is not enough."""
        return islice(self._walk(self._place[row]), LOOKED_AT)

    def _walk(self, own: int) -> Iterator[int]:
        yield from self._here[own]
        low, high, size = own - 1, own + 1, len(self._here)
        while low >= 0 or high < size:
            if high >= size or (low >= 0 and self._at[own] - self._at[low] <= self._at[high] - self._at[own]):
                yield from self._here[low]
                low -= 1
            else:
                yield from self._here[high]
                high += 1


def _before(places: Sequence[Sequence[int]], values: Values, most: int) -> list[tuple[int, ...]]:
    """Return for each place the rows before it, the nearest first, that hold the last `most` different values."""
    recent: OrderedDict[tuple[str, ...], int] = OrderedDict()
    found: list[tuple[int, ...]] = []
    for rows in places:
        found.append(tuple(islice(reversed(recent.values()), most)))
        for row in reversed(rows):
            recent[values.of(row)] = row
            recent.move_to_end(values.of(row))
    return found


class Values:
    """What each row has to offer as a wrong answer, in each language; texts that only case or white space tell apart are one."""

    def __init__(self, columns: Sequence[Sequence[str]]) -> None:
        self._folded = [
            tuple(fold(cell) for cell in cells) if all(cells) else () for cells in zip(*columns, strict=True)
        ]
        self._different = {texts for texts in self._folded if texts}

    def __len__(self) -> int:
        """Return how many different ones there are."""
        return len(self._different)

    def wrong(self, right: Sequence[set[str]]) -> int:
        """Return how many values hold no text of the sets `right`."""
        known = set().union(*right)
        return sum(known.isdisjoint(texts) for texts in self._different)

    def of(self, row: int) -> tuple[str, ...]:
        """Return what a row offers in each language, nothing where a cell is empty."""
        return self._folded[row]

    def different(self, rows: Iterable[int]) -> list[int]:
        """Return the first of the rows for each different value."""
        first: dict[tuple[str, ...], int] = {}
        for row in rows:
            if self._folded[row]:
                first.setdefault(self._folded[row], row)
        return list(first.values())

    def pick(self, rows: Iterable[int], right: Sequence[set[str]], count: int) -> list[int]:
        """Return up to `count` rows with different values, none of which holds a text of one of the sets `right`."""
        seen: set[str] = set()
        picked: list[int] = []
        for row in rows:
            texts = self._folded[row]
            if not any(text in seen or any(text in texts_right for texts_right in right) for text in texts):
                seen.update(texts)
                picked.append(row)
                if len(picked) == count:
                    break
        return picked


def right_ones(groups: Iterable[Sequence[str]], offered: Sequence[Sequence[str]]) -> list[list[set[str]]]:
    """Return for each row the texts that would be right there: those of all rows whose question reads the same.

    `groups` holds the question of every row for each language, `offered` what each row would count as right. In each row's
    list is one set for each language; rows of a group share theirs.
    """
    result: list[list[set[str]]] = [[] for _ in offered]
    for stems in groups:
        shared: dict[str, set[str]] = defaultdict(set)
        for row, stem in enumerate(stems):
            texts = shared[fold(stem)]
            texts.update(map(fold, offered[row]))
            result[row].append(texts)
    return result


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
        self._wrong: dict[tuple[int, ...], int] = {}

    def prepare(self, table: Table, question: Node | None, pairs: dict[str, tuple[Scalar, Node]]) -> None:
        """Work out, once for all rows, what is near and what is right. `pairs` are those of the template."""
        self._rows = table.rows
        self._values = Values([[row[column] for row in table.rows] for _, column in self.columns])
        by = (str(number) for number in range(len(table.rows))) if self.near is None else self._column(self.near)
        self._nearest = Nearest(list(by), self._values, self.count + MORE)
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
        is_short = len(picked) < self.count and self._nearest.may_have_more(row)
        if is_short and len(picked) < self._left(row):
            picked = self._values.pick(self._nearest.all_around(row), self._right[row], self.count)
        return [self._option(self._rows[other]) for other in picked]

    def _left(self, row: int) -> int:
        """Return how many values are wrong for a row; rows that ask the same share the sets of what is right, and this."""
        right = self._right[row]
        key = tuple(map(id, right))
        if key not in self._wrong:
            self._wrong[key] = self._values.wrong(right)
        return self._wrong[key]

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
            sentence = message("'{key}' is not allowed here.", key=name)
            unknown_key(scope, node, key, value, DRAW_KEYS, sentence)
    if "from" not in node.pairs:
        scope.findings.add("missing-key", node, message("'{key}' is missing here.", key="from"))
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
