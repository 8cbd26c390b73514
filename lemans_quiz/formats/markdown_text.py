"""Markdown -> plain text, by markdown-it-py, which comes with Rich. Formulas stay as they are written."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from lemans_quiz.formats.html_text import PlainText, from_html, tidy

_FORMULA = re.compile(r"\$\$.+?\$\$|\\\(.+?\\\)|\\\[.+?\\\]|\$(?! )[^$\n]+?(?<! )\$", re.DOTALL)


def from_markdown(text: str) -> PlainText:
    """Return Markdown as plain text; formulas between dollars are kept letter by letter."""
    formulas: list[str] = []

    def keep(found: re.Match[str]) -> str:
        formulas.append(found[0])
        return f"\ufde0{len(formulas) - 1}\ufde1"

    kept = _FORMULA.sub(keep, text.replace("\ufde0", "").replace("\ufde1", ""))
    read = _rendered(kept)
    restored = re.sub("\ufde0([0-9]+)\ufde1", lambda found: formulas[int(found[1])], read.text)
    return PlainText(tidy(restored), read.media)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")


def _rendered(text: str) -> PlainText:
    """Return a text of Markdown without its signs; a list keeps its dashes, code its lines."""
    pieces: list[str] = []
    media = False
    marker: list[str] = []
    for token in _parser().parse(text):
        if token.type == "inline":
            line, has_media = _inline(token)
            media = media or has_media
            pieces.append((marker.pop() if marker else "") + line)
        elif token.type in {"fence", "code_block"}:
            pieces.append(token.content.rstrip("\n"))
        elif token.type == "html_block":
            block = from_html(token.content)
            media = media or block.media
            pieces.append(block.text)
        elif token.type == "list_item_open":
            marker = [f"{token.info}{token.markup} " if token.info else "- "]
    return PlainText("\n".join(pieces), media)


def _inline(token: Token) -> tuple[str, bool]:
    pieces: list[str] = []
    media = False
    for child in token.children or ():
        if child.type in {"text", "code_inline", "text_special"}:
            pieces.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            pieces.append("\n")
        elif child.type == "image":
            media = True
        elif child.type == "html_inline":
            read = from_html(child.content)
            media = media or read.media
            pieces.append("\n" if child.content.lower().startswith("<br") else read.text)
    return "".join(pieces), media
