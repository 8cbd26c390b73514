"""The pages of a race beside its questions: the first one, the lights, handing the keyboard over, an hour's feedback, a round's."""

from __future__ import annotations

from collections.abc import Sequence

from lemans_quiz.games.race.rules import TowerRow
from lemans_quiz.games.race.views import tower_lines
from lemans_quiz.i18n import _
from lemans_quiz.play.bindings import MENU
from lemans_quiz.play.feedback import Outcome, answer_text, reason_of, right_text, source_line, verdict_of
from lemans_quiz.terminal.circuit import MARK, corner_name, drawn_lap
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
    wrapped,
)
from lemans_quiz.terminal.theme import ACCENT, BAD, BAR, BOLD, QUIET, TITLE, in_one_line, safe
from lemans_quiz.terminal.views import KeyHint, Setting, footer, header, keys_line, margin, stem_lines

LAP_FROM = 110
"""Columns of a terminal from which a lap is drawn beside a page."""

BESIDE_A_LAP = 66
_LAP_CELLS, _GAP = 38, 4
_LIGHTS = 5


def with_lap(page: Page, corners: Sequence[str] = ()) -> Page:
    """Return a page of BESIDE_A_LAP cells with the lap at its right, some corners marked and named."""
    drawn = drawn_lap(_LAP_CELLS, marked=corners, style=BAR, mark_style=ACCENT)
    names = (joined(said(f"{MARK} ", ACCENT), said(corner_name(corner))) for corner in corners)
    drawn += [BLANK, *flowing(names, _LAP_CELLS)]
    return page._replace(beside=tuple(drawn), beside_at=BESIDE_A_LAP + _GAP)


def first_page(
    title: str, sentences: Sequence[str], seed: str, hints: tuple[KeyHint, ...], width: int, height: int
) -> Page:
    """Return the page before the start, with what a race is about; with fewer blank lines where it is whole without them."""
    inset = margin(width)
    top, bottom = header(title, None, width), footer(in_one_line(seed), "", hints, width)
    parts = [wrapped(said(sentence), width - 2 * inset) for sentence in sentences]
    free = height - len(top) - len(bottom) - sum(map(len, parts))
    gaps = free if free >= 0 else len(parts)
    lines: Lines = []
    for number, part in enumerate(parts):
        lines += [*([BLANK] if 0 < number <= gaps else []), *part]
    return Page(top, Block(indented(lines, inset)), bottom)


def lights_page(lit: int, width: int, height: int) -> Page:
    """Return the lights over the start, so many of them lit."""
    lights = joined(
        *(said("● " if number < lit else "○ ", BAD if number < lit else QUIET) for number in range(_LIGHTS))
    )
    above = [BLANK] * max(0, height // 3)
    return Page([], Block([*above, *indented([lights], (width - 2 * _LIGHTS) // 2)]), [])


def hand_over_page(top: Lines, name: str, sentences: Sequence[str], hints: tuple[KeyHint, ...], width: int) -> Page:
    """Return the page between two players: whose turn it is and how all stand, but nothing of the question."""
    inset = margin(width)
    room = width - 2 * inset
    title = _("{name}, it's your turn.").format(name=in_one_line(name))
    lines = wrapped(said(title, TITLE), room)
    for sentence in sentences:
        lines += [BLANK, *wrapped(said(sentence), room)]
    return Page(top, Block(indented(lines, inset)), [BLANK, *keys_line((*hints, MENU.hint()), width)])


def with_tower(page: Page, towers: Sequence[Sequence[TowerRow]], width: int, height: int) -> Page:
    """Return a page with the first of these towers that is free of everything else below its body, if any is."""
    free = height - len(page.top) - len(page.body.lines) - len(page.bottom)
    for rows in towers:
        lines = tower_lines(rows, width)
        if lines and len(lines) < free:
            return page._replace(body=page.body._replace(lines=[*page.body.lines, BLANK, *lines]))
    return page


def round_page(
    top: Lines, outcomes: Sequence[tuple[str, str, Outcome]], setting: Setting, bottom: Lines, width: int
) -> Page:
    """Return what all players answered to the same question, then the answer, why, and the source.

    An outcome stands with its player's name and what it brought.
    """
    inset = margin(width)
    room = width - 2 * inset
    item = outcomes[-1][2].turn.item
    stem = stem_lines(item, setting, width)
    lines: Lines = []
    for name, brought, outcome in outcomes:
        verdict = verdict_of(outcome.mark)
        lead = joined(said(f"{verdict.sign} ", verdict.style), said(f"{in_one_line(name)}  ", BOLD))
        parts = (answer_text(outcome, setting), reason_of(outcome), brought)
        lines += hanging(
            lead, joined(said(verdict.word, verdict.style), *(f"  {part}" for part in parts if part)), room
        )
    lines += [BLANK, *wrapped(joined(said(_("The answer:") + " "), said(right_text(item, setting), BOLD)), room)]
    if item.explanation:
        lines += wrapped(said(safe(item.explanation.show(setting.language))), room)
    if source := source_line(item):
        lines += wrapped(said(source, QUIET), room)
    block = Block([*stem, *indented(lines, inset)], focus=(len(stem), len(stem) + len(lines) - 1))
    return Page(top, block, bottom, sticky=len(stem))
