"""Questions written in the words of other programs -> the lines that say the same here. Only for lines to copy."""

from __future__ import annotations

import json
import re

from lemans_quiz.core.diagnostics import did_you_mean
from lemans_quiz.packs.reading import meant
from lemans_quiz.packs.reading.keys import QUESTION_KEYS
from lemans_quiz.packs.reading.texts import Scope, flow_text, fold
from lemans_quiz.packs.yaml.nodes import Mapping, Node, Scalar, Sequence

_WORDS = {
    "choices": ("options", "alternatives", "possible_answers", "antworten", "optionen"),
    "answer": ("correct", "correct_answer", "correctanswer", "right", "right_answer", "solution", "a", "richtig", "antwort", "lösung", "richtige_antwort", "korrekt", "réponse", "bonne_réponse"),
    "wrong": ("incorrect", "incorrect_answers", "incorrectanswers", "wrong_answers", "distractors", "falsch", "falsche", "falsche_antworten", "wrong_answer", "incorrect_answer", "distractor", "false"),
    "level": ("difficulty", "schwierigkeit"),
    "tags": ("category", "categories", "topic", "topics", "subject", "kategorie", "thema", "keywords"),
    "seconds": ("time", "timer", "time_limit", "timelimit", "timeout", "duration", "zeit"),
    "explanation": ("explain", "rationale", "comment", "reason", "feedback", "info", "erklärung", "begründung", "explication"),
    "question": ("q", "prompt", "stem", "text", "frage"),
    "accept": ("synonyms", "aliases", "accepted", "also"),
    "points": ("score", "weight", "value", "marks", "punkte"),
    "hint": ("clue", "tip", "hinweis", "tipp"),
    "source": ("quelle", "reference", "citation"),
    "id": ("nr", "number", "key", "uuid"),
    "x-image": ("image", "img", "picture", "photo", "media", "bild"),
    "x-audio": ("audio", "sound", "video"),
}  # fmt: skip
WORDS = {word: ours for ours, words in _WORDS.items() for word in words}
"""Words of other programs, with our keys; a picture has none, and becomes a key of the author's own."""

OF_THE_HEAD = {
    "name": "title",
    "quiz": "title",
    "items": "questions",
    "fragen": "questions",
    "lang": "language",
    "titel": "title",
}

_LETTERS = "abcdefghi"
_ORDER = ("id", "question", "answer", "answers", "wrong")

Values = dict[str, Node | str]
"""For each of our keys its value, as a node or as it is to be written."""


def is_from_elsewhere(node: Mapping) -> bool:
    """Tell whether a question has a key that is a word of other programs, options under letters, or keys in capitals."""
    return (
        any(name.casefold() in WORDS for name in node.pairs)
        or len(in_capitals(node)) > 1
        or has_marked_options(node)
        or _lettered(node) != {}
    )


def in_capitals(node: Mapping) -> list[str]:
    """Return the keys that are ours but for capitals."""
    return [name for name in node.pairs if name not in QUESTION_KEYS and name.casefold() in QUESTION_KEYS]


def has_marked_options(node: Mapping) -> bool:
    """Tell whether options say themselves whether they are right: `answers: [{text: Audi, correct: true}, …]`."""
    listed = [value for name, (_, value) in node.pairs.items() if name.casefold() in ("answers", "choices")]
    return any(isinstance(entry, Mapping) and _marks(entry) for one in listed for entry in getattr(one, "items", ()))


def asks_in_other_words(node: Mapping) -> bool:
    """Tell whether a key that is not ours stands for the text of a question."""
    strange = [name.casefold() for name in node.pairs if name not in QUESTION_KEYS and not name.startswith("x-")]
    return any(WORDS.get(name) == "question" or did_you_mean(name, ("question",)) for name in strange)


def rewritten(scope: Scope, node: Mapping) -> str:
    """Return the lines of a question in our words, indented as it is; nothing where it cannot be told what was meant."""
    values = _renamed(node)
    if values is None or not _with_answer(values) or "question" not in values:
        return ""
    first = next(iter(node.pairs.values()))[0]
    line = scope.findings.line_of(first)
    margin = line[: first.start_mark.column]
    if margin.strip(" -") or node.flow:
        return ""
    names = sorted(values, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER))
    texts = [f"{name}: {written(scope, values[name])}" for name in names]
    return "\n".join([margin + texts[0], *(" " * len(margin) + text for text in texts[1:])])


def _lettered(node: Mapping) -> dict[str, Node]:
    """Return what stands under the keys a, b, c and so on, if at least two of them are there in their order."""
    found = {name: value for name, (_, value) in node.pairs.items() if len(name) == 1 and name.lower() in _LETTERS}
    names = [name.lower() for name in found]
    return found if len(names) > 1 and names == list(_LETTERS[: len(names)]) else {}


