"""The teacher's keys: each does in its phase what the page says, and nothing by accident."""

from __future__ import annotations

from typing import cast

import pytest

from lemans_quiz.core.items import Item
from lemans_quiz.core.responses import ChosenSet, Ordered, Response, Said, Typed
from lemans_quiz.core.turns import deal
from lemans_quiz.games.host.commands import Answer
from lemans_quiz.games.host.desk import Admitted, Desk
from lemans_quiz.games.host.game import begin, step
from lemans_quiz.games.host.remote.mending import candidates
from lemans_quiz.games.host.remote.screen import Remote, Stage
from lemans_quiz.games.host.rules import CLOSED, KEYS, LOBBY, OPEN, READING, REVEALED, HostRules, Script, mark_of
from lemans_quiz.games.host.scores import FULL
from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import CHARACTER, Key
from lemans_quiz.terminal.terminal import Terminal
from tests.games.host.lessons import joined, on_to, script
from tests.sample_quiz import CHOICE, MULTIPLE, ORDER, TEXT, TRUE_FALSE


class Teacher:
    """A remote without a terminal, on a desk with two pupils."""

    def __init__(self, *, wall: bool = False, **rules: object) -> None:
        self.desk = Desk(script(**rules), clock=lambda: 0.0)
        self.admitted = [self.desk.join(), self.desk.join()]
        self.remote = Remote(self.desk, Stage("en", wall_is_open=lambda: wall), cast(Terminal, None))

    def press(self, pressed: str) -> Teacher:
        for character in pressed:
            self.remote.take(Key(CHARACTER, character))
        return self

    @property
    def state(self):  # type: ignore[no-untyped-def]
        return self.desk.snapshot.state


def test_space_goes_on_and_backspace_back() -> None:
    teacher = Teacher().press("  ")
    assert teacher.state.phase == OPEN
    teacher.remote.take(Key(keys.BACKSPACE))
    assert teacher.state.phase == READING
    teacher.remote.take(Key(keys.PAGE_UP))
    assert teacher.state.phase == LOBBY
    teacher.remote.take(Key(keys.PAGE_DOWN))
    assert teacher.state.phase == OPEN  # it was open before


def test_l_locks_and_lets_in_again() -> None:
    assert Teacher().press("l").state.is_locked
    assert not Teacher().press("ll").state.is_locked


def test_p_pauses_and_space_goes_on_at_the_same_place() -> None:
    teacher = Teacher().press("  p")
    assert teacher.state.is_paused
    assert teacher.press(" ").state.phase == OPEN
    assert not teacher.state.is_paused


def test_t_says_what_became_of_the_timer() -> None:
    teacher = Teacher().press("  t")
    assert teacher.state.timer_off
    assert teacher.remote.note == "The timer is off."
    assert not teacher.press("t").state.timer_off


def test_v_votes_again_only_before_the_answer_is_shown() -> None:
    assert Teacher().press("   v").state.phase == OPEN
    assert Teacher().press("    v").state.phase == REVEALED
    assert len(Teacher().press("   v").state.question.polls) == 2


def test_f_in_the_lobby_begins_with_fingers_and_later_goes_back_to_phones() -> None:
    teacher = Teacher().press("f")
    assert teacher.state.phase == READING
    assert teacher.state.is_by_hand
    assert not teacher.press("f").state.is_by_hand


def test_digits_say_which_teams_were_right_by_hand_and_nothing_elsewhere() -> None:
    teacher = Teacher(teams=("Blue", "Red")).press("f  2")
    assert teacher.state.question.right == ()
    assert teacher.press(" 2").state.question.right == (1,)
    assert teacher.press("2").state.question.right == ()


def test_x_shows_the_answer_only_while_the_class_looks_at_another_page() -> None:
    hidden = Teacher().press("  x")
    assert not hidden.remote.scene().shows_key
    assert "First open the projector page" in hidden.remote.note
    assert Teacher(wall=True).press("  x").remote.scene().shows_key
    assert not Teacher(wall=True).press("  x ").remote.scene().shows_key


def test_b_lets_a_pupil_back_in_and_k_does_not() -> None:
    for pressed, is_in in (("b", True), ("k", False)):
        teacher = Teacher()
        asked = teacher.desk.ask_back(1)
        assert isinstance(asked, Admitted)
        teacher.press(pressed)
        assert (teacher.desk.seat_of(asked.token) == 1) is is_in
        assert teacher.desk.snapshot.returning == ()


def test_a_key_that_a_phase_does_not_take_does_nothing() -> None:
    teacher = Teacher().press("    ")
    before = teacher.state
    assert teacher.press("vpx7").state == before


def test_a_pupil_of_the_teachers_keys_can_be_answered_for_beside_phones() -> None:
    teacher = Teacher()
    teacher.desk.join(name="Ben", way=KEYS)
    teacher.press("  ")
    poll = teacher.state.question.polls[0].id
    arrangement = teacher.state.question.turn.arrangement
    from lemans_quiz.core.responses import Chosen

    teacher.desk.answer(2, poll, 1, Chosen(arrangement[0]))
    assert 2 in teacher.state.question.poll.ballots


WRONG: dict[str, tuple[Item, Response]] = {
    "choice": (CHOICE, Typed("")),
    "multiple": (MULTIPLE, ChosenSet((3,))),
    "true-false": (TRUE_FALSE, Said(False)),
    "text": (TEXT, Typed("Romain Dumas")),
    "order": (ORDER, Ordered((1, 0, 2, 3))),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_may_be_right_too_is_offered_for_each_kind(kind: str) -> None:
    item, given = WRONG[kind]
    state = joined(begin(Script(deal((item, CHOICE), "word"), HostRules())), "Ann", "Ben")
    state = on_to(state, OPEN, 0.0)
    state, _events = step(state, Answer(1.0, 0, 0, 1, given))
    state = on_to(state, CLOSED, 2.0)
    offered = [response for response, _count in candidates(state.questions[0])]
    assert offered
    assert all(mark_of(state.questions[0], response).value < FULL for response in offered)
    assert kind == "choice" or given in offered


def test_i_shows_the_way_in_on_both_pages_and_any_key_goes_back_without_a_step() -> None:
    told: list[bool] = []
    teacher = Teacher()
    stage = Stage("en", address=lambda: "10.3.7.21", code="4821", show_way_in=told.append)
    teacher.remote = Remote(teacher.desk, stage, cast(Terminal, None))
    page = "\n".join(line.plain for line in teacher.press("  i").remote.page(80, 24).body.lines)
    assert "10.3.7.21 / 4821" in page
    assert "Who won" not in page
    before = teacher.state
    teacher.press(" ")
    assert (teacher.state, teacher.remote.shows_way_in, told) == (before, False, [True, False])
    assert teacher.press(" ").state.phase == CLOSED


def test_who_comes_back_is_let_in_while_the_way_in_is_shown() -> None:
    teacher = Teacher().press("  i")
    asked = teacher.desk.ask_back(1)
    assert isinstance(asked, Admitted)
    teacher.press("b")
    assert teacher.desk.seat_of(asked.token) == 1
    assert teacher.remote.shows_way_in
