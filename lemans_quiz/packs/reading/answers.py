"""The keys of each kind -> its answer. Options to choose from are options.py's; which kind it is, kinds.py's."""

from __future__ import annotations

import re
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
from lemans_quiz.packs.reading.fields import known_only
from lemans_quiz.packs.reading.keys import PAIR_KEYS
from lemans_quiz.packs.reading.kinds import TRUTHS
from lemans_quiz.packs.reading.lists import entries, lines_of, wrong_length
from lemans_quiz.packs.reading.options import MOST_OPTIONS, all_different, choice, few_enough, multiple, options_of
from lemans_quiz.packs.reading.texts import (
    Scope,
    flow_text,
    fold,
    local_text,
    refuse_hidden_comment,
    same_as_before,
    slipped_in_braces,
    word,
)
from lemans_quiz.packs.yaml.findings import Placed, Point, SourceRange
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Pairs, Scalar

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
    sides = _sides(scope, pairs["match"][1])
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


def _sides(scope: Scope, node: Node) -> list[tuple[Node, Node]] | None:
    """Return left and right of each pair, from either form."""
    if isinstance(node, Mapping):
        return _short_sides(scope, node)
    if isinstance(node, Scalar) and _unmarked_pairs(scope, node):
        return None
    pairs = entries(scope, node, "match", at_least=2, at_most=MOST_OPTIONS)
    if pairs is None:
        return None
    sides: list[tuple[Node, Node]] = []
    for pair in pairs:
        if not isinstance(pair, Mapping) or not all(side in pair.pairs for side in PAIR_KEYS):
            _no_pair(scope, pair)
            continue
        known_only(scope, pair, PAIR_KEYS)
        sides.append((pair.pairs["left"][1], pair.pairs["right"][1]))
    return sides if len(sides) == len(pairs) else None


_BETWEEN_SIDES = re.compile(r"\s*(?:<?[=-]+>|\u2192|\u21d2|\u2194|=+|\||\s[-\u2013\u2014:]|:)\s*")


def _no_pair(scope: Scope, pair: Node) -> None:
    """Write down an entry that is no pair; `- Ford: Mustang` and `- Ford = Mustang` are nearly one."""
    sides: list[str] = []
    place: Placed = pair
    if isinstance(pair, Mapping) and len(pair.pairs) == 1 and not PAIR_KEYS.keys() & pair.pairs:
        key, value = next(iter(pair.pairs.values()))
        sides = [key.value.strip(), value.value.strip()] if isinstance(value, Scalar) else []
        place = SourceRange(pair.start_mark, pair.end_mark if pair.flow else value.end_mark)
    elif isinstance(pair, Scalar):
        sides = _BETWEEN_SIDES.split(pair.value.strip(), maxsplit=1)
    meant = (
        "{left: " + flow_text(sides[0]) + ", right: " + flow_text(sides[1]) + "}"
        if len(sides) == 2 and all(sides)
        else ""
    )
    scope.findings.add(
        "not-a-pair",
        pair,
        message("This is not a pair."),
        expected=message("the keys 'left' and 'right'"),
        copy=scope.findings.mended(place, meant) if meant else "",
    )


def _unmarked_pairs(scope: Scope, node: Scalar) -> bool:
    """Tell, and write down, that each line of a text is a pair with another sign than a colon, as in `Ford = Mustang`."""
    lines = [(place, scope.findings.line_of(SourceRange(place, place))) for place in lines_of(scope, node)]
    halves = [_BETWEEN_SIDES.split(line.strip(), maxsplit=1) for _, line in lines]
    if node.style or lines[0][1][: node.start_mark.column].strip() or not all(len(h) == 2 and all(h) for h in halves):
        return False
    for (place, line), (left, right) in zip(lines, halves, strict=True):
        mended = f"{flow_text(left)}: {flow_text(right)}"
        start = Point(place.line, len(line) - len(line.lstrip()), place.index)
        scope.findings.add(
            "not-a-pair",
            SourceRange(start, Point(place.line, len(line), place.index)),
            message("This is not a pair."),
            expected=message("left: right"),
            help=message("Write {line}", line=mended),
            copy=line[: start.column] + mended,
        )
    return True


def _short_sides(scope: Scope, node: Mapping) -> list[tuple[Node, Node]] | None:
    for name, (key, value) in node.pairs.items():
        if slipped_in_braces(scope, node, key, value):
            return None
        if not name.strip():
            word(scope, key, "match")
            return None
    if len(node.pairs) < 2 and _holds_bad_keys(scope, node):
        return None
    if not 2 <= len(node.pairs) <= MOST_OPTIONS:
        wrong_length(scope, node, "match", len(node.pairs), (2, MOST_OPTIONS))
        return None
    return [(key, value) for key, value in node.pairs.values()]


def _holds_bad_keys(scope: Scope, node: Mapping) -> bool:
    """Tell whether pairs are lacking because their left sides were told to be none."""
    lines = range(node.start_mark.line + 1, node.end_mark.line + 2)
    return any(d.code == "bad-key" and d.span and d.span.line in lines for d in scope.findings.found)


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
