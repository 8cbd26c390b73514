"""One slip of YAML does not hide the others, and no question is blamed for the slip of another."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lemans_quiz.core.diagnostics import ERROR
from lemans_quiz.packs.reading.reader import read_pack

QUESTIONS = (
    """\
  - id: make-{n}
    question: Which make won in year {n}?
    answer: Mazda
    wrong: [Jaguar, Peugeot, Porsche]
    explanation: It was a hot day.
    level: 2
""",
    """\
  - id: driver-{n}
    question: {{en: "Who drove, and won, number {n}?", de: Wer fuhr Nummer {n}?}}
    answer: "Ickx"
    wrong:
      - Bell
      - {{text: Pirro, feedback: He came later.}}
    tags: [drivers]
""",
    """\
  - id: lap-{n}
    question: 'How long is lap {n}?'
    answer: 13.626
    tolerance: 0.05
    unit: km
    hint: Longer than you think.
""",
    """\
  - id: eras-{n}
    question: Put these in order ({n}).
    order:
      - Bentley
      - Jaguar
      - Ford
    note: in the order of their first win
""",
    """\
  - id: pairs-{n}
    question: Match the people of year {n}.
    match:
      Gregory: producer
      Webber: driver
    wrong: [team principal]
    explanation: |
      A long story.
      In two lines: with a colon.
""",
    """\
  - id: night-{n}
    question: In year {n} they drove at night.
    answer: true
    explanation: >-
      As always - at least
      since the first race.
    source: a book
