"""What a warm-up asks: never a hard question first, and the same again by its word."""

from __future__ import annotations

import pytest

from lemans_quiz.games.warmup.draw import Draft, draw_script
from lemans_quiz.games.warmup.report import WarmupOutcome
from lemans_quiz.games.warmup.rules import Script, WarmupRules
from lemans_quiz.games.warmup.settings import Settings


@pytest.fixture(autouse=True)
def _home(warm_home, monkeypatch):
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(warm_home))


def script(seed: str, *, level: str = "", past: tuple[WarmupOutcome, ...] = ()) -> Script:
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
    outcome = WarmupOutcome((), ((hard.pack, hard.id, 1.0),))
    turns = script("monday", past=(outcome,)).turns
    assert turns[0].item.level < 4
    assert turns[1].item == hard


def test_the_printed_word_draws_the_same_again() -> None:
    drawn = draw_script(Draft(Settings(), WarmupRules(questions=10), "", "en"))
    assert script(drawn.seed).turns == drawn.script.turns
