"""Items -> GIFT, Moodle's text format."""

from __future__ import annotations

import re
from decimal import Decimal

from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Option, Order, Pack, Text, TrueFalse
from lemans_quiz.core.messages import message
from lemans_quiz.formats.writing.written import Changes, Outcome, Written, shown, tell_marking, without_place

_SIGNS = re.compile(r"[\\#=~{}:]")
WEIGHTS = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5", 9: "11.11111"}
"""Shares of a hundred as Moodle knows them."""


def write_gift(pack: Pack, language: str) -> Written:
    """Return a pack as GIFT in a language."""
    outcomes: list[Outcome] = []
    blocks = [f"// {' '.join(pack.title.show(language).split())}"]
    for item in pack.items:
        block, outcome = _Writer(item, language).block()
        blocks.append(block)
        outcomes.append(outcome)
    notes = without_place(pack, "tags", "explanations")
    return Written(("\n\n".join(blocks) + "\n").encode(), tuple(outcomes), notes)


class _Writer:
    """Writes one item."""

    def __init__(self, item: Item, language: str) -> None:
        self.item = item
        self.language = language
        self.changes = Changes(item)

    def block(self) -> tuple[str, Outcome]:
        """Return the lines of the question."""
        item = self.item
        tags = "".join(f" [tag:{self._in_comment(tag)}]" for tag in item.tags)
        # Said for every question: without it Moodle takes tags in our texts for its own.
        stem = f"[plain]{_escaped(shown(item.stem, self.language))}"
        told = self._text(shown(item.explanation, self.language))
        tell_marking(self.changes)
        answer = self._answer() + (f"\n####{told}" if told else "")
        return f"// [id:{item.id}]{tags}\n::{_escaped(item.id)}::{stem} {{{answer}}}", self.changes.outcome()

    def _in_comment(self, tag: str) -> str:
        return tag.replace("]", "\\]").replace("\n", " ")

    def _answer(self) -> str:
        kind = self.item.kind
        match kind:
            case Choice():
                return "".join(
                    self._option(option, "=" if at == kind.key else "~") for at, option in enumerate(kind.options)
                )
            case Multiple():
                share = WEIGHTS[len(kind.keys)]
                return "".join(
                    self._option(option, f"~%{share}%" if at in kind.keys else f"~%-{share}%")
                    for at, option in enumerate(kind.options)
                )
            case TrueFalse(key):
                return "TRUE" if key else "FALSE"
            case Text():
                return self._typed(kind)
            case Number():
                return self._number(kind)
            case Order(entries):
                lines = (self._text(shown(entry, self.language)) for entry in entries)
                return ">" + str(len(entries)) + "\n" + "\n".join(lines)
            case Match():
                return self._match(kind)

    def _option(self, option: Option, sign: str) -> str:
        told = self._text(shown(option.feedback, self.language))
        text = self._text(shown(option.text, self.language))
        guard = "%0%" if sign == "~" and text.startswith("%") else ""
        return f"\n\t{sign}{guard}{text}" + (f"#{told}" if told else "")

    def _typed(self, kind: Text) -> str:
        answers = [text for local in (kind.key, *kind.accept) for text in local.everywhere()]
        return "".join(
            f"\n\t=%100%{self._text(self._no_arrow(text).replace('*', chr(92) + '*'))}"
            for text in dict.fromkeys(answers)
        )

    def _number(self, kind: Number) -> str:
        if kind.unit:
            self.changes.add("unit", message("The unit of its number was left out."))
        if kind.by_range:
            return f"#{kind.low:f}..{kind.high:f}"
        width = kind.high - kind.key
        return f"#{kind.key:f}" + (f":{width:f}" if width != Decimal(0) else "")

    def _match(self, kind: Match) -> str:
        pairs = [(left, kind.rights[right]) for left, right in zip(kind.lefts, kind.key, strict=True)]
        lines = [
            f"\n\t={self._text(self._no_arrow(left.show(self.language)))} -> {_escaped(self._no_arrow(right.show(self.language)))}"
            for left, right in pairs
        ]
        extra = (right for at, right in enumerate(kind.rights) if at not in kind.key)
        return "".join(
            [*lines, *(f"\n\t= -> {_escaped(self._no_arrow(right.show(self.language)))}" for right in extra)]
        )

    def _no_arrow(self, text: str) -> str:
        """Return a text without the arrow that would make pairs of it; there is no way to escape one."""
        if "->" in text:
            self.changes.add("arrow", message("'->' was written as an arrow (→)."))
        return text.replace("->", "→")

    def _text(self, text: str) -> str:
        escaped = _escaped(text)
        return f"[plain]{escaped}" if re.match(r"\[(html|moodle|plain|markdown)\]|//", text) else escaped


def _escaped(text: str) -> str:
    return _SIGNS.sub(lambda found: "\\" + found[0], text).replace("\n", "\\n")
