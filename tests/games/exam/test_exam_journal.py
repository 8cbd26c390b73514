"""An exam is in the history while it is written, and its attempts are there all at once."""

from collections.abc import Callable

import pytest

from lemans_quiz.core.events import Next, Skip
from lemans_quiz.core.game import begin as begin_game
from lemans_quiz.core.game import replay
from lemans_quiz.core.game import step as step_game
from lemans_quiz.core.responses import Chosen
from lemans_quiz.games.exam.journal import ExamRecorder, load_exam, take_up_exam
from lemans_quiz.games.exam.rules import Exam, ExamCommand, Flag, Give, Go, HandIn, begin, graded, replay_exam, step
from lemans_quiz.storage.recording import Recorder
from lemans_quiz.storage.records import EXAM
from lemans_quiz.storage.sessions import find_session, list_sessions, load, unfinished
from lemans_quiz.storage.tallies import Scope, attempts


class Desk:
    """An exam being written, with its recorder."""

    def __init__(self, recorder: ExamRecorder, exam: Exam) -> None:
        self.recorder = recorder
        self.exam = exam

    def write(self, *commands: ExamCommand) -> Exam:
        for command in commands:
            self.exam, _ = step(self.exam, command)
            self.recorder.keep(command, self.exam, (), 1_434_283_200.0)
        return self.exam


@pytest.fixture
def desk(history, opening_of, choice) -> Callable[[], Desk]:
    def sit() -> Desk:
        exam = begin(opening_of([choice(n) for n in range(3)]).turns, opening_of([]).rules)
        opening = opening_of([choice(n) for n in range(3)], kind=EXAM)._replace(rules=exam.rules)
        return Desk(ExamRecorder(history, opening), exam)

    return sit


def test_turning_pages_alone_leaves_no_trace(history, desk):
    desk().write(Go(2, 1.0), Go(0, 1.0))
    assert list_sessions(history) == []


def test_a_killed_exam_is_there_with_its_answers_and_flags(history, desk):
    left = desk().write(Go(1, 2.0), Give(Chosen(1), 3.0), Go(2, 0.5), Flag(1.0))
    saved = load_exam(history, 1)
    assert saved is not None
    assert replay_exam(saved.opening.turns, saved.opening.rules, saved.commands) == left
    assert [session.id for session in unfinished(history)] == [1]


def test_no_attempt_is_known_before_it_is_handed_in(history, desk):
    at_work = desk()
    at_work.write(Give(Chosen(0), 2.0), Go(1), Give(Chosen(0)))
    assert list(attempts(history, Scope())) == []
    at_work.write(HandIn(1.0))
    assert [(kept.turn, kept.mark, kept.seconds) for kept in attempts(history, Scope())] == [
        (0, 1.0, 2.0),
        (1, 1.0, 1.0),
        (2, 0.0, 0.0),
    ]


def test_handed_in_it_is_a_session_like_any_other(history, desk):
    exam = desk().write(Give(Chosen(0), 2.0), HandIn())
    saved, session = load(history, 1), find_session(history, 1)
    assert saved is not None
    assert session is not None
    assert replay(saved.opening.turns, saved.opening.rules, saved.commands) == graded(exam)
    assert (session.kind, session.is_complete, session.over, unfinished(history)) == (EXAM, True, True, [])


def test_an_exam_handed_in_at_once_is_kept_too(history, desk):
    desk().write(Go(1, 4.0), HandIn(1.0))
    assert [kept.reason for kept in attempts(history, Scope())] == ["skipped"] * 3


def test_an_exam_goes_on_with_the_questions_that_are_left(history, desk):
    desk().write(Give(Chosen(0), 2.0), Go(2))
    saved = load_exam(history, 1)
    assert saved is not None
    exam = replay_exam(saved.opening.turns, saved.opening.rules, saved.commands)
    shorter = exam._replace(turns=exam.turns[::2], sheets=exam.sheets[::2], position=1)
    at_work = Desk(take_up_exam(history, saved, shorter), shorter)
    at_work.write(Give(Chosen(1), 1.0), HandIn())
    assert [(kept.item, kept.mark) for kept in attempts(history, Scope())] == [("item-0", 1.0), ("item-2", 0.0)]
    assert find_session(history, 1).is_complete


def test_what_is_no_log_of_an_exam_is_none(history, desk):
    desk().write(Give(Chosen(0)))
    history.write(lambda connection: connection.execute("""UPDATE commands SET json = '["give", 7, "x"]'"""))
    assert load_exam(history, 1) is None
    assert load_exam(history, 2) is None


def test_each_player_has_the_attempts_of_his_own(history, opening_of, choice):
    opening = opening_of([choice(0), choice(1)])._replace(players=("Anna", "Ben"))
    turns = tuple(turn._replace(player=player) for player, turn in enumerate(opening.turns))
    _play_all(history, opening._replace(turns=turns))
    assert [kept.item for kept in attempts(history, Scope("Anna"))] == ["item-0"]
    assert [kept.item for kept in attempts(history, Scope("Ben"))] == ["item-1"]


def _play_all(history, opening):
    game, recorder = begin_game(opening.turns, opening.rules)[0], Recorder(history, opening)
    for command in (Skip(1.0), Next(), Skip(1.0), Next()):
        game, events = step_game(game, command)
        recorder.keep(command, game, events, 1.0)
