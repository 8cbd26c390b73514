"""Sources as one reads them: a citation in one line, addresses in it short and legible. JSON and exports keep them whole."""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size

from lemans_quiz.core.items import Source
from lemans_quiz.i18n import _
from lemans_quiz.terminal.theme import in_one_line

WIDEST_ADDRESS = 50
"""Cells: an address is in one line beside the places of a race on 80 columns. Half of those in the shipped packs are there whole."""
_WIDEST_HOST = 24
_ADDRESS = r"https?://(?:www\.)?([^\s;]*[^\s.,:;!?()\[\]<>\"'/\u2018-\u201d])/?"
_BEGINS_WORD = r"[-/_ .](?=\w)"
# Compiled when the first source is shown, not on the way to the first question.


def citation(source: Source, *, is_whole: bool = False) -> str:
    """Return a source in one line: author, title, publisher, year, pages, ISBN; addresses short unless it is to be whole."""
    text = in_one_line(", ".join(citation_parts(source)))
    return (
        text if is_whole else re.sub(_ADDRESS, lambda found: in_one_line(legible(found[1])), text, flags=re.IGNORECASE)
    )


def citation_parts(source: Source) -> tuple[str, ...]:
    """Return what a citation is made of, in its order, without the address."""
    pages = _("p. {pages}").format(pages=source.pages) if source.pages else ""
    isbn = f"ISBN {source.isbn}" if source.isbn else ""
    year = str(source.year) if source.year else ""
    return tuple(part for part in (source.author, source.title, source.publisher, year, pages, isbn) if part)


def legible(address: str) -> str:
    """Return an address without its scheme as one reads it: %20 and a wiki's underscores are spaces, the middle is left out."""
    if "%" in address:
        from urllib.parse import unquote

        plain = unquote(address)
        address = plain if plain.isprintable() and "\ufffd" not in plain else address
    if "/wiki/" in address:
        address = address.replace("_", " ")
    if cell_len(address) <= WIDEST_ADDRESS:
        return address
    host, slash, path = address.partition("/")
    if not slash or cell_len(host) > _WIDEST_HOST:
        return f"{set_cell_size(address, WIDEST_ADDRESS // 2)}…{_end(address, WIDEST_ADDRESS // 2 - 1)}"
    return f"{host}/…{_end(path, WIDEST_ADDRESS - cell_len(host) - 2)}"


def _end(text: str, cells: int) -> str:
    """Return the end of a text, from the beginning of a word on where one begins in its first half."""
    text = text[-cells - 1 :]
    while cell_len(text) > cells + 1:
        text = text[1:]
    begins = re.search(_BEGINS_WORD, text[: len(text) // 2])
    return text[begins.end() :] if begins else text[1:]
