"""Questions in JSON -> drafts: Open Trivia DB in its encodings, The Trivia API, jupyterquiz, and what programs write like them."""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from urllib.parse import unquote, unquote_plus

from lemans_quiz.core.messages import Message, message
from lemans_quiz.formats.drafts import (
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
    Numeric,
    Statement,
    Typed,
    Unreadable,
)
from lemans_quiz.formats.html_text import looks_like_html
from lemans_quiz.formats.keys import by_letter, folded, same_as_options, truth
from lemans_quiz.formats.levels import level_of, seconds_of, tags_of

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_STEMS = ("question", "questionText", "question_text", "text", "prompt", "stem", "frage", "title", "q")
_OPTIONS = (
    "options",
    "choices",
    "answers",
    "alternatives",
    "possibleAnswers",
    "possible_answers",
    "antworten",
    "answerOptions",
    "variants",
)
_RIGHT = (
    "correct_answer", "correctAnswer", "correct_answers", "correctAnswers", "correct", "answer", "answerIndex", "answer_index",
    "correctIndex", "correct_index", "correctOption", "correct_option", "correctAnswerIndex", "right_answer", "rightAnswer",
    "solution", "antwort", "key", "answer_key",
)  # fmt: skip
_WRONG = ("incorrect_answers", "incorrectAnswers", "wrong_answers", "wrongAnswers", "wrong", "distractors", "incorrect")
_DEEPEST = 40
_LOOKED_AT = 500


def is_json(text: str) -> bool:
    """Tell whether a text begins as JSON does that holds objects or texts."""
    return bool(re.match(r"\s*(?:\{\s*[\"}]|\[\s*[{\"])", text))


def read_json(text: str) -> Content | None:
    """Return the questions of a file; None where it holds none. Places are the numbers of the questions."""
    rows = _rows(_parsed(text))
    if not rows:
        return None
    encoding = _encoding(rows)
    blocks = tuple(_Row(_decoded(row, encoding), str(number)).block() for number, row in enumerate(rows, 1))
    is_open_trivia = all("correct_answer" in row and "incorrect_answers" in row and "difficulty" in row for row in rows)
    return Content(blocks, license="CC-BY-SA-4.0" if is_open_trivia else "")


def _parsed(text: str) -> Json:
    """Read JSON, or objects a line; a comma too many before a bracket is forgiven."""
    for attempt in (text, re.sub(r",(\s*[\]}])", r"\1", text)):
        try:
            parsed: Json = json.loads(attempt, parse_constant=lambda _: None)
        except RecursionError:
            raise Unreadable(message("The JSON is nested too deeply.")) from None
        except ValueError as error:
            reason = error
        else:
            return parsed
    lines = [line for line in text.split("\n") if line.strip()]
    try:
        return (
            [json.loads(line) for line in lines]
            if len(lines) > 1 and lines[0].rstrip().endswith("}")
            else _unreadable(reason)
        )
    except (ValueError, RecursionError):
        return _unreadable(reason)


def _unreadable(error: ValueError) -> Json:
    line = getattr(error, "lineno", 0)
    raise Unreadable(
        message("This is not JSON from line {line} on: {reason}", line=line, reason=getattr(error, "msg", str(error)))
    )


def _rows(parsed: Json, depth: int = 0) -> list[dict[str, Json]]:
    """Return the first list of objects that ask something."""
    if depth > _DEEPEST:
        return []
    if isinstance(parsed, list):
        rows = [row for row in parsed[:_LOOKED_AT] if isinstance(row, dict)]
        if rows and sum(_first(row, _STEMS) is not None for row in rows) > len(rows) / 2 and any(map(_answers, rows)):
            return [row for row in parsed if isinstance(row, dict)]
        return next((found for row in parsed[:_LOOKED_AT] if (found := _rows(row, depth + 1))), [])
    if isinstance(parsed, dict):
        if _first(parsed, _STEMS) is not None and _answers(parsed):
            return [parsed]
        values = list(parsed.values())
        numbered = [value for value in values if isinstance(value, dict)]
        if numbered and len(numbered) == len(values) and all(_first(row, _STEMS) is not None for row in numbered):
            return numbered
        return next((found for value in values if (found := _rows(value, depth + 1))), [])
    return []


def _answers(row: Mapping[str, Json]) -> bool:
    return any(_first(row, names) is not None for names in (_RIGHT, _WRONG, _OPTIONS))


def _first(row: Mapping[str, Json], names: Sequence[str]) -> Json:
    return next((row[name] for name in names if row.get(name) is not None), None)


