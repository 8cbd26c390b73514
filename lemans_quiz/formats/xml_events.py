"""XML -> elements, by expat, with bounds: size, number, depth; no entities of the file's own, and nothing from outside.

A file is fed in large pieces: a long attribute in small ones is read again and again.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from lemans_quiz.core.messages import message
from lemans_quiz.formats.drafts import Unreadable

MOST_BYTES = 64 << 20
MOST_ELEMENTS = 1_500_000
DEEPEST = 100
_PIECE = 16 << 20
_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))


class Broken(Exception):
    """The XML is not well-formed from `line` on."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


class Handlers:
    """What is done at each start and end of an element and with the text between; made for one file."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Meet the start of an element."""

    def end(self, name: str) -> None:
        """Meet the end of an element."""

    def text(self, text: str) -> None:
        """Meet text."""


def read_xml(content: bytes, handlers: Handlers, at: Callable[[int], None] | None = None) -> None:
    """Go through a file; `at` is told the line before each start. Raises Unreadable for what is too much, Broken for bad XML."""
    if len(content) > MOST_BYTES:
        raise Unreadable(message("The file is larger than {count} MiB.", count=MOST_BYTES >> 20))
    if content.count(b"<") > 2 * MOST_ELEMENTS:
        raise Unreadable(message("The XML in it is nested too deeply or has too many elements."))
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    counted = [0, 0]

    def start(name: str, attributes: dict[str, str]) -> None:
        counted[0] += 1
        counted[1] += 1
        if counted[0] > MOST_ELEMENTS or counted[1] > DEEPEST:
            raise Unreadable(message("The XML in it is nested too deeply or has too many elements."))
        if at:
            at(parser.CurrentLineNumber)
        handlers.start(name.rpartition("}")[2], attributes)

    def end(name: str) -> None:
        counted[1] -= 1
        handlers.end(name.rpartition("}")[2])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handlers.text
    parser.EntityDeclHandler = _refuse_entities
    try:
        for begin in range(0, len(content), _PIECE):
            parser.Parse(content[begin : begin + _PIECE])
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Broken(error.lineno, expat.ErrorString(error.code)) from None


def _refuse_entities(*_declaration: object) -> None:
    raise Unreadable(message("The file declares its own entities, which is not supported."))


def repaired(content: bytes) -> bytes:
    """Return XML with what people's programs get wrong: entities of HTML, lone ampersands, control characters.

    What stands in CDATA stays as it is, but for control characters.
    """
    content = re.sub(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", b"", content)
    pieces = re.split(rb"(<!\[CDATA\[.*?\]\]>)", content, flags=re.DOTALL)
    return b"".join(
        piece if number % 2 else _AMPERSAND.sub(_repaired_entity, piece) for number, piece in enumerate(pieces)
    )


_AMPERSAND = re.compile(rb"&(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,30};)?")


def _repaired_entity(found: re.Match[bytes]) -> bytes:
    name = (found[1] or b"").decode("ascii").rstrip(";")
    if name.startswith("#") or name in _OWN:
        return found[0]
    if name:
        character = html.unescape(f"&{name};")
        if not character.startswith("&"):
            return "".join(f"&#{ord(c)};" for c in character).encode("ascii")
    return b"&amp;" + found[0][1:]


class Trees(Handlers):
    """Hands over each element of a name as a tree as soon as it is complete, so that nothing before a fault is lost."""

    def __init__(self, name: str, take: Callable[[Element, int], None]) -> None:
        self.name = name
        self.take = take
        self.line = 0
        self.builder: TreeBuilder | None = None
        self.depth = 0
        self.began = 0

    def at(self, line: int) -> None:
        """Remember where the next element starts."""
        self.line = line

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a tree at an element of the name, or go on with it."""
        if self.builder is None and name == self.name:
            self.builder, self.depth, self.began = TreeBuilder(), 0, self.line
        if self.builder is not None:
            self.builder.start(name, attributes)
            self.depth += 1

    def end(self, name: str) -> None:
        """End an element; the outermost is handed over."""
        if self.builder is None:
            return
        self.builder.end(name)
        self.depth -= 1
        if self.depth == 0:
            tree, self.builder = self.builder.close(), None
            self.take(tree, self.began)

    def text(self, text: str) -> None:
        """Keep text inside the tree."""
        if self.builder is not None:
            self.builder.data(text)
