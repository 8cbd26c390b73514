"""A question with more options than it shows, and the context of a pack, wherever questions are asked."""

from __future__ import annotations

import csv
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

SERIES = """\
title: Series
context: {en: "The series of 2017", de: "Die Serie von 2017"}
defaults: {show: 3}
questions:
"""
OTHER = "title: Other\nquestions:\n"
WRONG = ("bravo", "charlie", "delta", "echo", "foxtrot", "golf")


def questions(name: str, count: int) -> str:
    return "".join(
        f"  - {{id: {name}{n}, question: '{name} {n}?', answer: alfa, wrong: [{', '.join(WRONG)}], level: {1 + n % 5}}}\n"
        for n in range(count)
    )


@pytest.fixture
def packs(tmp_path: Path) -> tuple[str, str]:
    series, other = tmp_path / "series.yaml", tmp_path / "other.yaml"
    series.write_text(SERIES + questions("s", 30), "utf-8")
    other.write_text(OTHER + questions("o", 30), "utf-8")
    return str(series), str(other)


def asked(output: str) -> list[dict]:
    return [event for line in output.splitlines() if (event := json.loads(line))["event"] == "asked"]


COMMANDS = [("play",), ("play", "--exam"), ("race",), ("practice",), ("play", "--players", "Ada,Ben", "--same")]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_only_the_drawn_options_are_asked_with_the_context_of_their_pack(own_lmq, packs, command) -> None:
    told = asked(own_lmq(*command, *packs, "--json", typed="1\n" * 60).stdout)
    assert {event["pack"] for event in told} == {"series", "other"}
    for event in told:
        is_series = event["pack"] == "series"
        assert event.get("context") == ("The series of 2017" if is_series else None)
        assert "alfa" in event["options"]
        assert len(set(event["options"])) == len(event["options"]) == (3 if is_series else 7)


def test_a_pack_played_alone_tells_no_context(own_lmq, packs) -> None:
    assert "context" not in own_lmq("play", packs[0], "--json", typed="1\n").stdout
    assert "The series of 2017" not in own_lmq("play", packs[0], "-n", "3", typed="1\n" * 3).stdout


def test_lines_tell_the_context_above_the_question_in_its_language(own_lmq, packs) -> None:
    lines = own_lmq("--lang", "de", "play", *packs, "-n", "4", typed="1\n" * 4).stdout.splitlines()
    above = [before for before, line in pairwise(lines) if line.endswith("?") and " s " in line]
    assert above == ["Die Serie von 2017"] * len(above) != []


def test_a_seed_draws_the_same_options_for_everybody_and_others_the_next_time(own_lmq, packs) -> None:
    def drawn(seed: str) -> list[tuple[str, list[str]]]:
        told = asked(own_lmq("play", *packs, "--json", "--seed", seed, typed="1\n" * 10).stdout)
        return [(event["id"], event["options"]) for event in told]

    assert drawn("ARNAGE-7K") == drawn("arnage-7k")
    first, second = (dict(drawn(seed)) for seed in ("monday", "tuesday"))
    both = [id for id in first if id in second and id.startswith("s")]
    assert both
    assert any(sorted(first[id]) != sorted(second[id]) for id in both)


def test_a_game_goes_on_with_the_options_it_began_with(own_lmq, packs, tmp_path) -> None:
    for path in packs:
        own_lmq("pack", "add", path)
    names = ("series", "other")
    whole = asked(own_lmq("play", *names, "--json", "--seed", "friday", typed="1\n" * 10).stdout)
    own_lmq("play", *names, "--json", "--seed", "friday", typed="1\n" * 4)
    rest = asked(own_lmq("resume", "--json", typed="1\n" * 6).stdout)
    assert [(one["id"], one["options"], one.get("context")) for one in rest] == [
        (one["id"], one["options"], one.get("context")) for one in whole[4:]
    ]


@pytest.mark.parametrize("command", COMMANDS[:3], ids=" ".join)
def test_an_option_that_is_not_shown_is_no_answer_and_breaks_nothing(own_lmq, packs, command) -> None:
    done = own_lmq(*command, packs[0], "--plain", typed="".join(f"{text}\n" for text in WRONG) * 5)
    assert done.returncode == 0
    assert re.search("could not be read as an answer|nothing was noted", done.stdout)


def test_history_and_memory_know_one_item_whatever_was_drawn(own_lmq, packs) -> None:
    own_lmq("pack", "add", packs[0])
    for seed in ("one", "two"):
        own_lmq("play", "series", "-n", "30", "--seed", seed, typed="1\n" * 30)
    rows = list(csv.DictReader(own_lmq("history", "export").stdout.splitlines()))
    assert len(rows) == 60
    assert len({row["item"] for row in rows}) == 30


def test_a_refused_answer_tells_its_feedback_by_lines_and_no_other_does(own_lmq, tmp_path) -> None:
    path = tmp_path / "art.yaml"
    path.write_text(
        "title: T\nquestions: [{id: a, question: Who?, answer: Monet, not: [{text: Manet, feedback: The bar.}, Money]}]\n",
        "utf-8",
    )
    told = {
        typed: own_lmq("play", str(path), typed=f"{typed}\n").stdout for typed in ("manet", "Money", "Degas", "Monet")
    }
    assert [typed for typed, output in told.items() if "The bar." in output] == ["manet"]
    assert [typed for typed, output in told.items() if output.count("Right.")] == ["Monet"]


def test_authors_see_the_context_and_what_is_left_out(own_lmq, packs) -> None:
    shown = own_lmq("pack", "show", packs[0], "--id", "s1", "--answers").stdout
    (left,) = [line for line in shown.splitlines() if "Not shown this time" in line]
    assert "The series of 2017" in shown
    assert sum(text in left for text in WRONG) == 4
    assert "Not shown" not in own_lmq("pack", "show", packs[1], "--id", "o1", "--answers").stdout
