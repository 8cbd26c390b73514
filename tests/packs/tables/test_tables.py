"""Rows of a CSV become questions, and every mistake in it is told at its row and column."""

import os
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from lemans_quiz.core.items import Choice, Item, Number, Text
from lemans_quiz.i18n import render
from lemans_quiz.packs.bank import open_bank
from lemans_quiz.packs.library import NAMED, PackFile
from lemans_quiz.packs.naming import id_for_rows
from lemans_quiz.packs.reading.reader import Reading, load_pack, read_pack
from tests.systems import needs_links

WINNERS = "year,make,drivers\n1923,Chenard,Lagache\n1924,Bentley,Duff\n1925,Lorraine,Rossignol\n1926,Lorraine,Bloch\n1927,Bentley,Benjafield\n"
MAKE = """\
  - each: t
    id: make-{year}
    question: {en: "Which make won in {year}?", de: "Welche Marke siegte {year}?"}
    answer: "{make}"
    wrong: {from: make, near: year, count: 2}
"""


def reading(questions: str, tables: Mapping[str, str] | None = None, table: str = WINNERS) -> Reading:
    content = {"t.csv": table, **(tables or {})}
    pack = f"title: T\ntables: {{t: t.csv}}\nquestions:\n{questions}"
    return read_pack(
        pack.encode(),
        file="p/pack.yaml",
        default_id="pack",
        tables=lambda name: content[name].encode() if name in content else None,
    )


def items(questions: str, table: str = WINNERS) -> tuple[Item, ...]:
    result = reading(questions, table=table)
    assert result.pack, [(d.span, render(d.message)) for d in result.diagnostics]
    return result.pack.items


def mistakes(questions: str, table: str = WINNERS) -> list[tuple[str, str, int, int]]:
    result = reading(questions, table=table)
    assert result.pack is None
    return [(d.code, d.file, d.span.line if d.span else 0, d.span.column if d.span else 0) for d in result.diagnostics]


def options(item: Item) -> list[str]:
    assert isinstance(item.kind, Choice)
    return [option.text.show("en") for option in item.kind.options]


def question(answer: str, *, text: str = '"What of {year}?"', more: str = "") -> str:
    return f"  - each: t\n    question: {text}\n    answer: {answer}\n{more}"


def test_each_row_becomes_an_ordinary_question() -> None:
    made = items(MAKE)
    assert [item.id for item in made] == [f"make-{year}" for year in range(1923, 1928)]
    assert made[0].stem.show("de") == "Welche Marke siegte 1923?"
    assert all(item.table for item in made)


def test_wrong_answers_come_from_the_nearest_rows_the_earlier_first() -> None:
    made = items(MAKE.replace("count: 2", "count: 1"))
    assert options(made[1]) == ["Bentley", "Chenard"]
    assert options(made[2]) == ["Lorraine", "Bentley"]
    assert options(made[4]) == ["Bentley", "Lorraine"]


def test_expanding_twice_gives_the_same() -> None:
    assert items(MAKE) == items(MAKE)


def test_numbers_are_near_as_numbers() -> None:
    table = "year,make\n9,A\n10,B\n100,C\n11,D\n"
    assert options(items(MAKE.replace("count: 2", "count: 1"), table)[1]) == ["B", "A"]


def test_texts_are_near_in_the_order_of_the_alphabet() -> None:
    table = "year,make\nb,B\nd,D\na,A\nc,C\n"
    assert options(items(MAKE.replace("count: 2", "count: 1"), table)[1]) == ["D", "C"]


def test_without_near_the_neighbours_in_the_table_are_near() -> None:
    made = items(MAKE.replace("near: year, count: 2", "count: 1"))
    assert options(made[1]) == ["Bentley", "Chenard"]


def test_what_would_be_right_is_never_wrong() -> None:
    table = "country,river\nFrance,Sarthe\nFrance,Loire\nItaly,Po\nSpain,Ebro\nSpain,Tajo\n"
    made = items(
        '  - each: t\n    question: "A river in {country}?"\n    answer: "{river}"\n    wrong: {from: river, count: 3}\n',
        table,
    )
    assert options(made[0]) == ["Sarthe", "Po", "Ebro", "Tajo"]
    assert options(made[3]) == ["Ebro", "Po", "Loire", "Sarthe"]


