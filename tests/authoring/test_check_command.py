"""`lmq pack check --as-of`: what may have gone stale by a day."""

from __future__ import annotations

import json
import re

import pytest

PACK = """\
title: T
questions:
  - {id: one, question: Who leads?, answer: Ford, as_of: 2026-06-14}
  - {id: two, question: Who was first?, answer: Lagache}
"""


@pytest.fixture
def pack(tmp_path):
    path = tmp_path / "pack.yaml"
    path.write_text(PACK, "utf-8")
    return str(path)


@pytest.mark.parametrize(("day", "stale"), [("2027-06-14", 0), ("2027-06-20", 1), ("2026-06-14", 0)])
def test_what_is_stale_by_a_day_is_told_and_fails_nothing(lmq, pack, day, stale):
    done = lmq("pack", "check", pack, "--as-of", day, "--format", "json")
    codes = re.findall(r'"stale-fact"', json.dumps(json.loads(done.stdout)))
    assert (done.returncode, len(codes)) == (0, stale)


def test_what_is_no_day_gets_a_sentence(lmq, pack):
    done = lmq("pack", "check", pack, "--as-of", "next June")
    assert done.returncode == 2
    assert "'next June' is not a date." in done.stderr
    assert "2027-06-20" in done.stderr
