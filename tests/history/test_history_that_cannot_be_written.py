"""A history that can be read and not written tells all it holds: on a stick that is locked, in a folder of somebody else."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.forking import surroundings
from tests.storage.test_released_histories import RELEASED
from tests.systems import IS_ROOT, needs_unix

pytestmark = needs_unix
DROPPED = "-dac_override,-dac_read_search"
WITHOUT_RIGHTS = (
    ["setpriv", f"--inh-caps={DROPPED}", f"--bounding-set={DROPPED}"] if IS_ROOT and shutil.which("setpriv") else []
)
"""The superuser may write anywhere, so he gives that up first."""


@pytest.fixture
def told(tmp_path):
    """Run a command as somebody who may only read the history of 0.1.0."""
    data = tmp_path / "home" / "data"
    data.mkdir(parents=True)
    (data / "history.sqlite3").write_bytes(RELEASED[0].read_bytes())
    (data / "history.sqlite3").chmod(0o444)
    data.chmod(0o555)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*WITHOUT_RIGHTS, sys.executable, "-m", "lemans_quiz", *arguments],
            capture_output=True,
            text=True,
            input="1\n" * 9,
            env=surroundings(LEMANS_QUIZ_HOME=str(tmp_path / "home")),
            check=False,
        )

    return run


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        ("stats --plain", "Packs"),
        ("history list --plain", "exam"),
        ("history show 1 --plain", "Question 1 of"),
        ("history export --everyone", "session,session_kind"),
        ("resume --plain", "Question"),
        ("history list --race --plain", "km"),
    ],
)
def test_what_is_there_is_told_after_one_warning(told, command, wanted):
    done = told(*command.split())
    assert done.returncode == 0
    assert wanted in done.stdout
    assert len(done.stdout.splitlines()) > 1
    assert done.stderr.count("Cannot write") == 1


def test_nothing_is_deleted_and_nothing_said_to_be(told):
    done = told("history", "delete", "--all", "--yes")
    assert done.returncode == 1
    assert "been deleted" not in done.stderr


def test_a_history_that_cannot_be_read_at_all_fails(tmp_path, own_lmq):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "data").write_text("a file where a folder should be")
    for command in (["stats"], ["history", "list"], ["history", "export"], ["history", "show", "1"]):
        done = own_lmq(*command)
        assert done.returncode == 1
        assert done.stdout == ""
        assert "Cannot write" in done.stderr
