"""A warm-up's state to pages for the wall: the question in all its phases. Podium and report are ending.py's."""

from __future__ import annotations

from rich.text import Text

from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Order, TrueFalse
from lemans_quiz.core.items import Text as Typed
from lemans_quiz.core.numbers import shown as shown_number
from lemans_quiz.core.turns import Turn
from lemans_quiz.core.typed import key_text
from lemans_quiz.games.warmup import board as wall
from lemans_quiz.games.warmup.cards.text import answers_by_card
from lemans_quiz.games.warmup.cards.views import grid
from lemans_quiz.games.warmup.letters import HEIGHT, block_lines
from lemans_quiz.games.warmup.prompts import Scene, key_hints, next_team, prompt, shortened
from lemans_quiz.games.warmup.rules import (
    BUZZED,
    ENTRY,
    EXPLAINED,
    OPEN,
    READING,
    REVEALED,
    SHOW,
    Question,
    expected,
    hands_of,
    is_mixed,
    is_written,
    limit,
    places,
    playing_teams,
    points,
    right_place,
)
from lemans_quiz.games.warmup.state import Warmup, countdown
from lemans_quiz.games.warmup.theme import LETTERS, SHAPES, Theme
from lemans_quiz.i18n import _
from lemans_quiz.room.wall import ASIDE, IN, RIGHT, UP, WAITING, WRONG
from lemans_quiz.terminal.citations import citation
from lemans_quiz.terminal.layout import (
    BLANK,
    Block,
    Lines,
    Page,
    flowing,
    indented,
    joined,
    said,
    spread,
    width_of,
    wrapped,
)
from lemans_quiz.terminal.theme import DOT, EMPTY, FILLED, NO, YES, clock, in_one_line, number, safe
from lemans_quiz.terminal.views import KeyHint

_ROOMY = 30
_NAMES = (20, 14, 12, 10, 9, 8, 7, 6, 0)
"""How long names of teams may be: the first of these with which all stand in two lines."""
_MOST_AROUND = 8
"""Lines of the smallest screen that may stand above and below a question: two of the header, two each for what the class does,
the teams and the keys."""


def question_page(scene: Scene, width: int, height: int) -> Page:
    """Return the page of the open question; a page is as high as the screen."""
    question = scene.state.question
    assert question is not None
    top = [*[BLANK] * (height >= _ROOMY), *header(scene, question, width)]
    bottom = _bottom(scene, question, width, _below(scene, question, _room(width)))
    room = height - len(top) - len(bottom)
    if scene.state.phase == EXPLAINED:
        body = _explained(scene, question, width, room)
        whole = _bottom(scene, question, width, whole_names(scene, question, _room(width)))
        if len(body) <= height - len(top) - len(whole):
            bottom = whole
        return Page(top, Block(body), bottom)
    return Page(top, Block(wall.board(shown(scene, question), scene.look, width, room)), bottom)


def _below(scene: Scene, question: Question, room: int) -> Lines:
    """Return what stands below a question: the teams, or the cards while they are held up."""
    return grid(scene.state, scene.look, room) if answers_by_card(scene.state) else strip(scene, question, room)


def option_texts(turn: Turn, language: str) -> tuple[str, ...]:
    """Return the options as they are shown, each in one line."""
    if isinstance(turn.item.kind, TrueFalse):
        return _("True"), _("False")
    return tuple(in_one_line(text.show(language)) for text in turn.shown())


def stem_of(item: Item, language: str) -> str:
    """Return the stem, clean."""
    return safe(item.stem.show(language))


def asked(turn: Turn, language: str) -> str:
    """Return all that is asked: the stem, and the numbered left-hand sides of pairs below it."""
    kind = turn.item.kind
    lefts = kind.lefts if isinstance(kind, Match) else ()
    numbered = (f"{number}  {in_one_line(left.show(language))}" for number, left in enumerate(lefts, 1))
    return "\n".join((stem_of(turn.item, language), *numbered))


def answer_of(turn: Turn, language: str) -> str:
    """Return the right answer in one line."""
    kind = turn.item.kind
    if isinstance(kind, Number):
        unit = f" {kind.unit.show(language)}" if kind.unit else ""
        return in_one_line(shown_number(kind.key, language) + unit)
    if is_written(turn):
        return in_one_line(key_text(turn.item, language))
    return option_texts(turn, language)[right_place(turn)]


