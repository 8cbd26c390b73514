"""The right answer of somebody's file is the right one, however the file says it; where it cannot be told nothing is asked."""

import json

import pytest

from lemans_quiz.formats.drafts import Chosen, Draft, Statement, Typed
from lemans_quiz.formats.reading import read_questions


def read(text: str, encoding: str = "utf-8"):
    return read_questions(text.encode(encoding)).content


def asked(content) -> list[tuple[str, list[str], list[str]]]:
    """Return what each question asks, its right answers and its wrong ones."""
    return [(block.stem, *_sides(block.answer)) for block in content.blocks if isinstance(block, Draft)]


def _sides(answer) -> tuple[list[str], list[str]]:
    match answer:
        case Chosen(options):
            return [one.text for one in options if one.right], [
                one.text for one in options if not one.right and one.text
            ]
        case Typed(answers):
            return list(answers), []
        case Statement(key):
            return [str(key).casefold()], []
    raise AssertionError(answer)


def left_out(content) -> list[str]:
    return [block.why.code for block in content.blocks if not isinstance(block, Draft)]


def of_json(*rows) -> str:
    return json.dumps(list(rows))


def test_numbers_in_json_count_from_1_where_one_is_as_high_as_there_are_options():
    first = {"frage": "Wo?", "antworten": ["a1", "b1", "c1"], "richtig": 1}
    content = read(of_json(first, {**first, "frage": "Wer?", "richtig": 3}))
    assert [right for _, right, _ in asked(content)] == [["a1"], ["c1"]]
    assert [note.sentence.template for note in content.notes] == ["The right answers are counted from 1 in it."]


def test_numbers_in_json_count_from_0_where_one_is_0():
    first = {"question": "Who?", "options": ["a1", "b1", "c1"], "correct": "0"}
    content = read(
        of_json(first, {**first, "question": "What?", "correct": 2}, {**first, "question": "Why?", "correct": 3})
    )
    assert [right for _, right, _ in asked(content)] == [["a1"], ["c1"]]
    assert left_out(content) == ["no-such-option"]


def test_a_list_of_answers_with_one_that_is_no_option_is_not_cut():
    content = read(of_json({"question": "Who?", "options": ["Ann", "Bob"], "correct": ["Ann", "Zoe"]}))
    assert left_out(content) == ["no-such-option"]


@pytest.mark.parametrize(
    "row",
    [
        {"q": "2+2?", "opts": [{"val": "3"}, {"val": "4"}], "correct": 1},
        {"q": "2+2?", "possible": ["3", "4"], "correct": "4"},
        {"question": "2+2?", "A": "3", "B": "4", "answer": "B"},
        {"question": "2+2?", "option1": "3", "option2": "4", "answer": "option2"},
        {"stem": "2+2?", "options": [{"label": "A", "text": "3"}, {"label": "B", "text": "4"}], "correct_options": ["B"]},
        {"content": "2+2?", "title": "Sums", "options": [{"value": "A", "text": "3"}, {"value": "B", "text": "4"}], "correctAnswer": {"q": "B"}},
        {"frage": "2+2?", "Antworten": ["3", "4"], "Lösung": "4"},
    ],
)  # fmt: skip
def test_options_in_json_are_found_whatever_they_are_called(row):
    assert asked(read(of_json({"question": "1?", "options": ["a", "b"], "answer": 0}, row)))[1] == (
        "2+2?",
        ["4"],
        ["3"],
    )


def test_all_lists_of_a_json_file_are_read():
    rounds = [{"name": name, "questions": [{"question": f"{name}?", "answer": "x"}]} for name in ("one", "two")]
    assert [stem for stem, _, _ in asked(read(json.dumps({"title": "Quiz", "rounds": rounds})))] == ["one?", "two?"]


@pytest.mark.parametrize(
    "text",
    [
        '{"Who?": "Ann", "Where?": "Rome"}',
        '[{"q": "Who?", "a": "Ann"}, {"q": "Where?", "a": "Rome"}]',
        '{"decks": [{"cards": [{"front": "Who?", "back": "Ann"}]}, {"cards": [{"front": "Where?", "back": "Rome"}]}]}',
    ],
)
def test_cards_in_json_are_typed(text):
    assert asked(read(text)) == [("Who?", ["Ann"], []), ("Where?", ["Rome"], [])]