def _renamed(node: Mapping) -> Values | None:
    values: Values = {}
    lettered = _lettered(node)
    if lettered:
        values["choices"] = Sequence(list(lettered.values()), True, node.start_mark, node.end_mark)
    listed = any(name.casefold() in _WORDS["answer"] for name in node.pairs if name not in lettered)
    for name, (_, value) in node.pairs.items():
        if name in lettered or name == "type":
            continue
        ours = name if name in QUESTION_KEYS or name.startswith("x-") else WORDS.get(name.casefold(), "")
        if name.casefold() in QUESTION_KEYS:
            ours = name.casefold()
        if ours == "answers" and (listed or has_marked_options(node)):
            ours = "choices"
        if not ours or ours in values:
            return None
        as_ours = fitted(ours, value) if ours != name else value
        if as_ours == "":
            return None
        values[ours] = as_ours
    return values


def fitted(ours: str, value: Node) -> Node | str:
    """Return a value in the form that our key has; nothing where it has none."""
    text = value.value.strip() if isinstance(value, Scalar) else ""
    if ours in ("level", "seconds") and text:
        return meant.number(ours, text) or (text if re.fullmatch(r"\d+", text) else "")
    if ours in ("tags", "wrong", "accept") and text:
        return f"[{', '.join(flow_text(piece) for piece in re.split(', *', text) if piece)}]"
    if ours == "id" and text:
        return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return value


def _with_answer(values: Values) -> bool:
    """Make of a list of options, and of what says which is right, an answer and wrong ones; tell whether that could be done."""
    choices, answer = values.get("choices"), values.get("answer")
    if isinstance(choices, Mapping):
        choices = Sequence([value for _, value in choices.pairs.values()], True, choices.start_mark, choices.end_mark)
    if not isinstance(choices, Sequence):
        return choices is None and any(name in values for name in ("answer", "answers", "order", "match", "between"))
    options = [_option(entry) for entry in choices.items]
    said = answer.items if isinstance(answer, Sequence) else [answer] if isinstance(answer, Scalar) else []
    places = [place_of(entry.value, options) for entry in said if isinstance(entry, Scalar)]
    places = places or [n for n, entry in enumerate(choices.items) if _is_marked(entry)]
    if not all(options) or not places or -1 in places:
        return False
    right = [flow_text(options[place]) for place in places]
    wrong = [flow_text(text) for place, text in enumerate(options) if place not in places]
    del values["choices"]
    values.pop("answer", None)
    if len(right) == 1:
        values["answer"] = right[0]
    else:
        values["answers"] = f"[{', '.join(right)}]"
    values["wrong"] = f"[{', '.join(wrong)}]"
    return bool(wrong)


def _option(entry: Node) -> str:
    """Return the text of an option, without the letter or number before it."""
    if isinstance(entry, Mapping):
        named = {name.casefold(): value for name, (_, value) in entry.pairs.items()}
        entry = next((named[name] for name in ("text", "answer", "option", "label", "value") if name in named), entry)
    return re.sub(r"^[A-Ia-i1-9][.)]\s+", "", entry.value.strip()) if isinstance(entry, Scalar) else ""


def _marks(entry: Mapping) -> list[Node]:
    """Return what an option says of whether it is right."""
    return [value for name, (_, value) in entry.pairs.items() if name.casefold() in _MARKS]


_MARKS = frozenset(("correct", "right", "is_correct", "iscorrect", "richtig", "korrekt"))


def _is_marked(entry: Node) -> bool:
    """Tell whether an option says itself that it is right."""
    marks = _marks(entry) if isinstance(entry, Mapping) else []
    return any(isinstance(mark, Scalar) and mark.value.casefold() in ("true", "yes", "1", "ja") for mark in marks)


def place_of(said: str, options: list[str]) -> int:
    """Return which option is meant by its text, its letter or its number from 1; -1 where none is."""
    folded = [fold(option) for option in options]
    word = fold(said.strip())
    if word in folded:
        return folded.index(word)
    word = word.rstrip(".)")
    place = (
        _LETTERS.find(word)
        if len(word) == 1 and word.isalpha()
        else int(word) - 1
        if re.fullmatch(r"[1-9]", word)
        else -1
    )
    return place if 0 <= place < len(options) else -1


def written(scope: Scope, value: Node | str, *, inside: bool = False) -> str:
    """Return a value as it is written in a pack; a text keeps its quotes."""
    if isinstance(value, str):
        return value
    if isinstance(value, Scalar):
        if value.start_mark.line != value.end_mark.line:
            return json.dumps(value.value.strip(), ensure_ascii=False)
        raw = scope.findings.text[value.start_mark.index : value.end_mark.index].strip()
        return raw if value.style or not inside else flow_text(raw)
    if isinstance(value, Sequence):
        return f"[{', '.join(written(scope, entry, inside=True) for entry in value.items)}]"
    pairs = (f"{key.value}: {written(scope, entry, inside=True)}" for key, entry in value.pairs.values())
    return f"{{{', '.join(pairs)}}}"
