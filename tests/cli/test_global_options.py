"""Which language is spoken: what was typed, the variable, what was chosen, the locale, in this order."""

from pathlib import Path

import pytest

from lemans_quiz.cli import global_options
from lemans_quiz.errors import UsageError
from lemans_quiz.terminal import preferences


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(tmp_path))
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LEMANS_QUIZ_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


def spoken(*arguments: str) -> str:
    return global_options.read([*arguments, "play"])[0].language


def test_each_says_less_than_the_one_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert spoken() == "en"
    preferences.keep(language="de")
    assert spoken() == "de"
    monkeypatch.setenv("LEMANS_QUIZ_LANG", "fr")
    assert spoken() == "fr"
    assert spoken("--lang", "en") == "en"


@pytest.mark.parametrize(
    ("listed", "language"),
    [("fr:de", "de"), ("de:en", "de"), ("en:de", "en"), ("fr:it", "en"), ("fr_FR:de_AT.UTF-8", "de")],
)
def test_of_a_list_of_languages_the_first_that_is_spoken_counts(
    monkeypatch: pytest.MonkeyPatch, listed: str, language: str
) -> None:
    monkeypatch.setenv("LANGUAGE", listed)
    assert spoken() == language


@pytest.mark.parametrize("code", ["!", "d", "de de", "\x1b[2J"])
def test_a_variable_that_names_no_language_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setenv("LEMANS_QUIZ_LANG", code)
    with pytest.raises(UsageError) as raised:
        spoken()
    assert dict(raised.value.sentence.fields) == {"option": "LEMANS_QUIZ_LANG"}
