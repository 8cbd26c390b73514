"""The pages of a game in a room on the teacher's terminal, which all may see: no answer stands on them before it is shown."""

from __future__ import annotations

from rich.text import Text

from lemans_quiz.core.items import Match
from lemans_quiz.games.host.remote import text
from lemans_quiz.games.host.remote.keys import FINGERS, ON, RETURN, taken_in
from lemans_quiz.games.host.remote.pages import Scene, note_lines, returning_told, way_in
from lemans_quiz.games.host.rules import (
    CARDS,
    CLOSED,
    EXPLAINED,
    LOBBY,
    NONE,
    OPEN,
    PLACES,
    PODIUM,
    READING,
    REVEALED,
    STANDINGS,
    Question,
    bars,
    is_explained,
    is_trial,
    right_places,
)
from lemans_quiz.games.host.scores import knew, missed, playing, seat_standings, team_standings, worth
from lemans_quiz.games.host.state import STEPS, HostGame, answered, awaited, has_cards, is_over_for_most, time_left
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.terminal import theme
from lemans_quiz.terminal.citations import citation
from lemans_quiz.terminal.layout import BLANK, Block, Lines, Page, indented, joined, said, spread, width_of, wrapped
from lemans_quiz.terminal.theme import (
    ACCENT,
    DOT,
    GOOD,
    PART,
    QUIET,
    STEM,
    TITLE,
    YES,
    clock,
    in_one_line,
    number,
    safe,
)
from lemans_quiz.terminal.views import KeyHint, keys_line, margin

_MOST_MISSING = 12
_BAR = 12
"""Cells of the longest bar."""


def game_page(scene: Scene, width: int, height: int) -> Page:
    """Return the page of the phase."""
    phase = scene.snapshot.state.phase
    body = {STANDINGS: _teams, PODIUM: _podium}.get(phase, _question)(scene, width)
    return Page(_top(scene, width), Block(body), _bottom(scene, width))


def way_in_page(scene: Scene, width: int, height: int) -> Page:
    """Return the way in while a game is on: for who comes late, and after another address."""
    hints = (KeyHint(_("any key"), _("back")), *((RETURN.hint(),) if scene.snapshot.returning else ()))
    bottom = [*note_lines(scene, width), *keys_line(hints, width)]
    return Page(_top(scene, width)[:-1], Block(way_in(scene, width)), bottom)


def _top(scene: Scene, width: int) -> Lines:
    state = scene.snapshot.state
    left = text.number_told(state) if state.question is not None else _("The end")
    return [*spread(said(f" {left}", TITLE), said(f"{_right(scene)} ", TITLE), width), BLANK]


def _right(scene: Scene) -> str:
    """Return what stands at the top right: how many have answered, and the time."""
    state = scene.snapshot.state
    if state.is_paused:
        return _("Pause")
    left = time_left(state, scene.snapshot.at)
    parts = [counted(scene)] if state.phase in (OPEN, CLOSED) and not state.is_by_hand else []
    parts += [clock(left + 0.999)] if left is not None and state.phase in (READING, OPEN) else []
    return f" {DOT} ".join(parts)


def counted(scene: Scene) -> str:
    """Say how many of those that are there have answered."""
    state = scene.snapshot.state
    done = answered(state)
    return text.answered_told(done, done + len(awaited(state, scene.snapshot.present)))


def _question(scene: Scene, width: int) -> Lines:
    state, question = scene.snapshot.state, scene.snapshot.state.question
    if question is None:
        return []
    inset = margin(width)
    room = width - 2 * inset
    lines = [*wrapped(said(text.stem(question.turn.item, scene.language), STEM), room), BLANK]
    if state.phase != READING:
        lines += _options(scene, question, room)
    lines += _entries(question, scene, room) if isinstance(question.turn.item.kind, Match) else []
    if state.phase in (REVEALED, EXPLAINED):
        lines += [BLANK, *_answer(scene, question, room)]
    if state.phase == EXPLAINED:
        lines += _explanation(scene, question, room)
    return indented(lines, inset)


def _entries(question: Question, scene: Scene, room: int) -> Lines:
    """Return the left-hand sides of pairs."""
    kind = question.turn.item.kind
    lefts = kind.lefts if isinstance(kind, Match) else ()
    return [line for left in lefts for line in wrapped(said(f"{DOT} {in_one_line(left.show(scene.language))}"), room)]


def _options(scene: Scene, question: Question, room: int) -> Lines:
    is_shown = scene.snapshot.state.phase in (REVEALED, EXPLAINED)
    right = right_places(question) if is_shown else ()
    counts = votes(scene.snapshot.state, question) if is_shown else ()
    lines: Lines = []
    for place, option in enumerate(text.options(question.turn, scene.language)):
        is_right = place in right
        sign = YES if is_right else " "
        style = GOOD if is_right else ""
        hung = wrapped(said(option, style), max(8, room - 8 - (_BAR + 14 if counts else 0)))
        lead = said(f"{sign} {text.lead(place)}  ", style or ACCENT)
        first = joined(lead, hung[0])
        if counts:
            gap = max(2, room - _BAR - 12 - width_of(first))
            first = joined(first, " " * gap, _bars([vote[place] for vote in counts], _most(counts)))
        lines += [first, *indented(hung[1:], width_of(lead))]
    return lines


