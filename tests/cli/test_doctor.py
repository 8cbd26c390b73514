"""What `doctor` says, where all is well and where nothing is."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lemans_quiz import i18n
from lemans_quiz.app import build


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", str(tmp_path / "Ada Lovelace"))
    return tmp_path / "Ada Lovelace"


def doctor() -> Result:
    return CliRunner().invoke(build(["doctor"]), ["doctor"])


def lines(result: Result) -> dict[str, str]:
    return {line[2:].partition("  ")[0]: line for line in result.output.splitlines()}


def test_a_new_machine_is_in_order_and_stays_untouched(home: Path) -> None:
    result = doctor()
    assert result.exit_code == 0
    assert "nothing played yet" in lines(result)["History"]
    assert not home.exists()


def test_it_names_nobody(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEMANS_QUIZ_PLAYER", "Grace Hopper")
    (home / "data" / "packs").mkdir(parents=True)
    (home / "data" / "packs" / "for-ada.yaml").write_text("title: x\nquestions: []\n", encoding="utf-8")
    told = doctor().output
    assert "1 of your own" in told
    assert not [name for name in ("Ada", "Grace", "for-ada") if name in told]


def test_a_home_folder_is_told_without_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LEMANS_QUIZ_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "ada"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "ada"))
    told = doctor().output
    assert "ada" not in told.replace(str(Path.cwd()), "")
    assert "~" in lines(doctor())["Data"]


def test_a_broken_history_is_told_and_left_as_it_is(home: Path) -> None:
    (home / "data").mkdir(parents=True)
    (home / "data" / "history.sqlite3").write_bytes(b"no history")
    result = doctor()
    assert result.exit_code == 1
    assert "history check" in lines(result)["History"]
    assert (home / "data" / "history.sqlite3").read_bytes() == b"no history"
    assert [path.name for path in (home / "data").iterdir()] == ["history.sqlite3"]


def test_without_a_home_the_rest_is_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEMANS_QUIZ_HOME", "~nobody-of-this-name/quiz")
    result = doctor()
    assert result.exit_code == 1
    assert "LEMANS_QUIZ_HOME" in lines(result)["Problem"]
    assert "Python" in lines(result)


def test_what_a_variable_holds_steers_no_terminal(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM_PROGRAM", "\x1b[2J\x07")
    assert "\x1b" not in doctor().output
    assert r"\x1b[2J" in doctor().output


def test_german_is_german(home: Path) -> None:
    i18n.use("de")
    try:
        told = doctor().output
    finally:
        i18n.use("en")
    assert "Verlauf" in told
    assert "History" not in told
