"""Questions in Markdown -> drafts: task lists, mkdocs-quiz, the `Q:` and `A:` of hashcards, Obsidian's `::`."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lemans_quiz.core.messages import message
from lemans_quiz.formats.drafts import MARKDOWN, Block, Chosen, Content, Draft, DraftOption, Finding, LeftOut, Typed
from lemans_quiz.formats.texts.cards import without_labels

_TASK = re.compile(r"\s*(?:[-*+]\s*|[0-9]{1,3}[.)]\s+)\[([ xX*✓]?)\]\s*(.*)")
_QUIZ = re.compile(r"<quiz\b[^>]*>|<\?quiz\?>", re.I)
_QUIZ_END = re.compile(r"</quiz>|<\?/quiz\?>", re.I)
_LABEL = re.compile(r"\s*(?:\*\*)?(Q|A|C)(?:\*\*)?:(?:\*\*)?\s*(.*)")
_GAP = re.compile(r"\[\[(.+?)\]\]")
_BRACKETS = re.compile(r"(?<![!\\])\[([^\[\]]+)\](?!\()")
_ARROWS = re.compile(r"\s*(?:[-*+]\s+)?(.+?)\s*:::?\s*(\S.*)")
_NUMBER = re.compile(r"\s*(?:#{1,6}\s+)?(?:\**(?:question|frage|q)?\s*[0-9]{1,4}\s*[.):]\**\s*)?", re.I)
_HEADING = re.compile(r"\s*(?:#{1,6}\s+|\*\*)?(?:question|frage|aufgabe|q)\s*#?[0-9]{1,4}\s*[.):]?\**\s*", re.I)
_BULLET = re.compile(r"(\s*)[-*+]\s+(?!\[)(\S.*)")
_LONGEST_LINE = 5_000
_FENCE = re.compile(r"\s*(```|~~~)")


class _Line(NamedTuple):
    number: int
    text: str
    code: bool


def is_task_list(text: str) -> bool:
    """Tell whether a text has lists with boxes, ticked and empty ones."""
    boxes = [found[1].strip() for line in _lines(text) if not line.code and (found := _TASK.fullmatch(line.text))]
    return any(boxes) and not all(boxes)


def is_mkdocs_quiz(text: str) -> bool:
    """Tell whether a text has blocks of mkdocs-quiz."""
    return any(not line.code and _QUIZ.match(line.text.strip()) for line in _lines(text))


def is_hashcards(text: str) -> bool:
    """Tell whether a text has questions under Q: and answers under A:, which are no options of a choice."""
    labels = [found[1] for line in _lines(text) if not line.code and (found := _LABEL.match(line.text))]
    has_options = bool(re.search(r"^\s*B:\s", text, re.M))
    return not has_options and (
        ("Q" in labels and "A" in labels) or ("C" in labels and bool(re.search(r"^C:.*\[.+\]", text, re.M)))
    )


def is_obsidian(text: str) -> bool:
    """Tell whether most lines with something in them are cards with `::` between their sides."""
    lines = [
        line
        for line in _lines(text)
        if line.text.strip() and not line.code and not line.text.lstrip().startswith(("#", "---"))
    ]
    cards = [line for line in lines if _sides(line.text)]
    return len(cards) >= max(1, len(lines) * 0.3)


def read_task_lists(text: str) -> Content:
    """Return a question for each list with boxes; what stands before it asks. Places are lines."""
    return Content(tuple(_boxes(list(_lines(_without_front_matter(text))))), title=_title(text))


def read_mkdocs_quiz(text: str) -> Content:
    """Return a question for each block of mkdocs-quiz."""
    blocks: list[Block] = []
    inside: list[_Line] | None = None
    for line in _lines(_without_front_matter(text)):
        if not line.code and inside is None and _QUIZ.match(line.text.strip()):
            inside = []
        elif not line.code and inside is not None and _QUIZ_END.match(line.text.strip()):
            blocks += _quiz(inside)
            inside = None
        elif inside is not None:
            inside.append(line)
    return Content((*blocks, *(_quiz(inside) if inside else ())), title=_title(text))


def read_hashcards(text: str) -> Content:
    """Return a question for each `Q:` and each `C:`, whose brackets are the gap."""
    blocks: list[Block] = []
    parts: list[tuple[str, int, list[str]]] = []
    for line in (*_lines(_without_front_matter(text)), _Line(0, "---", False)):
        label = None if line.code else _LABEL.match(line.text)
        ends = not line.code and re.fullmatch(
            r"\s*(?:-{3,}|#{1,6}\s.*|\**(?:flash ?card|card|karte|question|frage) *#?[0-9]{1,4}\**[:.]?\**)\s*",
            line.text,
            re.I,
        )
        if parts and (ends or (label and label[1] != "A")):
            blocks.append(_hashcard(parts))
            parts = []
        if label:
            parts.append((label[1], line.number, [label[2]]))
        elif parts and not ends:
            parts[-1][2].append(line.text)
    return Content(tuple(blocks), title=_title(text))


def read_obsidian(text: str) -> Content:
    """Return a question for each line with `::` between what is asked and the answer."""
    blocks: list[Block] = []
    for line in _lines(_without_front_matter(text)):
        found = None if line.code else _sides(line.text)
        if found and not line.text.lstrip().startswith("#"):
            answer = re.sub(r"\s*<!--.*?-->\s*$|\s+\^[\w-]+$", "", found[2])
            front, back = without_labels(found[1], answer)
            blocks.append(Draft(str(line.number), "card", front, Typed((back,)), markup=MARKDOWN))
    return Content(tuple(blocks), title=_title(text))


def _sides(line: str) -> re.Match[str] | None:
    """Return both sides of a card in a line, None where it is none."""
    if "::" not in line or len(line) > _LONGEST_LINE or line.lstrip().startswith(("::", ".. ")):
        return None
    return _ARROWS.fullmatch(line)


def _lines(text: str) -> Iterator[_Line]:
    """Give the lines; what stands in a fence of code is code, whatever it looks like."""
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        found = _FENCE.match(line)
        if found and (not fence or found[1] == fence):
            fence = "" if fence else found[1]
            yield _Line(number, line, True)
        else:
            yield _Line(number, line, bool(fence))


def _without_front_matter(text: str) -> str:
    """Blank the settings at the top of a page, so that lines keep their numbers."""
    found = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    return "\n" * found[0].count("\n") + text[found.end() :] if found else text


def _title(text: str) -> str:
    found = re.search(rf"^# +(?!{_HEADING.pattern}$)(.+)$", text, re.M | re.I) or re.search(
        r"\A---\n(?:.*\n)*?title:[ ]*[\"']?(.+?)[\"']?\n", text
    )
    return found[1].strip(" *_#") if found and len(found[1]) <= 80 else ""


def _boxes(lines: list[_Line], *, first_is_stem: bool = False) -> Iterator[Block]:
    """Give a question for each run of boxes. What follows a list up to the next question's text is its explanation."""
    lines = _with_all_boxes(lines)
    runs: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        if not line.code and _TASK.fullmatch(line.text):
            if runs and (
                _is_open_code(lines[runs[-1][1] - 1 : at])
                or not any(_ends_list(between) for between in lines[runs[-1][1] : at])
            ):
                runs[-1] = (runs[-1][0], at + 1)
            else:
                runs.append((at, at + 1))
    ends = [*(start for start, _ in runs[1:]), *([len(lines)] if runs else [])]
    before = 0
    for (start, end), following in zip(runs, ends, strict=True):
        stem = lines[before:start] if first_is_stem else _stem(lines[before:start])
        is_last = following == len(lines)
        told = _told(lines[end:following], whole=is_last and first_is_stem)
        yield _task(stem, lines[start:end], told)
        before = end


