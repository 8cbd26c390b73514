"""A term: two classes, twelve lessons each, two cut off, teams renamed, two questions struck out; against an account kept by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from lemans_quiz.core.events import Rejected
from lemans_quiz.core.seeds import below
from lemans_quiz.games.warmup.commands import Command, End, Forward, Join, Late, Rename, Toggle, Void
from lemans_quiz.games.warmup.draw import Draft, draw_script
from lemans_quiz.games.warmup.game import begin, replay, step
from lemans_quiz.games.warmup.journal import Beginning, WarmupRecorder, unfinished_warm_up
from lemans_quiz.games.warmup.rules import NOBODY, PODIUM, REVEALED, playing_teams
from lemans_quiz.games.warmup.settings import check, settings_to_json
from lemans_quiz.games.warmup.setup import asked_for
from lemans_quiz.games.warmup.state import Warmup
from lemans_quiz.room.memory import past_of_class
from lemans_quiz.room.standings import term_standings

CLASSES, LESSONS, QUESTIONS, WEEK = ("7b", "8a"), 12, 5, 7 * 24 * 3600.0
RENAMED = {("7b", 4): ("Blue", "Bees"), ("8a", 6): ("Red", "Foxes")}
STRUCK_OUT = {("7b", 3): 1, ("8a", 9): 0}
CUT_OFF = {("7b", 5): 3, ("8a", 7): 1}
"""After which question the lesson was cut off, to go on with it the next time."""
LATE, JOINED = ("7b", 8), ("8a", 10)

Name = tuple[str, str]


class Account:
    """What a teacher would note on paper: teams and points, and for each lesson what was asked and how many had it wrong."""

    def __init__(self) -> None:
        self.teams = ["Blue", "Yellow", "Red"]
        self.points: dict[str, float] = {}
        self.lessons: list[list[tuple[Name, float]]] = []

    def come_back(self) -> set[Name]:
        """Return the two questions of the last lesson that most had wrong."""
        wrong = [row for row in (self.lessons[-1] if self.lessons else []) if row[1]]
        return {name for name, _share in sorted(wrong, key=lambda row: -row[1])[:2]}

    def had(self) -> set[Name]:
        return {name for lesson in self.lessons for name, _share in lesson}


class Lesson(NamedTuple):
    """One lesson being played: every command is kept before the next."""

    key: tuple[str, int]
    recorder: WarmupRecorder
    state: Warmup
    at: float

    def do(self, *commands: type[Forward] | Command) -> Lesson:
        state, at = self.state, self.at
        for given in commands:
            at += 5.0
            command = given(at) if isinstance(given, type) else given._replace(at=at)
            state, events = step(state, command)
            assert not any(isinstance(event, Rejected) for event in events)
            self.recorder.keep(command, state, events, at)
        return self._replace(state=state, at=at)

    def to(self, phase: str) -> Lesson:
        lesson = self
        while lesson.state.phase != phase:
            lesson = lesson.do(Forward)
        return lesson


@pytest.fixture
def pack(tmp_path, warm_home, monkeypatch):
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(warm_home))
    path = tmp_path / "term.yaml"
    path.write_text(
        "title: Term\nid: term\nquestions:\n"
        + "".join(f"  - {{id: q{n}, question: Is {n} even?, answer: {str(n % 2 == 0).lower()}}}\n" for n in range(80)),
        encoding="utf-8",
    )
    return str(path)


def begun(history, pack: str, key: tuple[str, int]) -> Lesson:
    name, number = key
    given = {"packs": (pack,), "teams": "Blue,Yellow,Red", "questions": QUESTIONS} if number == 1 else {}
    asked = asked_for(history, given, name)
    past = tuple(one.outcome for one in past_of_class(history, name))
    drawn = draw_script(Draft(asked.settings, check(asked.settings), f"{name} {number}", "en", past))
    beginning = Beginning(name, number * WEEK, settings_to_json(asked.settings), drawn.script)
    return Lesson(key, WarmupRecorder(history, beginning), begin(drawn.script), number * WEEK)


def opened_again(history, lesson: Lesson) -> Lesson:
    """Return the lesson as another start of the program finds it."""
    saved = unfinished_warm_up(history, lesson.key[0], since=0.0)
    assert saved is not None
    state = replay(saved.beginning.script, saved.commands)
    assert state == lesson.state
    return lesson._replace(recorder=WarmupRecorder(history, saved.beginning, saved.id), state=state)


def right_teams(key: tuple[str, int], number: int, teams: tuple[int, ...]) -> list[int]:
    return [team for team in teams if below(3, "right", *key, number, team) > 0]


def taught(lesson: Lesson, account: Account, history) -> Lesson:
    """Play a lesson to its end and note on paper what came of it."""
    noted: list[tuple[Name, float]] = []
    gained: list[tuple[int, float]] = []
    for number in range(QUESTIONS):
        lesson = lesson.to(REVEALED)
        question, teams = lesson.state.question, playing_teams(lesson.state)
        assert question is not None
        right = right_teams(lesson.key, number, teams)
        lesson = lesson.do(*(Toggle(0.0, team) for team in right or [NOBODY]))
        is_struck_out = STRUCK_OUT.get(lesson.key) == number
        noted.append(
            ((question.turn.item.pack, question.turn.item.id), 0.0 if is_struck_out else 1 - len(right) / len(teams))
        )
        gained += [] if is_struck_out else [(team, 1.0) for team in right]
        lesson = lesson.do(Forward, Forward)
        if is_struck_out:
            lesson = lesson.do(Void(0.0, number))
        if CUT_OFF.get(lesson.key) == number:
            lesson = opened_again(history, lesson)
    for place, team in enumerate(playing_teams(lesson.state)):
        name = account.teams[place]
        account.points[name] = account.points.get(name, 0.0) + sum(p for one, p in gained if one == team)
    account.lessons.append(noted)
    return lesson.to(PODIUM).do(End(0.0), End(0.0))


def with_its_teams(lesson: Lesson, account: Account) -> Lesson:
    """Change the teams where this lesson does, in the program and on paper."""
    if lesson.key in RENAMED:
        old, new = RENAMED[lesson.key]
        lesson = lesson.do(Rename(0.0, lesson.state.script.rules.teams.index(old), new))
        account.points[new] = account.points.pop(old)
        account.teams[account.teams.index(old)] = new
    if lesson.key == LATE:
        lesson = lesson.do(Late(0.0, "Owls"))
        account.teams.append("Owls")
    if lesson.key == JOINED:
        lesson = lesson.do(Join(0.0, 2, 1))
        del account.teams[2]
    return lesson


def team_names(state: Warmup) -> list[str]:
    return [state.script.rules.teams[team] for team in playing_teams(state)]


def lessons() -> Iterator[tuple[str, int]]:
    return ((name, number) for number in range(1, LESSONS + 1) for name in CLASSES)


def test_a_term_comes_out_as_it_does_on_paper(history, pack):
    accounts = {name: Account() for name in CLASSES}
    for key in lessons():
        account = accounts[key[0]]
        lesson = with_its_teams(begun(history, pack, key), account)
        assert team_names(lesson.state) == account.teams
        expected_back, had = account.come_back(), account.had()
        taught(lesson, account, history)
        asked = {name for name, _share in account.lessons[-1]}
        assert len(asked) == QUESTIONS
        assert asked & had == expected_back
    for name, account in accounts.items():
        sums = term_standings(tuple(one.outcome for one in past_of_class(history, name)))
        assert {team: total for team, total, _times in sums} == account.points
        assert [total for _team, total, _times in sums] == sorted(account.points.values(), reverse=True)
