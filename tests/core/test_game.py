"""A game is its turns, its rules and its commands, and nothing a player does breaks it."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.events import (
    Answer,
    Appeal,
    Appealed,
    Asked,
    Command,
    Event,
    Finished,
    Hint,
    Hinted,
    Marked,
    NearMissed,
    Next,
    Quit,
    Rejected,
    Skip,
    TimeOut,
    Withdraw,
    Withdrawn,
)
from lemans_quiz.core.game import (
    Asking,
    Ended,
    Game,
    Reviewing,
    Rules,
    begin,
    default_scoring,
    most,
    replay,
    step,
    summarise,
    tally,
)
from lemans_quiz.core.items import Choice, Item, Kind, Match, Multiple, Number, Option, Order, Text, TrueFalse
from lemans_quiz.core.marks import APPEALED, CLOSE, NEAR_MISS, SKIPPED, TIME_OUT, WITHDRAWN
from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Said, Typed, Unreadable
from lemans_quiz.core.scoring import RULES
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import Turn, deal
from tests.effort import examples

OPTIONS = tuple(Option(plain(name)) for name in ("Audi", "Porsche", "Toyota"))
NAMES = tuple(plain(name) for name in ("Bentley", "Jaguar", "Ford"))


def item(name: str, kind: Kind, *, hints: int = 0, points: float = 1.0, seconds: float = 0.0) -> Item:
    told = tuple(plain(f"hint {number}") for number in range(hints))
    return Item("pack", name, plain("Which?"), kind, hints=told, points=points, seconds=seconds)


ITEMS = (
    item("choice", Choice(OPTIONS, 1), hints=2),
    item("text", Text(plain("Porsche")), points=2.0),
    item("multiple", Multiple(OPTIONS, (0, 2)), seconds=5.0),
    item("said", TrueFalse(True), points=0.0),
    item("number", Number(Decimal(5), Decimal(5), Decimal(5))),
    item("order", Order(NAMES)),
    item("match", Match(NAMES, NAMES, (0, 1, 2)), hints=6),
)
TURNS = deal(ITEMS, "monday")
TEXT_TURNS = deal((ITEMS[1], ITEMS[0]), "monday")

seconds = st.floats(0, 60) | st.sampled_from([-1.0, 1e9])
responses = st.sampled_from(
    [
        Chosen(1), Chosen(7), ChosenSet((0, 2)), ChosenSet((0,)), Said(True), Typed("Porsche"), Typed("Porche"), Typed("Prsce"),
        Typed("5"), Typed(""), Ordered((0, 1, 2)), Ordered((1, 0, 2)), Matched((0, 1, 2)), Matched((-1, 1, 0)), Unreadable("?"),
    ]
)  # fmt: skip
commands = st.one_of(
    st.builds(Answer, responses, seconds),
    st.builds(Answer, responses, seconds),
    st.just(Next()),
    st.just(Next()),
    st.builds(Skip, seconds),
    st.builds(TimeOut, seconds),
    st.sampled_from([Hint(), Appeal()]),
)
logs = st.lists(commands, max_size=25) | st.lists(commands | st.just(Quit()), max_size=25)
rules = st.builds(Rules, st.sampled_from(RULES), st.sampled_from([0.0, 20.0]), st.booleans())


def play(turns: tuple, rules: Rules, *given: Command) -> tuple[Game, list[Event]]:  # type: ignore[type-arg]
    game, events = begin(turns, rules)
    seen = [*events]
    for command in given:
        game, events = step(game, command)
        seen += events
    return game, seen


@settings(max_examples=examples(200), deadline=None)
@given(st.permutations(ITEMS), rules, logs)
def test_no_commands_break_a_game(items: list[Item], rules: Rules, log: list[Command]) -> None:
    game, events = play(deal(items, "monday"), rules, *log)
    asked = sum(isinstance(event, Asked) for event in events)
    marked = sum(isinstance(event, Marked) for event in events)
    assert marked == len(game.attempts) == len({attempt.turn for attempt in game.attempts})
    assert asked in (marked, marked + 1)
    assert sum(isinstance(event, Finished) for event in events) == isinstance(game.phase, Ended)


@settings(max_examples=examples(150), deadline=None)
@given(st.permutations(ITEMS), rules, logs)
def test_a_replayed_game_is_the_game_that_was_played(items: list[Item], rules: Rules, log: list[Command]) -> None:
    turns = deal(items, "monday")
    game, _ = play(turns, rules, *log)
    assert replay(turns, rules, log) == game


@settings(max_examples=examples(150), deadline=None)
@given(st.permutations(ITEMS), rules, logs)
def test_a_rejected_command_changes_nothing(items: list[Item], rules: Rules, log: list[Command]) -> None:
    game, _ = begin(deal(items, "monday"), rules)
    for command in log:
        after, events = step(game, command)
        assert (after == game) == isinstance(events[0], Rejected)
        game = after


@settings(max_examples=examples(200), deadline=None)
@given(st.permutations(ITEMS), rules, logs)
def test_a_score_lies_between_nothing_and_the_most(items: list[Item], rules: Rules, log: list[Command]) -> None:
    game, events = play(deal(items, "monday"), rules, *log)
    summary = summarise(game)
    assert 0.0 <= summary.score <= summary.max == most(game)
    assert summary.right + len(summary.missed) == summary.answered <= summary.of
    gains = [event for event in events if isinstance(event, Marked | Appealed)]
    assert all(event.gained >= 0.0 for event in gains)
    assert not gains or gains[-1].score == summary.score


def test_questions_come_one_after_another_until_the_end() -> None:
    game, events = play(TURNS, Rules(), *[Skip(1.0), Next()] * len(TURNS))
    assert [event.number for event in events if isinstance(event, Asked)] == list(range(1, len(TURNS) + 1))
    assert events[-1] == Finished(True)
    assert game.phase == Ended(True)


def test_a_game_without_questions_is_over_at_once() -> None:
    game, events = begin((), Rules())
    assert events == (Finished(True),)
    assert step(game, Hint())[1] == (Rejected("over"),)
    assert summarise(game).max == 0.0


def test_quitting_keeps_what_was_answered() -> None:
    game, events = play(TURNS, Rules(), Answer(Chosen(1), 2.0), Next(), Quit())
    summary = summarise(game)
    assert events[-1] == Finished(False)
    assert (summary.answered, summary.right, summary.complete, summary.seconds) == (1, 1, False, 2.0)


def test_quitting_on_the_last_feedback_is_a_whole_game() -> None:
    assert play(TEXT_TURNS[:1], Rules(), Skip(), Quit())[1][-1] == Finished(True)


@pytest.mark.parametrize(
    ("given_before", "command", "reason"),
    [
        ((), Next(), "not-answered"),
        ((), Appeal(), "no-appeal"),
        ((Skip(),), Answer(Chosen(1)), "not-open"),
        ((Skip(),), TimeOut(), "not-open"),
        ((Skip(),), Hint(), "not-open"),
        ((Hint(), Hint()), Hint(), "no-more-hints"),
        ((Skip(), Next()), Hint(), "no-hints"),
        ((Quit(),), Quit(), "over"),
    ],
)
def test_what_does_not_fit_now_is_rejected(given_before: tuple[Command, ...], command: Command, reason: str) -> None:
    assert play(TURNS, Rules(), *given_before, command)[1][-1] == Rejected(reason)


def test_a_hint_is_given_one_at_a_time_and_costs_a_quarter() -> None:
    game, events = play(TURNS, Rules(), Hint(), Hint(), Answer(Chosen(1)))
    assert [(e.which, e.text.first) for e in events if isinstance(e, Hinted)] == [(1, "hint 0"), (2, "hint 1")]
    assert tally(game).score == 0.5


def test_more_hints_than_a_question_is_worth_leave_nothing_but_never_less() -> None:
    game, _ = play(TURNS[6:], Rules(), *[Hint()] * 6, Answer(Matched((0, 1, 2))))
    assert tally(game).score == 0.0


def test_a_near_miss_earns_one_more_try_at_half_the_marks() -> None:
    game, events = play(TEXT_TURNS, Rules(), Answer(Typed("Prsce")), Answer(Typed("Porsche"), 9.0))
    assert NearMissed(1, Typed("Prsce")) in events
    assert (game.attempts[0].mark.value, game.attempts[0].seconds, tally(game).score) == (0.5, 9.0, 1.0)


def test_a_second_near_miss_is_the_end_of_it() -> None:
    game, _ = play(TEXT_TURNS, Rules(), Answer(Typed("Prsce")), Answer(Typed("Prsce")))
    assert (game.attempts[0].mark.value, game.attempts[0].mark.reason) == (0.0, NEAR_MISS)


def test_an_exam_gives_no_second_try() -> None:
    game, _ = play(TEXT_TURNS, Rules(retry=False), Answer(Typed("Prsce")))
    assert game.phase == Reviewing()


def test_a_right_second_try_keeps_no_streak() -> None:
    right = Answer(Typed("Porsche"))
    game, _ = play(TEXT_TURNS[:1] * 3, Rules(), right, Next(), Answer(Typed("Prsce")), right, Next(), right)
    assert tally(game).streaks == (1, 0, 1)
    assert summarise(game).missed == (1,)


def test_time_run_out_is_not_called_wrong() -> None:
    game, _ = play(TURNS, Rules(timer=20.0), TimeOut(20.0), Next(), Skip(3.0))
    assert [attempt.mark.reason for attempt in game.attempts] == [TIME_OUT, SKIPPED]


def test_an_appeal_counts_the_last_typed_answer() -> None:
    game, events = play(TEXT_TURNS, Rules(), Answer(Typed("919")), Appeal())
    assert events[-1] == Appealed(1, Typed("919"), 2.0, 1, 2.0)
    assert summarise(game).appealed
    assert game.attempts[0].mark.reason == APPEALED
    assert step(game, Appeal())[1] == (Rejected("no-appeal"),)


def test_an_appeal_still_counts_when_the_next_question_is_open() -> None:
    game, events = play(TEXT_TURNS, Rules(), Answer(Typed("919")), Next(), Appeal())
    assert isinstance(events[-1], Appealed)
    assert game.phase == Asking()


@pytest.mark.parametrize("command", [Answer(Typed("  ")), Answer(Unreadable("?")), Answer(Typed("porsche")), Skip()])
def test_only_a_typed_answer_that_was_not_right_can_be_appealed(command: Command) -> None:
    assert play(TEXT_TURNS, Rules(), command, Appeal())[1][-1] == Rejected("no-appeal")


def test_a_chosen_answer_cannot_be_appealed() -> None:
    assert play(TURNS, Rules(), Answer(Chosen(0)), Appeal())[1][-1] == Rejected("no-appeal")


def test_a_player_may_call_a_right_answer_wrong() -> None:
    game, events = play(TEXT_TURNS, Rules(), Answer(Typed("porsche")), Withdraw())
    assert events[-1] == Withdrawn(1, Typed("porsche"), 0.0, 0, 0.0)
    assert [(attempt.mark.value, attempt.mark.reason) for attempt in game.attempts] == [(0.0, WITHDRAWN)]


@pytest.mark.parametrize("typed", ["porsche", "919"])
@pytest.mark.parametrize(("first", "then"), [(Appeal(), Withdraw()), (Withdraw(), Appeal())])
def test_what_was_said_of_a_mark_can_be_taken_back(typed: str, first: Command, then: Command) -> None:
    as_marked, _ = play(TEXT_TURNS, Rules(), Answer(Typed(typed)))
    spoken, _ = step(as_marked, first)
    if spoken is not as_marked:
        assert step(spoken, then)[0] == as_marked
        assert step(spoken, then)[1][-1].mark == as_marked.attempts[0].mark


@pytest.mark.parametrize("command", [Answer(Typed("919")), Answer(Unreadable("?")), Skip()])
def test_what_was_not_right_cannot_be_called_wrong(command: Command) -> None:
    assert play(TEXT_TURNS, Rules(), command, Withdraw())[1][-1] == Rejected("no-appeal")


def test_a_near_guess_ends_a_streak_and_earns_no_second_try() -> None:
    year = Number(Decimal(2018), Decimal(2018), Decimal(2018), close=Decimal(3))
    turns = deal([Item("race", f"year-{n}", plain("When?"), year) for n in range(2)], "word")
    game, _ = play(turns, Rules(), Answer(Typed("2018")), Next(), Answer(Typed("2019")))
    assert (game.attempts[1].mark.value, game.attempts[1].mark.reason) == (0.375, CLOSE)
    assert tally(game).streaks == (1, 0)


def test_an_items_own_seconds_win_only_where_there_is_a_timer() -> None:
    timed, untimed = (begin(TURNS[2:], Rules(timer=timer))[1][0] for timer in (20.0, 0.0))
    assert isinstance(timed, Asked)
    assert isinstance(untimed, Asked)
    assert (timed.limit, untimed.limit) == (5.0, 0.0)
    assert [default_scoring(timer) for timer in (20.0, 0.0)] == ["fair", "points"]


def test_players_have_scores_and_streaks_of_their_own() -> None:
    turns = tuple(TEXT_TURNS[0]._replace(player=player) for player in (0, 1, 0))
    right, wrong = Answer(Typed("Porsche")), Answer(Typed("919"))
    game, events = play(turns, Rules(), right, Next(), wrong, Next(), right)
    assert [summarise(game, player=player).score for player in (0, 1)] == [4.0, 0.0]
    assert events[-1]._replace(seconds=0.0)[4:] == (2.0, 2, 4.0)
    assert summarise(game, player=1).missed == (1,)


@settings(max_examples=examples(40), deadline=None)
@given(answers=st.lists(st.booleans(), min_size=1, max_size=12))
def test_what_is_told_while_playing_is_what_the_tally_says(answers):
    turns = tuple(Turn(Item("p", f"i{n}", plain("?"), TrueFalse(True)), player=n % 3) for n in range(len(answers)))
    game, _ = begin(turns, Rules(scoring="streak"))
    for said in answers:
        game, events = step(game, Answer(Said(said), 1.0))
        marked = events[0]
        summed = tally(game, player=game.turn.player)
        assert (marked.gained, marked.streak, marked.score) == (summed.gained[-1], summed.streaks[-1], summed.score)
        game, _ = step(game, Next())
