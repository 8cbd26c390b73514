"""A new pack names its own file in commands that can be run as they stand."""

import io
from contextlib import redirect_stdout

import pytest

from lemans_quiz.authoring.new_command import new
from lemans_quiz.packs.reading.reader import read_pack


@pytest.mark.parametrize("table", ["", "t.csv"])
def test_a_name_with_a_space_is_quoted_wherever_a_command_holds_it(tmp_path, monkeypatch, table):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.csv").write_text("year,drivers\n" + "".join(f"{n},{n * n}\n" for n in range(1, 7)))
    with redirect_stdout(io.StringIO()) as printed:
        new("My pack", source=table)
    text = (tmp_path / "My pack.yaml").read_text("utf-8")
    assert "lmq pack check --watch 'My pack.yaml'" in printed.getvalue()
    assert "lmq pack check --watch 'My pack.yaml'" in text
    assert "preview My" not in text + printed.getvalue()
    assert read_pack(text.encode(), file="", default_id="x", tables=lambda _: (tmp_path / "t.csv").read_bytes()).pack


def test_each_file_that_is_written_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with redirect_stdout(io.StringIO()) as printed:
        new("mine")
    assert all(path.name in printed.getvalue() for path in tmp_path.iterdir())
