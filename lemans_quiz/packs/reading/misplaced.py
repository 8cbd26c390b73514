"""Keys of a question that stand in the head of a pack: where they belong, and the line to copy."""

from __future__ import annotations

import re

from lemans_quiz.core.diagnostics import WARNING, did_you_mean
from lemans_quiz.core.messages import message
from lemans_quiz.packs.reading.elsewhere import OF_THE_HEAD, WORDS, fitted, written
from lemans_quiz.packs.reading.keys import DEFAULT_KEYS, PACK_KEYS, QUESTION_KEYS
from lemans_quiz.packs.reading.texts import Scope
from lemans_quiz.packs.yaml.nodes import Node, Scalar, Sequence

_READ = {
    "source": r".*(\S\s\S|://).*",
    "as_of": r"\d{4}-\d\d-\d\d",
    "level": "[1-5]",
    "seconds": r"\d+(\.\d+)?",
    "points": r"\d+(\.\d+)?",
    "tags": r"\[.+\]",
    "show": "[2-9]",
}
"""For each key that all questions may share, what a value looks like that is read; a source of one word would be a key of `sources`."""


def key_of_a_question(key: Scalar, value: Node) -> str:
    """Return the key of a question that one in the head is, or was meant to be; nothing for any other."""
    name = key.value.casefold()
    if name in OF_THE_HEAD or (name == "question" and isinstance(value, Sequence)):
        return ""
    if name in QUESTION_KEYS:
        return name
    known = WORDS.get(name, "")
    near = did_you_mean(name, (*PACK_KEYS, *DEFAULT_KEYS))
    return known if known in DEFAULT_KEYS else near if near in DEFAULT_KEYS else ""


def tell_misplaced(scope: Scope, found: list[tuple[Scalar, Node]], *, has_questions: bool) -> None:
    """Write down the keys of questions that stand in the head; the first of each place comes with the lines for all."""
    defaults, question = _defaults(scope, found), "" if has_questions else _question(scope, found)
    for key, value in found:
        if key_of_a_question(key, value) in DEFAULT_KEYS:
            copy, defaults = defaults, ""
            help = message("For all questions without their own, it goes under 'defaults'.")
        else:
            copy, question = question, ""
            help = message("It goes into each question, under 'questions'.")
        sentence = message("'{key}' belongs to a question, not to the pack.", key=key.value)
        scope.findings.add("unknown-key", key, sentence, help=help, copy=copy, severity=WARNING)


def _defaults(scope: Scope, found: list[tuple[Scalar, Node]]) -> str:
    """Return the line with what holds for all questions; nothing where the pack has one, or a value would not be read."""
    values: dict[str, str] = {}
    for key, value in found:
        name = key_of_a_question(key, value)
        text = written(scope, fitted(name, value), inside=True) if name in DEFAULT_KEYS else ""
        if name not in values and re.fullmatch(_READ.get(name, "(?!)"), text):
            values[name] = text
    told = ", ".join(f"{name}: {text}" for name, text in values.items())
    return "" if not told or re.search(r"(?m)^defaults\s*:", scope.findings.text) else f"defaults: {{{told}}}"


def _question(scope: Scope, found: list[tuple[Scalar, Node]]) -> str:
    """Return a list of the one question that was written in the place of a pack."""
    own = [(key_of_a_question(key, value), value) for key, value in found]
    lines = [f"{name}: {written(scope, value)}" for name, value in own if name not in DEFAULT_KEYS]
    return "questions:\n- " + "\n  ".join(lines)
