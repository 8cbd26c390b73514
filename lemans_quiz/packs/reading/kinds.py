"""Which kind a question is, by its keys, and whether they go together. Reading the answer is answers.py's."""

from __future__ import annotations

from lemans_quiz.core.diagnostics import ask_whether, did_you_mean
from lemans_quiz.core.items import CHOICE, KINDS, MATCH, MULTIPLE, NUMBER, ORDER, TEXT, TRUE_FALSE
from lemans_quiz.core.messages import Message, message
from lemans_quiz.packs.reading import meant, numbers
from lemans_quiz.packs.reading.keys import ANSWER_KEYS, KEYS_OF_KIND, NEEDED_BY_KIND, NEVER_TOGETHER, QUESTION_KEYS
from lemans_quiz.packs.reading.lists import lines_of
from lemans_quiz.packs.reading.texts import Scope
from lemans_quiz.packs.yaml.findings import span_of
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Pairs, Scalar
from lemans_quiz.packs.yaml.typos import bad_colon

SAYS_ANSWER = ("answer", "answers", "order", "match", "between")
"""Of these keys a question has one."""

TOLD_BY_KEYS = frozenset((CHOICE, MULTIPLE, ORDER, MATCH))
"""Kinds that the keys of a question alone say, whatever stands under them."""

TRUTHS = {"true": True, "false": False}

MOST_FITTING = 1000
"""So many rows of keys that go together are kept, so that they are looked at once."""


def kind_of(scope: Scope, question: Mapping, named: str) -> str | None:
    """Return the kind that the keys of a question say, or `named` where it fits them; None where neither is clear."""
    pairs = question.pairs
    if named:
        return named if _fits(scope, pairs, named) else None
    kind = _kind_by_keys(pairs)
    if kind is None:
        _missing_answer(scope, question)
        return None
    keys = (kind, *pairs)
    if keys in scope.fitting:
        return kind
    if not _goes_together(scope, pairs, kind):
        return None
    if len(scope.fitting) < MOST_FITTING:
        scope.fitting.add(keys)
    return kind


def _kind_by_keys(pairs: Pairs) -> str | None:
    if "order" in pairs:
        return ORDER
    if "match" in pairs:
        return MATCH
    if "answers" in pairs:
        return MULTIPLE
    if "answer" in pairs:
        if "wrong" in pairs or "choices" in pairs:
            return CHOICE
        if "between" in pairs:
            return NUMBER
        return _kind_by_answer(pairs["answer"][1])
    return NUMBER if "between" in pairs else None


def _kind_by_answer(answer: Node) -> str:
    if isinstance(answer, Scalar) and not answer.style:
        if answer.value in TRUTHS:
            return TRUE_FALSE
        if numbers.is_number(answer):
            return NUMBER
    return TEXT


def _missing_answer(scope: Scope, question: Mapping) -> None:
    strange = [name for name in question.pairs if name not in QUESTION_KEYS and not name.startswith("x-")]
    if any(did_you_mean(name, SAYS_ANSWER) for name in strange):
        return
    first = next(iter(question.pairs.values()), None)
    stem = question.pairs.get("question", first)
    if stem and (_is_told_twice(scope, stem[0]) or _glued_key(scope, *stem)):
        return
    scope.findings.add(
        "missing-answer",
        stem[0] if stem else question,
        message("This question has no answer."),
        expected=message("answer, answers, order or match"),
    )


def _is_told_twice(scope: Scope, key: Scalar) -> bool:
    """Tell whether a key was told of as a second one: then nobody knows whether an entry begins there."""
    place = span_of(key)
    return any(d.code == "duplicate-key" and d.span == place for d in scope.findings.found)


def _glued_key(scope: Scope, key: Scalar, stem: Node) -> bool:
    """Tell, and write down, that an answer:1923 without a space became part of the text above it."""
    if not isinstance(stem, Scalar) or stem.style or stem.start_mark.line == stem.end_mark.line:
        return False
    found = False
    for place in lines_of(scope, stem)[1:]:
        found = bad_colon(scope.findings, place, key.start_mark.column) or found
    return found


def _fits(scope: Scope, pairs: Pairs, kind: str) -> bool:
    """Tell whether the keys are those of the kind that `type` names."""
    present = [name for name in pairs if name in ANSWER_KEYS]
    wrong = [name for name in present if name not in KEYS_OF_KIND[kind]]
    lacking = [needed for needed in NEEDED_BY_KIND[kind] if not any(name in pairs for name in needed)]
    if not wrong and not lacking:
        return _one_of_each(scope, pairs, kind)
    scope.findings.add(
        "type-does-not-fit",
        pairs["type"][1],
        message(
            "'type: {kind}' does not match this question's keys: {keys}.", kind=kind, keys=", ".join(present) or "–"
        ),
        expected=message("{keys}", keys=_needed(kind)),
        help=message("Leave out 'type': the keys already say what kind it is."),
    )
    return False


