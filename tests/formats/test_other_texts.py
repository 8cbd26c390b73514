"""Markdown, cards, trivia and JSON are read in the forms that people keep them in."""

import base64
import json
from decimal import Decimal
from urllib.parse import quote, quote_plus

import pytest

from lemans_quiz.formats.drafts import Draft, LeftOut, Numeric, Statement, Typed, Unreadable
from lemans_quiz.formats.reading import read_questions
from lemans_quiz.formats.texts.json_questions import read_json


def read(text: str):
    """Return the kind that a text is told to be, and its blocks."""
    found = read_questions(text.encode())
    return found.kind, found.content.blocks


def rights(blocks) -> list[list[str]]:
    return [[option.text for option in block.answer.options if option.right] for block in blocks]


def test_task_lists_are_choices():
    kind, blocks = read(
        "# Quiz\n\n## 1. Who won?\n\n- [ ] Audi\n- [x] Porsche\n\n> In 2015.\n\nWhich two?\n\n* [X] a\n* [ ] b\n* [x] c\n"
    )
    assert kind == "markdown"
    assert [block.stem for block in blocks] == ["Who won?", "Which two?"]
    assert rights(blocks) == [["Porsche"], ["a", "c"]]
    assert blocks[0].explanation == "In 2015."
    assert blocks[1].answer.several


def test_what_looks_like_a_list_in_code_is_code():
    _, blocks = read("What is shown?\n\n```\n- [x] not an option\n```\n\n- [x] a\n- [ ] b\n")
    assert len(blocks) == 1
    assert "not an option" in blocks[0].stem


def test_a_list_with_nothing_ticked_is_left_out():
    _, blocks = read("A?\n- [ ] x\n- [ ] y\n\nB?\n- [x] x\n- [ ] y\n")
    assert [isinstance(block, LeftOut) for block in blocks] == [True, False]


def test_mkdocs_quiz_has_feedback_explanations_and_a_gap():
    text = "---\ntitle: Page\n---\n<quiz>\nWho won?\n- [x] a\n  > Right.\n- [ ] b\n\nIt was close.\n</quiz>\n\n<quiz>\nThe capital is [[Paris]].\n---\nSince 987.\n</quiz>\n"
    kind, blocks = read(text)
    assert kind == "mkdocs-quiz"
    assert (blocks[0].explanation, blocks[0].answer.options[0].feedback) == ("It was close.", "Right.")
    assert (blocks[1].answer, blocks[1].explanation) == (Typed(("Paris",)), "Since 987.")


def test_hashcards_ask_and_leave_a_gap():
    kind, blocks = read("Q: What is\nthis?\nA: That.\n\n---\n\nC: The [order] counts.\n\nC: [a] and [b]\n")
    assert kind == "hashcards"
    assert (blocks[0].stem, blocks[0].answer) == ("What is\nthis?", Typed(("That.",)))
    assert blocks[1].answer == Typed(("order",))
    assert blocks[2].why.code == "several-gaps"


def test_obsidian_has_both_sides_in_a_line():
    kind, blocks = read("#flashcards\n\nCapital of France::Paris\nCapital of Peru::Lima <!--SR:!2026-01-01,3,250-->\n")
    assert kind == "obsidian"
    assert [(block.stem, block.answer.answers[0]) for block in blocks] == [
        ("Capital of France", "Paris"),
        ("Capital of Peru", "Lima"),
    ]


def test_anki_text_says_its_separator_and_columns():
    text = "#separator:Semicolon\n#html:true\n#deck:Le Mans::Cars\n#tags column:3\n#notetype column:1\nBasic;Who?;x y;<b>Porsche</b>\n"
    found = read_questions(text.encode())
    draft = found.content.blocks[0]
    assert (found.kind, found.content.title) == ("anki", "Cars")
    assert (draft.stem, draft.answer, draft.tags, draft.markup) == (
        "Who?",
        Typed(("<b>Porsche</b>",)),
        ("x", "y"),
        "html",
    )


def test_a_cloze_with_one_gap_is_typed():
    _, blocks = read("#separator:tab\nThe {{c1::Bugatti::make}} circuit\t\nNo back\t\n")
    assert (blocks[0].stem, blocks[0].answer, blocks[0].hints) == ("The _____ circuit", Typed(("Bugatti",)), ("make",))
    assert blocks[1].why.code == "empty-side"


def test_quizlet_has_terms_and_definitions():
    kind, blocks = read("der Hund\tthe dog\ndie Katze\tthe cat,\nan animal\nder Vogel\tthe bird\n")
    assert kind == "cards"
    assert blocks[1].answer == Typed(("the cat, an animal",))


