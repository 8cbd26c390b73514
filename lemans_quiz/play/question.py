"""A question that is open, in any of its states, as a page. Keys never reach here, nor does the right answer."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from lemans_quiz.core.items import Item, Match, Number, TrueFalse
from lemans_quiz.core.text import LocalText
from lemans_quiz.core.turns import Turn, may_halve
from lemans_quiz.i18n import _
from lemans_quiz.play import answering as ask
from lemans_quiz.play.answering import Choosing, Matching, Ordering, State, Toggling, Typing
from lemans_quiz.play.bindings import HINT, MENU
from lemans_quiz.terminal import theme
from lemans_quiz.terminal.layout import (
    BLANK,
    Block,
    Lines,
    Page,
    folds,
    indented,
    joined,
    said,
    spread,
    width_of,
    wrapped,
)
from lemans_quiz.terminal.theme import (
    ACCENT,
    CURSOR,
    EMPTY,
    FILLED,
    LETTERS,
    NONE,
    PART,
    PROMPT,
    QUIET,
    clock,
    in_one_line,
)
from lemans_quiz.terminal.views import (
    KeyHint,
    Progress,
    Setting,
    footer,
    header,
    margin,
    row,
    status_of,
    stem_lines,
)


class Open(NamedTuple):
    """An open question: the player's state, the hints given, seconds left (None without a limit), what was near."""

    state: State
    progress: Progress
    hints: int = 0
    left: float | None = None
    near: str = ""
    note: str = ""

    @property
    def turn(self) -> Turn:
        """The turn that is asked."""
        return self.state.turn


def question_page(question: Open, setting: Setting, width: int) -> Page:
    """Return the page of an open question."""
    item = question.turn.item
    stem = beside_the_clock(stem_lines(item, setting, stem_width(question.left, width)), question.left, width)
    answers = answer_block(question.state, setting, width)
    block = Block([*answers.lines, *question_notes(question, setting, width)], answers.focus, answers.cursor).below(
        stem
    )
    bottom = footer(status_of(question.turn, setting), "", question_hints(question), width)
    return Page(header(setting.title(item.pack), question.progress, width), block, bottom, sticky=len(stem))


_CLOCK_CELLS = 6


def stem_width(left: float | None, width: int) -> int:
    """Return how wide the question may be, for a clock to stand at the end of its first line."""
    return width if left is None else width - _CLOCK_CELLS


def beside_the_clock(stem: Lines, left: float | None, width: int) -> Lines:
    """Put the seconds that are left where the eyes are: at the end of the question's first line."""
    if left is None:
        return stem
    return [*spread(stem[0], said(f"{clock(left + 0.999)} ", theme.TITLE), width), *stem[1:]]


def shown_options(turn: Turn, language: str) -> tuple[str, ...]:
    """Return what can be chosen or moved, in the order of the screen."""
    if isinstance(turn.item.kind, TrueFalse):
        return _("True"), _("False")
    return tuple(in_one_line(text.show(language)) for text in turn.shown())


def answer_block(state: State, setting: Setting, width: int) -> Block:
    """Return the part of the page that the keys change."""
    texts = shown_options(state.turn, setting.language)
    match state:
        case Choosing():
            left = ["" if place in state.gone else text for place, text in enumerate(texts)]
            return _options(left, state.cursor, width)
        case Toggling():
            return _toggles(texts, state, width)
        case Typing():
            return _input(state, setting, width)
        case Ordering():
            return _entries(texts, state, width)
        case Matching():
            return _pairs(texts, state, setting, width)


def _listed(rows: Sequence[Lines], cursor: int) -> Block:
    """Return rows as one block whose focus is the row of the cursor."""
    start = sum(len(lines) for lines in rows[:cursor])
    return Block([line for lines in rows for line in lines], focus=(start, start + len(rows[cursor]) - 1))


def _options(texts: Sequence[str], cursor: int, width: int) -> Block:
    rows = []
    for place, text in enumerate(texts):
        here = place == cursor
        lead = f"{CURSOR if here else ' '} {place + 1}   "
        rows.append(row(lead, text or NONE, width, style=ACCENT if here else "" if text else QUIET))
    return _listed(rows, cursor)


def _toggles(texts: Sequence[str], state: Toggling, width: int) -> Block:
    rows = []
    for place, text in enumerate(texts):
        here, marked = place == state.cursor, place in state.marked
        lead = f"{CURSOR if here else ' '} {place + 1} {FILLED if marked else EMPTY} "
        rows.append(row(lead, text, width, style=ACCENT if here else theme.BOLD if marked else ""))
    return _listed(rows, state.cursor)


def _input(state: Typing, setting: Setting, width: int) -> Block:
    """Return the line being typed, folded where it is wider than the page, and where the cursor stands in it."""
    inset = margin(width)
    room = width - 2 * inset - 3
    cuts = [0, *folds(state.line.text, room), len(state.line.text)]
    pieces = [state.line.text[a:b] for a, b in pairwise(cuts)]
    at = max(number for number in range(len(pieces)) if cuts[number] <= state.line.at)
    column = width_of(state.line.text[cuts[at] : state.line.at])
    if column >= room:
        at, column, pieces = at + 1, 0, [*pieces, ""]
    lines = [joined(said(f"{PROMPT} " if not number else "  ", ACCENT), piece) for number, piece in enumerate(pieces)]
    unit = unit_of(state.turn.item, setting.language)
    if unit and _is_bare_number(state):
        lines[-1] = joined(lines[-1], "  ", said(unit, QUIET))
    return Block(indented(lines, inset), (at, at), (at, inset + 2 + column))


