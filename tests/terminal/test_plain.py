"""Plain lines break between words on a terminal and nowhere in a pipe."""

from __future__ import annotations

import os
import select
import struct
from collections.abc import Iterator
from io import StringIO
from typing import TextIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lemans_quiz.core.game import Rules
from lemans_quiz.games.exam.driver import exam_driver
from lemans_quiz.games.exam.lines import play_exam_lines
from lemans_quiz.play.driver import game_driver
from lemans_quiz.play.lines import play_lines
from lemans_quiz.terminal.plain import broken, write_lines
from tests.systems import NEEDS_TERMINAL

fcntl = pytest.importorskip("fcntl", reason=NEEDS_TERMINAL)
pty = pytest.importorskip("pty", reason=NEEDS_TERMINAL)
termios = pytest.importorskip("termios", reason=NEEDS_TERMINAL)

LONG = "Stopped after 3 of 10 questions. Resume with: lmq resume"


@pytest.fixture
def narrow() -> Iterator[TextIO]:
    """Return a terminal of 24 columns to write to."""
    reading, writing = pty.openpty()
    fcntl.ioctl(writing, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 24, 0, 0))
    with os.fdopen(writing, "w", encoding="utf-8") as terminal:
        terminal.reading = reading
        yield terminal
    os.close(reading)


def seen(terminal: TextIO) -> list[str]:
    received = b""
    while select.select([terminal.reading], [], [], 0.1)[0]:
        received += os.read(terminal.reading, 65536)
    return received.decode("utf-8").splitlines()


def test_a_pipe_gets_lines_as_they_are():
    out = StringIO()
    write_lines(out, [LONG, "", "two\nlines"])
    assert out.getvalue() == f"{LONG}\n\ntwo\nlines\n"


def test_a_terminal_gets_lines_that_break_between_words(narrow):
    write_lines(narrow, [LONG, ""])
    assert seen(narrow) == ["Stopped after 3 of 10", "questions. Resume with:", "lmq resume", ""]


def test_a_line_to_copy_stays_one(narrow):
    line = '    accept: ["Jani", "Romain Dumas", "Lieb"]'
    write_lines(narrow, [line])
    assert seen(narrow) == [line]


def test_a_question_by_lines_breaks_between_words(narrow, quiz):
    play_lines(game_driver(quiz.TURNS, Rules()), quiz.setting(), source=StringIO(""), out=narrow)
    assert seen(narrow)[:2] == ["Question 1 of 7: Which", "manufacturer won the 24"]


def test_a_question_of_an_exam_breaks_between_words(narrow, quiz):
    play_exam_lines(exam_driver(quiz.TURNS, Rules()), quiz.setting(), source=StringIO(""), out=narrow)
    assert max(map(len, seen(narrow))) <= 24


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Start with: lmq play winners --lang de", ["Start with:", "lmq play winners --lang de"]),
        ("Details: lmq pack check './my quiz.txt'", ["Details:", "lmq pack check './my quiz.txt'"]),
        ("File 'a folder/my quiz.yaml' not found.", ["File", "'a folder/my quiz.yaml'", "not found."]),
        ("In /home/ann/.local/share/lemans-quiz it is", ["In", "/home/ann/.local/share/lemans-quiz", "it is"]),
        ("Donaudampfschifffahrtskapitän", ["Donaudampfschifffah", "rtskapitän"]),
        ("It's a teacher's page, isn't it?", ["It's a teacher's", "page, isn't it?"]),
        ("one\n\ntwo", ["one", "", "two"]),
    ],
)
def test_what_is_copied_stays_in_one_piece_and_the_rest_breaks_between_words(text: str, lines: list[str]):
    assert broken(text, 19) == lines


def test_a_path_with_spaces_stays_in_one_piece_where_it_is_told_as_such():
    path = "/home/Ann Lee/my quiz.yaml"
    assert broken(f"Saved to {path} today", 19, [path]) == ["Saved to", path, "today"]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r")), st.integers(1, 100))
def test_nothing_but_spaces_at_breaks_is_lost(text: str, columns: int):
    assert "".join("".join(broken(text, columns)).split()) == "".join(text.split())
