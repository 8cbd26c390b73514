"""Where things live: as platformdirs says, also where it is not asked."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from lemans_quiz import paths

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


def test_one_folder_of_our_own_holds_all_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(tmp_path))
    assert paths.data() == tmp_path / "data"
    assert paths.cache() == tmp_path / "cache"
