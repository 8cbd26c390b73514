"""After the last question: what the class knew and missed, and the report, which is offered as long as anything is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lemans_quiz.games.host.remote import text
from lemans_quiz.games.host.remote.prompts import Entry, ask_text, pick
from lemans_quiz.games.host.remote.views import class_told, ranking
from lemans_quiz.games.host.report import Reported, most_missed, pupils, reported
from lemans_quiz.games.host.state import HostGame
from lemans_quiz.i18n import _
from lemans_quiz.terminal.layout import BLANK, Block, Lines, Page, indented, said, spread, wrapped
from lemans_quiz.terminal.menus import read_page
from lemans_quiz.terminal.terminal import Build, Terminal
from lemans_quiz.terminal.theme import GOOD, QUIET, STEM, YES, in_one_line
from lemans_quiz.terminal.views import KeyHint, header, keys_line, margin

_MISSED = 5


class Ending(NamedTuple):
    """What can be done at the end. `write` makes a report of a file's name and says where it is, or why there is none."""

    state: HostGame
    language: str
    write: Callable[[str], str]
    proposed: str = "quiz.html"


def show_ending(terminal: Terminal, ending: Ending) -> None:
    """Let the teacher look at what came of it and keep it, until the end is chosen."""
    note, cursor = "", 0

    def write() -> None:
        nonlocal note
        told = _("A .csv, .xlsx, .html or .json file with the names shown on the screen. Without it, nothing is kept.")
        name = ask_text(terminal, _("Save a report"), told, ending.proposed)
        note = ending.write(name) if name else ""

    while True:
        entries: list[Entry] = [
            (_("Most missed"), "", lambda: read_page(terminal, missed_page(ending))),
            (_("Full ranking"), "", lambda: read_page(terminal, pupils_page(ending))),
            (_("Save a report"), "", write),
            (_("End"), _("pupils' names are deleted"), lambda: None),
        ]
        chosen = pick(terminal, _("The end"), entries, above=note or class_told(ending.state), cursor=cursor)
        if chosen == len(entries) - 1:
            return
        cursor = len(entries) - 1 if chosen is None else chosen


def _back_hints() -> tuple[KeyHint, ...]:
    return KeyHint("↑↓", _("scroll")), KeyHint(_("any other key"), _("back"))


def _page(title: str, lines: Callable[[int], Lines]) -> Build:
    def build(width: int, height: int) -> Page:
        body = indented(lines(width - 2 * margin(width)), margin(width))
        return Page(header(title, None, width), Block(body), [BLANK, *keys_line(_back_hints(), width)])

    return build


def missed_page(ending: Ending) -> Build:
    """Return the page of the questions that were missed most, with what was answered instead."""
    rows = most_missed(reported(ending.state), _MISSED)

    def lines(room: int) -> Lines:
        if not rows:
            return wrapped(said(_("No question was missed.")), room)
        return [line for row in rows for line in (*_missed_lines(row, ending, room), BLANK)]

    return _page(_("Most missed"), lines)


def _missed_lines(row: Reported, ending: Ending, room: int) -> Lines:
    question = row.question
    stem = f"{row.number}. {in_one_line(text.stem(question.turn.item, ending.language))}"
    lines = wrapped(said(stem, STEM), room)
    lines += wrapped(said(f"{YES} {text.answer(question, ending.language)}", GOOD), room)
    told = _("{percent} % missed it.").format(percent=round(100 * (row.missed or 0.0)))
    instead = "   ".join(f"{text.response(question, one, ending.language)} ({times})" for one, times in row.wrong)
    lines += wrapped(said(told, QUIET), room)
    return [
        *lines,
        *(wrapped(said(_("Wrong answers: {answers}").format(answers=instead), QUIET), room) if instead else []),
    ]


def ending_lines(ending: Ending) -> list[str]:
    """Return what the class knew and what was missed most, by lines."""
    rows = most_missed(reported(ending.state), _MISSED)
    return [class_told(ending.state), *(line for row in rows for line in _missed_told(row, ending))]


def _missed_told(row: Reported, ending: Ending) -> list[str]:
    question = row.question
    stem = f"{row.number}. {in_one_line(text.stem(question.turn.item, ending.language))}"
    told = _("{percent} % missed it.").format(percent=round(100 * (row.missed or 0.0)))
    return [stem, f"   {_('The answer:')} {text.answer(question, ending.language)}. {told}"]


def place_lines(ending: Ending) -> list[str]:
    """Return all teams and pupils with their places, by lines."""
    teams = (
        [f"{place}. {name}: {told}" for place, name, told in ranking(ending.state)]
        if ending.state.script.rules.teams
        else []
    )
    rows = [
        f"{row.standing.place or '–'}. {text.name(row.seat)}: "
        + _("{right} of {asked}").format(right=row.standing.right, asked=row.standing.asked)
        for row in pupils(ending.state)
    ]
    return [*teams, *rows] or [_("Nobody was here.")]


def pupils_page(ending: Ending) -> Build:
    """Return the page of all pupils, which is for the teacher alone."""
    state = ending.state

    def lines(room: int) -> Lines:
        teams = [spread(said(f"{place:>3}  {name}"), said(told), room) for place, name, told in ranking(state)]
        rows = [
            spread(
                said(f"{row.standing.place or '–':>3}  {text.name(row.seat)}"),
                said(_("{right} of {asked}").format(right=row.standing.right, asked=row.standing.asked)),
                room,
            )
            for row in pupils(state)
        ]
        every = [*teams, [BLANK], *rows] if state.script.rules.teams else rows
        return [line for lines in every for line in lines] or [said(_("Nobody took part."))]

    return _page(_("Full ranking"), lines)
