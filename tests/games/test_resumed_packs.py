"""A game that is taken up again asks from the pack it was begun with, whatever else has the same id."""

from __future__ import annotations

from pathlib import Path

import pytest

PACK = """title: Towns
id: basics
questions:
- {id: host, question: Where is the race held?, answer: Le Mans, wrong: [Paris, Tours, Lyon]}
- {id: river, question: Which river is near?, answer: Huisne, wrong: [Rhine, Elbe, Seine]}
"""


@pytest.fixture
def towns(tmp_path: Path) -> Path:
    path = tmp_path / "towns.yaml"
    path.write_text(PACK, encoding="utf-8")
    return path


def test_a_pack_named_by_a_path_is_not_taken_for_an_installed_one_of_its_id(own_lmq, towns):
    assert "held" in own_lmq("play", str(towns), "--seed", "a", typed="Le Mans\n").stdout
    done = own_lmq("resume", "--plain", typed="Huisne\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Right: 2 of 2" in done.stdout


def test_it_is_asked_as_it_is_now(own_lmq, towns):
    own_lmq("play", str(towns), "--seed", "a", typed="Le Mans\n")
    towns.write_text(PACK.replace("Which river is near?", "Which river passes the course?"), encoding="utf-8")
    done = own_lmq("resume", "--plain", typed="Huisne\n")
    assert "passes the course" in done.stdout
    assert "1 question has changed" in done.stderr


def test_it_is_asked_as_it_was_where_it_is_gone(own_lmq, towns):
    own_lmq("play", str(towns), "--seed", "a", typed="Le Mans\n")
    towns.unlink()
    done = own_lmq("resume", "--plain", typed="Huisne\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Right: 2 of 2" in done.stdout


def test_the_same_holds_for_an_exam(own_lmq, towns):
    own_lmq("play", str(towns), "--seed", "a", "--exam", typed="Le Mans\n")
    done = own_lmq("resume", "--plain", typed=":goto 2\nHuisne\n:submit\n\n")
    assert "no longer in" not in done.stderr
    assert "Which river is near?" in done.stdout
