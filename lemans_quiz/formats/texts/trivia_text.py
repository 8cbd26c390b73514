"""OpenTriviaQA's text -> drafts: `#Q` asks, `^` says the answer, `A` to `D` are the options."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lemans_quiz.core.messages import message
from lemans_quiz.formats.drafts import Block, Chosen, Content, Draft, DraftOption, Finding, LeftOut, Typed
from lemans_quiz.formats.keys import folded

_LICENSE = "CC-BY-SA-4.0"
"""Of all of OpenTriviaQA, whose form this is."""

_OPTION = re.compile(r"([A-Z])\s+(.*)")


def is_open_trivia(text: str) -> bool:
    """Tell whether a text holds questions of this kind."""
    return bool(re.search(r"^#Q\s", text, re.M) and re.search(r"^\^\s", text, re.M))


def read_open_trivia(text: str) -> Content:
    """Return the questions; places are lines."""
    return Content(tuple(_block(number, lines) for number, lines in _blocks(text)), license=_LICENSE)


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    found: list[str] = []
    first = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#Q"):
            if found:
                yield first, found
            first, found = number, [line]
        elif found and line.strip():
            found.append(line)
    if found:
        yield first, found


def _block(number: int, lines: list[str]) -> Block:
    """Return a question; where two of its options read as the answer, both are right and become one later."""
    stem, answer, options = _parts(lines)
    place = str(number)
    if not answer:
        return LeftOut(
            place, "multichoice", stem, Finding("no-right-answer", place, message("It has no right answer."))
        )
    if not options:
        return Draft(place, "shortanswer", stem, Typed((answer,)))
    if folded(answer) not in map(folded, options):
        sentence = message("'{text}' is not one of its options.", text=answer)
        return LeftOut(place, "multichoice", stem, Finding("no-such-option", place, sentence))
    chosen = Chosen(tuple(DraftOption(option, folded(option) == folded(answer)) for option in options))
    return Draft(place, "multichoice", stem, chosen)


def _parts(lines: list[str]) -> tuple[str, str, list[str]]:
    """Return the question, the answer and the options; a line without a sign of its own goes on with the last."""
    parts = [lines[0][2:].strip()]
    has_answer = False
    for line in lines[1:]:
        text = line.strip()
        option = _OPTION.fullmatch(text)
        if line.startswith("^") and not has_answer:
            has_answer = True
            parts.append(line[1:].strip())
        elif has_answer and option and ord(option[1]) == 65 + len(parts) - 2:
            parts.append(option[2].strip())
        else:
            parts[-1] += f"\n{text}"
    return parts[0], parts[1] if has_answer else "", parts[2:]
