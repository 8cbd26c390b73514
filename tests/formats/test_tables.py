"""Tables of questions are read by their headers, in three languages and the layouts of four sites."""

import io
import sys
import zipfile
from decimal import Decimal

import pytest

from lemans_quiz.errors import MissingExtra
from lemans_quiz.formats.drafts import Chosen, Draft, LeftOut, Numeric, Statement, Typed, Unreadable
from lemans_quiz.formats.reading import kind_of, read_questions
from lemans_quiz.formats.tables.csv_grid import csv_grid
from lemans_quiz.formats.tables.grids import Grid, Row
from lemans_quiz.formats.tables.questions import read_tables
from lemans_quiz.formats.tables.xlsx_grid import xlsx_grids
from lemans_quiz.formats.writing.xlsx import write_xlsx


def read(text: str):
    found = read_tables([csv_grid(text)[0]])
    assert found is not None
    return found.blocks


def rights(text: str) -> list[list[str] | str]:
    """Return the right options of each row, or why it is left out."""
    return [
        [option.text for option in block.answer.options if option.right] if isinstance(block, Draft) else block.why.code
        for block in read(text)
    ]


def test_the_commonest_table_there_is():
    blocks = read("Question,Correct Answer,Wrong 1,Wrong 2,Wrong 3\nWhat is 2+2?,4,3,5,22\n")
    assert [option.text for option in blocks[0].answer.options] == ["4", "3", "5", "22"]
    assert blocks[0].answer.options[0].right


@pytest.mark.parametrize(
    "header",
    [
        "Question,Correct Answer,Wrong 1,Wrong 2",
        "Question Text,Answer,Incorrect Answer 1,Incorrect Answer 2 (Optional)",
        "QUESTION,right answer,distractor 1,distractor 2",
        "question,correct_answer,incorrect_1,incorrect_2",
        "Frage,Richtige Antwort,Falsche Antwort 1,Falsche Antwort 2",
        "Fragetext,Lösung,Falsch 1,Falsch 2",
        "Énoncé,Bonne réponse,Mauvaise réponse 1,Mauvaise réponse 2",
        "Question,Réponse,Fausse 1,Fausse 2",
        "No.,Question,Correct,Wrong answer A,Wrong answer B",
    ],
)
def test_right_and_wrong_columns_have_many_names(header):
    row = "1,Q?,x,y,z" if header.startswith("No") else "Q?,x,y,z"
    blocks = read(f"{header}\n{row}\n")
    assert [(option.text, option.right) for option in blocks[0].answer.options] == [
        ("x", True),
        ("y", False),
        ("z", False),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Question,Option A,Option B,Option C,Answer",
        "Question,A,B,C,Correct",
        "Question,Answer 1,Answer 2,Answer 3,Correct answer",
        "Frage,Antwort 1,Antwort 2,Antwort 3,Richtige Antwort",
        "Frage,Antwortmöglichkeit A,Antwortmöglichkeit B,Antwortmöglichkeit C,Lösung",
        "Question,Choix 1,Choix 2,Choix 3,Bonne réponse",
        "question,option_1,option_2,option_3,correct_option",
        "question,choice1,choice2,choice3,key",
    ],
)
@pytest.mark.parametrize("said", ["two", "B", "b)", "2", "2.0", "Option B", "TWO"])
def test_options_and_a_key_have_many_names_and_ways(header, said):
    assert rights(f"{header}\nQ?,one,two,three,{said}\n") == [["two"]]


def test_an_item_is_the_question_where_there_are_options_and_no_other():
    assert rights("Item,Option 1,Option 2,Option 3,Key\nQ?,one,two,three,2\nR?,one,two,three,Option 3\n") == [
        ["two"],
        ["three"],
    ]
    assert read("Item,Question,Option 1,Option 2,Key\n1,Q?,one,two,2\n")[0].stem == "Q?"


def test_good_and_bad_answers_are_right_and_wrong():
    assert rights("Prompt,Good answer,Bad answer 1,Bad answer 2\nQ?,one,two,three\n") == [["one"]]


def test_several_right_ones_are_a_list():
    text = "Question,A,B,C,D,Answer\nQ?,one,two,three,four,{}\n"
    for said in ('"1,3"', "1;3", '"A, C"', "AC", "A and C", '"one, three"', "A & C"):
        assert rights(text.format(said)) == [["one", "three"]]


