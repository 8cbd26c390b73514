"""Which kind a question is, by its keys, and how each kind's keys become its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lemans_quiz.core.diagnostics import did_you_mean
from lemans_quiz.core.items import (
    CHOICE,
    KINDS,
    MATCH,
    MULTIPLE,
    NUMBER,
    ORDER,
    TEXT,
    TRUE_FALSE,
    Choice,
    Kind,
    Match,
    Multiple,
    Number,
    Option,
    Order,
    Text,
    TrueFalse,
)
from lemans_quiz.core.messages import Message, message
from lemans_quiz.core.text import LocalText
from lemans_quiz.packs import numbers
from lemans_quiz.packs.keys import ANSWER_KEYS, KEYS_OF_KIND, NEEDED_BY_KIND, OPTION_KEYS, PAIR_KEYS, QUESTION_KEYS
from lemans_quiz.packs.nodes import Mapping, Node, Scalar
from lemans_quiz.packs.texts import (
    Scope,
    entries,
    fold,
    local_text,
    refuse_hidden_comment,
    same_as_before,
    slipped_in_braces,
    word,
    wrong_length,
)

Pairs = dict[str, tuple[Scalar, Node]]

MOST_OPTIONS = 9
MOST_ACCEPTED = 50

SAYS_ANSWER = ("answer", "answers", "order", "match", "between")
"""Of these keys a question has one."""

_IS_ANSWER_KEY = ANSWER_KEYS.__contains__
_TRUTHS = {"true": True, "false": False}
_YES_OR_NO = {"yes": "true", "on": "true", "ja": "true", "wahr": "true", "true": "true"} | dict.fromkeys(
    ("no", "off", "nein", "falsch", "false"), "false"
)


def kind_of(scope: Scope, question: Mapping, named: str) -> str | None:
    """Return the kind that the keys of a question say, or `named` where it fits them; None where neither is clear."""
    pairs = question.pairs
    if named:
        return named if _fits(scope, pairs, named) else None
    kind = _kind_by_keys(pairs)
    if kind is None:
        _missing_answer(scope, question)
        return None
    keys = (kind, *filter(_IS_ANSWER_KEY, pairs))
    if keys in scope.fitting:
        return kind
    if not _goes_together(scope, pairs, kind):
        return None
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
        if answer.value in _TRUTHS:
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
    scope.findings.add(
        "missing-answer",
        stem[0] if stem else question,
        message("This question has no answer."),
        expected=message("answer, answers, order or match"),
        help=_glued_key(stem[1]) if stem else None,
    )


def _glued_key(stem: Node) -> Message | None:
    """Answer:1923 without a space becomes part of the text above it."""
    if isinstance(stem, Scalar) and not stem.style:
        for piece in stem.value.split():
            name, colon, rest = piece.partition(":")
            if colon and rest and name in ANSWER_KEYS:
                return message("Put a space after the colon: {key}: {value}", key=name, value=rest)
    return None


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
            "'type: {kind}' does not fit the keys of this question: {keys}.", kind=kind, keys=", ".join(present) or "–"
        ),
        expected=message("{keys}", keys=_needed(kind)),
        help=message("Leave 'type' out: the kind follows from the keys."),
    )
    return False


def _needed(kind: str) -> str:
    order = list(ANSWER_KEYS)
    return " + ".join("/".join(sorted(needed, key=order.index)) for needed in NEEDED_BY_KIND[kind])


def _goes_together(scope: Scope, pairs: Pairs, kind: str) -> bool:
    legal = KEYS_OF_KIND[kind]
    misfits = [name for name in pairs if name in ANSWER_KEYS and name not in legal]
    for name in misfits:
        _misfit(scope, pairs, name, kind)
    if misfits:
        return False
    if kind == MULTIPLE and "wrong" not in pairs and "choices" not in pairs:
        scope.findings.add(
            "missing-wrong",
            pairs["answers"][0],
            message("A question with 'answers' needs wrong answers too."),
            expected=message("wrong or choices"),
            help=message("For several spellings of one typed answer write 'answer' and 'accept'."),
        )
        return False
    return _one_of_each(scope, pairs, kind)


def _misfit(scope: Scope, pairs: Pairs, name: str, kind: str) -> None:
    scope.findings.add(
        "key-does-not-fit",
        pairs[name][0],
        message("'{key}' does not go with a question of the kind {kind}.", key=name, kind=kind),
        expected=message("{keys}", keys=", ".join(key for key in ANSWER_KEYS if key in KEYS_OF_KIND[kind])),
        help=_help_for_misfit(pairs, name, kind),
    )


def _help_for_misfit(pairs: Pairs, name: str, kind: str) -> Message | None:
    answer = pairs.get("answer", (None, None))[1]
    if kind == TEXT and name in ("tolerance", "unit") and isinstance(answer, Scalar):
        number = numbers.mended_number(answer.value)
        return message("Write the answer as a number: answer: {number}", number=number) if number else None
    if kind in (ORDER, MATCH) and name in ("answer", "answers"):
        return message("'{key}' says the answer already.", key=kind)
    if kind == CHOICE and name == "accept":
        return message("A typed answer has 'accept', a choice has 'wrong': leave one of them out.")
    return None


def _one_of_each(scope: Scope, pairs: Pairs, kind: str) -> bool:
    for needed in NEEDED_BY_KIND[kind]:
        present = [name for name in pairs if name in needed]
        if len(present) > 1:
            scope.findings.add(
                "key-does-not-fit",
                pairs[present[1]][0],
                message("'{one}' and '{other}' stand in one question.", one=present[0], other=present[1]),
                expected=message("one of the two"),
            )
            return False
    if "between" in pairs and "tolerance" in pairs:
        _misfit_of_range(scope, pairs)
        return False
    return True


def _misfit_of_range(scope: Scope, pairs: Pairs) -> None:
    scope.findings.add(
        "key-does-not-fit",
        pairs["tolerance"][0],
        message("'{one}' and '{other}' stand in one question.", one="between", other="tolerance"),
        expected=message("one of the two"),
    )


def named_kind(scope: Scope, node: Node) -> str | None:
    """Read what `type` says."""
    name = node.value if isinstance(node, Scalar) else ""
    if name in KINDS:
        return name
    meant = did_you_mean(name, KINDS)
    scope.findings.add(
        "unknown-type",
        node,
        message("'{word}' is not a kind of question.", word=name),
        expected=message("{keys}", keys=", ".join(KINDS)),
        help=message("Did you mean '{word}'?", word=meant) if meant else None,
        copy=scope.findings.mended(node, meant) if meant else "",
    )
    return None


def _option(scope: Scope, node: Node, key: str) -> Option | None:
    """Read a text, a language map or {text, feedback}."""
    if node.__class__ is Mapping and "text" in node.pairs:
        _known_only(scope, node, OPTION_KEYS)
        text = local_text(scope, node.pairs["text"][1], key)
        feedback = local_text(scope, node.pairs["feedback"][1], "feedback") if "feedback" in node.pairs else None
        return Option(text, feedback) if text else None
    text = local_text(scope, node, key)
    return None if text is None else Option(text)


def _known_only(scope: Scope, node: Mapping, legal: Iterable[str]) -> None:
    for name, (key, value) in node.pairs.items():
        if name not in legal and not name.startswith("x-"):
            unknown_key(scope, node, key, value, legal, message("'{key}' does not stand here.", key=name))


def unknown_key(
    scope: Scope,
    node: Mapping,
    key: Scalar,
    value: Node,
    legal: Iterable[str],
    sentence: Message,
    *,
    expected: Message | None = None,
    first: Iterable[str] = (),
) -> None:
    """Write down a key that is not legal, or the slip that made one of a text; a suggestion is sought among `first` first."""
    if slipped_in_braces(scope, node, key, value):
        return
    meant = did_you_mean(key.value, first) or did_you_mean(key.value, legal)
    if expected is None and not meant:
        expected = message("{keys}", keys=", ".join(legal))
    scope.findings.add(
        "unknown-key",
        key,
        sentence,
        expected=expected,
        help=message("Did you mean '{word}'?", word=meant) if meant else None,
        copy=scope.findings.mended(key, meant) if meant else "",
    )


def _options(scope: Scope, pairs: Pairs, key: str, *, at_least: int = 1) -> tuple[list[Option], list[Node]] | None:
    nodes = entries(scope, pairs[key][1], key, at_least=at_least, at_most=MOST_OPTIONS)
    if nodes is None:
        return None
    options = [option for node in nodes if (option := _option(scope, node, key)) is not None]
    return (options, nodes) if len(options) == len(nodes) else None


def _all_different(scope: Scope, texts: list[LocalText], nodes: list[Node], *, right: int = 0) -> bool:
    """Tell, and write down, whether no two are alike; the first `right` are right ones."""
    repeated = same_as_before(scope, texts)
    for number in repeated:
        among_wrong = right and number >= right and any(_alike(texts[number], texts[n]) for n in range(right))
        shown = texts[number].show(scope.language)
        scope.findings.add(
            "answer-among-wrong" if among_wrong else "duplicate-option",
            nodes[number],
            message("'{text}' is right, and it stands among the wrong ones.", text=shown)
            if among_wrong
            else message("'{text}' stands here a second time.", text=shown),
            help=message("Delete it, or write another."),
        )
    return not repeated


def _alike(one: LocalText, other: LocalText) -> bool:
    return bool({fold(text) for text in one.everywhere()} & {fold(text) for text in other.everywhere()})


def _choice(scope: Scope, pairs: Pairs) -> Kind | None:
    answer = _option(scope, pairs["answer"][1], "answer")
    if "choices" in pairs:
        return _fixed_choice(scope, pairs, answer)
    wrong = _options(scope, pairs, "wrong")
    if answer is None or wrong is None or not _few_enough(scope, pairs, 1 + len(wrong[0])):
        return None
    options = (answer, *wrong[0])
    nodes = [pairs["answer"][1], *wrong[1]]
    return Choice(options, 0) if _all_different(scope, [o.text for o in options], nodes, right=1) else None


def _few_enough(scope: Scope, pairs: Pairs, count: int) -> bool:
    if count <= MOST_OPTIONS:
        return True
    scope.findings.add(
        "too-many-entries",
        pairs["wrong"][1],
        message("This question has {count} options.", count=count),
        expected=message("at most {most} options, right and wrong ones together", most=MOST_OPTIONS),
    )
    return False


def _fixed_choice(scope: Scope, pairs: Pairs, answer: Option | None) -> Kind | None:
    options = _listed(scope, pairs)
    if answer is None or options is None:
        return None
    key = _place_of(scope, answer.text, options, pairs["answer"][1])
    if key is None:
        return None
    if answer.feedback and options[key].feedback is None:
        options[key] = options[key]._replace(feedback=answer.feedback)
    return Choice(tuple(options), key, True)


def _listed(scope: Scope, pairs: Pairs) -> list[Option] | None:
    choices = _options(scope, pairs, "choices", at_least=2)
    if choices is None or not _all_different(scope, [option.text for option in choices[0]], choices[1]):
        return None
    return choices[0]


def _place_of(scope: Scope, answer: LocalText, options: list[Option], node: Node) -> int | None:
    """Return which option is the answer: in the pack's own language first, then in any."""
    own = fold(answer.show(scope.language))
    for number, option in enumerate(options):
        if fold(option.text.show(scope.language)) == own:
            return number
    for number, option in enumerate(options):
        if _alike(answer, option.text):
            return number
    scope.findings.add(
        "answer-not-among-choices",
        node,
        message("'{text}' is not one of the choices.", text=answer.show(scope.language)),
        expected=message("{keys}", keys=", ".join(option.text.show(scope.language) for option in options)),
        help=_meant(answer, options, scope.language),
    )
    return None


