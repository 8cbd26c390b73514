"""Keys that only one phase takes: team numbers, letters, typed numbers, counted hands. Steps and the menu are the loop's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lemans_quiz.games.warmup import board as wall
from lemans_quiz.games.warmup.cards.keys import card_key
from lemans_quiz.games.warmup.cards.text import answers_by_card
from lemans_quiz.games.warmup.commands import NOTHING_SAID, Buzz, Correct, Count, Enter, Join, Late, Rename, Say, Toggle
from lemans_quiz.games.warmup.driver import WarmupDriver
from lemans_quiz.games.warmup.letters import block_lines
from lemans_quiz.games.warmup.prompts import Scene, Typing, key_rows, next_team
from lemans_quiz.games.warmup.rules import (
    BUZZ,
    CARDS,
    ENTRY,
    LONGEST,
    LONGEST_TEAM,
    MOST_HANDS,
    MOST_TEAMS,
    NOBODY,
    NONE,
    OPEN,
    REVEALED,
    SIGHT,
    TALLY,
    Question,
    doubt,
    entry_for,
    places,
    playing_teams,
    points,
    right_place,
)
from lemans_quiz.games.warmup.state import Warmup, renamed, with_late_team
from lemans_quiz.games.warmup.theme import LETTERS, Theme
from lemans_quiz.games.warmup.views import keys_line, option_texts
from lemans_quiz.i18n import _
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.editing import Line, edit
from lemans_quiz.terminal.keys import Key
from lemans_quiz.terminal.layout import BLANK, Block, Lines, Page, indented, joined, said, width_of, wrapped
from lemans_quiz.terminal.menus import choose, read_key
from lemans_quiz.terminal.terminal import Terminal
from lemans_quiz.terminal.theme import CURSOR, in_one_line, number
from lemans_quiz.terminal.views import NARROW, KeyHint

_NUMERIC = "0123456789.,-"


def take_key(host: WarmupDriver, key: Key, typing: Typing) -> Typing | None:
    """Carry out a key that belongs to the phase and return what is typed then; None for any other key."""
    question = host.state.question
    if question is None or host.state.is_paused:
        return None
    match host.state.phase:
        case "open" if answers_by_card(host.state):
            return card_key(host, question, key, typing)
        case "revealed" if entry_for(question.turn, host.state.script.rules) == BUZZ:
            # The numbers are the pupils' buzzers: after the answer they mark nobody.
            return typing if key.text.isdecimal() else None
        case "revealed" if key.text == "0":
            return _team(host, NOBODY, typing)
        case "revealed" | "open" if key.text in "123456789" and key.text:
            return _team(host, int(key.text) - 1, typing)
        case "buzzed":
            return _say(host, key, typing)
        case "entry":
            return _entry(host, question, key, typing)
        case "tally":
            return _tally(host, question, key, typing)
        case _:
            return None


def enter_goes_on(state: Warmup) -> bool:
    """Tell whether Enter is as good as Space, as on a number pad: not where it ends what is typed, and not with buzzers, which may send it."""
    return state.phase not in (ENTRY, TALLY) and state.script.rules.entry != BUZZ


def _team(host: WarmupDriver, team: int, typing: Typing) -> Typing:
    phase = host.state.phase
    if phase == REVEALED:
        host.do(Toggle(host.at, team))
    elif phase == OPEN:
        host.do(Buzz(host.at, team))
    return typing


def _place(key: Key, count: int) -> int | None:
    """Return the place that a letter names."""
    character = key.text.casefold()
    place = "abcdefghi".find(character) if len(character) == 1 else -1
    return place if 0 <= place < count else None


def _say(host: WarmupDriver, key: Key, typing: Typing) -> Typing | None:
    question = host.state.question
    place = _place(key, places(question.turn)) if question else None
    if key.text == NONE:
        place = NOTHING_SAID
    if place is None:
        return None
    host.do(Say(host.at, place))
    return typing


def _entry(host: WarmupDriver, question: Question, key: Key, typing: Typing) -> Typing | None:
    """Take the answers of the teams one after another; Backspace takes the last one away, then goes back."""
    team = next_team(question)
    if key.name == keys.BACKSPACE:
        return _untype(host, question, typing)
    if team is None:
        return None
    size = places(question.turn)
    if size:
        return _letter(host, key, team, size, typing)
    if key.name == keys.ENTER and typing.text:
        host.do(Enter(host.at, team, typing.text))
        return Typing()
    if key.text and key.text in _NUMERIC and len(typing.text) < LONGEST:
        return typing._replace(text=typing.text + key.text)
    return None


def _letter(host: WarmupDriver, key: Key, team: int, size: int, typing: Typing) -> Typing | None:
    place = _place(key, size)
    if place is None and key.text != NONE:
        return None
    host.do(Enter(host.at, team, NONE if place is None else str(place)))
    return typing


def _untype(host: WarmupDriver, question: Question, typing: Typing) -> Typing | None:
    if typing.text:
        return typing._replace(text=typing.text[:-1])
    given = [team for team in question.playing if question.entries[team] is not None]
    if not given:
        return None
    host.do(Enter(host.at, given[-1], ""))
    return Typing()


def _tally(host: WarmupDriver, question: Question, key: Key, typing: Typing) -> Typing | None:
    """Take the hands of each option; Enter or an arrow goes to the next, Space first keeps what was typed."""
    count = len(question.hands)
    if key.text.isdigit() and key.text.isascii():
        text = (typing.text + key.text).lstrip("0") or "0"
        return typing if int(text) > MOST_HANDS else typing._replace(text=text)
    if key.name == keys.BACKSPACE and typing.text:
        return typing._replace(text=typing.text[:-1])
    if key.name == keys.BACKSPACE and typing.place:
        return Typing("", typing.place - 1)
    steps = {keys.ENTER: 1, keys.TAB: 1, keys.DOWN: 1, keys.UP: -1}
    if key.name not in steps and key.text != " ":
        return None
    if typing.text:
        host.do(Count(host.at, typing.place, int(typing.text)))
    if key.text == " ":
        open_now = host.state.question or question
        is_odd = bool(doubt(open_now, host.state.script.rules.class_size))
        return Typing("", typing.place, is_warned=True) if is_odd and not typing.is_warned else None
    return Typing("", (typing.place + steps[key.name]) % count)


def mending(question: Question, language: str) -> list[tuple[str, int]]:
    """Return what can be said of a question with a mistake, each with the place of its option, -1 for the question itself."""
    texts = option_texts(question.turn, language) if places(question.turn) else ()
    own = _("Count it again") if question.is_void else _("Do not count it")
    found = [(own, -1)]
    for place, text in enumerate(texts):
        if place == right_place(question.turn):
            continue
        template = (
            _("{letter} is wrong after all: {text}") if place in question.also else _("{letter} is also right: {text}")
        )
        found.append((template.format(letter=LETTERS[place], text=text), place))
    return found


def plain_page(
    look: Theme, title: str, told: tuple[str, ...], hints: tuple[KeyHint, ...], width: int, height: int
) -> Page:
    """Return a page with a few words in block letters and sentences below."""
    room = width - 2 * wall.margin(width)
    lines: Lines = []
    for sentence in told:
        lines += [BLANK, *wrapped(said(sentence, "bold"), room)]
    return titled_page(look, title, lines, hints, width, height)


def menu_page(scene: Scene, labels: tuple[str, ...], cursor: int, width: int, height: int, told: str = "") -> Page:
    """Return the menu with the cursor on one of its entries; above them a sentence, where there is one."""
    room = width - 2 * wall.margin(width)
    lines: Lines = [BLANK, *(wrapped(said(told, "bold"), room) if told else []), *([BLANK] if told else [])]
    for place, label in enumerate(labels):
        style = f"{scene.look.accent} reverse" if place == cursor else "bold"
        lines.append(said(f" {CURSOR if place == cursor else ' '} {place + 1}  {label} ", style))
    hints = (
        KeyHint(_("Space"), _("select")),
        KeyHint("↑↓", _("move")),
        KeyHint(f"1–{len(labels)}", _("choose")),
        KeyHint(_("Esc"), _("back")),
    )
    return titled_page(scene.look, _("Menu"), lines, hints, width, height)


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


def correction(terminal: Terminal, scene: Scene) -> tuple[float, ...] | None:
    """Let points be added and taken away; return what each team gets, None where it was called off."""
    added = [0.0] * len(points(scene.state))
    here = playing_teams(scene.state)
    cursor = here[0]
    steps = {keys.RIGHT: 1, "+": 1, keys.LEFT: -1, "-": -1}
    while True:
        terminal.show(lambda width, height: _correction_page(scene, added, cursor, width, height))  # noqa: B023
        key = read_key(terminal)
        if key is None:
            continue
        if key.name in (keys.ESCAPE, keys.BACKSPACE):
            return None
        if key.name == keys.ENTER or key.text == " ":
            return tuple(added)
        if key.text.isascii() and key.text.isdigit() and int(key.text) - 1 in here:
            cursor = int(key.text) - 1
        elif key.name in (keys.UP, keys.DOWN):
            cursor = here[(here.index(cursor) + (1 if key.name == keys.DOWN else -1)) % len(here)]
        else:
            added[cursor] += steps.get(key.text or key.name, 0)


def _correction_page(scene: Scene, added: list[float], cursor: int, width: int, height: int) -> Page:
    lines: Lines = [BLANK]
    totals = points(scene.state)
    for team in playing_teams(scene.state):
        name = scene.state.script.rules.teams[team]
        change = f"  ({added[team]:+g})" if added[team] else ""
        style = f"{scene.look.accent} reverse" if team == cursor else "bold"
        here = CURSOR if team == cursor else " "
        shown = number(totals[team] + added[team])
        lines.append(said(f" {here} {team + 1}  {in_one_line(name)}  {shown}{change} ", style))
    hints = (
        KeyHint("↑↓ 1–9", _("team")),
        KeyHint("← →", _("remove or add a point")),
        KeyHint(_("Space"), _("select")),
        KeyHint(_("Esc"), _("cancel")),
    )
    return titled_page(scene.look, _("Points"), lines, hints, width, height)


Change = Callable[[str], Rename | Late | None]
"""Makes a command of a name, None for one that no team can have."""


TeamCommand = Rename | Join | Late | Correct


def team_changes(terminal: Terminal, scene: Scene) -> TeamCommand | None:
    """Let teams and points be changed: return what is to be done, None where it was called off."""
    state = scene.state
    offers: list[tuple[str, Callable[[], TeamCommand | None]]] = []
    if state.phase != SIGHT:
        offers.append((_("Adjust scores"), lambda: _corrected(terminal, scene)))
    offers.append((_("Rename a team"), lambda: _rename(terminal, scene)))
    if len(state.script.rules.teams) < MOST_TEAMS and state.script.rules.entry != CARDS:
        offers.append((_("Add a late team"), lambda: _late(terminal, scene)))
    if len(playing_teams(state)) > 2:
        offers.append((_("Merge two teams"), lambda: _join(terminal, scene)))
    chosen = _choose(terminal, scene, [label for label, _act in offers], _("Teams and scores"))
    return None if chosen is None else offers[chosen][1]()


def _corrected(terminal: Terminal, scene: Scene) -> Correct | None:
    added = correction(terminal, scene)
    return Correct(scene.at, added) if added is not None and any(added) else None


def _rename(terminal: Terminal, scene: Scene) -> Rename | Late | None:
    team = _choose_team(terminal, scene, _("Which team do you want to rename?"))
    if team is None:
        return None
    old = scene.state.script.rules.teams[team]
    is_free: Change = lambda name: Rename(scene.at, team, name) if renamed(scene.state, team, name) else None  # noqa: E731
    return _ask_name(terminal, scene, _("New name for {team}:").format(team=in_one_line(old)), is_free)


def _late(terminal: Terminal, scene: Scene) -> Rename | Late | None:
    is_free: Change = lambda name: Late(scene.at, name) if with_late_team(scene.state, name) else None  # noqa: E731
    return _ask_name(terminal, scene, _("Name of the new team; it starts with no points."), is_free)


def _join(terminal: Terminal, scene: Scene) -> Join | None:
    team = _choose_team(terminal, scene, _("Which team do you want to merge into another?"))
    into = (
        None if team is None else _choose_team(terminal, scene, _("Which team should it be merged into?"), besides=team)
    )
    return None if team is None or into is None else Join(scene.at, team, into)


def _choose_team(terminal: Terminal, scene: Scene, told: str, *, besides: int = -1) -> int | None:
    teams = [team for team in playing_teams(scene.state) if team != besides]
    totals, names = points(scene.state), scene.state.script.rules.teams
    chosen = _choose(terminal, scene, [f"{in_one_line(names[team])}  {number(totals[team])}" for team in teams], told)
    return None if chosen is None else teams[chosen]


def _choose(terminal: Terminal, scene: Scene, labels: Sequence[str], told: str) -> int | None:
    return choose(
        terminal,
        lambda cursor, width, height: menu_page(scene, tuple(labels), cursor, width, height, told),
        len(labels),
    )


def _ask_name(terminal: Terminal, scene: Scene, told: str, change: Change) -> Rename | Late | None:
    """Let a name be typed until a team can have it; None where that is called off."""
    line, is_refused = Line(), False
    hints = (KeyHint(_("Enter"), _("select")), KeyHint(_("Esc"), _("cancel")))

    def page(width: int, height: int) -> Page:
        rule = _("Up to {count} characters, no comma, no other team's name.").format(count=LONGEST_TEAM)
        sentences = (told, f"{CURSOR} {line.text[: line.at]}_{line.text[line.at :]}", *((rule,) if is_refused else ()))
        return plain_page(scene.look, _("Teams"), sentences, hints, width, height)

    terminal.show_new(page)
    while True:
        key = read_key(terminal, over_text=True)
        if key is not None and key.name == keys.ESCAPE:
            return None
        if key is not None and key.name == keys.ENTER:
            done = change(" ".join(line.text.split()))
            if done is not None:
                return done
            is_refused = True
        elif key is not None:
            line = edit(line, key)
        terminal.show(page)


def titled_page(look: Theme, title: str, lines: Lines, hints: tuple[KeyHint, ...], width: int, height: int) -> Page:
    """Return a page with a title in block letters, where it can be drawn in them, and keys below."""
    inset = wall.margin(width)
    room = width - 2 * inset
    keys = indented(keys_line(hints, look, room), inset)
    titled = [said(line, look.accent) for line in block_lines(title, room) or [title]]
    body = [*titled, *lines]
    above = max(0, (height - len(keys) - len(body)) // 3)
    return Page([BLANK] * above, Block(indented(body, inset)), keys)
