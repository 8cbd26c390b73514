"""JSON with `title` or `questions` is a pack of ours, unless its questions are in the words of others."""

import json

import pytest

from lemans_quiz.cli.importing import holds_pack


def holds(question: dict) -> bool:
    return holds_pack(json.dumps({"title": "T", "questions": [question, question]}).encode())


@pytest.mark.parametrize(
    "question",
    [
        {"question": "Who?", "answer": "Ann", "wrong": ["Bob"], "x-note": "mine"},
        {"question": "Who?", "answers": ["Ann", "Cy"], "wrong": ["Bob"]},
        {"question": {"en": "Who?"}, "choices": ["Ann", "Bob"], "answer": "Ann"},
    ],
)
def test_our_keys_make_a_pack(question):
    assert holds(question)


@pytest.mark.parametrize(
    "question",
    [
        {"question": "Who?", "options": ["Ann", "Bob"], "answer": 0},
        {"text": "Who?", "choices": [{"text": "Ann", "correct": True}, {"text": "Bob", "correct": False}]},
        {"question": "Who?", "correct_answer": "Ann", "incorrect_answers": ["Bob"]},
    ],
)
def test_keys_of_others_make_a_file_to_read(question):
    assert not holds(question)
