"""The keys of each kind -> its answer. Options to choose from are options.py's; which kind it is, kinds.py's."""

from __future__ import annotations

from collections.abc import Callable

from lemans_quiz.core.diagnostics import NOTE, ask_whether
from lemans_quiz.core.items import (
    CHOICE,
    MATCH,
    MULTIPLE,
    NUMBER,
    ORDER,
    TEXT,
    TRUE_FALSE,
    Kind,
    Match,
    Number,
    Option,
    Order,
    Text,
    TrueFalse,
)
from lemans_quiz.core.messages import Message, message
from lemans_quiz.core.text import LocalText
from lemans_quiz.packs.reading import numbers
from lemans_quiz.packs.reading.kinds import TRUTHS
from lemans_quiz.packs.reading.lists import entries
from lemans_quiz.packs.reading.options import all_different, choice, few_enough, multiple, options_of
from lemans_quiz.packs.reading.pairs import sides_of
from lemans_quiz.packs.reading.texts import (
    Scope,
    fold,
    local_text,
    refuse_hidden_comment,
    same_as_before,
)
from lemans_quiz.packs.yaml.nodes import Node, Pairs, Scalar

MOST_ACCEPTED = 50

_YES_OR_NO = {"yes": "true", "on": "true", "ja": "true", "wahr": "true", "true": "true"} | dict.fromkeys(
    ("no", "off", "nein", "falsch", "false"), "false"
)


def _true_false(scope: Scope, pairs: Pairs) -> Kind | None:
    truth = _truth(scope, pairs["answer"][1], message("The answer must be true or false."))
    return None if truth is None else TrueFalse(truth)


def _truth(scope: Scope, node: Node, sentence: Message) -> bool | None:
    if isinstance(node, Scalar) and node.value in TRUTHS:
        return TRUTHS[node.value]
    meant = _YES_OR_NO.get(node.value.casefold(), "") if isinstance(node, Scalar) else ""
    scope.findings.add(
        "not-true-or-false",
        node,
        sentence,
        expected=message("true or false, without quotes"),
        help=ask_whether(meant),
        copy=scope.findings.mended(node, meant) if meant else "",
    )
    return None


def _text(scope: Scope, pairs: Pairs) -> Kind | None:
    node = pairs["answer"][1]
    if isinstance(node, Scalar) and not node.style and "type" not in pairs and _is_doubtful(scope, node):
        return None
    answer = local_text(scope, node, "answer")
    accept = _accepted(scope, pairs["accept"][1]) if "accept" in pairs else ([], [])
    refused = options_of(scope, pairs, "not", at_most=MOST_ACCEPTED) if "not" in pairs else ([], [])
    exact = _is_exact(scope, pairs["exact"][1]) if "exact" in pairs else False
    if answer is None or accept is None or refused is None or exact is None:
        return None
    accepted, nodes = _without_twins(scope, answer, *accept) if accept[0] else accept
    right = [answer, *accepted]
    texts = [*right, *(option.text for option in refused[0])]
    if not all_different(scope, texts, [node, *nodes, *refused[1]], right=len(right)):
        return None
    return Text(answer, tuple(accepted), (), exact, tuple(refused[0]))


def _without_twins(
    scope: Scope, answer: LocalText, accepted: list[LocalText], nodes: list[Node]
) -> tuple[list[LocalText], list[Node]]:
    """Leave out, and note, what is accepted twice: it does no harm."""
    twins = {number - 1 for number in same_as_before(scope, [answer, *accepted])}
    for number in sorted(twins):
        scope.findings.add(
            "accepted-twice",
            nodes[number],
            message("'{text}' is already accepted.", text=accepted[number].show(scope.language)),
            help=message("Delete it."),
            severity=NOTE,
        )
    kept = [number for number in range(len(accepted)) if number not in twins]
    return [accepted[number] for number in kept], [nodes[number] for number in kept]


