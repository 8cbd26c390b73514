"""A sheet as one HTML file that prints well from any browser: no script, nothing loaded from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from lemans_quiz import i18n
from lemans_quiz.i18n import _
from lemans_quiz.sheets.model import (
    Answer,
    Line,
    Look,
    Pairs,
    Question,
    Ranks,
    Remark,
    Sheet,
    Ticks,
    Version,
    columns,
    letter,
    remarks_heading,
)

_PAPERS = {"a4": "A4", "letter": "letter"}
_STYLE = Path(__file__).with_name("sheet.css")
_BOX = '<span class="box"></span>'


def render(sheet: Sheet, look: Look) -> str:
    """Return the whole document."""
    body: list[str] = []
    if look.with_questions:
        body += [_version(place, version, sheet, look) for place, version in enumerate(sheet.versions)]
    if look.with_key:
        body.append(_key(sheet))
    return "\n".join((*_head(sheet, look), *body, "</body>", "</html>", ""))


def _head(sheet: Sheet, look: Look) -> Iterator[str]:
    yield "<!doctype html>"
    yield f'<html lang="{i18n.language()}">'
    yield '<head>\n<meta charset="utf-8">\n<meta name="generator" content="Le Mans Quiz">'
    yield f"<title>{escape(sheet.title)}</title>"
    yield f"<style>\n@page {{ size: {_PAPERS[look.paper]}; }}\n{_STYLE.read_text(encoding='utf-8')}{_footers(sheet)}\n</style>"
    yield f'</head>\n<body class="{_classes(look)}">'


def _classes(look: Look) -> str:
    size = "large" if look.large else "normal"
    return " ".join((size, *([look.font] if look.font else []), *(["wide"] if look.wide else [])))


def _footers(sheet: Sheet) -> str:
    """Return rules that print a version's code on each of its pages, in browsers that can."""
    return "\n".join(
        f'.version.v{place} {{ page: v{place}; }} @page v{place} {{ @bottom-right {{ content: "{_css(version.code)}"; }} }}'
        for place, version in enumerate(sheet.versions)
    )


def _css(text: str) -> str:
    """Return a text for a string of CSS, whatever it holds."""
    return re.sub(r"[^A-Za-z0-9 -]", lambda found: f"\\{ord(found[0]):x} ", text)


def _version(place: int, version: Version, sheet: Sheet, look: Look) -> str:
    names = {"name": _("Name"), "class": _("Class"), "date": _("Date"), "points": _("Points")}
    fields = "".join(_field(name, label, version.points) for name, label in names.items())
    questions = "\n".join(_question(question, look) for question in version.questions)
    return (
        f'<section class="version v{place}">\n'
        f'<header><h1>{escape(sheet.title)}</h1><p class="code">{escape(version.code)}</p></header>\n'
        f'<p class="fields">{fields}</p>\n'
        f'<p class="intro">{escape(version.intro)}</p>\n'
        f'<ol lang="{escape(sheet.language)}">\n{questions}\n</ol>\n</section>'
    )


def _field(name: str, label: str, points: str) -> str:
    after = f" / {points}" if name == "points" else ""
    return f'<span class="field {name}">{escape(label)} <span class="line"></span>{escape(after)}</span>'


def _question(question: Question, look: Look) -> str:
    aside = f'<span class="aside">{escape(question.aside)}</span>' if question.aside else ""
    task = f'<p class="task" lang="{i18n.language()}">{escape(question.task)}</p>\n' if question.task else ""
    context = f'<p class="context">{escape(question.context)}</p>\n' if question.context else ""
    return (
        f'<li class="question"><span class="number">{question.number}</span>\n'
        f'<div dir="auto">{context}<p class="stem">{aside}{escape(question.stem)}</p>\n{task}{_form(question, look)}</div></li>'
    )


def _form(question: Question, look: Look) -> str:
    match question.form:
        case Ticks() as ticks:
            return _ticks(ticks, look)
        case Line(unit, short):
            kind = "short line" if short else "line"
            return f'<p class="writing"><span class="{kind}"></span> {escape(unit)}</p>'
        case Ranks(entries):
            return _list("ranks", (f"{_BOX} {_text(entry)}" for entry in entries))
        case Pairs() as pairs:
            return _pairs(pairs)


def _ticks(ticks: Ticks, look: Look) -> str:
    options = (
        f"{_BOX} {_letter(place) if ticks.lettered else ''}{_text(option)}"
        for place, option in enumerate(ticks.options)
    )
    return _list(f"ticks in-{columns(ticks.options, look)}", options)


def _pairs(pairs: Pairs) -> str:
    lefts = _list("lefts", (f'{_BOX} {_text(left)}<span class="dot"></span>' for left in pairs.lefts))
    rights = (f'<span class="dot"></span>{_letter(place)}{_text(right)}' for place, right in enumerate(pairs.rights))
    return f'<div class="pairs">{lefts}{_list("rights", rights)}</div>'


def _list(name: str, entries: Iterable[str]) -> str:
    return f'<ul class="{name}">' + "".join(f"<li>{entry}</li>" for entry in entries) + "</ul>"


def _text(text: str) -> str:
    return f'<span class="text">{escape(text)}</span>'


def _letter(place: int) -> str:
    return f'<span class="letter">{letter(place)}</span> '


def _key(sheet: Sheet) -> str:
    tables = "\n".join(_answers(version) for version in sheet.versions)
    remarks = _remarks(sheet.remarks, remarks_heading(sheet)) if sheet.remarks else ""
    heading = _("Answer key: {title}").format(title=sheet.title)
    return f'<section class="key">\n<h1>{escape(heading)}</h1>\n{tables}\n{remarks}</section>'


def _answers(version: Version) -> str:
    rows = "\n".join(_row(answer) for answer in version.answers)
    return f'<section class="answers">\n<h2 class="code">{escape(version.code)}</h2>\n<table>\n{rows}\n</table>\n</section>'


def _row(answer: Answer) -> str:
    mark, text = escape(answer.mark), escape(answer.text)
    return f'<tr><th scope="row">{answer.number}</th><td class="mark">{mark}</td><td dir="auto">{text}</td></tr>'


def _remarks(remarks: Iterable[Remark], heading: str) -> str:
    told = "\n".join(
        f"<dt>{remark.number} <b>{escape(remark.answer)}</b></dt>\n<dd>{escape(remark.explanation)} {_source(remark)}</dd>"
        for remark in remarks
    )
    return f'<section class="remarks">\n<h2>{escape(heading)}</h2>\n<dl>\n{told}\n</dl>\n</section>'


def _source(remark: Remark) -> str:
    source = _("Source: {source}").format(source=remark.source)
    return f"<small>{escape(source)}</small>" if remark.source else ""
