"""The bank draws as packs in memory do, and whatever happens to its file, it draws."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lemans_quiz.core.draw import Filter, draw_from_packs
from lemans_quiz.core.items import KINDS
from lemans_quiz.packs.bank import Bank, draw_from, open_bank
from lemans_quiz.packs.library import NAMED, PackFile
from lemans_quiz.packs.reading.reader import load_pack
from tests.effort import examples

LETTERS = "abcdefgh"


def question(number: int) -> str:
    """Return a question whose kind, level, tags and languages go through all combinations."""
    tags = [tag for place, tag in enumerate(("fast", "slow", "night")) if number >> place & 1]
    stem = f"{{en: Question {number}, de: Frage {number}}}" if number % 3 else f"Question {number}"
    answer = (
        "answer: 'yes'\n    wrong: ['no', maybe]",
        "answer: true",
        f"answer: {number}",
        "answers: [a, b]\n    wrong: [c]",
    )[number % 4]
    return f"  - question: {stem}\n    id: q{number}\n    {answer}\n    level: {number % 5 + 1}\n    tags: [{', '.join(tags)}]\n"


def write_pack(folder: Path, name: str, count: int, *, start: int = 0) -> PackFile:
    path = folder / f"{name}.yaml"
    path.write_text(
        f"title: {name}\nquestions:\n" + "".join(question(n) for n in range(start, start + count)), encoding="utf-8"
    )
    return PackFile(str(path), NAMED)


@pytest.fixture(scope="module")
def packs(tmp_path_factory) -> list[PackFile]:
    folder = tmp_path_factory.mktemp("packs")
    return [write_pack(folder, name, 20 + 7 * place) for place, name in enumerate(("alpha", "beta", "gamma"))]


@pytest.fixture(scope="module")
def bank(packs, tmp_path_factory):
    opened = open_bank(tmp_path_factory.mktemp("cache") / "bank.sqlite3", packs)
    yield opened
    opened.close()


FILTERS = st.builds(
    Filter,
    low=st.integers(0, 2),
    high=st.integers(3, 5),
    tags=st.lists(st.sampled_from(["fast", "slow", "night"]), unique=True, max_size=3).map(tuple),
    kinds=st.lists(st.sampled_from(KINDS), unique=True, max_size=3).map(tuple),
    language=st.sampled_from(["", "de", "en"]),
    without=st.sampled_from([(), ("night",)]),
)


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(wanted=FILTERS, count=st.integers(1, 90), word=st.text(max_size=5))
def test_the_bank_draws_exactly_as_packs_in_memory_do(packs, bank, wanted, count, word):
    in_memory = draw_from_packs([load_pack(Path(file.path)).pack for file in packs], wanted, count, word)
    assert [one.item() for one in bank.draw(bank.shelved, wanted, count, word)] == in_memory


def ids(bank: Bank) -> list[str]:
    return [one.id for one in bank.draw(bank.shelved, Filter(), 5, "word")]


def test_only_what_changed_is_compiled_again(tmp_path):
    files = [write_pack(tmp_path, "alpha", 4), write_pack(tmp_path, "beta", 4)]
    cache = tmp_path / "cache" / "bank.sqlite3"
    before = draw_from(cache, files, lambda bank: [pack.file for pack in bank.shelved])
    write_pack(tmp_path, "beta", 5)
    after = draw_from(cache, files, lambda bank: [(pack.file, pack.questions) for pack in bank.shelved])
    assert after[0] == (before[0], 4)
    assert after[1] == (before[1] + 1, 5) or after[1][1] == 5


def test_a_file_that_was_only_touched_keeps_its_rows(tmp_path):
    files = [write_pack(tmp_path, "alpha", 4)]
    cache = tmp_path / "bank.sqlite3"
    draw_from(cache, files, ids)
    connection = sqlite3.connect(cache)
    connection.execute("UPDATE items SET tags = 'marked'")
    connection.commit()
    os.utime(files[0].path, ns=(1, 1))
    draw_from(cache, files, ids)
    assert connection.execute("SELECT DISTINCT tags FROM items").fetchall() == [("marked",)]
    connection.close()


def test_a_file_with_mistakes_is_there_without_an_id(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text("title: x\nquestions: 3\n", encoding="utf-8")
    assert draw_from(tmp_path / "bank.sqlite3", [PackFile(str(path), NAMED)], lambda bank: bank.shelved[0].id) == ""


def test_what_is_gone_is_forgotten(tmp_path):
    cache = tmp_path / "bank.sqlite3"
    gone = write_pack(tmp_path, "gone", 3)
    draw_from(cache, [gone], ids)
    Path(gone.path).unlink()
    draw_from(cache, [write_pack(tmp_path, "new", 3)], ids)
    with closing(sqlite3.connect(cache)) as connection, connection:
        assert connection.execute("SELECT count(*) FROM files").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM items").fetchone() == (3,)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scribble(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[4096:] = bytes(len(raw) - 4096)
    path.write_bytes(raw)


def replace_with_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def of_another_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE layout SET made_by = 'another'")


@pytest.mark.parametrize(
    "harm",
    [
        truncate,
        scribble,
        lambda path: path.write_bytes(b"not a database"),
        lambda path: path.unlink(),
        replace_with_folder,
        of_another_version,
    ],
)
def test_a_harmed_bank_costs_time_and_no_game(tmp_path, packs, harm):
    cache = tmp_path / "bank.sqlite3"
    expected = draw_from(cache, packs, ids)
    harm(cache)
    assert draw_from(cache, packs, ids) == expected


def test_a_body_that_is_no_item_is_compiled_again(tmp_path, packs):
    cache = tmp_path / "bank.sqlite3"
    draw_from(cache, packs, ids)
    with closing(sqlite3.connect(cache)) as connection, connection:
        connection.execute("UPDATE items SET body = '[]'")
    assert (
        len(draw_from(cache, packs, lambda bank: [one.item() for one in bank.draw(bank.shelved, Filter(), 5, "w")]))
        == 5
    )


def test_a_locked_bank_is_not_waited_for_forever(tmp_path, packs, monkeypatch):
    monkeypatch.setattr("lemans_quiz.packs.bank._BUSY_SECONDS", 0.1)
    cache = tmp_path / "bank.sqlite3"
    lock = sqlite3.connect(cache, isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    assert len(draw_from(cache, packs, ids)) == 5
    lock.close()


def test_a_cache_that_cannot_be_made_costs_no_game(tmp_path, packs):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert len(draw_from(tmp_path / "file" / "cache" / "bank.sqlite3", packs, ids)) == 5


def test_ten_at_once_on_a_cold_cache_all_draw_the_same(tmp_path, packs):
    program = (
        "import sys; from pathlib import Path; from lemans_quiz.core.draw import Filter; from lemans_quiz.packs.bank import draw_from;"
        "from lemans_quiz.packs.library import PackFile; files = [PackFile(path, 'named') for path in sys.argv[2:]];"
        "print(draw_from(Path(sys.argv[1]), files, lambda bank: [one.id for one in bank.draw(bank.shelved, Filter(), 9, 'word')]))"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "bank.sqlite3"), *(file.path for file in packs)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(10)]
    outputs = {process.communicate(timeout=60)[0] for process in running}
    assert len(outputs) == 1
    assert "q" in outputs.pop()


def test_a_warm_bank_needs_no_yaml(tmp_path, packs):
    cache = tmp_path / "bank.sqlite3"
    draw_from(cache, packs, ids)
    program = (
        "import sys; from pathlib import Path; from lemans_quiz.packs.bank import draw_from; from lemans_quiz.packs.library import PackFile;"
        "draw_from(Path(sys.argv[1]), [PackFile(path, 'named') for path in sys.argv[2:]], lambda bank: None); print('yaml' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(cache), *(file.path for file in packs)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False\n"
