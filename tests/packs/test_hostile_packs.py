"""Whatever the bytes: a pack or diagnostics, in bounded time and memory, and nothing that a terminal would obey."""

import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.diagnostics import has_errors
from lemans_quiz.packs.reading.reader import read_pack
from lemans_quiz.terminal.report import as_github, as_json, as_text, print_diagnostics
from tests.effort import examples

PACK = b"""\
title: {en: Years, de: Jahre}
id: years
language: en
authors: [A, B]
license: CC0
sources: {book: {title: Book, publisher: P, year: 1999, url: "https://example.org"}}
defaults: {level: 2, source: book, tags: [x]}
questions:
  - question: {en: Which?, de: Welche?}
    answer: {en: One, de: Eins}
    wrong: [Two, {en: Three, de: Drei}, {text: Four, feedback: no}]
    hint: {en: h, de: i}
    explanation: >
      Because.
    level: 1
  - question: "Ty\\u00dfed?"
    answer: Ford
    accept: [Henry]
    hints: [a, b]
    seconds: 20
    points: 0.5
    note: n
  - {question: How many?, answer: 13.6, tolerance: 1 %, unit: km, as_of: 2026-06-14}
  - {question: In order?, order: [a, b, c]}
  - question: Match?
    match: [{left: a, right: b}, {left: c, right: {en: d, de: e}}]
    wrong: [f]
"""


def read(raw):
    return read_pack(raw, file="f.yaml", default_id="f")


def is_harmless(text: str) -> bool:
    return all(c.isprintable() or c == "\n" for c in text)


def holds(raw: bytes) -> None:
    reading = read(raw)
    assert (reading.pack is None) == has_errors(reading.diagnostics)
    for diagnostic in reading.diagnostics:
        assert is_harmless(as_text(diagnostic))
        assert is_harmless(as_github([diagnostic]))
    assert as_json(reading.diagnostics).isascii()


def test_the_pack_that_is_mutated_is_valid():
    assert len(read(PACK).pack.items) == 5


@given(st.binary(max_size=400))
@settings(max_examples=examples(150), deadline=None)
def test_any_bytes_give_a_pack_or_diagnostics(raw):
    holds(raw)


@given(st.text(alphabet="[]{}:,-?&*!|>'\"%@`#ab1 \n\t\\~<", max_size=120))
@settings(max_examples=examples(250), deadline=None)
def test_any_signs_of_yaml_give_a_pack_or_diagnostics(text):
    holds(b"title: T\nquestions:\n  - question: " + text.encode())


PIECES = (
    b"\x00",
    b"\t",
    b": ",
    b" #a",
    b"[",
    b"}",
    b"'",
    b'"',
    b"*a",
    b"&a ",
    b"!",
    b"\xff",
    b"\n",
    b"<<: ",
    b"- ",
    b"\\x",
)


