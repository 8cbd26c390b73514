"""Questions as they will be seen, one below the other: for `pack show` and `pack preview`. Playing is screen.py's."""

from __future__ import annotations

from lemans_quiz.core.turns import Turn, arrangeable
from lemans_quiz.i18n import _
from lemans_quiz.play.answering import start
from lemans_quiz.play.feedback import right_text
from lemans_quiz.play.question import answer_block
from lemans_quiz.terminal.citations import citation
from lemans_quiz.terminal.layout import BLANK, Lines, hanging, indented, joined, said, wrapped
from lemans_quiz.terminal.theme import GOOD, QUIET, in_one_line
from lemans_quiz.terminal.views import Progress, Setting, header, margin, stem_lines


def shown_question(turn: Turn, progress: Progress, setting: Setting, width: int, *, answers: bool) -> Lines:
    """Return a question at a width, with what it is about; with `answers` also the key, hints, explanation and source."""
    lines = [*header(setting.title(turn.item.pack), progress, width), *_context(turn, setting, width)]
    lines += stem_lines(turn.item, setting, width)
    lines += answer_block(start(turn), setting, width).lines
    return [*lines, BLANK, *(_answers(turn, setting, width) if answers else [])]


def _context(turn: Turn, setting: Setting, width: int) -> Lines:
    """Authors see it where players of this pack alone do not."""
    context = turn.item.context
    if context is None or setting.context(turn.item):
        return []
    inset = margin(width)
    return indented(wrapped(said(in_one_line(context.show(setting.language)), QUIET), width - 2 * inset), inset)


def _left_out(turn: Turn, setting: Setting) -> str:
    """Return the options that this turn does not show, in one line."""
    texts = arrangeable(turn.item)
    left = [texts[index].show(setting.language) for index in range(len(texts)) if index not in turn.arrangement]
    return in_one_line(_("Not shown this time: {options}").format(options=", ".join(left))) if left else ""


def _answers(turn: Turn, setting: Setting, width: int) -> Lines:
    item, inset = turn.item, margin(width)
    room = width - 2 * inset
    lines = hanging(joined(said("✓ ", GOOD)), said(right_text(item, setting), GOOD), room)
    if left := _left_out(turn, setting):
        lines += wrapped(said(left, QUIET), room)
    for hint in item.hints:
        lines += wrapped(said(_("Hint: {hint}").format(hint=hint.show(setting.language)), QUIET), room)
    if item.explanation:
        lines += wrapped(said(item.explanation.show(setting.language)), room)
    told = [f"{item.pack} · {item.id}", _("level {level}").format(level=item.level) if item.level else "", *item.tags]
    if item.source:
        lines += wrapped(said(_("Source: {source}").format(source=citation(item.source, is_whole=True)), QUIET), room)
    return [*indented([*lines, *wrapped(said(" · ".join(part for part in told if part), QUIET), room)], inset), BLANK]