def test_open_trivia_text_is_read():
    kind, blocks = read(
        "#Q What is\nthis?\n^ That\nA This\nB That\n\n#Q True?\n^ True\nA True\nB False\n\n#Q Broken\n^ x\nA y\nB z\n"
    )
    assert kind == "open-trivia"
    assert (blocks[0].stem, rights(blocks[:1])) == ("What is\nthis?", [["That"]])
    assert blocks[2].why.code == "no-such-option"


def test_trivia_of_red_is_read():
    kind, blocks = read('AUTHOR: Somebody\n"Who: won?":\n- Porsche\n- The 919\nIs NO a word?:\n- NO\n')
    assert kind == "red-trivia"
    assert [(block.stem, block.answer.answers) for block in blocks] == [
        ("Who: won?", ("Porsche", "The 919")),
        ("Is NO a word?", ("NO",)),
    ]


def test_yaml_that_cannot_be_read_says_the_line():
    with pytest.raises(Unreadable) as error:
        read("AUTHOR: me\nA?:\n- x\nB: c: d?\n- y\n")
    assert dict(error.value.sentence.fields)["line"] == 4


OPEN_TRIVIA = {"type": "multiple", "difficulty": "hard", "category": "Cars & more", "question": "Who's \"it\"?",
               "correct_answer": "Me & you", "incorrect_answers": ["a+b", "100%"]}  # fmt: skip


def encoded(row: dict, encode) -> bytes:
    return json.dumps(
        {
            "results": [
                {
                    key: [encode(one) for one in value] if isinstance(value, list) else encode(value)
                    for key, value in row.items()
                }
            ]
        }
    ).encode()


@pytest.mark.parametrize(
    "encode",
    [
        str,
        lambda text: text.replace("&", "&amp;").replace('"', "&quot;").replace("'", "&#039;"),
        lambda text: base64.b64encode(text.encode()).decode(),
        lambda text: quote(text, safe=""),
        quote_plus,
    ],
    ids=["plain", "entities", "base64", "url3986", "legacy"],
)
def test_open_trivia_db_is_read_in_all_its_encodings(encode):
    draft = read_questions(encoded(OPEN_TRIVIA, encode)).content.blocks[0]
    assert (draft.stem, draft.level, draft.tags) == ('Who\'s "it"?', 5, ("Cars & more",))
    assert [option.text for option in draft.answer.options] == ["Me & you", "a+b", "100%"]


@pytest.mark.parametrize(
    "row",
    [
        {"question": "Q?", "options": ["x", "y"], "answer": "y"},
        {"question": "Q?", "options": ["x", "y"], "answer": 1},
        {"question": "Q?", "choices": ["x", "y"], "correct": "B"},
        {"question": "Q?", "options": {"A": "x", "B": "y"}, "answer": "B"},
        {"question": "Q?", "answers": ["x", "y"], "correctIndex": 1},
        {"question": {"text": "Q?"}, "correctAnswer": "y", "incorrectAnswers": ["x"]},
        {"question": "Q?", "answers": [{"text": "x", "correct": False}, {"text": "y", "correct": True}]},
        {"question": "Q?", "options": [{"text": "x"}, {"text": "y"}], "answer": "y"},
    ],
)
@pytest.mark.parametrize(
    "wrap", [lambda row: [row], lambda row: {"quiz": {"items": [row]}}, lambda row: {"results": [row]}]
)
def test_json_has_many_shapes(row, wrap):
    draft = read_questions(json.dumps(wrap(row)).encode()).content.blocks[0]
    assert draft.stem == "Q?"
    assert rights([draft]) == [["y"]]


def test_jupyterquiz_has_numbers_strings_and_several_answers():
    rows = [
        {
            "question": "n",
            "type": "numeric",
            "answers": [{"type": "range", "range": [1, 3], "correct": True}, {"type": "default"}],
        },
        {
            "question": "s",
            "type": "string",
            "answers": [{"answer": "a", "correct": True}, {"answer": "b", "correct": False}],
        },
        {
            "question": "m",
            "type": "many_choice",
            "answers": [{"answer": "a", "correct": True, "feedback": "f"}, {"answer": "b", "correct": False}],
        },
    ]
    blocks = read_json(json.dumps(rows)).blocks
    assert blocks[0].answer == Numeric(Decimal(2), Decimal(1), Decimal(3), by_range=True)
    assert blocks[1].answer == Typed(("a",))
    assert blocks[2].answer.several


def test_true_and_false_in_json_are_statements():
    blocks = read_json(json.dumps([{"question": "A", "answer": True}, {"question": "B", "answer": "false"}])).blocks
    assert [block.answer for block in blocks] == [Statement(True), Statement(False)]


def test_a_comma_too_many_is_forgiven_and_a_real_fault_told():
    assert isinstance(read_json('[{"question": "Q?", "answer": "x"},]').blocks[0], Draft)
    with pytest.raises(Unreadable):
        read_json('[{"question": "Q?" "answer": "x"}]')