def _accepted(scope: Scope, node: Node) -> tuple[list[LocalText], list[Node]] | None:
    listed = entries(scope, node, "accept", at_most=MOST_ACCEPTED)
    read = [local_text(scope, entry, "accept") for entry in listed or ()]
    texts = [text for text in read if text is not None]
    return None if listed is None or len(texts) < len(listed) else (texts, listed)


def _is_exact(scope: Scope, node: Node) -> bool | None:
    return _truth(scope, node, message("'{key}' must be true or false.", key="exact"))


def _is_doubtful(scope: Scope, node: Scalar) -> bool:
    """Refuse an unquoted yes or no; warn of what looks like a number."""
    meant = _YES_OR_NO.get(node.value.casefold())
    if meant:
        scope.findings.add(
            "yes-or-no",
            node,
            message("'{text}' without quotes could be true/false or text.", text=node.value),
            expected=message("true, false or text in quotes"),
            help=message('Did you mean {truth}, or the text "{text}"?', truth=meant, text=node.value),
            copy=scope.findings.mended(node, meant),
        )
        return True
    if numbers.LIKE_A_NUMBER.fullmatch(node.value):
        numbers.warn_of_number(scope, node)
    elif node.value[:1].isdigit() or node.value[-1:].isdigit():
        numbers.warn_of_more_than_a_number(scope, node)
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
    close = pairs["close"][1] if "close" in pairs else None
    return numbers.exact(scope, answer, tolerance=tolerance, close=close, unit=unit)


def _order(scope: Scope, pairs: Pairs) -> Kind | None:
    found = options_of(scope, pairs, "order", at_least=2)
    if found is None:
        return None
    texts = [option.text for option in found[0]]
    beside = tuple(option.feedback for option in found[0])
    if not all_different(scope, texts, found[1]):
        return None
    return Order(tuple(texts), beside if any(beside) else ())


def _match(scope: Scope, pairs: Pairs) -> Kind | None:
    sides = sides_of(scope, pairs["match"][1])
    if sides is None:
        return None
    lefts = [local_text(scope, left, "left") for left, _ in sides]
    rights = [local_text(scope, right, "right") for _, right in sides]
    wrong = options_of(scope, pairs, "wrong") if "wrong" in pairs else ([], [])
    left_texts = [text for text in lefts if text]
    right_texts = [text for text in rights if text]
    if wrong is None or len(left_texts) < len(sides) or len(right_texts) < len(sides):
        return None
    if not all_different(scope, left_texts, [left for left, _ in sides]):
        return None
    return _matched(scope, pairs, left_texts, right_texts, wrong)


def _matched(
    scope: Scope, pairs: Pairs, lefts: list[LocalText], rights: list[LocalText], wrong: tuple[list[Option], list[Node]]
) -> Kind | None:
    """Right-hand sides may repeat; each is kept once."""
    places: dict[tuple[str, ...], int] = {}
    distinct: list[LocalText] = []
    key: list[int] = []
    for right in rights:
        place = places.setdefault(tuple([fold(text) for _, text in sorted(right.texts)]), len(distinct))
        if place == len(distinct):
            distinct.append(right)
        key.append(place)
    extra = [option.text for option in wrong[0]]
    if not few_enough(scope, pairs, len(distinct) + len(extra)):
        return None
    place_of = pairs["match"][1]
    if not all_different(scope, [*distinct, *extra], [place_of] * len(distinct) + wrong[1], right=len(distinct)):
        return None
    return Match(tuple(lefts), (*distinct, *extra), tuple(key))


BUILD: dict[str, Callable[[Scope, Pairs], Kind | None]] = {
    CHOICE: choice,
    MULTIPLE: multiple,
    TRUE_FALSE: _true_false,
    TEXT: _text,
    NUMBER: _number,
    ORDER: _order,
    MATCH: _match,
}
"""How the keys of each kind are read."""
