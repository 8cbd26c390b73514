"""The pages of an exam before it is handed in: a question, the overview, the question whether to hand in. No key is ever shown."""

from __future__ import annotations

from typing import NamedTuple

from lemans_quiz.core.marks import SKIPPED, Mark
from lemans_quiz.core.responses import Response
from lemans_quiz.core.turns import Turn
from lemans_quiz.games.exam.rules import Exam
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.play import complaining
from lemans_quiz.play.answering import State, drawn, has_own_arrows
from lemans_quiz.play.bindings import BACK, FLAG, HELP, OVERVIEW, SCROLL
from lemans_quiz.play.question import Open, answer_block, answer_hints, question_notes
from lemans_quiz.terminal import theme
from lemans_quiz.terminal.layout import BLANK, Block, Lines, Page, indented, joined, said, wrapped
from lemans_quiz.terminal.theme import ACCENT, CURSOR, DOT, EMPTY, FILLED, QUIET, clock, in_one_line
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
    menu_page,
    row,
    status_of,
    stem_lines,
)

_MOST_NUMBERS = 20


def not_handed_in(exam: Exam, way_back: str) -> str:
    """Say that the exam is open and, where there is a `way_back`, with which command it goes on."""
    fields = {"answered": len(exam.turns) - len(exam.unanswered), "of": len(exam.turns), "command": way_back}
    if not way_back:
        return _("Not submitted: {answered} of {of} answered.").format(**fields)
    return _("Not submitted yet: {answered} of {of} answered. Resume with: {command}").format(**fields)


def unfinished_sentences(exam: Exam) -> list[str]:
    """Say which questions have no answer and which a flag; nothing where that is none."""
    told = []
    if open_ones := exam.unanswered:
        told.append(
            ngettext(
                "One question is unanswered: {numbers}.", "{count} questions are unanswered: {numbers}.", len(open_ones)
            ).format(count=len(open_ones), numbers=_numbers(open_ones))
        )
    if flagged := exam.flagged:
        told.append(
            ngettext("One is flagged: {numbers}.", "{count} are flagged: {numbers}.", len(flagged)).format(
                count=len(flagged), numbers=_numbers(flagged)
            )
        )
    return told


def _numbers(places: tuple[int, ...]) -> str:
    """Return the numbers of questions in one line, the first ones where there are many."""
    more = ", …" if len(places) > _MOST_NUMBERS else ""
    return ", ".join(str(place + 1) for place in places[:_MOST_NUMBERS]) + more


def answer_so_far(turn: Turn, response: Response | None, setting: Setting) -> str:
    """Return an answer in one line, nothing where there is none."""
    from lemans_quiz.play.feedback import Outcome, answer_text

    return answer_text(Outcome(turn, response, Mark(0.0, SKIPPED), 0.0, 0), setting)


FLAG_SIGN = "⚑"


class Desk(NamedTuple):
    """An exam as its writer sees it: the state of the question at hand, and seconds left (None without a limit)."""

    exam: Exam
    state: State
    left: float | None = None
    note: str = ""


def exam_page(desk: Desk, setting: Setting, width: int) -> Page:
    """Return the page of the question at hand, with the answer it has so far."""
    exam = desk.exam
    item, progress = exam.turn.item, Progress(exam.position + 1, len(exam.turns))
    stem = stem_lines(item, setting, width)
    answers = answer_block(drawn(desk.state, exam.sheet.response), setting, width)
    notes = question_notes(Open(desk.state, progress, note=desk.note), setting, width)
    block = Block([*answers.lines, *notes], answers.focus, answers.cursor).below(stem)
    bottom = footer(status_line(exam, setting), _time(desk.left), _hints(desk.state), width)
    title = setting.title(item.pack) + (f"   {FLAG_SIGN} {_('flagged')}" if exam.sheet.flagged else "")
    return Page(header(title, progress, width), block, bottom, sticky=len(stem))


def status_line(exam: Exam, setting: Setting) -> str:
    """Return how much is answered, and what is to be said of the question."""
    answered = len(exam.turns) - len(exam.unanswered)
    parts = [_("{answered} of {of} answered").format(answered=answered, of=len(exam.turns))]
    return f" {DOT} ".join(part for part in (*parts, status_of(exam.turn, setting)) if part)


def _time(left: float | None) -> str:
    return "" if left is None else clock(left + 0.999)


def _hints(state: State) -> tuple[KeyHint, ...]:
    arrows = "Tab" if has_own_arrows(state) else "← →"
    back = () if arrows != "Tab" else (KeyHint(_("Shift-Tab"), _("back")),)
    move = KeyHint(arrows, _("move") if not back else _("next"))
    flag, overview = FLAG.hint(), OVERVIEW.hint()
    return (*answer_hints(state), move, *back, flag, overview)