def _meant(answer: LocalText, options: list[Option], language: str) -> Message | None:
    meant = did_you_mean(answer.show(language), [option.text.show(language) for option in options])
    return message("Did you mean '{word}'?", word=meant) if meant else None


def _multiple(scope: Scope, pairs: Pairs) -> Kind | None:
    answers = _options(scope, pairs, "answers")
    if "choices" in pairs:
        return _fixed_multiple(scope, pairs, answers)
    wrong = _options(scope, pairs, "wrong")
    if answers is None or wrong is None or not _few_enough(scope, pairs, len(answers[0]) + len(wrong[0])):
        return None
    options = [*answers[0], *wrong[0]]
    right = len(answers[0])
    if not _all_different(scope, [option.text for option in options], [*answers[1], *wrong[1]], right=right):
        return None
    return Multiple(tuple(options), tuple(range(right)))


def _fixed_multiple(scope: Scope, pairs: Pairs, answers: tuple[list[Option], list[Node]] | None) -> Kind | None:
    options = _listed(scope, pairs)
    if answers is None or options is None or not _all_different(scope, [a.text for a in answers[0]], answers[1]):
        return None
    keys: set[int] = set()
    for answer, node in zip(*answers, strict=True):
        key = _place_of(scope, answer.text, options, node)
        if key is None:
            return None
        if answer.feedback and options[key].feedback is None:
            options[key] = options[key]._replace(feedback=answer.feedback)
        keys.add(key)
    return Multiple(tuple(options), tuple(sorted(keys)), True)


