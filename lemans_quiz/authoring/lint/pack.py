"""Advice on a pack as a whole: its languages, what the ranks of its keys tell, sources and explanations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lemans_quiz.authoring.lint.advice import MOST_TOLD, Advice, Checked
from lemans_quiz.authoring.lint.tells import advise_on_tells
from lemans_quiz.core.diagnostics import WARNING, Diagnostic, Span
from lemans_quiz.core.items import Item, Pack
from lemans_quiz.core.messages import Message, counted, message
from lemans_quiz.packs.yaml.nodes import quoted
from lemans_quiz.packs.yaml.typos import TYPOGRAPHIC, without_typographic

LONGEST_CONTEXT = 72
"""One line of a screen of 80 by 24."""
FEW = 5
"""So many questions are told one by one; more without a source or an explanation are one piece of advice."""


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


def advise_on_pack(pack: Pack, languages: Sequence[str], found: list[Advice]) -> None:
    """Add what only the whole pack shows."""
    _context(pack, found)
    advise_on_tells(pack.items, languages, found)
    without_source = [item for item in pack.items if item.source is None]
    without_explanation = [item for item in pack.items if item.explanation is None]
    if without_source:
        _lacking_source(without_source, found)
    if without_explanation:
        _lacking_explanation(without_explanation, found)


def _context(pack: Pack, found: list[Advice]) -> None:
    longest = max(map(len, pack.context.everywhere())) if pack.context else 0
    if longest > LONGEST_CONTEXT:
        sentence = message(
            "The line of 'context' has {length} characters; more than {most} do not fit one line of a screen.",
            length=longest,
            most=LONGEST_CONTEXT,
        )
        help = message("Name what the questions are about, and leave the rest to the description.")
        found.append(Advice("too-long", None, "", sentence, help))


def _lacking_source(items: Sequence[Item], found: list[Advice]) -> None:
    help = message("Write a 'source' in the question, or one for all under 'defaults'.")
    if len(items) <= FEW:
        sentence = message("This question names no source.")
        found.extend(Advice("no-source", item, "question", sentence, help) for item in items)
        return
    several = counted("{count} question names no source.", "{count} questions name no source.", len(items))
    found.append(_for_all("no-source", items, several, help))


def _lacking_explanation(items: Sequence[Item], found: list[Advice]) -> None:
    help = message("A sentence or two under 'explanation' are what people remember of a question.")
    if len(items) <= FEW:
        sentence = message("This question has no explanation.")
        found.extend(Advice("no-explanation", item, "question", sentence, help) for item in items)
        return
    several = counted("{count} question has no explanation.", "{count} questions have no explanation.", len(items))
    found.append(_for_all("no-explanation", items, several, help))


def _for_all(code: str, items: Sequence[Item], sentence: Message, help: Message) -> Advice:
    """The first stands for all: a hundred lines that say the same help nobody."""
    return Advice(code, items[0], "question", sentence, help)


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
