"""Where things live: as platformdirs says, also where it is not asked."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from lemans_quiz import paths
from lemans_quiz.errors import QuizError
from lemans_quiz.i18n import render

UNIX = [
    {"HOME": "/home/nico"},
    {"HOME": "/home/nico/"},
    {"HOME": "/home/nico", "XDG_DATA_HOME": "/stick/data", "XDG_CACHE_HOME": "/stick/cache"},
    {"HOME": "/home/nico", "XDG_DATA_HOME": "relative", "XDG_CACHE_HOME": " "},
    {"XDG_DATA_HOME": "/stick/data", "XDG_CACHE_HOME": "/stick/cache"},
    {"HOME": "/"},
]


@pytest.mark.parametrize("variables", UNIX)
def test_folders_are_those_of_the_system(variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "LEMANS_QUIZ_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert paths.data() == platformdirs.user_data_path("lemans-quiz", appauthor=False)
    assert paths.cache() == platformdirs.user_cache_path("lemans-quiz", appauthor=False)


def test_a_tilde_in_the_folder_of_our_own_is_the_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/nico")
    monkeypatch.setenv("LEMANS_QUIZ_HOME", "~/quiz")
    assert paths.data() == Path("/home/nico/quiz/data")
    assert paths.cache() == Path("/home/nico/quiz/cache")


@pytest.fixture
def unknown_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this a user whom the system does not know, without HOME."""
    pwd = pytest.importorskip("pwd")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", {}.__getitem__)
    monkeypatch.setattr(pwd, "getpwnam", {}.__getitem__)


@pytest.mark.parametrize("home", ["", "~", "~/quiz", "~nobodyknows/quiz"])
@pytest.mark.parametrize("folder", [paths.data, paths.cache, paths.crashes, paths.history])
def test_a_user_without_a_home_is_told_what_to_set(unknown_user, monkeypatch, folder, home: str) -> None:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", home)
    with pytest.raises(QuizError) as raised:
        folder()
    assert (
        render(raised.value.sentence) == "No home folder found: set LEMANS_QUIZ_HOME to a folder for packs and history."
    )


def test_one_folder_of_our_own_holds_all_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(tmp_path))
    assert paths.data() == tmp_path / "data"
    assert paths.cache() == tmp_path / "cache"