def test_numbers_as_options_are_not_taken_for_places_where_the_column_holds_texts():
    assert rights("Question,A,B,C,D,Answer\n2+2?,3,4,5,22,4\n1+1?,2,3,4,5,2\n") == [["4"], ["2"]]


def test_numbers_as_options_are_told_by_place_where_the_column_holds_places():
    assert rights("Question,A,B,C,D,Answer\n2+2?,3,4,5,22,2\nQ?,w,x,y,z,4\nR?,w,x,y,z,1\n") == [["4"], ["z"], ["w"]]


def test_places_may_be_counted_from_0():
    found = read_tables([csv_grid("question,a,b,c,correct_index\nQ?,x,y,z,0\nR?,x,y,z,2\n")[0]])
    assert [[option.text for option in block.answer.options if option.right] for block in found.blocks] == [
        ["x"],
        ["z"],
    ]
    assert [note.code for note in found.notes] == ["from-0"]


def test_empty_cells_are_no_options_but_keep_their_place():
    blocks = read("Question,A,B,C,D,Answer\nQ?,one,,three,,3\n")
    assert [option.text for option in blocks[0].answer.options] == ["one", "three"]
    assert rights("Question,A,B,C,D,Answer\nQ?,one,,three,,3\nR?,one,,three,,2\n") == [["three"], "no-such-option"]


def test_a_mark_in_an_option_tells_the_right_one():
    assert rights("Question,Answer 1,Answer 2\nQ?,one,*two\nR?,one (correct),two\n") == [["two"], ["one"]]


def test_without_options_the_answer_is_typed_or_a_number_or_true():
    blocks = read("Question,Answer\nYear?,1923\nFlat?,FALSE\nWho?,Bentley|Bentley Boys\nCode?,007\n")
    assert [block.answer for block in blocks] == [
        Numeric(Decimal(1923), Decimal(1923), Decimal(1923)),
        Statement(False),
        Typed(("Bentley", "Bentley Boys")),
        Typed(("007",)),
    ]


def test_times_levels_explanations_and_tags_are_kept():
    text = "Question;Answer;Wrong 1;Time (sec);Difficulty;Explanation;Category;Hint;ID\nQ?;a;b;30;hard;Because.;x, y;Think;q1\n"
    draft = read(text)[0]
    assert (draft.seconds, draft.level, draft.explanation, draft.tags) == (30, 5, "Because.", ("x", "y"))
    assert (draft.hints, draft.id) == (("Think",), "q1")


def test_the_header_is_looked_for_below_other_rows():
    text = "My quiz,,\nRead this first,,\n,,\nQuestion,Answer,Wrong 1\nQ?,a,b\n"
    assert read(text)[0].place == "5"


def test_options_may_stand_in_one_cell():
    assert rights('Question,Options,Answer\nQ?,"one, two, three",two\nR?,x|y,y\n') == [["two"], ["y"]]


BLOOKET = (
    '"Blooket\nImport Template",,,,,,,\n'
    'Question #,Question Text,Answer 1,Answer 2,"Answer 3\n(Optional)","Answer 4\n(Optional)","Time Limit (sec)\n(Max: 300 seconds)",'
    '"Correct Answer(s)\n(Only include Answer #)"\n1,Who?,a,b,,,20,1\n2,Which?,a,b,c,,30,"1,3"\n3,,,,,,,\n'
)
WAYGROUND = (
    "Question Text,Question Type,Option 1,Option 2,Option 3,Option 4,Option 5,Correct Answer,Time in seconds,Image Link,Answer explanation\n"
    "Text of the question (required),Question Type (default),Text for option 1,Text for option 2,,,,Answer,Time,Link,Explanation\n"
    "Who?,Multiple Choice,a,b,c,,,2,30,,Because.\nWhich?,Checkbox,a,b,c,,,\"1,3\",30,,\n"
    "Say it,Fill-in-the-Blank,x,y,,,,,30,,\nAnd you?,Open-Ended,,,,,,,30,,\nSeen?,Multiple Choice,a,b,,,,1,30,http://x/y.png,\n"
)  # fmt: skip
GIMKIT = "Gimkit Spreadsheet Import Template,,,,\nQuestion,Correct Answer,Incorrect Answer 1,Incorrect Answer 2 (Optional),Incorrect Answer 3 (Optional)\nQ?,a,b,,\n"


