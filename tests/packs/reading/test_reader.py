"""What a well-written pack says is what is read."""

from decimal import Decimal
from pathlib import Path

import pytest

from lemans_quiz.core.diagnostics import has_errors
from lemans_quiz.core.items import KINDS, Choice, Multiple, Source, TrueFalse
from lemans_quiz.core.text import LocalText, plain
from lemans_quiz.packs.reading.reader import load_pack, read_pack

QUESTIONS = Path(__file__).resolve().parents[3] / "questions"


def pack_of(text: str, head: str = "title: T\n"):
    reading = read_pack((head + "questions:\n" + text).encode(), file="p.yaml", default_id="p")
    assert not has_errors(reading.diagnostics), reading.diagnostics
    return reading.pack


def item_of(keys: str, head: str = "title: T\n"):
    return pack_of(f"- {{id: a, question: Q, {keys}}}\n", head).items[0]


def shown(texts):
    return [text.first for text in texts]


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ("answer: 1, wrong: [2]", "choice"),
        ("answer: a, choices: [a, b]", "choice"),
        ("answers: [a], wrong: [b]", "multiple"),
        ("answers: [a], choices: [a, b]", "multiple"),
        ("answer: true", "true-false"),
        ("answer: false", "true-false"),
        ('answer: "true"', "text"),
        ("answer: 917", "number"),
        ('answer: "917"', "text"),
        ("answer: -0.5", "number"),
        ("answer: 09", "number"),
        ("answer: 1e3", "text"),
        ("answer: 1:30", "text"),
        ("between: [1, 2]", "number"),
        ("order: [a, b]", "order"),
        ("match: {a: b, c: d}", "match"),
        ("type: text, answer: 917", "text"),
        ("type: text, answer: no", "text"),
        ('type: number, answer: "917"', "number"),
        ("answer: no, wrong: [yes]", "choice"),
        ("answer: {en: a, de: b}", "text"),
    ],
)
def test_the_kind_follows_from_the_keys(keys, kind):
    assert item_of(keys).kind_name == kind


def test_scalars_stay_what_the_author_wrote():
    item = item_of("answer: NO, wrong: [on, 1e3, 09, 1:30, ~, 0x1F, 2001-01-01]")
    assert shown(option.text for option in item.kind.options) == [
        "NO",
        "on",
        "1e3",
        "09",
        "1:30",
        "~",
        "0x1F",
        "2001-01-01",
    ]


def test_wrong_answers_are_shuffled_with_the_right_one():
    assert item_of("answer: a, wrong: [b, c]").kind == Choice(tuple(map(option, "abc")), key=0, fixed=False)


def option(text):
    from lemans_quiz.core.items import Option

    return Option(plain(text))


def test_choices_keep_their_order():
    assert item_of("answer: b, choices: [a, b, c]").kind == Choice(tuple(map(option, "abc")), key=1, fixed=True)


def test_an_answer_is_found_among_the_choices_in_any_language():
    assert item_of("answer: rot, choices: [{en: blue, de: blau}, {en: red, de: rot}]").kind.key == 1


def test_several_answers_come_first():
    kind = item_of("answers: [a, b], wrong: [c]").kind
    assert kind == Multiple(tuple(map(option, "abc")), keys=(0, 1))


def test_the_same_text_in_other_signs_is_another_option():
    assert len(item_of("answer: C, wrong: [C++, C#]").kind.options) == 3


def test_an_option_may_have_feedback():
    kind = item_of("answer: a, wrong: [{text: b, feedback: {en: no, de: nein}}]").kind
    assert kind.options[1].feedback == LocalText((("en", "no"), ("de", "nein")))


@pytest.mark.parametrize(
    ("keys", "low", "high"),
    [
        ("answer: 13.626", "13.626", "13.626"),
        ("answer: 13.626, tolerance: 0.05", "13.576", "13.676"),
        ("answer: 200, tolerance: 1 %", "198", "202"),
        ('answer: -200, tolerance: "1.5%"', "-203", "-197"),
        ("between: [13.5, 13.7]", "13.5", "13.7"),
    ],
)
def test_numbers_are_read_in_decimal(keys, low, high):
    kind = item_of(keys).kind
    assert (kind.low, kind.high) == (Decimal(low), Decimal(high))
    assert kind.low <= kind.key <= kind.high


def test_right_hand_sides_may_repeat():
    kind = item_of("match: {a: x, b: y, c: x}, wrong: [z]").kind
    assert (shown(kind.lefts), shown(kind.rights), kind.key) == (["a", "b", "c"], ["x", "y", "z"], (0, 1, 0))


def test_the_own_language_comes_first():
    item = item_of("answer: {en: red, de: rot}", "title: T\nlanguage: de\n")
    assert item.kind.key.texts == (("de", "rot"), ("en", "red"))
    assert item.stem == plain("Q", "de")


def test_defaults_are_taken_where_a_question_is_silent_and_tags_add_up():
    head = "title: T\nsources: {s: {title: S, year: 2017}}\n"
    head += "defaults: {level: 2, source: s, tags: [x], points: 3, seconds: 20, as_of: 2026-06-14}\n"
    item = item_of("answer: true, level: 4, tags: [y, x]", head)
    assert (item.level, item.tags, item.points, item.seconds, item.as_of) == (4, ("x", "y"), 3, 20, "2026-06-14")
    assert item.source == Source("S", year=2017)