def test_a_question_that_reads_the_same_in_one_language_shares_its_right_answers() -> None:
    table = "en,de,make\nbank,Bank,A\nbank,Ufer,B\nriver,Fluss,C\nsea,Meer,D\n"
    text = '{en: "Who owns the {en}?", de: "Wem gehört {de}?"}'
    made = items(question('"{make}"', text=text, more="    wrong: {from: make, count: 2}\n"), table)
    assert options(made[0]) == ["A", "C", "D"]


def test_values_that_only_case_tells_apart_are_one() -> None:
    table = "year,make\n1,Audi\n2,AUDI\n3,audi \n4,Ford\n5,BMW\n"
    assert options(items(MAKE, table)[0]) == ["Audi", "Ford", "BMW"]


def test_wrong_answers_can_have_languages() -> None:
    table = "car,en,de\nA,Italy,Italien\nB,France,Frankreich\n"
    more = "    wrong: {from: {en: en, de: de}, count: 1}\n"
    made = items(question('{en: "{en}", de: "{de}"}', text='"Where is {car} from?"', more=more), table)
    assert isinstance(made[0].kind, Choice)
    assert made[0].kind.options[1].text.show("de") == "Frankreich"


def test_where_takes_rows_that_match_in_all_columns() -> None:
    where = '    where: {make: Lorraine, year: "1926"}\n'
    assert [item.id for item in items(MAKE.replace("    id:", where + "    id:"))] == ["make-1926"]


def test_doubled_braces_are_braces() -> None:
    made = items(question('"{{{make}}}"', text='"{{x}} in {year}?"'))
    assert made[0].stem.first == "{x} in 1923?"
    assert made[0].kind.key.first == "{Chenard}"  # type: ignore[union-attr]


def test_a_template_is_text_unless_the_type_says_else() -> None:
    text, number = items(question('"{year}"', text='"{drivers}?"') + question('"{year}"', more="    type: number\n"))[
        ::5
    ]
    assert isinstance(text.kind, Text)
    assert isinstance(number.kind, Number)
    assert number.kind.key == 1923


def test_columns_stand_in_every_field() -> None:
    table = "a,b,level,from\n1,2,3,2020-01-01\n"
    more = '    level: "{level}"\n    as_of: "{from}"\n    tags: ["t-{a}"]\n    hint: "{b}!"\n    note: "{a}"\n    accept: ["{a} or {b}"]\n'
    (item,) = items(question('"{b}"', text='"{a}?"', more=more), table)
    assert (item.level, item.as_of, item.tags, item.note) == (3, "2020-01-01", ("t-1",), "1")


def test_ids_are_written_as_ids() -> None:
    table = "year,make\nCôte d’Azur,A\nKöln,B\n"
    ids = [item.id for item in items(question('"{make}"', more="    id: in-{year}\n"), table)]
    assert ids == ["in-cote-dazur", "in-koeln"]


def test_both_forms_of_match_are_filled() -> None:
    table = "a,b,c,d\n1,2,3,4\n"
    (item,) = items('  - each: t\n    question: "{a}?"\n    match: {"{a}": "{b}", "{c}": "{d}"}\n', table)
    assert [left.first for left in item.kind.lefts] == ["1", "3"]  # type: ignore[union-attr]


@pytest.mark.parametrize("table", ["a;b\n1,5;2\n", "a\tb\n1,5\t2\n", '\ufeff"a";b\r\n1,5;2\r\n', '"a,x";b\n1,5;2\n'])
def test_the_header_alone_tells_what_separates(table: str) -> None:
    name = "a,x" if "a,x" in table else "a"
    assert items(question('"{b}"', text=f'"{{{name}}}?"'), table)[0].stem.first == "1,5?"


