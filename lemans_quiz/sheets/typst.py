"""A sheet as PDF, by typst, which is optional. The document is sheet.typ; the sheet is handed to it as JSON, never as source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lemans_quiz.errors import MissingExtra
from lemans_quiz.i18n import _
from lemans_quiz.sheets.model import Form, Line, Look, Pairs, Question, Ranks, Remark, Sheet, Ticks, columns, letter

DOCUMENT = Path(__file__).with_name("sheet.typ")

LONG = 1500
"""A question of more characters may be split: it might not fit a page."""

_PAPERS = {"a4": "a4", "letter": "us-letter"}


def render(sheet: Sheet, look: Look) -> bytes:
    """Return the PDF. Raises MissingExtra where typst is not installed. The same sheet gives the same bytes."""
    try:
        import typst
    except ImportError:
        raise MissingExtra("PDF", "sheets") from None
    compiled: bytes = typst.compile(
        DOCUMENT.read_bytes(), format="pdf", sys_inputs={"sheet": payload(sheet, look)}, timestamp=0
    )
    return compiled


def payload(sheet: Sheet, look: Look) -> str:
    """Return what sheet.typ reads, as JSON."""
    return json.dumps(
        {
            "title": sheet.title,
            "language": sheet.language.partition("-")[0],
            "look": {
                "paper": _PAPERS[look.paper],
                "large": look.large,
                "two_sided": look.two_sided,
                "questions": look.with_questions,
                "key": look.with_key,
            },
            "words": _words(sheet),
            "versions": [
                {
                    "code": version.code,
                    "points": version.points,
                    "intro": version.intro,
                    "questions": [_question(question, look) for question in version.questions],
                    "answers": [answer._asdict() for answer in version.answers],
                }
                for version in sheet.versions
            ],
            "remarks": [_remark(remark) for remark in sheet.remarks],
        },
        ensure_ascii=False,
    )


def _words(sheet: Sheet) -> dict[str, str]:
    return {
        "name": _("Name"),
        "class": _("Class"),
        "date": _("Date"),
        "points": _("Points"),
        "key": _("Answer key"),
        "key_heading": _("Answer key: {title}").format(title=sheet.title),
        "remarks": _("Explanations, numbered as in the first version"),
    }


def _question(question: Question, look: Look) -> dict[str, Any]:
    form = _form(question.form, look)
    size = len(json.dumps(form, ensure_ascii=False)) + len(question.stem)
    return {**question._asdict(), "form": form, "long": size > (LONG // 2 if look.large else LONG)}


def _form(form: Form, look: Look) -> dict[str, Any]:
    match form:
        case Ticks(options, lettered):
            letters = _letters(options) if lettered else [""] * len(options)
            return {"kind": "ticks", "options": options, "letters": letters, "columns": columns(options, look)}
        case Line(unit, short):
            return {"kind": "line", "unit": unit, "short": short}
        case Ranks(entries):
            return {"kind": "ranks", "entries": entries}
        case Pairs(lefts, rights):
            return {"kind": "pairs", "lefts": lefts, "rights": rights, "letters": _letters(rights)}


def _letters(texts: tuple[str, ...]) -> list[str]:
    return [letter(place) for place in range(len(texts))]


def _remark(remark: Remark) -> dict[str, Any]:
    source = _("Source: {source}").format(source=remark.source) if remark.source else ""
    return {**remark._asdict(), "source": source}
