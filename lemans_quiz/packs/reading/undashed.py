"""Questions that do not stand in a list -> what is told of them, with the lines that were meant."""

from __future__ import annotations

from lemans_quiz.core.messages import Message, message
from lemans_quiz.packs.naming import slug
from lemans_quiz.packs.reading.keys import QUESTION_KEYS
from lemans_quiz.packs.yaml.findings import Findings, SourceRange, within
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Scalar

MOST_LINES = 40
"""Lines of questions that are shown as they were meant; with more of them the first words are enough."""


def tell_undashed(findings: Findings, key: Scalar, node: Node) -> None:
    """Write down that a text or a mapping stands under 'questions'; repeated keys in it have the same cause."""
    place = within(findings.text, node)
    lines = range(place.start_mark.line + 1, place.end_mark.line + 2)
    found = findings.found
    found[:] = [d for d in found if d.code != "duplicate-key" or not d.span or d.span.line not in lines]
    is_block = isinstance(node, Mapping) and not node.flow and len(lines) <= MOST_LINES
    copy = _dashed(findings.text, place, node) if is_block and isinstance(node, Mapping) else ""
    findings.add(
        "not-a-list",
        place if findings.text[place.start_mark.index : place.end_mark.index] else key,
        message("There are no questions under 'questions'."),
        expected=message("a list of questions, each after a dash"),
        help=None if copy else begin_each(),
        copy=copy,
    )


def begin_each() -> Message:
    """Return how questions are written, in a sentence."""
    return message("Begin each question with '- question:', and write its answer below, as in 'answer: 1923'.")


def _dashed(text: str, place: SourceRange, node: Mapping) -> str:
    """Return a mapping of questions, or of the keys of some, as a list; nothing where it is neither."""
    values = [value for _, value in node.pairs.values()]
    if next(iter(node.pairs)) in ("id", "question"):
        return _with_dashes(text, place, next(iter(node.pairs)))
    if node.pairs.keys() & QUESTION_KEYS.keys():
        return ""
    if all(isinstance(value, Mapping) and not value.flow for value in values):
        return "\n".join(_under_id(text, *pair) for pair in node.pairs.values())
    if all(isinstance(value, Scalar) and value.value for value in values):
        return "\n".join(_with_answer(text, *pair) for pair in node.pairs.values())
    return ""


def _lines(text: str, place: SourceRange) -> list[str]:
    """Return the whole lines of a place."""
    start = place.start_mark
    return text[start.index - start.column : place.end_mark.index].split("\n")


def _with_dashes(text: str, place: SourceRange, first: str) -> str:
    """Put a dash before every line with the first key, and indent the others."""
    margin = " " * place.start_mark.column
    return "\n".join(
        f"{margin}- {line[len(margin) :]}" if line.startswith(f"{margin}{first}:") else f"  {line}" if line else line
        for line in _lines(text, place)
    )


def _under_id(text: str, key: Scalar, value: Node) -> str:
    """Make an id of the name of a question, and bring its keys below it."""
    margin, column = " " * key.start_mark.column, value.start_mark.column
    lines = [f"{margin}  {line[column:]}".rstrip() for line in _lines(text, within(text, value))]
    return "\n".join([f"{margin}- id: {slug(key.value, 100) or 'a'}", *lines])


def _with_answer(text: str, key: Scalar, value: Node) -> str:
    """Make a question of a key and its answer of the value."""
    margin = " " * key.start_mark.column
    stem, answer = [text[node.start_mark.index : node.end_mark.index] for node in (key, value)]
    return f"{margin}- question: {stem}\n{margin}  answer: {answer}"
