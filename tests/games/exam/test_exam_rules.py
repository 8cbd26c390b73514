"""An exam is a game once it is handed in, and a log of commands before."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.commands import command_from_json, command_to_json
from lemans_quiz.core.events import Answer, Next, Rejected, Skip
from lemans_quiz.core.game import Ended, Rules, replay, summarise
from lemans_quiz.core.items import Choice, Item, Number, Option, Text
from lemans_quiz.core.marks import SKIPPED, TIME_OUT
from lemans_quiz.core.responses import Chosen, Typed
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import deal
from lemans_quiz.games.exam.rules import (
    COMMANDS,
    Exam,
    ExamCommand,
    Flag,
    Flagged,
    Give,
    Given,
    Go,
    HandedIn,
    HandIn,
    Opened,
    Sheet,
    begin,
    exam_rules,
    game_log,
    graded,
    log_of,
    replay_exam,
    step,
    take_up,
)
from tests.effort import examples


def choice(name: str, *answers: str) -> Item:
    options = tuple(Option(plain(text)) for text in answers or ("Porsche", "Audi", "Toyota"))
    return Item("race", name, plain(f"Who won {name}?"), Choice(options, 0), hints=(plain("A hint"),))


ITEMS = (
    choice("one"),
    Item("race", "two", plain("Who drove?"), Text(plain("Hülkenberg"))),
    Item("race", "three", plain("How long?"), Number(Decimal(13), Decimal(12), Decimal(14))),
    choice("four"),
)
TURNS = deal(ITEMS, "word")

seconds = st.integers(-1, 12).map(float)
responses = st.one_of(
    st.integers(0, 2).map(Chosen), st.sampled_from(("Hülkenberg", "Hulkenbrg", "13", "")).map(Typed), st.none()
)
commands = st.one_of(
    st.builds(Give, responses, seconds), st.builds(Go, st.integers(-1, 5), seconds), st.builds(Flag, seconds)
)
logs = st.lists(commands, max_size=15)


def played(*log: ExamCommand, timer: float = 0.0) -> Exam:
    return replay_exam(TURNS, Rules(timer=timer), log)


def test_an_answer_stays_with_its_question_and_can_be_changed():
    exam = played(Give(Chosen(1)), Go(3), Give(Chosen(2)), Go(0), Give(Chosen(0)))
    assert [sheet.response for sheet in exam.sheets] == [Chosen(0), None, None, Chosen(2)]
    assert exam.unanswered == (1, 2)


def test_an_answer_can_be_taken_back():
    assert played(Give(Chosen(1)), Give(None)).unanswered == (0, 1, 2, 3)


def test_a_flag_goes_on_and_off():
    assert played(Flag(), Go(2), Flag()).flagged == (0, 2)
    assert played(Flag(), Flag()).flagged == ()


def test_the_time_belongs_to_the_question_on_which_it_was_spent():
    exam = played(Give(Chosen(0), 4.0), Go(1, 1.0), Go(0, 7.0), HandIn(2.0))
    assert [sheet.seconds for sheet in exam.sheets] == [7.0, 7.0, 0.0, 0.0]


def test_each_command_tells_what_happened():
    exam = begin(TURNS, Rules())
    assert step(exam, Give(Chosen(0)))[1] == (Given(0, Chosen(0)),)
    assert step(exam, Go(2))[1] == (Opened(2),)
    assert step(exam, Flag())[1] == (Flagged(0, True),)
    assert step(exam, HandIn())[1] == (HandedIn(False),)


def test_a_question_that_does_not_exist_is_rejected_and_takes_no_time():
    exam = begin(TURNS, Rules())
    assert step(exam, Go(4, 9.0)) == (exam, (Rejected("no-such-question"),))
    assert step(exam, Go(-1, 9.0)) == (exam, (Rejected("no-such-question"),))


def test_nothing_can_be_changed_after_it_is_handed_in():
    exam = played(Give(Chosen(0)), HandIn())
    for command in (Give(Chosen(1)), Go(1), Flag(), HandIn()):
        assert step(exam, command) == (exam, (Rejected("over"),))


def test_the_timer_is_for_the_whole_exam_and_what_comes_late_does_not_count():
    exam, events = step(played(Give(Chosen(0), 30.0), Go(1), timer=10.0), Give(Typed("Hülkenberg"), 10.0))
    assert events == (HandedIn(True),)
    assert exam.sheets[:2] == (Sheet(Chosen(0), 30.0), Sheet(None, 10.0))


def test_a_question_without_an_answer_is_skipped_or_was_not_reached_in_time():
    in_time, late = played(HandIn()), played(HandIn(40.0), timer=10.0)
    assert {attempt.mark.reason for attempt in graded(in_time).attempts} == {SKIPPED}
    assert {attempt.mark.reason for attempt in graded(late).attempts} == {TIME_OUT}


def test_a_near_miss_has_no_second_try():
    exam = played(Go(1), Give(Typed("Hulkenbrgx")), HandIn())
    assert exam.rules == exam_rules(Rules()) == Rules(retry=False, appeals=False)
    assert len(graded(exam).attempts) == len(TURNS)


@given(logs)
def test_the_result_equals_that_of_the_same_answers_played_as_a_game(log):
    exam, _ = step(played(*log), HandIn())
    answers = [Skip(s.seconds) if s.response is None else Answer(s.response, s.seconds) for s in exam.sheets]
    game = replay(TURNS, Rules(retry=False), [command for answer in answers for command in (answer, Next())])
    assert summarise(graded(exam)) == summarise(game)
    assert graded(exam).phase == Ended(True)


@given(logs, st.sampled_from((0.0, 5.0)))
def test_replay_equals_play(log, timer):
    exam, kept = begin(TURNS, Rules(timer=timer)), []
    for command in log:
        exam, events = step(exam, command)
        kept += [] if isinstance(events[0], Rejected) else [command]
    read_back = [command_from_json(command_to_json(command, COMMANDS), COMMANDS) for command in kept]
    assert replay_exam(TURNS, Rules(timer=timer), read_back) == exam


@given(logs, st.sampled_from((0.0, 50.0)))
def test_the_shortest_log_leads_to_the_same_exam(log, timer):
    exam = played(*log, timer=timer)
    if not exam.handed_in:
        assert replay_exam(exam.turns, exam.rules, log_of(exam)) == exam


@settings(max_examples=examples(50))
@given(logs)
def test_every_question_has_one_attempt_in_its_order(log):
    exam = played(*log, HandIn())
    assert [attempt.turn for attempt in graded(exam).attempts] == [0, 1, 2, 3]
    assert len(game_log(exam)) == 2 * len(TURNS)


def test_an_exam_goes_on_without_what_is_gone_but_keeps_what_was_answered():
    exam = played(Give(Chosen(0), 3.0), Go(1), Go(3), Flag())
    taken = take_up(exam, lambda _, name: {"two": ITEMS[1], "four": ITEMS[3]}.get(name), word="word")
    assert [turn.item.id for turn in taken.exam.turns] == ["one", "two", "four"]
    assert taken.exam.sheets == (Sheet(Chosen(0), 3.0), Sheet(), Sheet(flagged=True))
    assert taken.exam.position == 2
    assert (taken.gone, taken.changed) == ((ITEMS[2],), ())


def test_a_changed_question_without_an_answer_is_asked_in_its_new_form():
    new = choice("four", "Bentley", "Jaguar")
    taken = take_up(begin(TURNS, Rules()), lambda _, name: new if name == "four" else ITEMS[0], word="word")
    assert taken.exam.turns[3].item == new
    assert sorted(taken.exam.turns[3].arrangement) == [0, 1]


def test_nothing_may_be_left_of_an_exam():
    assert take_up(begin(TURNS, Rules()), lambda *_: None, word="word").exam.turns == ()
