"""Advice on a pack as a whole: its languages, what the ranks of its keys tell, sources and explanations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lemans_quiz.authoring.lint.advice import MOST_TOLD, Advice, Checked, summed_up
from lemans_quiz.authoring.lint.tells import advise_on_tells
from lemans_quiz.core.diagnostics import WARNING, Diagnostic, Span
from lemans_quiz.core.items import Item, Pack
from lemans_quiz.core.messages import counted, message
from lemans_quiz.packs.yaml.nodes import quoted
from lemans_quiz.packs.yaml.typos import TYPOGRAPHIC, without_typographic

LONGEST_CONTEXT = 72
"""One line of a screen of 80 by 24."""
SMALL = 10
"""A pack of fewer questions is not asked for sources, explanations and ids."""


def languages_of(pack: Pack) -> tuple[str, ...]:
    """Return the languages a pack means to be in: its own, its title's, and those of at least half of its stems."""
    codes = dict.fromkeys((pack.language, *(() if pack.title.plain else (code for code, _ in pack.title.texts))))
    given: dict[str, int] = {}
    for item in pack.items:
        if not item.stem.plain:
            for code, _ in item.stem.texts:
                given[code] = given.get(code, 0) + 1
    codes.update((code, None) for code, count in given.items() if count * 2 >= len(pack.items))
    return tuple(codes)


def is_small(pack: Pack) -> bool:
    """Tell whether a pack is one that somebody tries out: it is not asked for what a good one has."""
    return len(pack.items) < SMALL


def advise_on_pack(pack: Pack, languages: Sequence[str], found: list[Advice], *, strict: bool) -> None:
    """Add what only the whole pack shows."""
    _context(pack, found)
    advise_on_tells(pack.items, languages, found)
    if is_small(pack) and not strict:
        return
    _lacking_source([item for item in pack.items if item.source is None], found)
    _lacking_explanation([item for item in pack.items if item.explanation is None], found)


def _context(pack: Pack, found: list[Advice]) -> None:
    longest = max(map(len, pack.context.everywhere())) if pack.context else 0
    if longest > LONGEST_CONTEXT:
        sentence = message(
            "'context' has {length} characters; only {most} fit on one line of a screen.",
            length=longest,
            most=LONGEST_CONTEXT,
        )
        help = message("Say briefly what the questions are about; put the rest in the description.")
        found.append(Advice("too-long", None, "", sentence, help))


def _lacking_source(items: Sequence[Item], found: list[Advice]) -> None:
    """The first stands for all: a hundred lines that say the same help nobody."""
    if items:
        help = message("Add a 'source' to the question, or one for all under 'defaults'.")
        several = counted("{count} question has no source.", "{count} questions have no source.", len(items))
        found.append(Advice("no-source", items[0], "question", several, help))


def _lacking_explanation(items: Sequence[Item], found: list[Advice]) -> None:
    if items:
        help = message("Add a sentence or two under 'explanation': that is what people remember.")
        several = counted("{count} question has no explanation.", "{count} questions have no explanation.", len(items))
        found.append(Advice("no-explanation", items[0], "question", several, help))


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
    return summed_up(checked, found)


def _told(file: str, line: int, match: re.Match[str]) -> Diagnostic:
    head, text = match[1], match[2]
    return Diagnostic(
        "typographic-quotes",
        WARNING,
        file,
        Span(line, len(head) + 1, line, len(head) + len(text) + 1),
        message("To YAML, typographic quotes are part of the text: players will see them."),
        head + text,
        help=message('Use straight quotes; to keep these, put the whole text in " ".'),
        copy=head + quoted(without_typographic(text)),
    )
