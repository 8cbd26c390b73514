import time
from datetime import date

import pytest

from lemans_quiz.core.events import Answer, Appeal, Next, Skip
from lemans_quiz.core.items import Option
from lemans_quiz.core.memory import AGAIN, DAY, EASY, GOOD, reviewer
from lemans_quiz.core.responses import Chosen, Typed, Unreadable
from lemans_quiz.core.stats import by_day
from lemans_quiz.core.text import plain
from lemans_quiz.storage import practice
from lemans_quiz.storage.forgetting import Wanted, forget
from lemans_quiz.storage.local_time import begin_of, local_day
from lemans_quiz.storage.practice import catch_up, due, learnt, missed, next_due, recall, recently_seen, remembered
from lemans_quiz.storage.sessions import find_session
from lemans_quiz.storage.tallies import Scope, slots

NOON = 1_434_283_200.0
LATER = NOON + 400 * DAY


def names(found):
    return [entry.item for entry in found]


def test_playing_teaches_nothing_until_memory_catches_up(history, sit_down):
    sit_down().play(Skip(1.0), Next(), Answer(Chosen(0), 9.0))
    assert remembered(history, "", "race") == {}
    assert catch_up(history, "") == 2
    assert catch_up(history, "") == 0
    assert sorted(remembered(history, "", "race")) == ["item-0", "item-1"]


def test_memory_equals_the_librarys_replay_of_the_same_attempts(history, sit_down, choice):
    review, state = reviewer(), None
    for day, (answer, rated) in enumerate([(0, GOOD), (0, GOOD), (1, AGAIN), (0, EASY), (0, GOOD)] * 6):
        table = sit_down(choice(1), started=NOON + day * DAY)
        table.play(Answer(Chosen(answer), 2.0 if rated == EASY else 9.0))
        state = review(state, rated, table.now)
        if day % 7 == 0:
            catch_up(history, "")
    catch_up(history, "")
    assert recall(history, "", "race", "item-1").state == state


@pytest.mark.parametrize("batch", [1, 2, 2000])
def test_memory_does_not_depend_on_how_often_it_catches_up(history, sit_down, choice, monkeypatch, batch):
    monkeypatch.setattr(practice, "BATCH", batch)
    for day in range(4):
        sit_down(choice(1), choice(2), started=NOON + day * DAY).play(Answer(Chosen(day % 2), 9.0), Next(), Skip(1.0))
    assert catch_up(history, "", at_most=3) == 3
    assert catch_up(history, "") == 5
    review, state = reviewer(), None
    for day in range(4):
        state = review(state, AGAIN if day % 2 else GOOD, NOON + day * DAY + 1)
    assert recall(history, "", "race", "item-1").state == state


def test_what_is_due_comes_oldest_debt_first_and_nothing_before_its_time(history, sit_down, choice):
    for late, number in ((0, 2), (60, 1), (30, 3)):
        sit_down(choice(number), started=NOON + late).play(Skip(1.0))
    sit_down(choice(4, pack="series"), started=NOON).play(Answer(Chosen(0), 9.0))
    catch_up(history, "")
    assert names(due(history, "", NOON + 500)) == []
    assert next_due(history, "", NOON) == NOON + 601
    assert names(due(history, "", NOON + 1000)) == ["item-2", "item-3", "item-1"]
    assert names(due(history, "", LATER, limit=2)) == ["item-2", "item-3"]
    assert names(due(history, "", LATER, packs=("series",))) == ["item-4"]
    assert next_due(history, "", LATER) is None


def test_what_was_last_missed_is_known_until_it_is_right(history, sit_down, choice):
    sit_down(choice(1), choice(2)).play(Skip(1.0), Next(), Answer(Chosen(3), 9.0))
    catch_up(history, "")
    assert names(missed(history, "")) == ["item-1", "item-2"]
    sit_down(choice(1), started=NOON + 60).play(Answer(Chosen(0), 9.0))
    catch_up(history, "")
    assert names(missed(history, "")) == ["item-2"]
    assert names(missed(history, "", packs=("series",))) == []


def test_players_are_kept_apart(history, sit_down):
    sit_down(player="Nico").play(Skip(1.0))
    sit_down(player="Nick").play(Skip(1.0))
    assert catch_up(history, "Nico") == 1
    assert names(due(history, "Nico", LATER)) == ["item-0"]
    assert names(due(history, "Nick", LATER)) == []


def test_a_changed_answer_has_to_be_learnt_anew(history, sit_down, choice):
    for day in range(3):
        sit_down(choice(1), started=NOON + 3 * day * DAY).play(Answer(Chosen(0), 9.0))
    changed = sit_down(choice(1, key=1), started=NOON + 9 * DAY)
    changed.play(Answer(Chosen(1), 9.0))
    catch_up(history, "")
    assert recall(history, "", "race", "item-1").state == reviewer()(None, GOOD, changed.now)


def test_a_typo_mended_in_the_question_keeps_what_is_remembered(history, sit_down, choice):
    first = sit_down(choice(1, stem="Who wonn?"))
    first.play(Answer(Chosen(0), 9.0))
    second = sit_down(choice(1), started=NOON + 2 * DAY)
    second.play(Answer(Chosen(0), 9.0))
    catch_up(history, "")
    review = reviewer()
    assert recall(history, "", "race", "item-1").state == review(review(None, GOOD, first.now), GOOD, second.now)


