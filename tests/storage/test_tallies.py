import csv
import json
from collections import Counter
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core import stats
from lemans_quiz.core.events import Answer, Next, Skip
from lemans_quiz.core.game import Rules, begin, step
from lemans_quiz.core.items import Item, TrueFalse
from lemans_quiz.core.memory import DAY
from lemans_quiz.core.responses import Chosen, Said
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import deal
from lemans_quiz.history.export import exported, write_csv, write_json
from lemans_quiz.storage import tallies
from lemans_quiz.storage.local_time import local_day
from lemans_quiz.storage.opening import open_history
from lemans_quiz.storage.recording import Recorder
from lemans_quiz.storage.records import Opening
from lemans_quiz.storage.tallies import Scope, attempts, groups, slots
from tests.effort import examples

NOON = 1_434_283_200.0

played_items = st.builds(
    lambda pack, name, level, tags: Item(pack, name, plain("?"), TrueFalse(True), level=level, tags=tags),
    st.sampled_from(["race", "series"]),
    st.sampled_from(["first", "second", "third"]),
    st.integers(0, 5),
    st.lists(st.sampled_from(["teams", "drivers", "audi"]), unique=True).map(tuple),
)
sessions = st.lists(
    st.tuples(
        st.sampled_from(["Nico", "Nick"]),
        st.integers(0, 40 * 86_400),
        st.lists(st.tuples(played_items, st.booleans(), st.integers(1, 99)), min_size=1, max_size=4),
    ),
    max_size=6,
)


def keep(history, player, started, answers):
    turns = deal([item for item, _, _ in answers], "word")
    recorder = Recorder(history, Opening("play", "", started, turns, players=(player,)))
    game, _ = begin(turns, Rules())
    for number, (_, said, seconds) in enumerate(answers):
        for command in (Answer(Said(said), float(seconds)), Next()):
            game, events = step(game, command)
            recorder.keep(command, game, events, started + number * 3600)


def elsewhere(at):
    raise AssertionError("every session has its offset")


@settings(max_examples=examples(25), deadline=None)
@given(sessions)
def test_the_statistics_add_up_to_the_history(played):
    with TemporaryDirectory() as folder, open_history(Path(folder) / "history.sqlite3", raise_sentence) as history:
        for player, late, answers in played:
            keep(history, player, NOON + late, answers)
        for player in (None, "Nico", "Nick"):
            mine = [
                (NOON + late + number * 3600, *answer)
                for name, late, answers in played
                for number, answer in enumerate(answers)
                if player in (None, name)
            ]
            found, times = groups(history, Scope(player)), slots(history, Scope(player))
            right = sum(said for _, _, said, _ in mine)
            whole = stats.Sums(len(mine), right, float(right), float(sum(seconds for *_, seconds in mine)))
            assert stats.total(group.sums for group in found) == stats.total(slot.sums for slot in times) == whole
            assert of(stats.by_pack(found)) == Counter(item.pack for _, item, _, _ in mine)
            assert of(stats.by_tag(found)) == Counter(tag for _, item, _, _ in mine for tag in item.tags)
            assert of(stats.by_level(found)) == Counter(item.level for _, item, _, _ in mine)
            assert of(stats.by_day(times, elsewhere).items()) == Counter(local_day(at) for at, *_ in mine)
            assert len(list(attempts(history, Scope(player)))) == len(mine)


def of(summed):
    return {key: sums.attempts for key, sums in summed}


def raise_sentence(sentence):
    raise AssertionError(sentence)


def test_a_scope_leaves_out_other_packs_and_times(history, sit_down, choice):
    for day, pack in enumerate(["race", "series", "race"]):
        sit_down(choice(day, pack=pack), started=NOON + day * DAY).play(Skip(1.0))
    assert [group.item for group in groups(history, Scope(packs=("race",)))] == ["item-0", "item-2"]
    assert [group.item for group in groups(history, Scope(since=NOON + DAY, until=NOON + 2 * DAY))] == ["item-1"]
    assert slots(history, Scope("Nobody")) == []


def test_attempts_come_in_order_page_by_page(history, sit_down, choice, monkeypatch):
    monkeypatch.setattr(tallies, "_PAGE", 2)
    sit_down(*[choice(n) for n in range(4)]).play(*[Skip(1.0), Next()] * 4)
    sit_down(choice(9)).play(Skip(1.0))
    assert [kept.item for kept in attempts(history, Scope())] == ["item-0", "item-1", "item-2", "item-3", "item-9"]
    assert [kept.item for kept in attempts(history, Scope(), session=2)] == ["item-9"]


def test_an_export_to_csv_has_a_header_and_a_row_for_each_attempt(history, sit_down):
    sit_down(player="=1+1").play(Answer(Chosen(0), 2.5), Next(), Skip(1.0))
    stream = StringIO(newline="")
    write_csv(exported(history, Scope()), stream)
    first, second = csv.DictReader(StringIO(stream.getvalue(), newline=""))
    assert (first["at"], first["item"], first["question"], first["mark"]) == (
        "2015-06-14T12:00:01Z",
        "item-0",
        "1",
        "1.0",
    )
    assert (second["reason"], second["response"], second["tags"]) == ("skipped", "null", "teams")
    assert first["player"] == "'=1+1"


def test_an_export_to_json_holds_the_same(history, sit_down):
    sit_down(player="Nico").play(Answer(Chosen(2), 2.5))
    stream = StringIO()
    write_json(exported(history, Scope()), stream)
    (row,) = json.loads(stream.getvalue())
    assert (row["player"], row["response"], row["tags"], row["session_kind"]) == (
        "Nico",
        ["chosen", 2],
        ["teams"],
        "play",
    )


def test_an_export_of_nothing_is_an_empty_list(history):
    stream = StringIO()
    write_json(exported(history, Scope()), stream)
    assert json.loads(stream.getvalue()) == []