""",
)


def _value(line: str, text: str) -> str:
    """The line with another text after its key."""
    return re.sub(r"^( *(?:- )?[\w-]+: ).*$", lambda found: found[1] + text, line)


def _on_question(text: str):
    return lambda lines: [_value(line, text) if line.startswith("    question:") else line for line in lines]


def _after(sign: str, *new: str):
    """New lines below the one that begins so."""

    def slip(lines: list[str]) -> list[str]:
        at = next(number for number, line in enumerate(lines) if line.startswith(sign))
        return [*lines[: at + 1], *new, *lines[at + 1 :]]

    return slip


def _first(old: str, new: str):
    """The first line that matches, changed."""

    def slip(lines: list[str]) -> list[str]:
        at = next(number for number, line in enumerate(lines) if re.search(old, line))
        return [*lines[:at], re.sub(old, new, lines[at], count=1), *lines[at + 1 :]]

    return slip


SLIPS = {
    "colon": _on_question("Who won: he or she?"),
    "two colons": _on_question("One: two: three?"),
    "text after quotes": _on_question('"Le Mans" is what?'),
    "text after single quotes": _on_question("'Le Mans' is what?"),
    "apostrophe": _on_question("'Where is L'Arnage'"),
    "open quote": _on_question('"Who won?'),
    "open single quote": _on_question("'Who won?"),
    "open bracket": _on_question("[Who won?"),
    "open brace": _on_question("{en: Who won?"),
    "bracket at the start": _on_question("[red] cars?"),
    "brace at the start": _on_question("{he} drove?"),
    "at sign": _on_question("@lemans?"),
    "backtick": _on_question("`x`?"),
    "percent": _on_question("%d laps?"),
    "star": _on_question("*new"),
    "star and more": _on_question("* new race?"),
    "ampersand": _on_question("&Sons of whom?"),
    "exclamation mark": _on_question("!new"),
    "bar": _on_question("| who?"),
    "comma at the start": _on_question(", who?"),
    "hash": _on_question("Who is #1 here?"),
    "hash alone": _on_question("#1 is who?"),
    "comma in braces": _on_question("{en: Red, green and blue, de: Rot}"),
    "bad escape": _on_question(r'"C:\quiz"'),
    "lone bracket": _on_question("]"),
    "empty": _on_question(""),
    "glued key": _first(r"question: ", "question:"),
    "colon of another script": _first(r"question: ", "question\uff1a"),
    "space of another kind": _first(r"question: ", "question:\u00a0"),
    "no colon": _first(r"question: ", "question "),
    "misspelt key": _first(r"question:", "qestion:"),
    "glued dash": _first(r"^  - ", "  -"),
    "en dash": _first(r"^  - ", "  \u2013 "),
    "bullet": _first(r"^  - ", "  \u2022 "),
    "star for a dash": _first(r"^  - ", "  * "),
    "no dash": _first(r"^  - ", "    "),
    "no dash and one too near": _first(r"^  - ", "   "),
    "tab after the dash": _first(r"^  - ", "  -\t\t"),
    "dash one too far": _first(r"^  - ", "   - "),
    "dash two too far": _first(r"^  - ", "    - "),
    "dash one too near": _first(r"^  - ", " - "),
    "key one too far": _first(r"^    question", "     question"),
    "key one too near": _first(r"^    question", "   question"),
    "key at the margin": _first(r"^    question", "question"),
    "tab": _first(r"^    question", "\tquestion"),
    "list with two closings": _after("    question:", "    hints: [a]]"),
    "list not closed": _after("    question:", "    hints: [a, b"),
    "list with a colon": _after("    question:", "    hints: [a: b: c]"),
    "list with a quote": _after("    question:", "    hints: ['O'Brien', x]"),
    "list of glued dashes": _after("    question:", "    hints:", "      -one", "      -two"),
    "key without colon": _after("    question:", "    seconds 12"),
    "unknown key": _after("    question:", "    colour: red"),
    "key in capitals": _first(r"question:", "QUESTION:"),
    "level in words": _after("    question:", "    seconds: slow"),
    "level in words after a bracket": _after("    question:", "    seconds: [slow"),
    "directive": _after("    question:", "%TAG x"),
    "nested mapping": _after("    question:", "    as_of: a: b"),
    "key twice": _after("    question:", "    question: And who?"),
}


def make(places: dict[int, str], dash: int = 2, end: str = "\n") -> tuple[bytes, list[range]]:
    """A pack of twelve questions with slips in some of them, and on which lines each of them stands."""
    lines = ["title: Years", "questions:"]
    stretches = []
    for number in range(12):
        question = QUESTIONS[number % len(QUESTIONS)].format(n=number).splitlines()
        if number in places:
            question = SLIPS[places[number]](question)
        stretches.append(range(len(lines) + 1, len(lines) + len(question) + 1))
        lines += [line[2 - dash :] if line[: 2 - dash].isspace() else line for line in question]
    return (end.join(lines) + end).encode(), stretches


def told_in(raw: bytes, stretches: list[range]) -> set[int]:
    """The questions in which something is told; -1 stands for the rest of the file."""
    lines = [
        d.span.line for d in read_pack(raw, file="x", default_id="x").diagnostics if d.span and d.severity == ERROR
    ]
    return {next((n for n, stretch in enumerate(stretches) if line in stretch), -1) for line in lines}


def test_the_pack_without_slips_is_right():
    raw, _ = make({})
    assert read_pack(raw, file="x", default_id="x").diagnostics == ()


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("number", [0, 3, 4, 11])
def test_a_slip_is_told_in_its_own_question_and_in_no_other(slip, number):
    assert told_in(*make({number: slip})) == {number}


@pytest.mark.parametrize("slip", sorted(set(SLIPS) - {"list of glued dashes"}))
@pytest.mark.parametrize("number", [0, 1, 3, 4])
def test_a_slip_is_told_once(slip, number):
    assert len(read_pack(make({number: slip})[0], file="x", default_id="x").diagnostics) == 1


@given(
    st.dictionaries(st.integers(0, 11), st.sampled_from(list(SLIPS)), min_size=1, max_size=12),
    st.sampled_from((2, 0)),
    st.sampled_from(("\n", "\r\n")),
)
def test_slips_in_some_questions_are_told_there_and_nowhere_else(places, dash, end):
    assert told_in(*make(places, dash, end)) == set(places)


def test_the_pack_of_many_slips_is_told_in_one_run():
    raw = (Path(__file__).parent / "many-slips.yaml").read_bytes()
    lines = {d.span.line for d in read_pack(raw, file="x", default_id="x").diagnostics}
    assert lines >= {1, 2, 5, 6, 9, 12, 14, 16, 19, 22, 23, 30, 32, 34, 36, 40, 43, 44, 46, 47, 49, 50, 51}


def told(text: str) -> list[tuple[int, str, str]]:
    """Return the line, the code and the lines to copy of all that is told of a pack."""
    found = read_pack(text.encode(), file="x", default_id="x").diagnostics
    return [(one.span.line, one.code, one.copy) for one in found if one.span and one.severity == ERROR]


def test_a_question_whose_dash_is_in_another_column_is_told_where_the_one_above_would_swallow_it():
    text = "title: T\nquestions:\n- question: A?\n  answer: a\n   - question: B?\n     answer: b\n- question: C?\n  answer: c\n - question: D?\n   answer: d\n"
    assert [(line, code) for line, code, _ in told(text)] == [(5, "indentation"), (9, "indentation")]


def test_a_sign_inside_a_list_is_quoted_in_its_own_entry():
    text = "title: T\nquestions:\n- question: A?\n  answer: a\n  wrong: [@home, %5, `x`]\n"
    assert told(text) == [(5, "sign-at-start", '  wrong: ["@home", "%5", "`x`"]')]


def test_every_glued_line_of_a_question_is_told():
    text = "title: T\nquestions:\n  - question:A?\n    answer:a\n  - question: B?\n    answer: b\n"
    assert told(text) == [
        (3, "colon-without-space", "  - question: A?"),
        (4, "colon-without-space", "    answer: a"),
    ]


def test_a_title_glued_to_its_colon_is_told_as_that():
    assert told("title:Garage\nquestions:\n- question: A?\n  answer: a\n")[0] == (
        1,
        "colon-without-space",
        "title: Garage",
    )


def test_slashes_begin_no_comment():
    text = "title: T\nquestions:\n  // first\n  - question: A?\n    answer: a\n"
    assert told(text) == [(3, "no-colon", "  # first")]
