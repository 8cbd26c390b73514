from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.stats import (
    Group,
    Slot,
    Streak,
    Sums,
    at_least_share,
    by_day,
    by_kind,
    by_level,
    by_pack,
    by_tag,
    by_week,
    calendar,
    hardest,
    streak,
    total,
)
from tests.effort import examples

FRIDAY = date(2015, 6, 12)


def group(item, attempts, right, *, pack="race", level=1, tags=()):
    return Group(pack, item, "choice", level, tags, Sums(attempts, right, float(right), attempts * 5.0))


sums = st.builds(
    lambda right, wrong, halves, seconds: Sums(right + wrong, right, right + min(wrong, halves) * 0.5, float(seconds)),
    *[st.integers(0, 50)] * 4,
)
groups = st.lists(
    st.builds(
        Group,
        st.sampled_from(["race", "series"]),
        st.sampled_from("abc"),
        st.sampled_from(["choice", "text"]),
        st.integers(0, 5),
        st.lists(st.sampled_from(["teams", "drivers"]), unique=True).map(tuple),
        sums,
    )
)
slots = st.lists(
    st.builds(Slot, st.integers(1_500_000, 1_600_000), sums, st.none() | st.sampled_from((-36_000, 0, 20_700)))
)


@settings(max_examples=examples(50))
@given(groups)
def test_every_way_of_summing_up_adds_up_to_the_same(found):
    whole = total(group.sums for group in found)
    for summed in (by_pack(found), by_kind(found), by_level(found)):
        assert total(sums for _, sums in summed) == whole
    tagged = total(group.sums for group in found for _ in group.tags)
    assert total(sums for _, sums in by_tag(found)) == tagged


@settings(max_examples=examples(50))
@given(slots)
def test_days_and_weeks_add_up_to_the_same(found):
    days = by_day(found, lambda at: FRIDAY + timedelta(days=int(at) % 100))
    assert total(days.values()) == total(by_week(days).values()) == total(slot.sums for slot in found)
    assert list(days) == sorted(days)
    assert {day.weekday() for day in by_week(days)} <= {0}


def test_nothing_adds_up_to_nothing():
    assert total([]) == Sums(0, 0, 0.0, 0.0)
    assert (Sums().accuracy, Sums().mean_mark) == (0.0, 0.0)


def test_accuracy_counts_full_marks_and_the_mean_all_of_them():
    assert (Sums(4, 1, 2.0).accuracy, Sums(4, 1, 2.0).mean_mark) == (0.25, 0.5)


def test_the_most_played_pack_comes_first():
    found = [group("a", 3, 1, pack="series"), group("b", 5, 5), group("c", 4, 0, pack="drivers")]
    assert [pack for pack, _ in by_pack(found)] == ["race", "drivers", "series"]


def test_an_item_counts_for_each_of_its_tags():
    assert by_tag([group("a", 3, 1, tags=("teams", "audi"))]) == [
        ("audi", (3, 1, 1.0, 15.0)),
        ("teams", (3, 1, 1.0, 15.0)),
    ]


def test_many_misses_are_harder_than_a_few_and_what_was_never_missed_is_not_hard():
    found = [
        group("few", 3, 0),
        group("many", 32, 2),
        group("once", 1, 0),
        group("known", 50, 50),
        group("half", 40, 20),
    ]
    assert [hard.item for hard in hardest(found)] == ["many", "few", "half"]


def test_an_item_whose_level_was_changed_is_still_one_item():
    (hard,) = hardest([group("a", 2, 0, level=1), group("a", 2, 1, level=2)])
    assert hard.sums == (4, 1, 1.0, 20.0)


def test_wilsons_lower_end_is_that_of_the_books():
    assert round(at_least_share(8, 10), 4) == 0.4902
    assert at_least_share(0, 10) == at_least_share(0, 0) == 0.0


def test_a_calendar_starts_on_a_monday_and_ends_today():
    days = calendar({FRIDAY: Sums(5, 3)}, FRIDAY + timedelta(days=1), weeks=2)
    assert [day for day, _ in days] == [date(2015, 6, 1) + timedelta(days=n) for n in range(13)]
    assert [sums.attempts for _, sums in days if sums.attempts] == [5]


def test_a_streak_lasts_while_today_may_still_come():
    days = [FRIDAY - timedelta(days=n) for n in (0, 1, 2, 9, 10, 11, 12)]
    assert streak(days, FRIDAY) == Streak(3, 4)
    assert streak(days, FRIDAY + timedelta(days=1)) == Streak(3, 4)
    assert streak(days, FRIDAY + timedelta(days=2)) == Streak(0, 4)
    assert streak([], FRIDAY) == Streak(0, 0)
