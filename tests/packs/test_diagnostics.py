"""Every mistake in a pack is told as approved, in each language.

LEMANS_APPROVE=1 writes the files anew: look at the difference before committing it.
"""

import ast
import os
from pathlib import Path

import pytest

from lemans_quiz import i18n
from lemans_quiz.packs.reading.reader import load_pack, read_pack
from lemans_quiz.terminal.report import as_text

ROOT = Path(__file__).parent.parent.parent
APPROVED = ROOT / "tests" / "approved" / "diagnostics"

HEAD = "title: T\nquestions:\n"
TOP = HEAD + "  - id: a\n    question: Which?\n"


def stem(text: str) -> str:
    return f"{HEAD}  - id: a\n    question: {text}\n    answer: 1923\n"


BROKEN = {
    "a-bracket-at-the-start": stem("[red] cars?"),
    "a-brace-at-the-start": stem("{drivers} drove what?"),
    "a-quote-at-the-start": stem('"Le Mans" is a race?'),
    "an-apostrophe-in-single-quotes": TOP + "    answer: 'L'Arnage'\n",
    "an-at-sign-at-the-start": stem("@lemans is what?"),
    "a-percent-sign-at-the-start": stem("%d laps?"),
    "a-backtick-at-the-start": stem("`Le Mans`?"),
    "an-asterisk-at-the-start": stem("*new"),
    "an-asterisk-and-more": stem("*new in 1923?"),
    "an-ampersand-at-the-start": stem("&Sons of whom?"),
    "an-ampersand-alone": stem("& who?"),
    "an-exclamation-mark-at-the-start": stem("!new"),
    "an-exclamation-mark-alone": stem("! new"),
    "a-bar-at-the-start": stem("| who?"),
    "a-hash-at-the-start": TOP + "    answer: #1\n",
    "a-hash-in-a-text": TOP + "    answer: Porsche #19\n",
    "a-hash-after-a-number": TOP + "    answer: 911 #19\n",
    "a-hash-in-a-list": TOP + "    answer: Audi\n    wrong: [Porsche #19, Ford]\n",
    "a-comma-in-braces": TOP + "    answer: {en: Hülkenberg, Tandy and Bamber}\n",
    "digits-around-a-comma": TOP + "    answer: 5,335\n    wrong: [5,410, 5,382]\n",
    "a-text-for-a-list": TOP + "    answer: Ford\n    wrong: Audi, Toyota\n",
    "a-text-for-tags": TOP + "    answer: 1923\n    tags: 'a: b'\n",
    "a-mapping-for-a-list": TOP + "    order: {first: Ford}\n",
    "a-list-for-a-text": TOP + "    answer:\n      - Ford\n",
    "a-mapping-for-a-text": TOP + "    answer: 1923\n    note: {a: b}\n",
    "a-colon-in-a-text": stem("First race: year?"),
    "no-space-after-the-colon": TOP + "    match: {Gregory:producer, Webber: driver}\n",
    "no-space-after-the-key": TOP + "    answer:1923\n    wrong: [1906]\n",
    "no-space-and-no-answer": TOP + "      answer:1923\n",
    "a-template-without-quotes": TOP + "    answer: {make}\n",
    "a-list-of-commas-in-a-range": TOP + "    between: [1,5, 2,5]\n",
    "a-range-of-grouped-numbers": TOP + "    between: [5,335, 5,410]\n",
    "a-level-in-words": TOP + "    answer: 1\n    level: hard\n",
    "a-key-glued-to-the-question": HEAD + "  - question:Which?\n    answer: 1\n",
    "a-space-of-another-kind": HEAD + "  - question:\u00a0Which?\n    answer: 1\n",
    "a-colon-of-another-script": HEAD + "  - question\uff1aWhich?\n    answer: 1\n",
    "a-dash-without-space": TOP + "    answer: 1\n    wrong:\n      - 2\n      -red\n      - 4\n",
    "a-dash-that-is-no-hyphen": HEAD + "  \u2013 question: Which?\n    answer: 1\n",
    "a-dash-alone-that-is-no-hyphen": HEAD + "  \u2013 question: Which?\n",
    "a-list-of-dashes-without-space": TOP + "    answer: 1\n    wrong:\n      -red\n      -blue\n",
    "a-pair-twice": TOP + "    match:\n      a: b\n      a: c\n      d: e\n",
    "a-bullet": TOP + "    answer: 1\n    wrong:\n      - 2\n      \u2022 3\n",
    "a-quote-closed-far-below": HEAD + '  - question: "Which?\n    answer: 1\n    explanation: "In 1923: one."\n',
    "a-quote-closed-by-the-next": TOP + '    answer: "24\n    wrong: ["6", "12"]\n',
    "a-colon-in-typographic-quotes": stem("\u201cFirst race: year?\u201d"),
    "a-missing-dash": TOP + "    answer: 1\n    id: b\n    question: Who?\n    answer: 2\n",
    "a-question-twice": HEAD + "  - question: Who?\n    question: Which?\n    answer: 1\n",
    "a-question-twice-and-no-second-answer": TOP + "    answer: 1\n    question: Who?\n",
    "a-second-list": TOP + "    answer: a\n    wrong: [b]\n    wrong: [c]\n",
    "a-title-twice": "title: T\n" + TOP + "    answer: 1\n",
    "questions-without-dashes": "title: T\nquestions:\n  question: Who?\n  answer: 1\n\n  question: Which?\n  answer: 2\n",
    "questions-under-names": "title: T\nquestions:\n  First one:\n    question: Who?\n    answer: 1\n  b:\n      question: Which?\n      match:\n        a: b\n        c: d\n",
    "questions-as-keys": 'title: T\nquestions:\n  Who won?: Ford\n  "Race: when?": 1923\n',
    "questions-in-braces": "title: T\nquestions: {question: Who?, answer: 1}\n",
    "questions-as-text": "title: T\nquestions:\n  Who won?\n  Ford\n",
    "nothing-under-questions": "title: T\nquestions:\n",
    "a-list-for-pairs": TOP + "    match: [a, b]\n",
    "pairs-in-brackets": TOP + "    match: [Ford: Mustang, VW: Golf]\n",
    "pairs-with-arrows-and-dashes": TOP
    + "    match:\n      - Ford -> Mustang\n      - VW -> Golf\n    wrong: [Corvette]\n",
    "pairs-as-two-lists": TOP + "    match:\n      left: [Ford, VW]\n      right: [Mustang, Golf]\n",
    "pairs-in-one-text": TOP + "    match: Ford = Mustang, VW = Golf\n",
    "no-pairs-at-all": TOP + "    match:\n",
    "an-order-of-nothing": TOP + "    order:\n",
    "a-nul": TOP + "    answer: 1\n\0\n",
    "indented-too-little-at-the-answer": HEAD + "  - id: a\n    question: Which?\n   answer: 1\n",
    "a-tab": TOP + "\tanswer: 1\n",
    "two-tabs": HEAD + "\t- question: Which?\n\t  answer: 1\n",
    "yes": TOP + "    answer: Yes\n",
    "no": TOP + "    answer: no\n",
    "a-grouped-number": TOP + "    answer: 13,626\n",
    "a-number-with-exponent": TOP + "    answer: 1e3\n",
    "a-time-is-no-number": TOP + "    type: number\n    answer: 1:30\n",
    "a-quoted-level": TOP + '    answer: 1\n    level: "2"\n',
    "a-level-too-high": TOP + "    answer: 1\n    level: 7\n",
    "points-below-zero": TOP + "    answer: 1\n    points: -1\n",
    "a-number-too-long": TOP + "    answer: 123456789012345678901\n",
    "a-tolerance-below-zero": TOP + "    answer: 1\n    tolerance: -1\n",
    "a-range-backwards": TOP + "    between: [9, 3]\n",
    "a-range-of-one": TOP + "    between: [9]\n",
    "a-number-with-a-comma-and-a-unit": TOP + "    answer: 13,626\n    unit: km\n",
    "not-a-date": TOP + "    answer: 1\n    as_of: 14.6.2026\n",
    "no-such-day": TOP + "    answer: 1\n    as_of: 2026-02-30\n",
    "a-misspelt-key": TOP + "    anwser: 1923\n",
    "an-unknown-key": TOP + "    answer: 1923\n    colour: red\n",
    "an-unknown-key-of-the-pack": "title: T\nauthor: me\nquestions: [{id: a, question: a, answer: b}]\n",
    "an-unknown-key-of-an-option": TOP + "    answer: a\n    wrong: [{text: b, feedbak: c}]\n",
    "an-unknown-default": "title: T\ndefaults: {levl: 2}\nquestions: [{id: a, question: a, answer: b}]\n",
    "a-key-twice": TOP + "    answer: 1\n    answer: 2\n",
    "a-list-as-a-key": TOP + "    answer: 1\n    [a]: 2\n",
    "a-merge-key": TOP + "    answer: 1\n    <<: {level: 2}\n",
    "no-answer": TOP + "    level: 2\n",
    "no-question": HEAD + "  - id: a\n    answer: 2\n",
    "no-question-at-all": "title: T\nquestions: []\n",
    "no-questions": "title: T\n",
    "no-title": "questions: [{id: a, question: a, answer: b}]\n",
    "not-a-question": HEAD + "  - Which?\n",
    "answers-without-wrong": TOP + "    answers: [a, b]\n",
    "an-empty-text": TOP + '    answer: ""\n',
    "an-empty-list": TOP + "    answer: a\n    wrong: []\n",
    "too-many-options": TOP + "    answer: a\n    wrong: [b, c, d, e, f, g, h, i, j]\n",
    "too-many-options-in-all": TOP + "    answers: [a, b, c, d, e]\n    wrong: [f, g, h, i, j]\n",
    "an-option-twice": TOP + "    answer: a\n    wrong: [Ü, u\u0308, b]\n",
    "the-answer-among-the-wrong": TOP + "    answer: Ford\n    wrong: [Audi, FORD]\n",
    "the-answer-not-among-the-choices": TOP + "    answer: Frod\n    choices: [Audi, Ford]\n",
    "wrong-and-choices": TOP + "    answer: a\n    wrong: [b]\n    choices: [a, b]\n",
    "accept-in-a-choice": TOP + "    answer: a\n    wrong: [b]\n    accept: [c]\n",
    "answer-beside-order": TOP + "    answer: a\n    order: [a, b]\n",
    "a-range-and-a-tolerance": TOP + "    between: [1, 2]\n    tolerance: 1\n",
    "a-range-and-part-marks": TOP + "    between: [1, 2]\n    close: 1\n",
    "part-marks-below-zero": TOP + "    answer: 1\n    close: -1\n",
    "show-beside-choices": TOP + "    answer: a\n    choices: [a, b, c]\n    show: 2\n",
    "show-beside-order": TOP + "    order: [a, b, c]\n    show: 2\n",
    "show-without-room-for-a-wrong-one": TOP + "    answers: [a, b]\n    wrong: [c, d]\n    show: 2\n",
    "exact-that-is-no-truth": TOP + "    answer: a\n    exact: yes\n",
    "the-answer-refused": TOP + "    answer: Manet\n    accept: [E. Manet]\n    not: [Monet, manet, e. manet]\n",
    "an-unknown-key-of-a-source": "title: T\nsources: {a: {title: A, autor: B}}\nquestions: [{id: a, question: a, answer: b}]\n",
    "a-date-of-the-pack": "title: T\nupdated: last week\nquestions: [{id: a, question: a, answer: b}]\n",
    "hint-and-hints": TOP + "    answer: a\n    hint: b\n    hints: [c]\n",
    "where-without-each": TOP + "    answer: a\n    where: {b: c}\n",
    "a-type-that-does-not-fit": TOP + "    type: number\n    answers: [a]\n    wrong: [b]\n",
    "an-unknown-type": TOP + "    type: numbr\n    answer: 1\n",
    "neither-true-nor-false": TOP + "    type: true-false\n    answer: yes\n",
    "no-pair": TOP + "    match: [{left: a}, b]\n",
    "one-pair": TOP + "    match: {a: b}\n",
    "an-unknown-source": "title: T\nsources: {article: A}\nquestions: [{id: a, question: a, answer: b, source: artcle}]\n",
    "a-source-without-title": "title: T\nsources: {a: {year: 2017}}\nquestions: [{id: a, question: a, answer: b}]\n",
    "a-source-key-of-two-words": "title: T\nsources: {a b: c}\nquestions: [{id: a, question: a, answer: b}]\n",
    "sources-that-are-a-list": "title: T\nsources: [a]\nquestions: [{id: a, question: a, answer: b}]\n",
    "lists-in-a-language-map": TOP + "    answer: a\n    wrong: {en: [b, c], de: [d, e]}\n",
    "a-bad-language": TOP + "    answer: {en: Red, De: Rot}\n",
    "a-bad-language-of-the-pack": "title: T\nlanguage: Englisch\nquestions: [{id: a, question: a, answer: b}]\n",
    "a-bad-id": HEAD + "  - {id: First Race, question: a, answer: b}\n",
    "an-id-twice": HEAD + "  - {id: a, question: a, answer: b}\n  - {id: a, question: c, answer: d}\n",
    "no-id": HEAD + "  - {question: a, answer: b}\n  - {question: c, answer: d}\n",
    "a-newer-format": "title: T\nformat: 2\nfoo: 1\nquestions: []\n",
    "an-escape": TOP + "    answer: \x1b[31m\n",
    "an-override-as-an-escape": TOP + '    answer: "\\u202e"\n',
    "a-tab-in-a-text": TOP + '    answer: "a\\tb"\n',
    "a-text-too-long": TOP + f"    answer: {'x' * 2001}\n",
    "a-list-that-is-no-pack": "- question: a\n  answer: b\n",
    "an-empty-file": "",
    "a-file-of-comments": "# Garage\n\n# Later.\n",
    "a-directive": "%YAML 1.2\n---\n" + TOP + "    answer: 1\n",
    "a-second-document": TOP + "    answer: 1\n---\ntitle: U\n",
    "too-deep": TOP + "    answer: " + "[" * 20 + "]" * 20 + "\n",
    "too-many-aliases": f"x-a: &a [{'a, ' * 999}a]\nx-b: [{'*a, ' * 20}*a]\ntitle: T\n",
    "too-many-entries": f"title: T\nauthors: [{'a,' * 5001}]\n",
    "an-open-quote": TOP + '    answer: "Ford\n',
    "an-open-bracket": TOP + "    answer: a\n    wrong: [b, c\n",
    "a-key-without-colon": TOP + "    answer: 1\n    level\n    points: 2\n",
    "indented-too-little": TOP + "    answer: 1\n   level: 2\n",
    "indented-too-much": TOP + "    answer: 1\n      level: 2\n",
    "a-bad-escape": TOP + '    answer: "C:\\quiz"\n',
    "a-bracket-too-many": TOP + "    answer: a\n    wrong: [b]]\n",
    "a-lone-bracket": TOP + "    answer: ]\n",
    "a-list-for-a-hint": TOP + "    answer: 1\n    hint: [a, b]\n",
    "a-list-for-a-source": TOP + "    answer: 1\n    source: [b c, c d]\n",
    "a-range-as-a-text": TOP + "    between: 3-5\n",
    "pairs-with-dashes": TOP + "    match:\n      - queen: 16\n      - worker: 21\n",
    "pairs-with-equals-signs": TOP + "    match:\n      queen = 16\n      worker = 21\n",
    "a-list-with-semicolons": TOP + "    answer: a\n    wrong: b; c; d\n",
    "an-order-with-arrows": TOP + "    order: a > b > c\n",
    "an-order-with-numbers": TOP + "    order: {1: a, 2: b}\n",
    "a-list-of-quotes": TOP + "    answer: a\n    wrong: \"b\", 'c'\n",
    "a-tolerance-with-its-sign": TOP + "    answer: 5\n    tolerance: ±1\n",
    "seconds-with-their-unit": TOP + "    answer: 5\n    seconds: 2 min\n",
    "a-kind-of-other-programs": TOP + "    answer: no\n    type: truefalse\n",
    "an-option-one-column-off": TOP + "    answer: a\n    wrong:\n      - Audi\n       - BMW\n",
    "a-text-that-goes-on": TOP + "    answer: a\n    explanation: It was\n      - they say - hot.\n",
    "a-key-without-colon-and-its-value": TOP + "    answer: 1\n    level 3\n",
    "an-author": "title: T\nauthor: Ann, Bob\nquestions: [{id: a, question: a, answer: b}]\n",
    "a-source-in-the-head": "title: T\nsource: A book\nquestions: [{id: a, question: a, answer: b}]\n",
    "keys-of-questions-in-the-head": "title: T\nlevel: easy\ntime: 20 s\nthema: a, b\nhint: x\nquestions: [{id: a, question: a, answer: b}]\n",
    "a-level-beside-defaults": "title: T\nlevel: 2\ndefaults: {tags: [a]}\nquestions: [{id: a, question: a, answer: b}]\n",
    "a-source-of-one-word-in-the-head": "title: T\nsource: Wikipedia\nquestions: [{id: a, question: a, answer: b}]\n",
    "a-question-for-a-pack": "title: T\nquestion: Who?\nanswer: b\n",
    "sources-with-dashes": "title: T\nsources:\n  - The Lives of Bees\n  - b: Another\nquestions: [{id: a, question: a, answer: b, source: b}]\n",
    "defaults-with-dashes": "title: T\ndefaults:\n  - level: 2\nquestions: [{id: a, question: a, answer: b}]\n",
    "a-list-with-an-apostrophe": TOP + "    answer: a\n    wrong: ['Frisch', 'O'Brien', \"Lindauer\"]\n",
    "a-slip-in-the-head-and-one-below": "title: T: U\nquestions:\n  - question: a\n    answer: no\n",
    "questions-without-colon": "title: T\nquestions\n  - question: a\n    answer: no\n",
    "words-of-other-programs": TOP
    + "    options: [Apple, Sky, 'Sea, deep']\n    correct: Apple\n    difficulty: easy\n    category: colours\n    time: 30s\n    explain: So.\n",
    "options-under-letters": TOP + "    a: One\n    b: Two\n    c: Three\n    answer: B\n    image: x.png\n",
    "options-that-say-it-themselves": TOP + "    options:\n      - text: x\n        correct: true\n      - text: y\n",
    "correct-and-incorrect-answers": TOP + "    correct_answer: A\n    incorrect_answers: [B, C]\n    type: multiple\n",
    "short-words-of-other-programs": HEAD + "  - q: Which?\n    a: that\n",
    "an-answer-by-its-number": TOP + "    choices: [Red, Green]\n    answer: 2\n",
    "an-answer-by-its-letter": TOP + "    choices: [Red, Green]\n    answer: B\n",
    "a-dash-for-each-key": HEAD
    + "  - question: Which?\n  - answer: a\n  - wrong: [b, c]\n  - question: Who?\n    answer: d\n",
    "a-spelling-twice": TOP + "    answer: grey\n    accept: [gray, Grey, GRAY]\n",
    "an-answer-with-its-unit": TOP + "    answer: 5 km\n",
    "a-number-with-zeros": TOP + "    answer: 007\n",
    "a-colon-in-a-text-of-a-language": HEAD + "  - question: {en: Who won: and when?, de: Wer siegte}\n    answer: a\n",
    "columns-in-texts-of-languages": HEAD
    + "  - question: {en: Who won {year}?, de: Wer siegte {year}?}\n    answer: a\n",
    "pairs-with-languages-as-keys": TOP + "    match:\n      {en: a, de: b}: {en: c, de: d}\n      {en: e, de: f}: g\n",
    "a-range-as-one-text": TOP + "    between: [5000 - 6000]\n",
    "a-grouped-number-with-unit-and-tolerance": TOP + "    answer: 384,400\n    tolerance: 5 %\n    unit: km\n",
    "a-dot-that-groups": "language: de\n" + TOP + "    answer: 1.957\n",
    "a-tolerance-with-a-sign": TOP + "    answer: 1957\n    tolerance: +-1\n",
    "two-languages-of-a-pack": "language: de, en\n" + TOP + "    answer: a\n",
    "codes-in-capitals": HEAD + "  - question: {DE: Wer siegte?, EN: Who won?}\n    answer: a\n",
    "a-second-hint": TOP + "    answer: a\n    hint: b\n    hint: c\n",
    "a-range-in-words": TOP + "    answer: zwischen 800 und 1000\n",
    "a-question-without-dash": HEAD
    + "  - question: A?\n    answer: a\n    question: B?\n    answer: b\n    explanation: [\n",
    "keys-in-capitals": HEAD + "  - Question: Who won in 1923?\n    Answer: Lagache\n    Wrong: [Duff, Bentley]\n",
    "a-key-in-capitals": TOP + "    Answer: Lagache\n",
    "options-that-say-they-are-right": TOP
    + "    answers:\n      - {text: Audi, correct: true}\n      - {text: Ford, correct: false}\n",
    "questions-in-capitals": "Title: T\nQuestions:\n  - question: a\n    anwser: b\n",
    "a-misspelt-question": HEAD + "  - qestion: a\n    answer: b\n",
    "several-at-once": "titel: T\nquestions:\n  - anwser: 1\n    question: a\n  - question: b\n    answer: no\n",
}
BYTES = {
    "latin-1": "title: Für\n".encode("latin-1"),
    "utf-16": "title: T\n".encode("utf-16"),
    "control-characters-without-end": b"title: \x00" + b"\x07" * 300,
    "a-text-without-end": b"title: T\nx-a: [a]\nx-b: " + b"a" * 3_000_000,
    "mistakes-without-end": b"title: T\nquestions:\n" + b"- a\n" * 2000,
}