def test_cells_may_hold_lines_quotes_and_separators() -> None:
    table = 'year,make\n1,"a ""b"", c\nd"\n2,x\n'
    assert items(question('"{year}"', text='"{make}?"'), table)[0].stem.first == 'a "b", c\nd?'


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("year,make\n1923\n", ("ragged-row", 2, 5)),
        ("year,make\n1923,A,B\n", ("ragged-row", 2, 8)),
        ("year,make,make\n1,2,3\n", ("duplicate-column", 1, 11)),
        ("year,,make\n1,2,3\n", ("bad-column", 1, 6)),
        ("year,{a},make\n1,2,3\n", ("bad-column", 1, 6)),
        (f"year,{'a' * 101},make\n1,2,3\n", ("bad-column", 1, 6)),
        ("year,make\n1,\x1b[2J\n", ("forbidden-character", 2, 3)),
        ('year,make\n1,"open\n2,x\n', ("bad-quotes", 2, 1)),
        ('year,make\n1,"a"b\n', ("bad-quotes", 2, 1)),
        ("year,make\n", ("empty-table", 0, 0)),
        ("", ("empty-table", 0, 0)),
    ],
)
def test_a_mistake_in_a_table_is_told_at_its_place(table: str, expected: tuple[str, int, int]) -> None:
    code, line, column = expected
    assert mistakes(question('"{make}"'), table) == [(code, os.path.join("p", "t.csv"), line, column)]


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        (MAKE.replace("{make}", "{mak}"), ("unknown-column", 7, 13)),
        (MAKE.replace('"{make}"', "{make}"), ("unquoted-template", 7, 13)),
        (MAKE.replace('"{make}"', '"{make"'), ("stray-brace", 7, 13)),
        (MAKE.replace("each: t", "each: tt"), ("unknown-table", 4, 11)),
        (MAKE.replace("make-{year}", "make"), ("id-without-column", 5, 9)),
        (MAKE.replace("near: year", "near: yeer"), ("unknown-column", 8, 31)),
        (MAKE.replace("from: make, ", ""), ("missing-key", 8, 12)),
        (MAKE.replace("count: 2", "count: 9"), ("out-of-range", 8, 44)),
        (MAKE.replace("count: 2", "cuont: 2"), ("unknown-key", 8, 37)),
        (MAKE.replace("count: 2", "count: 3"), ("too-few-wrong", 8, 19)),
        (MAKE.replace("answer:", "anwser:"), ("unknown-key", 7, 5)),
        (MAKE.replace("    id:", "    where: {make: Lorrane}\n    id:"), ("no-rows", 5, 19)),
        (MAKE.replace("    id:", "    where: {mak: Lorraine}\n    id:"), ("unknown-column", 5, 13)),
    ],
)
def test_a_mistake_in_a_template_is_told_once(questions: str, expected: tuple[str, int, int]) -> None:
    code = expected[0]
    assert ("p/pack.yaml", *expected) in [
        (file, code, line, column) for code, file, line, column in mistakes(questions)
    ]
    assert len([found for found in mistakes(questions) if found[0] == code]) == 1


@pytest.mark.parametrize(
    ("questions", "table", "expected"),
    [
        (MAKE, WINNERS.replace("1924,Bentley", "1924,"), ("empty-cell", 3, 6)),
        (MAKE, WINNERS.replace("1924,", ","), ("empty-cell", 3, 1)),
        (MAKE.replace("count: 2", "count: 1"), WINNERS.replace("1924", "1923"), ("duplicate-id", 3, 1)),
        (question('"{make}"', more="    type: number\n"), "year,make\n1,2\n3,x\n", ("not-a-number", 3, 3)),
        (
            question('"{make}"', more="    wrong: [Ford, Audi]\n"),
            "year,make\n1,Fiat\n2,Ford\n",
            ("answer-among-wrong", 3, 1),
        ),
        (question('"{make}"', more='    level: "{year}"\n'), "year,make\n1,Fiat\n7,Ford\n", ("out-of-range", 3, 1)),
        (
            question('"{make}"', text='"Which in {year}?"', more="    wrong: {from: make, count: 1}\n"),
            "year,make\n1,A\n1,B\n",
            ("too-few-wrong", 2, 3),
        ),
    ],
)
def test_a_mistake_of_a_row_is_told_at_the_row(questions: str, table: str, expected: tuple[str, int, int]) -> None:
    code, line, column = expected
    assert (code, os.path.join("p", "t.csv"), line, column) in mistakes(questions, table)


def test_a_mistake_of_every_row_is_told_a_few_times_and_counted() -> None:
    table = "year,make\n" + "".join(f"{year},\n" for year in range(500))
    found = mistakes(question('"{make}"'), table)
    assert len(found) == 21
    assert ("more-rows", "p/pack.yaml", 4, 5) in found


def test_a_cell_that_is_not_used_may_be_empty() -> None:
    assert len(items(MAKE, WINNERS.replace("Duff", ""))) == 5


def test_a_missing_table_is_told_where_it_is_named() -> None:
    result = read_pack(
        b"title: T\ntables: {t: t.csv}\nquestions: [{question: a?, answer: b}]",
        file="x.yaml",
        default_id="x",
        tables=lambda name: None,
    )
    assert [(d.code, d.span[:2]) for d in result.diagnostics if d.span] == [("unreadable-table", (2, 13))]
    assert result.tables == ("t.csv",)


