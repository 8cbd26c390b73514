"""The page of all keys of a warm-up: those that do something with its teams and its way to answer."""

from __future__ import annotations

from lemans_quiz.games.warmup import board as wall
from lemans_quiz.games.warmup.cards.keys import GONE
from lemans_quiz.games.warmup.keys import titled_page
from lemans_quiz.games.warmup.prompts import Scene
from lemans_quiz.games.warmup.rules import BUZZ, CARDS, LETTERS, NONE, WarmupRules
from lemans_quiz.i18n import _
from lemans_quiz.play.bindings import HELP
from lemans_quiz.terminal.layout import BLANK, Lines, Page, indented, joined, said, width_of, wrapped
from lemans_quiz.terminal.views import NARROW, KeyHint

Row = tuple[str, str]


def keys_page(scene: Scene, width: int, height: int) -> Page:
    """Return the page of all keys."""
    rows = key_rows(scene.state.script.rules)
    column = max(width_of(key) for key, _does in rows) + 4
    room = width - 2 * wall.margin(width)
    lines: Lines = [BLANK]
    for key, does in rows:
        name = said(f" {key} ", "reverse")
        if width < NARROW:
            lines += [name, *indented(wrapped(said(does, "bold"), room - 2), 2)]
            continue
        first, *others = wrapped(said(does, "bold"), room - column)
        lines += [joined(name, " " * (column - width_of(name)), first), *indented(others, column)]
    hints = (KeyHint("↑↓", _("scroll")), KeyHint(_("any other key"), _("back")))
    return titled_page(scene.look, _("Keys"), lines, hints, width, height)


def key_rows(rules: WarmupRules) -> list[Row]:
    """Return each key with what it does."""
    enter = _("also the next step, or ends what is typed")
    return [
        (_("Space"), _("next step; also Page down")),
        *([] if rules.entry == BUZZ else [(_("Enter"), enter)]),
        (_("Backspace"), _("one step back, points included; also Page up")),
        *(_team_rows(rules) if rules.teams else []),
        *([("0–9", _("hands for an option; Enter: the next option"))] if rules.tally else []),
        *(_card_rows() if rules.entry == CARDS else []),
        ("W", _("open the projector page in a browser")),
        (_("Esc"), _("menu: pause, skip, scores, timer off, finish")),
        HELP.row(),
        (_("Ctrl-C"), _("quit at once; resume later")),
    ]


def _team_rows(rules: WarmupRules) -> list[Row]:
    numbers = f"1–{len(rules.teams)}"
    answers = ("A–I", _("what the team says; {key}: no answer").format(key=NONE))
    if rules.entry == BUZZ:
        return [(numbers, _("the team that calls out first")), answers]
    marks = (f"{numbers}, 0", _("after the answer: teams that were right; 0: none"))
    return [answers, marks] if rules.entry == LETTERS else [marks]


def _card_rows() -> list[Row]:
    return [
        ("11 B", _("type card 11 as B; 11 {key}: not here today").format(key=GONE)),
        ("V", _("vote again")),
        ("C", _("let a camera read the pupils' cards")),
    ]