def test_an_appeal_after_memory_caught_up_makes_it_again(history, sit_down, typed):
    table = sit_down(typed(1))
    table.play(Answer(Typed("Earl Bamber"), 9.0))
    catch_up(history, "")
    assert names(missed(history, "")) == ["item-1"]
    table.play(Appeal())
    assert catch_up(history, "") == 0
    assert missed(history, "") == []
    assert recall(history, "", "race", "item-1").state == reviewer()(None, GOOD, table.now - 1)


def test_what_a_deleted_session_taught_is_forgotten(history, path, sit_down, choice):
    kept = sit_down(choice(1))
    kept.play(Answer(Chosen(0), 9.0))
    sit_down(choice(1), choice(2), started=NOON + DAY).play(Skip(1.0), Next(), Skip(1.0))
    catch_up(history, "")
    forget(history, path, Wanted((find_session(history, 2),)))
    catch_up(history, "")
    assert list(remembered(history, "", "race")) == ["item-1"]
    assert recall(history, "", "race", "item-1").state == reviewer()(None, GOOD, kept.now)


def test_nothing_is_remembered_after_everything_was_deleted(history, path, sit_down):
    sit_down(player="Nico").play(Skip(1.0))
    catch_up(history, "Nico")
    forget(history, path, Wanted(player="Nico"))
    catch_up(history, "Nico")
    assert due(history, "Nico", LATER) == []


def test_a_line_that_could_not_be_read_teaches_nothing(history, sit_down):
    sit_down().play(Answer(Unreadable("???"), 9.0))
    assert catch_up(history, "") == 1
    assert remembered(history, "", "race") == {}


def test_what_was_seen_lately_comes_latest_first_and_once(history, sit_down, choice):
    sit_down(choice(1), choice(2)).play(Skip(1.0), Next(), Skip(1.0))
    sit_down(choice(1), choice(3)).play(Skip(1.0), Next(), Skip(1.0))
    assert recently_seen(history, "", 10) == [("race", "item-3"), ("race", "item-1"), ("race", "item-2")]
    assert recently_seen(history, "", 2) == [("race", "item-3"), ("race", "item-1")]
    assert recently_seen(history, "Nobody", 10) == []


@pytest.fixture
def zone(monkeypatch):
    """Return a function that moves this computer to another time zone."""

    def move(name):
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


def at(hour, *, day=0):
    """Return a moment of 14 June 2015 or a later day, in UTC."""
    return NOON + (hour - 12) * 3600 + day * DAY


def test_what_comes_back_after_days_is_due_from_four_in_the_morning_on(history, sit_down, choice, zone):
    zone("UTC")
    sit_down(choice(1), started=at(21)).play(Answer(Chosen(0), 9.0))
    sit_down(choice(1), started=at(21.5)).play(Answer(Chosen(0), 9.0))
    catch_up(history, "")
    days = (local_day(recall(history, "", "race", "item-1").state.due) - local_day(NOON)).days
    assert days >= 1
    assert names(due(history, "", at(3.9, day=days))) == []
    assert names(due(history, "", at(4, day=days))) == ["item-1"]
    assert next_due(history, "", at(22)) == at(4, day=days)


def test_a_day_is_that_of_the_clock_on_the_wall(history, sit_down, choice, zone):
    zone("Pacific/Auckland")
    sit_down(choice(1), started=NOON).play(Answer(Chosen(0), 9.0))
    sit_down(choice(1), started=NOON + 1000).play(Answer(Chosen(0), 9.0))
    catch_up(history, "")
    state = recall(history, "", "race", "item-1").state
    begins = begin_of(local_day(state.due))
    assert names(due(history, "", begins - 1)) == []
    assert names(due(history, "", begins)) == ["item-1"]


def test_what_was_missed_comes_back_to_the_minute(history, sit_down, choice, zone):
    zone("UTC")
    sit_down(choice(1), started=at(12)).play(Skip(1.0))
    catch_up(history, "")
    assert names(due(history, "", at(12) + 590)) == []
    assert names(due(history, "", at(12) + 602)) == ["item-1"]


def test_a_mended_answer_keeps_what_is_remembered(history, sit_down, choice):
    mended = choice(1)._replace(
        kind=choice(1).kind._replace(options=(Option(plain("Porsche AG.")), *choice(1).kind.options[1:]))
    )
    slip = choice(1)._replace(
        kind=choice(1).kind._replace(options=(Option(plain("Porsche A.G")), *choice(1).kind.options[1:]))
    )
    first = sit_down(slip)
    first.play(Answer(Chosen(0), 9.0))
    second = sit_down(mended, started=NOON + 2 * DAY)
    second.play(Answer(Chosen(0), 9.0))
    catch_up(history, "")
    review = reviewer()
    assert recall(history, "", "race", "item-1").state == review(review(None, GOOD, first.now), GOOD, second.now)
    assert learnt(history, "", "race", "item-1") == mended


def test_the_day_of_a_session_is_that_of_where_it_was_played(history, sit_down, zone):
    zone("Pacific/Auckland")
    sit_down(started=at(17)).play(Skip(1.0))
    zone("America/Los_Angeles")
    sit_down(started=at(17, day=1)).play(Skip(1.0))
    days = by_day(slots(history, Scope("")), local_day)
    assert list(days) == [date(2015, 6, 15)]


def test_a_session_without_an_offset_takes_the_zone_of_this_computer(history, sit_down, zone):
    zone("Pacific/Auckland")
    sit_down(started=at(17)).play(Skip(1.0))
    history.write(lambda connection: connection.execute("UPDATE sessions SET utc_offset = NULL"))
    zone("America/Los_Angeles")
    assert list(by_day(slots(history, Scope("")), local_day)) == [date(2015, 6, 14)]
