"""Several players: as many questions for each, nothing told too early, one winner."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lemans_quiz.core.events import Answer, Appeal, Next, Skip
from lemans_quiz.core.game import Rules, replay, tally
from lemans_quiz.core.items import Choice, Item, Number, Option, Text
from lemans_quiz.core.responses import Chosen, Typed
from lemans_quiz.core.scoring import RULES
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import deal
from lemans_quiz.games.duel.rules import (
    brought,
    is_round_over,
    round_of,
    scores,
    seated,
    standings,
    tie_break,
    tied,
    told,
    winner_of,
)

OPTIONS = tuple(Option(plain(name)) for name in ("Porsche", "Audi"))
TURNS = deal([Item("race", f"q{n}", plain(f"Who? {n}"), Choice(OPTIONS, 0)) for n in range(7)], "word")
LENGTH = Item("race", "length", plain("How long?"), Number(Decimal(100), Decimal(95), Decimal(105), plain("m")))


def played(turns, *right, rules=RULES[0]):
    """Play turns, right or wrong, each two seconds longer than the one before."""
    commands = []
    for number, is_right in enumerate(right):
        commands += [Answer(Chosen(0 if is_right else 1), 2.0 * number), Next()]
    return replay(turns, Rules(scoring=rules), commands)


def decided(*answers):
    turns = tie_break(deal([LENGTH], "word")[0], (0, 2))
    commands = [part for typed, time in answers for part in (Answer(Typed(typed), time), Next())]
    return winner_of(replay(turns, Rules(retry=False), commands))


def test_in_turn_each_has_as_many_questions_of_his_own():
    turns = seated(TURNS, 3, same=False)
    assert [turn.player for turn in turns] == [0, 1, 2, 0, 1, 2]
    assert len({turn.item.id for turn in turns}) == 6


def test_the_same_questions_go_to_all_in_the_same_order_of_options():
    turns = seated(TURNS, 2, same=True)
    assert [(turn.item.id, turn.player) for turn in turns[:4]] == [("q0", 0), ("q0", 1), ("q1", 0), ("q1", 1)]
    assert turns[0].arrangement == turns[1].arrangement


def test_nothing_is_told_of_a_question_before_all_have_answered():
    turns = seated(TURNS, 2, same=True)
    for answers in range(1, 5):
        game = played(turns, *[True] * answers)
        assert len(told(game)) == answers - answers % 2
        assert is_round_over(game) == (answers % 2 == 0)
    assert scores(game, 2, told(played(turns, True, True, True))) == (1.0, 1.0)


def test_with_questions_of_their_own_each_is_a_round():
    game = played(seated(TURNS, 2, same=False), True)
    assert round_of(game, 1) == range(1, 2)
    assert is_round_over(game)


@given(st.lists(st.booleans(), max_size=6), st.sampled_from(RULES), st.integers(2, 3))
def test_what_answers_brought_adds_up_to_the_points(right, rules, players):
    game = played(seated(TURNS, players, same=False), *right, rules=rules)
    gained = brought(game, players)
    for player in range(players):
        own = [gained[n][0] for n, attempt in enumerate(game.attempts) if game.turns[attempt.turn].player == player]
        assert round(sum(own), 2) == tally(game, player=player).score


def test_a_streak_is_a_players_own():
    game = played(seated(TURNS, 2, same=False), True, False, True, True)
    assert [streak for _, streak in brought(game, 2)] == [1, 0, 2, 1]


def test_equals_share_a_place():
    rows = standings(played(seated(TURNS, 3, same=False), True, False, True, False, False, False), 3)
    assert [(row.player, row.place) for row in rows] == [(0, 1), (2, 1), (1, 3)]


def test_only_a_finished_game_is_tied():
    turns = seated(TURNS, 2, same=True)[:4]
    assert tied(played(turns, True, True), 2) == ()
    assert tied(played(turns, True, True, False, False), 2) == (0, 1)
    assert tied(played(turns, True, True, True, False), 2) == ()


def test_the_winner_of_the_tie_break_stands_first_alone():
    game = played(seated(TURNS, 2, same=True)[:4], True, True, False, False)
    assert [(row.player, row.place) for row in standings(game, 2, 1)] == [(1, 1), (0, 2)]


@pytest.mark.parametrize(
    ("answers", "winner"),
    [
        ([("90", 3.0), ("120 m", 1.0)], 0),
        ([("90", 3.0), ("110", 1.0)], 2),
        ([("90", 3.0), ("no idea", 1.0)], 0),
        ([("90", 3.0), ("110", 3.0)], None),
        ([("x", 3.0), ("y", 1.0)], None),
        ([("90", 3.0)], None),
    ],
)
def test_the_nearest_number_wins_then_the_faster_one(answers, winner):
    assert decided(*answers) == winner


def test_without_a_number_who_is_right_wins():
    turns = tie_break(TURNS[0], (1, 2))
    log = [Answer(Chosen(1), 1.0), Next(), Answer(Chosen(0), 9.0), Next()]
    assert winner_of(replay(turns, Rules(), log)) == 2
    assert winner_of(replay(turns, Rules(), [Skip(1.0), Next(), Skip(1.0), Next()])) is None


def test_where_all_are_asked_the_same_nobody_can_appeal():
    turns = deal([Item("race", "who", plain("Who?"), Text(plain("Hülkenberg")))], "word")
    log = [Answer(Typed("Webber"), 1.0), Appeal()]
    assert replay(turns, Rules(appeals=False), log).attempts[0].mark.value == 0.0
    assert replay(turns, Rules(), log).attempts[0].mark.value == 1.0
