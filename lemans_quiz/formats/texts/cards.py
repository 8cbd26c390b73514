"""Cards with two sides -> drafts: what Anki and Quizlet write as text. The back is typed."""

from __future__ import annotations

import re

from lemans_quiz.core.messages import message
from lemans_quiz.formats.drafts import HTML, PLAIN, Block, Content, Draft, Finding, LeftOut, Typed
from lemans_quiz.formats.html_text import looks_like_html
from lemans_quiz.formats.tables.csv_grid import csv_grid, separator_of
from lemans_quiz.formats.tables.grids import Grid, Row

_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":"}
_HEADER = re.compile(r"#([a-z][a-z ]*):(.*)")
_CLOZE = re.compile(r"\{\{c([0-9]+)::(.+?)(?:::(.*?))?\}\}", re.DOTALL)


def is_anki(text: str) -> bool:
    """Tell whether a text begins with the lines that Anki writes before its notes."""
    return bool(re.match(r"#(separator|html|notetype|deck|tags|columns|guid)( column)?:", text))


def read_anki(text: str) -> Content:
    """Return a question for each note; its places are lines."""
    lines = text.split("\n")
    said: dict[str, str] = {}
    first = 0
    while first < len(lines) and (lines[first].startswith("#") or not lines[first].strip()):
        found = _HEADER.fullmatch(lines[first].strip())
        if found:
            said[found[1].strip()] = found[2].strip()
        first += 1
    body = "\n".join(["", *([""] * (first - 1)), *_without_comments(lines[first:])]) if first else "\n".join(lines)
    separator = _separator(said.get("separator", "")) or separator_of("\n".join(lines[first:]))
    grid, notes = csv_grid(body, separator)
    html = said["html"].casefold() == "true" if "html" in said else looks_like_html(body[:100_000])
    skipped = {_column(said.get(f"{name} column", "")) for name in ("notetype", "deck", "tags", "guid")}
    tags = _column(said.get("tags column", ""))
    every = tuple(said.get("tags", "").split())
    blocks = tuple(_card(grid, row, skipped, html=html, tags=(*every, *row.cell(tags).split())) for row in grid.rows)
    title = said.get("deck", "") or said.get("name", "")
    return Content(blocks, notes, title=title.rpartition("::")[2])


def _without_comments(lines: list[str]) -> list[str]:
    return ["" if line.startswith("#") else line for line in lines]


def _separator(word: str) -> str:
    return _SEPARATORS.get(word.casefold(), word if len(word) == 1 else "")


def _column(text: str) -> int:
    return int(text) - 1 if re.fullmatch(r"[1-9][0-9]?", text) else -1


def read_cards(grid: Grid) -> Content:
    """Return a question for each row of two columns without a header."""
    html = any(looks_like_html(cell) for row in grid.rows[:200] for cell in row.cells)
    return Content(tuple(_card(grid, row, set(), html=html, tags=()) for row in grid.rows))


def _card(grid: Grid, row: Row, skipped: set[int], *, html: bool, tags: tuple[str, ...]) -> Block:
    place = grid.place(row)
    sides = [row.cell(column) for column in range(len(row.cells)) if column not in skipped]
    front = sides[0] if sides else ""
    back = next((side for side in sides[1:] if side), "")
    markup = HTML if html else PLAIN
    gaps = _CLOZE.findall(front)
    if gaps:
        return _cloze(place, front, gaps, markup, tags)
    if not front or not back:
        sentence = message("One side of the card is empty.")
        return LeftOut(place, "card", front or back, Finding("empty-side", place, sentence))
    front, back = without_labels(front, back)
    return Draft(place, "card", front, Typed((back,)), markup=markup, tags=tags)


_LABELS = re.compile(r"(?:question|frage|q|f|front)\s*[:：]\s*(\S.*)", re.I | re.DOTALL), re.compile(r"(?:answer|antwort|réponse|a|r|back)\s*[:：]\s*(\S.*)", re.I | re.DOTALL)  # fmt: skip


def without_labels(front: str, back: str) -> tuple[str, str]:
    """Return both sides of a card without `Question:` and `Answer:`, where both are there."""
    found = [label.fullmatch(side) for label, side in zip(_LABELS, (front, back), strict=True)]
    return (found[0][1], found[1][1]) if found[0] and found[1] else (front, back)


def _cloze(place: str, front: str, gaps: list[tuple[str, str, str]], markup: str, tags: tuple[str, ...]) -> Block:
    if len({(number, text) for number, text, _ in gaps}) > 1:
        sentence = message("It has several gaps; only one is supported.")
        return LeftOut(place, "cloze", front, Finding("several-gaps", place, sentence))
    hints = (gaps[0][2],) if gaps[0][2] else ()
    return Draft(
        place, "cloze", _CLOZE.sub("_____", front), Typed((gaps[0][1],)), markup=markup, hints=hints, tags=tags
    )
