"""Slips that YAML reads on past: a key glued to its text, a dash that is none, a quote never closed. Told where they were made."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lemans_quiz.core.messages import message
from lemans_quiz.packs.reading.keys import PACK_KEYS, QUESTION_KEYS
from lemans_quiz.packs.yaml.findings import Findings, Point, SourceMark, SourceRange, line_around
from lemans_quiz.packs.yaml.nodes import quoted

_GLUED = re.compile(r"\s*(?:- +)*(\w+)(:[\u00a0\u2007\u202f\u3000]+ *|\s?[\uff1a\ufe55]\s*|:)(\S.*)$")
_NO_HYPHEN = re.compile(r"(\s*)([\u2010-\u2015\u2022\u2212\uff0d]|[*+](?= ))\s*(\S.*)$")
_NO_SPACE = re.compile(r"(\s*)-([^\s-].*)$")
_OPENS = re.compile(r"""\s*(?:- +)*(?:[\w-]+: +)?(?<=[ -])(["'])""")
_ENTRY = re.compile(r"\s*(?:- +|(?:- +)*[\w-]+:(?: |$))")
_FARTHEST = 2000
"""So many lines above the place where reading ended an open quote is looked for."""

TYPOGRAPHIC = (
    "[\u201c\u201e][^\u201c-\u201f\n]+[\u201c\u201d]|[\u2018\u201a][^\u2018\u201a\n]+[\u2018\u2019]"
    "|\u00ab[^\u00ab\u00bb\n]+\u00bb|\u00bb[^\u00ab\u00bb\n]+\u00ab"
)
"""The pattern of a text in typographic quotes that holds no others of their kind."""

_LACKS = ("missing-answer", "missing-question", "missing-wrong")


def without_typographic(text: str) -> str:
    """Return a text without the typographic quotes that enclose all of it."""
    return text[1:-1] if re.fullmatch(TYPOGRAPHIC, text) else text


def around(findings: Findings, marks: Iterable[SourceMark]) -> bool:
    """Tell, and write down, that a line at one of the places, or the one above it, has a bad colon or a bad dash."""
    for mark in marks:
        for place in (mark, _above(findings.text, mark)):
            if bad_colon(findings, place) or bad_dash(findings, place):
                return True
    return False


def _above(text: str, mark: SourceMark) -> Point:
    """Return the beginning of the nearest line above a place that is not empty, or of the first."""
    number, start = mark.line, text.rfind("\n", 0, mark.index) + 1
    while number > 0:
        end = start - 1
        number, start = number - 1, text.rfind("\n", 0, end) + 1
        if text[start:end].strip():
            break
    return Point(number, 0, start)


def bad_colon(findings: Findings, mark: SourceMark, column: int = -1) -> bool:
    """Tell, and write down, that on the line of a place no plain colon and space follow a known key.

    The line to copy begins in `column`, or where the line does if that is below zero.
    """
    line, start = _line(findings, mark)
    found = _GLUED.match(line)
    if not found or found[1] not in (*QUESTION_KEYS, *PACK_KEYS):
        return False
    sentence = message("YAML needs a space after this colon.")
    if found[2].strip(" :"):
        sentence = message("This colon is from another script: YAML does not recognise it.")
        if found[2].startswith(":"):
            sentence = message("The space after this colon is a special one: YAML does not recognise it.")
    findings.add(
        "colon-without-space",
        _stretch(mark.line, found.start(2), start),
        sentence,
        help=message("Write {line}", line=f"{found[1]}: {found[3]}"),
        copy=f"{line[: found.end(1)] if column < 0 else ' ' * column + found[1]}: {found[3]}",
    )
    return True


def bad_dash(findings: Findings, mark: SourceMark) -> bool:
    """Tell, and write down, that the line of a place begins with another sign than a hyphen and a space."""
    line, start = _line(findings, mark)
    found = _NO_HYPHEN.match(line)
    text = found[3] if found else ""
    if found:
        sentence = message("A list entry begins with a hyphen, not with this longer dash.")
        if found[2] in "\u2022*+":
            sentence = message("A list entry begins with a hyphen, not with this character.")
        help = message("Write a hyphen and a space: {line}", line=f"- {text}")
    else:
        found = _NO_SPACE.match(line)
        if not found or re.fullmatch(r"[\d.,]+", found[2]):
            return False
        text = found[2]
        sentence = message("A space is missing after the dash.")
        help = message("Put a space after the dash: {line}", line=f"- {text}")
    findings.add("bad-dash", _stretch(mark.line, len(found[1]), start), sentence, help=help, copy=f"{found[1]}- {text}")
    return True


def never_closed(findings: Findings, mark: SourceMark) -> bool:
    """Tell, and write down, that a quote above a place was closed only by one that was to open a text there."""
    lines = findings.text.split("\n")[: mark.line + 1]
    if mark.line >= len(lines):
        return False
    for number in range(mark.line - 1, max(mark.line - _FARTHEST, -1), -1):
        opening = _OPENS.match(lines[number])
        if not opening or opening[1] in lines[number][opening.end() :]:
            continue
        between = lines[number + 1 : mark.line]
        if any(opening[1] in line for line in between) or opening[1] not in lines[mark.line]:
            return False
        if not all(_ENTRY.match(line) for line in lines[number + 1 : number + 2]):
            return False
        line, start = lines[number].rstrip("\r"), sum(len(above) + 1 for above in lines[:number])
        findings.add(
            "open-quote",
            _stretch(number, opening.end() - 1, start),
            message("This quote is never closed."),
            help=message("Close it at the end of the text."),
            copy=line.rstrip() + opening[1],
        )
        return True
    return False


_KEY = re.compile(r"( *(?:- +)*)([\w-]+):(?: |\r?$)")
_ITEM = r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^\"'\[\]{},#]+)"
_PIECE = re.compile(r"\s*('.*?'(?=\s*(?:[,\]]|$))|\"[^\"]*\"|[^,\[\]{}]+)\s*(,|\]|$)")


def in_its_column(findings: Findings, mark: SourceMark, line: str) -> str:
    """Return a line with its key in the column of the first key of its question, or nothing where that is not clear."""
    key = _KEY.match(line)
    if not key or "-" in key[1] or key[2] not in QUESTION_KEYS:
        return ""
    text, start = findings.text, findings.text.rfind("\n", 0, mark.index)
    for _ in range(_MOST_KEYS):
        if start <= 0:
            break
        end, start = start, text.rfind("\n", 0, start)
        above = _KEY.match(text, start + 1, end)
        if above and "-" in above[1] and above[2] in QUESTION_KEYS:
            column = len(above[1])
            return " " * column + line.lstrip() if column != len(key[1]) else ""
    return ""


_MOST_KEYS = 60
"""So many lines above a key the first one of its question is looked for."""


def without_tabs(line: str, above: str) -> str:
    """Return a line indented with spaces, a key of a question in the column of the key above it."""
    text = line.lstrip()
    spaces = line[: len(line) - len(text)].replace("\t", "  ")
    key, other = _KEY.match(spaces + text), _KEY.match(above)
    goes_on = other and other[2] in QUESTION_KEYS and above[other.end() :].strip()
    if key and goes_on and "-" not in key[1] and key[2] in QUESTION_KEYS and other:
        return " " * len(other[1]) + text
    return spaces + text


def with_colon(line: str) -> str:
    """Return a line that begins with a key and lacks its colon, with it."""
    found = re.match(r"(\s*(?:- +)*)(\w+)\s+(\S.*)$", line)
    if not found or found[2] not in (*QUESTION_KEYS, *PACK_KEYS) or ": " in found[3]:
        return ""
    return f"{found[1]}{found[2]}: {found[3]}"


def quoted_from(line: str, column: int) -> str:
    """Return a line with the text from a column to its end in quotes; in a list on one line each entry that needs them."""
    opening = re.match(r"\s*(?:- +)*[\w-]+: +(?=\[)", line)
    if opening and column > opening.end():
        return mended_list(line, opening.end())
    text = line[column:].rstrip()
    return line[:column] + quoted(text) if text else ""


def mended_list(line: str, column: int) -> str:
    """Return a line with the list that opens at a column closed, and what needs quotes in it quoted; nothing where it is no list."""
    if line[column : column + 1] != "[":
        return ""
    pieces: list[str] = []
    at = column + 1
    while found := _PIECE.match(line, at):
        pieces.append(_piece(found[1].strip()))
        at = found.end()
        if found[2] != ",":
            break
    rest = line[at:].strip()
    clean = pieces and (not rest or rest.startswith("#"))
    return f"{line[:column]}[{', '.join(pieces)}]" if clean and all(pieces) else ""


_IN_LANGUAGE = re.compile(r"(?:^|,\s*)([a-z]{2}(?:-[A-Za-z0-9]+)?):\s+")


def mended_map(line: str) -> str:
    """Return a line on which texts in several languages stand in braces with those quoted that need it; else nothing."""
    found = re.match(r"(\s*(?:- +)*[\w-]+: +)\{(\s*[a-z]{2}(?:-[A-Za-z0-9]+)?: .*)\}\s*$", line)
    if not found:
        return ""
    inside = found[2].strip()
    codes = list(_IN_LANGUAGE.finditer(inside))
    ends = [*(code.start() for code in codes[1:]), len(inside)]
    texts = [inside[code.end() : end].strip() for code, end in zip(codes, ends, strict=True)]
    if len({code[1] for code in codes}) < len(codes) or not all(texts):
        return ""
    pairs = [
        f"{code[1]}: {text if text[0] in QUOTES or re.fullmatch(r'[^:#,{}]+', text) else quoted(text)}"
        for code, text in zip(codes, texts, strict=True)
    ]
    return f"{found[1]}{{{', '.join(pairs)}}}"


QUOTES = ('"', "'")


def _piece(text: str) -> str:
    """Return an entry of a list as YAML takes it for one text."""
    if text[:1] == "'" == text[-1:] and len(text) > 1:
        inner = text[1:-1].replace("''", "'")
        return "'" + inner.replace("'", "''") + "'"
    if text[:1] == '"' or re.fullmatch(r"[\w(][^:#\"']*", text):
        return text
    return quoted(text)


def quoted_list(line: str) -> str:
    """Return a line on which several texts in quotes stand after a key, with brackets around them."""
    found = re.match(rf"(\s*(?:- +)*[\w-]+: +)({_ITEM}(?:, *{_ITEM})+)\s*$", line)
    return f"{found[1]}[{found[2]}]" if found and found[2][0] in "\"'" else ""


def forget_consequences(findings: Findings, mark: SourceMark) -> None:
    """Take back what a question was said to lack where reading ended inside it: the rest of it was not seen."""
    lines = findings.text.split("\n")
    found = findings.found
    while found and found[-1].code in _LACKS and found[-1].span:
        if any(re.match(r" *- +\w+:", line) for line in lines[found[-1].span.line : mark.line]):
            return
        found.pop()


def _line(findings: Findings, mark: SourceMark) -> tuple[str, int]:
    """Return the line of a place without its break, nothing where it is too long to show, and where it begins."""
    return line_around(findings.text, mark.index), findings.text.rfind("\n", 0, mark.index) + 1


def _stretch(number: int, column: int, start: int) -> SourceRange:
    return SourceRange(Point(number, column, start + column), Point(number, column + 1, start + column + 1))
