"""`each`: one question, a table -> the question of every row it is for. Reading those is questions.py's, as with any other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lemans_quiz.core.diagnostics import ERROR, NOTE, Diagnostic, ask_whether, did_you_mean
from lemans_quiz.core.items import NUMBER
from lemans_quiz.core.messages import counted, message
from lemans_quiz.packs.naming import id_for_rows
from lemans_quiz.packs.progress import progress
from lemans_quiz.packs.reading.kinds import OF_NUMBERS
from lemans_quiz.packs.reading.texts import Scope, word
from lemans_quiz.packs.tables.distractors import Draw, is_draw, read_draw
from lemans_quiz.packs.tables.filling import Make, Templates, scalars
from lemans_quiz.packs.tables.tables import MOST_TOLD, Table
from lemans_quiz.packs.yaml.findings import MOST
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Scalar, made_up

_OPTIONAL = frozenset({"hint", "explanation", "source", "as_of", "level", "seconds", "points", "note"})
"""Keys that a row leaves out where its cell is empty."""
_SAYS_OTHER = frozenset({"type", "wrong", "choices", "accept", "not", "exact"})
_STEERING = frozenset({"each", "where"})
_OF_THE_ROW = frozenset({"answer-among-wrong", "answer-not-among-choices", "duplicate-id", "duplicate-option"})
"""Mistakes that come from what a row holds, even where the text they are told of is the same for all."""

MOST_WEIGHT = 256 << 20
WEIGHT_OF_TEXT = 32
WEIGHT_OF_ROW = 8
"""What a text or a row that is looked at costs at least, so that few lines of a file cannot cost much time."""


class Budget:
    """How many characters the tables of one pack may still become."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MOST_WEIGHT


class Made(NamedTuple):
    """A question made from the row with a number."""

    question: Mapping
    row: int