def test_a_table_that_is_there_in_other_capitals_is_named(tmp_path: Path) -> None:
    (tmp_path / "Towns.CSV").write_text("year,make\n1,2\n")
    pack = tmp_path / "p.yaml"
    pack.write_text("title: T\ntables: {t: towns.csv}\nquestions:\n" + question('"{make}"'))
    if (tmp_path / "towns.csv").exists():
        pytest.skip("capitals make no difference here")
    (told,) = load_pack(pack).diagnostics
    assert dict(told.message.fields) == {"path": "towns.csv", "word": "Towns.CSV"}


@needs_links
@pytest.mark.parametrize("path", ["../t.csv", "/etc/hostname", "a/../../t.csv", "link.csv", "C:t.csv", "..\\\\t.csv"])
def test_no_path_leaves_the_folder_of_the_pack(tmp_path: Path, path: str) -> None:
    inside = tmp_path / "packs"
    inside.mkdir()
    (tmp_path / "t.csv").write_text("year,make\n1,2\n")
    (inside / "link.csv").symlink_to(tmp_path / "t.csv")
    pack = inside / "p.yaml"
    pack.write_text(f'title: T\ntables: {{t: "{path}"}}\nquestions:\n' + question('"{make}"'))
    result = load_pack(pack)
    assert [d.code for d in result.diagnostics] == ["unreadable-table"]
    assert result.tables == ()


def test_a_table_may_stand_in_a_folder_below(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "t.csv").write_text(WINNERS)
    (tmp_path / "p.yaml").write_text("title: T\ntables: {t: tables/t.csv}\nquestions:\n" + MAKE)
    result = load_pack(tmp_path / "p.yaml")
    assert result.pack
    assert result.pack.tables == ("tables/t.csv",)


def test_questions_may_stand_above_the_tables() -> None:
    pack = f"title: T\nquestions:\n{MAKE}tables: {{t: t.csv}}\n"
    result = read_pack(pack.encode(), file="p", default_id="p", tables=lambda name: WINNERS.encode())
    assert result.pack
    assert len(result.pack.items) == 5


def test_too_much_text_from_one_template_is_refused() -> None:
    table = "a\n" + "".join(f"{row}{'x' * 1900}\n" for row in range(3000))
    more = "    accept:\n" + "".join(f'      - "{number} {{a}}"\n' for number in range(50))
    assert mistakes(question('"{a}"', text='"{a}?"', more=more), table) == [("table-too-large", "p/pack.yaml", 4, 5)]


def test_many_templates_over_a_large_table_end_soon() -> None:
    table = "year,make\n" + "".join(f"{row},\n" for row in range(5000))
    started = time.process_time()
    codes = [code for code, *_ in mistakes(question('"{make}"', text="a?") * 3000, table)]
    assert "too-many-mistakes" in codes
    assert time.process_time() - started < 10


def test_ten_thousand_rows_take_a_few_seconds() -> None:
    table = "year,make,drivers\n" + "".join(f"{row},Make {row % 7},Driver {row}\n" for row in range(10_000))
    started = time.process_time()
    assert len(items(MAKE, table)) == 10_000
    assert time.process_time() - started < 5


def counted(folder: Path) -> int:
    bank = open_bank(folder / "bank.sqlite3", [PackFile(str(folder / "p.yaml"), NAMED)])
    try:
        return bank.shelved[0].questions
    finally:
        bank.close()


