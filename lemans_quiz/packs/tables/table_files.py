"""`tables`: the names a pack gives to the CSVs beside it, each opened once. What a CSV holds is tables.py's."""

from __future__ import annotations

from pathlib import Path

from lemans_quiz.core.messages import Message, message
from lemans_quiz.packs.reading.texts import Scope, word
from lemans_quiz.packs.tables.tables import Opened, Table, Tables, read_table
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Scalar

MOST_TABLES = 50


class TableFiles:
    """The tables of one pack."""

    def __init__(self, content: Tables | None, pack_file: str) -> None:
        self._content = content
        self._folder = Path(pack_file).parent
        self._opened: dict[str, Opened | Message | None] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The paths beside the pack, as the pack writes them: of tables that are there, right or wrong, and of missing ones."""
        return tuple(path for path, opened in self._opened.items() if not isinstance(opened, Message))

    def read(self, scope: Scope, node: Node) -> dict[str, Table | None]:
        """Read what stands under `tables`; None for a table that could not be read, which was written down."""
        if not isinstance(node, Mapping) or len(node.pairs) > MOST_TABLES:
            scope.findings.add(
                "not-a-mapping",
                node,
                message("There are no keys under '{key}'.", key="tables")
                if not isinstance(node, Mapping)
                else message("There are more than {count} tables.", count=MOST_TABLES),
                expected=message("a name and a file on each line, such as winners: winners.csv"),
            )
            return {}
        return {name: self._table(scope, value) for name, (_, value) in node.pairs.items()}

    def _table(self, scope: Scope, node: Node) -> Table | None:
        path = word(scope, node, "tables")
        if path is None:
            return None
        if path not in self._opened:
            self._opened[path] = self._open(path)
        opened = self._opened[path]
        if not isinstance(opened, Opened):
            reason = opened or message("There is no file '{path}' beside the pack.", path=path)
            self._unreadable(scope, node, reason)
            return None
        for diagnostic in opened.diagnostics:
            scope.findings.found.append(diagnostic)
        return opened.table

    def _open(self, path: str) -> Opened | Message | None:
        if self._content is None:
            return message("Tables can only be read beside the file of a pack.")
        content = self._content(path)
        return read_table(content, str(self._folder / path)) if isinstance(content, bytes) else content

    def _unreadable(self, scope: Scope, node: Node, reason: Message) -> None:
        line = scope.findings.line_of(node)
        scope.findings.add(
            "unreadable-table",
            node if isinstance(node, Scalar) and line else None,
            reason,
            expected=message("the name of a CSV file in the folder of the pack, or in a folder below it"),
        )
