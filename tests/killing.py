"""A pack of thirty questions and games of it in processes of their own, which can be killed."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.forking import surroundings

PACK = "title: Kill\nquestions:\n" + "".join(
    f"  - {{id: q{n}, question: 'Question {n}?', answer: a{n}, wrong: [b{n}, c{n}]}}\n" for n in range(30)
)


def environment(home: Path) -> dict[str, str]:
    return surroundings(LEMANS_QUIZ_HOME=str(home), TERM="xterm")


UNSETTLED = (
    "import runpy; from lemans_quiz.terminal import settling; settling.SETTLE = 0.0;"
    "runpy.run_module('lemans_quiz', run_name='__main__', alter_sys=True)"
)
"""What runs the program so that keys answer as soon as a page is there."""


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", UNSETTLED, *arguments]


@pytest.fixture(name="home")
def home_with_the_pack(tmp_path: Path, furnish: Callable[[Path], Path]) -> Path:
    folder = tmp_path / "home" / "data" / "packs"
    folder.mkdir(parents=True)
    (folder / "kill.yaml").write_text(PACK, encoding="utf-8")
    return furnish(tmp_path / "home")


def kept(home: Path) -> list[tuple[str, float]]:
    path = home / "data" / "history.sqlite3"
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'attempts'").fetchone():
            return []
        return connection.execute("SELECT item, mark FROM attempts ORDER BY session, turn").fetchall()


def events(output: str) -> list[dict]:
    return [json.loads(line) for line in output.splitlines(keepends=True) if line.endswith("\n")]
