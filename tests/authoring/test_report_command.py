"""The report of a pack equals what is reckoned by hand over a scripted class."""

from __future__ import annotations

import csv
import io
import json
import statistics
from pathlib import Path

import pytest

from lemans_quiz.authoring.report import Tried, item_statistics
from lemans_quiz.core.events import Answer, Next
from lemans_quiz.core.game import Rules
from lemans_quiz.core.responses import Chosen, Typed
from lemans_quiz.core.turns import deal
from lemans_quiz.packs.reading.reader import read_pack
from lemans_quiz.storage.complaints import Complaint, keep_complaint
from lemans_quiz.storage.opening import open_history
from lemans_quiz.storage.records import PLAY, Opening
from tests.storage_fixtures import NOON, Table

PACK = """title: Garage
id: garage
questions:
  - {id: van, question: What stands there?, answer: a van, wrong: [a bus, a cart, a sled], level: 4}
  - {id: dog, question: Who sleeps there?, answer: Rex, wrong: [Mia, Tom], level: 2}
  - {id: key, question: Where is the key?, answer: 7}
  - {id: new, question: What is new?, answer: nothing}
"""
ITEMS = read_pack(PACK.encode(), file="garage.yaml", default_id="garage").pack.items
CLASS = {
    "Ada": ("a van", "Rex", "7"),
    "Ben": ("a van", "Rex", "7"),
    "Cem": ("a van", "Mia", "7"),
    "Dea": ("a bus", "Rex", "3"),
    "Eli": ("a van", "Rex", "3"),
    "Fay": ("a cart", "Mia", "3"),
}
"""What each pupil answers. By hand: van 4 of 6 right, dog 4 of 6, key 3 of 6."""


def response_of(place: int, answer: str):
    texts = [option.text.first for option in ITEMS[place].kind.options] if place < 2 else []
    return Chosen(texts.index(answer)) if texts else Typed(answer)


def run_class(home: Path, names=CLASS) -> None:
    """Let pupils play the first three questions, each for himself."""
    with open_history(home / "data" / "history.sqlite3", print) as history:
        for name in names:
            opening = Opening(PLAY, "garage", NOON, deal(ITEMS[:3], "word"), Rules(), "word", (name,))
            answers = [Answer(response_of(place, answer), 1.0) for place, answer in enumerate(CLASS[name])]
            Table(history, opening).play(*(step for answer in answers for step in (answer, Next())))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "garage.yaml"
    path.write_text(PACK)
    return path


def tries():
    def mark(place: int, answer: str) -> float:
        return float(answer == ("a van", "Rex", "7")[place])

    return [
        Tried(name, ITEMS[place].id, 1.0, mark(place, answer), response_of(place, answer))
        for name, answers in CLASS.items()
        for place, answer in enumerate(answers)
    ]


def by_hand(place: int) -> float:
    """Pearson's r of the marks here and the mean marks elsewhere, by the standard library."""
    marks = [
        [float(a == right) for a, right in zip(answers, ("a van", "Rex", "7"), strict=True)]
        for answers in CLASS.values()
    ]
    rest = [statistics.mean(mark for other, mark in enumerate(row) if other != place) for row in marks]
    return statistics.correlation([row[place] for row in marks], rest)


def test_the_figures_equal_those_reckoned_by_hand():
    van, dog, key, new = item_statistics(ITEMS, tries())
    assert [one.right for one in (van, dog, key)] == pytest.approx([4 / 6, 4 / 6, 3 / 6])
    # By pencil: van has the marks 1 1 1 0 1 0, elsewhere 1 1 .5 .5 .5 0, so r = .6667 / sqrt(1.3333 * .7083).
    assert van.discrimination == pytest.approx(0.686, abs=0.0005)
    assert [one.discrimination for one in (van, dog, key)] == pytest.approx([by_hand(place) for place in range(3)])
    assert [one.level for one in (van, dog, key, new)] == [3, 3, 3, 0]
    assert (new.players, new.right) == (0, None)


def test_an_option_nobody_takes_is_told_and_one_that_somebody_took_is_not():
    van, dog, *_ = item_statistics(ITEMS, tries())
    assert [ITEMS[0].kind.options[place].text.first for place in van.unchosen] == ["a sled"]
    assert [ITEMS[1].kind.options[place].text.first for place in dog.unchosen] == ["Tom"]


def test_only_the_first_answer_of_a_player_counts():
    again = [one._replace(at=2.0, mark=1.0) for one in tries()]
    assert item_statistics(ITEMS, [*again, *tries()]) == item_statistics(ITEMS, tries())


def test_of_few_players_only_the_share_is_told():
    (van, *_others) = item_statistics(ITEMS, [one for one in tries() if one.player < "D"])
    assert (van.players, van.right, van.discrimination, van.unchosen, van.level) == (3, 1.0, None, (), 0)


def test_a_question_that_all_know_tells_nobody_from_anybody():
    (van, *_others) = item_statistics(ITEMS, [one._replace(mark=1.0) for one in tries()])
    assert (van.right, van.discrimination, van.level) == (1.0, None, 1)