def told(raw: bytes) -> str:
    reading = read_pack(raw, file="early-years.yaml", default_id="early-years")
    shown = reading.diagnostics if len(reading.diagnostics) < 50 else reading.diagnostics[-2:]
    return "\n\n".join(as_text(diagnostic) for diagnostic in shown) + "\n"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", [*BROKEN, *BYTES])
def test_the_mistake_is_told_as_approved(name, language):
    i18n.use(language)
    shown = told(BYTES[name] if name in BYTES else BROKEN[name].encode())
    path = APPROVED / f"{name}.{language}.txt"
    if os.environ.get("LEMANS_APPROVE"):
        path.write_text(shown, "utf-8")
    assert path.exists(), "not approved yet: see the top of this file"
    assert shown == path.read_text("utf-8")


@pytest.fixture(autouse=True)
def english():
    yield i18n.use("en")
    i18n.use("en")


def codes_in(module: Path) -> set[str]:
    """The first literal of a call that makes a diagnostic."""
    found = set()
    for call in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(call, ast.Call):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name in ("add", "stop", "_add", "_unreadable", "Diagnostic"):
                literals = [node for part in call.args[:2] for node in ast.walk(part) if isinstance(node, ast.Constant)]
                found |= {node.value for node in literals if isinstance(node.value, str) and "-" in node.value}
    return found


