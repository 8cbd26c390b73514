"""What is named in the place of a file that is not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lemans_quiz.files.missing import likely_file, no_such_file, no_such_folder, of_several_words

THERE = (
    "Winners.csv",
    "class 7b/My quiz.yaml",
    "class 7b/pictures.png",
    "Königin.csv",
    "list.csv.txt",
    "notes.md",
    ".hidden.csv",
)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in THERE:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("WINNERS.CSV", "Winners.csv"),
        ("Winners.csv ", "Winners.csv"),
        ("'Winners.csv'", "Winners.csv"),
        ("Winners.tsv", "Winners.csv"),
        ("Winners", "Winners.csv"),
        ("Winers.csv", "Winners.csv"),
        ("Ko\u0308nigin.csv", "Königin.csv"),
        ("list.csv", "list.csv.txt"),
        ("Class 7B/my quiz.yml", "class 7b/My quiz.yaml"),
        ("class7b/Myquiz.yaml", "class 7b/My quiz.yaml"),
        ("class 7b\\My quiz.yaml", "class 7b/My quiz.yaml"),
        ("Class-7b/my_quiz", "class 7b/My quiz.yaml"),
        ("class 7b/teams.yaml", ""),
        ("nowhere/else/Winners.csv", ""),
        ("hidden.csv", ""),
        ("", ""),
    ],
)
def test_the_file_that_was_meant_is_found(typed: str, meant: str) -> None:
    assert Path(likely_file(typed)) == Path(meant)


def test_a_whole_path_with_a_mistake_in_one_folder_is_found(tmp_path: Path) -> None:
    assert likely_file(str(tmp_path / "Class-7b" / "My quiz.yaml")) == str(tmp_path / "class 7b" / "My quiz.yaml")


def test_a_path_dropped_by_a_browser_is_known(tmp_path: Path) -> None:
    assert likely_file((tmp_path / "class 7b" / "My quiz.yaml").as_uri()) == str(tmp_path / "class 7b" / "My quiz.yaml")


def test_a_folder_named_like_a_pack_gets_the_sign_of_one() -> None:
    assert likely_file("class 7b") == os.path.join("class 7b", "")


def test_a_home_that_no_shell_put_in_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert likely_file("~/Winners.csv") == str(tmp_path / "Winners.csv")


def test_the_error_asks_whether_it_was_meant() -> None:
    help = no_such_file("winners.csv").help
    assert help is not None
    assert help.fields == (("word", "Winners.csv"),)
    assert no_such_file("entirely-other.pdf").help is None


def test_a_folder_is_no_file_and_a_file_is_no_folder() -> None:
    folder = no_such_folder("Class7b").help
    assert folder is not None
    assert folder.fields == (("word", "class 7b"),)
    assert no_such_folder("winners").help is None


@pytest.mark.parametrize("word", ["class", "7b/My", "quiz.yaml"])
def test_a_name_with_spaces_that_the_shell_took_apart_is_put_in_quotes(word: str) -> None:
    line = ["play", "class", "7b/My", "quiz.yaml", "-n", "3"]
    assert of_several_words(word, line) == '"class 7b/My quiz.yaml"'


def test_words_that_are_no_name_together_stay_words() -> None:
    assert of_several_words("Winners", ["play", "Winners", "quiz.yaml"]) == ""
