"""The wall of a warm-up in a browser: what the class may see of each phase, and no more."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest

from lemans_quiz import i18n
from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Option, Order, TrueFalse
from lemans_quiz.core.items import Text as Typed
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import deal
from lemans_quiz.games.warmup.commands import Command, Count, End, Enter, Forward, Pause, Toggle
from lemans_quiz.games.warmup.game import begin, step
from lemans_quiz.games.warmup.prompts import Scene
from lemans_quiz.games.warmup.rules import HIDING, Script, WarmupRules
from lemans_quiz.games.warmup.state import Warmup
from lemans_quiz.games.warmup.theme import DARK, LIGHT, theme
from lemans_quiz.games.warmup.walls import projected
from lemans_quiz.room.wall import WallPage, page_to_json

TEAMS = ("Arnage", "Mulsanne", "Tertre Rouge")
OPTIONS = tuple(Option(plain(text)) for text in ("Porsche", "Audi", "Toyota", "Nissan"))
PAIRS = tuple(map(plain, ("one", "two", "three")))


def item(kind: object) -> Item:
    return Item("race", "winner", plain("Who won in 2015?"), kind, explanation=plain("In a 919."))  # type: ignore[arg-type]


def number(key: int) -> Number:
    return Number(Decimal(key), Decimal(key), Decimal(key))


def page_of(state: Warmup, at: float, look: str = LIGHT) -> WallPage:
    return projected(Scene(state, at, theme(look), "en"), ("3 questions",), is_counting=True)


def pages(kind: object, **rules: object) -> list[tuple[str, str]]:
    """Return every page of a question as it is sent, each with its phase."""
    given = {"teams": TEAMS, "questions": 1, **rules}
    state, at = begin(Script(deal([item(kind)], "word"), (), WarmupRules(**given))), 0.0  # type: ignore[arg-type]
    found = []
    for _ in range(12):
        if state.phase in ("podium", "over"):
            break
        found.append((state.phase, page_to_json(page_of(state, at))))
        at += 10
        typed: list[Command] = [Enter(at, team, str(team % 2)) for team in range(3)] if state.phase == "entry" else []
        counted: list[Command] = [Count(at, place, 7) for place in range(4)] if state.phase == "tally" else []
        for command in (*typed, *counted, Forward(at)):
            state, _ = step(state, command)
    return found


RULES = ({}, {"tally": True}, {"entry": "letters"}, {"teams": ()}, {"reading": 0.0, "seconds": 0.0})


@pytest.mark.parametrize("rules", RULES, ids=str)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Choice(OPTIONS, 0), Choice(OPTIONS, 2)),
        (Multiple(OPTIONS, (0, 1)), Multiple(OPTIONS, (2, 3))),
        (TrueFalse(True), TrueFalse(False)),
        (number(7), number(9999)),
        (Typed(plain("Porsche")), Typed(plain("Audi"))),
        (Match(PAIRS, PAIRS, (0, 1, 2)), Match(PAIRS, PAIRS, (2, 0, 1))),
    ],
    ids=lambda kind: type(kind).__name__,
)
def test_nothing_sent_before_the_reveal_depends_on_what_is_right(one, other, rules):
    first, second = pages(one, **rules), pages(other, **rules)
    hidden = [page for page in first if page[0] in HIDING or page[0] == "sight"]
    assert hidden == [page for page in second if page[0] in HIDING or page[0] == "sight"]
    assert len(hidden) >= 3
    assert first != second


def test_the_parts_of_an_order_are_told_as_they_are_dealt_and_no_answer():
    hidden = [json.loads(text) for phase, text in pages(Order(PAIRS)) if phase in HIDING]
    assert all("answer" not in page for page in hidden)
    assert {len(page["options"]) for page in hidden if "options" in page} == {3}


@pytest.mark.parametrize("phase", sorted(HIDING - {"buzzed"}))
def test_before_the_reveal_no_mark_count_or_answer_is_sent(phase):
    told = [json.loads(text) for one, text in pages(Choice(OPTIONS, 1), tally=True, entry="letters") if one == phase]
    told += [json.loads(text) for one, text in pages(Choice(OPTIONS, 1)) if one == phase]
    assert told
    for page in told:
        assert "answer" not in page
        assert all(set(option) == {"text"} for option in page.get("options", []))


def test_the_reveal_has_marks_and_counted_hands():
    page = dict(pages(Choice(OPTIONS, 1), tally=True))["revealed"]
    options = json.loads(page)["options"]
    assert sorted(option["mark"] for option in options) == ["dim", "dim", "dim", "good"]
    assert [option["chosen"] for option in options] == [7, 7, 7, 7]


def test_what_the_teacher_presses_is_not_said_to_the_class():
    told = " ".join(text for _phase, text in pages(Choice(OPTIONS, 1), tally=True, entry="letters"))
    told += " ".join(text for _phase, text in pages(Choice(OPTIONS, 1)))
    assert re.findall(r"[Tt]ype |Space |Enter|Backspace|again takes", told) == []


def test_a_pause_stops_the_clock_and_says_so():
    state = begin(Script(deal([item(Choice(OPTIONS, 1))], "w"), (), WarmupRules(questions=1)))
    for command in (Forward(0.0), Forward(1.0), Pause(5.0)):
        state, _ = step(state, command)
    assert (page_of(state, 5.0).clock, page_of(state, 5.0).time) == (None, "Pause")


def test_the_podium_and_the_questions_again_are_shown():
    state = begin(Script(deal([item(Choice(OPTIONS, 1))], "w"), (), WarmupRules(questions=1, teams=TEAMS, reading=0)))
    steps = (Forward(0.0), Forward(1.0), Forward(9.0), Toggle(12.0, 1), End(14.0))
    for command in steps:
        state, _ = step(state, command)
    podium = page_of(state, 20.0)
    assert [(team.place, team.name, team.points) for team in podium.teams][:2] == [
        (1, "Mulsanne", "1"),
        (2, "Arnage", "0"),
    ]
    report = page_of(step(state, Forward(30.0))[0], 31.0)
    assert (report.title, report.rows[0].answer, report.rows[0].told) == (
        "Most missed first",
        "Audi",
        "1 of 3 teams right",
    )


def test_a_dark_wall_is_asked_for_and_a_light_one_is_left_to_the_browser():
    state = begin(Script(deal([item(Choice(OPTIONS, 1))], "w"), (), WarmupRules()))
    assert [page_of(state, 0.0, look).theme for look in (LIGHT, DARK)] == ["", "dark"]


def test_the_class_is_spoken_to_in_its_language():
    i18n.use("de")
    try:
        told = dict(pages(Choice(OPTIONS, 1)))
    finally:
        i18n.use("en")
    assert json.loads(told["reading"])["prompt"] == "Frage lesen."
    assert json.loads(told["sight"])["language"] == "de"