MODULES = "answers composer duplicates fields findings grammar head kinds lists numbers options pairs questions reader resuming scan texts typos undashed".split()


def test_every_code_has_an_approved_example():
    codes = set().union(
        *(codes_in(path) for path in (ROOT / "lemans_quiz" / "packs").rglob("*.py") if path.stem in MODULES)
    )
    shown = "".join(path.read_text("utf-8") for path in APPROVED.glob("*.en.txt"))
    assert codes - {"is-a-folder", "no-plain-file", "no-such-file", "too-large", "too-many-questions"} <= {
        code for code in codes if f"[{code}]" in shown
    }


def test_every_approved_file_belongs_to_an_example():
    names = {path.name.split(".")[0] for path in APPROVED.iterdir()}
    assert names == {*BROKEN, *BYTES}


def test_a_folder_is_told(tmp_path):
    assert [d.code for d in load_pack(tmp_path).diagnostics] == ["is-a-folder"]


def test_a_missing_file_is_told(tmp_path):
    assert [d.code for d in load_pack(tmp_path / "x.yaml").diagnostics] == ["no-such-file"]


def test_a_name_that_no_system_has_is_told():
    assert [d.code for d in load_pack(Path("a\0b")).diagnostics] == ["unreadable"]


def test_a_file_of_more_than_64_mib_is_told(tmp_path):
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate((64 << 20) + 1)
    assert [d.code for d in load_pack(path).diagnostics] == ["too-large"]


