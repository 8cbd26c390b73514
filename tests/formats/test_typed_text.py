"""Aiken, and what people and assistants type, is read with whatever signs they use."""

import pytest

from lemans_quiz.formats.drafts import Chosen, Draft, Statement, Typed
from lemans_quiz.formats.reading import read_questions
from lemans_quiz.formats.texts.typed_text import read_typed_text

AIKEN = "What is the capital of France?\nA. London\nB) Paris\nC. Rome\nANSWER: B\n"


def right(text: str) -> list[list[str]]:
    """Return the right options of each question that was read."""
    drafts = [block for block in read_typed_text(text).blocks if isinstance(block, Draft)]
    return [[option.text for option in draft.answer.options if option.right] for draft in drafts]


def test_aiken_is_read():
    draft = read_typed_text(AIKEN).blocks[0]
    assert (draft.place, draft.stem) == ("1", "What is the capital of France?")
    assert right(AIKEN) == [["Paris"]]


@pytest.mark.parametrize(
    "line",
    [
        "ANSWER: B", "Answer: B", "Ans: b", "answer: B) Paris", "Answer: (b) Paris", "Correct Answer: B", "Correct: B",
        "**Answer: B**", "**Answer:** b", "The correct answer is: B", "Antwort: b", "Lösung: B", "Richtige Antwort: B",
        "Réponse : B", "Bonne réponse : b", "Answer: Paris", "Answer: paris.", "Answer - B", "Answer = B", "Right answer: 2",
    ],
)  # fmt: skip
def test_answers_are_told_in_many_words(line):
    assert right(AIKEN.replace("ANSWER: B", line)) == [["Paris"]]


@pytest.mark.parametrize(
    "stem", ["1. Q?", "1) Q?", "Q1. Q?", "Question 1: Q?", "Frage 1: Q?", "**1. Q?**", "### 1. Q?", "Q?"]
)
@pytest.mark.parametrize("option", ["a) {}", "A. {}", "(a) {}", "- A) {}", "   a) {}", "a] {}"])
def test_numbers_and_letters_are_written_in_many_ways(stem, option):
    lines = [option.format("one"), option.replace("a", "b").replace("A", "B").format("two")]
    found = read_typed_text("\n".join([stem, *lines, "Answer: b"])).blocks[0]
    assert found.stem == "Q?"
    assert right("\n".join([stem, *lines, "Answer: b"])) == [["two"]]


@pytest.mark.parametrize(
    "marked",
    [
        "*b) two",
        "b) two *",
        "b) two (correct)",
        "**b) two**",
        "✓ b) two",
        "b) two ✓",
        "[x] b) two",
        "-> b) two",
        "b) *two",
        "b) * two",
        "b) ✓ two",
        "b) [x] two",
        "b) **two**",
        "(b) *two",
    ],
)
def test_a_mark_tells_the_right_one(marked):
    assert right(f"1. Q?\na) one\n{marked}\nc) three") == [["two"]]


def test_bullets_are_options_where_something_tells_the_right_one():
    assert right("1. Q?\n- one\n- two (correct)\n- three\n\n2. R?\n• yes\n• no\nAnswer: no") == [["two"], ["no"]]


def test_options_may_stand_in_one_line():
    assert right("1. Q? \na) one  b) two  c) three\nAnswer: c") == [["three"]]


def test_a_key_at_the_end_is_read():
    text = "Quiz\n\n1. Q?\na) one\nb) two\n\n2. R?\na) x\nb) y\n\nAnswer Key\n1. b\n2) A\n"
    assert right(text) == [["two"], ["x"]]
    assert right(text.replace("1. b\n2) A", "1-b, 2-a")) == [["two"], ["x"]]


@pytest.mark.parametrize(
    "key",
    ["Answers: 1b 2a", "Answers: 1b, 2a.", "Lösungen: 1B; 2A", "Key - 1b|2a", "Answer key\n1b 2a", "Solutions\n1b\n2a"],
)
def test_numbers_and_letters_of_a_key_may_stand_together(key):
    assert right(f"1. Q?\na) one\nb) two\n\n2. R?\na) x\nb) y\n\n{key}\n") == [["two"], ["x"]]


def test_an_answer_that_begins_with_a_number_is_no_key():
    assert right("1. Q?\na) 24h\nb) 12h\nAnswer: 24h\n\n2. R?\na) x\nb) y\nAnswer: b\n") == [["24h"], ["y"]]


def test_right_options_that_look_like_numbers_and_letters_are_no_key():
    assert right("1. Q?\na) 2D\nb) 3D\nc) 4D\nAnswers: 3D, 4D\n") == [["3D", "4D"]]


def test_questions_without_any_answer_are_told_one_by_one():
    found = read_questions(b"1. Q?\na) one\nb) two\n\n2. R?\na) x\nb) y\n")
    assert found.kind == "text"
    assert [block.why.code for block in found.content.blocks] == ["no-right-answer"] * 2


def test_several_letters_are_several_answers():
    draft = read_typed_text("1. Q?\na) one\nb) two\nc) three\nAnswers: a, c").blocks[0]
    assert draft.answer.several
    assert right("1. Q?\na) one\nb) two\nc) three\nAnswer: A and C") == [["one", "three"]]