def _is_open_code(lines: Sequence[_Line]) -> bool:
    """Tell whether code in backticks goes on from an option over the lines below it up to the last, which closes it."""
    return (
        len(lines) > 1
        and all(line.text.strip() for line in lines)
        and lines[0].text.count("`") % 2 == 1
        and lines[-1].text.count("`") % 2 == 1
    )


def _with_all_boxes(lines: list[_Line]) -> list[_Line]:
    """Return lines in which bullets between boxes have one of their own, which is empty: somebody forgot it."""
    found = list(lines)
    for places, step in ((range(1, len(lines)), -1), (range(len(lines) - 2, -1, -1), 1)):
        for at in places:
            beside, bullet = found[at + step], _BULLET.fullmatch(found[at].text)
            is_alike = (
                bullet
                and not beside.code
                and _TASK.fullmatch(beside.text)
                and beside.text.startswith(bullet[1])
                and not beside.text[len(bullet[1]) :].startswith((" ", "\t"))
            )
            if bullet and is_alike and not found[at].code and not bullet[2].rstrip().endswith(("?", ":")):
                found[at] = found[at]._replace(text=f"{bullet[1]}- [ ] {bullet[2]}")
    return found


def _ends_list(line: _Line) -> bool:
    """Tell whether a line is neither part of an option nor a gap between two."""
    return (
        bool(line.text.strip())
        and not line.text.startswith((" ", "\t"))
        and not line.text.lstrip().startswith(">")
        and not line.code
    )


def _stem(lines: Sequence[_Line]) -> list[_Line]:
    """Return the last paragraph before a list, with the code above it and a heading that belongs to it."""
    found: list[_Line] = []
    for line in reversed(lines):
        blank = not line.text.strip()
        if blank and found and not line.code and not _goes_on(found):
            break
        if not blank or line.code or found:
            found.insert(0, line)
        if line.text.lstrip().startswith(("#", ">")) and not line.code:
            break
    return [line for line in found if line.code or (line.text.strip() and not line.text.lstrip().startswith(">"))]