def taken(source: str) -> tuple[str, set[int]]:
    """The text with every line to copy in its place, and the numbers of these lines."""
    lines = dict(enumerate(source.split("\n"), 1))
    copies: dict[int, str] = {}
    for diagnostic in read_pack(source.encode(), file="", default_id="x").diagnostics:
        if diagnostic.copy and diagnostic.span and diagnostic.span.line not in copies:
            copies[diagnostic.span.line] = diagnostic.copy
            for below in (
                range(diagnostic.span.line + 1, diagnostic.span.end_line + 1) if "\n" in diagnostic.copy else ()
            ):
                del lines[below]
    return "\n".join((lines | copies).values()), set(copies)


@pytest.mark.parametrize("name", BROKEN)
def test_every_line_to_copy_reads_clean_when_it_is_taken(name):
    mended, lines = taken(BROKEN[name])
    again = read_pack(mended.encode(), file="", default_id="x").diagnostics
    assert [d for d in again if d.span and d.span.line in lines and d.code not in MISSING] == []


MISSING = {"missing-answer", "missing-question"}
"""What is told at a line and is not about it."""


def options(source: str) -> int:
    """How many options there are as far as they are in brackets, each after a comma that YAML takes for one."""
    return sum(line.partition("[")[2].count(",") for line in source.splitlines() if "wrong" in line)


