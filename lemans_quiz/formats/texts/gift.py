"""GIFT, Moodle's text format -> drafts, read as Moodle reads it. What it refuses and people mean is forgiven, and told."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

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
)
from lemans_quiz.formats.numbers import number_of
from lemans_quiz.formats.plain import plain
from lemans_quiz.formats.texts.gift_paragraphs import Line, has_text, paragraphs

_ESCAPES = {r"\:": ":", r"\#": "#", r"\=": "=", r"\{": "{", r"\}": "}", r"\~": "~", r"\n": "\n"}
_HELD = {escape: chr(0xFDD0 + place) for place, escape in enumerate(_ESCAPES)}
"""What stands for an escaped sign until all signs that mean something are found."""
_FREED = {held: _ESCAPES[escape] for escape, held in _HELD.items()}
_BACKSLASH = "\ufddf"
_WEIGHT = re.compile(r"%(-?[0-9]{1,3}(?:\.[0-9]*)?)%")
_MARKUPS = {"html": HTML, "moodle": AUTO, "plain": PLAIN, "markdown": MARKDOWN}
_TRUE, _FALSE = frozenset(("T", "TRUE")), frozenset(("F", "FALSE"))


def read_gift(text: str) -> Content:
    """Return the questions of a GIFT file. Its places are lines."""
    blocks: list[Block] = []
    asides: list[str] = []
    notes: list[Finding] = []
    category = ""
    found, mended = paragraphs(text)
    notes += mended
    for lines in found:
        if lines[0].text.startswith("$CATEGORY:"):
            category = _category(lines[0].text)
            asides.append(CATEGORY)
            lines = lines[1:]
            if not has_text(lines):
                continue
            notes.append(
                Finding("category-line", lines[0].place, message("A category was ended at the end of its line."))
            )
        block = _block(lines, category)
        if block is None:
            asides.append(DESCRIPTION)
        elif block:
            blocks.append(block)
    return Content(tuple(blocks), tuple(notes), tuple(asides))


def _category(line: str) -> str:
    """Return the last part of a category's path; `//` is a slash of its name."""
    parts = line.removeprefix("$CATEGORY:").strip().replace("//", "\0").split("/")
    names = [
        part.replace("\0", "/").strip() for part in parts if part.strip() and not re.fullmatch(r"\$\w+\$", part.strip())
    ]
    return "" if not names or names[-1].casefold() == "top" else names[-1]


def _block(lines: tuple[Line, ...], category: str) -> Block | None:
    """Return what stands between two blank lines, None for a text without a question."""
    comments = "\n".join(line.text for line in lines if line.text.startswith("//"))
    place = next(line.place for line in lines if not line.text.startswith("//"))
    written = "\n".join(" " if line.text.startswith("//") else line.text for line in lines).strip()
    return _Reading(place, comments, category).read(_held(written))


def _held(text: str) -> str:
    text = text.replace("\\\\", _BACKSLASH)
    for escape, held in _HELD.items():
        text = text.replace(escape, held)
    return text.replace(_BACKSLASH, "\\")


def _freed(text: str) -> str:
    for held, sign in _FREED.items():
        text = text.replace(held, sign)
    return text.strip()


class _Pieces(NamedTuple):
    """The parts of a block: the question's text, what stands in its first braces, and what follows those."""

    stem: str
    answer: str
    rest: str


