"""Suggestions and the order of diagnostics."""

import pytest

from lemans_quiz.core.diagnostics import did_you_mean

KEYS = ("answer", "answers", "order", "match", "explanation", "id")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("anwser", "answer"),
        ("ANSWER", "answer"),
        ("anser", "answer"),
        ("explantion", "explanation"),
        ("ordre", "order"),
        ("ID", "id"),
        ("if", ""),
        ("colour", ""),
        ("", ""),
        ("x" * 10_000, ""),
    ],
)
def test_the_nearest_known_word_is_meant(word, meant):
    assert did_you_mean(word, KEYS) == meant


def test_where_nothing_is_known_nothing_is_meant():
    assert did_you_mean("answer", ()) == ""