def answers_of(turn: Turn, right: tuple[int, ...], language: str) -> str:
    """Return the right answer, and what was taken as right too."""
    texts = option_texts(turn, language)
    also = [texts[place] for place in right if places(turn) and place != right_place(turn)]
    return " / ".join((answer_of(turn, language), *also))


def short_answer(turn: Turn, language: str) -> str:
    """Return what stands on a right slip, where the options do not show it."""
    match turn.item.kind:
        case Order():
            return " ".join(LETTERS[turn.arrangement.index(index)] for index in range(len(turn.arrangement)))
        case Match(key=rights):
            return "  ".join(
                f"{number}{LETTERS[turn.arrangement.index(right)]}" for number, right in enumerate(rights, 1)
            )
        case Typed() | Number():
            return answer_of(turn, language)
        case Choice() | TrueFalse() | Multiple():
            return ""


def shown(scene: Scene, question: Question) -> wall.Shown:
    """Return what the board shows now. Before the reveal it is made of what everybody may know."""
    state, phase = scene.state, scene.state.phase
    is_revealed = phase in (REVEALED, EXPLAINED)
    options = option_texts(question.turn, scene.language)
    marks = tuple(wall.OUT if place in question.said else wall.OPEN for place in range(len(options)))
    right = question.right_places
    if is_revealed and right:
        marks = tuple(wall.GOOD if place in right else wall.DIM for place in range(len(options)))
    instead = ""
    if phase == SHOW:
        left = countdown(state, scene.at)
        instead = " – ".join("321"[: 4 - left]) if left else ""
    stem = asked(question.turn, scene.language)
    if phase == READING:
        return wall.Shown(stem)
    return wall.Shown(
        stem=stem,
        options=options,
        marks=marks,
        hands=hands_of(question, state.script.rules.class_size) if is_revealed and any(question.hands) else (),
        has_bars=bool(question.hands),
        instead=instead,
        answer=short_answer(question.turn, scene.language) if is_revealed else "",
    )


def fits(turn: Turn, language: str) -> bool:
    """Tell whether a question and all its options are whole on the smallest screen, whatever the rules and the teams."""
    options = option_texts(turn, language)
    if len(options) > len(LETTERS):
        return False
    around = _MOST_AROUND + len(_context(turn.item, language, wall.LEAST[0]))
    room = wall.LEAST[1] - around - (HEIGHT + 1 if short_answer(turn, language) else 0)
    whole = wall.Shown(asked(turn, language), options, has_bars=places(turn) > 0)
    return wall.fit(whole, wall.LEAST[0] - 2 * wall.margin(wall.LEAST[0]), room) is not None


def header(scene: Scene, question: Question, width: int) -> Lines:
    """Return the first lines: which question it is, the time left, and the time as a bar from side to side."""
    inset = wall.margin(width)
    left = said(number_of(scene, question), "bold")
    if question.is_void:
        left = joined(left, said(f"  {DOT}  ", scene.look.quiet), said(_("does not count"), scene.look.accent))
    if scene.state.is_last and not question.is_tie_break:
        left = joined(left, said(f"  {DOT}  ", scene.look.quiet), said(_("Last question"), scene.look.accent))
    lines = indented(spread(left, _time(scene, question), width - 2 * inset), inset)
    lines += indented([_bar(scene, width - 2 * inset)], inset)
    if not is_mixed(scene.state.script):
        return lines
    return [*lines, *_context(question.turn.item, scene.language, width, scene.look.quiet)]


def _context(item: Item, language: str, width: int, style: str = "") -> Lines:
    """Return what a question of several packs is about, or nothing where its pack does not say."""
    inset = wall.margin(width)
    text = in_one_line(item.context.show(language)) if item.context else ""
    return indented(wrapped(said(text, style), width - 2 * inset), inset) if text else []