class Each:
    """One template with its table: gives the questions, and tells their mistakes at the row that brought them about."""

    def __init__(self, scope: Scope, node: Mapping, table: Table, budget: Budget) -> None:
        self.scope = scope
        self.budget = budget
        self.node = node
        self.table = table
        self.templates = Templates(scope, table.columns)
        self.made: dict[str, Make] = {}
        self.draw: Draw | None = None
        self.rows: list[int] = []
        self.untold = 0
        self.is_number = False
        """Whether the answers of all rows are numbers, as their unit or tolerance says."""
        self.told = 0

    def read(self) -> bool:
        """Read the template; tell whether questions can be made of it."""
        before = len(self.scope.findings.found)
        self._spend(WEIGHT_OF_ROW * len(self.table.rows))
        self.rows = self._chosen()
        for name, (_, value) in self.node.pairs.items():
            if name in _STEERING or name.startswith("x-"):
                continue
            if name == "wrong" and is_draw(value):
                self.draw = read_draw(self.scope, self.templates, value)  # type: ignore[arg-type]
            elif make := self._template(name, value):
                self.made[name] = make
        keys = self.node.pairs.keys()
        self.is_number = "answer" in self.made and bool(keys & OF_NUMBERS) and not keys & _SAYS_OTHER
        if len(self.scope.findings.found) == before:
            self._check_id()
            self._check_draw()
        return len(self.scope.findings.found) == before

    def _template(self, name: str, value: Node) -> Make | None:
        if name in _OPTIONAL and isinstance(value, Scalar):
            return self.templates.optional(value, name)
        return self.templates.node(value, name)

    def _chosen(self) -> list[int]:
        """Return the rows that `where` is for."""
        rows = list(range(len(self.table.rows)))
        if "where" not in self.node.pairs:
            return rows
        where = self.node.pairs["where"][1]
        if not isinstance(where, Mapping):
            self.scope.findings.add(
                "not-a-mapping",
                where,
                message("'{key}' needs keys with values.", key="where"),
                expected=message("a column and the text to look for in it"),
            )
            return []
        for name, value in where.pairs.values():
            column = self.templates.column(name, name.value)
            wanted = value.value.strip() if isinstance(value, Scalar) else word(self.scope, value, "where")
            if column is None or wanted is None:
                return []
            self._spend(WEIGHT_OF_ROW * len(rows))
            remaining = [row for row in rows if self.table.rows[row][column] == wanted]
            if not remaining:
                self._none_left(value, column, wanted)
                return []
            rows = remaining
        return rows

    def _none_left(self, node: Node, column: int, wanted: str) -> None:
        cells = sorted({row[column] for row in self.table.rows if row[column]})[:1000]
        meant = did_you_mean(wanted, [cell for cell in cells if cell != wanted])
        self.scope.findings.add(
            "no-rows",
            node,
            message("No remaining row has '{text}' in this column.", text=wanted),
            expected=message("{keys}", keys=", ".join(cells)) if sum(map(len, cells)) <= 200 else None,
            help=ask_whether(meant),
            copy=self.scope.findings.mended(node, meant) if meant else "",
        )

    def _check_id(self) -> None:
        if "id" in self.node.pairs and "id" not in self.made and len(self.rows) > 1:
            id = self.node.pairs["id"][1]
            name = id.value if isinstance(id, Scalar) else ""
            self.scope.findings.add(
                "id-without-column",
                id,
                message("All {count} rows would get the id '{id}'.", count=len(self.rows), id=name),
                expected=message("an id that contains a column"),
                help=message("Write {id}", id=f"{name}-{{{next(iter(self.table.columns))}}}"),
            )

    def tell_no_id(self) -> None:
        """Note that the questions have no id of their own, with one that would do."""
        answer = self.node.pairs.get("answer", (None, None))[1]
        rows = [self.table.rows[number] for number in self.rows]
        id = id_for_rows(list(self.table.columns), rows, answer.value if isinstance(answer, Scalar) else "")
        self.scope.findings.add(
            "no-id",
            self.node.pairs["each"][0],
            message("The questions made here have no ids; their progress is lost when their texts change."),
            help=message("Write {line}", line=f"id: {id}")
            if id
            else message("Write an id with columns that together tell the rows apart."),
            severity=NOTE,
        )

    def _check_draw(self) -> None:
        draw = self.draw
        if draw is None:
            return
        self._spend(WEIGHT_OF_TEXT * len(self.table.rows))
        draw.prepare(self.table, self.node.pairs.get("question", (None, None))[1], self.node.pairs)
        if draw.different <= draw.count:
            self.scope.findings.add(
                "too-few-wrong",
                draw.node.pairs["from"][1],
                counted(
                    "This column has {count} different value.",
                    "This column has {count} different values.",
                    count=draw.different,
                ),
                expected=message("more than {count}, so that one is right and the others are wrong", count=draw.count),
                help=message("Use a smaller 'count', or write the wrong answers yourself."),
            )

    def questions(self) -> Iterator[Made]:
        """Yield the question of each row, in the order of the table; a row that lacks something is told instead."""
        used = [column for columns in self.templates.used.values() for column in columns]
        required = set(self.templates.required)
        if self.draw:
            required.update(column for _, column in self.draw.columns)
            if self.draw.near is not None:
                used.append(self.draw.near)
                required.add(self.draw.near)
        columns = sorted(required)
        texts = WEIGHT_OF_TEXT * sum(1 for _, value in self.node.pairs.values() for _ in scalars(value))
        for number in self.rows:
            progress.reach(number, len(self.table.rows))
            row = self.table.rows[number]
            self._spend(texts + sum(len(row[column]) for column in used))
            if all(row[column] for column in columns):
                made = self._question(number, row)
                if made:
                    yield Made(made, number)
            else:
                self._empty(number, next(column for column in columns if not row[column]))

    def _question(self, number: int, row: list[str]) -> Mapping | None:
        pairs = {name: pair for name, pair in self.node.pairs.items() if name not in _STEERING}
        for name, make in self.made.items():
            filled = make(row)
            if name in _OPTIONAL and isinstance(filled, Scalar) and not filled.value.strip():
                del pairs[name]
            else:
                pairs[name] = (pairs[name][0], filled)
        if self.draw:
            options = self.draw.options(number)
            if len(options) < self.draw.count:
                self._too_few(number, self.draw, len(options))
                return None
            pairs["wrong"] = (pairs["wrong"][0], self.draw.listed(options))
        if self.is_number:
            key = pairs["answer"][0]
            pairs["type"] = (made_up("type", "", key), made_up(NUMBER, "", key))
        return Mapping(pairs, self.node.flow, self.node.start_mark, self.node.end_mark)

    def settle(self, made: Made, since: int) -> bool:
        """Tell the mistakes found in a row's question at its row; True where the template itself is wrong for every row."""
        found = self.scope.findings.found
        new = found[since:]
        del found[since:]
        for diagnostic in new:
            columns = self.templates.used.get(diagnostic.span) if diagnostic.span else None
            if columns or diagnostic.code in _OF_THE_ROW:
                self._tell(made.row, (columns or [0])[0], diagnostic)
            elif diagnostic not in found:
                found.append(diagnostic)
        return len(found) > since and any(d.severity == ERROR and d.file != self.table.file for d in found[since:])

    def _tell(self, row: int, column: int, diagnostic: Diagnostic) -> None:
        """Write a mistake down at a cell, the first of them only: more of them mostly say the same again."""
        if self.told >= MOST_TOLD:
            self.untold += 1
            return
        self.told += 1
        span, excerpt = self.table.place(row, column)
        file = self.scope.findings.file
        line = self.node.start_mark.line + 1
        help = diagnostic.help or message("The question is in {file}, line {line}.", file=file, line=line)
        moved = diagnostic._replace(file=self.table.file, span=span, excerpt=excerpt, help=help, copy="")
        self.scope.findings.found.append(moved)
        if len(self.scope.findings.found) >= MOST:
            raise self.scope.findings.too_many(self.node)

    def _empty(self, row: int, column: int) -> None:
        name = list(self.table.columns)[column]
        sentence = message("This cell in column '{column}' is empty, but a question uses it.", column=name)
        help = message("Fill it in, or leave out the row with 'where'.")
        self._tell(row, column, Diagnostic("empty-cell", ERROR, "", None, sentence, help=help))

    def _too_few(self, row: int, draw: Draw, count: int) -> None:
        sentence = counted(
            "This row has only {count} different wrong answer.",
            "This row has only {count} different wrong answers.",
            count=count,
        )
        expected = message("{count} wrong answers", count=draw.count)
        help = message("Rows with the same question text are not used; say in the question what tells them apart.")
        self._tell(row, draw.columns[0][1], Diagnostic("too-few-wrong", ERROR, "", None, sentence, "", expected, help))

    def finish(self) -> None:
        """Tell how many more rows have mistakes, where not all were told."""
        if self.untold:
            sentence = counted("{count} more row has an error.", "{count} more rows have an error.", count=self.untold)
            self.scope.findings.add("more-rows", self.node.pairs["each"][0], sentence)

    def _spend(self, weight: int) -> None:
        """Raise Stop where the tables of the pack become too much."""
        self.budget.left -= weight
        if self.budget.left < 0:
            sentence = message("The questions made from tables contain too much text.")
            raise self.scope.findings.stop("table-too-large", self.node.pairs["each"][0], sentence)


def read_each(
    scope: Scope, node: Mapping, tables: dict[str, Table | None], budget: Budget, *, are_known: bool
) -> Each | None:
    """Read the template of many questions; None where there is none and that was written down.

    `are_known` tells whether the tables of the pack could be read at all.
    """
    value = node.pairs["each"][1]
    name = word(scope, value, "each")
    if name is None:
        return None
    if name not in tables and not are_known:
        return None
    if name not in tables:
        meant = did_you_mean(name, tables)
        scope.findings.add(
            "unknown-table",
            value,
            message("'{key}' is not defined under 'tables'.", key=name),
            expected=message("{keys}", keys=", ".join(tables)) if tables else message("a key from 'tables'"),
            help=ask_whether(meant)
            or message("Add this above the questions: tables: {{{key}: {file}}}", key=name, file=f"{name}.csv"),
            copy=scope.findings.mended(value, meant) if meant else "",
        )
        return None
    table = tables[name]
    if table is None:
        return None
    each = Each(scope, node, table, budget)
    return each if each.read() else None
