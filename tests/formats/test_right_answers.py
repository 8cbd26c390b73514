"""The right answer of somebody's file is the right one, however the file says it; where it cannot be told nothing is asked."""

import json

import pytest

from lemans_quiz.formats.drafts import Chosen, Draft, Statement, Typed, Unreadable
from lemans_quiz.formats.fitting import fit
from lemans_quiz.formats.reading import read_questions
from lemans_quiz.packs.naming import slug


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
    assert [note.sentence.template for note in content.notes] == ["The right answers are numbered from 1."]


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


@pytest.mark.parametrize(
    "row",
    [
        "In Rome, who was first?,Romulus,Remus,Nero",
        "In Rome, who was first?,Romulus,Remus",
        "'Hi, you', who?,Ann,Bob,Cy",
    ],
)
def test_a_row_that_a_comma_pushed_apart_is_left_out(row):
    content = read(f"Question,Correct Answer,Wrong 1,Wrong 2\n{row}\nWhich is a fruit?,Apple,Car,Sky\n")
    assert left_out(content) == ["more-cells"]
    assert asked(content) == [("Which is a fruit?", ["Apple"], ["Car", "Sky"])]


def test_a_separator_in_the_explanation_that_ends_a_row_harms_nothing():
    content = read("Frage;A;B;Lösung;Begründung\nWer?;Ann;Bob;B;So ist es; immer schon\nWo?;Rom;Ulm;A;\n")
    assert [block.explanation for block in content.blocks] == ["So ist es; immer schon", ""]


@pytest.mark.parametrize(
    "header",
    ["Nr;Frage;Antwort A;Antwort B;Loesung", "Nr;Pergunta;Opção A;Opção B;Resposta", "Nr;Question;Foo;Bar;Answer"],
)
def test_options_in_a_table_are_found_whatever_they_are_called(header):
    content = read(f"{header}\n1;Who?;Ann;Bob;B\n2;Where?;Rome;Oslo;A\n")
    assert asked(content) == [("Who?", ["Bob"], ["Ann"]), ("Where?", ["Rome"], ["Oslo"])]


def test_tables_side_by_side_keep_their_answers():
    content = read("Question,Answer,,Question,Answer\nFrance?,Paris,,Italy?,Rome\nSpain?,Madrid,,Chad?,\n")
    assert asked(content) == [("France?", ["Paris"], []), ("Spain?", ["Madrid"], []), ("Italy?", ["Rome"], [])]


def test_a_row_for_each_option_makes_one_question():
    rows = "Which is red?,Mars,1\n,Venus,0\nWhich is red?,Earth,0\nWhich are gas?,Jupiter,TRUE\n,Saturn,TRUE\n,Mars,FALSE\n"
    assert asked(read(f"question,answer,correct\n{rows}")) == [
        ("Which is red?", ["Mars"], ["Venus", "Earth"]),
        ("Which are gas?", ["Jupiter", "Saturn"], ["Mars"]),
    ]


def test_an_error_of_the_spreadsheet_is_no_option():
    content = read("Question,A,B,C,Answer\nWhich ending?,#NAME?,ed,s,A\nWhich fruit?,Apple,Car,Sky,A\n")
    assert left_out(content) == ["error-cell"]


def test_lines_that_a_program_quoted_as_a_whole_are_rows():
    content = read('Frage;A;B;Lösung\n"Was ist ""rot"", sag?;Mars;Mond;A"\n"Wer?;Ann;Bob;B"\n')
    assert asked(content) == [('Was ist "rot", sag?', ["Mars"], ["Mond"]), ("Wer?", ["Bob"], ["Ann"])]


def test_the_answers_to_a_form_are_no_questions():
    with pytest.raises(Unreadable, match="answers to a form"):
        read('Timestamp,Score,"What is 2+2?"\n2024/01/01 10:00:00,1 / 2,4\n2024/01/01 10:01:00,2 / 2,4\n')


def test_an_asterisk_stands_for_any_text_in_moodle_alone():
    typed = read("Question,Answer\nAll columns?,SELECT * FROM t\nEvery file?,*\n")
    assert [right for _, right, _ in asked(typed)] == [["SELECT * FROM t"], ["*"]]
    fitted = fit(typed.blocks, "pack", slug=slug)
    assert [one.item.kind.key.first for one in fitted] == ["SELECT * FROM t", "*"]


def test_statements_have_a_column_of_true_and_false():
    assert asked(read("Statement,True/False\nThe earth is flat,FALSE\nWater is wet,True\n")) == [
        ("The earth is flat", ["false"], []),
        ("Water is wet", ["true"], []),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "question,answers,correct_answer\n2+2?,\"['3', '4']\",4\n3+3?,\"['6', '7']\",6\n",
        "Question\tMultiple Choice\tCorrect\n2+2?\t3;4\t4\n3+3?\t6;7\t6\n",
        'Question,Answers\n2+2?,"3\n*4"\n3+3?,"*6\n7"\n',
        "Frage;Lösung;Antworten\n2+2?;4;A 3|B 4\n3+3?;6;A 6|B 7\n",
    ],
)
def test_a_cell_that_lists_the_right_answer_among_others_lists_options(table):
    assert asked(read(table)) == [("2+2?", ["4"], ["3"]), ("3+3?", ["6"], ["7"])]


