"""Teams while a warm-up runs: another name, one more team, two that become one; and a tie with no question left."""

from __future__ import annotations

import pytest

from lemans_quiz.core.events import Rejected
from lemans_quiz.games.warmup.commands import Back, Buzz, Command, End, Enter, Forward, Join, Late, Rename, Toggle
from lemans_quiz.games.warmup.game import Warmup, begin, replay, step
from lemans_quiz.games.warmup.report import outcome
from lemans_quiz.games.warmup.rules import LETTERS, MOST_TEAMS, playing_teams, points, standings
from lemans_quiz.room.standings import Outcome, term_standings
from tests.games.warmup.test_warmup_rules import TEAMS, go_to, play, script


def revealed(**rules: object) -> Warmup:
    return go_to(begin(script(**rules)), "revealed", 0.0)


def names(state: Warmup) -> tuple[str, ...]:
    return tuple(state.script.rules.teams[team] for team in playing_teams(state))


def is_rejected(state: Warmup, command: Command) -> bool:
    after, events = step(state, command)
    return after == state and isinstance(events[0], Rejected)


def test_a_renamed_team_keeps_number_and_points():
    state = play(revealed(), Toggle(9.0, 1), Rename(10.0, 1, "Bees"))
    assert names(state) == ("Arnage", "Bees", "Tertre Rouge")
    assert points(state) == (0, 1, 0)


def test_a_step_back_takes_a_name_away_and_nothing_else():
    before = play(revealed(), Toggle(9.0, 1))
    after = play(before, Rename(10.0, 1, "Bees"), Back(11.0))
    assert (names(after), points(after), after.phase) == (TEAMS, (0, 1, 0), "revealed")


@pytest.mark.parametrize("name", ["", " Bees", "A,B", "x" * 21, "tertre rouge", "Mulsanne", "a\x1bb"])
def test_a_name_that_no_team_can_have_is_rejected(name: str):
    assert is_rejected(revealed(), Rename(9.0, 1, name))
    assert is_rejected(revealed(), Late(9.0, name))


def test_a_name_may_change_its_case():
    assert names(play(revealed(), Rename(9.0, 0, "ARNAGE")))[0] == "ARNAGE"


def test_a_late_team_answers_the_question_that_is_open():
    state = go_to(begin(script(entry=LETTERS)), "entry", 0.0)
    state = play(state, Late(9.0, "Owls"))
    assert state.question is not None
    assert state.question.playing[-1] == 3
    key = str(state.question.right_places[0])
    state = play(state, *(Enter(10.0, team, key) for team in range(4)), Forward(12.0))
    assert points(state) == (1, 1, 1, 1)


def test_a_team_that_comes_after_the_reveal_begins_with_the_next_question():
    state = play(revealed(), Late(9.0, "Owls"))
    assert is_rejected(state, Toggle(9.5, 3))
    state = go_to(play(state, Forward(11.0), Forward(12.0)), "revealed", 20.0)
    assert points(play(state, Toggle(40.0, 3)))[3] == 1


def test_there_are_never_more_teams_than_keys():
    state = revealed()
    for number in range(MOST_TEAMS - len(TEAMS)):
        state = play(state, Late(9.0 + number, f"Team {number}"))
    assert is_rejected(state, Late(30.0, "One more"))


def test_a_team_that_joins_another_brings_its_points_where_they_are_more():
    state = play(revealed(), Toggle(9.0, 2), Join(10.0, 2, 0))
    assert names(state) == ("Arnage", "Mulsanne")
    assert [(row.team, row.points) for row in standings(state)] == [(0, 1.0), (1, 0)]


def test_a_team_that_joins_takes_nothing_from_a_better_one():
    state = play(revealed(), Toggle(9.0, 0), Join(10.0, 2, 0))
    assert points(state)[0] == 1


def test_a_joined_team_is_asked_no_more():
    state = play(revealed(), Join(9.0, 2, 0))
    state = go_to(play(state, Forward(11.0), Forward(12.0)), "revealed", 20.0)
    assert state.question is not None
    assert set(state.question.playing) == {0, 1}


