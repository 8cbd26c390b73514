"""Before and after the questions, on the wall: sight check, pages in between, podium and the report of items."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from lemans_quiz.games.warmup import board as wall
from lemans_quiz.games.warmup.cards.text import sight_told
from lemans_quiz.games.warmup.letters import HEIGHT, block_lines, drawn
from lemans_quiz.games.warmup.prompts import Scene
from lemans_quiz.games.warmup.report import Distractor, Reported, most_missed, reported
from lemans_quiz.games.warmup.rules import CARDS, leaders, playing_teams, standings
from lemans_quiz.games.warmup.state import Warmup, has_question_left, has_tie_break
from lemans_quiz.games.warmup.theme import LETTERS, SHAPES
from lemans_quiz.games.warmup.views import answers_of, keys_line, keys_with_address, option_texts, stem_of
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.play.bindings import HELP
from lemans_quiz.room.standings import Standing
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
from lemans_quiz.terminal.theme import DOT, YES, in_one_line, number
from lemans_quiz.terminal.views import KeyHint

_HEIGHTS = {1: 9, 2: 6, 3: 4}
_ROOMY = 22


def sight_page(scene: Scene, settings: tuple[str, ...], width: int, height: int) -> Page:
    """Return the sight check: a frame of the smallest screen, to be made to fill the wall with Ctrl and +."""
    columns, rows = min(width, wall.LEAST[0]), min(height, wall.LEAST[1])
    inner = columns - 6
    sample = block_lines("A ▲  B ■  C ●", inner) or []
    told = [_sight_sentence(width, height), *settings, *sight_told(scene.state)]
    lines: Lines = [BLANK, *[said(line, scene.look.accent) for line in sample], BLANK]
    lines += wrapped(said(_("Can the back row read this?"), "bold"), inner)
    for sentence in told:
        lines += [BLANK, *wrapped(said(sentence), inner)]
    if teams := scene.state.script.rules.teams:
        numbered = [said(f"{team + 1} {in_one_line(teams[team])}") for team in playing_teams(scene.state)]
        lines += [BLANK, *flowing(numbered, inner)]
    shows = scene.address.removeprefix("http://") or _("projector page")
    camera = (KeyHint("C", _("camera")),) if scene.state.script.rules.entry == CARDS else ()
    menu = KeyHint(_("Esc"), _("menu"))
    hints = (KeyHint(_("Space"), _("start")), *camera, KeyHint("W", shows), menu, HELP.hint())
    keys = keys_line(hints, scene.look, inner)
    room = rows - 2 - len(keys)
    lines = [*lines[:room], *[BLANK] * (room - len(lines)), *keys]
    framed = _framed(lines, columns, scene.look.quiet)
    left, above = (width - columns) // 2, (height - rows) // 2
    return Page([BLANK] * above, Block(indented(framed, left)), [])


def _sight_sentence(width: int, height: int) -> str:
    if width < wall.LEAST[0] or height < wall.LEAST[1]:
        return _("The text is too large: press Ctrl and - until you see the whole frame.")
    if width > wall.LEAST[0] + 20 or height > wall.LEAST[1] + 8:
        return _("Press Ctrl and + until this frame fills the screen.")
    return _("The text is as large as it can be.")


def _framed(lines: Lines, columns: int, style: str) -> Lines:
    inner = columns - 6
    side = said("┃", style)
    rows = [joined(side, "  ", line, " " * (inner - width_of(line) + 2), side) for line in lines]
    return [said("┏" + "━" * (columns - 2) + "┓", style), *rows, said("┗" + "━" * (columns - 2) + "┛", style)]


def podium_page(scene: Scene, width: int, height: int) -> Page:
    """Return the podium: the first three as steps, the others below, and whether there is a tie to break."""
    inset = wall.margin(width)
    room = width - 2 * inset
    ranked = standings(scene.state)
    steps = tuple(standing for standing in ranked if standing.place <= 3)[:3]
    told, hints = _podium_words(scene)
    keys = keys_with_address(scene, hints, room)
    rest = _rest(scene, ranked[len(steps) :], room)
    prompt = wrapped(said(told, scene.look.accent), room) if told else []
    bottom = [*rest, *([BLANK] if rest else []), *prompt, *keys]
    free = height - len(bottom) - 2
    lines = _podium(scene, steps, room, free)
    above = max(0, (free - len(lines)) // 2)
    return Page([BLANK, *[BLANK] * above], Block(indented(lines, inset)), indented(bottom, inset))


def podium_sentence(state: Warmup) -> str:
    """Say who is tied and what decides, nothing where one team is first."""
    first = leaders(state)
    if len(first) < 2:
        return ""
    names = ", ".join(in_one_line(state.script.rules.teams[team]) for team in first)
    if has_question_left(state):
        return _("Tie: {teams}. One more question decides.").format(teams=names)
    if has_tie_break(state):
        told = _("Tie: {teams}. No questions left: the closest number decides, or keep the tie (menu).")
        return told.format(teams=names)
    return _("Tie: {teams}. No questions left to break it.").format(teams=names)


def _podium_words(scene: Scene) -> tuple[str, tuple[KeyHint, ...]]:
    back, menu = KeyHint(_("Backspace"), _("back")), KeyHint(_("Esc"), _("menu"))
    is_tied = len(leaders(scene.state)) > 1
    onward = _("review the questions")
    if is_tied and has_question_left(scene.state):
        onward = _("tie-break question")
    elif is_tied and has_tie_break(scene.state):
        onward = _("closest number")
    return podium_sentence(scene.state), (KeyHint(_("Space"), onward), back, menu)


def _podium(scene: Scene, steps: tuple[Standing, ...], room: int, height: int) -> Lines:
    """Return the steps side by side, the best in the middle, standing on one ground."""
    order = [steps[1], steps[0], steps[2]] if len(steps) == 3 else list(steps)
    size = (room - 4) // 3
    names = [_name(scene, standing, size) for standing in order]
    is_big = height >= _ROOMY and all(name is not None for name in names)
    tallest = max(3, height - max(len(name or "") if is_big else 1 for name in names) - 2)
    columns = [_step(scene, standing, size, tallest, is_big=is_big) for standing in order]
    rows = max(map(len, columns), default=0)
    columns = [[said(" " * size)] * (rows - len(column)) + column for column in columns]
    left = (room - len(order) * (size + 2) + 2) // 2
    return [joined(" " * left, *_between([column[row] for column in columns])) for row in range(rows)]


def _between(parts: list[Text]) -> list[Text | str]:
    spaced: list[Text | str] = []
    for part in parts:
        spaced += [part, "  "]
    return spaced[:-1]


def _name(scene: Scene, standing: Standing, size: int) -> list[str] | None:
    """Return a team's number and name in up to two lines of block letters, None where it is too long for that."""
    name = f"{standing.team + 1} {in_one_line(scene.state.script.rules.teams[standing.team])}"
    blocks = block_lines(name, size)
    return blocks if blocks is not None and len(blocks) <= 2 * HEIGHT else None