def number_of(scene: Scene, question: Question) -> str:
    """Return which question it is."""
    state = scene.state
    if question.is_tie_break:
        names = ", ".join(in_one_line(state.script.rules.teams[team]) for team in question.playing)
        return _("Tie-break: {teams}").format(teams=names)
    asked = sum(1 for one in state.done if not one.is_skipped and not one.is_tie_break) + 1
    if state.script.rules.questions:
        return _("Question {number} of {of}").format(number=asked, of=max(asked, expected(state.script)))
    return _("Question {number}").format(number=asked)


def _time(scene: Scene, question: Question) -> Text:
    state = scene.state
    if state.is_paused:
        return said(_("Pause"), scene.look.accent)
    if state.phase in (OPEN, BUZZED) and state.timer_off and limit(question.turn, state.script.rules):
        return said(_("no time limit"), scene.look.quiet)
    if state.phase not in (OPEN, BUZZED) or not state.limit:
        return said("")
    left = max(0.0, state.limit - (scene.at - state.since))
    return said(clock(left + 0.999) if left else _("Time's up"), "bold" if left > 5 else scene.look.bad)


def _bar(scene: Scene, room: int) -> Text:
    """Return the time that is left of the phase; a quiet line where nothing runs."""
    state = scene.state
    share = 0.0
    if state.limit and not state.is_paused:
        share = max(0.0, 1 - (scene.at - state.since) / state.limit)
    full = round(room * share)
    return joined(said("━" * full, scene.look.bar), said("─" * (room - full), scene.look.spent))


def _room(width: int) -> int:
    return width - 2 * wall.margin(width)


def _bottom(scene: Scene, question: Question, width: int, teams: Lines) -> Lines:
    told = wrapped(said(prompt(scene, question), scene.look.accent), _room(width))
    lines = [*told[:2], *teams, *keys_with_address(scene, key_hints(scene, question), _room(width))]
    return indented(lines, wall.margin(width))


def keys_with_address(scene: Scene, hints: tuple[KeyHint, ...], room: int) -> Lines:
    """Return the keys, and where the wall is shown in a browser: if that takes no line more, or first where it was asked for."""
    keys = keys_line(hints, scene.look, room)
    if not scene.address:
        return keys
    where = KeyHint("W", scene.address.removeprefix("http://"))
    more = keys_line((*hints, where), scene.look, room)
    if len(more) <= len(keys):
        return more
    return keys_line((where, *hints), scene.look, room)[: len(keys)] if scene.is_asked_for else keys


def keys_line(hints: tuple[KeyHint, ...], look: Theme, room: int) -> Lines:
    """Return the line that names what the keys do."""
    return flowing([joined(said(f" {h.key} ", "reverse"), " ", said(h.does, look.quiet)) for h in hints], room)


def strip(scene: Scene, question: Question | None, room: int) -> Lines:
    """Return the teams beside each other in up to two lines, with their points and how they stand in this question."""
    lines = whole_names(scene, question, room)
    teams = playing_teams(scene.state)
    names = [in_one_line(scene.state.script.rules.teams[team]) for team in teams]
    for longest in _NAMES:
        if len(lines) <= 2:
            break
        lines = _teams(scene, question, shortened(names, longest) if longest else [""] * len(teams), room)
    return lines


def whole_names(scene: Scene, question: Question | None, room: int) -> Lines:
    """Return the teams with their whole names, in as many lines as they need."""
    names = scene.state.script.rules.teams
    return _teams(scene, question, [in_one_line(names[team]) for team in playing_teams(scene.state)], room)


def _teams(scene: Scene, question: Question | None, names: list[str], room: int) -> Lines:
    totals, teams = points(scene.state), playing_teams(scene.state)
    return flowing(
        [_team(scene, question, team, totals[team], name) for team, name in zip(teams, names, strict=True)], room
    )


def _team(scene: Scene, question: Question | None, team: int, total: float, shown: str) -> Text:
    """Return a team as its number, its name as it is shown, and its points."""
    name = f" {shown} " if shown else ": "
    style, sign = _team_state(scene, question, team)
    return said(f"{sign}{team + 1}{name}{number(total)}", style)


