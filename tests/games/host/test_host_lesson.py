"""A lesson of fifteen minutes with 28 simulated pupils, played with one hand: Space and nothing else."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import cast

from lemans_quiz.core.marking import mark
from lemans_quiz.core.turns import deal
from lemans_quiz.games.host.commands import Command
from lemans_quiz.games.host.desk import Desk
from lemans_quiz.games.host.draw import TRIAL
from lemans_quiz.games.host.game import replay
from lemans_quiz.games.host.rehearsal import PUPILS, Rehearsal
from lemans_quiz.games.host.remote.screen import Remote, Stage
from lemans_quiz.games.host.report import outcome, pupils
from lemans_quiz.games.host.rules import (
    CLOSED,
    EXPLAINED,
    LOBBY,
    OPEN,
    OVER,
    PODIUM,
    READING,
    REVEALED,
    HostRules,
    Script,
)
from lemans_quiz.games.host.scores import seat_standings
from lemans_quiz.terminal.keys import CHARACTER, Key
from lemans_quiz.terminal.terminal import Terminal
from tests.games.host.lessons import choice
from tests.sample_quiz import ITEMS

SPACE = Key(CHARACTER, " ")
PATIENCE = {LOBBY: 60.0, CLOSED: 4.0, REVEALED: 15.0, EXPLAINED: 20.0, PODIUM: 4.0}
"""Seconds that the teacher lets a page stand before going on; reading and answering end by themselves."""
STEP = 0.5
QUARTER = 15 * 60.0


class Lesson:
    """A room whose clock is told the time, its teacher and its pupils."""

    def __init__(self, seed: int) -> None:
        self.now = 0.0
        self.kept: list[Command] = []
        self.asked = Script(deal((TRIAL, *ITEMS, *(choice(number) for number in range(3))), "word"), HostRules())
        self.desk = Desk(self.asked, append=self.kept.append, clock=lambda: self.now)
        self.remote = Remote(self.desk, Stage("en", "Bees", "7b", lambda: "10.3.7.21", "4821"), cast(Terminal, None))
        self.pupils = Rehearsal(self.desk, chance=random.Random(seed))
        self.presses = 0
        self.pages: set[str] = set()

    def run(self, look: Callable[[], None]) -> None:
        """Play until it is over."""
        since, phase = 0.0, ""
        while self.remote.phase != OVER:
            self.now += STEP
            self.desk.tick()
            self.pupils.step()
            here = f"{self.remote.phase} {self.desk.snapshot.state.position} {self.desk.snapshot.state.revealing}"
            if here != phase:
                since, phase = self.now, here
                look()
            wait = PATIENCE.get(self.remote.phase)
            if wait is not None and self.now - since >= wait:
                self.remote.take(SPACE)
                self.presses += 1


def test_a_lesson_of_fifteen_minutes_is_played_with_one_hand(painted: Callable[..., list[str]]) -> None:
    lesson = Lesson(seed=7)

    def look() -> None:
        lines = painted(lesson.remote.page, 80, 24)
        assert not any("more: PgDn" in line for line in lines), lines
        lesson.pages.add(lesson.remote.phase)

    lesson.run(look)
    state = lesson.desk.snapshot.state
    assert lesson.now <= QUARTER
    assert len(state.seats) == PUPILS
    assert {READING, OPEN, CLOSED, REVEALED, EXPLAINED, PODIUM} <= lesson.pages
    assert all(row.asked == len(ITEMS) + 3 for row in seat_standings(state))
    assert replay(lesson.asked, lesson.kept) == state


def test_its_scores_are_those_of_an_independent_count() -> None:
    lesson = Lesson(seed=11)
    lesson.run(lambda: None)
    state = lesson.desk.snapshot.state
    for pupil in pupils(state):
        gained = sum(
            mark(question.turn.item, question.poll.ballots[pupil.seat.number].response).value
            * question.turn.item.points
            for question in state.questions
            if question.poll is not None and pupil.seat.number in question.poll.ballots
        )
        assert abs(pupil.standing.points - gained) < 0.02
    assert len(outcome(state).asked) == len(ITEMS) + 3
