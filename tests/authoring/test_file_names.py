"""Names of files that cannot be copied to every system are told."""

import pytest

from lemans_quiz.authoring.lint.file_names import advise_on_names
from lemans_quiz.i18n import render


@pytest.mark.parametrize(
    "name", ["con.yaml", "LPT1.yaml", "what?.yaml", "a:b.yaml", 'a"b.yaml', "a.yaml ", "a.", "a\\b.yaml"]
)
def test_a_name_that_windows_does_not_take_is_told(name):
    assert [d.code for d in advise_on_names([(name, ())])] == ["file-name"]


@pytest.mark.parametrize("name", ["round.yaml", "con/round.yaml", "Größe 2.yaml", "console.yaml", "../a.b/c-d_e.yml"])
def test_other_names_and_folders_that_stay_behind_are_not(name):
    assert advise_on_names([(name, ())]) == []


def test_the_name_of_a_table_is_told_with_its_folder():
    found = advise_on_names([("packs/round.yaml", ["aux/winners.csv"])])
    assert [(d.file, render(d.message)) for d in found] == [
        ("packs/round.yaml", "Windows does not allow the file name 'aux'.")
    ]


def test_names_that_differ_in_capitals_alone_are_told_once_within_a_folder():
    found = advise_on_names([("a/round.yaml", ["w.csv"]), ("a/Round.yaml", ["w.csv"]), ("b/ROUND.yaml", ["W.csv"])])
    assert [(d.file, render(d.message)[:46]) for d in found] == [
        ("a/Round.yaml", "The names 'Round.yaml' and 'round.yaml' differ")
    ]