class _Reading:
    """Reads one block; `changes` are collected on the way."""

    def __init__(self, place: str, comments: str, category: str) -> None:
        self.place = place
        self.id = _in_brackets(comments, "id")[:1]
        self.tags = (*_in_brackets(comments, "tag"), *((category,) if category else ()))
        self.changes: list[Finding] = []
        self.markup = PLAIN

    def read(self, text: str) -> Block | None:
        title, text = _titled(text)
        if "{" not in text and "}" not in text:
            return None
        pieces = _split(text)
        if pieces is None:
            return self._left_out("", _freed(text), "braces", message("An opening or a closing brace is missing."))
        answer, _, explanation = _general_feedback(pieces.answer)
        stem, self.markup = _formatted(pieces.stem)
        kind, read = self._answer(answer)
        if "{" in pieces.rest and "}" in pieces.rest.partition("{")[2]:
            sentence = message("It has several gaps; only one is supported.")
            return self._left_out(kind, stem, "several-gaps", sentence)
        if not isinstance(read, Answer):
            return self._left_out(kind, stem, read[0], read[1])
        id = self.id[0] if self.id else _freed(title)
        if self.markup == PLAIN and not pieces.stem.lstrip().startswith("[plain]") and _keeps_options(read):
            self.markup = AUTO
        return Draft(
            self.place,
            kind,
            stem,
            read,
            id,
            self.markup,
            _formatted(explanation)[0],
            tags=self.tags,
            changes=tuple(self.changes),
        )

    def _left_out(self, kind: str, stem: str, code: str, sentence: Message) -> LeftOut:
        return LeftOut(self.place, kind, stem, Finding(code, self.place, sentence))

    def _change(self, code: str, sentence: Message) -> None:
        if all(change.code != code for change in self.changes):
            self.changes.append(Finding(code, self.place, sentence))

    def _answer(self, text: str) -> tuple[str, Answer | tuple[str, Message]]:
        """Return Moodle's word for the kind, and the answer or why there is none."""
        if not text:
            return "essay", ("essay", message("It asks for free text, which cannot be marked automatically."))
        if re.match(r">\s*[0-9]", text):
            return "ordering", self._ordering(text)
        if text.startswith("#"):
            return "numerical", self._numerical(text[1:])
        if "~" in text:
            return "multichoice", self._multichoice(text)
        if "=" in text and "->" in text:
            return "match", self._match(text)
        word = text.partition("#")[0].strip() if "#" in text[1:] else text
        if word.upper() in _TRUE | _FALSE:
            return "truefalse", self._statement(word, text)
        return "shortanswer", self._short_answer(text)

    def _statement(self, word: str, text: str) -> Answer:
        if word not in _TRUE | _FALSE:
            sentence = message("'{word}' was read as true or false; Moodle expects capital letters.", word=word)
            self._change("small-true-false", sentence)
        if text.count("#"):
            self._change("feedback", message("Feedback on individual answers was left out."))
        return Statement(word.upper() in _TRUE)

    def _multichoice(self, text: str) -> Answer | tuple[str, Message]:
        several = "=" not in text
        options = [self._option(piece, several) for piece in text.replace("=", "~=").split("~") if piece.strip(" \n=")]
        shares = {weight for _, weight in options if weight > 0}
        if several and len(shares) > 1:
            self._change("weights", message("Its right answers all count the same; their weights were left out."))
        return Chosen(tuple(option for option, _ in options), several)

    def _option(self, piece: str, several: bool) -> tuple[DraftOption, Decimal]:
        piece = piece.strip()
        right, weight, rest = (True, None, piece[1:]) if piece.startswith("=") else _weighted(piece)
        text, _, feedback = rest.partition("#")
        if weight is not None and not several and 0 < weight < 100:
            self._change("weights", message("Partly right answers count as wrong."))
        points = Decimal(100) if right else weight or Decimal(0)
        is_right = points > 0 if several else points >= 100
        return DraftOption(_formatted(text)[0], is_right, _formatted(feedback)[0]), points

    def _short_answer(self, text: str) -> Answer | tuple[str, Message]:
        read: list[tuple[Decimal, str]] = []
        for piece in _after_equals(text):
            _, weight, rest = _weighted(piece)
            answer, has_feedback, _ = rest.partition("#")
            if has_feedback:
                self._change("feedback", message("Feedback on individual answers was left out."))
            read.append((Decimal(100) if weight is None else weight, _formatted(answer)[0]))
        return self._best(read)

    def _best(self, read: list[tuple[Decimal, str]]) -> Answer | tuple[str, Message]:
        """Return the answers that count most."""
        most = max((weight for weight, _ in read), default=Decimal(0))
        if most <= 0:
            return "no-right-answer", message("It has no right answer.")
        if any(0 < weight < most for weight, _ in read):
            self._change("weights", message("Partly right answers count as wrong."))
        return Typed(tuple(answer for weight, answer in read if weight == most), wildcards=True)

    def _numerical(self, text: str) -> Answer | tuple[str, Message]:
        text, wrong, _ = text.partition("~")
        pieces = [_weighted(piece) for piece in _after_equals(text)]
        if wrong or any("#" in rest for _, _, rest in pieces):
            self._change("feedback", message("Feedback on individual answers was left out."))
        ranked = sorted(pieces, key=lambda piece: Decimal(100) if piece[1] is None else piece[1], reverse=True)
        if not ranked:
            return "no-right-answer", message("It has no right answer.")
        if len(ranked) > 1:
            self._change("other-numbers", message("Only the number that counts most was kept."))
        return _number(_freed(ranked[0][2].partition("#")[0]))

    def _match(self, text: str) -> Answer | tuple[str, Message]:
        pairs: list[tuple[str, str]] = []
        extra: list[str] = []
        for piece in _after_equals(text):
            left, arrow, right = piece.partition("->")
            if not arrow:
                return "no-arrow", message("One of its pairs has no '->'.")
            if _formatted(left)[0]:
                pairs.append((_formatted(left)[0], _freed(right)))
            else:
                extra.append(_freed(right))
        return Matched(tuple(pairs), tuple(extra))

    def _ordering(self, text: str) -> Answer:
        lines = text.split("\n")[1:]
        return Ordered(tuple(_formatted(line)[0] for line in lines if line.strip()))


