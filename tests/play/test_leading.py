"""Lines of a teacher: what a word stands for, and lines as they come from a pipe while something else goes on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from typing import TextIO

import pytest

from lemans_quiz.play.leading import COMMON, LineReader, Request, request


@pytest.fixture
def pipe() -> Iterator[tuple[TextIO, int]]:
    """Return what is read, and what is written to. Read it to its end: a thread that still reads would read what is opened next."""
    reading, writing = os.pipe()
    with closing(os.fdopen(reading, encoding="utf-8")) as source:
        yield source, writing


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("", Request("next", "")),
        ("  :Zurück ", Request("back", "")),
        (":void  2", Request("void", "2")),
        ("1 3", Request("", "1 3")),
        (":nothing", None),
    ],
)
def test_a_line_is_a_word_with_what_follows_it(line: str, wanted: Request | None) -> None:
    assert request(line, COMMON) == wanted


def test_a_line_is_there_as_soon_as_it_is_whole_and_nobody_waits_for_the_next(pipe: tuple[TextIO, int]) -> None:
    source, writing = pipe
    reader = LineReader(source)
    assert reader.get(0.01) is None
    os.write(writing, b"ei")
    os.write(writing, b"ns\nzwei\r\ndr")
    assert [reader.get(), reader.get(), reader.get(0.01)] == ["eins", "zwei", None]
    assert not reader.is_over
    os.close(writing)
    assert [reader.get(), reader.get(), reader.is_over] == ["dr", None, True]


def test_a_line_without_an_end_is_cut(pipe: tuple[TextIO, int]) -> None:
    source, writing = pipe
    reader = LineReader(source)
    for _ in range(20):
        os.write(writing, b"x" * 4000)
    os.write(writing, b"\nnext\n")
    os.close(writing)
    line = reader.get()
    assert line is not None
    assert len(line) <= 8000
    assert [reader.get(), reader.get(), reader.is_over] == ["next", None, True]


def test_what_is_no_file_is_read_at_once() -> None:
    reader = LineReader(StringIO("a\nb"))
    assert [reader.get(), reader.get(), reader.get(), reader.is_over] == ["a", "b", None, True]
