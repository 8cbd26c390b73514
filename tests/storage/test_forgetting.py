"""After a deletion no file of the home holds a byte of names or answers, and what belongs to others is still there."""

from __future__ import annotations

import os
import shutil
import stat
import time
from pathlib import Path

import pytest

from lemans_quiz.core.events import Next, Skip
from lemans_quiz.storage.aside import files_aside
from lemans_quiz.storage.backups import KEPT, backups_of, keep_weekly
from lemans_quiz.storage.opening import open_history
from lemans_quiz.storage.practice import catch_up, remembered
from lemans_quiz.storage.sessions import players

PACK = "title: {q}\nid: secret\nquestions:\n" + "".join(
    f"  - {{{{id: 'q-{n}', question: '{{q}} {n}?', answer: '{{a}} {n}'}}}}\n" for n in range(4)
)


def home_bytes(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())


@pytest.fixture(scope="module")
def played_home(tmp_path_factory, program):
    """A home where Miriam and Bo played a pack that is gone now, with copies, and with damaged files that were set aside."""
    tmp_path = tmp_path_factory.mktemp("played")
    lmq = program(tmp_path / "home")
    pack = tmp_path / "secret.yaml"
    pack.write_text(PACK.format(q="Quagga", a="Zebra"))
    for name in ("Miriam", "Bo"):
        done = lmq("--player", name, "play", str(pack), "-n", "4", "--plain", typed=f"Typed{name}\n" * 12)
        assert done.returncode == 0
        assert lmq("--player", name, "practice", str(pack), "--plain", typed=f"Typed{name}\n" * 12).returncode == 0
    together = ("play", str(pack), "-n", "4", "--players", "Miriam,Bo", "--plain")
    assert lmq(*together, typed="TypedTogether\n" * 24).returncode == 0
    path = tmp_path / "home" / "data" / "history.sqlite3"
    for days in range(0, 70, 7):
        keep_weekly(path, time.time() + days * 86_400)
    for number, cut in enumerate((0, 3), 1):
        aside = path.with_name(f"history-broken-2026-01-0{number}-120000.sqlite3")
        content = path.read_bytes()
        aside.write_bytes(content[: len(content) - cut * 4096] if cut else b"\xff" * 100 + content[100:])
    crashes = tmp_path / "home" / "cache" / "crashes"
    crashes.mkdir(parents=True, exist_ok=True)
    (crashes / "crash.txt").write_text("player = 'Miriam'")
    frames = tmp_path / "home" / "cache" / "frames"
    frames.mkdir(mode=0o700)
    (frames / "play.frame").touch(mode=0o600)
    (frames / "play.frame").write_text("--player Miriam Quagga")
    pack.unlink()
    assert b"TypedMiriam" in home_bytes(tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def home(played_home, tmp_path):
    """A home of this test's own, as they left it."""
    return Path(shutil.copytree(played_home, tmp_path / "home"))


def test_a_player_is_deleted_from_every_file(home, own_lmq):
    path = home / "data" / "history.sqlite3"
    assert len(backups_of(path)) == KEPT
    done = own_lmq("--player", "Miriam", "history", "delete", "--all", "--yes")
    assert done.returncode == 0, done.stderr
    left = home_bytes(home)
    for trace in (b"Miriam", b"TypedTogether"):
        assert trace not in left
    assert b"TypedBo" in left
    for file in (path, *backups_of(path), *files_aside(path)):
        with open_history(file, lambda _: None) as history:
            assert players(history) == ["Bo"]
            assert history.rows("SELECT count(*) FROM attempts WHERE player = 'Bo'") != [(0,)]
    assert len(backups_of(path)) == KEPT


def test_everyone_is_deleted_from_every_file(home, own_lmq):
    done = own_lmq("history", "delete", "--all", "--everyone", "--yes")
    assert done.returncode == 0, done.stderr
    left = home_bytes(home)
    for trace in (b"Miriam", b'Bo"', b"Typed", b"Quagga", b"Zebra", b"secret"):
        assert trace not in left
    assert backups_of(home / "data" / "history.sqlite3") == []


def test_one_session_is_deleted_from_every_file(home, own_lmq):
    done = own_lmq("--player", "Miriam", "history", "delete", "1", "--yes")
    assert done.returncode == 0, done.stderr
    for file in (home / "data" / "history.sqlite3", *backups_of(home / "data" / "history.sqlite3")):
        with open_history(file, lambda _: None) as history:
            assert history.rows("SELECT id FROM sessions WHERE id = 1") == []
            assert "Miriam" in players(history)


def test_a_class_is_deleted_from_every_file(tmp_path, own_lmq):
    from tests.storage.test_released_histories import RELEASED

    path = tmp_path / "home" / "data" / "history.sqlite3"
    path.parent.mkdir(parents=True)
    path.write_bytes(RELEASED[0].read_bytes())
    keep_weekly(path)
    path.with_name("history-broken-2026-01-01-120000.sqlite3").write_bytes(path.read_bytes())
    assert b"Blue" in home_bytes(tmp_path / "home")
    assert own_lmq("history", "delete", "--class", "7B", "--yes").returncode == 0
    assert b"Blue" not in home_bytes(tmp_path / "home")
    assert b'"7b"' not in home_bytes(tmp_path / "home")
    assert len(own_lmq("history", "list", "--everyone").stdout.splitlines()) > 5


def test_what_others_learnt_together_is_found_out_anew(home, own_lmq):
    with open_history(home / "data" / "history.sqlite3", lambda _: None) as history:
        catch_up(history, "Bo")
        before = remembered(history, "Bo", "secret")
    assert own_lmq("--player", "Miriam", "history", "delete", "--all", "--yes").returncode == 0
    with open_history(home / "data" / "history.sqlite3", lambda _: None) as history:
        after = remembered(history, "Bo", "secret")
        assert history.rows("SELECT * FROM outdated") == []
        catch_up(history, "Bo")
        assert remembered(history, "Bo", "secret") == after
    assert set(after) <= set(before)


def test_files_are_for_their_owner_alone(home):
    for path in [home / "data", *(home / "data").rglob("*"), *(home / "cache").rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        if "broken" not in path.name and "crash" not in path.name and "packs" not in str(path):
            assert mode == (0o700 if path.is_dir() else 0o600), path


def test_a_home_that_was_open_to_others_is_closed(path, told):
    path.parent.mkdir(mode=0o755)
    path.touch(mode=0o644)
    os.chmod(path, 0o644)
    open_history(path, told.append).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_copy_is_made_once_a_week(path, told, sit_down):
    sit_down().play(Skip(1.0), Next())
    now = 1_800_000_000.0
    for days in (0, 1, 6, 7, 8, 13.99, 21):
        keep_weekly(path, now + days * 86_400)
    assert len(backups_of(path)) == 4
