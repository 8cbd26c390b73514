"""One player and a pack through five versions, with edits of every kind and playing between: what is learnt goes on where it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from lemans_quiz.authoring.installing import checked, install, planned, put_back
from lemans_quiz.cli.remembered import is_learnt
from lemans_quiz.core.events import Answer, Next
from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Order, Text, TrueFalse
from lemans_quiz.core.responses import Chosen, ChosenSet, Matched, Ordered, Response, Said, Typed
from lemans_quiz.files.stages import staging
from lemans_quiz.packs.reading.reader import load_pack
from lemans_quiz.storage.practice import catch_up, remembered
from tests.storage_fixtures import NOON

DAY = 86_400.0
TOWNS = {1: "x,1\ny,2\n", 2: "x,1\ny,2\n", 3: "x,1\ny,2\nz,3\n", 4: "x,4\ny,2\nz,3\n", 5: "x,4\ny,2\n"}
"""The rows of the table that comes with each version: one is new in the third, another has another value from the fourth on."""

VERSIONS: dict[str, dict[int, str]] = {
    # A question stays as it was last written; "" takes it out.
    "stem": {1: "question: Whre is it?, answer: here, wrong: [there]", 2: "question: Where is it?, answer: here, wrong: [there]"},
    "wrongs": {1: "question: Who?, answer: Ann, wrong: [Ben, Cem]", 4: "question: Who?, answer: Ann, wrong: [Dea, Eli, Fay]"},
    "mended": {1: "question: Who drove?, answer: Hulkenberg", 2: "question: Who drove?, answer: Hülkenberg"},
    "another": {1: "question: Who sleeps?, answer: Rex", 3: "question: Who sleeps?, answer: Bello"},
    "and-back": {1: "question: Who barks?, answer: Rex", 3: "question: Who barks?, answer: Bello", 5: "question: Who barks?, answer: Rex"},
    "swapped": {1: "question: Which?, answer: a cat, wrong: [a dog]", 2: "question: Which?, answer: a dog, wrong: [a cat]"},
    "truth": {1: "question: Is it so?, answer: true", 4: "question: Is it so?, answer: false"},
    "number": {1: "question: How long?, answer: 13.6", 3: "question: How long?, answer: 13.6, tolerance: 0.1", 5: "question: How long?, answer: 14.2"},
    "unit": {1: "question: How far?, answer: 2, unit: km", 4: "question: How far?, answer: 2000, unit: m"},
    "order": {1: "question: Order?, order: [one, two, six]", 2: "question: Order?, order: [two, one, six]"},
    "several": {1: "question: All?, answers: [a, b], wrong: [c]", 3: "question: All?, answers: [b, a], wrong: [d, e]"},
    "one-more": {1: "question: Both?, answers: [a, b], wrong: [c]", 4: "question: Both?, answers: [a, b, d], wrong: [c]"},
    "pairs": {1: "question: Match?, match: {a: x, b: y}", 5: "question: Match?, match: {a: y, b: x}"},
    "kind": {1: "question: Name?, answer: Ann, wrong: [Ben]", 3: "question: Name?, answer: Ann"},
    "other-kind": {1: "question: Right?, answer: true", 2: 'question: Right?, answer: "true"'},
    "around": {1: "question: Why?, answer: so", 2: "question: Why?, answer: so, hint: s…, explanation: Because., level: 3, tags: [a]"},
    "new": {2: "question: What is new?, answer: this"},
    "away": {1: "question: Gone?, answer: 'yes'", 3: "", 5: "question: Gone?, answer: 'yes'"},
    "old-name": {1: "question: Named?, answer: A", 3: ""},
    "new-name": {3: "question: Named?, answer: A"},
}  # fmt: skip

SINCE = {
    "stem": 1, "wrongs": 1, "mended": 1, "another": 3, "and-back": 5, "swapped": 2, "truth": 4, "number": 5, "unit": 1, "order": 2,
    "several": 1, "one-more": 4, "pairs": 5, "kind": 1, "other-kind": 2, "around": 1, "new": 2, "away": 1, "new-name": 3,
    "row-x": 4, "row-y": 1,
}  # fmt: skip
"""By hand: the version from which on what was learnt of each question of the fifth counts in it."""

LOST_BY_GOING_BACK = {"and-back", "number", "pairs"}
"""Of the fourth, after the fifth was played: another answer was learnt last."""


def text_of(version: int) -> str:
    written = {id: forms[max(found)] for id, forms in VERSIONS.items() if (found := [n for n in forms if n <= version])}
    lines = [f"  - {{id: {id}, {text}}}" for id, text in written.items() if text]
    each = '  - {each: towns, id: "row-{a}", question: "What is {a}?", answer: "{b}", type: text}'
    return "\n".join(
        [f"title: Version {version}", "id: five", "tables: {towns: towns.csv}", "questions:", *lines, each, ""]
    )


def right(item: Item) -> Response:
    """Return the right answer."""
    match item.kind:
        case Choice(key=key):
            return Chosen(key)
        case Multiple(keys=keys):
            return ChosenSet(tuple(sorted(keys)))
        case TrueFalse(truth):
            return Said(truth)
        case Text(key=key):
            return Typed(key.first)
        case Number(key=key):
            return Typed(str(key))
        case Order(entries=entries):
            return Ordered(tuple(range(len(entries))))
        case Match(key=key):
            return Matched(key)


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "packs"


def update(tmp_path: Path, folder: Path, version: int) -> tuple[Item, ...]:
    """Install a version and return its questions as they are installed."""
    (tmp_path / "five.yaml").write_text(text_of(version))
    (tmp_path / "towns.csv").write_text("a,b\n" + TOWNS[version])
    plans = [planned(found, folder) for found in checked([tmp_path / "five.yaml"])]
    with staging(folder) as stage:
        install(plans, stage, folder)
    return installed(folder)


def installed(folder: Path) -> tuple[Item, ...]:
    pack = load_pack(folder / "five" / "five.yaml").pack
    assert pack is not None
    return pack.items


def play(sit_down, history, items, player: str, day: int) -> None:
    answers = [(Answer(right(item), 9.0), Next()) for item in items]
    if items:
        sit_down(*items, player=player, started=NOON + day * DAY).play(*(step for pair in answers for step in pair))
        catch_up(history, player)


def learnt(history, items, player: str = "Ann") -> set[str]:
    memory = remembered(history, player, "five")
    return {item.id for item in items if item.id in memory and is_learnt(item, memory[item.id], history, player)}


@pytest.fixture
def played(history, sit_down, tmp_path, folder):
    """Ann plays all of each version on the day that it comes; who is named by a version plays from that one on."""
    for version in range(1, 6):
        items = update(tmp_path, folder, version)
        play(sit_down, history, items, "Ann", version)
        for since in range(1, version + 1):
            play(sit_down, history, [one for one in items if SINCE.get(one.id) == since], f"from {since}", version)
    return installed(folder)


def test_before_it_is_played_each_version_knows_what_was_learnt_where_the_answer_stays(
    history, sit_down, tmp_path, folder
):
    before: set[str] = set()
    for version in range(1, 6):
        items = update(tmp_path, folder, version)
        changed = {id for id in before if id in SINCE and SINCE[id] == version}
        here = {item.id for item in items}
        expected = {id for id in before if id in here} - changed - OTHERS.get(version, set())
        assert learnt(history, items) == expected
        play(sit_down, history, items, "Ann", version)
        before |= here
        assert learnt(history, items) == here


OTHERS = {3: {"and-back"}}
"""What has another answer in a version, and in the fifth once more."""


def test_what_is_remembered_is_as_if_only_the_versions_with_that_answer_had_been_played(history, played):
    ann = remembered(history, "Ann", "five")
    assert {item.id for item in played} == set(SINCE)
    for id, since in SINCE.items():
        other = remembered(history, f"from {since}", "five")[id].state
        assert ann[id].state[:4] == other[:4], id


def test_the_way_back_keeps_what_was_learnt_but_for_answers_of_the_fifth_and_the_way_forth_brings_all_of_it_again(
    history, played, folder
):
    put_back(folder / "five" / "five.yaml", folder)
    fourth = installed(folder)
    assert {item.id for item in fourth} - learnt(history, fourth) == LOST_BY_GOING_BACK
    assert learnt(history, fourth) >= {"stem", "truth", "row-x", "row-z", "new-name"}
    put_back(folder / "five" / "five.yaml", folder)
    assert installed(folder) == played
    assert learnt(history, played) == set(SINCE)
