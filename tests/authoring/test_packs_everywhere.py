"""A race, a warm-up, a sheet and a quiz with a pack, whichever way it came: by path, table, archive, address, installed, updated."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from lemans_quiz.authoring.add_command import Asked, add_from
from lemans_quiz.authoring.from_address import taken
from lemans_quiz.cli.invocation import Invocation
from tests.packs.test_archives import tarred, zipped
from tests.web_fixtures import Web

TOWNS = [(f"Town {number}", f"River {number % 7}") for number in range(30)]
HEAD = "title: Towns\nid: {id}\nquestions:\n"


def pack_of(id: str, *, word: str = "flows through") -> str:
    rows = (
        f"  - {{id: t{number}, question: Which river {word} {town}?, answer: {river}, wrong: [River x, River y, River z], level: {1 + number % 3}}}\n"
        for number, (town, river) in enumerate(TOWNS)
    )
    return HEAD.format(id=id) + "".join(rows)


TABLE = "town,river\n" + "".join(f"{town},{river}\n" for town, river in TOWNS)
EACH = """title: Towns
tables: {towns: towns.csv}
questions:
  - each: towns
    id: t-{town}
    question: Which river flows through {town}?
    answer: "{river}"
    wrong: {from: river, count: 3}
    level: 1
"""
SHEET = "Question,Correct answer,Wrong answer 1,Wrong answer 2\n" + "".join(
    f"Which river flows through {town}?,{river},River x,River y\n" for town, river in TOWNS
)


@pytest.fixture(scope="module")
def ways(tmp_path_factory, authority, warm_home) -> dict[str, str]:
    """What is typed for the pack that came each way, in one home, which is under the name `home`."""
    folder = tmp_path_factory.mktemp("packs")
    home = folder / "home"
    shutil.copytree(warm_home / "cache", home / "cache")
    for name, content in {
        "path.yaml": pack_of("path"),
        "table/each.yaml": EACH,
        "table/towns.csv": TABLE,
        "sheet.csv": SHEET,
        "add.yaml": pack_of("installed"),
        "old.yaml": pack_of("updated", word="crosses"),
        "new.yaml": pack_of("updated"),
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content)
    (folder / "towns.zip").write_bytes(zipped({"r/each.yaml": EACH.encode(), "r/towns.csv": TABLE.encode()}))
    (folder / "towns.tgz").write_bytes(tarred({"r/bees.yaml": pack_of("tarred").encode()}))
    web = Web(authority)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LEMANS_QUIZ_HOME", str(home))
            for name in ("add.yaml", "old.yaml", "new.yaml"):
                add_from(str(folder / name), Asked(replace=True), "en")
            add_from(web.file("kept.yaml", pack_of("kept")), Asked(trust=True), "en", web.network())
            once = (
                web.file("a.yaml", pack_of("once")),
                web.file("a.zip", zipped({"b.yaml": pack_of("packed").encode()})),
            )
            fetched = [_pinned(url, web) for url in once]
    finally:
        web.close()
    named = {
        name: str(folder / name)
        for name in ("path.yaml", "table/each.yaml", "table", "sheet.csv", "towns.zip", "towns.tgz")
    }
    return {
        **named,
        "installed": "installed",
        "updated": "updated",
        "kept": "kept",
        "https": fetched[0],
        "https zip": fetched[1],
        "home": str(home),
    }


def _pinned(url: str, web: Web) -> str:
    """Return the file that is played in the place of an address."""
    import hashlib

    from lemans_quiz.files.addresses import parse_address
    from lemans_quiz.files.fetching import fetch

    found = hashlib.sha256(fetch(parse_address(url), web.network()).content).hexdigest()
    return taken(["play", f"{url}#sha256={found}"], Invocation(), web.network())[1]


WAYS = [
    "path.yaml",
    "table/each.yaml",
    "table",
    "sheet.csv",
    "towns.zip",
    "towns.tgz",
    "installed",
    "updated",
    "kept",
    "https",
    "https zip",
]


@pytest.fixture
def run(ways, program):
    """Return a function that runs the program in the home in which all ways are."""
    return program(Path(ways["home"]))


@pytest.mark.parametrize("way", WAYS)
def test_a_quiz_and_a_race_ask_it(ways, run, way):
    for game in (("play", "-n", "3"), ("race", "--sprint") if way != "kept" else ("race",)):
        done = run(*game, ways[way], "--json", typed="1\n:quit\n")
        events = [json.loads(line) for line in done.stdout.splitlines()]
        asked = [event["stem"] for event in events if event["event"] == "asked"]
        assert (done.returncode, len(asked)) == (0, 2), done
        assert all(stem.startswith("Which river flows through Town") for stem in asked)


@pytest.mark.parametrize("way", WAYS)
def test_a_warm_up_and_a_sheet_ask_it(ways, run, way, tmp_path):
    plan = run("warmup", "--plan", ways[way], "-n", "3", "--seed", "x").stdout
    assert plan.startswith("1. 0:00  Which river flows through Town")
    assert run("sheet", ways[way], "-n", "5", "-o", str(tmp_path / "sheet.md")).returncode == 0
    assert (tmp_path / "sheet.md").read_text().count("Which river flows through Town") == 5
    assert (tmp_path / "sheet-key.md").read_text().count("River") >= 5


@pytest.mark.parametrize("way", ["towns.zip", "updated", "https"])
def test_a_warm_up_is_played_with_it(ways, play, way):
    board = play(
        "warmup", ways[way], "-n", "1", "--reading", "0", "--teams", "2", "--seed", "x", home=Path(ways["home"])
    )
    board.wait_for("Can the back row")
    board.answer(" ", "Which river flows through Town")


def test_what_came_by_each_way_has_its_own_name_in_the_history(ways, run):
    for way in ("kept", "updated", "https", "https zip"):
        run("play", ways[way], "--plain", typed="1\n")
    titles = {line.rpartition(" · ")[2] for line in run("history", "list").stdout.splitlines()}
    assert {"updated", "kept", "a.yaml", "a.zip"} <= titles