def team_mark(state: Warmup, question: Question | None, team: int) -> str:
    """Return how a team stands in a question, a mark of the room's wall."""
    if question is None:
        return ""
    if team not in question.playing:
        return ASIDE
    if state.phase == ENTRY:
        if question.entries[team] is not None:
            return IN
        return UP if team == next_team(question) else WAITING
    if state.phase == BUZZED and team == question.up:
        return UP
    if state.phase in (REVEALED, EXPLAINED) and team in question.right:
        return RIGHT
    return WRONG if team in question.out else ""


def _team_state(scene: Scene, question: Question | None, team: int) -> tuple[str, str]:
    """Return the style of a team and the sign before it."""
    look = scene.look
    called = look.accent + " reverse" if scene.state.phase == BUZZED else look.accent
    return {
        ASIDE: (look.quiet, ""),
        IN: ("bold", f"{FILLED} "),
        WAITING: ("", f"{EMPTY} "),
        UP: (called, "▸ "),
        RIGHT: (look.good, f"{YES} "),
        WRONG: (look.quiet, f"{NO} "),
    }.get(team_mark(scene.state, question, team), ("bold", ""))


def _explained(scene: Scene, question: Question, width: int, height: int) -> Lines:
    """Return the answer, the explanation and the source, as large as they go."""
    inset = wall.margin(width)
    room = width - 2 * inset
    item = question.turn.item
    text = explanation_of(item, scene.language)
    source = source_text(item)
    small = wrapped(said(source, scene.look.quiet), room) if source else []
    answer, is_big = _answer_lines(scene, question, room, height)
    left = height - len(answer) - len(small) - 3
    blocks = block_lines(text, room) if is_big and text else None
    if blocks is not None and len(blocks) <= left:
        told = [said(line) for line in blocks]
    else:
        told = wrapped(said(text), room) if text else []
    lines = [*answer, BLANK, *told, *([BLANK] if told else []), *small]
    scores = _block_scores(scene, question, room)
    if scores and len(lines) + len(scores) + 2 <= height:
        lines += [BLANK, BLANK, *scores]
    above = max(0, (height - len(lines)) // 3)
    return [*[BLANK] * above, *indented(lines, inset)]


def explanation_of(item: Item, language: str) -> str:
    """Return the explanation, clean, or nothing."""
    return safe(item.explanation.show(language)) if item.explanation else ""


def _answer_lines(scene: Scene, question: Question, room: int, height: int) -> tuple[Lines, bool]:
    """Return the answer over the whole width, and whether it is in block letters."""
    answer = answers_of(question.turn, question.right_places, scene.language)
    place = right_place(question.turn)
    lead = f"{LETTERS[place]} {SHAPES[place]}  " if place >= 0 else ""
    lead = lead if place < 6 else ""
    blocks = block_lines(lead + answer, room - 2)
    if blocks is not None and len(blocks) <= height // 2:
        return [said(f" {line}".ljust(room), scene.look.good) for line in blocks], True
    style = scene.look.good
    return [
        said(f" {line.plain} ".ljust(room), style) for line in wrapped(said(f"{YES} {lead}{answer}"), room - 2)
    ], False


def _block_scores(scene: Scene, question: Question, room: int) -> Lines:
    """Return teams and points in block letters, none where a name cannot be drawn so."""
    totals = points(scene.state)
    lines: Lines = []
    row: Lines = []
    for team in playing_teams(scene.state):
        name = scene.state.script.rules.teams[team]
        blocks = block_lines(f"{team + 1} {in_one_line(name)} {number(totals[team])}", room)
        if blocks is None:
            return []
        style = scene.look.good if team in question.right else ""
        part = [said(f" {line.ljust(max(map(len, blocks)))} ", style) for line in blocks]
        if row and width_of(row[0]) + 3 + width_of(part[0]) <= room and len(part) == len(row):
            row = [joined(line, "   ", more) for line, more in zip(row, part, strict=True)]
        else:
            lines += [*row, *([BLANK] if row else [])]
            row = part
    return [*lines, *row]


def source_text(item: Item) -> str:
    """Return where an answer is from and as of when it is right."""
    parts = [_("Source: {source}").format(source=citation(item.source))] if item.source else []
    if item.as_of:
        parts.append(_("As of {date}").format(date=in_one_line(item.as_of)))
    return f" {DOT} ".join(parts)