def _most(counts: list[tuple[int, ...]]) -> int:
    return max(1, *(count for vote in counts for count in vote))


def votes(state: HostGame, question: Question) -> list[tuple[int, ...]]:
    """Return how many chose each place in each vote; nothing where nothing is chosen."""
    gone = frozenset(seat.number for seat in state.seats if seat.is_kicked)
    found = [bars(question, poll, gone) for poll in question.polls]
    return [vote for vote in found if vote][-2:]


def _bars(counts: list[int], most: int) -> Text:
    """Return the bar of the last vote, and the numbers of both."""
    cells = round(_BAR * counts[-1] / most)
    told = f" {theme.ARROW} ".join(map(str, counts))
    return joined(said("█" * cells, theme.BAR), " " * (_BAR - cells + 1), said(told.rjust(3)))


def _answer(scene: Scene, question: Question, room: int) -> Lines:
    told = f"{YES} {text.answer(question, scene.language)}"
    return [*wrapped(said(told, GOOD), room), *wrapped(said(knew_told(scene.snapshot.state, question), QUIET), room)]


def knew_told(state: HostGame, question: Question) -> str:
    """Say how many had it right; or that it counts for nobody."""
    if question.is_void:
        return _("This question does not count.")
    right, asked = knew(state, question)
    if not asked:
        return ""
    told = ngettext("{count} of {of} got it right.", "{count} of {of} got it right.", right).format(
        count=right, of=asked
    )
    return f"{told} {_('This was a trial question.')}" if is_trial(question.turn) else told


def _explanation(scene: Scene, question: Question, room: int) -> Lines:
    item = question.turn.item
    lines = [BLANK, *wrapped(said(safe(item.explanation.show(scene.language))), room)] if item.explanation else []
    source = (
        [*wrapped(said(_("Source: {source}").format(source=citation(item.source)), QUIET), room)] if item.source else []
    )
    return [*lines, *([BLANK, *source] if source else [])]


def _teams(scene: Scene, width: int) -> Lines:
    """Return where the teams are, in the order of their numbers: places are told on the podium."""
    state = scene.snapshot.state
    way = way_of_teams(state)
    names = [f"{team + 1}  {in_one_line(name)}" for team, name in enumerate(state.script.rules.teams)]
    column = max(map(width_of, names))
    bars = [said("█" * max(1, round(2 * _BAR * way[team])), theme.BAR) for team in range(len(names))]
    lines = [
        spread(said(name.ljust(column)), bar, column + 3 + width_of(bar)) for name, bar in zip(names, bars, strict=True)
    ]
    return indented([line for one in lines for line in one], margin(width))


def way_of_teams(state: HostGame) -> dict[int, float]:
    """Return how much each team has of all that can be had in the game, 0 to 1."""
    total = sum(worth(state.script, Question(turn)) for turn in state.script.turns)
    return {row.team: min(1.0, row.points / max(1.0, total)) for row in team_standings(state)}


def _rows(rows: list[tuple[int, str, str]], width: int) -> Lines:
    room = width - 2 * margin(width)
    return [line for place, name, told in rows for line in spread(said(f"{place or '':>3}  {name}"), said(told), room)]


def _podium(scene: Scene, width: int) -> Lines:
    """Return the first three in steps, then what else is told."""
    state = scene.snapshot.state
    inset = margin(width)
    shown = ranking(state)
    if not shown:
        return indented(wrapped(said(class_told(state)), width - 2 * inset), inset)
    steps = [row for row in shown if 0 < row[0] <= STEPS]
    hidden = STEPS - state.revealing
    lines = _rows([row if row[0] > hidden else (0, "…", "") for row in steps], width)
    if state.revealing >= STEPS and len(shown) > len(steps) and state.script.rules.ranking == PLACES:
        lines += [BLANK, *_rows(shown[len(steps) :], width)]
    told = [BLANK, *wrapped(said(class_told(state), QUIET), width - 2 * inset)] if state.revealing >= STEPS else []
    return indented([*lines, *told], inset)


def ranking(state: HostGame) -> list[tuple[int, str, str]]:
    """Return place, name and points of all that are ranked: teams where there are any, else seats; nobody where that is wanted."""
    rules = state.script.rules
    if rules.ranking == NONE:
        return []
    if rules.teams:
        return [(row.place, in_one_line(rules.teams[row.team]), number(row.points)) for row in team_standings(state)]
    rows = [row for row in seat_standings(state) if row.place or rules.ranking == PLACES]
    return [(row.place, text.name(state.seats[row.seat]), _of(row.right, row.asked, row.points, state)) for row in rows]


