"""Advice on typographic quotes around a whole text: to YAML they are part of it, and players see and type them."""

from __future__ import annotations

import re

from lemans_quiz.authoring.lint.advice import MOST_TOLD, Checked
from lemans_quiz.core.diagnostics import WARNING, Diagnostic, Span
from lemans_quiz.core.messages import message
from lemans_quiz.packs.yaml.nodes import quoted
from lemans_quiz.packs.yaml.typos import TYPOGRAPHIC, without_typographic

_WHOLE = re.compile(rf"^( *(?:- +|[\w-]+: +)+)({TYPOGRAPHIC})(?=[ \t]*(?: #.*)?\r?$)", re.MULTILINE)


def typographic_quotes(checked: Checked) -> list[Diagnostic]:
    """Return advice on every unquoted text that stands in typographic quotes from end to end, as far as it fills its line."""
    text = checked.places.text
    if text.isascii():
        return []
    found: list[Diagnostic] = []
    line = seen = 0
    for match in _WHOLE.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        found.append(_told(checked.file, line + 1, match))
        if len(found) == MOST_TOLD:
            break
    return found


def _told(file: str, line: int, match: re.Match[str]) -> Diagnostic:
    head, text = match[1], match[2]
    return Diagnostic(
        "typographic-quotes",
        WARNING,
        file,
        Span(line, len(head) + 1, line, len(head) + len(text) + 1),
        message("Typographic quotes are part of the text to YAML, and players will see them."),
        head + text,
        help=message('Use straight quotes; to keep the others, put the whole in " ".'),
        copy=head + quoted(without_typographic(text)),
    )
