"""Ids are written into a file, and nothing else changes."""

import json

import pytest

from lemans_quiz.authoring.ids import add_ids
from lemans_quiz.i18n import render
from lemans_quiz.packs.reading.reader import load_pack

PACK = """\
title: T   # a comment
questions:
  # before
  - question: "One?"   # after
    answer: 1

  - {question: Two?, answer: true}
  - id: three
    question: Three?
    answer: x
  -
    question: Four?
    answer: ä
"""


@pytest.fixture
def path(tmp_path):
    found = tmp_path / "p.yaml"
    found.write_text(PACK, "utf-8")
    return found


def without_ids(text: str) -> str:
    import re

    return re.sub(r"id: (?!three)[a-z0-9-]+(\r?\n    |, )", "", text)


@pytest.mark.parametrize(
    "change", [str.encode, lambda s: s.replace("\n", "\r\n").encode(), lambda s: s.encode("utf-8-sig")]
)
def test_only_ids_are_written(path, change):
    path.write_bytes(change(PACK))
    before = load_pack(path).pack
    assert add_ids(path) == 3
    assert load_pack(path).pack == before
    assert load_pack(path).diagnostics == ()
    assert without_ids(path.read_bytes().decode()) == change(PACK).decode()


def test_ids_are_written_once(path):
    add_ids(path)
    assert add_ids(path) == 0


def test_a_pack_with_mistakes_is_left_alone(path):
    path.write_text(PACK + "  - foo\n", "utf-8")
    assert add_ids(path) == 0
    assert path.read_text("utf-8") == PACK + "  - foo\n"


def test_a_question_written_as_an_alias_is_left_alone(path):
    source = "title: T\nx-q: &q {question: Q, answer: true}\nquestions: [*q]\n"
    path.write_text(source)
    assert (add_ids(path), path.read_text()) in ((0, source), (1, path.read_text()))
    assert load_pack(path).pack is not None


def test_no_other_file_is_left_beside_it(path):
    add_ids(path)
    assert [file.name for file in path.parent.iterdir()] == ["p.yaml"]


JSON = '{"title": "T", "questions": [\n  {"question": "One?", "answer": 1},\n  {\n    "question": "Two?",\n    "answer": 2\n  }\n]}\n'


def test_a_pack_in_json_stays_json(tmp_path):
    path = tmp_path / "p.json"
    path.write_text(JSON, "utf-8")
    assert add_ids(path) == 2
    written = json.loads(path.read_text("utf-8"))
    assert [list(question) for question in written["questions"]] == [["id", "question", "answer"]] * 2
    assert '  {\n    "id": "two-' in path.read_text("utf-8")


def test_the_help_is_a_command_that_can_be_run_as_it_stands(tmp_path):
    path = tmp_path / "my pack.yaml"
    path.write_text(PACK, "utf-8")
    told = [d.help for d in load_pack(path).diagnostics if d.code == "no-id"]
    assert f"lmq pack check --add-ids '{path}'" in render(told[0])
