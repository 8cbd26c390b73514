"""Every screen at 40, 80 and 120 columns, in every language, against its approved file.

LEMANS_APPROVE=1 writes the files anew: look at the difference before committing it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from lemans_quiz import i18n
from lemans_quiz.core import marks
from lemans_quiz.core.events import Answer, Appeal, Command, Next, Skip, TimeOut
from lemans_quiz.core.game import Rules, replay
from lemans_quiz.core.items import Source
from lemans_quiz.core.marking import mark
from lemans_quiz.core.marks import Mark
from lemans_quiz.core.responses import Ordered
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import Turn, deal
from lemans_quiz.core.typed import read_line
from lemans_quiz.play import answering as ask
from lemans_quiz.play.feedback import Outcome, answered_lines, feedback_page, right_text
from lemans_quiz.play.keys_help import keys_page
from lemans_quiz.play.question import Open, question_page
from lemans_quiz.play.result import Result, result_page, review_page
from lemans_quiz.play.start import Entry, Start, start_page
from lemans_quiz.terminal.editing import Line
from lemans_quiz.terminal.layout import Page
from lemans_quiz.terminal.views import Menu, Progress, menu_hints, menu_page, stem_lines

APPROVED = Path(__file__).resolve().parents[1] / "approved" / "screens"
SIZES = ((40, 24), (80, 24), (120, 40))
Build = Callable[[int, int], Page]
PROGRESS = Progress(3, 10)


def question(item: str, **changes: object) -> Callable[[ModuleType, str], Build]:
    """Return a maker of the page of an open question: fields of its state, and hints, left, near."""
    around = {name: changes.pop(name) for name in ("hints", "left", "near") if name in changes}

    def make(quiz: ModuleType, language: str) -> Build:
        state = ask.start(quiz.turn_of(getattr(quiz, item)))._replace(**changes)
        page = Open(state, PROGRESS, **around)
        return lambda width, height: question_page(page, quiz.setting(language), width)

    return make


def feedback(
    item: str, line: str | None, gained: float = 0.0, streak: int = 0, verdict: Mark | None = None
) -> Callable[[ModuleType, str], Build]:
    """Return a maker of the page after an answer."""

    def make(quiz: ModuleType, language: str) -> Build:
        turn = quiz.turn_of(getattr(quiz, item))
        response = None if line is None else read_line(turn, line, "en")
        outcome = Outcome(turn, response, verdict or mark(turn.item, response), gained, streak)
        return lambda width, height: feedback_page(outcome, PROGRESS, quiz.setting(language), width)

    return make


def result_of(quiz: ModuleType, language: str, *commands: Command) -> Result:
    return Result(replay(quiz.TURNS, Rules(), commands), quiz.setting(language))


def played(quiz: ModuleType, *lines: str) -> list[Command]:
    """Return the commands that answer the sample quiz by lines, each 7 seconds."""
    commands: list[Command] = []
    for turn, line in zip(quiz.TURNS, lines, strict=False):
        command = Answer(read_line(turn, line, "en"), 7.0) if line else Skip(7.0)
        commands += [command, *([Appeal()] if line == "Romain Dumas" else []), Next()]
    return commands


def result(*lines: str) -> Callable[[ModuleType, str], Build]:
    def make(quiz: ModuleType, language: str) -> Build:
        found = result_of(quiz, language, *played(quiz, *lines))
        menu = Menu((("1", ""), ("2", "")))
        return lambda width, height: result_page(found, menu, width, height)

    return make


def review(quiz: ModuleType, language: str) -> Build:
    commands = [*played(quiz, "1", "1,2", "f", "Nel", "13,6"), TimeOut(20.0), Next()]
    return lambda width, height: review_page(result_of(quiz, language, *commands), width)


def menu(quiz: ModuleType, language: str) -> Build:
    entries = Menu((("Continue", ""), ("Quit the quiz", "your answers are saved")))

    def build(width: int, height: int) -> Page:
        above = stem_lines(quiz.CHOICE, quiz.setting(language), width)
        return menu_page("Menu", above, entries, menu_hints(2, "back"), width)

    return build


def start(quiz: ModuleType, language: str) -> Build:
    entries = (
        Entry("race --today", "Race of the day", "six questions, two minutes; not driven today"),
        Entry("quick", "Quick quiz", "ten questions, easy to medium"),
        Entry("race", "The 24 hours", "24 questions; your best 4,213 km, P63"),
        Entry("friends", "With friends", "a duel or race on one keyboard"),
        Entry("practice", "Practice", "12 questions are due"),
        Entry("warmup", "For a class", "a warm-up with a projector, by fingers or letters"),
        Entry("more", "More", "packs, exam, statistics, language, all keys"),
    )
    shown = Start(entries, ("Yesterday 1,071 km, P58", "Driven 4 days in a row"), "0.1.0", 91)
    return lambda width, height: start_page(shown, 0, width, height)


def in_a_mix(quiz: ModuleType, language: str) -> Build:
    """Return the page after an answer: packs are mixed, only three options are shown, and the source is a book."""
    kind = quiz.CHOICE.kind._replace(show=3)
    source = Source("Le Mans", "Verlag", 2010, author="A. Author", isbn="978-3-16-148410-0", pages="12-14")
    context = quiz.both("The series of 2017", "Die Serie von 2017")
    turn = deal([quiz.CHOICE._replace(kind=kind, source=source, context=context)], "arnage-7k")[0]
    setting = quiz.setting(language)
    setting = setting._replace(titles=(*setting.titles, ("other", quiz.TITLE)))
    response = read_line(turn, "Porsche", "en")
    outcome = Outcome(turn, response, mark(turn.item, response), 1.0, 1)
    return lambda width, height: feedback_page(outcome, PROGRESS, setting, width)


ALL_RIGHT = ("Porsche", "Porsche, Audi, Rebellion", "t", "Neel Jani", "13.626", "Bentley, Jaguar, Ford, Audi", "1a2b3d")
SCREENS: dict[str, Callable[[ModuleType, str], Build]] = {
    "question-choice": question("CHOICE", cursor=1),
    "question-choice-hints-and-time": question("CHOICE", hints=2, left=23.0),
    "question-multiple": question("MULTIPLE", cursor=2, marked=frozenset((2, 3))),
    "question-multiple-nothing-marked": question("MULTIPLE", note=ask.NOTHING_MARKED),
    "question-true-false": question("TRUE_FALSE"),
    "question-text": question("TEXT", line=Line("Neel J", 6)),
    "question-text-near-miss": question("TEXT", line=Line("Nel Janni", 9), near="Nel Janni"),
    "question-text-long": question("TEXT", line=Line("A very long answer " * 6, 3)),
    "question-number": question("NUMBER", line=Line("13,6", 4)),
    "question-number-unreadable": question("NUMBER", line=Line("about", 5), note=ask.NOT_A_NUMBER),
    "question-order": question("ORDER", order=(2, 0, 1, 3), cursor=1, placed=1),
    "question-order-carrying": question("ORDER", cursor=1, held=True),
    "question-match": question("MATCH", rights=(0, -1, -1), cursor=1),
    "feedback-choice-right": feedback("CHOICE", "Porsche", 1.0, 3),
    "feedback-choice-wrong": feedback("CHOICE", "Audi"),
    "feedback-skipped": feedback("CHOICE", None),
    "feedback-time-out": feedback("CHOICE", None, verdict=Mark(0.0, marks.TIME_OUT)),
    "feedback-multiple-partly": feedback("MULTIPLE", "Porsche, Audi", 0.67),
    "feedback-true-false": feedback("TRUE_FALSE", "f"),
    "feedback-text-spelling": feedback("TEXT", "Neel Janni", 2.0, 2),
    "feedback-text-wrong": feedback("TEXT", "Romain Dumas"),
    "feedback-text-near-miss": feedback("TEXT", "Nel Janni"),
    "feedback-number-within": feedback("NUMBER", "13.6", 1.0),
    "feedback-number-close": feedback("YEAR", "2017", 0.25),
    "feedback-text-refused": feedback("MANET", "monet"),
    "feedback-text-withdrawn": feedback("TEXT", "Neel Jani", verdict=Mark(0.0, marks.WITHDRAWN)),
    "question-text-initials": question("TEXT", line=Line("N. Jani", 7), near="N. Jani"),
    "feedback-number-unreadable": feedback("NUMBER", "long"),
    "feedback-order-partly": feedback("ORDER", "Bentley, Ford, Jaguar, Audi", 0.67),
    "feedback-match-partly": feedback("MATCH", "1a 2c", 0.33),
    "feedback-in-a-mix": in_a_mix,
    "result": result("1", "1,2", "f", "Romain Dumas", "13,6", "", "1a2b3d"),
    "result-all-right": result(*ALL_RIGHT),
    "result-left-early": result("1"),
    "review": review,
    "menu": menu,
    "start": start,
    "keys": lambda quiz, language: keys_page,
}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_is_as_approved(name, language, quiz, painted):
    i18n.use(language)
    build = SCREENS[name](quiz, language)
    frames = [framed(painted(build, columns, rows), columns) for columns, rows in SIZES]
    shown = "\n".join(frames)
    path = APPROVED / f"{name}.{language}.txt"
    if os.environ.get("LEMANS_APPROVE"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shown, "utf-8")
    assert path.exists(), "not approved yet: see the top of this file"
    assert shown == path.read_text("utf-8")


def framed(lines: list[str], columns: int) -> str:
    ruler = f"{'-' * (columns - 4)} {columns}"
    return "\n".join([ruler[-columns:], *lines, ""])


@pytest.mark.parametrize(
    ("typed", "unit"), [("", True), ("13,", True), ("abou", False), ("13.6 k", False), ("13 km", False)]
)
def test_the_unit_stands_behind_nothing_but_a_number(typed, unit, quiz, painted):
    lines = painted(question("NUMBER", line=Line(typed, len(typed)))(quiz, "en"), 80, 24)
    assert next(line for line in lines if "›" in line).endswith("  km") is unit


@pytest.mark.parametrize("name", [name for name in SCREENS if name not in ("review", "keys", "result")])
def test_everything_fits_80_by_24(name, quiz, painted):
    lines = painted(SCREENS[name](quiz, "en"), 80, 24)
    assert not any("PgDn" in line or "PgUp" in line for line in lines)


def test_years_stand_beside_the_entries_of_an_order_after_the_answer(quiz: ModuleType) -> None:
    kind = quiz.ORDER.kind._replace(beside=tuple(plain(year) for year in ("1924", "1951", "1966", "2000")))
    item = quiz.ORDER._replace(kind=kind)
    outcome = Outcome(Turn(item, (0, 1, 2, 3)), Ordered((0, 1, 2, 3)), Mark(1.0, "right"), 1.0, 1)
    shown = [line.plain.strip() for line in answered_lines(outcome, quiz.setting(), 80)]
    assert shown == ["✓ 1   Bentley · 1924", "✓ 2   Jaguar · 1951", "✓ 3   Ford · 1966", "✓ 4   Audi · 2000"]
    assert right_text(item, quiz.setting()).startswith("Bentley · 1924 → Jaguar · 1951")


@pytest.mark.parametrize("name", [name for name in SCREENS if name.startswith(("question", "feedback"))])
def test_at_40_columns_nothing_is_cut(name, quiz):
    build = SCREENS[name](quiz, "en")
    assert letters_of(build(38, 200)) == letters_of(build(88, 200))


def letters_of(page: Page) -> list[str]:
    lines = [*page.top, *page.body.lines, *page.bottom]
    return sorted(letter for line in lines for letter in line.plain if letter not in "━╸─ ")


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("size", [(1, 1), (12, 4), (20, 8), (300, 90)])
def test_no_size_of_a_terminal_is_too_much(name, size, quiz, painted):
    assert len(painted(SCREENS[name](quiz, "en"), *size)) == size[1]
