"""Diagnostics as caret text, JSON and annotations."""

import json
from io import StringIO

import pytest
from rich.cells import cell_len

from lemans_quiz.core.diagnostics import NOTE, WARNING, Diagnostic, Span
from lemans_quiz.core.messages import message
from lemans_quiz.terminal.report import as_github, as_json, as_rich, as_text, print_diagnostics, summary

MISTAKE = Diagnostic(
    "unknown-key",
    "error",
    "early-years.yaml",
    Span(4, 5, 4, 11),
    message("Unknown key '{key}' in a question.", key="anwser"),
    "    anwser: 1923",
    expected=message("answer, answers, order or match"),
    help=message("Did you mean '{word}'?", word="answer"),
)
SHOWN = """\
early-years.yaml:4:5: error [unknown-key]: Unknown key 'anwser' in a question.
  |
4 |     anwser: 1923
  |     ^^^^^^
  = expected: answer, answers, order or match
  = help: Did you mean 'answer'?"""


def carets(**changes) -> tuple[str, str]:
    lines = as_text(MISTAKE._replace(**changes)).split("\n")
    return lines[2].partition("| ")[2], lines[3].partition("| ")[2]


def test_a_mistake_is_drawn_as_the_format_says():
    assert as_text(MISTAKE) == SHOWN


def test_the_styled_text_says_the_same():
    assert as_rich(MISTAKE).plain == SHOWN


def test_the_line_to_copy_stands_below_the_help():
    assert as_text(MISTAKE._replace(copy="    answer: 1923")).endswith("Did you mean 'answer'?\n    |     answer: 1923")


def test_without_a_place_there_is_no_excerpt():
    assert as_text(MISTAKE._replace(span=None, expected=None)) == (
        "early-years.yaml: error [unknown-key]: Unknown key 'anwser' in a question.\n = help: Did you mean 'answer'?"
    )


def test_an_empty_place_has_one_caret():
    assert carets(excerpt="answer:", span=Span(4, 8, 4, 8)) == ("answer:", "       ^")


def test_a_place_of_several_lines_is_marked_to_the_end_of_its_first():
    assert carets(excerpt="  a: [b,  ", span=Span(4, 6, 7, 2))[1] == "     ^^^"


def test_wide_characters_take_two_cells():
    assert carets(excerpt="本: 語", span=Span(4, 4, 4, 5)) == ("本: 語", "    ^^")


@pytest.mark.parametrize("column", [1, 100, 950, 1000])
def test_a_long_line_is_cut_around_the_place(column):
    line = "x" * (column - 1) + "here" + "y" * (1000 - column)
    excerpt, marks = carets(excerpt=line, span=Span(4, column, 4, column + 4))
    assert len(excerpt) <= 77
    assert excerpt[marks.index("^") : len(marks)] == "here"


@pytest.mark.parametrize("columns", [24, 40, 60])
@pytest.mark.parametrize("filler", ["words and ", "長い答え"])
def test_an_excerpt_fits_a_narrow_terminal_with_its_carets_below_the_place(columns: int, filler: str):
    line = filler * 9 + "@here" + filler * 9
    column = line.index("@") + 1
    told = MISTAKE._replace(excerpt=line, span=Span(12, column, 12, column + 5))
    lines = as_rich(told, columns).plain.split("\n")
    excerpt, marks = (line for line in lines if line.startswith(("12 | ", "   | ")))
    assert max(cell_len(line) for line in lines if "early-years" not in line) <= columns
    assert cell_len(excerpt[: excerpt.index("@")]) == marks.index("^")
    assert marks.count("^") == 5


def test_control_characters_never_reach_the_terminal():
    evil = MISTAKE._replace(
        file="\x1b]0;x\x07", excerpt="a\x1b[2J\u202e", message=message("{x}", x="\x9b"), copy="\x00"
    )
    shown = as_text(evil) + as_github([evil])
    assert all(c.isprintable() or c == "\n" for c in shown)


def test_json_is_one_array_of_all_fields():
    assert json.loads(as_json([MISTAKE])) == [
        {
            "file": "early-years.yaml",
            "line": 4,
            "column": 5,
            "end_line": 4,
            "end_column": 11,
            "severity": "error",
            "code": "unknown-key",
            "message": "Unknown key 'anwser' in a question.",
            "expected": "answer, answers, order or match",
            "help": "Did you mean 'answer'?",
            "copy": None,
        }
    ]


def test_nothing_is_an_empty_array():
    assert json.loads(as_json([])) == []


def test_github_is_told_file_line_and_columns():
    assert as_github([MISTAKE]) == (
        "::error file=early-years.yaml,line=4,endLine=4,col=5,endColumn=11,title=unknown-key::"
        "Unknown key 'anwser' in a question. Did you mean 'answer'?\n"
    )


def test_github_escapes_what_would_end_a_command():
    odd = MISTAKE._replace(severity=NOTE, span=None, file="a,b:c", message=message("50 %\nmore"), help=None)
    assert as_github([odd]) == "::notice file=a%2Cb%3Ac,title=unknown-key::50 %25%0Amore\n"


def test_what_is_printed_is_the_text_with_empty_lines_between():
    out = StringIO()
    print_diagnostics([MISTAKE, MISTAKE], file=out)
    assert out.getvalue() == f"{SHOWN}\n\n{SHOWN}\n\n"


def test_the_summary_counts_mistakes_and_warnings():
    warning = MISTAKE._replace(severity=WARNING)
    assert summary([MISTAKE, MISTAKE, warning]) == "2 errors, 1 warning"
    assert summary([MISTAKE._replace(severity=NOTE)]) == "No errors."
