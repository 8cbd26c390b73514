"""Moodle's XML -> drafts. What a fault in the file leaves is read; pictures that are embedded are told, not kept."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree.ElementTree import Element

from lemans_quiz.core.messages import Message, message
from lemans_quiz.formats.drafts import (
    AUTO,
    CATEGORY,
    DESCRIPTION,
    HTML,
    MARKDOWN,
    PLAIN,
    Answer,
    Block,
    Chosen,
    Content,
    Draft,
    DraftOption,
    Finding,
    LeftOut,
    Matched,
    Numeric,
    Ordered,
    Statement,
    Typed,
    Unreadable,
)
from lemans_quiz.formats.keys import truth
from lemans_quiz.formats.numbers import number_of
from lemans_quiz.formats.xml_events import Broken, Trees, read_xml, repaired

_START = re.compile(rb"<quiz\b[^>]*>\s*(?:<!--.*?-->\s*)*(?:<question\b|</quiz>|<!--|\Z)", re.DOTALL)
_MARKUPS = {"plain_text": PLAIN, "markdown": MARKDOWN, "moodle_auto_format": AUTO}
_Refusal = tuple[str, Message]


def is_moodle_xml(content: bytes) -> bool:
    """Tell whether bytes are Moodle's XML, by their first element."""
    start = content[:20_000].replace(b"\0", b"")
    return bool(_START.search(start)) or bool(re.search(rb"<question\s+type=", start))


def read_moodle_xml(content: bytes) -> Content:
    """Return the questions; places are lines. A file that breaks off gives what stands before the fault."""
    reader = _Reader()
    try:
        _feed(content, reader)
    except Broken as first:
        mended = _Reader()
        try:
            _feed(repaired(content), mended)
            mended.notes.append(
                Finding(
                    "xml",
                    str(first.line),
                    message("The XML has unescaped characters (&); they were fixed."),
                )
            )
            reader = mended
        except Broken as error:
            if not mended.blocks:
                raise Unreadable(
                    message("Not valid XML from line {line} on: {reason}", line=error.line, reason=error.reason)
                ) from None
            sentence = message("The XML is broken from line {line} on: {reason}", line=error.line, reason=error.reason)
            mended.blocks.append(LeftOut(str(error.line), "", "", Finding("broken-xml", str(error.line), sentence)))
            reader = mended
    return Content(tuple(reader.blocks), tuple(reader.notes), tuple(reader.asides))


def _feed(content: bytes, reader: _Reader) -> None:
    trees = Trees("question", reader.take)
    read_xml(content, trees, trees.at)


