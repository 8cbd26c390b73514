"""A pack made from a table asks each column from the first, reads without mistakes, and says what it leaves out."""

from pathlib import Path

import pytest

from lemans_quiz.authoring.from_table import pack_from_table
from lemans_quiz.core.items import Choice, Pack
from lemans_quiz.errors import NotFound, PackMistakes, UsageError
from lemans_quiz.packs.reading.reader import load_pack

CAPITALS = "country,capital,river (km),coast\n" + "".join(
    f"{row}\n"
    for row in (
        "France,Paris,777,yes",
        "Italy,Rome,405,yes",
        "Spain,Madrid,1007,yes",
        "Austria,Vienna,350,no",
        "Côte,Y,5,",
    )
)


def made(folder: Path, table: str = CAPITALS, *, language: str = "en", title: str = "T: x") -> str:
    (folder / "t.csv").write_text(table, encoding="utf-8")
    return pack_from_table(folder / "t.csv", folder / "p.yaml", title=title, language=language, schema="file:///s.json")


def read(folder: Path, text: str) -> Pack:
    (folder / "p.yaml").write_text(text, encoding="utf-8")
    reading = load_pack(folder / "p.yaml")
    assert not reading.diagnostics
    assert reading.pack
    return reading.pack


@pytest.mark.parametrize("language", ["en", "de"])
def test_each_column_is_asked_from_the_first(tmp_path: Path, language: str) -> None:
    pack = read(tmp_path, made(tmp_path, language=language))
    assert len(pack.items) == 10
    assert pack.language == language
    assert pack.items[0].id == "capital-france"
    assert "France" in pack.items[0].stem.first


def test_numbers_are_asked_among_the_nearest_numbers(tmp_path: Path) -> None:
    item = read(tmp_path, made(tmp_path)).items[6]
    assert isinstance(item.kind, Choice)
    assert [option.text.first for option in item.kind.options] == ["405", "350", "777", "5"]


def test_a_column_that_cannot_be_asked_is_left_out_with_the_reason(tmp_path: Path) -> None:
    assert "# Not asked: coast. Line 6 of the table is empty there." in made(tmp_path)
    few = made(tmp_path, CAPITALS.replace("5,\n", "5,no\n"))
    assert "# Not asked: coast. It has only 2 different values; 4 are needed." in few


def test_rows_that_share_their_first_cell_get_no_ids_and_no_right_answer_among_the_wrong(tmp_path: Path) -> None:
    table = "country,river\nFrance,Sarthe\nFrance,Loire\nItaly,Po\nSpain,Ebro\nAustria,Donau\n"
    text = made(tmp_path, table)
    assert "id:" not in text
    (tmp_path / "p.yaml").write_text(text)
    pack = load_pack(tmp_path / "p.yaml").pack
    assert pack
    kind = pack.items[0].kind
    assert isinstance(kind, Choice)
    assert [option.text.first for option in kind.options] == ["Sarthe", "Po", "Ebro", "Donau"]


def test_columns_of_any_name_are_written_so_that_they_read_back(tmp_path: Path) -> None:
    table = CAPITALS.replace("country,capital", '"a ""b"": #c",\'x\\y, z').replace("'x\\y, z", '"\'x\\y, z"')
    assert len(read(tmp_path, made(tmp_path, table)).items) == 10


def test_the_table_lies_beside_the_pack(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "t.csv").write_text(CAPITALS)
    with pytest.raises(UsageError):
        pack_from_table(tmp_path / "t.csv", tmp_path / "sub" / "p.yaml", title="T", language="en", schema="s")


def test_a_missing_table_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        pack_from_table(tmp_path / "t.csv", tmp_path / "p.yaml", title="T", language="en", schema="s")


def test_the_mistakes_of_a_table_come_along(tmp_path: Path) -> None:
    with pytest.raises(PackMistakes) as raised:
        made(tmp_path, "a,b\n1\n")
    assert [found.code for found in raised.value.diagnostics] == ["ragged-row"]


@pytest.mark.parametrize("table", ["a\n1\n2\n", "a,b\n1,x\n2,y\n", "a,b\n,x\n2,y\n"])
def test_a_table_that_cannot_be_asked_is_refused(tmp_path: Path, table: str) -> None:
    with pytest.raises(UsageError):
        made(tmp_path, table)


def test_the_question_fits_a_column_of_one_or_many(tmp_path: Path) -> None:
    pack = read(tmp_path, made(tmp_path, CAPITALS.replace("capital", "drivers")))
    assert pack.items[0].stem.first == "France: which drivers?"
