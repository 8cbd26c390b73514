"""HTML -> plain text as a terminal shows it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

_BLOCKS = frozenset("p div br li ul ol tr table h1 h2 h3 h4 h5 h6 pre blockquote section article hr dt dd".split())
_SILENT = frozenset("script style head title template".split())
_MEDIA = frozenset("img audio video object embed iframe svg canvas picture".split())
_SUPERSCRIPT = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUBSCRIPT = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


class PlainText(NamedTuple):
    """A text and whether a picture, sound or film stood in it."""

    text: str
    media: bool = False


def looks_like_html(text: str) -> bool:
    """Tell whether a text whose markup nobody says has tags of HTML in it that people use for text."""
    return bool(
        re.search(r"</(p|b|i|em|strong|u|sub|sup|span|div|code|pre|li|ul|ol|font|a)>|<(br|p|img)\b[^<>]*>", text, re.I)
    )


def is_formatted(text: str) -> bool:
    """Tell whether a text has the tags that people format with, and not only such as it may be about."""
    return bool(re.search(r"<br\s*/?>|&nbsp;|</(b|i|u|em|strong|sup|sub|span|div|font|code)>|<img\s", text, re.I))


def from_html(text: str) -> PlainText:
    """Return HTML as plain text: blocks are lines, entities are read, comments and scripts are nothing."""
    if "<" not in text and "&" not in text:
        return PlainText(_joined_spaces(text))
    reader = _Reader()
    reader.feed(text)
    reader.close()
    read = tidy("".join(reader.pieces))
    return PlainText(read if "<pre" in text else re.sub(r"(?<=\S) {2,}(?=\S)", " ", read), reader.media)


class _Reader(HTMLParser):
    """Collects the text between tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.media = False
        self.silent = 0
        self.preformatted = 0
        self.raised: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag in _MEDIA:
            self._medium(tag, dict(attrs))
        elif tag in {"sup", "sub"}:
            self.raised.append(tag)
        elif tag == "pre":
            self.preformatted += 1
        if tag in _BLOCKS:
            self._break()
        if tag == "li":
            self.pieces.append("- ")

    def _medium(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Take a formula's picture as its text; anything else is a picture that is needed."""
        words = attributes.get("alt") or ""
        if (
            tag == "img"
            and ("latex" in (attributes.get("class") or "") or "tex" in (attributes.get("src") or "")[:40])
            and words
        ):
            self.pieces.append(words)
        else:
            self.media = True

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in {"sup", "sub"} and self.raised:
            self.raised.pop()
        elif tag == "pre":
            self.preformatted = max(0, self.preformatted - 1)
        if tag in _BLOCKS and tag != "br":
            self._break()
        elif tag in {"td", "th"}:
            self.pieces.append("  ")

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        text = data if self.preformatted else re.sub(r"[ \t\r\n\f]+", " ", data)
        self.pieces.append(_raised(text, self.raised[-1]) if self.raised else text)

    def unknown_decl(self, data: str) -> None:
        """Read what stands in CDATA as text; Python's parser would drop it."""
        self.pieces.append(data.removeprefix("CDATA["))

    def _break(self) -> None:
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")


def _raised(text: str, tag: str) -> str:
    """Return raised or lowered digits as Unicode has them, else with the sign that people type for it."""
    table, sign = (_SUPERSCRIPT, "^") if tag == "sup" else (_SUBSCRIPT, "_")
    stripped = text.strip()
    if stripped and all(ord(c) in table for c in stripped):
        return stripped.translate(table)
    return f"{sign}{stripped}" if stripped else text


def _joined_spaces(text: str) -> str:
    return tidy(re.sub(r"[ \t\r\n\f]+", " ", text))


def tidy(text: str) -> str:
    """Return a text without space around its lines, and without empty lines."""
    lines = (line.rstrip() for line in text.replace("\xa0", " ").replace("\t", "    ").split("\n"))
    return "\n".join(line for line in lines if line).strip()
