"""The pages of several players on one keyboard: the head above a question, passing the keyboard, a round's feedback, the result."""

from __future__ import annotations

from lemans_quiz.core import marks
from lemans_quiz.core.items import Number
from lemans_quiz.core.items import Text as TypedText
from lemans_quiz.core.marks import Mark
from lemans_quiz.core.turns import Turn
from lemans_quiz.games.duel.rules import round_of, scores, told
from lemans_quiz.games.duel.text import Duel, headline, off_text, points_text, share_line
from lemans_quiz.i18n import _
from lemans_quiz.play.bindings import BACK, MENU
from lemans_quiz.play.feedback import (
    Outcome,
    answer_text,
    answered_lines,
    gains,
    reason_of,
    right_text,
    source_line,
    verdict_of,
)
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
    width_of,
    wrapped,
)
from lemans_quiz.terminal.theme import ACCENT, BOLD, CURSOR, QUIET, TITLE, clock, in_one_line, safe
from lemans_quiz.terminal.views import (
    KeyHint,
    Menu,
    Progress,
    Setting,
    footer,
    header,
    keys_line,
    margin,
    menu_hints,
    menu_lines,
    status_of,
    stem_lines,
)


def duel_head(duel: Duel, title: str, progress: Progress | None, width: int, *, current: int | None = None) -> Lines:
    """Return the lines above a page: whose turn it is, and the points of all as far as they may be known."""
    points = scores(duel.game, len(duel.names), told(duel.game))
    parts = []
    for player in duel.players():
        here = player == current
        figure = "" if duel.deciding else f" {theme.number(points[player])}"
        parts.append(said(f"{CURSOR if here else ' '} {duel.name(player)}{figure}", ACCENT if here else ""))
    return [*header(title, progress, width)[:-1], *indented(flowing(parts, width - 1), 1), BLANK]


def turn_title(duel: Duel) -> str:
    """Say whose turn it is."""
    return _("{name}, it's your turn").format(name=duel.name(duel.game.turn.player))


def pass_page(duel: Duel, progress: Progress, width: int) -> Page:
    """Return the page between two players who are asked the same: nothing to be seen before the right one sits there."""
    inset = margin(width)
    name = duel.name(duel.game.turn.player)
    lines = wrapped(said(_("Pass the keyboard to {name}.").format(name=name), TITLE), width - 2 * inset)
    others = _("Everyone gets the same question, so the others look away. The answer comes when all have answered.")
    lines += [BLANK, *wrapped(said(others), width - 2 * inset)]
    hints = (KeyHint(_("Enter"), _("show the question")), MENU.hint())
    top = duel_head(duel, turn_title(duel), progress, width, current=duel.game.turn.player)
    return Page(top, Block(indented(lines, inset)), [BLANK, *keys_line(hints, width)])


def round_page(duel: Duel, title: str, progress: Progress, setting: Setting, width: int) -> Page:
    """Return the feedback of a question that all have answered."""
    inset = margin(width)
    last = duel.game.attempts[-1].turn
    turn = duel.game.turns[last]
    stem = stem_lines(turn.item, setting, width)
    key = _key_lines(turn, setting, width)
    below = indented(round_lines(duel, last, setting, width - 2 * inset), inset)
    start = len(stem) + len(key)
    block = Block([*stem, *key, *below], focus=(start, start + len(below)))
    hints = (KeyHint(_("Enter"), _("continue")), MENU.hint())
    bottom = footer(status_of(turn, setting), "", hints, width)
    return Page(duel_head(duel, title, progress, width), block, bottom, sticky=len(stem))


def _key_lines(turn: Turn, setting: Setting, width: int) -> Lines:
    """Return what could be chosen with what is right, and the blank line below it; nothing where answers are typed."""
    if isinstance(turn.item.kind, TypedText | Number):
        return []
    return [*answered_lines(Outcome(turn, None, Mark(0.0, marks.SKIPPED), 0.0, 0), setting, width), BLANK]


def round_lines(duel: Duel, turn: int, setting: Setting, room: int) -> Lines:
    """Return what each player answered in a round, then the answer, why, and the source."""
    places = round_of(duel.game, turn)
    item = duel.game.turns[turn].item
    lines: Lines = []
    for attempt, outcome in duel.outcomes():
        if attempt.turn in places:
            lines += _answer_row(duel, outcome, setting, room, off=off_text(duel, attempt, setting.language))
    answer = joined(said(_("The answer:") + " "), said(right_text(item, setting), BOLD))
    lines += [BLANK, *wrapped(answer, room)]
    if item.explanation:
        lines += wrapped(said(safe(item.explanation.show(setting.language))), room)
    source = source_line(item)
    return [*lines, *(wrapped(said(source, QUIET), room) if source else [])]


