"""A line of text that is being typed: keys change it. Pure; a letter and the marks on it move as one."""

import unicodedata
from typing import NamedTuple

from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import Key
from lemans_quiz.terminal.theme import in_one_line

LONGEST = 200
_JOINERS = "\u200d\ufe0e\ufe0f"


class Line(NamedTuple):
    """A text and the cursor before one of its characters, or at its end."""

    text: str = ""
    at: int = 0


def edit(line: Line, key: Key) -> Line:
    """Return the line after a key; a key that means nothing here changes nothing."""
    if key.name in (keys.CHARACTER, keys.PASTE):
        return _insert(line, key.text)
    target = _target(line, key.name)
    if target is not None:
        return line._replace(at=target)
    cut = _cut(line, key.name)
    return Line(line.text[: cut[0]] + line.text[cut[1] :], cut[0]) if cut else line


def _insert(line: Line, text: str) -> Line:
    added = in_one_line(text.strip("\r\n").replace("\r\n", "\n").replace("\r", "\n"))
    added = added.replace("\N{REPLACEMENT CHARACTER}", "")[: max(0, LONGEST - len(line.text))]
    return Line(line.text[: line.at] + added + line.text[line.at :], line.at + len(added))


def _target(line: Line, name: str) -> int | None:
    """Return where a key takes the cursor."""
    match name:
        case keys.LEFT | "ctrl-b":
            return _before(line)
        case keys.RIGHT | "ctrl-f":
            return _after(line)
        case keys.HOME | "ctrl-a":
            return 0
        case keys.END | "ctrl-e":
            return len(line.text)
        case "alt-b":
            return _word_before(line)
        case "alt-f":
            return _word_after(line)
        case _:
            return None


def _cut(line: Line, name: str) -> tuple[int, int] | None:
    """Return from where to where a key takes text away."""
    match name:
        case keys.BACKSPACE:
            return _before(line), line.at
        case keys.DELETE:
            return line.at, _after(line)
        case "ctrl-u":
            return 0, line.at
        case "ctrl-k":
            return line.at, len(line.text)
        case "ctrl-w" | "alt-backspace":
            return _word_before(line), line.at
        case "alt-d":
            return line.at, _word_after(line)
        case _:
            return None


def _before(line: Line) -> int:
    at = max(0, line.at - 1)
    while at and _belongs(line.text, at):
        at -= 1
    return at


def _after(line: Line) -> int:
    at = min(len(line.text), line.at + 1)
    while at < len(line.text) and _belongs(line.text, at):
        at += 1
    return at


def _belongs(text: str, at: int) -> bool:
    """Tell whether the character at a place is part of the one before."""
    character = text[at]
    return bool(unicodedata.combining(character)) or character in _JOINERS or text[at - 1] == "\u200d"


def _word_before(line: Line) -> int:
    return len(line.text[: line.at].rstrip().rpartition(" ")[0] + " ") if " " in line.text[: line.at].rstrip() else 0


def _word_after(line: Line) -> int:
    rest = line.text[line.at :]
    gap = len(rest) - len(rest.lstrip())
    return line.at + gap + len(rest.lstrip().partition(" ")[0])
