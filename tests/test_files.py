"""Writing files: whatever fails, at whatever step, what stood there is whole or the new one is."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import subprocess
import sys
import types
from pathlib import Path

import pytest

from lemans_quiz.errors import QuizError, UsageError
from lemans_quiz.files import locks, stages, writing
from tests.systems import needs_links, needs_unix

STEPS = ("open", "write", "close", "fsync", "replace", "rename", "link", "mkdir", "unlink")


class Death(BaseException):
    """The process is gone: whatever it tries from now on does not happen."""


def failing_at(step: int, error: BaseException) -> tuple[types.SimpleNamespace, list[str]]:
    """Return `os` of which one call fails, the calls counted from 0; after a death all of them do."""
    calls: list[str] = []

    def wrapped(name):
        def call(*given, **named):
            calls.append(name)
            if len(calls) - 1 == step or (isinstance(error, Death) and len(calls) > step):
                raise error
            return getattr(os, name)(*given, **named)

        return call

    fake = types.SimpleNamespace(**{name: getattr(os, name) for name in dir(os) if not name.startswith("__")})
    for name in STEPS:
        setattr(fake, name, wrapped(name))
    return fake, calls


ERRORS = [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt(), Death()]
kinds = pytest.mark.parametrize("error", ERRORS, ids=["full", "Ctrl-C", "killed"])


def patch(patched, fake) -> None:
    for module in (writing, stages, locks):
        patched.setattr(module, "os", fake)


def each_step(monkeypatch, error, attempt):
    """Run an attempt with each of its steps failing in turn, until none is left to fail; yield after each."""
    for step in range(1000):
        with monkeypatch.context() as patched:
            fake, calls = failing_at(step, error)
            patch(patched, fake)
            if isinstance(error, Death):
                patched.setattr(shutil, "rmtree", lambda *_given, **_named: None)
            with contextlib.suppress(OSError, KeyboardInterrupt, Death, QuizError):
                attempt()
        yield step
        if len(calls) <= step:
            assert step > 3
            return


@kinds
def test_a_file_is_the_old_one_or_the_new_one_whatever_step_fails(tmp_path, monkeypatch, error):
    path = tmp_path / "sheet.md"
    path.write_bytes(b"old")
    for _step in each_step(monkeypatch, error, lambda: writing.save(path, b"new" * 1000, force=True)):
        assert path.read_bytes() in (b"old", b"new" * 1000)
        path.write_bytes(b"old")
        if not isinstance(error, Death):
            assert os.listdir(tmp_path) == ["sheet.md"]


@kinds
def test_files_that_belong_together_are_all_prepared_before_one_is_replaced(tmp_path, monkeypatch, error):
    sheet, key = tmp_path / "sheet.md", tmp_path / "key.md"
    sheet.write_bytes(b"old")
    with monkeypatch.context() as patched:
        patch(patched, failing_at(6, error)[0])
        with pytest.raises((QuizError, KeyboardInterrupt, Death)):
            writing.save_all([(sheet, b"new"), (key, b"new")], force=True)
    assert sheet.read_bytes() == b"old"
    assert not key.exists()


def put_two(root: Path) -> None:
    with stages.staging(root) as stage:
        for name in ("one", "two"):
            stage.put(f"{name}/pack.yaml", b"new")
            stage.put(f"{name}/deep/table.csv", b"new")
        stage.commit()


def state_of(root: Path) -> set[str]:
    for name in ("one", "two"):
        for file in ("pack.yaml", "deep/table.csv"):
            assert (root / name / file).exists(), f"{name}/{file} is lost"
    return {path.read_text() for path in root.rglob("*") if path.is_file() and path.name != ".lock"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("one", "two"):
        (tmp_path / "packs" / name / "deep").mkdir(parents=True)
    return tmp_path / "packs"


def write_old(root: Path) -> None:
    for name in ("one", "two"):
        (root / name / "pack.yaml").write_text("old")
        (root / name / "deep" / "table.csv").write_text("old")


@kinds
def test_folders_are_all_old_or_all_new_whatever_step_fails(root, monkeypatch, error):
    write_old(root)
    seen = set()
    for _step in each_step(monkeypatch, error, lambda: put_two(root)):
        stages.finish_stages(root)
        (state,) = state_of(root)
        seen.add(state)
        assert sorted(os.listdir(root)) in (["one", "two"], [".lock", "one", "two"])
        write_old(root)
    assert seen == {"old", "new"}


@kinds
def test_a_folder_is_taken_away_whole_or_not_at_all(root, monkeypatch, error):
    write_old(root)
    for _step in each_step(monkeypatch, error, lambda: stages.take_away(root / "one")):
        stages.finish_stages(root)
        assert not (root / "one").exists() or (root / "one" / "deep" / "table.csv").exists()
        shutil.rmtree(root / "one", ignore_errors=True)
        (root / "one" / "deep").mkdir(parents=True)
        write_old(root)


@needs_links
def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "here.md").write_bytes(b"old")
    (tmp_path / "link.md").symlink_to("here.md")
    writing.save(tmp_path / "link.md", b"new", force=True)
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "here.md").read_bytes() == b"new"


@needs_unix
def test_a_device_is_written_to_and_stays_a_device():
    writing.save(Path("/dev/null"), b"new", force=True)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_a_file_keeps_its_permissions(tmp_path):
    path = tmp_path / "sheet.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    writing.save(path, b"new", force=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_what_a_killed_writer_left_is_swept_by_the_next(tmp_path, monkeypatch):
    path = tmp_path / "sheet.md"
    with monkeypatch.context() as patched:
        patch(patched, failing_at(2, Death())[0])
        with pytest.raises(Death):
            writing.save(path, b"new", force=True)
    (left,) = tmp_path.iterdir()
    os.utime(left, (0, 0))
    writing.save(path, b"new", force=True)
    assert os.listdir(tmp_path) == ["sheet.md"]


def test_a_file_that_exists_is_not_written_over_without_force(tmp_path):
    path = tmp_path / "sheet.md"
    path.write_bytes(b"old")
    with pytest.raises(UsageError):
        writing.save(path, b"new", force=False)
    assert path.read_bytes() == b"old"


def test_a_lock_is_held_by_one_process_and_dropped_with_it(tmp_path):
    hold = "import sys; from pathlib import Path; from lemans_quiz.files.locks import Lock;"
    code = f"{hold} lock = Lock(Path(sys.argv[1])); print(lock.take(7), flush=True); sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout.readline() == "True\n"
    with locks.Lock(tmp_path / "lock") as lock:
        assert not lock.take(7)
        assert lock.take(8)
        other.kill()
        other.communicate()
        assert lock.take(7)
