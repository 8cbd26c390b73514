"""Where the parts of each item stand in the file, worked out when someone asks: most readings never do."""

from __future__ import annotations

import yaml

from lemans_quiz.core.diagnostics import Span
from lemans_quiz.packs.yaml.composer import Composer
from lemans_quiz.packs.yaml.findings import Findings, Placed, Stop, line_around, span_of
from lemans_quiz.packs.yaml.nodes import Mapping


class Places:
    """Finds the place of an item's field by reading its question again, from the stretch of text that holds it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._names: list[str] = []
        self._stretches: list[tuple[int, int, int, int]] = []
        self._number: dict[str, int] = {}

    def add(self, item: str, node: Placed) -> None:
        """Keep where the next item stands."""
        start = node.start_mark
        self._names.append(item)
        self._stretches.append((start.index, node.end_mark.index, start.line, start.column))

    def name(self, number: int, item: str) -> None:
        """Give an item that was added without an id its own."""
        self._names[number] = item

    def find(self, item: str, field: str = "") -> tuple[Span, str]:
        """Return where a field of an item stands (its `question` where it has none of that name), and that line.

        A field may go on with a number or a word after a dot, for an entry of a list or a key of a mapping: `wrong.2`, `question.de`.
        """
        if len(self._number) != len(self._names):
            self._number = {name: number for number, name in enumerate(self._names)}
        number = self._number.get(item)
        if number is None:
            return Span(1, 1, 1, 1), line_around(self.text, 0)
        start, _, line, column = self._stretches[number]
        span = self._field(number, field) or Span(line + 1, column + 1, line + 1, column + 1)
        at = start
        for _ in range(span.line - line - 1):
            at = self.text.find("\n", at) + 1
        return span, line_around(self.text, at)

    def _field(self, number: int, field: str) -> Span | None:
        node = self.question(number)
        if node is None:
            return None
        head, *rest = field.split(".")
        found: Placed | None = node.pairs.get(head, node.pairs.get("question", (None, None)))[1]
        if head in node.pairs:
            for step in rest:
                found = _step(found, step) or found
        if found is None:
            return None
        line = self._stretches[number][2]
        span = span_of(found)
        return span._replace(line=span.line + line, end_line=span.end_line + line)

    def question(self, number: int) -> Mapping | None:
        """Read the question with a number (from 0) again; lines count from its own, columns are those of the file."""
        start, end, _, column = self._stretches[number]
        piece = (" " * column + self.text[start:end]).encode("utf-8", "replace")
        try:
            node = Composer(piece, Findings("", "")).whole()
        except (yaml.YAMLError, Stop):
            return None
        return node if isinstance(node, Mapping) else None

    def stretch(self, number: int) -> tuple[int, int, int, int]:
        """Return first and last index, line and column of the question with a number, all from 0."""
        return self._stretches[number]


def _step(node: Placed | None, step: str) -> Placed | None:
    if isinstance(node, Mapping):
        return node.pairs.get(step, (None, None))[1]
    items = getattr(node, "items", None)
    return items[int(step)] if items and step.isdigit() and int(step) < len(items) else None


NOWHERE = Places("")
"""The places of a pack that was not read."""