def _keeps_options(answer: Answer) -> bool:
    """Tell whether options stay different when their tags are read as format: some questions are about tags."""
    if not isinstance(answer, Chosen):
        return True
    texts = [plain(option.text, AUTO).text for option in answer.options]
    return len(set(texts)) == len({option.text for option in answer.options}) and "" not in texts


def _in_brackets(comments: str, word: str) -> tuple[str, ...]:
    r"""Return what stands as [word:…] in comments; `\]` is a bracket of the text."""
    found = re.findall(rf"\[{word}:((?:\\\]|[^\]])+)\]", comments)
    return tuple(text.replace(r"\]", "]").strip() for text in found)


def _titled(text: str) -> tuple[str, str]:
    if not text.startswith("::"):
        return "", text
    title, end, rest = text[2:].partition("::")
    return (title.strip(), rest.strip()) if end else ("", text[2:])


def _split(text: str) -> _Pieces | None:
    start, end = text.find("{"), text.find("}")
    if start < 0 or end < start:
        return None
    rest = text[end + 1 :]
    return _Pieces(
        text[:start] + ("_____" if rest and not text.endswith("}") else "") + rest, text[start + 1 : end].strip(), rest
    )


def _general_feedback(answer: str) -> tuple[str, str, str]:
    before, mark, feedback = answer.rpartition("####")
    return (before.strip(), mark, feedback) if mark else (answer, "", "")


def _formatted(text: str) -> tuple[str, str]:
    """Return a text and its markup; a word in brackets that is none of Moodle's is text."""
    text = text.strip()
    found = re.match(r"\[(html|moodle|plain|markdown)\]", text)
    return (_freed(text[found.end() :]), _MARKUPS[found[1]]) if found else (_freed(text), PLAIN)


def _weighted(piece: str) -> tuple[bool, Decimal | None, str]:
    """Return whether a piece begins with '=', its weight in percent if it has one, and its text."""
    right = piece.startswith("=")
    piece = piece.removeprefix("=").strip()
    found = _WEIGHT.match(piece)
    if found is None:
        return right, None, piece
    return right and Decimal(found[1]) >= 100, Decimal(found[1]), piece[found.end() :]


def _after_equals(text: str) -> list[str]:
    pieces = [piece.strip() for piece in text.split("=")]
    return pieces[1:] if not pieces[0] else pieces


def _number(text: str) -> Answer | tuple[str, Message]:
    """Read `1923`, `3.14:0.01` or `1..10`."""
    low, dots, high = text.partition("..")
    if dots:
        ends = number_of(low), number_of(high)
        if ends[0] is not None and ends[1] is not None and ends[0] <= ends[1]:
            return Numeric((ends[0] + ends[1]) / 2, ends[0], ends[1], by_range=True)
    else:
        value, _, tolerance = text.partition(":")
        key, width = number_of(value), number_of(tolerance or "0")
        if key is not None and width is not None:
            return Numeric(key, key - abs(width), key + abs(width))
    return "no-number", message("'{text}' is not a number.", text=text)
