"""What a warm-up asks: never a hard question first, and the same again by its word."""

from __future__ import annotations

import pytest

from lemans_quiz.core.messages import message
from lemans_quiz.errors import NotFound, UsageError
from lemans_quiz.games.warmup.draw import Draft, Drawn, draw_script
from lemans_quiz.games.warmup.rules import Script, WarmupRules, expected
from lemans_quiz.games.warmup.settings import Settings, check, for_next_time, settings_from_json, settings_to_json
from lemans_quiz.i18n import render
from lemans_quiz.room.standings import Outcome


@pytest.fixture(autouse=True)
def _home(warm_home, monkeypatch):
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(warm_home))


def script(seed: str, *, level: str = "", past: tuple[Outcome, ...] = ()) -> Script:
    return draw_script(Draft(Settings(level=level), WarmupRules(questions=10), seed, "en", past)).script


@pytest.mark.parametrize("seed", ["monday", "tuesday", "ARNAGE-27K"])
def test_a_warm_up_rises_from_easy_questions_and_asks_no_hard_ones(seed: str) -> None:
    levels = [turn.item.level for turn in script(seed).turns]
    assert levels == sorted(levels)
    assert (levels[0], max(levels) <= 3) == (1, True)


def test_who_asks_for_levels_or_has_an_older_code_gets_them_as_they_were() -> None:
    assert {turn.item.level for turn in script("monday", level="4").turns} == {4}
    assert len({turn.item.level for turn in script("ARNAGE-7K").turns}) > 3


def test_a_hard_question_that_comes_back_is_not_the_first() -> None:
    hard = script("monday", level="4").turns[0].item
    outcome = Outcome((), ((hard.pack, hard.id, 1.0),))
    turns = script("monday", past=(outcome,)).turns
    assert turns[0].item.level < 4
    assert turns[1].item == hard


def test_the_printed_word_draws_the_same_again() -> None:
    drawn = draw_script(Draft(Settings(), WarmupRules(questions=10), "", "en"))
    assert script(drawn.seed).turns == drawn.script.turns


TEN = """\
title: Ten
questions:
  - {id: fruit, question: Which is a fruit?, answer: Apple, wrong: [Stone, Car, Hat], level: 4}
  - {id: flat, question: The earth is flat., answer: false}
  - {id: capital, question: Capital of France?, answer: Paris}
  - {id: legs, question: How many legs has a spider?, answer: 8}
  - {id: size, question: Sort by size., order: [ant, mouse, dog, horse]}
  - {id: primes, question: Which are prime?, answers: [2, 3, 5], wrong: [4, 6]}
  - {id: pairs, question: Which belongs where?, match: {France: Paris, Italy: Rome, Spain: Madrid}}
  - {id: colour, question: Which is a colour?, answer: Red, wrong: [Two, Run]}
  - {id: metal, question: Which is a metal?, answer: Iron, wrong: [Wood, Air]}
  - {id: planet, question: Which is a planet?, answer: Mars, wrong: [Moon, Sun]}
"""


@pytest.fixture
def ten(tmp_path):
    path = tmp_path / "ten.yaml"
    path.write_text(TEN, encoding="utf-8")
    return str(path)


def drawn(path: str, *, questions: int = 0, past: tuple[Outcome, ...] = (), **settings: object) -> Drawn:
    rules = WarmupRules(questions=questions, teams=("A", "B", "C", "D"), rest_decides=True)
    return draw_script(Draft(Settings(packs=(path,), **settings), rules, "monday", "en", past))  # type: ignore[arg-type]


def ids(script: Script) -> list[str]:
    return [turn.item.id for turn in script.turns]


def told(drawn: Drawn) -> str:
    return "\n".join(map(render, drawn.notices))


def test_teams_are_asked_all_ten_questions_of_ten(ten):
    script = drawn(ten, questions=10).script
    assert len({*ids(script)}) == expected(script) == 10
    assert script.spare == ()


def test_questions_answered_on_slips_are_told_and_can_be_left_out(ten):
    assert "4 questions are answered on paper" in told(drawn(ten, questions=10))
    choices = drawn(ten, questions=10, kinds=("choice",))
    assert {turn.item.kind_name for turn in choices.script.turns} == {"choice"}
    assert told(choices) == "--kind leaves out 6 questions.\nThere are only 4 questions."


def test_the_order_of_the_file_is_kept_where_it_is_asked_for(ten):
    assert ids(drawn(ten, questions=10, in_order=True).script)[:4] == ["fruit", "flat", "capital", "legs"]


def test_only_the_questions_named_are_asked_in_that_order(ten):
    script = drawn(ten, only=("pairs", "flat", "pairs")).script
    assert ids(script) == ["pairs", "flat"]
    assert expected(script) == 2
    with pytest.raises(NotFound) as error:
        drawn(ten, only=("flut",))
    assert error.value.help == message("Did you mean '{word}'?", word="flat")


def test_what_is_too_long_for_the_wall_is_named(ten, tmp_path):
    wrong = ", ".join(f"{'long ' * 40}{number}" for number in range(5))
    long = f"  - {{id: long, question: Which?, answer: Short, wrong: [{wrong}]}}\n"
    (tmp_path / "ten.yaml").write_text(TEN + long, encoding="utf-8")
    found = drawn(ten, questions=11)
    assert "Too long for the projector, left out: long." in told(found)
    assert len(found.script.turns) == 10


def test_what_does_not_go_into_the_time_is_told(ten):
    assert "of 10 questions fit in the time; -n 10 asks all." in told(drawn(ten))


def test_tables_of_two_packs_that_are_named_are_asked_whole(tmp_path):
    for name in ("one", "two"):
        rows = "".join(f"  - {{id: q{n}, question: {name} {n}?, answer: true}}\n" for n in range(3))
        (tmp_path / f"{name}.yaml").write_text(f"title: {name}\nquestions:\n{rows}", encoding="utf-8")
    rules = WarmupRules(questions=6)
    packs = (str(tmp_path / "one.yaml"), str(tmp_path / "two.yaml"))
    assert len(draw_script(Draft(Settings(packs=packs), rules, "x", "en")).script.turns) == 6


@pytest.mark.parametrize("given", [{"in_order": True}, {"only": ("a",)}])
def test_the_order_and_single_questions_need_a_pack(given):
    with pytest.raises(UsageError):
        check(Settings(**given))


def test_single_questions_are_not_remembered_for_next_time(ten):
    kept = Settings(packs=(ten,), kinds=("choice",), in_order=True, only=("flat",))
    assert settings_from_json(settings_to_json(kept)) == kept
    assert for_next_time(kept) == kept._replace(only=())
