"""Answers that count by their player's word -> the lines that would make their packs mark them so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from lemans_quiz.core import marks
from lemans_quiz.core.game import Game
from lemans_quiz.core.items import Text
from lemans_quiz.core.responses import Typed
from lemans_quiz.core.text import LocalText
from lemans_quiz.i18n import _
from lemans_quiz.terminal.theme import in_one_line


class PackLine(NamedTuple):
    """A line to write in the question `item` of `pack`."""

    pack: str
    item: str
    line: str


def pack_lines(game: Game) -> list[PackLine]:
    """Return a line for each typed answer that its player called right, or wrong."""
    found: list[PackLine] = []
    for attempt in game.attempts:
        item = game.turns[attempt.turn].item
        if not isinstance(item.kind, Text) or not isinstance(attempt.response, Typed):
            continue
        typed = attempt.response.text.strip()
        if attempt.mark.reason == marks.APPEALED:
            found.append(PackLine(item.pack, item.id, _line("accept", item.kind.accept, typed)))
        elif attempt.mark.reason == marks.WITHDRAWN:
            refused = tuple(option.text for option in item.kind.refused)
            found.append(PackLine(item.pack, item.id, _line("not", refused, typed)))
    return found


def told_pack_lines(game: Game) -> Iterator[str]:
    """Yield, for each such answer, where to write what."""
    for one in pack_lines(game):
        where = {"pack": in_one_line(one.pack), "item": in_one_line(one.item)}
        yield _("To make pack '{pack}' mark it the same way, add to question '{item}':").format(**where)
        yield f"    {one.line}"


def _line(key: str, known: tuple[LocalText, ...], typed: str) -> str:
    """Return a key with all that stands there already; double quotes with JSON's escapes are YAML for any text."""
    texts = [_quoted(text.first) if text.plain else _quoted_map(text.texts) for text in known]
    return f"{key}: [{', '.join([*texts, _quoted(typed)])}]"


def _quoted(text: str) -> str:
    return json.dumps(in_one_line(text), ensure_ascii=False)


def _quoted_map(texts: tuple[tuple[str, str], ...]) -> str:
    return "{" + ", ".join(f"{language}: {_quoted(text)}" for language, text in texts) + "}"
