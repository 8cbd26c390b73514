"""A sheet as PDF, by typst, which is optional. The document is sheet.typ; the sheet is handed to it as JSON, never as source."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from lemans_quiz.core.messages import message
from lemans_quiz.errors import MissingExtra, NotFound
from lemans_quiz.i18n import _
from lemans_quiz.sheets.model import (
    Answer,
    Form,
    Line,
    Look,
    Pairs,
    Question,
    Ranks,
    Remark,
    Sheet,
    Ticks,
    columns,
    letter,
    remarks_heading,
)

DOCUMENT = Path(__file__).with_name("sheet.typ")

LONG = 1500
"""A question of more characters may be split: it might not fit a page."""

SERIF = "Libertinus Serif"
"""The font that is embedded in typst, so that a sheet looks the same on every computer."""

SANS = ("Atkinson Hyperlegible", "Arial", "Helvetica", "Liberation Sans", "Noto Sans", "DejaVu Sans")
"""Fonts of the system without serifs, the most readable first; typst brings none."""

_PAPERS = {"a4": "a4", "letter": "us-letter"}


def render(sheet: Sheet, look: Look) -> bytes:
    """Return the PDF. Raises MissingExtra where typst is not installed. The same sheet gives the same bytes."""
    try:
        import typst
    except ImportError:
        raise MissingExtra("PDF", "sheets") from None
    compiled: bytes = typst.compile(
        DOCUMENT.read_bytes(),
        format="pdf",
        sys_inputs={"sheet": payload(sheet, look, family_for(look, lambda: typst.Fonts().families()))},
        timestamp=0,
    )
    return compiled


def family_for(look: Look, families: Callable[[], Iterable[str]]) -> str:
    """Return the font of a look; raises NotFound where the system has none without serifs."""
    if look.font != "sans":
        return SERIF
    known = set(families())
    found = next((family for family in SANS if family in known), "")
    if not found:
        raise NotFound(
            message("This computer has none of these fonts: {fonts}.", fonts=", ".join(SANS)),
            message("Make a worksheet for the browser, which has its own: -o sheet.html"),
        )
    return found


def payload(sheet: Sheet, look: Look, family: str = SERIF) -> str:
    """Return what sheet.typ reads, as JSON. `family` is the font, one that typst finds."""
    return json.dumps(
        {
            "title": sheet.title,
            "language": sheet.language.partition("-")[0],
            "look": {
                "paper": _PAPERS[look.paper],
                "large": look.large,
                "wide": look.wide,
                "font": family,
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
                    "answers": [_answer(answer) for answer in version.answers],
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
        "remarks": remarks_heading(sheet),
    }


def _question(question: Question, look: Look) -> dict[str, Any]:
    form = _form(question.form, look)
    size = len(json.dumps(form, ensure_ascii=False)) + len(question.stem)
    return {**question._asdict(), "form": form, "long": size > (LONG // 2 if look.large or look.wide else LONG)}


def _answer(answer: Answer) -> dict[str, Any]:
    return {"number": answer.number, "mark": answer.mark, "text": answer.text}


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
