"""Questions in JSON -> drafts: Open Trivia DB in its encodings, The Trivia API, jupyterquiz, and what programs write like them."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Mapping, Sequence
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
)
from lemans_quiz.formats.html_text import looks_like_html
from lemans_quiz.formats.keys import by_letter, folded, same_as_options, truth
from lemans_quiz.formats.levels import level_of, seconds_of, tags_of
from lemans_quiz.formats.texts.json_rows import (
    STEMS,
    WRONG,
    Json,
    first,
    options_of,
    parsed_json,
    right_of,
    rows_of,
    short_name,
    strings,
)


def is_json(text: str) -> bool:
    """Tell whether a text begins as JSON does that holds objects or texts."""
    return bool(re.match(r"\s*(?:\{\s*[\"}]|\[\s*[{\"])", text))


def read_json(text: str) -> Content | None:
    """Return the questions of a file; None where it holds none. Places are the numbers of the questions."""
    rows = rows_of(parsed_json(text))
    if not rows:
        return None
    encoding = _encoding(rows)
    decoded = [_decoded(row, encoding) for row in rows]
    start = _counted_from(decoded)
    blocks = tuple(_Row(row, str(number), start or 0).block() for number, row in enumerate(decoded, 1))
    is_open_trivia = all("correct_answer" in row and "incorrect_answers" in row and "difficulty" in row for row in rows)
    return Content(blocks, _counting(start), license="CC-BY-SA-4.0" if is_open_trivia else "")


def _counted_from(rows: Sequence[Mapping[str, Json]]) -> int | None:
    """Return 0 or 1, from which the right options are counted in all of a file; None where no number tells one.

    A 0 or a key that speaks of an index counts from 0; without them a number as high as there are options counts from 1.
    """
    told = [(number, len(options), "index" in key.casefold()) for row in rows for key, number, options in _numbers(row)]
    if not told:
        return None
    if any(number == 0 for number, _, _ in told):
        return 0
    return (
        1
        if any(number == count for number, count, _ in told)
        else int(not any(named for _, _, named in told) and len(told) >= _ENOUGH)
    )


_ENOUGH = 12
"""So many numbers without a 0 among them were hardly counted from 0."""


def _numbers(row: Mapping[str, Json]) -> list[tuple[str, int, list[str]]]:
    """Return the numbers by which a row says which of its options are right, with their key and the options."""
    options = options_of(row)
    texts = [_option_text(one) for one in options] if isinstance(options, list) else []
    said = right_of(row)
    key = next((key for key, value in row.items() if value is said), "")
    words = said if isinstance(said, list) else [said]
    return [
        (key, number, texts)
        for word in words
        if texts and (number := _number(word)) is not None and not same_as_options(_text(word), texts)
    ]


def _number(value: Json) -> int | None:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,2}", value.strip()):
        return int(value)
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _counting(start: int | None) -> tuple[Finding, ...]:
    if start is None:
        return ()
    sentence = (
        message("The right answers are numbered from 1.")
        if start
        else message("The right answers are numbered from 0.")
    )
    return (Finding("counted-from", "", sentence),)


def _option_text(option: Json | Mapping[str, Json]) -> str:
    if isinstance(option, Mapping):
        return _text(first(option, _OPTION_TEXTS))
    return _text(option)


_OPTION_TEXTS = ("answer", "text", "code", "option", "content", "antwort", "reponse", "val", "value", "title", "label")
_OPTION_NAMES = ("label", "id", "key", "letter", "value")


def _encoding(rows: Sequence[Mapping[str, Json]]) -> str:
    """Return how Open Trivia DB encoded all texts: it says so nowhere in the file."""
    questions = [
        text for row in rows if "correct_answer" in row for text in strings([row.get("question"), row.get("category")])
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

    def __init__(self, row: Mapping[str, Json], place: str, start: int) -> None:
        self.row = row
        self.place = place
        self.start = start

    # Long because each way in which a row tells its answer is a case of its own.
    def block(self) -> Block:
        stem = self._stem()
        kind, read = self._answer()
        if not stem.strip():
            read = ("no-question", message("It contains no question."))
        if not isinstance(read, Answer):
            return LeftOut(self.place, kind, stem, Finding(read[0], self.place, read[1]))
        hint = _text(first(self.row, ("hint", "tip", "hinweis")))
        tags = (
            *tags_of(_text(first(self.row, ("category", "topic", "subject", "kategorie", "thema", "categorie")))),
            *self._tags(),
        )
        return Draft(
            self.place,
            kind,
            stem,
            read,
            _text(first(self.row, ("id", "uid", "uuid"))),
            self._markup(),
            _text(
                first(
                    self.row,
                    (
                        "explanation",
                        "answerexplanation",
                        "rationale",
                        "feedback",
                        "explain",
                        "reason",
                        "erklarung",
                        "erklaerung",
                        "begrundung",
                        "explication",
                    ),
                )
            ),
            (hint,) if hint else (),
            level_of(_text(first(self.row, ("difficulty", "level", "niveau", "schwierigkeit")))),
            seconds_of(_text(first(self.row, ("time", "seconds", "timelimit")))),
            tags=tuple(dict.fromkeys(tags)),
            source=_text(first(self.row, ("source", "reference", "quelle"))),
        )

    def _stem(self) -> str:
        value = first(self.row, STEMS)
        return _text(value.get("text")) if isinstance(value, dict) else _text(value)

    def _tags(self) -> tuple[str, ...]:
        tags = self.row.get("tags")
        return tuple(_text(tag) for tag in tags) if isinstance(tags, list) else tags_of(_text(tags))

    def _markup(self) -> str:
        if self._is_jupyter():
            return MARKDOWN
        return HTML if any(looks_like_html(text) for text in strings(list(self.row.values()))) else PLAIN

    def _is_jupyter(self) -> bool:
        answers = self.row.get("answers")
        return isinstance(answers, list) and bool(answers) and all(isinstance(one, dict) for one in answers)

    def _answer(self) -> tuple[str, Answer | tuple[str, Message]]:
        if self._is_jupyter():
            return self._jupyter([one for one in _list(self.row["answers"]) if isinstance(one, dict)])
        right, wrong = right_of(self.row), first(self.row, WRONG)
        if isinstance(wrong, list | str) and wrong:
            return self._right_and_wrong(_bare(right), _texts(wrong))
        options = options_of(self.row)
        if isinstance(options, dict):
            return self._lettered(options, right)
        right = _bare(right)
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
        names = {short_name(name): place for place, name in enumerate(options)}
        names |= {folded(name): place for place, name in enumerate(options)}
        said = _texts([key for key, flag in right.items() if truth(_text(flag))] if isinstance(right, dict) else right)
        said = [word.removesuffix("_correct") for word in said]
        places = [names[folded(word)] for word in said if folded(word) in names]
        if said and len(places) == len(said):
            return "multichoice", _options(texts, places)
        return "multichoice", self._chosen(texts, right)

    def _named(
        self, answers: Sequence[Mapping[str, Json]], texts: Sequence[str], right: Json
    ) -> Answer | tuple[str, Message]:
        """Read options that have names of their own, which may be what says which is right."""
        said = {folded(word) for word in _texts(right)}
        names = [folded(_text(first(one, _OPTION_NAMES))) for one in answers]
        if said and said <= set(names) and len(set(names)) == len(names):
            return _options(texts, [place for place, name in enumerate(names) if name in said])
        return self._chosen(texts, right)

    def _chosen(self, texts: Sequence[str], right: Json) -> Answer | tuple[str, Message]:
        said = right if isinstance(right, list) else [right]
        if right is None or not said:
            return "no-right-answer", message("Nothing says which option is right.")
        places: list[int] = []
        for word in said:
            number = _number(word)
            same = same_as_options(_text(word), texts)
            at = number - self.start if number is not None else -1
            found = same or ((at,) if 0 <= at < len(texts) else ()) or by_letter(_text(word), len(texts))
            if not found:
                return "no-such-option", message("'{text}' is not one of its options.", text=_text(word))
            places += found
        return _options(texts, places)

    def _jupyter(
        self, answers: Sequence[Mapping[str, Json]], right: Json = None
    ) -> tuple[str, Answer | tuple[str, Message]]:
        kind = _text(self.row.get("type")).casefold()
        if kind == "numeric":
            return "numerical", _numeric(answers)
        texts = [_option_text(one) for one in answers]
        feedback = [_text(first(one, ("feedback", "explanation", "rationale"))) for one in answers]
        flags = [first(one, ("correct", "iscorrect", "right", "isright", "richtig")) for one in answers]
        if kind == "string":
            accepted = tuple(text for text, flag in zip(texts, flags, strict=True) if flag is True and text)
            return "shortanswer", Typed(accepted) if accepted else (
                "no-right-answer",
                message("It has no right answer."),
            )
        if all(flag is None for flag in flags) and right is not None:
            return "multichoice", self._named(answers, texts, right)
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


def _bare(right: Json) -> Json:
    """Return what lies in an object that holds nothing else."""
    if isinstance(right, dict) and right:
        return first(right, ("text", "value", "id")) or (next(iter(right.values())) if len(right) == 1 else right)
    return right


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
    return "no-number", message("It has no right number.")


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