def _true_false(scope: Scope, pairs: Pairs) -> Kind | None:
    node = pairs["answer"][1]
    if isinstance(node, Scalar) and node.value in _TRUTHS:
        return TrueFalse(_TRUTHS[node.value])
    meant = _YES_OR_NO.get(node.value.casefold(), "") if isinstance(node, Scalar) else ""
    scope.findings.add(
        "not-true-or-false",
        node,
        message("The answer is neither true nor false."),
        expected=message("true or false"),
        help=message("Did you mean '{word}'?", word=meant) if meant else None,
        copy=scope.findings.mended(node, meant) if meant else "",
    )
    return None


def _text(scope: Scope, pairs: Pairs) -> Kind | None:
    node = pairs["answer"][1]
    if isinstance(node, Scalar) and not node.style and "type" not in pairs and _is_doubtful(scope, node):
        return None
    answer = local_text(scope, node, "answer")
    accept: list[LocalText] = []
    if "accept" in pairs:
        listed = entries(scope, pairs["accept"][1], "accept", at_most=MOST_ACCEPTED)
        read = [local_text(scope, entry, "accept") for entry in listed or ()]
        accept = [text for text in read if text is not None]
        if listed is None or len(accept) < len(listed) or answer is None:
            return None
        if not _all_different(scope, [answer, *accept], [node, *listed]):
            return None
    return Text(answer, tuple(accept)) if answer else None


