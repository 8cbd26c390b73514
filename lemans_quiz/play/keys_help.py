"""The page that tells all keys."""

from __future__ import annotations

from lemans_quiz.i18n import _
from lemans_quiz.play.bindings import APPEAL, HELP, HINT, MENU, SCROLL
from lemans_quiz.terminal.layout import BLANK, Block, Lines, Page, indented, joined, said, wrapped
from lemans_quiz.terminal.theme import KEY, TITLE
from lemans_quiz.terminal.views import NARROW, KeyHint, header, keys_line, margin

_COLUMN = 16


def keys_page(width: int, height: int) -> Page:
    """Return the page of all keys."""
    inset = margin(width)
    lines: Lines = []
    for title, rows in _sections():
        lines += [*([BLANK] if lines else []), said(title, TITLE)]
        for key, does in rows:
            lines += _row(key, does, width - 2 * inset)
    hints = (KeyHint("↑↓", _("scroll")), KeyHint(_("any other key"), _("back")))
    return Page(header(_("Keys"), None, width), Block(indented(lines, inset)), [BLANK, *keys_line(hints, width)])


def _row(key: str, does: str, room: int) -> Lines:
    """Return a key and what it does, below each other where the page is narrow."""
    if room < NARROW - 6:
        return [said(key, KEY), *indented(wrapped(said(does), room - 2), 2)]
    texts = wrapped(said(does), room - _COLUMN)
    leads = [said(key.ljust(_COLUMN), KEY), *[said(" " * _COLUMN)] * len(texts)]
    return [joined(lead, text) for lead, text in zip(leads, texts, strict=False)]


# Long because it is the table of all keys.
def _sections() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (
            _("Everywhere"),
            [
                MENU.row(),
                HELP.row(),
                HINT.row(),
                SCROLL.row(),
                (_("Ctrl-C"), _("quit at once; your answers are saved")),
            ],
        ),
        (
            _("Choosing"),
            [
                ("1–9, a–i", _("answer; with several right answers, tick")),
                (_("↑↓ Enter"), _("answer with the option under the cursor")),
                (_("Space"), _("tick the option under the cursor")),
            ],
        ),
        (
            _("Typing"),
            [
                (_("Ctrl-A Ctrl-E"), _("go to the start or the end")),
                (_("Ctrl-W Ctrl-U"), _("delete a word or all before the cursor")),
            ],
        ),
        (
            _("Putting in order"),
            [
                ("1–9, a–i", _("place this entry next, starting with the first")),
                (_("Space ↑↓"), _("pick up an entry, move it, drop it")),
            ],
        ),
        (
            _("Matching"),
            [
                ("a–i", _("choose the match, continue to the next")),
                ("1–9, ↑↓", _("go to a row; ← → try its matches")),
            ],
        ),
        (_("After an answer"), [APPEAL.row(), (_("any key"), _("continue"))]),
    ]
