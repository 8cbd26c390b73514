"""A sheet as Markdown, to be edited or taken into a word processor. Text from packs is escaped, so that none of it is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from lemans_quiz.i18n import _
from lemans_quiz.sheets.model import Line, Look, Pairs, Question, Ranks, Sheet, Ticks, Version, letter, remarks_heading

_BOX, _BLANK = "☐", "____"
_MARKUP = re.compile(r"[\\`*_{\[\]<#|~$^@]|&(?=#?\w+;)|^(?:[-+=>]|\d+(?=[.)]))|:(?=\w+:)", re.MULTILINE)


def render(sheet: Sheet, look: Look) -> str:
    """Return the whole text."""
    lines: list[str] = []
    if look.with_questions:
        for version in sheet.versions:
            lines += [*_version(version, sheet), "---", ""]
    if look.with_key:
        lines += _key(sheet)
    elif lines:
        lines = lines[:-2]
    return "\n".join(lines).rstrip() + "\n"


def escaped(text: str, *, newline: str = " ") -> str:
    """Return a text that Markdown shows as it is; a line break becomes `newline`."""
    return _MARKUP.sub(_escape, text).replace("\n", newline)


def _escape(found: re.Match[str]) -> str:
    """Put a backslash before a sign; a number at the start of a line gets it behind, before its dot."""
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def _version(version: Version, sheet: Sheet) -> Iterator[str]:
    yield f"# {escaped(sheet.title)} · {escaped(version.code)}"
    yield ""
    fields = [f"{field}: {_BLANK * 3}" for field in (_("Name"), _("Class"), _("Date"))]
    points = _("Points")
    yield "  ".join((*fields, f"{points}: {_BLANK} / {version.points}"))
    yield ""
    if version.intro:
        yield version.intro
        yield ""
    for question in version.questions:
        yield from _question(question)


def _question(question: Question) -> Iterator[str]:
    aside = f" ({escaped(question.aside)})" if question.aside else ""
    stem = escaped(question.stem, newline="\\\n")
    context = f"*{escaped(question.context)}*\\\n" if question.context else ""
    yield f"**{question.number}.** {context}{stem}{aside}"
    yield ""
    if question.task:
        yield f"*{question.task}*"
        yield ""
    yield from _form(question)
    yield ""


def _form(question: Question) -> Iterator[str]:
    match question.form:
        case Ticks(options, lettered):
            for place, option in enumerate(options):
                name = f"{letter(place)}  " if lettered else ""
                yield f"- {_BOX} {name}{escaped(option)}"
        case Line(unit, short):
            # Alone on its line, a row of underscores would be a rule across the page.
            yield " ".join(("\\" + _BLANK * (3 if short else 10), escaped(unit))).rstrip()
        case Ranks(entries):
            yield from (f"- {_BLANK} {escaped(entry)}" for entry in entries)
        case Pairs() as pairs:
            yield from _pairs(pairs)


def _pairs(pairs: Pairs) -> Iterator[str]:
    yield "| | |"
    yield "|---|---|"
    rights = [f"{letter(place)}  {escaped(right)}" for place, right in enumerate(pairs.rights)]
    lefts = [f"{_BLANK} {escaped(left)}" for left in pairs.lefts]
    for left, right in zip_longest(lefts, rights, fillvalue=""):
        yield _row((left, right))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _key(sheet: Sheet) -> Iterator[str]:
    heading = _("Answer key: {title}").format(title=escaped(sheet.title))
    yield f"# {heading}"
    yield ""
    for version in sheet.versions:
        yield f"## {escaped(version.code)}"
        yield ""
        yield "| | | |"
        yield "|---:|---|---|"
        for answer in version.answers:
            yield _row((str(answer.number), answer.mark, escaped(answer.text)))
        yield ""
    if sheet.remarks:
        yield from _remarks(sheet)


def _remarks(sheet: Sheet) -> Iterator[str]:
    yield f"## {remarks_heading(sheet)}"
    yield ""
    for remark in sheet.remarks:
        source = _("Source: {source}").format(source=remark.source) if remark.source else ""
        told = " ".join(escaped(part) for part in (remark.explanation, source) if part)
        yield f"**{remark.number}.** **{escaped(remark.answer)}** {told}"
        yield ""
