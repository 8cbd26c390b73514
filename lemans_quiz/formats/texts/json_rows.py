"""JSON -> the objects in it that ask something, whatever lists and objects they lie in, and how their keys are read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from lemans_quiz.core.messages import message
from lemans_quiz.formats.drafts import Unreadable

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

STEMS = ("question", "questiontext", "text", "prompt", "stem", "frage", "fragetext", "enonce", "pregunta", "pergunta", "q", "front", "content", "term", "title")  # fmt: skip
OPTIONS = ("options", "opts", "choices", "answers", "alternatives", "possibleanswers", "antworten", "antwortmoglichkeiten", "answeroptions", "variants", "reponses", "choix", "propositions", "opciones", "respuestas", "optionen", "auswahl")  # fmt: skip
RIGHT = (
    "correctanswer", "correctanswers", "correct", "answer", "answerindex", "correctindex", "correctoption", "correctoptions",
    "correctoptionid", "correctoptionindex", "correctchoice", "correctanswerindex", "rightanswer", "right", "richtig", "richtige",
    "richtigeantwort", "richtigeantworten", "losung", "loesung", "solution", "antwort", "bonnereponse", "reponse", "respuesta",
    "respuestacorrecta", "ans", "key", "answerkey", "back", "definition",
)  # fmt: skip
WRONG = ("incorrectanswers", "wronganswers", "wrong", "distractors", "incorrect", "falsch", "falscheantworten")
_OPTION_KEY = re.compile(r"(?:option|choice|answer|antwort|opt|reponse|choix|ans)?([a-h]|[1-9])")
_NO_OPTIONS = frozenset(("tags", "categories", "keywords", "hints", "images", "sources", "references", "topics"))
_DEEPEST = 40
_LOOKED_AT = 500


def parsed_json(text: str) -> Json:
    """Read JSON, or objects a line; a comma too many before a bracket is forgiven. Raises Unreadable."""
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
        message("Not valid JSON from line {line} on: {reason}", line=line, reason=getattr(error, "msg", str(error)))
    )


def rows_of(parsed: Json, depth: int = 0) -> list[dict[str, Json]]:
    """Return all objects that ask something, of all lists that most of is questions; a question and its answer a pair are such too."""
    if depth > _DEEPEST:
        return []
    if isinstance(parsed, list):
        rows = [row for row in parsed[:_LOOKED_AT] if isinstance(row, dict)]
        if rows and sum(first(row, STEMS) is not None for row in rows) > len(rows) / 2 and any(map(_answers, rows)):
            return [row for row in parsed if isinstance(row, dict)]
        return [found for row in parsed for found in rows_of(row, depth + 1)]
    if not isinstance(parsed, dict):
        return []
    if first(parsed, STEMS) is not None and _answers(parsed):
        return [parsed]
    values = list(parsed.values())
    numbered = [value for value in values if isinstance(value, dict)]
    if (
        numbered
        and len(numbered) == len(values)
        and all(first(row, STEMS) is not None for row in numbered)
        and any(map(_answers, numbered))
    ):
        return numbered
    return _pairs(parsed) or [found for value in values for found in rows_of(value, depth + 1)]


def _pairs(parsed: Mapping[str, Json]) -> list[dict[str, Json]]:
    """Return the questions of an object whose keys ask and whose values answer."""
    asks = sum(key.rstrip().endswith("?") for key in parsed)
    if (
        len(parsed) < 2
        or asks < len(parsed) * 0.7
        or not all(isinstance(value, str | int | float) for value in parsed.values())
    ):
        return []
    return [{"question": key, "answer": value} for key, value in parsed.items()]


def _answers(row: Mapping[str, Json]) -> bool:
    return (
        any(first(row, names) is not None for names in (RIGHT, WRONG, OPTIONS))
        or bool(options_of(row))
        or right_of(row) is not None
    )


def first(row: Mapping[str, Json], names: Sequence[str]) -> Json:
    """Return the value of the first of `names` that a row has; small letters, without `_` and accents."""
    there = {_plain(key): value for key, value in row.items() if value is not None}
    return next((there[name] for name in names if name in there), None)


def _plain(key: str) -> str:
    plain = key.casefold().translate(str.maketrans("äöüé", "aoue"))
    return re.sub(r"[\s_\-]", "", plain)


def options_of(row: Mapping[str, Json]) -> Json:
    """Return the options of a row: what is called so, keys A, B … or option1, option2 …, or the only list of texts there is."""
    named = first(row, OPTIONS)
    if isinstance(named, list | dict) and named:
        return named
    keyed = {key: value for key, value in row.items() if short_name(key) and isinstance(value, str | int | float)}
    if len(keyed) > 1:
        return {name: value for name, value in keyed.items() if value != ""}
    lists = [
        value
        for key, value in row.items()
        if isinstance(value, list) and len(value) > 1 and _plain(key) not in {*_NO_OPTIONS, *RIGHT, *WRONG}
    ]
    return lists[0] if len(lists) == 1 and all(map(_is_option, lists[0])) and first(row, RIGHT) is not None else None


def short_name(key: str) -> str:
    """Return the letter or number of a key that names an option, empty where it names none."""
    found = _OPTION_KEY.fullmatch(_plain(key))
    return found[1] if found else ""


def _is_option(one: Json) -> bool:
    return isinstance(one, str | int | float) or (
        isinstance(one, dict)
        and not any(isinstance(inner, list | dict) for inner in one.values())
        and first(one, RIGHT) is None
    )


def right_of(row: Mapping[str, Json]) -> Json:
    """Return what says which answer is right; `a` beside `q` is the answer where no `b` is."""
    found = first(row, RIGHT)
    return (
        first(row, ("a",))
        if found is None and first(row, ("b",)) is None and isinstance(first(row, ("a",)), str)
        else found
    )


def strings(value: Json) -> Iterator[str]:
    """Give all texts in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