TWO = [("Who?", ["Bob"], ["Ann"]), ("Where?", ["Rome"], ["Oslo"])]


@pytest.mark.parametrize(
    "text",
    [
        "1.\tWho?\na.\tAnn\nb.\tBob\nAns. b\n\n2.\tWhere?\na.\tRome\nb.\tOslo\nAns. a\n",
        "Question 1: Who?\nOption A: Ann\nOption B: Bob\nCorrect Option: B\n\nQuestion 2: Where?\nOption A: Rome\nOption B: Oslo\nCorrect Option: A\n",
        "1. Who?\n i) Ann\n ii) Bob\nAnswer: ii\n\n2. Where?\n i) Rome\n ii) Oslo\nAnswer: i\n",
        "Question: Who?\n[ ] Ann\n[x] Bob\n\nQuestion: Where?\n[x] Rome\n[ ] Oslo\n",
        "1. Who?\nA. Ann\nB. Bob\n[Answer: B]\n2. Where?\nA. Rome\nB. Oslo\n[Answer: A]\n",
        "1. Who?\n\n- A. Ann\n- B. Bob\n\n<details><summary>Show answer</summary>\n\nB\n\n</details>\n\n"
        "2. Where?\n\n- A. Rome\n- B. Oslo\n\n<details><summary>Answer</summary>\n<b>A</b>\n</details>\n",
        "Who?\nAnn\nBob\n2\nWhere?\nRome\nOslo\n1\n",
        "Who?\nA Ann\nB Bob\nB\n\nWhere?\nA Rome\nB Oslo\nA\n",
        "Who?\nAnn\nBob\nBob\n\nWhere?\nRome\nOslo\nRome\n",
        "# Frage 1\nWho?\n- [ ] Ann\n-[x] Bob\n\n# Frage 2\nWhere?\n- [x] Rome\n- Oslo\n",
        "::1:: Who?{~Ann =Bob}\n::2:: Where?{=Rome ~Oslo}\n",
        "::1:: Who?{\n~Ann\n=Bob\n\n}\n\nWhere?{=Rome ~Oslo}\n$CATEGORY: more\n",
    ],
)  # fmt: skip
def test_texts_are_read_as_people_lay_them_out(text):
    assert asked(read(text)) == TWO


def test_a_letter_is_no_answer_where_no_options_were_read():
    content = read("1. Who?\nA = Ann\nB = Bob\nAnswer: B\n\n2. Where?\nAnswer: Rome\n")
    assert left_out(content) == ["no-options"]
    assert asked(content) == [("Where?", ["Rome"], [])]


def test_what_an_assistant_says_at_its_end_explains_nothing():
    content = read("1. Who?\nA) Ann\nB) Bob\nAnswer: B\n\n---\n\nLet me know if you want more questions!\n")
    assert asked(content) == TWO[:1]
    assert content.blocks[0].explanation == ""


def test_labels_of_cards_are_not_asked():
    assert asked(read("Question: Who?::Answer: Ann\nQ: Where?::A: Rome\n")) == [
        ("Who?", ["Ann"], []),
        ("Where?", ["Rome"], []),
    ]


def test_an_option_of_code_goes_on_to_its_closing_backtick():
    content = read('Which?\n- [ ] `"a"`\n- [x] `"""a\nb"""`\n- [ ] `b`\n')
    assert asked(content) == [("Which?", ['`"""a\nb"""`'], ['`"a"`', "`b`"])]


def test_directives_of_documents_are_no_cards():
    with pytest.raises(Unreadable):
        read(".. |one| replace:: This is one\n.. |two| replace:: This is two\n")


def test_a_sheet_of_marks_is_no_quiz():
    with pytest.raises(Unreadable):
        read("Ann Lee,0,0,1,0\nBob Ray,1,0,0,0\nCy Dean,0,1,1,1\nDee Fox,0,0,0,0\n")


def test_the_number_of_the_next_card_is_no_part_of_an_answer():
    text = "Flashcard 1\nQ: Who?\nA: Ann\n\nFlashcard 2\nQ: Where?\nA: Rome\n"
    assert asked(read(text)) == [("Who?", ["Ann"], []), ("Where?", ["Rome"], [])]


@pytest.mark.parametrize(
    "table",
    [
        "Aufgabe;Lösung;Alternative 1;Alternative 2\nWas ist 1+1?;2;3;4\n",
        "Question,Answer,Alternative 1,Alternative 2\nWhat is 1+1?,2,3,4\n",
    ],
)
def test_alternatives_behind_the_answer_are_wrong_ones(table):
    ((_stem, right, wrong),) = asked(read(table))
    assert (right, wrong) == (["2"], ["3", "4"])


def test_alternatives_before_a_key_are_options():
    ((_stem, right, wrong),) = asked(
        read("Question,Alternative A,Alternative B,Alternative C,Answer\nWhich?,x,y,z,B\n")
    )
    assert (right, wrong) == (["y"], ["x", "z"])
