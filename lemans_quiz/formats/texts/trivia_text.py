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
    stem, answer = [lines[0][2:].strip()], ""
    options: list[str] = []
    for line in lines[1:]:
        option = _OPTION.fullmatch(line.strip())
        if line.startswith("^"):
            answer = line[1:].strip()
        elif answer and option and ord(option[1]) == 65 + len(options):
            options.append(option[2].strip())
        elif options:
            options[-1] += f"\n{line.strip()}"
        elif answer:
            answer += f"\n{line.strip()}"
        else:
            stem.append(line.strip())
    place, asked = str(number), "\n".join(stem)
    if not answer:
        return LeftOut(
            place, "multichoice", asked, Finding("no-right-answer", place, message("It has no right answer."))
        )
    if not options:
        return Draft(place, "shortanswer", asked, Typed((answer,)))
    if folded(answer) not in map(folded, options):
        sentence = message("'{text}' is none of its options.", text=answer)
        return LeftOut(place, "multichoice", asked, Finding("no-such-option", place, sentence))
    first = [folded(option) for option in options].index(folded(answer))
    return Draft(
        place,
        "multichoice",
        asked,
        Chosen(
            tuple(
                DraftOption(option, at == first or folded(option) == folded(answer))
                for at, option in enumerate(options)
            )
        ),
    )