def _needed(kind: str) -> str:
    order = list(ANSWER_KEYS)
    return " + ".join("/".join(sorted(needed, key=order.index)) for needed in NEEDED_BY_KIND[kind])


def _goes_together(scope: Scope, pairs: Pairs, kind: str) -> bool:
    legal = KEYS_OF_KIND[kind]
    misfits = [name for name in pairs if name in ANSWER_KEYS and name not in legal]
    numeric = [name for name in misfits if name in OF_NUMBERS] if kind == TEXT else []
    for name in misfits:
        if name not in numeric[1:]:
            _misfit(scope, pairs, name, kind)
    if misfits:
        return False
    if kind == MULTIPLE and "wrong" not in pairs and "choices" not in pairs:
        scope.findings.add(
            "missing-wrong",
            pairs["answers"][0],
            message("A question with 'answers' also needs wrong answers."),
            expected=message("wrong or choices"),
            help=message("For several spellings of one typed answer, write 'answer' and 'accept'."),
        )
        return False
    return _one_of_each(scope, pairs, kind)


def _misfit(scope: Scope, pairs: Pairs, name: str, kind: str) -> None:
    number = _number_meant(pairs, name, kind)
    scope.findings.add(
        "key-does-not-fit",
        pairs["answer"][1] if number else pairs[name][0],
        message("'{key}' is not allowed in a question of kind {kind}.", key=name, kind=kind),
        expected=message("{keys}", keys=", ".join(key for key in ANSWER_KEYS if key in KEYS_OF_KIND[kind])),
        help=_help_for_misfit(pairs, name, kind),
        copy=scope.findings.mended(pairs["answer"][1], number) if number else "",
    )


def _number_meant(pairs: Pairs, name: str, kind: str) -> str:
    """Return the number that an answer beside a unit or a tolerance was to be, where that is clear."""
    answer = pairs.get("answer", (None, None))[1]
    if kind != TEXT or name not in OF_NUMBERS or not isinstance(answer, Scalar) or numbers.without_groups(answer.value):
        return ""
    return numbers.mended_number(answer.value)


OF_NUMBERS = frozenset(("tolerance", "unit", "close"))
"""Keys that only a number has."""


def _help_for_misfit(pairs: Pairs, name: str, kind: str) -> Message | None:
    answer = pairs.get("answer", (None, None))[1]
    if kind == TEXT and name in OF_NUMBERS and isinstance(answer, Scalar):
        number, grouped = numbers.mended_number(answer.value), numbers.without_groups(answer.value)
        if grouped:
            meant = {"number": f"answer: {grouped}", "other": f"answer: {number}"}
            return message("Write {number}, or {other} if the comma marks decimals.", **meant)
        return message("Write the answer as a number: answer: {number}", number=number) if number else None
    if kind in (ORDER, MATCH) and name in ("answer", "answers"):
        return message("'{key}' already gives the answer.", key=kind)
    if kind == CHOICE and name == "accept":
        return message("'accept' is for typed answers, 'wrong' for choices: leave one of them out.")
    return None


def _one_of_each(scope: Scope, pairs: Pairs, kind: str) -> bool:
    for needed in NEEDED_BY_KIND[kind]:
        present = [name for name in pairs if name in needed]
        if len(present) > 1:
            _tell_both(scope, pairs, present[0], present[1])
            return False
    for one, other in NEVER_TOGETHER:
        if one in pairs and other in pairs:
            _tell_both(scope, pairs, one, other)
            return False
    return True


def _tell_both(scope: Scope, pairs: Pairs, one: str, other: str) -> None:
    sentence = message("'{one}' and '{other}' cannot be used together.", one=one, other=other)
    scope.findings.add("key-does-not-fit", pairs[other][0], sentence, expected=message("only one of them"))


def named_kind(scope: Scope, node: Node) -> str | None:
    """Read what `type` says; where that is no kind it is written down, and the kind that was meant is taken."""
    name = node.value if isinstance(node, Scalar) else ""
    if name in KINDS:
        return name
    likely = meant.kind(name) or did_you_mean(name, KINDS)
    scope.findings.add(
        "unknown-type",
        node,
        message("Unknown kind of question '{word}'.", word=name),
        expected=message("{keys}", keys=", ".join(KINDS)),
        help=ask_whether(likely),
        copy=scope.findings.mended(node, likely) if likely else "",
    )
    return likely or None