def _strings(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)


def _encoding(rows: Sequence[Mapping[str, Json]]) -> str:
    """Return how Open Trivia DB encoded all texts: it says so nowhere in the file."""
    questions = [
        text for row in rows if "correct_answer" in row for text in _strings([row.get("question"), row.get("category")])
    ]
    if not questions:
        return ""
    if all(re.fullmatch(r"[A-Za-z0-9+/]+={0,2}", text) and len(text) % 4 == 0 for text in questions):
        return "base64"
    if any(re.search(r"%[0-9A-Fa-f]{2}", text) for text in questions) and not any(" " in text for text in questions):
        return "legacy" if any("+" in text for text in questions) else "url"
    return ""


def _decoded(value: dict[str, Json], encoding: str) -> dict[str, Json]:
    return {key: _decoded_value(inner, encoding) for key, inner in value.items()} if encoding else value


def _decoded_value(value: Json, encoding: str) -> Json:
    if isinstance(value, list):
        return [_decoded_value(inner, encoding) for inner in value]
    if not isinstance(value, str):
        return value
    if encoding == "base64":
        try:
            return base64.b64decode(value, validate=True).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return value
    return unquote_plus(value) if encoding == "legacy" else unquote(value)


class _Row:
    """Reads one object; its texts have their entities read, so nothing in them is HTML unless it has tags."""

    def __init__(self, row: Mapping[str, Json], place: str) -> None:
        self.row = row
        self.place = place

    def block(self) -> Block:
        stem = self._stem()
        kind, read = self._answer()
        if not stem.strip():
            read = ("no-question", message("There is no question in it."))
        if not isinstance(read, Answer):
            return LeftOut(self.place, kind, stem, Finding(read[0], self.place, read[1]))
        hint = _text(_first(self.row, ("hint", "tip", "hinweis")))
        tags = (*tags_of(_text(_first(self.row, ("category", "topic", "subject", "kategorie")))), *self._tags())
        return Draft(
            self.place,
            kind,
            stem,
            read,
            _text(_first(self.row, ("id", "_id", "uid", "uuid"))),
            self._markup(),
            _text(_first(self.row, ("explanation", "rationale", "feedback", "explain", "reason", "erklärung"))),
            (hint,) if hint else (),
            level_of(_text(_first(self.row, ("difficulty", "level", "niveau")))),
            seconds_of(_text(_first(self.row, ("time", "seconds", "timeLimit", "time_limit")))),
            tags=tuple(dict.fromkeys(tags)),
            source=_text(_first(self.row, ("source", "reference", "quelle"))),
        )

    def _stem(self) -> str:
        value = _first(self.row, _STEMS)
        return _text(value.get("text")) if isinstance(value, dict) else _text(value)

    def _tags(self) -> tuple[str, ...]:
        tags = self.row.get("tags")
        return tuple(_text(tag) for tag in tags) if isinstance(tags, list) else tags_of(_text(tags))

    def _markup(self) -> str:
        if self._is_jupyter():
            return MARKDOWN
        return HTML if any(looks_like_html(text) for text in _strings(list(self.row.values()))) else PLAIN

    def _is_jupyter(self) -> bool:
        answers = self.row.get("answers")
        return isinstance(answers, list) and bool(answers) and all(isinstance(one, dict) for one in answers)

    def _answer(self) -> tuple[str, Answer | tuple[str, Message]]:
        if self._is_jupyter():
            return self._jupyter([one for one in _list(self.row["answers"]) if isinstance(one, dict)])
        right, wrong = _first(self.row, _RIGHT), _first(self.row, _WRONG)
        if isinstance(wrong, list | str) and wrong:
            return self._right_and_wrong(right, _texts(wrong))
        options = _first(self.row, _OPTIONS)
        if isinstance(options, dict):
            return self._lettered(options, right)
        if isinstance(options, list) and any(isinstance(one, dict) for one in options):
            return self._jupyter([one for one in options if isinstance(one, dict)], right)
        if isinstance(options, list) and options:
            return "multichoice", self._chosen(_texts(options), right)
        return self._alone(right)

    def _right_and_wrong(self, right: Json, wrong: Sequence[str]) -> tuple[str, Answer | tuple[str, Message]]:
        said = _texts(right)
        if not said:
            return "multichoice", ("no-right-answer", message("It has no right answer."))
        if len(said) == len(wrong) == 1 and {folded(said[0]), folded(wrong[0])} == {"true", "false"}:
            return "truefalse", Statement(folded(said[0]) == "true")
        options = (*(DraftOption(text, True) for text in said), *(DraftOption(text) for text in wrong))
        return "multichoice", Chosen(options, len(said) > 1)

    def _lettered(self, options: Mapping[str, Json], right: Json) -> tuple[str, Answer | tuple[str, Message]]:
        """Read options under letters: {"A": …, "B": …}."""
        texts = [_text(value) for value in options.values()]
        names = {folded(name): place for place, name in enumerate(options)}
        said = _texts(right)
        places = [names[folded(word)] for word in said if folded(word) in names]
        if said and len(places) == len(said):
            return "multichoice", _options(texts, places)
        return "multichoice", self._chosen(texts, right)

    def _chosen(self, texts: Sequence[str], right: Json) -> Answer | tuple[str, Message]:
        said = right if isinstance(right, list) else [right]
        if right is None or not said:
            return "no-right-answer", message("Nothing says which option is right.")
        places: list[int] = []
        for word in said:
            if isinstance(word, int | float) and not isinstance(word, bool) and not same_as_options(_text(word), texts):
                places += [int(word)] if 0 <= word < len(texts) else []
            else:
                places += same_as_options(_text(word), texts) or by_letter(_text(word), len(texts))
        if not places:
            return "no-such-option", message("'{text}' is none of its options.", text=_text(said[0]))
        return _options(texts, places)

    def _jupyter(
        self, answers: Sequence[Mapping[str, Json]], right: Json = None
    ) -> tuple[str, Answer | tuple[str, Message]]:
        kind = _text(self.row.get("type")).casefold()
        if kind == "numeric":
            return "numerical", _numeric(answers)
        texts = [
            _text(_first(one, ("answer", "text", "code", "option", "label", "value", "content"))) for one in answers
        ]
        feedback = [_text(_first(one, ("feedback", "explanation", "rationale"))) for one in answers]
        flags = [_first(one, ("correct", "isCorrect", "is_correct", "right", "isRight")) for one in answers]
        if kind == "string":
            accepted = tuple(text for text, flag in zip(texts, flags, strict=True) if flag is True and text)
            return "shortanswer", Typed(accepted) if accepted else (
                "no-right-answer",
                message("It has no right answer."),
            )
        if all(flag is None for flag in flags) and right is not None:
            return "multichoice", self._chosen(texts, right)
        options = tuple(
            DraftOption(text, flag is True or truth(_text(flag)) is True, told)
            for text, flag, told in zip(texts, flags, feedback, strict=True)
        )
        count = sum(option.right for option in options)
        if not count:
            return "multichoice", ("no-right-answer", message("Nothing says which option is right."))
        return "multichoice", Chosen(options, count > 1 or kind == "many_choice")

    def _alone(self, right: Json) -> tuple[str, Answer | tuple[str, Message]]:
        if isinstance(right, bool):
            return "truefalse", Statement(right)
        said = _texts(right)
        if not said:
            return "shortanswer", ("no-right-answer", message("It has no answer."))
        key = truth(said[0]) if len(said) == 1 and len(said[0]) > 1 else None
        if key is not None:
            return "truefalse", Statement(key)
        return "shortanswer", Typed(tuple(said))