def test_a_class_that_played_is_reported_alike_in_all_formats(tmp_path, own_lmq, pack):
    run_class(tmp_path / "home")
    with open_history(tmp_path / "home" / "data" / "history.sqlite3", print) as history:
        keep_complaint(history, Complaint("Ada", ITEMS[0], "typo", 1.0, 1.0))
    rows = json.loads(own_lmq("pack", "report", str(pack), "--format", "json").stdout)
    assert [(row["id"], row["players"], row["right"], row["flagged"], row["suggested_level"]) for row in rows] == [
        ("van", 6, 0.6667, 1, 3),
        ("dog", 6, 0.6667, 0, 3),
        ("key", 6, 0.5, 0, 3),
        ("new", 0, None, 0, None),
    ]
    assert [row["discrimination"] for row in rows[:3]] == pytest.approx(
        [by_hand(place) for place in range(3)], abs=1e-4
    )
    assert [row["unchosen"] for row in rows] == [["a sled"], ["Tom"], [], []]
    table = list(csv.DictReader(io.StringIO(own_lmq("pack", "report", str(pack), "--format", "csv").stdout)))
    assert [(row["id"], float(row["right"] or 0)) for row in table] == [(row["id"], row["right"] or 0) for row in rows]
    text = own_lmq("pack", "report", str(pack)).stdout
    assert "6 players have answered." in text
    assert " 67 %           +0.69  4 → 3  van: What stands there?" in text
    assert "Nobody picks: a sled" in text
    assert "1 question without an answer so far." in text
    assert "→ Flagged by 1 player: a typo" in text
    assert [row["flagged_as"] for row in table] == ["typo", "", "", ""]


@pytest.mark.parametrize("format", ["csv", "json"])
def test_exports_of_other_machines_count_as_other_players(tmp_path, own_lmq, program, pack, format):
    other = program(tmp_path / "other")
    run_class(tmp_path / "home", ("Ada", "Ben", "Cem"))
    run_class(tmp_path / "other", ("Dea", "Eli", "Fay"))
    export = tmp_path / f"other.{format}"
    assert other("history", "export", "--everyone", "-o", str(export)).returncode == 0
    rows = json.loads(own_lmq("pack", "report", str(pack), "--with", str(export), "--format", "json").stdout)
    assert [(row["players"], row["right"]) for row in rows] == [(6, 0.6667), (6, 0.6667), (6, 0.5), (0, None)]


@pytest.mark.parametrize("format", ["csv", "json"])
def test_answers_of_an_export_to_another_version_of_a_question_are_left_out(tmp_path, own_lmq, program, pack, format):
    run_class(tmp_path / "other")
    export = tmp_path / f"old.{format}"
    program(tmp_path / "other")("history", "export", "--everyone", "-o", str(export))
    pack.write_text(PACK.replace("answer: Rex, wrong: [Mia, Tom]", "answer: Mia, wrong: [Rex, Tom]"))
    rows = json.loads(own_lmq("pack", "report", str(pack), "--with", str(export), "--format", "json").stdout)
    assert [(row["id"], row["players"]) for row in rows] == [("van", 6), ("dog", 0), ("key", 6), ("new", 0)]


def test_what_was_flagged_on_other_machines_is_added_with_what_is_wrong(tmp_path, own_lmq, program, pack):
    run_class(tmp_path / "home")
    for player, reason, place in (
        ("Ada", "answer", 0),
        ("Ben", "answer", 0),
        ("Cem", "unclear", 0),
        ("Cem", "typo", 3),
    ):
        with open_history(tmp_path / "other" / "data" / "history.sqlite3", print) as history:
            keep_complaint(history, Complaint(player, ITEMS[place], reason, 1.0, 1.0))
    (tmp_path / "flagged.jsonl").write_text(
        program(tmp_path / "other")("history", "flagged", "--everyone", "--json").stdout
    )
    given = ("pack", "report", str(pack), "--with", str(tmp_path / "flagged.jsonl"))
    rows = json.loads(own_lmq(*given, "--format", "json").stdout)
    assert [(row["flagged"], row["flagged_as"]) for row in rows] == [
        (3, ["answer", "answer", "unclear"]),
        (0, []),
        (0, []),
        (1, ["typo"]),
    ]
    text = own_lmq(*given).stdout
    assert "Flagged by 3 players: 2 × the answer is wrong, it is unclear what is meant" in text
    assert "new: What is new?" in text


@pytest.mark.parametrize(
    "content", ["", "a,b\n1,2\n", "{", "\0", "pack,item,player,at,mark,response\ngarage,van,x,y,z,w\n"]
)
@pytest.mark.parametrize("ending", ["csv", "json"])
def test_what_is_no_export_gets_a_sentence(tmp_path, own_lmq, pack, content, ending):
    (tmp_path / f"no.{ending}").write_text(content)
    done = own_lmq("pack", "report", str(pack), "--with", str(tmp_path / f"no.{ending}"))
    assert (done.returncode, "not a history export" in done.stderr) == (2, True)
