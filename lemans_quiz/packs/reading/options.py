"""Options to choose from, right and wrong ones: choice and multiple."""

from __future__ import annotations

from lemans_quiz.core.diagnostics import ask_whether, did_you_mean
from lemans_quiz.core.items import Choice, Kind, Multiple, Option
from lemans_quiz.core.messages import message
from lemans_quiz.core.text import LocalText
from lemans_quiz.packs.reading.elsewhere import place_of
from lemans_quiz.packs.reading.fields import known_only
from lemans_quiz.packs.reading.keys import OPTION_KEYS
from lemans_quiz.packs.reading.lists import entries
from lemans_quiz.packs.reading.numbers import whole
from lemans_quiz.packs.reading.texts import (
    Scope,
    flow_text,
    fold,
    is_plainly_different,
    local_text,
    make,
    plain_text,
    same_as_before,
)
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Pairs, Scalar

MOST_OPTIONS = 9


def _option(scope: Scope, node: Node, key: str) -> Option | None:
    """Read a text, a language map or {text, feedback}."""
    if node.__class__ is Scalar:
        text = scope.known_texts.get(node.value) or plain_text(scope, node, key)
        return None if text is None else make(Option, (text, None))
    if node.__class__ is Mapping and "text" in node.pairs:
        known_only(scope, node, OPTION_KEYS)
        text = local_text(scope, node.pairs["text"][1], key)
        feedback = local_text(scope, node.pairs["feedback"][1], "feedback") if "feedback" in node.pairs else None
        return Option(text, feedback) if text else None
    text = local_text(scope, node, key)
    return None if text is None else make(Option, (text, None))


def options_of(
    scope: Scope, pairs: Pairs, key: str, *, at_least: int = 1, at_most: int = MOST_OPTIONS
) -> tuple[list[Option], list[Node]] | None:
    """Read a list of options, with the nodes they came from."""
    nodes = entries(scope, pairs[key][1], key, at_least=at_least, at_most=at_most)
    if nodes is None:
        return None
    options: list[Option] = []
    known, keep = scope.known_texts, options.append
    for node in nodes:
        if node.__class__ is Scalar:
            text = known.get(node.value) or plain_text(scope, node, key)
            if text is not None:
                keep(make(Option, (text, None)))
        elif (option := _option(scope, node, key)) is not None:
            keep(option)
    return (options, nodes) if len(options) == len(nodes) else None


def all_different(scope: Scope, texts: list[LocalText], nodes: list[Node], *, right: int = 0) -> bool:
    """Tell, and write down, whether no two are alike; the first `right` are right ones."""
    repeated = same_as_before(scope, texts)
    for number in repeated:
        among_wrong = right and number >= right and any(_alike(texts[number], texts[n]) for n in range(right))
        shown = texts[number].show(scope.language)
        scope.findings.add(
            "answer-among-wrong" if among_wrong else "duplicate-option",
            nodes[number],
            message("The right answer '{text}' is also listed as wrong.", text=shown)
            if among_wrong
            else message("Duplicate entry '{text}'.", text=shown),
            help=message("Delete it, or write a different one."),
        )
    return not repeated


def _alike(one: LocalText, other: LocalText) -> bool:
    return bool({fold(text) for text in one.everywhere()} & {fold(text) for text in other.everywhere()})


def choice(scope: Scope, pairs: Pairs) -> Kind | None:
    """Read a question with one right option."""
    answer = _option(scope, pairs["answer"][1], "answer")
    if "choices" in pairs:
        return _fixed_choice(scope, pairs, answer)
    wrong = options_of(scope, pairs, "wrong")
    if answer is None or wrong is None:
        return None
    options = (answer, *wrong[0])
    texts = [option[0] for option in options]
    if len(options) > MOST_OPTIONS or not is_plainly_different(texts):
        nodes = [pairs["answer"][1], *wrong[1]]
        if not few_enough(scope, pairs, len(options)) or not all_different(scope, texts, nodes, right=1):
            return None
    return make(Choice, (options, 0, False, 0))


def few_enough(scope: Scope, pairs: Pairs, count: int) -> bool:
    """Tell, and write down, whether a question has no more options than there are keys for them."""
    if count <= MOST_OPTIONS:
        return True
    scope.findings.add(
        "too-many-entries",
        pairs["wrong"][1],
        message("This question has {count} options.", count=count),
        expected=message("at most {most} options, right and wrong together", most=MOST_OPTIONS),
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
    choices = options_of(scope, pairs, "choices", at_least=2)
    if choices is None or not all_different(scope, [option.text for option in choices[0]], choices[1]):
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
    texts = [option.text.show(scope.language) for option in options]
    place = place_of(answer.show(scope.language), texts)
    likely = texts[place] if place >= 0 else did_you_mean(answer.show(scope.language), texts)
    scope.findings.add(
        "answer-not-among-choices",
        node,
        message("'{text}' is not one of the choices.", text=answer.show(scope.language)),
        expected=message("{keys}", keys=", ".join(option.text.show(scope.language) for option in options)),
        help=ask_whether(likely),
        copy=scope.findings.mended(node, flow_text(likely)) if likely and isinstance(node, Scalar) else "",
    )
    return None


def multiple(scope: Scope, pairs: Pairs) -> Kind | None:
    """Read a question with several right options."""
    answers = options_of(scope, pairs, "answers")
    if "choices" in pairs:
        return _fixed_multiple(scope, pairs, answers)
    wrong = options_of(scope, pairs, "wrong")
    if answers is None or wrong is None or not few_enough(scope, pairs, len(answers[0]) + len(wrong[0])):
        return None
    options = [*answers[0], *wrong[0]]
    right = len(answers[0])
    if not all_different(scope, [option.text for option in options], [*answers[1], *wrong[1]], right=right):
        return None
    return Multiple(tuple(options), tuple(range(right)))


def _fixed_multiple(scope: Scope, pairs: Pairs, answers: tuple[list[Option], list[Node]] | None) -> Kind | None:
    options = _listed(scope, pairs)
    if answers is None or options is None or not all_different(scope, [a.text for a in answers[0]], answers[1]):
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


def limited(scope: Scope, pairs: Pairs, kind: Choice | Multiple, by_default: int) -> Kind | None:
    """Return a kind that shows as many options as `show` says, or `by_default`; all of them where that is no fewer.

    A default of the pack is left aside where it does not fit: among `choices`, and where it has no room for a wrong option.
    """
    right = 1 if isinstance(kind, Choice) else len(kind.keys)
    show = by_default
    if "show" in pairs:
        show = whole(scope, pairs["show"][1], "show", low=2, high=MOST_OPTIONS) or 0
        if show <= right:
            if show:
                _no_room(scope, pairs["show"][1], right)
            return None
    return kind._replace(show=show) if right < show < len(kind.options) and not kind.fixed else kind


def _no_room(scope: Scope, node: Node, right: int) -> None:
    scope.findings.add(
        "out-of-range",
        node,
        message("'show' leaves no room for a wrong answer: the right ones are always shown."),
        expected=message("a whole number from {low} to {high}", low=right + 1, high=MOST_OPTIONS),
        copy=scope.findings.mended(node, str(right + 1)) if right < MOST_OPTIONS else "",
    )