@pytest.mark.parametrize(
    "written", ["[10,11,13]", "[1,234, 5,678]", "[1,5, 2,5]", "[9,10,100]", "[1923,1924]", "[a,b,c]"]
)
def test_no_line_to_copy_makes_fewer_options(written):
    source = TOP + f"    answer: x\n    wrong: {written}\n"
    mended, _ = taken(source)
    assert options(mended) >= options(source)


@pytest.mark.parametrize(
    "written", ["[10,11,13]", "[1923,1924]", "[1,2]", "[9,10,100]", "[10, 100, 200]", "[1.5,2.5,3.5]"]
)
def test_commas_without_spaces_separate_numbers_too(written):
    reading = read_pack((TOP + f"    answer: x\n    wrong: {written}\n").encode(), file="", default_id="x")
    assert [option.text.first for option in reading.pack.items[0].kind.options[1:]] == written.strip("[]").replace(
        " ", ""
    ).split(",")


@pytest.mark.parametrize("written", ["[1,234]", "[5,410, 5,382]", "[1,5, 2,5]", "[1,234,567]"])
def test_commas_that_may_stand_in_a_number_are_asked_about(written):
    reading = read_pack((TOP + f"    answer: x\n    wrong: {written}\n").encode(), file="", default_id="x")
    assert [d.code for d in reading.diagnostics] == ["digits-around-comma"]
