"""Items -> plain CSV, with a column for all that an item may have; read again it gives the same questions."""

from __future__ import annotations

import csv
import io
import re

from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Option, Order, Pack, Text, TrueFalse
from lemans_quiz.core.messages import message
from lemans_quiz.core.text import LocalText
from lemans_quiz.formats.drafts import Finding
from lemans_quiz.formats.writing.written import Changes, NotWritable, Outcome, Written, shown, tell_marking

_RIGHT, _WRONG, _ACCEPTED = "Correct answer {}", "Wrong answer {}", "Accepted {}"
_MOST_ACCEPTED = 30
_PAIR = " = "


def write_table(pack: Pack, language: str) -> Written:
    """Return a pack as CSV in a language, with a mark that lets spreadsheets read it as Unicode."""
    rows: list[dict[str, str]] = []
    outcomes: list[Outcome] = []
    for item in pack.items:
        writer = _Writer(item, language)
        try:
            rows.append(writer.row())
            outcomes.append(writer.changes.outcome())
        except NotWritable as error:
            outcomes.append(Outcome(item, False, (Finding(error.code, item.id, error.sentence),)))
    return Written(_csv(rows), tuple(outcomes))


def _csv(rows: list[dict[str, str]]) -> bytes:
    def width(name: str, most: int) -> int:
        return max(
            (number for number in range(1, most + 1) if any(name.format(number) in row for row in rows)), default=0
        )

    numbered = [name.format(number) for name in (_RIGHT, _WRONG, _ACCEPTED) for number in range(1, width(name, 60) + 1)]
    others = ("Tolerance", "Unit", "Explanation", "Hint", "Level", "Seconds", "Points", "Tags", "Source")
    names = ["Id", "Type", "Question", *numbered, *(name for name in others if any(name in row for row in rows))]
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, names, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _quoted(text) for name, text in row.items()} for row in rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _quoted(text: str) -> str:
    """Return a cell as a spreadsheet may have it: a text that would be a formula there is quoted, a number is none."""
    return f"'{text}" if text.startswith(tuple("=+-@'")) and not re.fullmatch(r"-[0-9.]+", text) else text


class _Writer:
    """Writes one item as a row."""

    def __init__(self, item: Item, language: str) -> None:
        self.item = item
        self.language = language
        self.changes = Changes(item)
        self.cells: dict[str, str] = {}

    def row(self) -> dict[str, str]:
        """Return the cells of the row by their columns. Raises NotWritable."""
        item = self.item
        self.cells = {"Id": item.id, "Type": item.kind_name, "Question": shown(item.stem, self.language)}
        self._answer()
        tell_marking(self.changes)
        self._put("Explanation", shown(item.explanation, self.language))
        self._put("Hint", "\n".join(shown(hint, self.language) for hint in item.hints))
        self._put("Level", str(item.level) if item.level else "")
        self._put("Seconds", f"{item.seconds:g}" if item.seconds else "")
        self._put("Points", f"{item.points:g}" if item.points != 1 else "")
        self._put("Tags", ", ".join(item.tags))
        self._put("Source", item.source.title if item.source else "")
        return self.cells

    def _put(self, column: str, text: str) -> None:
        if text:
            self.cells[column] = text

    def _list(self, column: str, texts: list[str]) -> None:
        for number, text in enumerate(texts, 1):
            self._put(column.format(number), text)

    def _shown(self, texts: tuple[LocalText, ...]) -> list[str]:
        return [text.show(self.language) for text in texts]

    def _answer(self) -> None:
        kind = self.item.kind
        match kind:
            case Choice():
                self._options(kind.options, (kind.key,), fixed=kind.fixed)
            case Multiple():
                self._options(kind.options, kind.keys, fixed=kind.fixed and len(kind.keys) < len(kind.options))
            case TrueFalse(key):
                self._list(_RIGHT, ["true" if key else "false"])
            case Text():
                self._typed(kind)
            case Number():
                self._list(_RIGHT, [f"{kind.key:f}"])
                self._put("Tolerance", f"{kind.high - kind.key:f}" if kind.high != kind.key else "")
                self._put("Unit", shown(kind.unit, self.language))
            case Order(entries):
                self._list(_RIGHT, self._shown(entries))
            case Match():
                self._match(kind)

    def _options(self, options: tuple[Option, ...], keys: tuple[int, ...], *, fixed: bool) -> None:
        if any(option.feedback for option in options):
            self.changes.add("feedback", message("Feedback on individual answers was left out."))
        if fixed:
            self.changes.add("fixed", message("The order of its answers was left out."))
        texts = self._shown(tuple(option.text for option in options))
        self._list(_RIGHT, [text for at, text in enumerate(texts) if at in keys])
        self._list(_WRONG, [text for at, text in enumerate(texts) if at not in keys])

    def _typed(self, kind: Text) -> None:
        first = kind.key.show(self.language)
        others = [text for local in (kind.key, *kind.accept) for text in local.everywhere() if text != first]
        if len(others) > _MOST_ACCEPTED:
            self.changes.add("many-answers", message("Only its first {count} answers were kept.", count=_MOST_ACCEPTED))
        self._list(_RIGHT, [first])
        self._list(_ACCEPTED, list(dict.fromkeys(others))[:_MOST_ACCEPTED])

    def _match(self, kind: Match) -> None:
        pairs = [
            (left.show(self.language), kind.rights[right].show(self.language))
            for left, right in zip(kind.lefts, kind.key, strict=True)
        ]
        if any(_PAIR in left or " -> " in left or left.endswith((" =", " ->")) for left, _ in pairs):
            raise NotWritable("equals-sign", message("One side of a pair contains the separator."))
        self._list(_RIGHT, [_PAIR.join(pair) for pair in pairs])
        self._list(_WRONG, [text for at, text in enumerate(self._shown(kind.rights)) if at not in kind.key])