def _options(texts: Sequence[str], places: Sequence[int]) -> Answer:
    return Chosen(tuple(DraftOption(text, place in places) for place, text in enumerate(texts)), len(set(places)) > 1)


def _numeric(answers: Sequence[Mapping[str, Json]]) -> Answer | tuple[str, Message]:
    for one in answers:
        if one.get("correct") is not True:
            continue
        ends = one.get("range")
        low, high = (
            (ends[0], ends[1]) if isinstance(ends, list) and len(ends) == 2 else (one.get("value"), one.get("value"))
        )
        numbers = _decimal(low), _decimal(high)
        if numbers[0] is not None and numbers[1] is not None and numbers[0] <= numbers[1]:
            return Numeric((numbers[0] + numbers[1]) / 2, numbers[0], numbers[1], by_range=numbers[0] != numbers[1])
    return "no-number", message("It has no number that is right.")


def _decimal(value: Json) -> Decimal | None:
    try:
        return Decimal(str(value)) if isinstance(value, int | float | str) and not isinstance(value, bool) else None
    except InvalidOperation:
        return None


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _texts(value: Json) -> list[str]:
    texts = [_text(one) for one in value] if isinstance(value, list) else [_text(value)]
    return [text for text in texts if text]


def _text(value: Json) -> str:
    """Return a text with its entities read once; a number as it is written."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return html.unescape(value).strip() if isinstance(value, str) else ""
