import json
import random
from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Rating

from lemans_quiz.core import marks
from lemans_quiz.core.items import KINDS, TRUE_FALSE
from lemans_quiz.core.memory import (
    AGAIN,
    DAY,
    EASY,
    GOOD,
    HARD,
    REVIEW,
    MemoryState,
    due,
    forecast,
    rating,
    retrievability,
    reviewer,
    scheduler,
)

START = 1_433_721_600.0


def a_month_of_reviews(seed):
    chance, at = random.Random(seed), START
    for _ in range(30):
        at += chance.choice([60, 600, 0.5 * DAY, DAY, 3 * DAY]) + chance.randrange(1000) / 8
        yield chance.choices([AGAIN, HARD, GOOD, EASY], [2, 1, 5, 1])[0], at


@pytest.mark.parametrize("seed", range(5))
def test_states_after_a_month_equal_the_librarys_own_replay(seed):
    review, library, state = reviewer(), scheduler(), None
    card = Card(card_id=1, due=datetime.fromtimestamp(START, UTC))
    for rated, at in a_month_of_reviews(seed):
        state = review(state, rated, at)
        card, _ = library.review_card(card, Rating(rated), datetime.fromtimestamp(at, UTC))
        assert state[:4] == (card.state, card.step, card.stability, card.difficulty)
        assert (state.due, state.reviewed) == (card.due.timestamp(), card.last_review.timestamp())
        assert retrievability(state, at + 5 * DAY) == library.get_card_retrievability(
            card, datetime.fromtimestamp(at, UTC) + timedelta(days=5)
        )


def test_a_state_is_plain_json_and_comes_back_as_it_was():
    state = reviewer()(None, AGAIN, START)
    assert MemoryState(*json.loads(json.dumps(state))) == state


def test_what_is_known_at_once_comes_back_in_days_and_what_is_missed_in_minutes():
    review = reviewer()
    known, missed = review(None, GOOD, START), review(None, AGAIN, START)
    assert known.phase == REVIEW
    assert 2 * DAY <= known.due - START <= 3 * DAY
    assert missed.due - START == 600
    assert review(known, GOOD, known.due).due - known.due > 2 * (known.due - START)


def test_a_clock_that_was_put_back_does_not_turn_time_round():
    review = reviewer()
    state = review(None, GOOD, START)
    assert review(state, GOOD, START - DAY).reviewed == START


def test_what_is_known_fades():
    state = reviewer()(None, GOOD, START)
    shares = [retrievability(state, START + days * DAY) for days in (0, 2, 10, 100)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == 1.0
    assert shares[1] == pytest.approx(0.9, abs=0.02)


@pytest.mark.parametrize(
    ("mark", "reason", "seconds", "hints", "expected"),
    [
        (1.0, marks.RIGHT, 8.0, 0, GOOD),
        (1.0, marks.RIGHT, 2.0, 0, EASY),
        (1.0, marks.RIGHT, 0.0, 0, GOOD),
        (1.0, marks.RIGHT, 2.0, 1, HARD),
        (1.0, marks.RIGHT, 100.0, 0, HARD),
        (1.0, marks.APPEALED, 2.0, 0, GOOD),
        (0.0, marks.WITHDRAWN, 2.0, 0, AGAIN),
        (0.4999, marks.CLOSE, 2.0, 0, AGAIN),
        (0.5, marks.SPELLING, 2.0, 0, HARD),
        (0.67, marks.PARTLY, 8.0, 0, HARD),
        (0.33, marks.PARTLY, 8.0, 0, AGAIN),
        (0.0, marks.WRONG, 2.0, 0, AGAIN),
        (0.0, marks.SKIPPED, 2.0, 0, AGAIN),
        (0.0, marks.TIME_OUT, 30.0, 0, AGAIN),
        (0.0, marks.UNREADABLE, 2.0, 0, None),
    ],
)
def test_the_mark_and_the_time_rate_an_attempt(mark, reason, seconds, hints, expected):
    assert rating("text", mark, reason, seconds=seconds, hints=hints) == expected


def test_true_or_false_is_never_easy():
    easy = {kind for kind in KINDS if rating(kind, 1.0, marks.RIGHT, seconds=0.5, hints=0) == EASY}
    assert easy == set(KINDS) - {TRUE_FALSE}


def test_the_oldest_debt_is_due_first():
    review = reviewer()
    states = {name: review(None, AGAIN, START + late) for name, late in (("new", 900), ("old", 0), ("later", 99_000))}
    assert due(states, START + 2000) == ["old", "new"]


def test_a_forecast_counts_what_is_overdue_for_today():
    assert forecast([(7, 2), (10, 1), (12, 4), (30, 9)], today=10, days=3) == [3, 0, 4]
