"""The schema accepts what the reader accepts, and rejects what it rejects as far as JSON Schema can say it."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from lemans_quiz import i18n
from lemans_quiz.authoring.schema import keep_beside, schema, schema_path, written
from lemans_quiz.packs.reading.reader import read_pack
from tests.packs.pack_examples import as_json, schema_mistakes, shows_the_mistake

QUESTIONS = Path(__file__).parents[2] / "questions"


def pack(question: str) -> str:
    return f"title: T\nquestions:\n  - {question}\n"


def test_the_shipped_file_is_the_schema() -> None:
    text = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("LEMANS_APPROVE"):
        (QUESTIONS / "pack.schema.json").write_text(text, encoding="utf-8")
    assert schema_path().read_text(encoding="utf-8") == text


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", sorted(QUESTIONS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_pack_is_accepted(path: Path) -> None:
    assert schema_mistakes(path.read_text(encoding="utf-8")) == []


RIGHT = [
    "{question: a, answer: b, wrong: [c, 1, 2.5, true]}",
    "{question: {en: a, pt-BR: b}, answer: {en: a}, wrong: [{en: b}, {text: c, feedback: d}]}",
    "{question: a, answers: [b, c], choices: [b, c, d]}",
    "{question: a, answer: true}",
    '{question: a, answer: "917", accept: [x]}',
    "{question: a, answer: 917, tolerance: 1 %, unit: km}",
    "{question: a, between: [1, 2.5]}",
    "{question: a, order: [a, b]}",
    "{question: a, match: {a: b, c: d}, wrong: [e]}",
    "{question: a, match: [{left: a, right: b}, {left: {en: c}, right: d}]}",
    "{question: a, answer: a, type: text, level: 5, seconds: 50.5, tags: [], x-own: {a: [b]}}",
    "{question: a, type: number, answer: '5'}",
    "{question: a, answer: b, as_of: 2026-06-14, points: 0, hints: [a, b]}",
    "{question: a, answer: b, wrong: [c, d, e, f], show: 4}",
    "{question: a, answers: [b, c], wrong: [d, e, f], show: 3}",
    "{question: a, answer: b, exact: true, not: [c, {en: d}, {text: e, feedback: f}]}",
    "{question: a, answer: 5, close: 2.5, tolerance: 1}",
]
WRONG = [
    "{question: a}",
    "{answer: a}",
    "{question: a, anwser: b}",
    "{question: a, answer: b, wrong: []}",
    "{question: a, answer: b, wrong: Audi}",
    "{question: a, answer: b, wrong: [c], choices: [b, c]}",
    "{question: a, answer: b, wrong: [c], accept: [d]}",
    "{question: a, answer: b, wrong: [1, 2, 3, 4, 5, 6, 7, 8, 9]}",
    "{question: a, answer: b, wrong: [c, c]}",
    "{question: a, answers: [b]}",
    "{question: a, answer: b, tolerance: 1}",
    "{question: a, answer: 5, accept: [6]}",
    "{question: a, answer: 5, tolerance: -1}",
    "{question: a, between: [1]}",
    "{question: a, between: [1, 2], tolerance: 1}",
    "{question: a, between: [1, 2], answer: 1}",
    "{question: a, order: [a]}",
    "{question: a, order: [a, b], answer: a}",
    "{question: a, match: {a: b}}",
    "{question: a, match: [{left: a}, {left: b, right: c}]}",
    "{question: a, answer: b, level: 6}",
    '{question: a, answer: b, level: "2"}',
    "{question: a, answer: b, points: -1}",
    "{question: a, answer: b, seconds: 0}",
    "{question: a, answer: b, as_of: June}",
    "{question: a, answer: b, id: A b}",
    "{question: a, answer: b, hint: c, hints: [d]}",
    "{question: a, answer: b, type: quiz}",
    "{question: a, answer: b, type: order}",
    "{question: a, answer: b, where: {c: d}}",
    "{question: a, answer: b, wrong: {from: c}}",
    "{question: {English: a}, answer: b}",
    "{question: {en: [a]}, answer: b}",
    "{question: '', answer: b}",
    "{question: a, answer: b, wrong: {en: [c], de: [d]}}",
    "just a text",
    "{question: a, answer: b, choices: [b, c, d], show: 2}",
    "{question: a, order: [a, b, c], show: 2}",
    "{question: a, answer: b, wrong: [c, d], show: 1}",
    "{question: a, answer: b, wrong: [c, d], show: all}",
    "{question: a, answer: b, exact: 1}",
    "{question: a, answer: 5, exact: true}",
    "{question: a, answer: 5, not: [6]}",
    "{question: a, answer: b, not: []}",
    "{question: a, answer: b, close: 2}",
    "{question: a, answer: 5, close: -1}",
    "{question: a, between: [1, 2], close: 1}",
]


@pytest.mark.parametrize("question", RIGHT)
def test_what_is_right_is_accepted_by_both(question: str) -> None:
    assert read_pack(pack(question).encode(), file="p", default_id="p").pack
    assert schema_mistakes(pack(question)) == []


@pytest.mark.parametrize("question", WRONG)
def test_what_is_wrong_is_rejected_by_both(question: str) -> None:
    assert read_pack(pack(question).encode(), file="p", default_id="p").pack is None
    assert schema_mistakes(pack(question))


@pytest.mark.parametrize(
    "text",
    [
        "questions: [{question: a, answer: b}]",
        "title: T",
        "title: T\nquestions: []",
        "title: T\nformat: 2\nquestions: [{question: a, answer: b}]",
        "title: T\nlanguage: English\nquestions: [{question: a, answer: b}]",
        "titel: T\nquestions: [{question: a, answer: b}]",
        "title: T\nupdated: June\nquestions: [{question: a, answer: b}]",
        "title: T\ndefaults: {show: 1}\nquestions: [{question: a, answer: b}]",
        "title: T\nsources: {a: {publisher: b}}\nquestions: [{question: a, answer: b}]",
        "title: T\ndefaults: {hint: b}\nquestions: [{question: a, answer: b}]",
    ],
)
def test_a_wrong_head_is_rejected_by_both(text: str) -> None:
    assert read_pack(text.encode(), file="p", default_id="p").pack is None
    assert schema_mistakes(text)


@pytest.mark.parametrize("text", ["color: red", "sources: {a: {title: b, doi: c}}"])
def test_a_key_of_tomorrow_in_the_head_is_accepted_by_both(text: str) -> None:
    text = f"title: T\n{text}\nquestions: [{{question: a, answer: b}}]"
    reading = read_pack(text.encode(), file="p", default_id="p")
    assert reading.pack
    assert [(d.code, d.severity) for d in reading.diagnostics if d.severity != "note"] == [("unknown-key", "warning")]
    assert schema_mistakes(text) == []


def test_a_table_question_may_hold_templates() -> None:
    each = 'each: t, where: {a: "1"}, id: "x-{a}", question: "{a}?", answer: "{b}", level: "{c}"'
    assert schema_mistakes(pack(f"{{{each}, wrong: {{from: b, near: a, count: 2}}}}")) == []
    assert schema_mistakes(pack(f"{{{each}, wrong: {{near: a}}}}"))
    assert schema_mistakes(pack('{each: t, question: a, type: number, between: ["{a}", 5]}')) == []


def test_an_example_shows_its_mistake() -> None:
    wrong, mended = pack("{question: a, anwser: b}"), pack("{question: a, answer: b}")
    assert shows_the_mistake(wrong, mended, "unknown-key") == []
    assert shows_the_mistake(mended, mended, "unknown-key")
    assert shows_the_mistake(wrong, wrong, "unknown-key")


def test_scalars_are_what_yaml_1_2_says() -> None:
    assert as_json("[NO, on, 2026-06-14, 1:30, 0x1F, 09, 1.5, true, ~]")[:4] == ["NO", "on", "2026-06-14", "1:30"]


def test_a_new_pack_names_the_schema_beside_it_and_a_check_brings_it_up_to_date(tmp_path, own_lmq):
    beside = tmp_path / "pack.schema.json"
    assert own_lmq("pack", "new", str(tmp_path / "p.yaml")).returncode == 0
    assert (tmp_path / "p.yaml").read_text().startswith("# yaml-language-server: $schema=pack.schema.json\n")
    assert beside.read_bytes() == schema_path().read_bytes()
    beside.write_text('{"description": "A question pack of Le Mans Quiz, of an older version"}')
    assert own_lmq("pack", "check", str(tmp_path)).returncode == 0
    assert beside.read_bytes() == schema_path().read_bytes()


def test_a_schema_of_somebody_else_is_left_alone(tmp_path, own_lmq):
    beside = tmp_path / "pack.schema.json"
    beside.write_text("{}")
    own_lmq("pack", "new", str(tmp_path / "p.yaml"))
    own_lmq("pack", "check", str(tmp_path))
    assert beside.read_text() == "{}"


@pytest.fixture
def german() -> Iterator[None]:
    i18n.use("de")
    yield
    i18n.use("en")


def test_the_schema_explains_the_keys_in_the_players_language(german: None) -> None:
    told = schema()["properties"]
    assert told["license"]["description"] == "Was andere mit dem Paket tun dürfen: ein SPDX-Kürzel wie CC-BY-4.0."
    jsonschema.Draft202012Validator.check_schema(schema())


def test_a_schema_of_ours_beside_packs_follows_the_language_and_another_stays(tmp_path: Path, german: None) -> None:
    ours, other = tmp_path / "ours", tmp_path / "other"
    for folder, text in ((ours, schema_path().read_text("utf-8")), (other, "{}")):
        folder.mkdir()
        (folder / "pack.schema.json").write_text(text, "utf-8")
        keep_beside(folder, make=True)
    assert (ours / "pack.schema.json").read_text("utf-8") == written()
    assert (other / "pack.schema.json").read_text("utf-8") == "{}"
    i18n.use("en")
    keep_beside(ours, make=False)
    assert (ours / "pack.schema.json").read_bytes() == schema_path().read_bytes()
