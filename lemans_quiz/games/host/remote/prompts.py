"""Short questions to the teacher while a game runs: which pupil, which setting, what was wrong, how many hands. The game goes on meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from lemans_quiz.core.responses import Chosen, ChosenSet, Response, Said
from lemans_quiz.core.typed import response_text
from lemans_quiz.games.host.commands import (
    Accept,
    Arrange,
    ChangeTeam,
    Command,
    ExtraTime,
    Hands,
    Kick,
    Rename,
    ShowName,
    Void,
)
from lemans_quiz.games.host.desk import Desk, Refused
from lemans_quiz.games.host.remote import text
from lemans_quiz.games.host.rules import (
    DEVICES,
    EXTRA,
    KEYS,
    NAMES,
    PHONE,
    RANKINGS,
    SCORINGS,
    HostRules,
    Question,
    Seat,
    mark_of,
    places,
    right_places,
)
from lemans_quiz.games.host.scores import FULL, playing
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.play import answering as ask
from lemans_quiz.play.question import answer_block
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.editing import Line, edit
from lemans_quiz.terminal.layout import BLANK, Block, Lines, Page, indented, joined, said, width_of, wrapped
from lemans_quiz.terminal.menus import choose, read_key
from lemans_quiz.terminal.terminal import Terminal
from lemans_quiz.terminal.theme import PROMPT, QUIET, STEM, in_one_line, number
from lemans_quiz.terminal.views import KeyHint, Menu, Setting, header, keys_line, margin, menu_hints, menu_page

Entry = tuple[str, str, Callable[[], object]]
"""A label, a detail and what it does."""


def pick(terminal: Terminal, title: str, entries: list[Entry], *, above: str = "", cursor: int = 0) -> int | None:
    """Let the teacher choose, do what was chosen, and return its place; None where nothing was."""
    shown = tuple((label, detail) for label, detail, _act in entries)

    def build(cursor: int, width: int, height: int) -> Page:
        told = [*indented(wrapped(said(above), width - 2 * margin(width)), margin(width)), BLANK] if above else []
        return menu_page(title, told, Menu(shown, cursor), menu_hints(len(shown), _("back")), width)

    chosen = choose(terminal, build, len(entries), cursor=cursor) if entries else None
    if chosen is not None:
        entries[chosen][2]()
    return chosen


def ask_text(terminal: Terminal, title: str, told: str, given: str = "") -> str | None:
    """Let the teacher type a line; None where it is left."""
    line = Line(given, len(given))

    def build(width: int, height: int) -> Page:
        inset = margin(width)
        above = [*indented(wrapped(said(told), width - 2 * inset), inset), BLANK]
        field = joined(" " * inset, said(f"{PROMPT} "), said(line.text))
        hints = (KeyHint(_("Enter"), _("take")), KeyHint(_("Esc"), _("back")))
        cursor = (0, inset + 2 + width_of(line.text[: line.at]))
        return Page(
            header(title, None, width), Block([field], cursor=cursor).below(above), [BLANK, *keys_line(hints, width)]
        )

    terminal.show_new(build, takes_text=True)
    while True:
        key = read_key(terminal, over_text=True)
        if key is None:
            continue
        if key.name == keys.ESCAPE:
            return None
        if key.name == keys.ENTER:
            return line.text.strip()
        line = edit(line, key)
        terminal.show(build)


# Pupils


def see_pupils(terminal: Terminal, desk: Desk) -> None:
    """Let the teacher choose a pupil, and what to do."""
    cursor = 0
    while True:
        snapshot = desk.snapshot
        seats = playing(snapshot.state)
        entries: list[Entry] = [
            (
                text.name(seat),
                "" if seat.way != PHONE or seat.number in snapshot.present else _("not connected"),
                lambda: None,
            )
            for seat in seats
        ]
        entries.append((_("A pupil without a device"), _("you type the answers"), lambda: add_pupil(terminal, desk)))
        chosen = pick(terminal, _("Pupils"), entries, cursor=min(cursor, len(entries) - 1))
        if chosen is None or chosen == len(seats):
            return
        cursor = chosen
        see_pupil(terminal, desk, seats[chosen])


def see_pupil(terminal: Terminal, desk: Desk, seat: Seat) -> None:
    """Let the teacher do something about one pupil."""

    def do(command: Command) -> Callable[[], object]:
        return lambda: desk.do(command)

    entries: list[Entry] = [(_("Throw out"), _("the answers count no longer"), do(Kick(desk.at, seat.number)))]
    entries += [
        (
            _("{times} × the time").format(times=number(times)),
            _("nobody else sees it"),
            do(ExtraTime(desk.at, seat.number, times)),
        )
        for times in EXTRA
        if times != seat.time
    ]
    entries.append((_("Rename"), "", lambda: rename(terminal, desk, seat)))
    teams = desk.snapshot.state.script.rules.teams
    entries += [
        (_("Into team {team}").format(team=in_one_line(team)), "", do(ChangeTeam(desk.at, seat.number, place)))
        for place, team in enumerate(teams)
        if place != seat.team
    ]
    pick(terminal, text.name(seat), entries)


def rename(terminal: Terminal, desk: Desk, seat: Seat) -> None:
    """Let the teacher type another name for a seat."""
    name = ask_text(terminal, text.name(seat), _("Which name shall all see?"))
    if name:
        desk.do(Rename(desk.at, seat.number, name))


def add_pupil(terminal: Terminal, desk: Desk) -> None:
    """Give a seat to a pupil whose answers the teacher types."""
    name = ask_text(terminal, _("A pupil without a device"), _("Which name shall all see? Nothing typed: one is made."))
    if name is not None:
        desk.join(name=name, way=KEYS)


def show_name(terminal: Terminal, desk: Desk) -> None:
    """Let the teacher decide about the next name that a pupil typed."""
    seat = next((seat for seat in playing(desk.snapshot.state) if not seat.is_shown), None)
    if seat is None:
        return
    entries: list[Entry] = [
        (_("Show it"), "", lambda: desk.do(ShowName(desk.at, seat.number))),
        (_("Another name"), "", lambda: rename(terminal, desk, seat)),
        (_("Throw out"), "", lambda: desk.do(Kick(desk.at, seat.number))),
    ]
    pick(terminal, text.name(seat), entries, above=in_one_line(seat.name))


# Settings


def see_settings(terminal: Terminal, desk: Desk) -> None:
    """Let the teacher choose how the game is played, until Esc."""
    cursor: int | None = 0
    while cursor is not None:
        cursor = pick(terminal, _("Settings"), _settings(terminal, desk), cursor=cursor)


def _settings(terminal: Terminal, desk: Desk) -> list[Entry]:
    rules = desk.snapshot.state.script.rules

    def turn(what: str, values: tuple[str, ...]) -> Callable[[], object]:
        following = values[(values.index(getattr(rules, what)) + 1) % len(values)]
        return lambda: desk.do(Arrange(desk.at, what, following))

    def typed(what: str, title: str, told: str, given: str) -> Callable[[], object]:
        return lambda: _arrange_typed(terminal, desk, what, title, told, given)

    seconds = number(rules.seconds) if rules.seconds else "0"
    teams = ", ".join(rules.teams)
    return [
        (_("Names"), words_of(rules.names), turn("names", NAMES)),
        (_("Devices"), words_of(rules.devices), turn("devices", DEVICES)),
        (_("Ranking"), words_of(rules.ranking), turn("ranking", RANKINGS)),
        (_("Points"), words_of(rules.scoring), turn("scoring", SCORINGS)),
        (_("Time"), time_told(rules), typed("seconds", _("Time"), _("Seconds to think; 0 is no limit."), seconds)),
        (_("Reading time"), _("{seconds} s").format(seconds=number(rules.reading)), typed("reading", _("Reading time"), _("Seconds before the options appear."), number(rules.reading))),
        (_("Teams"), in_one_line(teams) or _("none"), typed("teams", _("Teams"), _("Their names with commas between; nothing for no teams."), teams)),
        (_("Wi-Fi name"), in_one_line(rules.wifi) or _("not told"), typed("wifi", _("Wi-Fi name"), _("The name of the network that phones must be in."), rules.wifi)),
        (_("A pupil without a device"), _("you type the answers"), lambda: add_pupil(terminal, desk)),
    ]  # fmt: skip


def _arrange_typed(terminal: Terminal, desk: Desk, what: str, title: str, told: str, given: str) -> None:
    value = ask_text(terminal, title, told, given)
    if value is not None:
        desk.do(Arrange(desk.at, what, value))


def time_told(rules: HostRules) -> str:
    """Return the time for a question in words."""
    return _("{seconds} s to think").format(seconds=number(rules.seconds)) if rules.seconds else _("no time limit")


def words_of(value: str) -> str:
    """Return a value of a setting in words."""
    return {
        "generated": _("made by the program: scan and you are in"),
        "numbers": _("numbers of the class register"),
        "own": _("pupils type them, you show each"),
        "one": _("one pupil each"),
        "two": _("two pupils share one"),
        "team": _("one for each team"),
        "three": _("the first three"),
        "places": _("everybody's place"),
        "none": _("none, only what the class knew"),
        "points": _("right counts, not speed"),
        "fair": _("right counts, speed decides between equals"),
        "speed": _("speed counts"),
    }[value]


# Questions


def mend(terminal: Terminal, desk: Desk, language: str) -> None:
    """Let a question count no longer, or another answer be right too: the last one shown, and the one before."""
    state = desk.snapshot.state
    numbers = [
        place for place, question in enumerate(state.questions) if question.has_been_seen and place <= state.position
    ]
    for position in numbers[:-3:-1]:
        question = desk.snapshot.state.questions[position]
        entries: list[Entry] = _mending(desk, position, question, language)
        is_last = position == numbers[0] or position == numbers[-2:][0]
        if not is_last:
            entries.append((_("The question before"), "", lambda: None))
        chosen = pick(
            terminal, _("Change how a question counts"), entries, above=text.stem(question.turn.item, language)
        )
        if is_last or chosen != len(entries) - 1:
            return


def _mending(desk: Desk, position: int, question: Question, language: str) -> list[Entry]:
    label = _("It counts again") if question.is_void else _("It does not count")
    entries: list[Entry] = [(label, "", lambda: desk.do(Void(desk.at, position)))]

    def accept(response: Response) -> Callable[[], object]:
        return lambda: desk.do(Accept(desk.at, position, response))

    for response, count in candidates(question):
        told = in_one_line(response_text(question.turn, response, language))
        is_taken = response in question.also
        label = _("“{answer}” is wrong after all") if is_taken else _("“{answer}” is right too")
        times = ngettext("{count} answer", "{count} answers", count).format(count=count) if count else ""
        entries.append((label.format(answer=told), times, accept(response)))
    return entries


_MOST_CANDIDATES = 7


def candidates(question: Question) -> list[tuple[Response, int]]:
    """Return the answers that could be right too, with how many gave them: all options, or what was answered, the most frequent first."""
    given = Counter(ballot.response for ballot in (question.poll.ballots.values() if question.poll else ()))
    if places(question.turn):
        right = set(right_places(question))
        each = [_choosing(question, place) for place in range(places(question.turn))]
        found = [(one, place) for place, one in enumerate(each) if place not in right or one in question.also]
        return [(response, _times(question, place)) for response, place in found]
    taken = [(response, given[response]) for response in question.also]
    wrong = [
        (response, count)
        for response, count in given.most_common()
        if mark_of(question, response).value < FULL and response not in question.also
    ]
    return [*taken, *wrong][:_MOST_CANDIDATES]


def _choosing(question: Question, place: int) -> Response:
    """Return the response that chooses the option at a place."""
    turn = question.turn
    if not turn.arrangement:
        return Said(place == 0)
    return (
        ChosenSet((turn.arrangement[place],)) if turn.item.kind_name == "multiple" else Chosen(turn.arrangement[place])
    )


def _times(question: Question, place: int) -> int:
    from lemans_quiz.games.host.rules import bars

    return bars(question, question.poll)[place] if question.poll else 0


def count_hands(terminal: Terminal, desk: Desk, language: str) -> None:
    """Let the teacher type how many hands each option got, until Esc."""
    question = desk.snapshot.state.question
    for place, option in enumerate(text.options(question.turn, language) if question else ()):
        told = _("How many hands for {option}?").format(option=f"{text.lead(place)}  {option}")
        typed = ask_text(terminal, _("Count the hands"), told)
        if typed is None:
            return
        if typed.isascii() and typed.isdigit():
            desk.do(Hands(desk.at, place, int(typed)))


def speak_for(terminal: Terminal, desk: Desk, language: str) -> None:
    """Let the teacher answer for a pupil without a device: the next that has not answered, or one of several."""
    state = desk.snapshot.state
    seats = [seat for seat in playing(state) if seat.way != PHONE]
    ballots = state.question.poll.ballots if state.question and state.question.poll else {}
    entries: list[Entry] = [
        (
            text.name(seat),
            _("has answered") if seat.number in ballots else "",
            _answering(terminal, desk, seat, language),
        )
        for seat in seats
    ]
    if len(entries) == 1:
        entries[0][2]()
    elif entries:
        first = next((place for place, seat in enumerate(seats) if seat.number not in ballots), 0)
        pick(terminal, _("Answer for"), entries, cursor=first)


def _answering(terminal: Terminal, desk: Desk, seat: Seat, language: str) -> Callable[[], object]:
    return lambda: _answer_for(terminal, desk, seat, language)


def _answer_for(terminal: Terminal, desk: Desk, seat: Seat, language: str) -> None:
    """Take the answer of a seat by keys. What is chosen stays hidden until Enter: all may see the screen."""
    question = desk.snapshot.state.question
    poll = question.poll if question is not None else None
    if question is None or poll is None:
        return
    state = ask.start(question.turn)
    setting = Setting(language)

    def build(width: int, height: int) -> Page:
        stem: Lines = [*wrapped(said(text.stem(question.turn.item, language), STEM), width - 2 * margin(width)), BLANK]
        hints = (KeyHint(_("Enter"), _("take")), KeyHint(_("Esc"), _("back")))
        above = [
            *indented(stem, margin(width)),
            *indented([said(state.note, QUIET)] if state.note else [], margin(width)),
        ]
        body = answer_block(state, setting, width).below(above)
        return Page(header(text.name(seat), None, width), body, [BLANK, *keys_line(hints, width)])

    terminal.show_new(build, takes_text=ask.holds_text(state))
    while True:
        key = read_key(terminal, over_text=ask.holds_text(state))
        if key is None:
            continue
        if key.name == keys.ESCAPE:
            return
        changed = ask.update(state, key)
        if not isinstance(changed, ask.STATES):
            _take_for(desk, seat, poll.id, changed)
            return
        state = changed
        terminal.show(build)


def _take_for(desk: Desk, seat: Seat, poll: int, response: Response) -> None:
    state = desk.snapshot.state
    ballots = state.question.poll.ballots if state.question and state.question.poll else {}
    nth = ballots[seat.number].nth + 1 if seat.number in ballots else 1
    taken = desk.answer(seat.number, poll, nth, response)
    assert not isinstance(taken, Refused) or taken.reason in ("closed", "paused", "no-seat", "unreadable"), taken