def test_true_false_and_typed_answers_need_no_options():
    found = read_typed_text("1. The earth is flat.\nAnswer: False\n\n2. Who won?\nAnswer: Porsche\n")
    assert [block.answer for block in found.blocks] == [Statement(False), Typed(("Porsche",))]


def test_explanation_hint_level_and_tags_are_kept():
    text = "1. Q?\na) one\nb) two\nAnswer: a\nExplanation: Because\nof it.\nHint: Think.\nDifficulty: hard\nTags: x, y"
    draft = read_typed_text(text).blocks[0]
    assert (draft.explanation, draft.hints, draft.level, draft.tags) == ("Because\nof it.", ("Think.",), 5, ("x", "y"))


def test_stems_and_options_may_have_several_lines():
    draft = read_typed_text("1. What does\nthis do?\n\na) one\n   more\nb) two\nAnswer: a").blocks[0]
    assert draft.stem == "What does\nthis do?"
    assert draft.answer.options[0].text == "one more"


def test_a_title_is_no_question():
    found = read_typed_text("History quiz\n\nRead well.\n\n" + AIKEN)
    assert found.title == "History quiz"
    assert len(found.blocks) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Q?\nA) only\nANSWER: A", "few-options"),
        ("Q?\nA) one\nB) two", "no-right-answer"),
        ("Q?\nA) one\nB) two\nANSWER: D", "no-such-option"),
        ("A) one\nB) two\nANSWER: A", "no-question"),
    ],
)
def test_what_is_missing_is_told(text, code):
    assert read_typed_text(text).blocks[0].why.code == code


def test_choices_are_choices():
    assert isinstance(read_typed_text(AIKEN).blocks[0].answer, Chosen)


ASSISTANTS = {
    "headings": "Sure! Here is a quiz:\n\n### Question 1\nWho won?\n\nA) Audi\nB) Porsche\n\n**Correct Answer:** B) Porsche\n\n**Explanation:** In 2015.\n\n---\n\n### Question 2\nWho lost?\n\nA) Audi\nB) Porsche\n\n**Correct Answer:** A\n",
    "bullets and emojis": "1. **Who won?**\n   - A) Audi\n   - B) Porsche\n\n   ✅ **Answer:** B) Porsche\n\n2. **Who lost?**\n   - A) Audi\n   - B) Porsche\n\n   ✅ **Answer:** A) Audi\n",
    "options and key in a line": "1) Who won?\n(A) Audi (B) Porsche\n2) Who lost?\n(A) Audi (B) Porsche\nAnswers: 1) B 2) A\n",
    "a bare key": "1. Who won?\nA. Audi\nB. Porsche\n2. Who lost?\nA. Audi\nB. Porsche\n\nANSWERS\n1 B\n2 A\n",
    "options by number": "Q1: Who won?\n1) Audi\n2) Porsche\nAnswer: 2\n\nQ2: Who lost?\n1) Audi\n2) Porsche\nAnswer: 1\n",
    "options in the question": "Who won? (a) Audi (b) Porsche\nAnswer: (b)\n\nWho lost? (a) Audi (b) Porsche\nAnswer: (a)\n",
    "answers that are folded": "### 🟢 **Question 1:** Who won?\n\n**A)** Audi  \n**B)** Porsche\n\n<details>\n<summary>Click</summary>\n\n**✅ Correct Answer: B) Porsche**\n\n_Explanation: In 2015._\n\n</details>\n\n---\n\n### 🟢 **Question 2:** Who lost?\n\n**A)** Audi\n**B)** Porsche\n\n> [!question]- Show\n> **Correct Answer: A (Audi).** It did.\n",
    "why others are wrong": "**Question 1**\n\nWho won?\n\n- A) Audi\n- B) Porsche\n\nCorrect Answer: B) Porsche\n\nDistractors:\n\n- Why A is wrong: it lost.\n\n**Question 2**\n\nWho lost?\n\n- A) Audi\n- B) Porsche\n\nCorrect Answer: A (Audi)\n",
    "a fence around all": "```text\nWho won?\na) Audi\nb) Porsche\nAnswer: b\n\nWho lost?\na) Audi\nb) Porsche\nAnswer: a\n```\n",
}  # fmt: skip


@pytest.mark.parametrize("text", ASSISTANTS.values(), ids=ASSISTANTS)
def test_what_assistants_write_is_read(text):
    found = read_questions(text.encode())
    blocks = found.content.blocks
    assert [block.stem for block in blocks] == ["Who won?", "Who lost?"]
    assert [[option.text for option in block.answer.options if option.right] for block in blocks] == [
        ["Porsche"],
        ["Audi"],
    ]
    assert found.content.title == ""


def test_words_with_a_dash_between_are_cards():
    found = read_questions(b"Hund - dog\nKatze \xe2\x80\x93 cat\nVogel = bird\n")
    assert [(block.stem, block.answer.answers[0]) for block in found.content.blocks] == [
        ("Hund", "dog"),
        ("Katze", "cat"),
        ("Vogel", "bird"),
    ]


def test_a_table_of_markdown_is_a_table():
    found = read_questions(b"| Question | A | B | Answer |\n|---|:-:|---|---|\n| Who? | x | y | B |\n")
    assert [option.text for option in found.content.blocks[0].answer.options if option.right] == ["y"]
