"""Pages that lie over a warm-up: the menu, correcting points, a few words before it begins."""

from __future__ import annotations

from lemans_quiz.games.warmup import board as wall
from lemans_quiz.games.warmup.letters import block_lines
from lemans_quiz.games.warmup.points import points
from lemans_quiz.games.warmup.prompts import Scene
from lemans_quiz.games.warmup.theme import Theme
from lemans_quiz.games.warmup.views import keys_line
from lemans_quiz.i18n import _
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.layout import BLANK, Block, Lines, Page, indented, said, wrapped
from lemans_quiz.terminal.menus import read_key
from lemans_quiz.terminal.terminal import Terminal
from lemans_quiz.terminal.theme import CURSOR, in_one_line, number
from lemans_quiz.terminal.views import KeyHint


def plain_page(
    look: Theme, title: str, told: tuple[str, ...], hints: tuple[KeyHint, ...], width: int, height: int
) -> Page:
    """Return a page with a few words in block letters and sentences below."""
    room = width - 2 * wall.margin(width)
    lines: Lines = []
    for sentence in told:
        lines += [BLANK, *wrapped(said(sentence, "bold"), room)]
    return _page(look, title, lines, hints, width, height)


def menu_page(scene: Scene, labels: tuple[str, ...], cursor: int, width: int, height: int) -> Page:
    """Return the menu with the cursor on one of its entries."""
    lines: Lines = [BLANK]
    for place, label in enumerate(labels):
        style = f"{scene.look.accent} reverse" if place == cursor else "bold"
        lines.append(said(f" {CURSOR if place == cursor else ' '} {place + 1}  {label} ", style))
    hints = (
        KeyHint(_("Space"), _("take")),
        KeyHint("↑↓", _("move")),
        KeyHint(f"1–{len(labels)}", _("choose")),
        KeyHint(_("Esc"), _("back")),
    )
    return _page(scene.look, _("Menu"), lines, hints, width, height)


def correction(terminal: Terminal, scene: Scene) -> tuple[float, ...] | None:
    """Let points be added and taken away; return what each team gets, None where it was called off."""
    added = [0.0] * len(points(scene.state))
    cursor = 0
    steps = {keys.RIGHT: 1, "+": 1, keys.LEFT: -1, "-": -1}
    while True:
        terminal.show(lambda width, height: _correction_page(scene, added, cursor, width, height))  # noqa: B023
        key = read_key(terminal)
        if key is None:
            continue
        if key.name in (keys.ESCAPE, keys.BACKSPACE):
            return None
        if key.name == keys.ENTER or key.text == " ":
            return tuple(added)
        if key.text.isascii() and key.text.isdigit() and 0 < int(key.text) <= len(added):
            cursor = int(key.text) - 1
        elif key.name in (keys.UP, keys.DOWN):
            cursor = (cursor + (1 if key.name == keys.DOWN else -1)) % len(added)
        else:
            added[cursor] += steps.get(key.text or key.name, 0)


def _correction_page(scene: Scene, added: list[float], cursor: int, width: int, height: int) -> Page:
    lines: Lines = [BLANK]
    totals = points(scene.state)
    for team, name in enumerate(scene.state.script.rules.teams):
        change = f"  ({added[team]:+g})" if added[team] else ""
        style = f"{scene.look.accent} reverse" if team == cursor else "bold"
        here = CURSOR if team == cursor else " "
        shown = number(totals[team] + added[team])
        lines.append(said(f" {here} {team + 1}  {in_one_line(name)}  {shown}{change} ", style))
    hints = (
        KeyHint("↑↓ 1–9", _("team")),
        KeyHint("← →", _("one point less or more")),
        KeyHint(_("Space"), _("take")),
        KeyHint(_("Esc"), _("leave as it was")),
    )
    return _page(scene.look, _("Points"), lines, hints, width, height)


def _page(look: Theme, title: str, lines: Lines, hints: tuple[KeyHint, ...], width: int, height: int) -> Page:
    inset = wall.margin(width)
    room = width - 2 * inset
    keys = indented(keys_line(hints, look, room), inset)
    titled = [said(line, look.accent) for line in block_lines(title, room) or [title]]
    body = [*titled, *lines]
    above = max(0, (height - len(keys) - len(body)) // 3)
    return Page([BLANK] * above, Block(indented(body, inset)), keys)