class _Reader:
    """Takes one question after the other; a category applies to what follows it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Finding] = []
        self.asides: list[str] = []
        self.category = ""

    def take(self, tree: Element, line: int) -> None:
        """Read one question."""
        kind = tree.get("type", "")
        if kind == CATEGORY:
            self.asides.append(CATEGORY)
            self.category = _category(tree.findtext("category/text") or tree.findtext("category") or "")
        elif kind == DESCRIPTION:
            self.asides.append(DESCRIPTION)
        else:
            self.blocks.append(_Question(tree, str(line), self.category).block())


def _category(path: str) -> str:
    parts = [part.replace("\0", "/").strip() for part in path.replace("//", "\0").split("/")]
    names = [part for part in parts if part and not re.fullmatch(r"\$\w+\$", part)]
    return "" if not names or names[-1].casefold() == "top" else names[-1]


class _Question:
    """Reads one question; `changes` are collected on the way."""

    def __init__(self, tree: Element, place: str, category: str) -> None:
        self.tree = tree
        self.place = place
        self.kind = tree.get("type", "")
        self.category = category
        self.changes: list[Finding] = []

    def block(self) -> Block:
        """Return the question as a draft, or why it is none."""
        stem, markup = self._stem()
        read = self._answer()
        if self.tree.find("image_base64") is not None or (self.tree.findtext("image") or "").strip():
            read = ("picture", message("It needs a picture."))
        if not isinstance(read, Answer):
            return LeftOut(self.place, self.kind, stem, Finding(read[0], self.place, read[1]))
        return Draft(
            self.place,
            self.kind,
            stem,
            read,
            self._id(),
            markup,
            _text(self.tree.find("generalfeedback")),
            tuple(text for hint in self.tree.findall("hint") if (text := _text(hint))),
            points=self._points(),
            tags=(*self._tags(), *((self.category,) if self.category else ())),
            changes=tuple(self.changes),
        )

    def _id(self) -> str:
        return (self.tree.findtext("idnumber") or "").strip() or _text(self.tree.find("name"))

    def _tags(self) -> tuple[str, ...]:
        return tuple(text for tag in self.tree.findall("tags/tag") if (text := _text(tag)))

    def _points(self) -> float:
        grade = number_of(self.tree.findtext("defaultgrade") or "1")
        return float(grade) if grade is not None and 0 <= grade <= 1000 else 1.0

    def _stem(self) -> tuple[str, str]:
        node = self.tree.find("questiontext")
        written = node.get("format", "html") if node is not None else "html"
        return _text(node), _MARKUPS.get(written, HTML)

    def _change(self, code: str, sentence: Message) -> None:
        if all(change.code != code for change in self.changes):
            self.changes.append(Finding(code, self.place, sentence))

    def _answer(self) -> Answer | _Refusal:
        match self.kind:
            case "multichoice":
                return self._multichoice()
            case "truefalse":
                return self._statement()
            case "shortanswer":
                return self._short_answer()
            case "numerical":
                return self._numerical()
            case "matching" | "match":
                return self._matching()
            case "ordering":
                return Ordered(tuple(text for node in self.tree.findall("answer") if (text := _text(node))))
            case "essay":
                return "essay", message("It asks for free text, which cannot be marked automatically.")
            case "cloze" | "multianswer":
                return "several-gaps", message("It has gaps in its text; only one is supported.")
            case _:
                return "unknown-type", message("Questions of type '{type}' are not supported.", type=self.kind)

    def _answers(self) -> list[tuple[Decimal, Element]]:
        return [(number_of(node.get("fraction", "0")) or Decimal(0), node) for node in self.tree.findall("answer")]

    def _multichoice(self) -> Answer | _Refusal:
        several = (self.tree.findtext("single") or "true").strip().casefold() in {"false", "0"}
        answers = self._answers()
        if not any(fraction > 0 for fraction, _ in answers):
            return "no-right-answer", message("It has no right answer.")
        if (not several and any(0 < fraction < 100 for fraction, _ in answers)) or (
            several and len({fraction for fraction, _ in answers if fraction > 0}) > 1
        ):
            self._change("weights", message("Its right answers all count the same; their weights were left out."))
        best = max(fraction for fraction, _ in answers)
        options = tuple(
            DraftOption(_text(node), fraction > 0 if several else fraction == best, _text(node.find("feedback")))
            for fraction, node in answers
        )
        fixed = (self.tree.findtext("shuffleanswers") or "true").strip().casefold() in {"false", "0"}
        return Chosen(options, several, fixed)

    def _statement(self) -> Answer | _Refusal:
        answers = self._answers()
        if len(answers) != 2 or not any(fraction > 0 for fraction, _ in answers):
            return "no-right-answer", message("It has no right answer.")
        if any(_text(node.find("feedback")) for _, node in answers):
            self._change("feedback", message("Feedback on individual answers was left out."))
        right = max(answers, key=lambda answer: answer[0])
        key = truth(_plain_word(right[1]))
        if key is None:
            sentence = message("Its answers are not 'true' and 'false'; the first was read as true.")
            self._change("unknown-true-false", sentence)
            key = right is answers[0]
        return Statement(key)

    def _short_answer(self) -> Answer | _Refusal:
        answers = [(fraction, _text(node)) for fraction, node in self._answers()]
        most = max((fraction for fraction, _ in answers), default=Decimal(0))
        if most <= 0:
            return "no-right-answer", message("It has no right answer.")
        if any(0 < fraction < most for fraction, _ in answers):
            self._change("weights", message("Partly right answers count as wrong."))
        if (self.tree.findtext("usecase") or "0").strip() == "1":
            self._change("case", message("Upper and lower case are treated the same."))
        if any(_text(node.find("feedback")) for _, node in self._answers()):
            self._change("feedback", message("Feedback on individual answers was left out."))
        return Typed(tuple(text for fraction, text in answers if fraction == most and text), wildcards=True)

    def _numerical(self) -> Answer | _Refusal:
        answers = sorted(self._answers(), key=lambda answer: answer[0], reverse=True)
        answers = [answer for answer in answers if _text(answer[1]) != "*"]
        if not answers or answers[0][0] <= 0:
            return "no-right-answer", message("It has no right answer.")
        if len([fraction for fraction, _ in answers if fraction > 0]) > 1:
            self._change("other-numbers", message("Only the number that counts most was kept."))
        node = answers[0][1]
        key, width = number_of(_text(node)), number_of(node.findtext("tolerance") or "0")
        if key is None or width is None:
            return "no-number", message("'{text}' is not a number.", text=_text(node))
        unit = next(
            (name for node in self.tree.findall("units/unit") if (name := (node.findtext("unit_name") or "").strip())),
            "",
        )
        return Numeric(key, key - abs(width), key + abs(width), unit=unit)

    def _matching(self) -> Answer | _Refusal:
        pairs: list[tuple[str, str]] = []
        extra: list[str] = []
        for node in self.tree.findall("subquestion"):
            left, right = _text(node), _text(node.find("answer"))
            if left and right:
                pairs.append((left, right))
            elif right:
                extra.append(right)
        return Matched(tuple(pairs), tuple(extra))


def _text(node: Element | None) -> str:
    """Return the text of a node, which may stand in a node of its own inside it."""
    if node is None:
        return ""
    inner = node.find("text")
    return ("".join(inner.itertext()) if inner is not None else node.text or "").strip()


def _plain_word(node: Element) -> str:
    return re.sub(r"<[^>]*>", "", _text(node)).strip()