def _of(right: int, asked: int, points: float, state: HostGame) -> str:
    told = _("{right} of {asked}").format(right=right, asked=asked)
    return told if state.script.rules.scoring == "points" else f"{number(points)} {DOT} {told}"


def class_told(state: HostGame) -> str:
    """Say what the class knew, in all questions that count."""
    shares = [share for question in state.shown if question.counts and (share := missed(state, question)) is not None]
    if not shares:
        return _("Nothing was scored.")
    percent = round(100 * (1 - sum(shares) / len(shares)))
    return _("The class got {percent} % right.").format(percent=percent)


def prompt(scene: Scene) -> str:
    """Say what happens now."""
    state = scene.snapshot.state
    if state.is_paused:
        return _("Paused. Space to continue.")
    match state.phase:
        case "reading":
            return _("Read the question.")
        case "open" if state.is_by_hand:
            return _("Fingers: show your answer. Space to close.")
        case "open" if state.closes:
            return _("Everyone has answered.")
        case "open" if has_cards(state):
            return _cards_told(state)
        case "open" if is_over_for_most(state, scene.snapshot.at, scene.snapshot.present):
            return _("Time's up for most. Some are still answering.")
        case "open":
            left = time_left(state, scene.snapshot.at)
            return _("Time's up.") if left == 0 else _("Answer now. You can change it until it closes.")
        case "closed" if state.question is not None and state.question.is_by_hand:
            return _("Closed. h to count the hands, Space to show the answer.")
        case "closed":
            return _("Closed. Discuss it and vote again with v, or show the answer with Space.")
        case "revealed" if state.question is not None and state.question.is_by_hand and state.script.rules.teams:
            return _("Which teams were right? Type their numbers.")
        case _:
            return ""


def _cards_told(state: HostGame) -> str:
    """Say which cards are still to be seen."""
    ballots = state.question.poll.ballots if state.question and state.question.poll else {}
    missing = sorted(seat.card for seat in playing(state) if seat.card and seat.number not in ballots)
    if not missing:
        return _("All cards seen. They can be turned until Space closes.")
    shown = ", ".join(map(str, missing[:_MOST_MISSING])) + (" …" if len(missing) > _MOST_MISSING else "")
    return _("Not seen yet: {cards}. Space to close, a to type one.").format(cards=shown)


def _bottom(scene: Scene, width: int) -> Lines:
    state = scene.snapshot.state
    told = scene.note or returning_told(scene)
    if scene.shows_key and state.question is not None:
        told = _("Right: {answer}").format(answer=text.answer(state.question, scene.language))
    if state.question is not None and state.question.is_by_hand and state.phase in (CLOSED, REVEALED):
        told = told or _by_hand_told(state, state.question)
    first = wrapped(said(told or prompt(scene), PART if told else QUIET), width - 2)
    return [BLANK, *indented(first, 1), *keys_line(hints(scene), width)]


def _by_hand_told(state: HostGame, question: Question) -> str:
    if state.phase == REVEALED and question.right:
        return _("Right: {teams}").format(
            teams=", ".join(in_one_line(state.script.rules.teams[team]) for team in question.right)
        )
    counts = [f"{text.LETTERS[place]} {hands}" for place, hands in enumerate(question.hands) if hands is not None]
    return _("Hands: {counts}").format(counts="  ".join(counts)) if counts and state.phase == CLOSED else ""


def next_step(state: HostGame) -> str:
    """Return what going on does now."""
    if state.is_paused:
        return _("continue")
    does = {
        LOBBY: _("start"),
        READING: _("show the options"),
        OPEN: _("close"),
        CLOSED: _("show the answer"),
        REVEALED: _("explanation"),
        PODIUM: _("continue"),
    }.get(state.phase, _("next question"))
    is_told = state.phase in (EXPLAINED, STANDINGS) or (state.question is not None and not is_explained(state.question))
    if is_told and state.phase in (REVEALED, EXPLAINED, STANDINGS):
        return _("podium") if state.is_last else _("next question")
    return does


def hints(scene: Scene) -> tuple[KeyHint, ...]:
    """Return the keys that matter most now; the page of keys tells all."""
    state = scene.snapshot.state
    does = {ON: next_step(state)}
    if state.is_by_hand:
        does[FINGERS] = _("by phone again")
    taken = [key for key in taken_in(state.phase) if _is_worth_a_hint(key.name(), scene)]
    return tuple(key.hint(does.get(key, "")) for key in taken)


def _is_worth_a_hint(name: str, scene: Scene) -> bool:
    state = scene.snapshot.state
    if name == "x":
        return scene.has_wall
    if name == "a":
        return any(seat.way != "phone" for seat in playing(state))
    if name == "c":
        return state.script.rules.entry == CARDS or has_cards(state)
    if name == "h":
        return state.is_by_hand
    return name not in ("l", "n", "b", "t", "i") and not (name == "w" and scene.has_wall)
