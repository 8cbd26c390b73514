"""The program as its users run it: in a process of its own, with a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.storage_fixtures import *  # noqa: F403
from tests.terminal_fixtures import *  # noqa: F403
from tests.terminal_fixtures import _english  # noqa: F401

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def warm_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose bank is compiled, shared by the tests that write nothing they would not like others to see."""
    home = tmp_path_factory.mktemp("home")
    program(home)("paths", "list")
    return home


def program(home: Path) -> Run:
    def run(*arguments: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        surroundings = {
            name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "LEMANS"))
        }
        surroundings |= {"LEMANS_QUIZ_HOME": str(home), "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), **environment}
        command = [sys.executable, "-m", "lemans_quiz", *arguments]
        return subprocess.run(
            command,
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=surroundings,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def lmq(warm_home: Path) -> Run:
    """Run the program with the shared home."""
    return program(warm_home)


@pytest.fixture
def own_lmq(tmp_path: Path) -> Run:
    """Run the program with a home of this test's own."""
    return program(tmp_path / "home")