@pytest.mark.parametrize("command", [Join(9.0, 0, 0), Join(9.0, 0, 7), Join(9.0, 7, 0)])
def test_only_two_of_the_teams_can_become_one(command: Join):
    assert is_rejected(revealed(), command)


def test_two_teams_are_the_fewest():
    assert is_rejected(play(revealed(), Join(9.0, 0, 1)), Join(10.0, 1, 2))


def test_a_team_that_is_to_answer_does_not_join_another():
    state = go_to(begin(script(entry="buzz")), "open", 0.0)
    assert is_rejected(play(state, Buzz(9.0, 1)), Join(10.0, 1, 0))


def test_changed_teams_are_replayed():
    log = (*map(Forward, map(float, range(4))), Rename(9.0, 0, "Bees"), Late(10.0, "Owls"), Join(11.0, 1, 2))
    assert names(replay(script(), log)) == ("Bees", "Tertre Rouge", "Owls")


def test_a_renamed_team_takes_its_points_of_the_term_along():
    first = Outcome((("Arnage", 3.0), ("Ford", 1.0)), ())
    state = play(revealed(), Rename(9.0, 0, "Bees"), Toggle(10.0, 0))
    sums = term_standings((first, outcome(state)))
    assert sums[0] == ("Bees", 4.0, 2)
    assert "Arnage" not in {name for name, _points, _times in sums}


def test_two_teams_can_swap_their_names_over_the_term():
    first = Outcome((("A", 3.0), ("B", 1.0)), ())
    second = Outcome((("B", 0.0), ("A", 0.0)), (), (("A", "x"), ("B", "A"), ("x", "B")))
    assert {name: total for name, total, _times in term_standings((first, second))} == {"B": 3.0, "A": 1.0}


def tied(**rules: object) -> Warmup:
    """Return a podium with two teams at its top and no question left."""
    state = go_to(begin(script(questions=8, spare=0, **rules)), "revealed", 0.0)
    return play(state._replace(used=8), Toggle(9.0, 0), Toggle(9.0, 1), End(10.0))


def test_with_no_question_left_a_tie_stays_a_tie_in_older_warm_ups():
    assert play(tied(), Forward(20.0)).phase == "report"


def test_with_no_question_left_the_nearest_number_decides():
    state = go_to(play(tied(nearest_decides=True), Forward(20.0)), "revealed", 21.0)
    state = play(state, Toggle(60.0, 1))
    assert [(row.place, row.team) for row in standings(state)] == [(1, 1), (2, 0), (3, 2)]
    assert points(state) == (1, 1, 0)


def test_the_nearest_typed_number_wins():
    podium = tied(nearest_decides=True)
    rules = podium.script.rules._replace(entry=LETTERS)
    podium = podium._replace(script=podium.script._replace(rules=rules))
    state = go_to(play(podium, Forward(20.0)), "entry", 21.0)
    assert state.question is not None
    key = int(state.question.turn.item.kind.key)  # type: ignore[union-attr]
    state = play(state, Enter(60.0, 0, str(key + 500)), Enter(61.0, 1, str(key - 499)), Forward(62.0))
    assert state.question is not None
    assert state.question.right == (1,)


def test_a_tie_of_estimates_is_broken_by_another_estimate():
    state = go_to(play(tied(nearest_decides=True), Forward(20.0)), "revealed", 21.0)
    first = state.question
    state = play(state, Toggle(60.0, 0), Toggle(61.0, 1), Forward(62.0), Forward(63.0))
    again = go_to(play(state, Forward(64.0)), "revealed", 65.0).question
    assert first is not None
    assert again is not None
    assert first.turn.item.stem != again.turn.item.stem


def test_a_tie_may_stay_one_all_the_same():
    state = play(tied(nearest_decides=True), End(20.0))
    assert state.phase == "report"
    assert [row.place for row in standings(state)] == [1, 1, 3]


def test_a_class_does_not_remember_an_estimate_of_the_program():
    state = go_to(play(tied(nearest_decides=True), Forward(20.0)), "revealed", 21.0)
    assert all(pack for pack, _item, _missed in outcome(state).asked)