def _answer_row(duel: Duel, outcome: Outcome, setting: Setting, room: int, *, off: str) -> Lines:
    verdict = verdict_of(outcome.mark)
    lead = joined(said(f"{verdict.sign} ", verdict.style), said(f"{duel.name(outcome.turn.player)}  ", BOLD))
    given = answer_text(outcome, setting)
    word = said(verdict.word, verdict.style)
    if off:
        lead, word = joined(said(f"{theme.DOT} {duel.name(outcome.turn.player)} ", BOLD)), said(off, BOLD)
    parts = (given, "" if off else reason_of(outcome), gains(outcome))
    return hanging(lead, joined(word, *(f"  {part}" for part in parts if part)), room)


def duel_result_page(duel: Duel, setting: Setting, menu: Menu, width: int) -> Page:
    """Return the page of the result: who won, how all stand, the line to send, what was missed."""
    inset = margin(width)
    room = width - 2 * inset
    lines = [*standing_lines(duel, room), BLANK, *wrapped(said(share_line(duel, setting), ACCENT), room)]
    lines += [BLANK, *_missed_lines(duel, setting, room)]
    bottom = [BLANK, *menu_lines(menu, width), BLANK, *keys_line(menu_hints(len(menu.entries), _("quit")), width)]
    return Page(header(headline(duel), None, width), Block(indented(lines, inset)), bottom)


def standing_lines(duel: Duel, room: int) -> Lines:
    """Return a row for each player, the best first."""
    lines: Lines = []
    widest = max(width_of(duel.name(player)) for player in range(len(duel.names)))
    widest = widest if widest <= room // 3 else 0
    for row in duel.standings():
        summary = row.summary
        padding = " " * (widest - width_of(duel.name(row.player)))
        name = said(duel.name(row.player) + padding, BOLD if row.place > 1 else ACCENT)
        figures = (
            points_text(summary.score),
            _("{right} of {of} right").format(right=summary.right, of=summary.of),
            clock(summary.seconds),
        )
        lines += hanging(f"{row.place}.  ", joined(name, *(f"   {figure}" for figure in figures)), room)
    return lines


def _missed_lines(duel: Duel, setting: Setting, room: int) -> Lines:
    """Return each question that somebody missed, with its answer and who missed it."""
    missed: dict[str, tuple[str, str, list[str]]] = {}
    for attempt in duel.game.attempts:
        turn = duel.game.turns[attempt.turn]
        if not attempt.is_right:
            texts = (in_one_line(turn.item.stem.show(setting.language)), right_text(turn.item, setting))
            missed.setdefault(f"{turn.item.pack}/{turn.item.id}", (*texts, []))[2].append(duel.name(turn.player))
    lines: Lines = [said(_("Review these:"), TITLE)] if missed else []
    for stem, answer, names in missed.values():
        lines += hanging("· ", joined(said(stem), said(f"  {', '.join(names)}", QUIET)), room)
        lines += hanging(f"  {theme.ARROW} ", said(answer, BOLD), room)
    return lines


def duel_review_page(duel: Duel, setting: Setting, width: int) -> Page:
    """Return all questions with what each player answered, to be scrolled."""
    inset = margin(width)
    room = width - 2 * inset
    lines: Lines = []
    number = 0
    decider = [duel._replace(game=duel.decider, deciding=True)] if duel.decider else []
    for own in (duel, *decider):
        for turn in sorted({round_of(own.game, attempt.turn)[0] for attempt in own.game.attempts}):
            number += 1
            stem = said(safe(own.game.turns[turn].item.stem.show(setting.language)), BOLD)
            lines += hanging(f"{number}. ", stem, room)
            lines += [*indented(round_lines(own, turn, setting, room - 3), 3), BLANK]
    hints = (KeyHint(_("↑↓ PgUp PgDn"), _("scroll")), BACK.hint())
    title = header(_("Review"), None, width)
    return Page(title, Block(indented(lines[:-1], inset), focus=(0, 0)), [BLANK, *keys_line(hints, width)])
