"""What can be told from the raw text before YAML is parsed: encoding, forbidden characters, tabs, directives, hidden comments.

libyaml stops at the first of these, often in words nobody understands, and reads many directives in quadratic time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lemans_quiz.core.diagnostics import ERROR, Diagnostic, Span
from lemans_quiz.core.messages import message
from lemans_quiz.packs.yaml import typos as slips
from lemans_quiz.packs.yaml.findings import Findings, Point, SourceRange, line_around

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)
"""What may not stand in a file, comments included."""

FORBIDDEN_IN_TEXT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""What may not come out of an escape either; a tab between texts is harmless, in one it is not."""

_CHUNK = 1 << 20
_CONTROLS = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")
_WIDE = [
    chr(code) for code in (*range(0x80, 0xA0), 0x200B, *range(0x2028, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF)
]
_WIDE += ["\ufffe", "\uffff"]

_DOCUMENTS = {b"PK\x03\x04": ".xlsx/.ods/.docx/.zip", b"\xd0\xcf\x11\xe0": ".xls/.doc", b"%PDF": ".pdf"}
"""What files that are no text begin with."""

MOST_CHARACTERS = 200

_TAB = re.compile(r"^ *\t[ \t]*", re.MULTILINE)
_DIRECTIVE = re.compile(r"\A(?:[ \t]*+(?:#[^\n]*+)?+\r?\n)*+%")
_HIDDEN_COMMENT = re.compile(r" #\w")

_NAMES = {
    0x09: "tab",
    0x1B: "escape",
    0x7F: "delete",
    0x200B: "zero width space",
    0x2028: "line separator",
    0x2029: "paragraph separator",
    0x2060: "word joiner",
    0xFEFF: "byte order mark",
}
"""Names that unicodedata does not have, or that say more than its own."""


def decoded(raw: bytes, file: str) -> str | Diagnostic:
    """Return the text of a UTF-8 file without its byte order mark, or the reason why it is none."""
    if raw[:4] in _DOCUMENTS:
        return Diagnostic(
            "not-utf-8",
            ERROR,
            file,
            None,
            message("This is not a text file, but {what}.", what=_DOCUMENTS[raw[:4]]),
            expected=message("a text file in UTF-8"),
            help=message("Open it in its own program and save it as a text file; save a spreadsheet as CSV in UTF-8."),
        )
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or _alternates(raw[:200]):
        return Diagnostic(
            "not-utf-8",
            ERROR,
            file,
            None,
            message("The file is in UTF-16, not UTF-8."),
            expected=message("a text file in UTF-8"),
            help=message("Save it again with the encoding UTF-8."),
        )
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return _not_utf8(raw, file, error.start)


def _alternates(head: bytes) -> bool:
    """Tell UTF-16 without a mark: every other byte of a Latin text is zero."""
    return (
        len(head) >= 4
        and any(head[side::2].count(0) * 2 > len(head) // 2 for side in (0, 1))
        and head.count(0) < len(head)
    )


def _not_utf8(raw: bytes, file: str, at: int) -> Diagnostic:
    before = raw[:at].decode("utf-8").removeprefix("\ufeff")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    excerpt = line_around(before + raw[at : at + 200].decode("utf-8", "replace"), len(before))
    return Diagnostic(
        "not-utf-8",
        ERROR,
        file,
        Span(line, column, line, column + 1),
        message("The byte {byte} is not valid UTF-8.", byte=f"0x{raw[at]:02X}"),
        excerpt,
        expected=message("a text file in UTF-8"),
        help=message("Save it again with the encoding UTF-8; it may be Latin-1 now."),
    )


def scan(findings: Findings, raw: bytes) -> str:
    """Write down what the raw text shows, and return the text with forbidden characters replaced, so that reading goes on."""
    text = findings.text
    if _DIRECTIVE.match(text):
        _directive(findings)
    if _may_hold_forbidden(raw, text) and FORBIDDEN.search(text):
        _forbidden(findings)
        text = FORBIDDEN.sub("\ufffd", text)
    if "\t" in text:
        _tabs(findings)
    return text


def _may_hold_forbidden(raw: bytes, text: str) -> bool:
    """Look for all of them at the speed of memory; only a file that may hold one is searched for places."""
    if b"\r" in raw and raw.count(b"\r") != raw.count(b"\r\n"):
        return True
    for at in range(0, len(raw), _CHUNK):
        chunk = raw[at : at + _CHUNK]
        if len(chunk.translate(None, _CONTROLS)) != len(chunk):
            return True
    return not text.isascii() and any(character in text for character in _WIDE)


def has_hidden_comments(text: str) -> bool:
    """Tell whether a `#` right before a word starts a comment after some text anywhere; such a text may lack its end."""
    return "#" in text and bool(_HIDDEN_COMMENT.search(text))


def character_name(character: str) -> str:
    """Return how a character is told: its code point and its name."""
    import unicodedata

    code = ord(character)
    name = _NAMES.get(code) or unicodedata.name(character, "control character").lower()
    return f"U+{code:04X} ({name})"


def _places(pattern: re.Pattern[str], text: str) -> Iterator[tuple[Point, str]]:
    """Yield where a pattern is found, counting lines only once."""
    line = line_start = seen = 0
    for found in pattern.finditer(text):
        at = found.start()
        breaks = text.count("\n", seen, at)
        if breaks:
            line += breaks
            line_start = text.rfind("\n", seen, at) + 1
        seen = at
        yield Point(line, at - line_start, at), found[0]


def _stretch(point: Point, length: int) -> SourceRange:
    return SourceRange(point, Point(point.line, point.column + length, point.index + length))


def _forbidden(findings: Findings) -> None:
    for number, (point, character) in enumerate(_places(FORBIDDEN, findings.text)):
        if number == MOST_CHARACTERS:
            raise findings.too_many(_stretch(point, 1))
        findings.add(
            "forbidden-character",
            _stretch(point, 1),
            message("The character {character} is not allowed in a pack.", character=character_name(character)),
            help=message("Delete it: it is invisible, or garbles what is shown."),
        )


def _tabs(findings: Findings) -> None:
    mended: dict[int, str] = {}
    for number, (point, tabs) in enumerate(_places(_TAB, findings.text)):
        if number == MOST_CHARACTERS:
            break
        line = findings.line_of(SourceRange(point, point))
        mended[point.line] = slips.without_tabs(line, mended.get(point.line - 1) or _line_above(findings, point))
        findings.add(
            "tab",
            _stretch(point, len(tabs)),
            message("This line is indented with a tab."),
            expected=message("spaces"),
            help=message("Indent with spaces; most editors can convert tabs."),
            copy=mended[point.line] if line.strip() else "",
        )


def _line_above(findings: Findings, point: Point) -> str:
    start = point.index - point.column
    return line_around(findings.text, start - 1) if start else ""


def _directive(findings: Findings) -> None:
    point, _ = next(_places(re.compile(r"^%[^\n]*", re.MULTILINE), findings.text))
    raise findings.stop(
        "directive",
        _stretch(point, 1),
        message("A line that begins with % is a YAML directive, which packs do not use."),
        help=message("Delete the line, or put the text in quotes."),
    )


_ANCHOR = re.compile(rb"&(?<=[\s\[{,].)\S")
_TAG = re.compile(rb"!(?<=[\s\[{,].)[\S ]")
_ESCAPE = re.compile(rb'\\[^"\\n/ \n]')
"""An escape that may stand for a character that is not to be."""


def needs_care(raw: bytes) -> bool:
    """Tell whether a file may hold escapes, tabs, anchors or tags, so that each scalar has to be looked at."""
    signs = ((b"\\", _ESCAPE), (b"&", _ANCHOR), (b"!", _TAG))
    return b"\t" in raw or any(first in raw and pattern.search(raw) for first, pattern in signs)
