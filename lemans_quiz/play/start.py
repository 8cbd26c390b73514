"""The start screen of `lmq` alone on a terminal: a place to come back to. What its entries do is the caller's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lemans_quiz.i18n import _, language
from lemans_quiz.play.bindings import HELP
from lemans_quiz.play.keys_help import keys_page
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.circuit import LAP, drawn_lap
from lemans_quiz.terminal.editing import Line, edit
from lemans_quiz.terminal.layout import BLANK, Block, Lines, Page, indented, joined, said, width_of, wrapped
from lemans_quiz.terminal.menus import choose, read_key
from lemans_quiz.terminal.terminal import Terminal
from lemans_quiz.terminal.theme import ACCENT, BAR, PROMPT, QUIET, TITLE, in_one_line
from lemans_quiz.terminal.views import (
    NAME,
    KeyHint,
    Menu,
    footer,
    has_room_beside,
    header,
    keys_line,
    margin,
    menu_hints,
    menu_lines,
    menu_page,
)

_FLAG = "▀▄" * (len(NAME) // 2)
_LAP_CELLS, _LEFT_CELLS = 36, 34
_LEAST_FOR_LAP = _LEFT_CELLS + _LAP_CELLS
_AROUND = 6
"""Lines around lap and entries: one above, one between, the footer, and the keys."""


class Entry(NamedTuple):
    """A thing to do: `name` for the caller, `label` and `detail` for the player; `rank` is its place, from 1."""

    name: str
    label: str
    detail: str = ""
    rank: int = 9


class Offer(NamedTuple):
    """What a game offers on the start screen, and what it has to tell there."""

    entries: tuple[Entry, ...]
    told: tuple[str, ...] = ()


class Start(NamedTuple):
    """What the start screen shows."""

    entries: tuple[Entry, ...]
    told: tuple[str, ...] = ()
    version: str = ""
    winners: int = 0


def choose_entry(terminal: Terminal, start: Start, cursor: int = 0) -> int | None:
    """Return the place of the entry that was chosen, None where the player leaves."""
    return choose(
        terminal,
        lambda cursor, width, height: start_page(start, cursor, width, height),
        len(start.entries),
        cursor=cursor,
        explain=keys_page,
    )


def choose_from(terminal: Terminal, title: str, entries: Sequence[Entry], cursor: int = 0) -> int | None:
    """Return the place that was chosen from a page behind the start screen, None for going back."""
    menu = tuple((entry.label, entry.detail) for entry in entries)

    def build(cursor: int, width: int, height: int) -> Page:
        return menu_page(title, [], Menu(menu, cursor), menu_hints(len(menu), _("back")), width)

    return choose(terminal, build, len(menu), cursor=cursor, explain=keys_page)


def ask_for_text(terminal: Terminal, title: str, sentence: str, text: str, check: Callable[[str], str]) -> str | None:
    """Return what is typed in a field, None for going back; `check` says what is wrong with it, or nothing."""
    line, wrong = Line(text, len(text)), ""
    terminal.show_new(lambda width, height: _field_page(title, sentence, line, wrong, width), takes_text=True)
    while True:
        key = read_key(terminal, over_text=bool(line.text))
        if key is not None and key.name == keys.ESCAPE:
            return None
        if key is not None and key.name == keys.ENTER:
            wrong = check(line.text)
            if not wrong:
                return line.text
        elif key is not None and key.name != keys.RESIZE:
            line, wrong = edit(line, key), ""
        terminal.show(lambda width, height: _field_page(title, sentence, line, wrong, width))  # noqa: B023 - painted at once


def _field_page(title: str, sentence: str, line: Line, wrong: str, width: int) -> Page:
    inset = margin(width)
    room = width - 2 * inset
    shown = line.text[-(room - 3) :]
    above = [*wrapped(said(sentence), room), BLANK]
    typed = joined(said(f"{PROMPT} ", ACCENT), in_one_line(shown))
    below = [BLANK, *wrapped(said(wrong, ACCENT), room)] if wrong else []
    at = (len(above), inset + 2 + width_of(shown) - width_of(line.text[line.at :]))
    hints = (KeyHint(_("Enter"), _("continue")), KeyHint(_("Esc"), _("back")))
    body = Block(indented([*above, typed, *below], inset), cursor=at)
    return Page(header(title, None, width), body, [BLANK, *keys_line(hints, width)])


def start_page(start: Start, cursor: int, width: int, height: int) -> Page:
    """Return the start screen: name, circuit and what is told of yesterday, then what there is to do."""
    menu = Menu(tuple((entry.label, entry.detail) for entry in start.entries), cursor)
    narrow = not has_room_beside(menu, width)
    menu = Menu(tuple((label, "" if narrow else detail) for label, detail in menu.entries), cursor)
    lines = menu_lines(menu, width)
    above = _above(start, width, height - len(lines) - _AROUND)
    inset = margin(width) + 5
    told = wrapped(said(start.entries[cursor].detail, QUIET), width - inset - 1) if narrow else []
    body = Block([*lines, *([BLANK] if told else []), *indented(told, inset)], focus=(cursor, cursor)).below(
        [*above, BLANK]
    )
    hints = menu_hints(len(start.entries), _("quit"))
    hints = (*hints[:-1], HELP.hint(), hints[-1])
    return Page([BLANK], body, footer("", start.version, hints, width), sticky=len(above) + 1)


def _above(start: Start, width: int, height: int) -> Lines:
    """Return what stands above the entries: beside the lap where there is room for it, without it elsewhere."""
    inset = margin(width)
    drawn = drawn_lap(_LAP_CELLS, style=BAR) if width - 2 * inset >= _LEAST_FOR_LAP else []
    room = _LEFT_CELLS if drawn else width - 2 * inset
    head = [said(NAME, TITLE), said(_FLAG, QUIET)]
    motto = _("{lap} km, 24 hours, {winners} winners to overtake.").format(lap=_kilometres(), winners=start.winners)
    told: Lines = [line for one in start.told for line in wrapped(said(one), room)]
    if not drawn or len(drawn) > height:
        short = [*head, *wrapped(said(motto, QUIET), room), *([BLANK] if told else []), *told]
        return indented(short if len(short) <= height else short[: max(1, height)], inset)
    left = [*head, *wrapped(said(motto, QUIET), room)]
    left += [BLANK] * max(1 if told else 0, len(drawn) - len(left) - len(told))
    left += told
    rows = zip(left + [BLANK] * len(drawn), drawn + [BLANK] * len(left), strict=False)
    return [joined(" " * inset, line, " " * max(1, room - width_of(line)), right) for line, right in rows][
        : max(len(left), len(drawn))
    ]


def _kilometres() -> str:
    return f"{LAP:.3f}".replace(".", "," if language() == "de" else ".")
