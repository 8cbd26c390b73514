"""The palettes: readable on white, on black and on the dark themes people use most; which one is used."""

from __future__ import annotations

import json

import pytest
from rich.color import Color

from lemans_quiz.errors import UsageError
from lemans_quiz.terminal import background, theme
from lemans_quiz.terminal.keys import BACKGROUND, Decoder, Key

GROUNDS = {
    theme.LIGHT: {"white": "#ffffff"},
    theme.DARK: {
        "black": "#000000",
        "Dracula": "#282a36",
        "Nord": "#2e3440",
        "One Dark": "#282c34",
        "Gruvbox": "#282828",
        "Solarized": "#002b36",
    },
}


def luminance(color: str) -> float:
    """Return the relative luminance of WCAG 2."""
    shares = [part / 255 for part in Color.parse(color).get_truecolor()]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("name", "ground"), [(name, ground) for name, of in GROUNDS.items() for ground in of])
@pytest.mark.parametrize("role", theme.Palette._fields)
def test_every_colour_has_a_contrast_of_four_and_a_half(name: str, ground: str, role: str) -> None:
    number = getattr(theme.PALETTES[name], role)
    dark, light = sorted((luminance(f"color({number})"), luminance(GROUNDS[name][ground])))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_style_is_painted_by_the_palette_that_is_used() -> None:
    theme.use(theme.DARK)
    assert theme.painted("bold good quiet") == "bold color(114) color(248)"
    theme.use(theme.UNKNOWN)
    assert theme.painted("") == ""


@pytest.fixture
def chosen(tmp_path, monkeypatch):
    """Return a function that chooses a theme in a home of its own and tells the palette that came of it."""
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(tmp_path))

    def choose(asked: str = "", **environment: str) -> str:
        background.choose(asked, {"TERM": "xterm", **environment})
        return next(name for name, palette in theme.PALETTES.items() if palette.quiet == _quiet())

    yield choose
    theme.use(theme.UNKNOWN)


def _quiet() -> int:
    return int(theme.painted("quiet")[6:-1])


def test_a_theme_that_is_asked_for_is_remembered_until_auto(chosen) -> None:
    assert [chosen("light"), chosen(), chosen("dark"), chosen(COLORFGBG="0;15")] == ["light", "light", "dark", "dark"]
    assert [chosen("auto"), chosen(), chosen(COLORFGBG="0;15")] == ["", "", "light"]


@pytest.mark.parametrize(("value", "name"), [("15;0", "dark"), ("0;default;15", "light"), ("7;8", "dark"), ("x", "")])
def test_colorfgbg_tells_the_background(chosen, value: str, name: str) -> None:
    assert chosen(COLORFGBG=value) == name


@pytest.mark.parametrize(
    ("answer", "name"),
    [("rgb:ffff/ffff/ffff", "light"), ("rgb:1e1e/1e1e/2e2e", "dark"), ("#fdf6e3", "light"), ("rgb:0/0/0", "dark")],
)
def test_what_a_terminal_answers_is_remembered_for_the_next_start(chosen, monkeypatch, answer: str, name: str) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("TERM_PROGRAM", raising=False)
    assert chosen() == ""
    background.learn(answer)
    assert chosen() == name


def test_settings_that_cannot_be_read_count_as_none(chosen, tmp_path) -> None:
    for damaged in ("{", "[]", json.dumps({"theme": 3}), "\udcff".encode("utf-8", "surrogatepass")):
        (tmp_path / "data").mkdir(exist_ok=True)
        path = tmp_path / "data" / "settings.json"
        path.write_bytes(damaged if isinstance(damaged, bytes) else damaged.encode())
        assert chosen() == ""


def test_an_unknown_theme_is_refused_with_what_there_is(chosen) -> None:
    with pytest.raises(UsageError) as refused:
        chosen("pink")
    assert dict(refused.value.sentence.fields) == {"theme": "pink"}


@pytest.mark.parametrize("end", [b"\x07", b"\x1b\\"])
def test_the_answer_of_a_terminal_is_one_key_even_in_pieces(end: bytes) -> None:
    decoder = Decoder()
    answer = b"a\x1b]11;rgb:0000/0000/0000" + end + b"b"
    keys = [key for place in range(len(answer)) for key in decoder.feed(answer[place : place + 1])]
    assert keys == [Key("character", "a"), Key(BACKGROUND, "rgb:0000/0000/0000"), Key("character", "b")]


def test_a_terminal_is_asked_only_where_nothing_else_tells(chosen) -> None:
    assert background.is_asked_for({"TERM": "xterm"})
    for told in ({"COLORFGBG": "0;15"}, {"LEMANS_QUIZ_THEME": "dark"}, {"TERM": "dumb"}, {"NO_COLOR": "1"}):
        assert not background.is_asked_for({"TERM": "xterm", **told})
    chosen("dark")
    assert not background.is_asked_for({"TERM": "xterm"})
