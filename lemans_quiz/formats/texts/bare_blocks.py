"""Questions as bare lines -> drafts: what is asked, its options, and a line that says which is right, again and again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lemans_quiz.core.messages import message
from lemans_quiz.formats.drafts import Chosen, Content, Draft, DraftOption, Finding
from lemans_quiz.formats.keys import by_letter, by_number, folded

_LEAST, _MOST = 4, 9
"""So many lines a block has: what it asks, two options or more, and the answer."""

_COUNTED = re.compile(r"[(\[]?([A-Za-z1-9])(?:[)\].:]\s*|\s+)(\S.*)")


def read_bare_blocks(text: str) -> Content | None:
    """Return the questions of a text that is made of such blocks throughout, None for another text.

    Blocks of different lengths need a blank line between them. A number counts from 1 unless one is 0.
    """
    blocks = _blocks(text)
    if len(blocks) < 2 or not all(_LEAST <= len(block) <= _MOST for block in blocks):
        return None
    answers = [block[-1][1] for block in blocks]
    is_numbered = all(re.fullmatch(r"[0-9]", answer) for answer in answers)
    start = 0 if is_numbered and "0" in answers else 1
    drafts = [_draft(block, start) for block in blocks]
    if not all(drafts):
        return None
    note = Finding("counted-from", "", message("The right answers are numbered from 0."))
    return Content(tuple(draft for draft in drafts if draft), () if start else (note,))


def _blocks(text: str) -> list[list[tuple[int, str]]]:
    """Return the blocks between blank lines; without blank lines those of the one length that fits."""
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), 1)]
    filled = [line for line in lines if line[1]]
    if not filled:
        return []
    if len(filled) <= filled[-1][0] - filled[0][0]:
        return _between_blanks(lines)
    for length in range(_LEAST, _MOST + 1):
        blocks = [filled[at : at + length] for at in range(0, len(filled), length)]
        if len(filled) % length == 0 and all(_draft(block, 0) or _draft(block, 1) for block in blocks):
            return blocks
    return []


def _between_blanks(lines: Sequence[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    blocks: list[list[tuple[int, str]]] = [[]]
    for line in lines:
        if line[1]:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _draft(block: Sequence[tuple[int, str]], start: int) -> Draft | None:
    """Return the question of a block whose last line names one of its options."""
    (number, stem), *rest = block
    *written, answer = [line for _, line in rest]
    options = _without_letters(written)
    places = _places(answer, written, options, start)
    if len(places) != 1 or len({folded(option) for option in options}) < len(options):
        return None
    chosen = tuple(DraftOption(option, place in places) for place, option in enumerate(options))
    return Draft(str(number), "multichoice", re.sub(r"^[0-9]{1,4}[.)]\s*", "", stem), Chosen(chosen))


def _places(answer: str, written: Sequence[str], options: Sequence[str], start: int) -> tuple[int, ...]:
    if re.fullmatch(r"[0-9]", answer):
        return by_number(answer, len(options), first=start)
    if re.fullmatch(r"[A-Ha-h]", answer):
        return by_letter(answer, len(options))
    return tuple(place for place, pair in enumerate(zip(written, options, strict=True)) if answer in pair)


def _without_letters(lines: Sequence[str]) -> list[str]:
    found = [_COUNTED.fullmatch(line) for line in lines]
    letters = "".join(one[1].upper() for one in found if one)
    return (
        [one[2] for one in found if one]
        if letters in ("ABCDEFGHI"[: len(lines)], "123456789"[: len(lines)])
        else list(lines)
    )
