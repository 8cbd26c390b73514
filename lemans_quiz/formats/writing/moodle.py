"""Items -> Moodle's XML."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Option, Order, Pack, Text, TrueFalse
from lemans_quiz.core.messages import message
from lemans_quiz.core.text import LocalText
from lemans_quiz.formats.writing.gift import WEIGHTS
from lemans_quiz.formats.writing.written import Changes, Outcome, Written, shown, tell_marking, without_place

_TYPES = {
    Choice: "multichoice",
    Multiple: "multichoice",
    TrueFalse: "truefalse",
    Text: "shortanswer",
    Number: "numerical",
    Order: "ordering",
    Match: "matching",
}


def write_moodle(pack: Pack, language: str) -> Written:
    """Return a pack as Moodle XML in a language."""
    quiz = Element("quiz")
    outcomes = [_Writer(quiz, item, language).write() for item in pack.items]
    indent(quiz)
    content = b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(quiz, encoding="unicode").encode() + b"\n"
    return Written(content, tuple(outcomes), without_place(pack, "tags", "explanations", "points", "hints"))


class _Writer:
    """Writes one item."""

    def __init__(self, quiz: Element, item: Item, language: str) -> None:
        self.item = item
        self.language = language
        self.changes = Changes(item)
        self.node = SubElement(quiz, "question", type=_TYPES[type(item.kind)])

    def write(self) -> Outcome:
        """Write the question and return what became of it."""
        item = self.item
        self._text_node(self.node, "name", item.id, markup=False)
        self._text_node(self.node, "questiontext", shown(item.stem, self.language))
        self._text_node(self.node, "generalfeedback", shown(item.explanation, self.language))
        SubElement(self.node, "defaultgrade").text = f"{item.points:g}"
        SubElement(self.node, "idnumber").text = item.id
        self._answer()
        tell_marking(self.changes)
        for hint in item.hints:
            self._text_node(self.node, "hint", shown(hint, self.language))
        if item.tags:
            tags = SubElement(self.node, "tags")
            for tag in item.tags:
                self._text_node(tags, "tag", tag, markup=False)
        return self.changes.outcome()

    def _text_node(self, parent: Element, name: str, text: str, *, markup: bool = True) -> Element:
        node = SubElement(parent, name, {"format": "plain_text"} if markup else {})
        SubElement(node, "text").text = text
        return node

    def _answer(self) -> None:
        kind = self.item.kind
        match kind:
            case Choice():
                self._options(kind.options, (kind.key,), several=False, fixed=kind.fixed)
            case Multiple():
                self._options(kind.options, kind.keys, several=True, fixed=kind.fixed)
            case TrueFalse(key):
                for word, right in (("true", key), ("false", not key)):
                    self._one(word, "100" if right else "0")
            case Text():
                SubElement(self.node, "usecase").text = "0"
                answers = [text for local in (kind.key, *kind.accept) for text in local.everywhere()]
                for text in dict.fromkeys(answers):
                    self._one(text.replace("*", "\\*"), "100")
            case Number():
                self._number(kind)
            case Order(entries):
                for entry in entries:
                    self._one(entry.show(self.language), "0")
            case Match():
                self._match(kind)

    def _one(self, text: str, fraction: str, feedback: LocalText | None = None) -> Element:
        node = SubElement(self.node, "answer", {"fraction": fraction, "format": "plain_text"})
        SubElement(node, "text").text = text
        if feedback:
            self._text_node(node, "feedback", shown(feedback, self.language))
        return node

    def _options(self, options: Sequence[Option], keys: Sequence[int], *, several: bool, fixed: bool) -> None:
        SubElement(self.node, "single").text = "false" if several else "true"
        SubElement(self.node, "shuffleanswers").text = "false" if fixed else "true"
        share = WEIGHTS[len(keys)]
        for at, option in enumerate(options):
            wrong = f"-{share}" if several else "0"
            self._one(shown(option.text, self.language), share if at in keys else wrong, option.feedback)

    def _number(self, kind: Number) -> None:
        if kind.by_range:
            self.changes.add("range", message("Its range became its middle value with a tolerance."))
        node = self._one(f"{kind.key:f}", "100")
        SubElement(node, "tolerance").text = f"{kind.high - kind.key:f}"
        if kind.unit:
            units = SubElement(SubElement(self.node, "units"), "unit")
            SubElement(units, "multiplier").text = "1"
            SubElement(units, "unit_name").text = shown(kind.unit, self.language)

    def _match(self, kind: Match) -> None:
        for left, right in zip(kind.lefts, kind.key, strict=True):
            self._pair(left.show(self.language), kind.rights[right].show(self.language))
        for at, extra in enumerate(kind.rights):
            if at not in kind.key:
                self._pair("", extra.show(self.language))

    def _pair(self, left: str, right: str) -> None:
        node = self._text_node(self.node, "subquestion", left)
        SubElement(SubElement(node, "answer"), "text").text = right
