"""Bytes of a terminal become keys."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.terminal import keys
from lemans_quiz.terminal.keys import Decoder, Key
from tests.effort import examples


def decoded(*chunks: bytes) -> list[Key]:
    decoder = Decoder()
    found = [key for chunk in chunks for key in decoder.feed(chunk)]
    return found + decoder.flush()


@pytest.mark.parametrize(
    ("received", "name"),
    [
        (b"\x1b[A", keys.UP),
        (b"\x1bOA", keys.UP),
        (b"\x1b[1;5D", keys.LEFT),
        (b"\x1b[H", keys.HOME),
        (b"\x1b[4~", keys.END),
        (b"\x1b[8~", keys.END),
        (b"\x1b[3~", keys.DELETE),
        (b"\x1b[5~", keys.PAGE_UP),
        (b"\x1b[6~", keys.PAGE_DOWN),
        (b"\x1b[Z", "shift-tab"),
        (b"\x1b[15~", "unknown"),
        (b"\r", keys.ENTER),
        (b"\n", keys.ENTER),
        (b"\t", keys.TAB),
        (b"\x7f", keys.BACKSPACE),
        (b"\x03", keys.INTERRUPT),
        (b"\x04", keys.END_OF_INPUT),
        (b"\x01", "ctrl-a"),
        (b"\x1bx", "alt-x"),
        (b"\x1b\x7f", "alt-backspace"),
        (b"\x1b", keys.ESCAPE),
    ],
)
def test_a_sequence_is_one_key(received, name):
    assert [key.name for key in decoded(received)] == [name]


def test_a_sequence_in_pieces_is_still_one_key():
    assert decoded(b"\x1b", b"[", b"A") == [Key(keys.UP)]


def test_a_letter_in_two_pieces_is_still_one_letter():
    assert decoded("ü".encode()[:1], "ü".encode()[1:]) == [Key(keys.CHARACTER, "ü")]


def test_a_paste_is_one_key_with_its_line_breaks():
    assert decoded(b"\x1b[200~one\ntw", b"o\x1b[20", b"1~x") == [Key(keys.PASTE, "one\ntwo"), Key("character", "x")]


def test_escape_before_a_sequence_is_a_key_of_its_own():
    assert decoded(b"\x1b\x1b[A") == [Key(keys.ESCAPE), Key(keys.UP)]


def test_a_c1_control_types_nothing():
    assert decoded("\x9b".encode()) == [Key("unknown")]


@settings(max_examples=examples(200))
@given(st.lists(st.binary(max_size=12), max_size=6))
def test_any_bytes_give_keys_and_no_control_character_as_text(chunks):
    for key in decoded(*chunks):
        assert key.name == keys.PASTE or not key.text or key.text >= " "


@pytest.mark.parametrize(
    "begun",
    [
        b"", b"\x1b", b"\x1b[", b"\x1b[1", b"\x1b[1;", b"\x1b[[", b"\x1bO", b"\x1b[200", b"\x1b[200~", b"\x1b[200~text", b"\x1b[200~" + b"x" * 99,
        b"\x1b[200~text\x1b[20", b"\x1b]0;", b"\x1bP", b"\x1b[?25", b"\xe2\x82", b"\x1b\x1b", b"\x1b[200~\x1b[200~",
    ],
)  # fmt: skip
def test_ctrl_c_is_a_key_of_its_own_whatever_had_begun(begun):
    decoder = Decoder()
    assert [*decoder.feed(begun), *decoder.feed(b"\x03"), *decoder.flush()][-1] == Key(keys.INTERRUPT)
    assert decoder.feed(b"x") == [Key(keys.CHARACTER, "x")]


def test_a_paste_without_an_end_is_what_has_come_when_nothing_more_does():
    decoder = Decoder()
    assert decoder.feed(b"\x1b[200~Ne") == decoder.feed(b"el") == []
    assert decoder.wait == keys.PASTE_WAIT
    assert decoder.flush() == [Key(keys.PASTE, "Neel")]
    assert decoder.wait is None
    assert decoder.feed(b"\x1b[201~") == [Key("unknown")]