def _step(scene: Scene, standing: Standing, size: int, tallest: int, *, is_big: bool) -> Lines:
    """Return one step of the podium: the team, its points, and its place on the block it stands on."""
    name = f"{standing.team + 1} {in_one_line(scene.state.script.rules.teams[standing.team])}"
    gained = ngettext("{points} point", "{points} points", int(standing.points)).format(points=number(standing.points))
    rows = max(2, tallest * _HEIGHTS[standing.place] // _HEIGHTS[1])
    style = f"{scene.look.accent} reverse" if standing.place == 1 else "reverse"
    big = _name(scene, standing, size) if is_big else None
    words = [_middle(line, size, "bold") for line in big or [line.plain for line in wrapped(said(name), size)]]
    digits = drawn(str(standing.place)) if rows > HEIGHT + 1 else [str(standing.place)]
    block = [_middle("", size, style), *[_middle(line, size, style) for line in digits]]
    block += [_middle("", size, style)] * (rows - len(block))
    return [*words, _middle(gained, size, ""), *block[:rows]]


def _middle(text: str, size: int, style: str) -> Text:
    line = said(text)
    left = (size - width_of(line)) // 2
    return said(" " * left + line.plain + " " * (size - width_of(line) - left), style)


def _rest(scene: Scene, ranked: tuple[Standing, ...], room: int) -> Lines:
    parts = [
        f"{standing.place}. {in_one_line(scene.state.script.rules.teams[standing.team])} {number(standing.points)}"
        for standing in ranked
    ]
    return wrapped(said("   ".join(parts)), room) if parts else []


def report_page(scene: Scene, width: int, height: int) -> Page:
    """Return what was asked, the most missed first where anybody counted; it scrolls."""
    inset = wall.margin(width)
    room = width - 2 * inset
    rows = reported(scene.state)
    missed = most_missed(rows, 3)
    lines: Lines = []
    if missed:
        lines += [said(_("Most missed"), scene.look.accent), BLANK]
        for row in missed:
            lines += _report_row(scene, row, room)
        lines += [BLANK]
    others = [row for row in rows if row not in missed]
    if others:
        title = _("The others") if missed else ngettext("One question", "{count} questions", len(rows))
        lines += [said(title.format(count=len(rows)), scene.look.accent), BLANK]
        for row in others:
            lines += _report_row(scene, row, room)
    if not rows:
        lines = [said(_("No questions were asked."), "bold")]
    hints = (
        KeyHint(_("Space"), _("end")),
        KeyHint("↑↓", _("scroll")),
        KeyHint(_("Backspace"), _("back")),
        KeyHint(_("Esc"), _("menu")),
    )
    keys = indented(keys_with_address(scene, hints, room), inset)
    return Page([BLANK], Block(indented(lines, inset)), [BLANK, *keys])


def _report_row(scene: Scene, row: Reported, room: int) -> Lines:
    stem = " ".join(in_one_line(row.turn.item.stem.show(scene.language)).split())
    lines = hanging(said(f"{row.number:>2}  ", scene.look.quiet), said(stem, "bold"), room)
    answer = said(f"{YES} {answers_of(row.turn, row.right_places, scene.language)}")
    told = report_details(scene, row)
    below = joined(answer, said(f"   {DOT} {told}", scene.look.quiet)) if told else answer
    return [*lines, *indented(wrapped(below, room - 4), 4)]


def report_details(scene: Scene, row: Reported) -> str:
    """Return how many had a question right, and what drew the others."""
    return f"   {DOT} ".join(part for part in (share_missed(row), *_lures(scene, row)) if part)


def share_missed(row: Reported) -> str:
    """Return how many had a question right, or that no team was marked; nothing where there is nothing to count."""
    if row.is_void:
        return _("does not count")
    if row.missed is None:
        return _("not scored") if row.playing and not row.right else ""
    if row.hands:
        right = sum(row.hands[place] for place in row.right_places)
        return _("{right} of {all} right").format(right=right, all=sum(row.hands))
    return _("{right} of {all} teams right").format(right=len(row.right), all=len(row.playing))


def _lures(scene: Scene, row: Reported) -> list[str]:
    return [_lure(scene, row, lure) for lure in row.lures[:2]]


def _lure(scene: Scene, row: Reported, lure: Distractor) -> str:
    option = f"{LETTERS[lure.place]} {SHAPES[lure.place]} {option_texts(row.turn, scene.language)[lure.place]}"
    names = [in_one_line(scene.state.script.rules.teams[team]) for team in lure.teams]
    drawn_by = [str(lure.hands)] if lure.hands else []
    return f"{option}: {', '.join([*drawn_by, *names])}"


def report_lines(state: Warmup, language: str) -> Iterator[str]:
    """Yield what came of a warm-up as plain lines."""
    names = state.script.rules.teams
    for one in standings(state):
        yield f"{one.place}. {names[one.team]}  {number(one.points)}"
    rows = reported(state)
    if not rows:
        yield _("No questions were asked.")
    for row in rows:
        yield ""
        yield f"{row.number}. {' '.join(stem_of(row.turn.item, language).split())}"
        told = share_missed(row)
        answer = f"{_('The answer:')} {answers_of(row.turn, row.right_places, language)}"
        yield f"{answer}  ({told})" if told else answer
