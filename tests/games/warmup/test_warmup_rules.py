"""A warm-up step by step: phases, deafness, a step back, points, entries, the clock of a class."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.commands import command_from_json, command_to_json
from lemans_quiz.core.events import Rejected
from lemans_quiz.core.items import Choice, Item, Number, Option, TrueFalse
from lemans_quiz.core.seeds import below
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import deal
from lemans_quiz.games.warmup import rules as rules_of
from lemans_quiz.games.warmup.commands import (
    COMMANDS,
    Accept,
    Back,
    Buzz,
    Command,
    Correct,
    Count,
    End,
    Enter,
    Forward,
    Join,
    Late,
    LeaveOut,
    Pause,
    Rename,
    Say,
    ShowCards,
    TakeOut,
    Tick,
    TimerOff,
    Toggle,
    Void,
    VoteAgain,
)
from lemans_quiz.games.warmup.game import begin, replay, step
from lemans_quiz.games.warmup.journal import script_from_json, script_to_json
from lemans_quiz.games.warmup.report import outcome, reported
from lemans_quiz.games.warmup.rules import (
    BUZZ,
    LETTERS,
    Script,
    WarmupRules,
    expected,
    hands_of,
    phases,
    points,
    right_place,
    standings,
)
from lemans_quiz.games.warmup.state import Warmup, elapsed
from tests.effort import examples

TEAMS = ("Arnage", "Mulsanne", "Tertre Rouge")


def choice(number: int, worth: float = 1.0) -> Item:
    options = tuple(Option(plain(text)) for text in ("Porsche", "Audi", "Toyota", "Nissan"))
    return Item("race", f"item-{number}", plain(f"Who won {number}?"), Choice(options, number % 4), points=worth)


def estimate(number: int) -> Item:
    key = Decimal(13)
    return Item("race", f"number-{number}", plain("How many?"), Number(key, key, key))


def script(*items: Item, spare: int = 2, **rules: object) -> Script:
    asked = items or tuple(choice(number) for number in range(8))
    given = {"teams": TEAMS, "questions": 3, **rules}
    return Script(deal(asked, "word"), deal([choice(50 + n) for n in range(spare)], "word"), WarmupRules(**given))  # type: ignore[arg-type]


def play(state: Warmup, *commands: Command) -> Warmup:
    for command in commands:
        state, events = step(state, command)
        assert not any(isinstance(event, Rejected) for event in events), (command, events, state.phase)
    return state


def go_to(state: Warmup, phase: str, at: float) -> Warmup:
    """Step on until a phase, a second a step."""
    for second in range(60):
        if state.phase == phase:
            return state
        state = play(state, Forward(at + second))
    raise AssertionError(f"never came to {phase}")


def test_a_question_goes_through_its_phases_by_one_key():
    state, seen = begin(script()), []
    for second in range(7):
        seen.append(state.phase)
        state = play(state, Forward(float(second)))
    assert seen == ["sight", "reading", "open", "show", "revealed", "explained", "reading"]


def test_options_appear_and_fingers_go_up_when_their_time_has_come():
    state = play(begin(script()), Forward(1.0), Tick(5.9))
    assert state.phase == "reading"
    state = play(state, Tick(6.0), Tick(35.0))
    assert state.phase == "open"
    assert play(state, Tick(36.0)).phase == "show"


def test_nothing_is_revealed_by_the_clock_alone():
    state = play(begin(script()), Forward(1.0), *[Tick(float(second)) for second in range(1, 2000)])
    assert state.phase == "show"


def test_a_double_press_is_one_press():
    state = play(begin(script()), Forward(10.0))
    for late in (10.0, 10.3, 10.69):
        assert step(state, Forward(late))[1] == (Rejected("deaf"),)
        assert step(state, Back(late))[1] == (Rejected("deaf"),)
    assert play(state, Forward(10.7)).phase == "open"


def test_a_press_just_after_the_time_ran_out_reveals_nothing():
    state = play(begin(script()), Forward(1.0), Forward(2.0), Tick(32.0))
    assert state.phase == "show"
    assert step(state, Forward(32.4))[0].phase == "show"


def test_going_back_takes_points_and_toggles_back():
    state = go_to(begin(script()), "revealed", 1.0)
    scored = play(state, Toggle(20.0, 0), Toggle(20.1, 2), Forward(21.0))
    assert points(scored) == (1, 0, 1)
    back = play(scored, Back(22.0))
    assert (back.phase, points(back)) == ("revealed", (1, 0, 1))
    assert points(play(back, Back(23.0))) == (0, 0, 0)


def test_a_correction_is_one_step_and_can_be_taken_back():
    state = go_to(begin(script()), "revealed", 1.0)
    corrected = play(state, Toggle(20.0, 1), Correct(21.0, (2.0, -1.0, 0.0)))
    assert points(corrected) == (2, 0, 0)
    back = play(corrected, Back(22.0))
    assert (back.phase, points(back)) == ("revealed", (0, 1, 0))


def test_points_are_the_items_own_and_a_trial_question_gives_none():
    state = go_to(begin(script(choice(1, 3.0), choice(2, 0.0), questions=2)), "revealed", 1.0)
    state = go_to(play(state, Toggle(19.0, 1), Forward(20.0), Forward(21.0)), "revealed", 22.0)
    assert points(play(state, Toggle(40.0, 0))) == (0, 3, 0)


def test_the_last_question_is_announced_and_then_comes_the_podium():
    state = go_to(begin(script(questions=1)), "open", 1.0)
    assert state.is_last
    assert go_to(state, "podium", 10.0).phase == "podium"


def test_without_teams_nothing_is_scored_and_the_report_ends_it():
    state = begin(script(teams=(), questions=1))
    assert go_to(state, "report", 1.0).phase == "report"
    assert points(go_to(state, "report", 1.0)) == ()


def test_equals_at_the_top_get_a_tie_break_that_gives_no_points():
    state = go_to(begin(script(questions=1)), "revealed", 1.0)
    state = play(go_to(play(state, Toggle(20.0, 0), Toggle(20.0, 2)), "podium", 21.0), Forward(30.0))
    assert state.question is not None
    assert state.question.is_tie_break
    assert state.question.playing == (0, 2)
    state = go_to(state, "revealed", 31.0)
    assert step(state, Toggle(50.0, 1))[1] == (Rejected("not-now"),)
    state = go_to(play(state, Toggle(50.0, 2)), "podium", 51.0)
    assert points(state) == (1, 0, 1)
    assert [standing.team for standing in standings(state)] == [2, 0, 1]
    assert [standing.place for standing in standings(state)] == [1, 2, 3]
    assert play(state, Forward(60.0)).phase == "report"


def test_letters_are_judged_when_all_are_in():
    state = go_to(begin(script(entry=LETTERS)), "entry", 1.0)
    assert state.question is not None
    key = str(right_place(state.question.turn))
    state = play(state, Enter(10.0, 0, key), Enter(11.0, 1, "-"))
    assert step(state, Forward(12.0))[1] == (Rejected("incomplete"),)
    state = play(state, Enter(13.0, 2, key), Forward(14.0))
    assert (state.phase, points(state)) == ("revealed", (1, 0, 1))


def test_of_numbers_the_nearest_teams_win():
    state = go_to(begin(script(estimate(1), entry=LETTERS, questions=1)), "entry", 1.0)
    state = play(state, Enter(10.0, 0, "12"), Enter(11.0, 1, "14,0"), Enter(12.0, 2, "20"), Forward(13.0))
    assert points(state) == (1, 1, 0)


def test_the_first_right_call_wins_and_a_wrong_one_is_out():
    state = go_to(begin(script(entry=BUZZ)), "open", 1.0)
    assert state.question is not None
    key = right_place(state.question.turn)
    state = play(state, Buzz(5.0, 1), Say(6.0, (key + 1) % 4))
    assert state.phase == "open"
    assert step(state, Buzz(7.0, 1))[1] == (Rejected("no-team"),)
    state = play(state, Buzz(8.0, 2), Say(9.0, key))
    assert (state.phase, points(state)) == ("revealed", (0, 0, 1))


def test_a_call_can_be_taken_back():
    state = go_to(begin(script(entry=BUZZ)), "open", 1.0)
    state = play(state, Buzz(5.0, 1), Back(6.0))
    assert state.question is not None
    assert (state.phase, state.question.up, state.question.out) == ("open", -1, ())


def test_the_size_of_the_class_fills_the_last_count():
    state = go_to(begin(script(tally=True, class_size=28)), "tally", 1.0)
    state = play(state, Count(10.0, 0, 3), Count(11.0, 1, 20), Count(12.0, 3, 1))
    assert state.question is not None
    assert hands_of(state.question, 28) == (3, 20, 4, 1)


def test_true_and_false_have_two_places():
    item = Item("race", "focus", plain("It is about 2015."), TrueFalse(False))
    assert right_place(deal([item], "word")[0]) == 1


def test_a_skipped_question_gives_nothing_and_counts_nothing():
    state = go_to(begin(script(questions=1)), "revealed", 1.0)
    state = play(state, Toggle(20.0, 0), LeaveOut(21.0))
    assert (state.phase, points(state), state.is_last) == ("reading", (0, 0, 0), True)
    assert points(play(state, Back(22.0))) == (1, 0, 0)


def test_a_pause_stops_the_clock_and_the_next_step_goes_on():
    state = play(begin(script()), Forward(1.0), Forward(2.0), Pause(3.0), Tick(100.0))
    assert (state.phase, state.is_paused) == ("open", True)
    state = play(state, Forward(3.0))
    assert (state.phase, state.is_paused) == ("open", False)


def test_without_the_timer_thinking_has_no_end():
    state = play(begin(script()), Forward(1.0), Forward(2.0), TimerOff(3.0), Tick(900.0))
    assert state.phase == "open"


def test_ending_comes_to_the_podium_then_to_the_report():
    state = play(begin(script()), Forward(1.0), Forward(2.0), End(3.0))
    assert (state.phase, points(state)) == ("podium", (0, 0, 0))
    assert play(state, End(4.0)).phase == "report"


def test_a_step_on_goes_through_every_planned_phase():
    for rules in (
        WarmupRules(),
        WarmupRules(teams=TEAMS, entry=LETTERS, tally=True),
        WarmupRules(teams=TEAMS, entry=BUZZ, reading=0),
    ):
        turns = deal([choice(1)], "word")
        state = play(begin(Script(turns, (), rules)), Forward(0.0))
        assert state.phase == phases(turns[0], rules)[0]


WITH_TIME = st.sampled_from(("forward", "back", "tick", "skip", "pause", "timer", "end"))
CHANGES = st.one_of(
    st.tuples(WITH_TIME, st.just(0), st.just(0)),
    st.tuples(st.sampled_from(("forward", "back", "toggle", "correct", "enter", "buzz", "say", "count", "void", "accept", "rename", "late", "join", "cards", "take-out", "vote-again")), st.integers(-1, 4), st.integers(-1, 4)),
)  # fmt: skip


def command_of(name: str, first: int, second: int, at: float) -> Command:
    made: dict[str, Command] = {
        "forward": Forward(at), "back": Back(at), "tick": Tick(at), "skip": LeaveOut(at), "pause": Pause(at),
        "timer": TimerOff(at), "end": End(at), "toggle": Toggle(at, first), "enter": Enter(at, first, str(second)),
        "correct": Correct(at, (float(first), float(second), 0.0)), "buzz": Buzz(at, first), "say": Say(at, first),
        "count": Count(at, first, second), "void": Void(at, first), "accept": Accept(at, first, second),
        "rename": Rename(at, first, f"Team {second}"), "late": Late(at, f"Late {second}"), "join": Join(at, first, second),
        "cards": ShowCards(at, (abs(first) + 1, 7), (abs(second), 0)), "take-out": TakeOut(at, abs(first) + 1), "vote-again": VoteAgain(at),
    }  # fmt: skip
    return made[name]


def commands_of(changes: list[tuple[str, int, int]], gaps: list[float]) -> list[Command]:
    at, made = 0.0, []
    for number, (name, first, second) in enumerate(changes):
        at += gaps[number % len(gaps)]
        made.append(command_of(name, first, second, at))
    return made


SCRIPTS = st.builds(
    lambda entry, tally, teams, reading: script(entry=entry, tally=tally, teams=TEAMS[:teams] if teams != 1 else (), reading=reading, nearest_decides=True),
    st.sampled_from(rules_of.ENTRIES),
    st.booleans(),
    st.integers(1, 3),
    st.sampled_from((0.0, 5.0)),
)  # fmt: skip
GAPS = st.lists(st.sampled_from((0.1, 0.8, 6.0, 31.0)), min_size=1, max_size=4)


class Ledger:
    """An account of the points that knows only what was said: who was right, corrections, and one step back."""

    def __init__(self) -> None:
        self.pages: list[tuple[float, ...]] = []

    def follow(self, before: Warmup, after: Warmup, command: Command) -> None:
        if isinstance(command, Back):
            assert points(after) == self.pages.pop()
        elif after.before is before and after is not before:
            self.pages.append(points(before))
            if isinstance(command, Correct):
                expected_points = zip(points(before), command.points, strict=True)
                assert points(after) == tuple(round(own + more, 2) for own, more in expected_points)
        elif isinstance(command, Toggle):
            changed = [b - a for a, b in zip(points(before), points(after), strict=True)]
            assert sum(map(abs, changed)) in (0, 1)


@settings(max_examples=examples(120), deadline=None)
@given(SCRIPTS, st.lists(CHANGES, max_size=60), GAPS)
def test_points_are_exact_after_any_steps_back_and_corrections(script, changes, gaps):
    state, ledger = begin(script), Ledger()
    for command in commands_of(changes, gaps):
        after, events = step(state, command)
        if not any(isinstance(event, Rejected) for event in events):
            ledger.follow(state, after, command)
        else:
            assert after is state
        state = after


@settings(max_examples=examples(60), deadline=None)
@given(SCRIPTS, st.lists(CHANGES, max_size=60), GAPS)
def test_replaying_the_written_log_gives_the_same_warm_up(script, changes, gaps):
    state, log = begin(script), []
    for command in commands_of(changes, gaps):
        after, _ = step(state, command)
        if after is not state:
            log.append(command_to_json(command, COMMANDS))
        state = after
    again = replay(script_from_json(script_to_json(script)), [command_from_json(line, COMMANDS) for line in log])
    assert again._replace(before=None) == state._replace(before=None)
    assert points(again) == points(state)


def simulated_end(seed: int, minutes: float, teams: int, pupils: int) -> tuple[float, int]:
    """Play a class of so many pupils: the more of them, the longer hands take; return when it ended and what was asked."""
    rules = WarmupRules(minutes=minutes, teams=tuple(f"Team {n}" for n in range(teams)))
    state = begin(Script(deal([choice(n) for n in range(30)], "word"), (), rules))
    at, number = 0.0, 0
    state = play(state, Forward(at))
    while state.phase not in ("podium", "report"):
        number += 1
        drawn = below(1000, "pace", seed, number) / 1000
        waits = {"reading": 99.0, "open": 18 + 30 * drawn, "show": 3 + pupils / 8 + 3 * drawn, "revealed": 3 + 2.5 * teams + 5 * drawn, "explained": 6 + 16 * drawn}  # fmt: skip
        due = state.since + state.limit if state.limit else float("inf")
        wait = at + waits[state.phase]
        at = min(due, wait)
        if state.phase == "revealed":
            state = play(state, Toggle(at, below(teams, "right", seed, number)))
        state = play(state, Tick(at) if due <= wait else Forward(at))
    return elapsed(state, at), len(state.done)


@pytest.mark.parametrize("seed", range(40))
def test_five_minutes_with_28_pupils_in_four_teams_end_within_five_and_a_half(seed):
    seconds, asked = simulated_end(seed, 5, 4, 28)
    assert 200 <= seconds <= 330
    assert 3 <= asked <= 5


def test_the_plan_says_about_four_questions_for_five_minutes():
    rules = WarmupRules(teams=("1", "2", "3", "4"))
    assert expected(Script(deal([choice(n) for n in range(30)], "word"), (), rules)) == 4


def test_a_pause_right_after_a_step_is_ended_by_the_next_key_though_the_clock_stands_still():
    state = play(begin(script()), Forward(1.0), Forward(2.0), Pause(2.1))
    assert not play(state, Forward(2.1)).is_paused
    assert play(state, Back(2.1)).phase != state.phase


def test_a_tie_is_broken_by_what_is_left_and_with_nothing_left_it_stays():
    asked = [choice(number) for number in range(3)]
    state = play(begin(script(*asked, spare=0, questions=2, rest_decides=True, reading=0)), Forward(0.0))
    at = 10.0
    while state.phase != "report":
        at += 10
        state = play(state, Forward(at))
    assert [question.is_tie_break for question in state.done] == [False, False, True]
    assert {standing.place for standing in standings(state)} == {1}


def test_a_warm_up_begun_before_the_rest_could_decide_still_ends_with_its_tie():
    old = script(*[choice(number) for number in range(3)], spare=0, questions=1)
    text = script_to_json(old).replace(', "rest_decides": false, "nearest_decides": false', "")
    assert "rest_decides" not in text
    state = replay(script_from_json(text), [Forward(10.0 * number) for number in range(1, 9)])
    assert state.phase == "over"
    assert [question.is_tie_break for question in state.done] == [False]


def to_the_reveal(**rules: object) -> Warmup:
    return go_to(begin(script(reading=0, **rules)), "revealed", 1.0)


def test_a_question_that_does_not_count_gives_no_points_and_is_not_missed_and_that_can_be_taken_back():
    state = play(to_the_reveal(), Toggle(70.0, 1))
    voided = play(state, Void(71.0, 0))
    assert points(voided) == (0, 0, 0)
    assert outcome(voided).asked == (("race", "item-0", None),)
    assert points(play(voided, Void(72.0, 0))) == (0, 1, 0)
    assert points(play(voided, Back(72.0))) == (0, 1, 0)


def test_the_question_before_can_still_be_mended_and_the_open_one_cannot():
    state = play(to_the_reveal(), Toggle(70.0, 0))
    asked = go_to(play(state, Forward(71.0), Forward(72.0)), "open", 73.0)
    assert points(play(asked, Void(80.0, 0))) == (0, 0, 0)
    for number in (-1, 1, 2):
        assert isinstance(step(asked, Void(80.0, number))[1][0], Rejected)


def entered_all(*places_said: int) -> Warmup:
    state = go_to(begin(script(reading=0, entry=LETTERS)), "entry", 1.0)
    for team, place in enumerate(places_said):
        state = play(state, Enter(70.0, team, str(place)))
    return play(state, Forward(80.0))


def test_another_right_answer_is_marked_anew_where_it_is_known_who_said_it():
    state = entered_all(0, 1, 2)
    key = right_place(state.question.turn)  # type: ignore[union-attr]
    other = next(place for place in range(3) if place != key)
    mended = play(state, Accept(81.0, 0, other))
    assert sum(points(mended)) == sum(points(state)) + 1
    assert points(mended)[other] == 1
    assert outcome(mended).asked[0][2] == pytest.approx(1 - sum(points(mended)) / 3)
    assert all(lure.place != other for lure in reported(mended)[0].lures)
    assert points(play(mended, Accept(82.0, 0, other))) == points(state)
    for place in (key, 4, -1):
        assert isinstance(step(state, Accept(81.0, 0, place))[1][0], Rejected)


def test_who_called_first_and_said_what_is_right_too_gets_the_point():
    state = go_to(begin(script(reading=0, entry=BUZZ)), "open", 1.0)
    key = right_place(state.question.turn)  # type: ignore[union-attr]
    wrong = (key + 1) % 4
    state = play(state, Buzz(2.0, 2), Say(3.0, wrong), Buzz(4.0, 0), Say(5.0, key))
    assert points(state) == (1, 0, 0)
    assert points(play(state, Accept(6.0, 0, wrong))) == (1, 0, 1)


def test_hands_for_an_answer_that_is_right_too_are_no_longer_missed():
    state = go_to(begin(script(reading=0, tally=True)), "tally", 1.0)
    state = play(state, *[Count(9.0, place, 5) for place in range(4)], Forward(20.0))
    other = (right_place(state.question.turn) + 1) % 4  # type: ignore[union-attr]
    assert reported(state)[0].missed == 0.75
    assert reported(play(state, Accept(21.0, 0, other)))[0].missed == 0.5


def test_a_team_that_called_and_says_nothing_is_out_and_the_others_go_on():
    state = go_to(begin(script(reading=0, entry=BUZZ)), "open", 1.0)
    state = play(state, Buzz(2.0, 0), Say(3.0, -1))
    assert (state.phase, state.question.out) == ("open", (0,))  # type: ignore[union-attr]
    state = play(state, Buzz(4.0, 1), Say(5.0, -1), Buzz(6.0, 2), Say(7.0, -1))
    assert state.phase == "revealed"
    assert reported(state)[0].lures == ()
    assert reported(state)[0].missed == 1.0


def test_no_team_marked_is_not_scored_and_nobody_right_is_missed_by_all():
    state = to_the_reveal()
    assert reported(state)[0].missed is None
    missed = play(state, Toggle(70.0, -1))
    assert reported(missed)[0].missed == 1.0
    assert reported(play(missed, Toggle(71.0, 2)))[0].missed == pytest.approx(2 / 3)


def test_mending_is_replayed_from_its_words():
    commands = [Forward(float(n)) for n in range(4)]
    commands += [Toggle(5.0, 0), Void(6.0, 0), Accept(7.0, 0, 3), Void(8.0, 0)]
    kept = [command_from_json(command_to_json(one, COMMANDS), COMMANDS) for one in commands]
    assert replay(script(), kept) == replay(script(), commands)


def test_another_team_says_its_letter_first_with_each_question():
    state, first = begin(script(reading=0, entry=LETTERS, questions=4)), []
    at = 1.0
    for _number in range(4):
        state = go_to(state, "entry", at)
        assert state.question is not None
        first.append(state.question.playing[0])
        state = play(state, *[Enter(at + 60, team, "0") for team in range(3)], Forward(at + 61), Forward(at + 62))
        state, at = play(state, Forward(at + 63)), at + 100
    assert first == [0, 1, 2, 0]
