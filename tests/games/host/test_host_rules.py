"""A game in a room step by step: seats, answers, time, votes, what counts as right, and who has what in the end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.commands import command_from_json, command_to_json
from lemans_quiz.core.events import Rejected
from lemans_quiz.core.items import Item
from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Response, Said, Typed
from lemans_quiz.core.scoring import FAIR, POINTS, SPEED
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import Turn, deal
from lemans_quiz.games.host.commands import (
    COMMANDS,
    Accept,
    AllIn,
    Answer,
    Arrange,
    Back,
    Close,
    Command,
    End,
    ExtraTime,
    Fingers,
    Forward,
    Hands,
    Join,
    Kick,
    LeaveOut,
    Lock,
    Pause,
    StayOpen,
    TimerOff,
    Toggle,
    Void,
    VoteAgain,
)
from lemans_quiz.games.host.game import HostGame, begin, replay, step
from lemans_quiz.games.host.rules import (
    CLOSED,
    EXPLAINED,
    KEYS,
    LOBBY,
    OPEN,
    OVER,
    PHONE,
    PODIUM,
    READING,
    REVEALED,
    HostRules,
    Question,
    Script,
    bars,
    fits,
    mark_of,
    right_places,
)
from lemans_quiz.games.host.scores import knew, missed, result_of, seat_standings, team_standings
from lemans_quiz.games.host.state import due, time_left
from tests.effort import examples
from tests.games.host.lessons import answering, choice, joined, lobby, on_to, play, script
from tests.sample_quiz import CHOICE, ITEMS, MATCH, MULTIPLE, NUMBER, ORDER, TEXT, TRUE_FALSE, turn_of


def rejection(state: HostGame, command: Command) -> str:
    """Return why a command is rejected."""
    after, events = step(state, command)
    assert after is state
    assert isinstance(events[0], Rejected)
    return events[0].reason


def test_a_question_is_read_opened_closed_shown_and_explained() -> None:
    state = lobby()
    phases = []
    for at in range(6):
        state = play(state, Forward(float(at)))
        phases.append(state.phase)
    assert phases == [READING, OPEN, CLOSED, REVEALED, EXPLAINED, READING]


def test_reading_ends_by_itself() -> None:
    state = play(lobby(), Forward(1.0))
    assert due(state, 5.9, ()) is None
    assert due(state, 6.0, ()) == Forward(6.0)


def test_an_answer_may_be_changed_until_it_closes() -> None:
    state = on_to(lobby(), OPEN, 0.0)
    state = play(state, answering(state, 0, 0, 1.0, nth=1), answering(state, 0, 1, 2.0, nth=2))
    assert bars(state.questions[0], state.questions[0].polls[0]) == (0, 1, 0, 0)
    closed = play(state, Close(3.0))
    assert rejection(closed, answering(closed, 0, 2, 4.5, nth=3)) == "closed"


def test_an_older_answer_that_comes_late_changes_nothing() -> None:
    state = on_to(lobby(), OPEN, 0.0)
    state = play(state, answering(state, 0, 1, 2.0, nth=2))
    assert rejection(state, answering(state, 0, 0, 3.0, nth=1)) == "old"
    assert rejection(state, answering(state, 0, 0, 3.0, nth=2)) == "old"


def test_an_answer_on_its_way_is_taken_a_second_after_the_end_but_never_after_the_reveal() -> None:
    state = on_to(lobby(), CLOSED, 10.0)
    play(state, answering(state, 0, 0, 11.0))
    shown = play(state, Forward(10.1))
    assert rejection(shown, answering(shown, 0, 0, 10.2)) == "closed"


def test_an_answer_to_another_question_is_not_taken() -> None:
    state = on_to(lobby(), OPEN, 0.0)
    first = answering(state, 0, 0, 99.0)
    later = on_to(on_to(state, READING, 50.0), OPEN, 60.0)
    assert rejection(later, first) == "closed"


def test_it_closes_two_seconds_after_all_who_are_there_have_answered() -> None:
    state = on_to(lobby(), OPEN, 0.0)
    state = play(state, answering(state, 0, 0, 1.0), answering(state, 1, 0, 1.5))
    assert due(state, 2.0, {0, 1, 2}) is None
    assert due(state, 2.0, {0, 1}) == AllIn(2.0)
    state = play(state, AllIn(2.0))
    assert due(state, 3.9, {0, 1}) is None
    assert due(state, 4.0, {0, 1}) == Close(4.0)
    assert due(state, 3.0, {0, 1, 2}) == StayOpen(3.0)


def test_a_seat_without_a_device_is_waited_for() -> None:
    state = play(lobby("Arnage 12"), Join(0.0, "Ben", KEYS, 1, -1, ""))
    state = on_to(state, OPEN, 1.0)
    state = play(state, answering(state, 0, 0, 2.0))
    assert due(state, 3.0, {0}) is None
    state = play(state, answering(state, 1, 0, 3.0))
    assert due(state, 4.0, {0}) == AllIn(4.0)


def test_nobody_there_keeps_it_open_until_the_time_is_over() -> None:
    state = on_to(lobby(), OPEN, 0.0)
    assert due(state, 29.9, ()) is None
    assert due(state, 30.0, ()) == Close(30.0)


def test_extra_time_is_for_its_seat_alone() -> None:
    state = on_to(play(lobby(), ExtraTime(0.0, 1, 1.5)), OPEN, 0.0)
    assert time_left(state, 30.0, state.seats[0]) == 0.0
    assert time_left(state, 30.0, state.seats[1]) == 15.0
    assert due(state, 30.0, {0, 1}) is None
    assert due(state, 30.0, {0, 2}) == Close(30.0)
    assert rejection(state, answering(state, 0, 0, 32.0)) == "closed"
    assert due(play(state, answering(state, 1, 0, 40.0)), 40.0, {0, 1}) == Close(40.0)


def test_extra_time_costs_no_points_for_speed() -> None:
    state = on_to(play(lobby(rules=script(scoring=SPEED)), ExtraTime(0.0, 1, 2.0)), OPEN, 0.0)
    state = play(state, answering(state, 0, right_places(state.questions[0])[0], 10.0))
    state = play(state, answering(state, 1, right_places(state.questions[0])[0], 20.0))
    state = on_to(state, REVEALED, 21.0)
    first, second = seat_standings(state)[:2]
    assert first.points == second.points > 0


def test_without_the_timer_only_all_answers_close_it() -> None:
    state = on_to(play(lobby(), TimerOff(0.0)), OPEN, 0.0)
    assert due(state, 1000.0, {0}) is None
    assert time_left(state, 10.0) is None


def test_a_pause_takes_no_answer_and_goes_on_with_the_next_step() -> None:
    state = play(on_to(lobby(), OPEN, 0.0), Pause(1.0))
    assert rejection(state, answering(state, 0, 0, 1.0)) == "paused"
    assert due(state, 99.0, {0}) is None
    state = play(state, Forward(1.0))
    assert state.phase == OPEN
    play(state, answering(state, 0, 0, 1.0))


def test_a_locked_room_lets_nobody_in_but_by_the_keys_of_the_teacher() -> None:
    state = play(lobby(), Lock(1.0))
    assert rejection(state, Join(1.0, "Dunlop 3", PHONE, 1, -1, "t")) == "locked"
    play(state, Join(1.0, "Ben", KEYS, 1, -1, ""))
    joined(play(state, Lock(2.0)), "Dunlop 3")


def test_a_full_room_and_a_name_that_is_taken_are_refused() -> None:
    assert rejection(lobby(rules=script(cap=3)), Join(0.0, "Ben", PHONE, 1, -1, "t")) == "full"
    assert rejection(lobby(), Join(0.0, "ARNAGE 12", PHONE, 1, -1, "t")) == "name"
    joined(play(lobby(), Kick(0.0, 0)), "Arnage 12")


def test_a_seat_that_is_thrown_out_counts_nowhere() -> None:
    state = on_to(lobby(), OPEN, 0.0)
    state = play(state, answering(state, 0, 0, 1.0), Kick(2.0, 0))
    assert rejection(state, answering(state, 0, 1, 2.0, nth=2)) == "no-seat"
    assert {row.seat for row in seat_standings(state)} == {1, 2}


def test_a_vote_can_be_taken_again_and_both_are_kept() -> None:
    state = on_to(lobby(), OPEN, 0.0)
    first = answering(state, 0, 0, 1.0)
    state = play(state, first, Close(2.0), VoteAgain(3.0))
    assert state.phase == OPEN
    assert rejection(state, first._replace(nth=2, at=4.0)) == "closed"
    state = play(state, answering(state, 0, 2, 4.0))
    question = state.questions[0]
    assert [bars(question, poll) for poll in question.polls] == [(1, 0, 0, 0), (0, 0, 1, 0)]
    assert rejection(play(state, Close(5.0), Forward(6.0)), VoteAgain(7.0)) == "not-now"


def test_nothing_is_lost_by_going_back_and_what_was_shown_is_never_open_again() -> None:
    state = on_to(lobby(), OPEN, 0.0)
    state = play(state, answering(state, 0, 0, 1.0), Close(2.0), Back(3.0))
    assert state.phase == OPEN
    state = play(state, answering(state, 0, 1, 4.0, nth=2), Close(5.0), Forward(6.0), Back(7.0))
    assert state.phase == CLOSED
    assert rejection(state, answering(state, 0, 3, 7.0, nth=3)) == "closed"
    assert play(state, Back(8.0)).phase == LOBBY
    assert play(state, Back(8.0), Forward(9.0)).phase == REVEALED


def test_fingers_change_how_the_class_answers_and_lose_nothing() -> None:
    state = on_to(lobby(rules=script(teams=("Blue", "Red"))), OPEN, 0.0)
    state = play(state, answering(state, 0, 0, 1.0), Fingers(2.0))
    assert due(state, 500.0, {0}) is None
    state = play(state, Close(3.0), Hands(3.0, 0, 7), Forward(4.0), Toggle(5.0, 1))
    assert bars(state.questions[0], state.questions[0].polls[0])[0] == 8
    assert [row.team for row in team_standings(state)] == [1, 0]
    assert knew(state, state.questions[0])[1] == 1 + 7
    state = on_to(play(state, Fingers(6.0)), OPEN, 7.0)
    assert not state.questions[1].is_by_hand


def test_who_comes_late_is_not_punished() -> None:
    state = on_to(lobby("Arnage 12"), EXPLAINED, 0.0)
    state = on_to(joined(state, "Late 1", at=5.0), OPEN, 6.0)
    right = right_places(state.questions[1])[0]
    state = play(state, answering(state, 0, right, 7.0), answering(state, 1, right, 7.0))
    state = on_to(state, REVEALED, 8.0)
    rows = {row.seat: row for row in seat_standings(state)}
    assert (rows[1].asked, rows[1].mean, rows[1].place) == (1, 1.0, 1)
    assert (rows[0].asked, rows[0].mean, rows[0].place) == (2, 0.5, 2)


def test_who_comes_into_an_open_question_is_asked_it_only_by_answering() -> None:
    state = joined(on_to(lobby("Arnage 12"), OPEN, 1.0), "Late 1", "Late 2", at=2.0)
    state = on_to(play(state, answering(state, 1, 0, 3.0)), REVEALED, 4.0)
    assert {row.seat: row.asked for row in seat_standings(state)} == {0: 1, 1: 1, 2: 0}


def test_a_trial_question_is_worth_nothing() -> None:
    state = on_to(lobby(rules=script(choice(0, points=0.0), choice(1))), OPEN, 0.0)
    state = on_to(play(state, answering(state, 0, right_places(state.questions[0])[0], 1.0)), REVEALED, 2.0)
    assert [row.asked for row in seat_standings(state)] == [0, 0, 0]


@pytest.mark.parametrize("rule", [POINTS, FAIR, SPEED])
def test_right_counts_and_under_fair_all_speed_together_is_less_than_one_question(rule: str) -> None:
    state = lobby("Quick", "Right", rules=script(scoring=rule))
    for number in range(4):
        at = 100.0 * number
        state = on_to(state, OPEN, at)
        right = right_places(state.questions[number])[0]
        wrong = (right + 1) % 4
        quick = right if number < 3 else wrong
        state = play(state, answering(state, 0, quick, at + 0.1), answering(state, 1, right, at + 29.9))
        state = on_to(state, EXPLAINED, at + 30)
    first = seat_standings(state)[0].seat
    assert first == (0 if rule == SPEED else 1)


def test_a_teams_points_are_the_mean_of_its_members() -> None:
    state = lobby("A", "B", "C", rules=script(teams=("Blue", "Red")))
    assert [seat.team for seat in state.seats] == [0, 1, 0]
    state = on_to(state, OPEN, 0.0)
    right = right_places(state.questions[0])[0]
    state = play(state, answering(state, 0, right, 1.0), answering(state, 1, right, 1.0))
    state = on_to(state, REVEALED, 2.0)
    assert [(row.team, row.points) for row in team_standings(state)] == [(1, 1.0), (0, 0.5)]


def test_a_near_miss_is_wrong() -> None:
    assert mark_of(Question(Turn(TEXT)), Typed("Neel Jana")).value in (0.0, 1.0)
    assert mark_of(Question(Turn(TEXT)), Typed("Mark Webber")).value == 0.0


def test_a_question_left_out_counts_for_nobody() -> None:
    state = on_to(lobby(), OPEN, 0.0)
    state = play(state, answering(state, 0, right_places(state.questions[0])[0], 1.0), LeaveOut(2.0))
    assert state.phase == READING
    assert seat_standings(state)[0].asked == 0
    assert missed(state, state.questions[0]) is None


def test_the_podium_comes_in_steps_and_leads_to_the_end() -> None:
    state = play(on_to(lobby(), REVEALED, 0.0), End(0.0))
    assert state.phase == PODIUM
    steps = [state.revealing]
    for _ in range(3):
        state = play(state, Forward(1.0))
        steps.append(state.revealing)
    assert steps == [0, 1, 2, 3]
    assert rejection(play(state, Forward(2.0)), Forward(3.0)) == "over"


@pytest.mark.parametrize("rules", [{"ranking": "none"}, {"ranking": "none", "teams": ("Blue", "Red")}, {}])
def test_a_podium_that_shows_nobody_has_no_steps(rules: dict[str, object]) -> None:
    phase = REVEALED if rules else OPEN  # nobody was asked anything whose answer was shown
    state = play(on_to(lobby(rules=script(**rules)), phase, 0.0), End(0.0))
    assert play(state, Forward(1.0)).phase == OVER


@pytest.mark.parametrize(
    ("what", "value"),
    [("names", "own"), ("devices", "two"), ("ranking", "none"), ("seconds", "45"), ("wifi", "SCHULE-PAED")],
)
def test_settings_are_chosen_in_the_lobby_alone(what: str, value: str) -> None:
    state = play(lobby(), Arrange(0.0, what, value))
    assert str(getattr(state.script.rules, what)) in (value, f"{value}.0")
    assert rejection(play(state, Forward(1.0)), Arrange(1.0, what, value)) == "not-now"


@pytest.mark.parametrize(("what", "value"), [("names", "rude"), ("seconds", "nan"), ("seconds", "-1"), ("cap", "9")])
def test_a_setting_that_cannot_be_is_refused(what: str, value: str) -> None:
    assert rejection(lobby(), Arrange(0.0, what, value)) == "not-now"


RIGHT: dict[str, Response] = {
    "winner": Chosen(0),
    "teams": ChosenSet((0, 1, 2)),
    "focus": Said(True),
    "fastest": Typed("Neel Jani"),
    "lap": Typed("13.626"),
    "eras": Ordered((0, 1, 2, 3)),
    "who": Matched((0, 1, 2)),
}
OTHER: dict[str, Response] = {
    "winner": Chosen(2),
    "teams": ChosenSet((0, 3)),
    "focus": Said(False),
    "fastest": Typed("Romain Dumas"),
    "lap": Typed("14"),
    "eras": Ordered((1, 0, 3, 2)),
    "who": Matched((2, 1, 0)),
}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind_name)
def test_another_answer_of_any_kind_can_be_right_too(item: Item) -> None:
    question = Question(turn_of(item))
    assert mark_of(question, RIGHT[item.id]).value == 1.0
    also = question._replace(also=(OTHER[item.id],))
    wanted = OTHER[item.id] if item is not MULTIPLE else ChosenSet((0, 1, 2, 3))
    assert mark_of(question, OTHER[item.id]).value < 1.0
    assert mark_of(also, wanted).value == 1.0


@pytest.mark.parametrize("item", [CHOICE, TRUE_FALSE, TEXT, NUMBER, ORDER, MATCH], ids=lambda item: item.kind_name)
def test_the_first_right_answer_stays_right(item: Item) -> None:
    assert mark_of(Question(turn_of(item), also=(OTHER[item.id],)), RIGHT[item.id]).value == 1.0


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind_name)
def test_what_answers_a_kind_fits_it_and_nothing_else_does(item: Item) -> None:
    turn = turn_of(item)
    assert fits(turn, RIGHT[item.id])
    for other in ITEMS:
        is_typed = isinstance(RIGHT[other.id], Typed) and isinstance(RIGHT[item.id], Typed)
        assert fits(turn, RIGHT[other.id]) == (other is item or is_typed)
    assert not fits(turn, Chosen(99))
    assert not fits(turn, Typed(" "))
    assert not fits(turn, Matched((99, 0, 0)))


# What was mended afterwards equals what had been right from the start.

SEATS, QUESTIONS = 5, 3
ANSWERS = st.lists(
    st.tuples(st.integers(0, SEATS - 1), st.integers(0, QUESTIONS - 1), st.integers(0, 3), st.floats(0.1, 29.0)),
    max_size=20,
)


def played(asked: Script, answers: list[tuple[int, int, int, float]]) -> HostGame:
    """Return a game of choices in which these answers were given, shown to its last question."""
    state = joined(begin(asked), *(f"Seat {number}" for number in range(SEATS)))
    for number in range(len(asked.turns)):
        at = 100.0 * number
        state = on_to(state, OPEN, at)
        given_now = enumerate(answers, 1)
        for nth, (seat, _question, option, seconds) in given_now:
            if _question == number:
                poll = state.questions[number].polls[0].id
                state, _events = step(state, Answer(at + seconds, seat, poll, nth, Chosen(option)))
        state = on_to(state, EXPLAINED, at + 30.0)
    return state


def with_key(asked: Script, number: int, key: int) -> Script:
    """Return a script in which another option of a question is the key."""
    turn = asked.turns[number]
    kind = turn.item.kind._replace(key=key)  # type: ignore[union-attr,call-arg]
    changed = turn._replace(item=turn.item._replace(kind=kind))
    return asked._replace(turns=(*asked.turns[:number], changed, *asked.turns[number + 1 :]))


@given(ANSWERS, st.integers(0, QUESTIONS - 1), st.integers(0, 3), st.sampled_from([POINTS, FAIR, SPEED]))
@settings(max_examples=examples(60))
def test_scores_after_re_marking_are_those_of_a_game_whose_key_had_been_right(
    answers: list[tuple[int, int, int, float]], number: int, other: int, rule: str
) -> None:
    asked = script(*(choice(one) for one in range(QUESTIONS)), scoring=rule)
    wrong, right = played(asked, answers), played(with_key(asked, number, other), answers)
    key = asked.turns[number].item.kind.key  # type: ignore[union-attr]
    mended = play(wrong, Accept(500.0, number, Chosen(other))) if other != key else wrong
    meant = play(right, Accept(500.0, number, Chosen(key))) if other != key else right
    assert seat_standings(mended) == seat_standings(meant)
    assert [missed(mended, one) for one in mended.shown] == [missed(meant, one) for one in meant.shown]


@given(ANSWERS, st.integers(0, QUESTIONS - 1), st.sampled_from([POINTS, FAIR, SPEED]))
@settings(max_examples=examples(60))
def test_scores_after_voiding_are_those_of_a_game_without_the_question(
    answers: list[tuple[int, int, int, float]], number: int, rule: str
) -> None:
    asked = script(*(choice(one) for one in range(QUESTIONS)), scoring=rule, teams=("Blue", "Red"))
    without = asked._replace(turns=(*asked.turns[:number], *asked.turns[number + 1 :]))
    kept = [(seat, of - (of > number), *rest) for seat, of, *rest in answers if of != number]
    struck, never = play(played(asked, answers), Void(500.0, number)), played(without, kept)  # type: ignore[arg-type]
    assert seat_standings(struck) == seat_standings(never)
    assert team_standings(struck) == team_standings(never)
    assert [missed(struck, one) for one in struck.shown if not one.is_void] == [
        missed(never, one) for one in never.shown
    ]
    assert play(struck, Void(501.0, number)).questions == played(asked, answers).questions


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2), st.sampled_from(["Dumas", "Jani", "Neel Jani", "x"]))))
@settings(max_examples=examples(40))
def test_a_typed_answer_taken_as_right_counts_as_if_it_had_stood_in_the_pack(
    answers: list[tuple[int, int, str]],
) -> None:
    also = Question(Turn(TEXT), also=(Typed("Dumas"),))
    meant = TEXT._replace(kind=TEXT.kind._replace(accept=(*TEXT.kind.accept, plain("Dumas"))))  # type: ignore[union-attr,call-arg]
    for _seat, _nth, text in answers:
        assert mark_of(also, Typed(text)).value == mark_of(Question(Turn(meant)), Typed(text)).value


COMMAND_LISTS = st.lists(
    st.one_of(
        st.builds(Forward, st.just(0.0)),
        st.builds(Back, st.just(0.0)),
        st.builds(Answer, st.just(0.0), st.integers(-1, 4), st.integers(0, 5), st.integers(0, 3), st.builds(Chosen, st.integers(-1, 5))),
        st.builds(Join, st.just(0.0), st.sampled_from(["A", "B", "C", ""]), st.sampled_from(["phone", "keys", "x"]), st.integers(0, 3), st.integers(-1, 3), st.just("t")),
        st.builds(Kick, st.just(0.0), st.integers(-1, 4)),
        st.builds(Void, st.just(0.0), st.integers(-1, 4)),
        st.builds(Accept, st.just(0.0), st.integers(-1, 4), st.builds(Chosen, st.integers(-1, 5))),
        st.builds(Hands, st.just(0.0), st.integers(-1, 5), st.integers(-1, 40)),
        st.builds(Toggle, st.just(0.0), st.integers(-1, 3)),
        *(st.builds(kind, st.just(0.0)) for kind in (AllIn, StayOpen, Close, VoteAgain, Fingers, LeaveOut, Lock, Pause, TimerOff, End)),
    ),
    max_size=40,
)  # fmt: skip


@given(COMMAND_LISTS)
@settings(max_examples=examples(60))
def test_no_sequence_of_commands_raises_and_a_replay_is_the_same_game(commands: list[Command]) -> None:
    asked = script(teams=("Blue", "Red"), cap=3)
    state, log = begin(asked), []
    for command in commands:
        after, events = step(state, command)
        if not isinstance(events[0], Rejected):
            log.append(command_from_json(command_to_json(command, COMMANDS), COMMANDS))
        state = after
        seat_standings(state)
        team_standings(state)
        time_left(state, 1.0)
        due(state, 1.0, {0, 1})
    assert replay(asked, log) == state
    for question in state.shown:
        for seat in state.seats:
            assert 0.0 <= result_of(state, question, seat).mark.value <= 1.0


def test_every_kind_can_be_asked() -> None:
    state = lobby(rules=Script(deal(ITEMS, "word"), HostRules()))
    for number, item in enumerate(ITEMS):
        state = on_to(state, OPEN, 100.0 * number)
        poll = state.questions[number].polls[0].id
        state = play(state, Answer(100.0 * number + 1, 0, poll, 1, RIGHT[item.id]))
        state = on_to(state, EXPLAINED, 100.0 * number + 2)
    assert seat_standings(state)[0].mean == 1.0