def test_the_bank_follows_the_table(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("title: T\ntables: {t: t.csv}\nquestions:\n" + MAKE)
    counts = []
    for table in (WINNERS, WINNERS + "1928,Bentley,Rubin\n", WINNERS + "1929,", WINNERS):
        (tmp_path / "t.csv").write_text(table)
        counts.append(counted(tmp_path))
    assert counts == [5, 6, 0, 5]


def test_the_bank_sees_a_missing_table_arrive(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("title: T\ntables: {t: t.csv}\nquestions:\n" + MAKE)
    before = counted(tmp_path)
    (tmp_path / "t.csv").write_text(WINNERS)
    assert (before, counted(tmp_path)) == (0, 5)


def test_the_shipped_table_makes_the_questions_its_author_counted() -> None:
    result = load_pack(Path(__file__).parents[3] / "questions" / "winners.yaml")
    assert result.pack
    assert not result.diagnostics
    made = [item.id.partition("-")[0] for item in result.pack.items if item.table]
    assert {name: made.count(name) for name in set(made)} == {
        "make": 90,
        "drivers": 37,
        "year": 28,
        "car": 29,
    }


def test_questions_of_a_table_without_an_id_are_told_the_line_that_gives_them_one() -> None:
    told = [d for d in reading(question('"{make}"', text='"Who won in {year}?"')).diagnostics if d.code == "no-id"]
    assert [str(dict(d.help.fields)["line"]) for d in told] == ["id: make-{year}"]


def test_an_id_is_not_suggested_where_no_column_tells_the_rows_apart() -> None:
    assert id_for_rows(["make"], [["Audi"], ["Audi"]], "{make}") == ""


@pytest.mark.parametrize("values", ["v{}", "rare and v{}", "run {}"])
def test_wrong_answers_of_a_long_table_with_few_values_are_looked_for_once(tmp_path, monkeypatch, values):
    from lemans_quiz.packs.tables import distractors

    looked = []
    real = distractors.Nearest.around
    monkeypatch.setattr(
        distractors.Nearest, "around", lambda self, row: (looked.append(r) or r for r in real(self, row))
    )
    rows = "".join(f"{n},{values.format(n // 500)}\n" for n in range(4000))
    (tmp_path / "t.csv").write_text(f"n,v\n{rows}")
    (tmp_path / "p.yaml").write_text(
        "title: T\ntables: {t: t.csv}\nquestions:\n"
        "  - {each: t, question: '{n}?', answer: '{v}', wrong: {from: v, near: n, count: 3}}\n"
    )
    assert load_pack(tmp_path / "p.yaml").pack is not None
    assert len(looked) < 12 * 4000


LISTED = """\
  - each: t
    id: q-{name}
    question: Which is {name}?
    answer: "{right}"
    wrong: ["{one}", "{two}"]
"""


def test_an_empty_cell_in_a_list_is_no_option():
    made = items(LISTED, "name,right,one,two\nx,a,b,\ny,c,d,e\n")
    assert [options(item)[1:] for item in made] == [["b"], ["d", "e"]]


def test_a_row_without_any_wrong_answer_is_told_at_its_cell():
    assert mistakes(LISTED, "name,right,one,two\nx,a,b,\ny,c,,\n") == [("too-few-entries", "p/t.csv", 3, 5)]


def test_a_hint_of_one_empty_cell_is_left_out():
    made = items(
        '  - {each: t, id: "q-{n}", question: "What is {n}?", answer: "{a}", hint: "{h}"}\n',
        "n,a,h\nx,one,look\ny,two,\n",
    )
    assert [[hint.first for hint in item.hints] for item in made] == [["look"], []]


def test_a_column_of_numbers_with_a_unit_makes_number_questions():
    made = items(
        '  - {each: t, id: "q-{n}", question: "How long is {n}?", answer: "{l}", unit: km}\n', "n,l\nx,1.5\ny,2\n"
    )
    assert [type(item.kind) for item in made] == [Number, Number]


def test_a_cell_that_is_no_number_is_told_by_row_and_column():
    table = "n,l\nx,1.5\ny,long\n"
    question = '  - {each: t, id: "q-{n}", question: "How long is {n}?", answer: "{l}", tolerance: 1}\n'
    assert mistakes(question, table) == [("not-a-number", "p/t.csv", 3, 3)]


@pytest.mark.parametrize(
    "table",
    ["sep=;\nn;l\nx;a,b\n", "#separator:tab\n#html:true\nn\tl\nx\ta,b\n", "#separator:Semicolon\nn;l\nx;a,b\n"],
)
def test_what_other_programs_write_above_the_header_is_no_row(table):
    made = items('  - {each: t, id: "q-{n}", question: "What is {n}?", answer: "{l}"}\n', table)
    assert [item.kind.key.first for item in made] == ["a,b"]


def test_a_title_above_the_header_is_told_once():
    table = "Winners of all times,\n,\nname,right\nx,a\ny,b\n"
    assert mistakes(LISTED, table) == [("header-not-first", "p/t.csv", 1, 1)]


def test_a_workbook_is_not_called_a_text_in_another_encoding():
    raw = b"PK\x03\x04" + bytes(200)
    result = read_pack(
        f"title: T\ntables: {{t: t.csv}}\nquestions:\n{LISTED}".encode(), file="p", default_id="p", tables=lambda _: raw
    )
    assert [render(d.message) for d in result.diagnostics] == ["This is not a text file, but .xlsx/.ods/.docx/.zip."]