def _is_doubtful(scope: Scope, node: Scalar) -> bool:
    """Refuse an unquoted yes or no; warn of what looks like a number."""
    meant = _YES_OR_NO.get(node.value.casefold())
    if meant:
        scope.findings.add(
            "yes-or-no",
            node,
            message("'{text}' without quotes may be a truth or a text.", text=node.value),
            expected=message("true, false or a text in quotes"),
            help=message('Did you mean {truth}, or the text "{text}"?', truth=meant, text=node.value),
            copy=scope.findings.mended(node, meant),
        )
        return True
    if numbers.LIKE_A_NUMBER.fullmatch(node.value):
        numbers.warn_of_number(scope, node)
    return False


def _number(scope: Scope, pairs: Pairs) -> Number | None:
    unit = local_text(scope, pairs["unit"][1], "unit") if "unit" in pairs else None
    if "unit" in pairs and unit is None:
        return None
    if "between" in pairs:
        return numbers.between(scope, pairs["between"][1], unit=unit)
    answer = pairs["answer"][1]
    if scope.has_hidden_comments and isinstance(answer, Scalar):
        refuse_hidden_comment(scope, answer)
    tolerance = pairs["tolerance"][1] if "tolerance" in pairs else None
    return numbers.exact(scope, answer, tolerance=tolerance, unit=unit)


