"""What every screen shares: the setting of a game, the header, the status line, the line of keys, menus."""

from collections.abc import Callable
from typing import NamedTuple

from rich.text import Text

from lemans_quiz.core.game import Summary
from lemans_quiz.core.items import Item
from lemans_quiz.core.text import LocalText
from lemans_quiz.core.turns import Turn
from lemans_quiz.i18n import _
from lemans_quiz.terminal import theme
from lemans_quiz.terminal.layout import (
    BLANK,
    Block,
    Lines,
    Page,
    flowing,
    hanging,
    indented,
    joined,
    said,
    spread,
    width_of,
    wrapped,
)
from lemans_quiz.terminal.theme import ACCENT, BAR, KEY, QUIET, TITLE, in_one_line

NAME = "Le Mans Quiz"
NARROW = 60
_BAR_CELLS = 10


def _nothing_before(_summary: Summary) -> str:
    """Stand for a history that knows of no earlier game."""
    return ""


def _kept_by_nobody(_turn: Turn, _reason: str) -> bool:
    """Stand for a game that is not kept."""
    return False


class Setting(NamedTuple):
    """What is the same on every screen of a game: `language` of the questions, the seed's code, the packs' titles by id.

    `notice` is shown with the first question. `compared` says in a line how a result compares with earlier ones, `way_back` with
    which command a game that is left goes on; either may have nothing to say. Both are asked when the game is over.
    `complain` keeps what a player says is wrong with a question, and tells whether that could be done.
    """

    language: str = "en"
    seed: str = ""
    titles: tuple[tuple[str, LocalText], ...] = ()
    notice: str = ""
    compared: Callable[[Summary], str] = _nothing_before
    way_back: Callable[[], str] = str
    complain: Callable[[Turn, str], bool] = _kept_by_nobody

    def title(self, pack: str) -> str:
        """Return a pack's title, or its id where the title is not known."""
        for name, title in self.titles:
            if name == pack:
                return in_one_line(title.show(self.language))
        return in_one_line(pack)

    def context(self, item: Item) -> str:
        """Return what an item's pack says its questions are about, where items of several packs may be asked; else nothing."""
        return in_one_line(item.context.show(self.language)) if item.context and len(self.titles) > 1 else ""


class Progress(NamedTuple):
    """Question `number` (from 1) of `of`."""

    number: int
    of: int


def header(title: str, progress: Progress | None, width: int) -> Lines:
    """Return the first lines: the title, and how far the game is; the bar goes first where room is short."""
    left = said(title, TITLE)
    if progress is None:
        return [*indented(wrapped(left, width - 1), 1), BLANK]
    counted = said(_("{number} of {of}").format(number=progress.number, of=progress.of))
    right = joined(_bar(progress), "   ", counted, " ") if width >= NARROW else joined(counted, " ")
    return [*spread(joined(" ", left), right, width), BLANK]


def _bar(progress: Progress) -> Text:
    """Return the bar: done up to and with this question."""
    halves = round(2 * _BAR_CELLS * progress.number / max(1, progress.of))
    full = "━" * (halves // 2) + "╸" * (halves % 2)
    return joined(said(full, BAR), said("─" * (_BAR_CELLS - len(full)), QUIET))


def margin(width: int) -> int:
    """Return how far the body stands in from the left."""
    return 3 if width >= NARROW else 1


class KeyHint(NamedTuple):
    """A key's name and what it does."""

    key: str
    does: str


def keys_line(hints: tuple[KeyHint, ...], width: int) -> Lines:
    """Return the last lines: which keys do what."""
    parts = [joined(said(hint.key, KEY), " ", said(hint.does, QUIET)) for hint in hints]
    return indented(flowing(parts, width - 1), 1)


def footer(left: str, right: str, hints: tuple[KeyHint, ...], width: int) -> Lines:
    """Return the lines at the bottom: a status at both ends, then the keys."""
    status = spread(said(f" {left}", QUIET), said(f"{right} " if right else "", TITLE), width)
    return [BLANK, *status, *keys_line(hints, width)]


def status_of(turn: Turn, setting: Setting) -> str:
    """Return what the status line says of a question: its level, its points where they are not one, and the seed."""
    parts = [_("level {level}").format(level=turn.item.level)] if turn.item.level else []
    if turn.item.points == 0:
        parts.append(_("on trial: no points"))
    elif turn.item.points != 1:
        parts.append(_("{points} points").format(points=theme.number(turn.item.points)))
    return f" {theme.DOT} ".join([*parts, *([in_one_line(setting.seed)] if setting.seed else [])])


def stem_lines(item: Item, setting: Setting, width: int) -> Lines:
    """Return the question's text, below its context where that is told, and the blank line below it."""
    inset = margin(width)
    room = width - 2 * inset
    context = setting.context(item)
    above = wrapped(said(context, QUIET), room) if context else []
    return [*indented([*above, *wrapped(said(item.stem.show(setting.language), theme.STEM), room)], inset), BLANK]


def row(lead: str, text: str, width: int, *, style: str = "", lead_style: str = "") -> Lines:
    """Return a row of a list: its lead, then its text, hanging."""
    inset = margin(width)
    lines = hanging(said(lead, lead_style or style), said(text, style), width - 2 * inset + 1)
    return indented(lines, inset - 1)


class Menu(NamedTuple):
    """Entries to choose one from, the cursor on one of them. An entry is its label and a detail, which may be empty."""

    entries: tuple[tuple[str, str], ...]
    cursor: int = 0


def menu_lines(menu: Menu, width: int) -> Lines:
    """Return the entries of a menu, each with the digit that chooses it; details below where there is no room beside."""
    lines: Lines = []
    widest, digits = _widest_told(menu), len(str(len(menu.entries)))
    is_beside = has_room_beside(menu, width)
    for place, (label, detail) in enumerate(menu.entries):
        here = place == menu.cursor
        lead = f"{theme.CURSOR if here else ' '} {place + 1:<{digits}}  "
        lines += row(lead, label, width, style=ACCENT if here else "")
        if detail and is_beside:
            gap = " " * (widest - width_of(label) + 3)
            lines[-1] = joined(lines[-1], gap, said(in_one_line(detail), QUIET))
        elif detail:
            lines += row("     ", detail, width, style=QUIET)
    return lines


def has_room_beside(menu: Menu, width: int) -> bool:
    """Tell whether every detail fits beside the labels."""
    labels = margin(width) + len("▸ 1  ") + _widest_told(menu) + 3
    longest = max(width_of(in_one_line(detail)) for _label, detail in menu.entries)
    return width >= NARROW and labels + longest <= width


def _widest_told(menu: Menu) -> int:
    """Return the width of the longest label that has a detail; the others need no room beside."""
    return max((width_of(label) for label, detail in menu.entries if detail), default=0)


def menu_page(title: str, above: Lines, menu: Menu, hints: tuple[KeyHint, ...], width: int) -> Page:
    """Return a page that is a menu below some lines."""
    lines = menu_lines(menu, width)
    body = Block(lines, focus=(menu.cursor, menu.cursor)).below(above)
    return Page(header(title, None, width), body, [BLANK, *keys_line(hints, width)], sticky=len(above))


def menu_hints(count: int, escape: str) -> tuple[KeyHint, ...]:
    """Return the keys of a menu; `escape` is what Esc does."""
    return (
        KeyHint(f"1–{count}", _("choose")),
        KeyHint("↑↓", _("move")),
        KeyHint(_("Enter"), _("select")),
        KeyHint(_("Esc"), escape),
    )
