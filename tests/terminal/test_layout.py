"""Wrapping cuts nothing and overflows nothing; the screen rewrites what changed."""

from __future__ import annotations

from io import StringIO

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem

from lemans_quiz.terminal.layout import Block, Page, said, spread, width_of, wrapped
from lemans_quiz.terminal.screen import Screen, color_system, fitted
from lemans_quiz.terminal.theme import GOOD, safe
from tests.effort import examples

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Mn", "Me", "Cf", "Zl", "Zp"]), max_size=60
)


@settings(max_examples=examples(150))
@given(WORDS, st.integers(6, 40))
def test_wrapping_keeps_every_letter_and_the_width(text, width):
    lines = wrapped(said(text), width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(line.plain.split()) for line in lines) == "".join(safe(text).split())


def test_markup_and_emoji_codes_are_only_text():
    assert wrapped(said("[red]a[/] :sa: [/]"), 40)[0].plain == "[red]a[/] :sa: [/]"


@pytest.mark.parametrize("text", ["\x1b]0;x\x07", "\x9b31m", "a\x00b", "\u202eabc", "\u200b", "\ud800", "a\x7f"])
def test_nothing_a_terminal_obeys_is_left(text):
    cleaned = safe(text)
    assert not any(c < " " or "\x7f" <= c <= "\x9f" or c in "\u202e\u200b\ud800" for c in cleaned)


def test_what_does_not_fit_in_one_line_is_put_in_two():
    assert [line.plain.strip() for line in spread(said("a" * 10), said("b" * 10), 15)] == ["b" * 10, "a" * 10]


def tall(count: int, sticky: int, focus: tuple[int, int] | None = None) -> Page:
    return Page([said("top")], Block([said(f"line {n}") for n in range(count)], focus), [said("end")], sticky)


def test_a_tall_body_keeps_the_question_and_shows_its_focus():
    lines, _cursor, _scroll = fitted(tall(30, 2, (20, 21)), 40, 12)
    shown = [line.plain for line in lines]
    assert len(shown) == 12
    assert shown[:3] == ["top", "line 0", "line 1"]
    assert "line 20" in shown
    assert "line 21" in shown


def test_scrolling_stops_at_both_ends():
    lines, _cursor, scroll = fitted(tall(30, 0), 40, 12, scroll=500)
    assert "line 29" in [line.plain for line in lines]
    assert scroll == 30 - 9


@pytest.fixture
def screen(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("LINES", "10")
    return Screen(StringIO(), ColorSystem.EIGHT_BIT)


def written(screen: Screen, page: Page) -> str:
    start = screen._out.tell()
    screen.paint(page)
    screen._out.seek(start)
    return screen._out.read()


def test_only_the_cells_that_changed_are_written(screen):
    written(screen, Page([said("time 0:23")], Block([said("ü 日本 text")]), []))
    second = written(screen, Page([said("time 0:22")], Block([said("ü 日本 text")]), []))
    assert second == "\x1b[?25l\x1b[1;10H2"


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=5), st.lists(WORDS, min_size=1, max_size=5))
def test_two_pages_painted_in_turn_look_like_the_second_painted_alone(first, second):
    def shown(*pages: list[str]) -> list[str]:
        painter = Screen(StringIO(), None)
        painter.size = lambda: (40, 10)
        for page in pages:
            painter.paint(Page([], Block([said(text.replace("\n", "")) for text in page]), []))
        terminal = pyte.Screen(40, 10)
        pyte.Stream(terminal).feed(painter._out.getvalue())
        return terminal.display

    simple = [["".join(c for c in text if c.isascii()) for text in page] for page in (first, second)]
    assert shown(*simple) == shown(simple[1])


def test_no_color_keeps_bold_and_drops_colour(monkeypatch):
    page = Page([said("x", GOOD)], Block([]), [])
    plain = Screen(StringIO(), color_system({"NO_COLOR": "1", "TERM": "xterm-256color"}))
    assert "\x1b[1mx" in written(plain, page)
    assert "38;5" not in plain._out.getvalue()


def test_colours_follow_the_environment():
    assert color_system({"TERM": "xterm-256color"}) is ColorSystem.EIGHT_BIT
    assert color_system({"TERM": "xterm", "COLORTERM": "truecolor"}) is ColorSystem.TRUECOLOR
    assert color_system({"TERM": "dumb"}) is None