def test_blooket_is_read():
    assert rights(BLOOKET) == [["a"], ["a", "c"]]


def test_wayground_is_read_without_its_instructions():
    blocks = read(WAYGROUND)
    assert [block.why.code if isinstance(block, LeftOut) else type(block.answer) for block in blocks] == [
        Chosen, Chosen, Typed, "essay", "picture",
    ]  # fmt: skip
    assert blocks[2].answer == Typed(("x", "y"))


def test_gimkit_is_read():
    assert rights(GIMKIT) == [["a"]]


def kahoot(*rows: tuple) -> list[Grid]:
    head = ("", "Question - max 120 characters", "Answer 1 - max 75 characters", "Answer 2 - max 75 characters",
            "Answer 3 - max 75 characters", "Answer 4 - max 75 characters", "Time limit (sec) – 5, 10, 20", "Correct answer(s) - choose at least one")  # fmt: skip
    return xlsx_grids(write_xlsx([(), ("", "Quiz template"), (), (), (), (), (), head, *rows], sheet="Sheet1"))


def test_kahoot_is_read_from_its_sheet_with_places():
    found = read_tables(
        kahoot((1, "Who?", "a", "b", "", "", 20, "1,2"), (2, "Which?", "3", "4", "5", "6", 20, 2), (3,))
    )
    assert [block.place for block in found.blocks] == ["Sheet1!B9", "Sheet1!B10"]
    assert [option.text for option in found.blocks[1].answer.options if option.right] == ["4"]


def test_a_list_that_became_a_number_is_refused():
    found = read_tables(kahoot((1, "Who?", "a", "b", "c", "d", 20, "1.2"), (2, "Which?", "a", "b", "c", "d", 20, 2)))
    assert found.blocks[0].why.code == "number-of-a-list"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_table_is_read_whatever_wrote_it(encoding, separator, ending):
    lines = [separator.join(row) for row in (("Frage", "Antwort", "Falsch 1"), ("Größe?", "groß", "klein"))]
    read_file = read_questions(ending.join(lines).encode(encoding))
    assert read_file.kind == "sheet"
    assert read_file.content.blocks[0].stem == "Größe?"


def test_sep_in_the_first_line_says_the_separator():
    assert csv_grid("sep=;\na,b;c\n")[0].rows == (Row(2, ("a,b", "c")),)


@pytest.mark.parametrize("at", [0, 3, 59])
def test_a_quotation_mark_that_is_never_closed_costs_no_row(at):
    rows = ['"Q3?,a,b\n' if n == at else f'"Q{n}, so?",a,b\n' for n in range(60)]
    grid, notes = csv_grid("Question,Answer,Wrong 1\n" + "".join(rows))
    assert len(grid.rows) == 61
    assert all(len(row.cells) == 3 for row in grid.rows)
    assert [note.code for note in notes] == ["quotes"]


def test_a_table_without_a_header_is_told_by_its_cells():
    rows = "".join(f"{n},What is number {n} of all?,alpha,beta,gamma,delta,{'ABCD'[n % 4]}\n" for n in range(1, 9))
    found = read_questions(rows.encode())
    assert found.kind == "sheet"
    assert [note.code for note in found.content.notes] == ["no-header"]
    assert [option.text for option in found.content.blocks[0].answer.options if option.right] == ["beta"]


def test_a_table_of_facts_is_none_of_questions():
    facts = b"country,capital,continent\nFrance,Paris,Europe\nJapan,Tokyo,Asia\nPeru,Lima,America\n"
    with pytest.raises(Unreadable):
        kind_of(facts)


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Quiz">{}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def test_ods_is_read_by_the_optional_library():
    pytest.importorskip("python_calamine")
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = (("Frage", "Richtige Antwort", "Falsch 1"), ("Wer?", "ich", "du"))
    inside = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)
    buffer = io.BytesIO()
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(inside))
        archive.writestr("META-INF/manifest.xml", manifest)
    block = read_questions(buffer.getvalue()).content.blocks[0]
    assert (block.stem, block.place) == ("Wer?", "Quiz!A2")


def test_without_the_optional_library_one_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingExtra) as error:
        read_questions(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    packages = dict(error.value.help.fields)["packages"]
    assert "[convert]" in packages or "python-calamine" in packages
