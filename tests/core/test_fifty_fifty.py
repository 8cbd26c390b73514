"""50:50: two wrong options go, for half the points, as the seed's word decides."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.codec import item_from_json, item_to_json
from lemans_quiz.core.commands import command_from_json, command_to_json
from lemans_quiz.core.events import COMMANDS, Answer, Command, Halve, Halved, Hint, Rejected
from lemans_quiz.core.game import Asking, Rules, begin, replay, step
from lemans_quiz.core.items import Choice, Item, Option, TrueFalse
from lemans_quiz.core.responses import Chosen
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import Turn, can_go, deal, halved, may_halve
from tests.effort import examples


def choice(options: int = 4, *, hints: int = 0, key: int = 0) -> Turn:
    kind = Choice(tuple(Option(plain(f"option {n}")) for n in range(options)), key)
    return deal([Item("pack", "one", plain("Which?"), kind, hints=(plain("hint"),) * hints)], "monday")[0]


@settings(max_examples=examples(100))
@given(st.integers(3, 9), st.integers(0, 8), st.text(max_size=6))
def test_half_of_the_options_go_and_never_the_right_one(options: int, key: int, word: str) -> None:
    turn = choice(options, key=key % options)
    gone = halved(turn, word)
    assert len(gone) == options // 2
    assert key % options not in gone
    assert can_go(turn, gone)


def test_which_two_go_is_pinned_by_the_word() -> None:
    assert [halved(choice(), word) for word in ("monday", "tuesday", "ARNAGE-27K")] == [(2, 3), (1, 2), (1, 3)]


@pytest.mark.parametrize("turn", [choice(2), choice(hints=1), Turn(Item("p", "t", plain("?"), TrueFalse(True)))])
def test_only_a_choice_of_more_than_two_without_a_hint_has_it(turn: Turn) -> None:
    assert not may_halve(turn)
    assert not can_go(turn, (1,))


@pytest.mark.parametrize("gone", [(0, 1), (1,), (1, 1), (1, 2, 3), (1, 9), ()])
def test_a_log_cannot_take_away_what_does_not_fit(gone: tuple[int, ...]) -> None:
    game, _ = begin((choice(),), Rules())
    assert step(game, Halve(gone)) == (game, (Rejected("no-hints"),))


def test_it_can_be_had_once_and_an_answer_that_is_gone_is_rejected() -> None:
    game, _ = begin((choice(),), Rules())
    game, events = step(game, Halve((1, 2)))
    assert (events, game.phase) == ((Halved(1, (1, 2)),), Asking(gone=(1, 2)))
    assert step(game, Halve((1, 3)))[1] == (Rejected("no-more-hints"),)
    assert step(game, Answer(Chosen(1)))[1] == (Rejected("gone"),)
    assert step(game, Hint())[1] == (Rejected("no-hints"),)


def test_it_costs_half_the_points() -> None:
    log: list[Command] = [Halve((1, 2)), Answer(Chosen(0), 1.0)]
    game = replay((choice(),), Rules(), log)
    assert (game.attempts[0].mark.value, game.attempts[0].hints) == (1.0, 2)
    assert step(replay((choice(),), Rules(), log[:1]), log[1])[1][0].gained == 0.5


def test_the_log_keeps_which_went() -> None:
    assert command_to_json(Halve((1, 3)), COMMANDS) == ["halve", [1, 3]]
    assert command_from_json(["halve", [1, 3]], COMMANDS) == Halve((1, 3))
    with pytest.raises(ValueError, match="index"):
        command_from_json(["halve", [1, -3]], COMMANDS)


def test_a_turn_that_was_kept_halves_as_before() -> None:
    turn = choice()
    assert halved(turn._replace(item=item_from_json(item_to_json(turn.item))), "monday") == halved(turn, "monday")
