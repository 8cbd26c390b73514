"""`lmq play --players` by pipe."""

from __future__ import annotations

import json

import pytest

PACK = """\
title: Small
questions:
  - {id: one, question: One?, answer: a, choices: [a, b]}
  - {id: two, question: Two?, answer: a, choices: [a, b]}
  - {id: three, question: Three?, answer: a, choices: [a, b]}
  - {id: four, question: Four?, answer: a, choices: [a, b]}
  - {id: long, question: How long?, answer: 100, unit: m}
"""


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(PACK, encoding="utf-8")
    return str(path)


@pytest.fixture
def duel(own_lmq, small):
    def play(*arguments: str, typed: str = "", kind: str = "choice"):
        done = own_lmq("play", small, "--players", "Anna,Ben", "--kind", kind, "--json", *arguments, typed=typed)
        return [json.loads(line) for line in done.stdout.splitlines()]

    return play


def named(events: list[dict], name: str) -> list[dict]:
    return [event for event in events if event["event"] == name]


def test_players_have_questions_of_their_own_in_turns(duel):
    done = duel("-n", "2", typed="a\nb\na\na\n")
    assert [event["player"] for event in named(done, "asked")] == ["Anna", "Ben", "Anna", "Ben"]
    assert len({event["id"] for event in named(done, "asked")}) == 4
    assert done[-1]["winner"] == "Anna"
    assert [(row["player"], row["place"], row["right"], row["of"]) for row in done[-1]["players"]] == [
        ("Anna", 1, 2, 2),
        ("Ben", 2, 1, 2),
    ]


def test_asked_the_same_nothing_is_marked_before_all_have_answered(duel):
    done = duel("-n", "2", "--same", typed="a\nb\na\nb\n")
    assert [event["event"] for event in done[1:5]] == ["asked", "asked", "marked", "marked"]
    assert [event["player"] for event in named(done, "marked")] == ["Anna", "Ben"] * 2
    assert len({event["id"] for event in named(done, "asked")}) == 2


def test_what_is_left_before_all_have_answered_stays_unmarked(duel):
    assert named(duel("-n", "2", "--same", typed="a\n"), "marked") == []


def test_a_tie_is_broken_by_the_nearest_number(duel):
    done = duel("-n", "1", "--same", "--seed", "x", typed="a\na\n130\n80\n")
    assert named(done, "tie-break") == [{"event": "tie-break", "players": ["Anna", "Ben"]}]
    assert named(done, "asked")[-1]["id"] == "long"
    assert (done[-1]["winner"], done[-1]["tie_break"]) == ("Ben", True)


def test_a_tie_that_nobody_breaks_stays_one(duel):
    done = duel("-n", "1", "--same", typed="a\na\n")
    assert (done[-1]["winner"], done[-1]["tie_break"]) == (None, True)
    assert [row["place"] for row in done[-1]["players"]] == [1, 1]


def test_resume_goes_on_with_whose_turn_it_is(own_lmq, duel):
    duel("-n", "2", "--same", typed="a\na\nb\n")
    done = own_lmq("resume", "--json", typed="a\n").stdout.splitlines()
    assert json.loads(done[1])["player"] == "Ben"
    assert json.loads(done[-1])["winner"] == "Ben"


def test_each_player_has_a_history_of_his_own(own_lmq, duel, small):
    duel("-n", "1", "--same", "--seed", "x", typed="a\nb\n")
    assert "Nothing" in own_lmq("--player", "Anna", "practice", small, "--missed").stderr
    assert "Nothing" not in own_lmq("--player", "Ben", "practice", small, "--missed").stderr


def test_plain_lines_say_whose_turn_it_is_and_who_won(own_lmq, small):
    arguments = ("play", small, "--players", "Anna,Ben", "-n", "1", "--same", "--kind", "choice", "--plain")
    done = own_lmq(*arguments, typed="a\nb\n").stdout
    assert done.index("Anna, it's your turn.") < done.index("Ben, it's your turn.") < done.index("Anna: Right.")
    assert "Question 1 of 1" in done
    assert "Anna wins\n1. Anna: 1 point, 1 of 1 right" in done


@pytest.mark.parametrize(
    ("players", "said"),
    [
        ("Anna", "2 to 8 players"),
        (",".join("abcdefghi"), "2 to 8 players"),
        ("Anna,ANNA", "must be different"),
        ("Anna,,Ben", "must be different"),
        ("Anna,B\x1bn", "up to 40 characters"),
        ("Anna," + "x" * 41, "up to 40 characters"),
    ],
)
def test_names_are_checked(lmq, players, said):
    done = lmq("play", "--players", players)
    assert (done.returncode, said in done.stderr) == (2, True)


def test_same_needs_players(lmq):
    assert "several players" in lmq("play", "--same").stderr
