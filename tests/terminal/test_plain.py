"""Plain lines break between words on a terminal and nowhere in a pipe."""

from __future__ import annotations

import os
import select
import struct
from collections.abc import Iterator
from io import StringIO
from typing import TextIO

import pytest

from lemans_quiz.core.game import Rules
from lemans_quiz.games.exam.driver import exam_driver
from lemans_quiz.games.exam.lines import play_exam_lines
from lemans_quiz.play.driver import game_driver
from lemans_quiz.play.lines import play_lines
from lemans_quiz.terminal.plain import write_lines
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
