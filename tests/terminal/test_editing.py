"""A line is edited as people expect."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.terminal import keys
from lemans_quiz.terminal.editing import LONGEST, Line, edit
from lemans_quiz.terminal.keys import Key
from tests.effort import examples


@pytest.mark.parametrize(
    ("name", "text", "at"),
    [
        (keys.LEFT, "le mans", 2),
        (keys.RIGHT, "le mans", 4),
        (keys.HOME, "le mans", 0),
        ("ctrl-e", "le mans", 7),
        (keys.BACKSPACE, "lemans", 2),
        (keys.DELETE, "le ans", 3),
        ("ctrl-u", "mans", 0),
        ("ctrl-k", "le ", 3),
        ("ctrl-w", "mans", 0),
        ("alt-f", "le mans", 7),
        ("alt-d", "le ", 3),
        ("unknown", "le mans", 3),
    ],
)
def test_a_key_edits_the_line(name, text, at):
    assert edit(Line("le mans", 3), Key(name)) == Line(text, at)


def test_a_letter_and_its_marks_go_together():
    assert edit(Line("xe\u0301", 3), Key(keys.BACKSPACE)) == Line("x", 1)
    assert edit(Line("e\u0301x", 0), Key(keys.RIGHT)).at == 2


def test_a_paste_becomes_one_line_without_controls():
    assert edit(Line(), Key(keys.PASTE, "a\x1b[31m\r\nb\n")).text == "a[31m b"


def test_a_line_has_a_longest():
    assert len(edit(Line(), Key(keys.PASTE, "x" * 9999)).text) == LONGEST


NAMES = (*(f"ctrl-{letter}" for letter in "abefkuw"), "alt-b", "alt-d", "alt-f", keys.LEFT, keys.DELETE, keys.BACKSPACE)


@settings(max_examples=examples(150))
@given(st.lists(st.one_of(st.sampled_from(NAMES).map(Key), st.text(max_size=4).map(lambda t: Key(keys.PASTE, t)))))
def test_the_cursor_never_leaves_the_line(pressed):
    line = Line()
    for key in pressed:
        line = edit(line, key)
        assert 0 <= line.at <= len(line.text)
