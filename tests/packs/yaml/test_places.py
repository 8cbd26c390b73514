"""Where the fields of an item stand is found without having been kept."""

import pytest

from lemans_quiz.core.diagnostics import Span
from lemans_quiz.packs.reading.reader import read_pack

PACK = """\
title: T
questions:
  - {id: zero, question: Zero?, answer: true}

  - id: one
    question:
      en: One?
      de: Eins?
    answer: a
    wrong: [b, Größe]
  - question: Two?
    answer: &x c
  - {id: three, question: *x, answer: d}
"""
READING = read_pack(PACK.encode(), file="p.yaml", default_id="p")


@pytest.mark.parametrize(
    ("item", "field", "line", "column", "excerpt"),
    [
        ("zero", "answer", 3, 41, "  - {id: zero, question: Zero?, answer: true}"),
        ("one", "question", 7, 7, "      en: One?"),
        ("one", "question.de", 8, 11, "      de: Eins?"),
        ("one", "wrong.1", 10, 16, "    wrong: [b, Größe]"),
        ("one", "explanation", 7, 7, "      en: One?"),
        ("three", "answer", 13, 39, "  - {id: three, question: *x, answer: d}"),
        ("nobody", "", 1, 1, "title: T"),
    ],
)
def test_a_field_is_found(item, field, line, column, excerpt):
    span, found = READING.places.find(item, field)
    assert (span.line, span.column, found) == (line, column, excerpt)


def test_an_item_without_id_is_found_by_its_derived_one():
    derived = READING.pack.items[2].id
    assert READING.places.find(derived, "answer")[0] == Span(12, 13, 12, 17)
