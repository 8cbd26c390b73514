"""A race is a game seen against a field: it replays, never falls back, and races its own ghost level."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.events import Answer, Appeal, Command, Hint, Next, Push, Pushed, Rejected, Skip, TimeOut
from lemans_quiz.core.game import Game, Rules, begin, replay, step
from lemans_quiz.core.items import Choice, Item, Option, Text
from lemans_quiz.core.laps import KILOMETRES
from lemans_quiz.core.responses import Chosen, Typed
from lemans_quiz.core.scoring import RACE, RACE_STEADY
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import deal
from lemans_quiz.games.race.rules import (
    DAWN,
    DAY,
    DUSK,
    NIGHT,
    Race,
    Winner,
    bars,
    by_distance,
    classify,
    clock_hour,
    find_winner,
    ghost_of,
    laps_by_hour,
    light,
    may_push,
    nearest_rival,
    standing,
)
from tests.effort import examples

OPTIONS = tuple(Option(plain(name)) for name in ("Audi", "Porsche", "Toyota"))
ITEMS = tuple(
    Item("pack", f"q{number}", plain("Which?"), Choice(OPTIONS, 1), hints=(plain("a hint"),))
    if number % 2
    else Item("pack", f"q{number}", plain("Which?"), Text(plain("Porsche")))
    for number in range(24)
)
TURNS = deal(ITEMS, "sarthe")
RULES = Rules(scoring=RACE, pushes=3)
FIELD = by_distance([Winner(1923, "Chenard", 2210.0), Winner(1964, "Ferrari", 4695.0), Winner(2010, "Audi", 5410.7)])
RUN = Race(FIELD, FIELD[1])

commands = st.one_of(
    st.builds(Answer, st.sampled_from([Chosen(1), Chosen(0), Typed("Porsche"), Typed("no")]), st.floats(0, 90)),
    st.builds(Skip, st.floats(0, 90)),
    st.builds(TimeOut, st.floats(0, 90)),
    st.sampled_from([Hint(), Appeal(), Push()]),
    st.just(Next()),
)
logs = st.lists(commands, max_size=60)


def drive(right: int, *, seconds: float = 0.0, rules: Rules = RULES, hours: int = 24) -> Game:
    game, _ = begin(TURNS[:hours], rules)
    for number in range(hours):
        good = number < right
        response = (Chosen(1) if number % 2 else Typed("Porsche")) if good else Chosen(0)
        for command in (Answer(response, seconds), Next()):
            game, _ = step(game, command)
    return game


@settings(max_examples=examples(150), deadline=None)
@given(logs)
def test_distance_never_falls(log: list[Command]) -> None:
    game, _ = begin(TURNS, RULES)
    driven = 0.0
    for command in (command for command in log if not isinstance(command, Appeal)):
        game, _ = step(game, command)
        now = standing(RUN, laps_by_hour(game)).distance
        assert now >= driven
        driven = now


@settings(max_examples=examples(100), deadline=None)
@given(logs)
def test_a_replayed_race_is_the_race_that_was_driven(log: list[Command]) -> None:
    game, _ = begin(TURNS, RULES)
    kept: list[Command] = []
    for command in log:
        game, events = step(game, command)
        if not isinstance(events[0], Rejected):
            kept.append(command)
    assert replay(TURNS, RULES, kept) == game
    assert classify(RUN, replay(TURNS, RULES, kept)) == classify(RUN, game)


@settings(max_examples=examples(100), deadline=None)
@given(logs)
def test_the_ghost_of_a_race_is_that_race(log: list[Command]) -> None:
    laps = laps_by_hour(replay(TURNS, RULES, log))
    race = RUN._replace(ghost=ghost_of(laps))
    assert all(standing(race, laps[:hour]).best_gap == 0.0 for hour in range(len(laps) + 1))


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 24), st.integers(0, 24), st.floats(0, 60))
def test_more_right_never_gives_less_distance(one: int, other: int, seconds: float) -> None:
    fewer, more = (drive(right, seconds=seconds) for right in sorted((one, other)))
    assert sum(laps_by_hour(fewer)) <= sum(laps_by_hour(more))


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 24), st.floats(0, 60), st.floats(0, 60))
def test_the_same_right_faster_never_gives_less_distance(right: int, one: float, other: float) -> None:
    quick, slow = (drive(right, seconds=seconds) for seconds in sorted((one, other)))
    assert sum(laps_by_hour(slow)) <= sum(laps_by_hour(quick))


@pytest.mark.parametrize("logged", [[Push()], [Push(), Answer(Chosen(0), 1.0), Next(), Push()]])
def test_a_push_counts_for_its_hour_alone(logged: list[Command]) -> None:
    game = replay(TURNS, RULES, [*logged, Answer(Chosen(1), 0.0)])
    assert [attempt.pushed for attempt in game.attempts] == [True] * (len(game.attempts))


def test_only_three_hours_can_be_pushed() -> None:
    hour: list[Command] = [Push(), Skip(), Next()]
    game = replay(TURNS, RULES, hour * 3)
    assert not may_push(game)
    assert step(game, Push())[1] == (Rejected("no-push"),)


def test_a_push_says_how_many_are_left() -> None:
    assert step(replay(TURNS, RULES, []), Push())[1] == (Pushed(1, 2),)


def test_nobody_pushes_twice_or_after_a_hint_or_outside_a_race() -> None:
    hinted = replay(TURNS, RULES, [Skip(), Next(), Hint()])
    twice = replay(TURNS, RULES, [Push()])
    quiz = replay(TURNS, Rules(pushes=3), [])
    for game in (hinted, twice, quiz):
        assert step(game, Push())[1] == (Rejected("no-push"),)


def test_each_player_has_pushes_of_his_own() -> None:
    turns = tuple(turn._replace(player=number % 2) for number, turn in enumerate(TURNS))
    rules = RULES._replace(pushes=1)
    game = replay(turns, rules, [Push(), Skip(), Next()])
    assert may_push(game)
    assert not may_push(replay(turns, rules, [Push(), Skip(), Next(), Skip(), Next()]))


def test_an_appeal_gives_the_laps_and_marks_the_race() -> None:
    game = replay(TURNS, RULES, [Answer(Typed("Peugeot"), 1.0), Appeal()])
    ended = classify(RUN, game)
    assert ended.laps == (14.0,)
    assert ended.appealed


def test_all_start_last_and_who_draws_level_passes() -> None:
    assert standing(RUN, ()).place == 4
    level = 5410.7 / 24 / KILOMETRES
    now = standing(RUN._replace(field=(Winner(2010, "Audi", level * 24 * KILOMETRES),)), (level,))
    assert (now.place, now.moved, now.ahead) == (1, 1, None)


def test_a_standing_tells_place_and_gaps_at_the_same_hour() -> None:
    now = standing(RUN, (16.5, 6.5))
    assert now.distance == 313.398
    assert (now.place, now.of, now.moved) == (3, 4, -1)
    assert now.ahead == FIELD[1]
    assert now.rival_gap == now.ahead_gap == pytest.approx(313.398 - 4695.0 / 12)


@pytest.mark.parametrize(("right", "classified"), [(6, False), (8, False), (15, True), (24, True)])
def test_seventy_percent_of_the_rival_is_classified(right: int, classified: bool) -> None:
    assert classify(RUN, drive(right, seconds=6.0)).classified is classified


def test_who_stops_early_is_not_classified_however_far_he_is() -> None:
    stopped = replay(TURNS[:2], RULES, [Answer(Typed("Porsche"), 0.0)])
    assert not classify(RUN._replace(hours=2), stopped).classified


def test_a_classification_names_the_winners_around() -> None:
    ended = classify(RUN, drive(22))
    assert (ended.above, ended.below) == (FIELD[0], FIELD[1])


def test_a_sprint_is_measured_over_its_six_hours() -> None:
    ended = classify(RUN._replace(hours=6), drive(6, hours=6))
    assert ended.needed == pytest.approx(0.7 * 4695.0 / 4)
    assert ended.standing.place == 2
    assert ended.classified


def test_a_perfect_quick_race_is_the_pace_of_the_record() -> None:
    assert standing(RUN, (16.5,) * 24).distance == pytest.approx(5395.9, abs=0.1)


def test_the_steady_race_takes_no_notice_of_the_clock() -> None:
    rules = Rules(scoring=RACE_STEADY)
    assert laps_by_hour(drive(24, seconds=1.0, rules=rules)) == laps_by_hour(drive(24, seconds=300.0, rules=rules))
    assert replay(TURNS, rules, []).limit(ITEMS[0]) == 0.0
    assert replay(TURNS, RULES, []).limit(ITEMS[0]) == 35.0


def test_the_default_rival_is_in_the_faster_half() -> None:
    assert nearest_rival(FIELD) == FIELD[1]
    assert nearest_rival(FIELD, 2000.0) == FIELD[1]
    assert nearest_rival(FIELD, 5300.0) == FIELD[0]
    assert find_winner(FIELD, 1923) == FIELD[2]
    assert find_winner(FIELD, 1940) is None


def test_the_bars_tell_right_wrong_and_garage_apart() -> None:
    assert bars((1.0, 5.5, 11.0, 13.5, 16.5, 20.0, 0.0)) == "▁▂▄▅▇█▁"


def test_the_clock_goes_through_the_night() -> None:
    assert [clock_hour(hour) for hour in (0, 8, 24)] == [16, 0, 16]
    assert [light(hour) for hour in (0, 5, 7, 12, 13, 15)] == [DAY, DUSK, NIGHT, NIGHT, DAWN, DAY]