def _order(scope: Scope, pairs: Pairs) -> Kind | None:
    nodes = entries(scope, pairs["order"][1], "order", at_least=2, at_most=MOST_OPTIONS)
    texts = [local_text(scope, node, "order") for node in nodes or ()]
    read = [text for text in texts if text is not None]
    if nodes is None or len(read) < len(nodes) or not _all_different(scope, read, nodes):
        return None
    return Order(tuple(read))


def _match(scope: Scope, pairs: Pairs) -> Kind | None:
    sides = _sides(scope, pairs["match"][1])
    if sides is None:
        return None
    lefts = [local_text(scope, left, "left") for left, _ in sides]
    rights = [local_text(scope, right, "right") for _, right in sides]
    wrong = _options(scope, pairs, "wrong") if "wrong" in pairs else ([], [])
    left_texts = [text for text in lefts if text]
    right_texts = [text for text in rights if text]
    if wrong is None or len(left_texts) < len(sides) or len(right_texts) < len(sides):
        return None
    if not _all_different(scope, left_texts, [left for left, _ in sides]):
        return None
    return _matched(scope, pairs, left_texts, right_texts, wrong)


def _matched(
    scope: Scope, pairs: Pairs, lefts: list[LocalText], rights: list[LocalText], wrong: tuple[list[Option], list[Node]]
) -> Kind | None:
    """Right-hand sides may repeat; each is kept once."""
    distinct: list[LocalText] = []
    key: list[int] = []
    for right in rights:
        place = next((n for n, known in enumerate(distinct) if same_as_before(scope, (known, right))), len(distinct))
        if place == len(distinct):
            distinct.append(right)
        key.append(place)
    extra = [option.text for option in wrong[0]]
    if not _few_enough(scope, pairs, len(distinct) + len(extra)):
        return None
    place_of = pairs["match"][1]
    if not _all_different(scope, [*distinct, *extra], [place_of] * len(distinct) + wrong[1], right=len(distinct)):
        return None
    return Match(tuple(lefts), (*distinct, *extra), tuple(key))


def _sides(scope: Scope, node: Node) -> list[tuple[Node, Node]] | None:
    """Return left and right of each pair, from either form."""
    if isinstance(node, Mapping):
        return _short_sides(scope, node)
    pairs = entries(scope, node, "match", at_least=2, at_most=MOST_OPTIONS)
    if pairs is None:
        return None
    sides: list[tuple[Node, Node]] = []
    for pair in pairs:
        if not isinstance(pair, Mapping) or not all(side in pair.pairs for side in PAIR_KEYS):
            scope.findings.add("not-a-pair", pair, message("This is no pair."), expected=message("left and right"))
            return None
        _known_only(scope, pair, PAIR_KEYS)
        sides.append((pair.pairs["left"][1], pair.pairs["right"][1]))
    return sides


def _short_sides(scope: Scope, node: Mapping) -> list[tuple[Node, Node]] | None:
    for name, (key, value) in node.pairs.items():
        if slipped_in_braces(scope, node, key, value):
            return None
        if not name.strip():
            word(scope, key, "match")
            return None
    if not 2 <= len(node.pairs) <= MOST_OPTIONS:
        wrong_length(scope, node, "match", len(node.pairs), (2, MOST_OPTIONS))
        return None
    return [(key, value) for key, value in node.pairs.values()]


BUILD: dict[str, Callable[[Scope, Pairs], Kind | None]] = {
    CHOICE: _choice,
    MULTIPLE: _multiple,
    TRUE_FALSE: _true_false,
    TEXT: _text,
    NUMBER: _number,
    ORDER: _order,
    MATCH: _match,
}
"""How the keys of each kind are read."""