@given(
    st.lists(
        st.tuples(st.integers(0, len(PACK)), st.integers(0, 12), st.sampled_from((b"", *PIECES))),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=examples(250), deadline=None)
def test_any_damage_to_a_pack_gives_a_pack_or_diagnostics(damages):
    raw = PACK
    for at, length, piece in damages:
        raw = raw[:at] + piece + raw[at + length :]
    holds(raw)


FIELDS = {
    "title": "title: §\nquestions: [{id: a, question: a, answer: b}]\n",
    "author": "title: T\nauthors: [§]\nquestions: [{id: a, question: a, answer: b}]\n",
    "license": "title: T\nlicense: §\nquestions: [{id: a, question: a, answer: b}]\n",
    "source": "title: T\nsources: {a: {title: §, publisher: §, url: §}}\nquestions: [{id: a, question: a, answer: b}]\n",
    **{
        name: f"title: T\nquestions: [{{id: a, question: a, {text}}}]\n"
        for name, text in {
            "answer": "answer: §",
            "accept": "answer: b, accept: [§]",
            "wrong": "answer: b, wrong: [§]",
            "choices": "answer: b, choices: [b, §]",
            "answers": "answers: [b, §], wrong: [c]",
            "feedback": "answer: b, wrong: [{text: c, feedback: §}]",
            "order": "order: [a, §]",
            "match": "match: [{left: §, right: b}, {left: c, right: §}]",
            "short match": "match: {§: b, c: §}",
            "unit": "answer: 1, unit: §",
            "hint": "answer: b, hint: §",
            "hints": "answer: b, hints: [§]",
            "explanation": "answer: b, explanation: {en: §, de: §}",
            "citation": "answer: b, source: §",
            "tag": "answer: b, tags: [§]",
            "note": "answer: b, note: §",
        }.items()
    },
    "question": "title: T\nquestions: [{id: a, question: §, answer: b}]\n",
}
FORBIDDEN = [
    "\x1b[31m",
    "\x1b]0;x\x07",
    "\x9b31m",
    "\x85",
    "\x7f",
    "\r",
    "\t",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u2060",
    "\ufeff",
]
MARKUP = ["[/] x", "[red] x [/red]", ":sa: x", "[bold] y", "[link=x] y", "x \u200c\u200d\u200e y"]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("character", [*FORBIDDEN, "\x00", "\u2028"])
def test_a_forbidden_character_is_told_in_every_field_raw_and_escaped(field, character):
    escaped = "".join(f"\\u{ord(c):04x}" if not c.isascii() or not c.isprintable() else c for c in character)
    for written in (character, escaped):
        reading = read(FIELDS[field].replace("§", f'"a {written} b"').encode())
        assert reading.pack is None
        assert "forbidden-character" in [d.code for d in reading.diagnostics]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_text_in_every_field(field, text):
    reading = read(FIELDS[field].replace("§", f'"{text}"').encode())
    assert not has_errors(reading.diagnostics)
    assert text in every_text(reading.pack)


def every_text(value: object) -> set[str]:
    if isinstance(value, tuple):
        return set().union(*map(every_text, value))
    return {value} if isinstance(value, str) else set()


def test_what_is_printed_holds_no_markup_and_no_control():
    out = StringIO()
    print_diagnostics(read(b"title: T\nquestions:\n  - question: '[/] [red] :sa: \x1b[31m'\n").diagnostics, file=out)
    assert "[/] [red] :sa:" in out.getvalue()
    assert is_harmless(out.getvalue())


def laughs() -> bytes:
    lines = [b"title: T", b"x-a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [b"x-%c: &%c [%s]" % (98 + n, 98 + n, b", ".join([b"*%c" % (97 + n)] * 9)) for n in range(12)]
    return b"\n".join([*lines, b"questions: [{question: *m, answer: *m}]"])


HOPELESS = 30.0
# Seconds of the processor that no bomb may reach; they take one or two. Quadratic reading would take minutes.

TAGS = b"".join(b"%%TAG !t%d! tag:x%d:\n" % (n, n) for n in range(30_000))
BOMBS = {
    "billion laughs": laughs(),
    "brackets": b"title: T\nquestions: " + b"[" * 100_000,
    "braces": b"{a: " * 100_000,
    "dashes": b"- " * 100_000,
    "question marks": b"? " * 100_000,
    "directives": TAGS + b"---\ntitle: T\n",
    "directives at the end": b"title: T\nquestions: [{question: a, answer: b}]\n...\n" + TAGS + b"---\na: b\n",
    "aliases": b"title: T\nx-a: &a [a, b]\nquestions:\n" + b"- *a\n" * 100_000,
    "answers that are all alike": b"title: T\nquestions:\n"
    + b"".join(
        b"- {question: q%d, answer: %s}\n" % (n, bytes(97 + n // 26**k % 26 for k in range(3)) + b"aa")
        for n in range(2000)
    ),
    "a long line of hidden comments": b"title: " + b"a #b" * 200_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_does_not_exhaust_the_clock(name):
    start = time.process_time()
    holds(BOMBS[name])
    assert time.process_time() - start < HOPELESS


LARGE = {
    "text": 'b"title: " + b"x" * 50_000_000',
    "a quoted text": "b'title: \"' + b'x ' * 25_000_000",
    "comments": 'b"title: T\\n" + b"# c\\n" * 12_000_000',
    "zeros": 'b"\\0" * 50_000_000',
    "keys": 'b"a: b\\n" * 10_000_000',
    "a list": 'b"title: T\\nauthors: [" + b"a," * 25_000_000',
    "mistakes": 'b"title: T\\nquestions:\\n" + b"- a\\n" * 12_000_000',
}
MEASURE = """
import sys, time
from lemans_quiz.packs.reading.reader import read_pack
raw = eval(sys.argv[1])
start = time.process_time()
assert read_pack(raw, file="f", default_id="f").pack is None
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
peak = int(status["VmHWM"].split()[0]) / 1024
print(time.process_time() - start, peak)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="tells memory only on Linux")
@pytest.mark.parametrize("name", LARGE)
def test_fifty_megabytes_of_nothing_exhaust_neither_clock_nor_memory(name):
    done = subprocess.run([sys.executable, "-c", MEASURE, LARGE[name]], capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < HOPELESS
    assert megabytes < 150


def test_glued_keys_far_down_a_long_file_are_told_soon() -> None:
    raw = b"title: T\n" + b"#\n" * 400_000 + b"questions:\n" + b"- question:Which?\n" * 2000
    started = time.process_time()
    found = read_pack(raw, file="", default_id="x").diagnostics
    assert found[0].code == "colon-without-space"
    assert time.process_time() - started < 5