class ExamOverview(NamedTuple):
    """All questions at a glance, the cursor on one of them or, behind them, on an entry of the ENTRIES below."""

    exam: Exam
    cursor: int
    left: float | None = None


HAND_IN, KEYS, COMPLAIN, LEAVE = range(4)
"""The entries below the questions."""

ENTRIES = 4


def overview_page(overview: ExamOverview, setting: Setting, width: int) -> Page:
    """Return the page that tells what is answered and flagged, to jump to a question or to hand in."""
    exam, cursor = overview.exam, overview.cursor
    count = len(exam.turns)
    rows = [_overview_row(overview, place, setting, width) for place in range(count)]
    at = min(cursor, count - 1)
    start = sum(len(lines) for lines in rows[:at])
    legend = f"{FILLED} {_('answered')}   {EMPTY} {_('unanswered')}   {FLAG_SIGN} {_('flagged')}"
    above = [*indented(wrapped(said(legend, QUIET), width - 2), 1), BLANK]
    body = Block([line for lines in rows for line in lines], focus=(start, start + len(rows[at]) - 1)).below(above)
    bottom = [
        BLANK,
        *_entries(cursor - count, exam.position + 1, width),
        *footer(_counts(exam), _time(overview.left), _jumps(), width),
    ]
    return Page(header(_("Overview"), None, width), body, bottom, sticky=len(above))


def _overview_row(overview: ExamOverview, place: int, setting: Setting, width: int) -> Lines:
    turn, sheet = overview.exam.turns[place], overview.exam.sheets[place]
    here = place == overview.cursor
    number = str(place + 1).rjust(len(str(len(overview.exam.turns))))
    signs = f"{FILLED if sheet.response is not None else EMPTY} {FLAG_SIGN if sheet.flagged else ' '}"
    lead = f"{CURSOR if here else ' '} {number} {signs} "
    return row(lead, in_one_line(turn.item.stem.show(setting.language)), width, style=ACCENT if here else "")


def _entries(cursor: int, number: int, width: int) -> Lines:
    lines: Lines = []
    labels = (_("Submit"), _("Keys"), complaining.offer(number), _("Quit and resume later"))
    for place, label in enumerate(labels):
        here = place == cursor
        lines += row(f"{CURSOR if here else ' '} ", label, width, style=ACCENT if here else "")
    return lines


def _jumps() -> tuple[KeyHint, ...]:
    return (
        KeyHint("↑↓", _("move")),
        KeyHint(_("number"), _("jump")),
        KeyHint(_("Enter"), _("select")),
        BACK.hint(),
    )


def _counts(exam: Exam) -> str:
    """Return how much is answered and flagged; which they are, the rows tell."""
    answered = len(exam.turns) - len(exam.unanswered)
    text = _("{answered} of {of} answered, {flagged} flagged")
    return text.format(answered=answered, of=len(exam.turns), flagged=len(exam.flagged))


def hand_in_page(exam: Exam, cursor: int, width: int) -> Page:
    """Return the page that asks whether to hand in although something is open."""
    above: Lines = []
    for sentence in unfinished_sentences(exam):
        above += indented(wrapped(said(sentence), width - 2 * margin(width)), margin(width))
    entries = ((_("Go back"), ""), (_("Submit anyway"), ""))
    return menu_page(_("Submit?"), [*above, BLANK], Menu(entries, cursor), menu_hints(2, _("back")), width)


def exam_keys_page(width: int, height: int) -> Page:
    """Return the page of the keys of an exam."""
    rows = [
        ("1–9, a–i", _("answer and continue; with several right answers, tick")),
        (_("Enter"), _("answer with what is ticked, typed or moved, and continue")),
        (_("← →, Tab, Shift-Tab"), _("next or previous question; what you typed or ticked counts")),
        (_("Ctrl-N Ctrl-P"), _("the same, on every question")),
        FLAG.row(),
        (_("Backspace"), _("clear a selected answer")),
        SCROLL.row(),
        OVERVIEW.row(),
        HELP.row(),
        (_("Ctrl-C"), _("quit at once; resume later")),
    ]
    lines: Lines = []
    for key, does in rows:
        text = joined(said(key, theme.KEY))
        lines += [text, *indented(wrapped(said(does), width - 2 * margin(width) - 2), 2)]
    hints = (KeyHint("↑↓", _("scroll")), KeyHint(_("any other key"), _("back")))
    page = Block(indented(lines, margin(width)))
    return Page(header(_("Keys"), None, width), page, [BLANK, *keys_line(hints, width)])