def _goes_on(found: Sequence[_Line]) -> bool:
    """Tell whether the lines so far are code alone, which has a question above it."""
    return all(line.code or not line.text.strip() for line in found)


def _told(lines: Sequence[_Line], *, whole: bool) -> str:
    """Return the explanation after a list: all of it in a block of its own, else the quotation or what is called so."""
    if whole:
        return "\n".join(line.text for line in lines).strip().removeprefix("---").strip()
    found: list[str] = []
    for line in lines:
        text = line.text.strip()
        label = re.match(
            r"\**(?:explanation|answer explanation|erklärung|begründung|explication|feedback)\**\s*:\**\s*(.*)",
            text,
            re.I,
        )
        if text.startswith(">"):
            found.append(text.lstrip("> "))
        elif label:
            found.append(label[1])
        elif found and not text:
            break
        elif found:
            found.append(text)
        elif text:
            break
    return "\n".join(found)


def _task(stem: Sequence[_Line], lines: Sequence[_Line], told: str) -> Block:
    options: list[DraftOption] = []
    for line in lines:
        found = None if line.code else _TASK.fullmatch(line.text)
        if found:
            options.append(DraftOption(found[2].strip(), bool(found[1].strip())))
        elif line.text.lstrip().startswith(">"):
            last, text = options[-1], line.text.strip().lstrip("> ")
            options[-1] = last._replace(feedback=f"{last.feedback}\n{text}".strip())
        elif line.text.strip():
            options[-1] = options[-1]._replace(text=f"{options[-1].text}\n{line.text.strip()}")
    if len(stem) > 1 and _HEADING.fullmatch(stem[0].text):
        stem = stem[1:]
    place = str((stem or lines)[0].number)
    asked = "\n".join(line.text for line in stem).strip()
    asked = _NUMBER.sub("", asked, count=1)
    if not asked:
        return LeftOut(
            place,
            "multichoice",
            "",
            Finding("no-question", place, message("The options have no question before them.")),
        )
    if not any(option.right for option in options):
        sentence = message("Nothing says which option is right.")
        return LeftOut(place, "multichoice", asked, Finding("no-right-answer", place, sentence))
    several = sum(option.right for option in options) > 1
    return Draft(place, "multichoice", asked, Chosen(tuple(options), several), markup=MARKDOWN, explanation=told)


def _quiz(lines: list[_Line]) -> list[Block]:
    """Return the question of a block of mkdocs-quiz; with boxes, or with one gap."""
    if any(not line.code and _TASK.fullmatch(line.text) for line in lines):
        return list(_boxes([line for line in lines if not line.text.strip().startswith("{")], first_is_stem=True))
    place = str(lines[0].number) if lines else ""
    asked, _, told = textwrap.dedent("\n".join(line.text for line in lines)).partition("\n---")
    gaps = _GAP.findall(asked)
    if len(gaps) != 1:
        sentence = message("It has several gaps; only one is supported.") if gaps else message("It has no answer.")
        return [
            LeftOut(
                place,
                "shortanswer",
                asked.strip(),
                Finding("several-gaps" if gaps else "no-right-answer", place, sentence),
            )
        ]
    stem = _GAP.sub("\\\\_\\\\_\\\\_\\\\_\\\\_", asked).strip()
    return [Draft(place, "shortanswer", stem, Typed((gaps[0].strip(),)), markup=MARKDOWN, explanation=told.strip())]


def _hashcard(parts: Sequence[tuple[str, int, list[str]]]) -> Block:
    label, number, lines = parts[0]
    place, asked = str(number), "\n".join(lines).strip()
    if label == "C":
        return _gapped(place, asked)
    answer = "\n".join("\n".join(part[2]) for part in parts[1:] if part[0] == "A").strip()
    if label != "Q" or not asked:
        return LeftOut(
            place, "card", answer, Finding("no-question", place, message("The answer has no question before it."))
        )
    if not answer:
        return LeftOut(place, "card", asked, Finding("no-right-answer", place, message("It has no answer.")))
    return Draft(place, "card", asked, Typed((answer,)), markup=MARKDOWN)


def _gapped(place: str, asked: str) -> Block:
    gaps = _BRACKETS.findall(asked)
    if len(gaps) != 1:
        sentence = message("It has several gaps; only one is supported.") if gaps else message("It has no answer.")
        return LeftOut(place, "cloze", asked, Finding("several-gaps" if gaps else "no-right-answer", place, sentence))
    return Draft(place, "cloze", _BRACKETS.sub("\\\\_\\\\_\\\\_\\\\_\\\\_", asked), Typed((gaps[0],)), markup=MARKDOWN)