def _is_bare_number(state: Typing) -> bool:
    """Tell whether a unit fits behind what is typed: behind nothing yet, or a number that has no unit of its own."""
    typed = state.line.text.strip()
    return not typed or ((typed[-1].isdecimal() or typed[-1] in ".,") and ask.can_be_read(state))


def unit_of(item: Item, language: str) -> str:
    """Return the unit that a number is asked in, or nothing."""
    unit: LocalText | None = item.kind.unit if isinstance(item.kind, Number) else None
    return in_one_line(unit.show(language)) if unit else ""


def _entries(texts: Sequence[str], state: Ordering, width: int) -> Block:
    rows = []
    for place, label in enumerate(state.order):
        here = place == state.cursor
        sign = ("↕" if state.held else CURSOR) if here else " "
        style = ACCENT if here else theme.BOLD if place < state.placed else ""
        rows.append(row(f"{sign} {label + 1}   ", texts[label], width, style=style))
    return _listed(rows, state.cursor)


def _pairs(texts: Sequence[str], state: Matching, setting: Setting, width: int) -> Block:
    """Return the left-hand sides with what was chosen for them, then the right-hand sides to choose from."""
    kind = state.turn.item.kind
    lefts = kind.lefts if isinstance(kind, Match) else ()
    rows = []
    for place, left in enumerate(lefts):
        here, right = place == state.cursor, state.rights[place]
        chosen = f"{LETTERS[right]} {texts[right]}" if right >= 0 else "…"
        text = f"{in_one_line(left.show(setting.language))} {theme.ARROW} {chosen}"
        style = ACCENT if here else theme.BOLD if right >= 0 else ""
        rows.append(row(f"{CURSOR if here else ' '} {place + 1}   ", text, width, style=style))
    block = _listed(rows, state.cursor)
    choices: Lines = [BLANK]
    for place, text in enumerate(texts):
        used = QUIET if place in state.rights else ""
        choices += row(f"  {LETTERS[place]}   ", text, width, style=used)
    return block._replace(lines=[*block.lines, *choices])


def question_notes(question: Open, setting: Setting, width: int) -> Lines:
    """Return hints, a near miss and notes, below the answers."""
    hints = question.turn.item.hints
    lines: Lines = []
    for number in range(question.hints):
        text = _("Hint {number} of {of}: {hint}").format(
            number=number + 1, of=len(hints), hint=in_one_line(hints[number].show(setting.language))
        )
        lines += remark(text, "", width)
    if question.near:
        lines += remark(f"{theme.HALF} {near_text(question.turn.item, question.near)}", PART, width)
    note = question.note or _note(question.state, setting.language)
    if note:
        lines += remark(note, PART, width)
    return [BLANK, *lines] if lines else []


def near_text(item: Item, typed: str) -> str:
    """Say that an answer is near, and what it lacks where that gives nothing away."""
    from lemans_quiz.core.comparing.text_marks import lacks_first_name  # only where something was typed

    if lacks_first_name(item, typed):
        return _("Almost: {typed}. Which first name? One more try, for half the points.").format(
            typed=in_one_line(typed)
        )
    return _("Almost: {typed}. One more try, for half the points.").format(typed=in_one_line(typed))


def remark(text: str, style: str, width: int) -> Lines:
    """Return a sentence of the program's own, as wide as the page."""
    inset = margin(width)
    return indented(wrapped(said(text, style), width - 2 * inset), inset)


def _note(state: State, language: str) -> str:
    """Say why Enter did not answer yet."""
    match state.note:
        case ask.NOTHING_MARKED:
            return _("Nothing ticked yet: tick an option with Space or a digit.")
        case ask.NOTHING_TYPED:
            return _("Type an answer first; Esc lets you skip the question.")
        case ask.NOT_A_NUMBER:
            unit = unit_of(state.turn.item, language)
            return _("A number in {unit}, please.").format(unit=unit) if unit else _("A number, please.")
        case ask.NOT_MOVED:
            return _("Nothing moved yet. Press Enter again to answer with this order.")
        case ask.UNFINISHED:
            return _("Some have no match yet. Press Enter again to answer anyway.")
        case _:
            return ""


def question_hints(question: Open) -> tuple[KeyHint, ...]:
    """Return the keys that mean something now."""
    more = question.hints < len(question.turn.item.hints)
    is_half = isinstance(question.state, Choosing) and bool(question.state.gone)
    fifty = (HINT.hint(_("50:50 (half the points)")),) if may_halve(question.turn) and not is_half else ()
    hint = (HINT.hint(),) if more else fifty
    return (*answer_hints(question.state), *hint, MENU.hint())


def answer_hints(state: State) -> tuple[KeyHint, ...]:
    """Return the keys that answer."""
    match state:
        case Choosing(size=size):
            return KeyHint(f"1–{size}", _("answer")), KeyHint("↑↓ " + _("Enter"), _("choose"))
        case Toggling(size=size):
            return KeyHint(f"1–{size}", _("tick")), KeyHint(_("Enter"), _("answer"))
        case Typing():
            return (KeyHint(_("Enter"), _("answer")),)
        case Ordering(held=True):
            return KeyHint("↑↓", _("move it")), KeyHint(_("Space"), _("drop"))
        case Ordering(order=order):
            return (
                KeyHint(f"1–{len(order)}", _("next in order")),
                KeyHint(_("Space"), _("pick up")),
                KeyHint(_("Enter"), _("answer")),
            )
        case Matching(size=size):
            return (
                KeyHint(f"a–{LETTERS[size - 1]}", _("match")),
                KeyHint("↑↓", _("move")),
                KeyHint(_("Enter"), _("answer")),
            )