def test_a_trial_question_has_no_points():
    assert item_of("answer: true, points: 0", "title: T\ndefaults: {points: 2}\n").points == 0


@pytest.mark.parametrize("citation", ["A book of 1923", "https://example.org/x"])
def test_a_source_may_be_the_citation_itself(citation):
    assert item_of(f"answer: true, source: '{citation}'").source == Source(citation)


def test_keys_of_the_authors_own_are_ignored():
    assert item_of("answer: true, x-mood: [good]", "title: T\nx-me: {a: b}\n").kind == TrueFalse(True)


def test_the_head_may_stand_below_the_questions():
    tail = "id: q\nlanguage: de\nsources: {s: S}\ndefaults: {level: 3}\ntitle: T\n"
    raw = "questions:\n  - {question: Q, answer: true, source: s}\n" + tail
    pack = read_pack(raw.encode(), file="", default_id="p").pack
    assert (pack.id, pack.language, pack.items[0].level, pack.items[0].source) == ("q", "de", 3, Source("S"))


def test_json_is_a_pack_too():
    raw = (
        b'{"title": "T", "questions": [{"question": "Q", "answer": "a", "wrong": ["b"], "level": 2}], "language": "de"}'
    )
    pack = read_pack(raw, file="", default_id="p").pack
    assert (pack.items[0].kind_name, pack.items[0].level, pack.items[0].language) == ("choice", 2, "de")


@pytest.mark.parametrize("change", [lambda raw: raw.replace(b"\n", b"\r\n"), lambda raw: b"\xef\xbb\xbf" + raw])
def test_windows_files_read_like_others(change):
    raw = "title: T\nquestions:\n- question: Wörter?\n  answer: |\n    ja\n".encode()
    assert read_pack(change(raw), file="", default_id="p").pack == read_pack(raw, file="", default_id="p").pack


def test_an_alias_shares_a_text():
    pack = pack_of("- {id: a, question: &q Q, answer: true}\n- {id: b, question: *q, answer: false}\n")
    assert pack.items[0].stem == pack.items[1].stem


def test_a_comment_with_a_space_stays_a_comment():
    assert item_of("answer: Porsche}  # the winner\n#{").kind.key.first == "Porsche"


def test_a_derived_id_depends_on_pack_and_text_alone():
    one = pack_of("- {question: How far?, answer: 1}\n").items[0]
    other = pack_of("- {id: x, question: Q, answer: 2}\n- {question: How far?, answer: 3, level: 2}\n").items[1]
    assert one.id == other.id
    assert one.id.startswith("how-far-")


def test_questions_of_the_same_text_have_ids_of_their_own():
    ids = [item.id for item in pack_of("- {question: Q, answer: 1}\n- {question: Q, answer: 2}\n").items]
    assert ids[1] == ids[0] + "-2"


def test_a_file_without_id_is_named_after_itself(tmp_path):
    path = tmp_path / "Größe 3.yaml"
    path.write_text("title: T\nquestions: [{id: a, question: a, answer: b}]\n")
    assert load_pack(path).pack.id == "groesse-3"


def test_a_pack_with_mistakes_is_none_and_one_with_advice_is_not():
    reading = read_pack(
        b"title: T\nquestions: [{id: a, question: a, answer: '1'}, {id: b, question: b, answer: 1e3}]",
        file="",
        default_id="p",
    )
    assert [d.severity for d in reading.diagnostics] == ["warning"]
    assert reading.pack is not None


def test_diagnostics_come_in_the_order_of_the_file():
    raw = b"questions:\n- {question: a, answr: b}\n- {question: '', answer: b}\n- foo\n"
    lines = [d.span.line if d.span else 0 for d in read_pack(raw, file="", default_id="p").diagnostics]
    assert lines == sorted(lines)
    assert len(lines) == 4


@pytest.mark.parametrize("path", sorted(QUESTIONS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_packs_have_no_mistakes(path):
    assert not has_errors(load_pack(path).diagnostics)


def test_the_kinds_of_the_rules_are_all_kinds():
    from lemans_quiz.packs.reading.keys import ANSWER_KEYS, KEYS_OF_KIND, NEEDED_BY_KIND

    assert set(KEYS_OF_KIND) == set(NEEDED_BY_KIND) == set(KINDS)
    assert set().union(*KEYS_OF_KIND.values()) == set(ANSWER_KEYS)


def test_reading_goes_the_slow_way_where_libyaml_is_missing(monkeypatch):
    import sys

    raw = b"title: T\nquestions:\n- {id: a, question: Q, answer: b, wrong: [c]}\n- question: First: x\n  answer: y\n"
    mended = raw.replace(b"- question: First: x\n  answer: y\n", b"")
    fast = read_pack(mended, file="", default_id="p").pack
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    assert read_pack(mended, file="", default_id="p").pack == fast
    assert [d.code for d in read_pack(raw, file="", default_id="p").diagnostics] == ["colon-in-text"]
