"""The program as its users run it: in a process of its own, with a home of its own."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, settings

from tests.effort import SOAK
from tests.forking import Output, Template, freeze, really_run, surroundings
from tests.storage_fixtures import *  # noqa: F403
from tests.systems import CAN_FORK, NEEDS_FORK
from tests.terminal_fixtures import *  # noqa: F403
from tests.terminal_fixtures import _english, _unsettled  # noqa: F401
from tests.web_fixtures import authority, web  # noqa: F401

Run = Callable[..., Output]

# A machine may be slow; and what is tried is the same every time, but for a soak.
settings.register_profile(
    "ours", deadline=None, derandomize=not SOAK, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("ours")

# In the background of a script Ctrl-C is ignored, under nohup a closed terminal, and what is ignored is so in every process begun from there.
for name in ("SIGINT", "SIGQUIT", "SIGHUP", "SIGTERM", "SIGTSTP"):
    number = getattr(signal, name, None)
    if number and signal.getsignal(number) == signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL)

TESTS = Path(__file__).parent

# Histories are made to last at every answer: in memory no test waits for a disk. Who names a place for temporary files gets it.
MEMORY = Path("/dev/shm")
if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 2**30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


# What the tests and the many runs of the program compile, they keep, whatever is said elsewhere: no run compiles it again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Run four more than there are cores, since many tests wait for a screen; with browsers, which wait for little, two more."""
    return (os.cpu_count() or 1) + (2 if config.option.markexpr == "e2e" else 4)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Look for nothing in a folder whose tests would be left out all the same."""
    return True if collection_path.name == "e2e" and config.option.markexpr == "not e2e" else None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Look for no garbage while tests are looked for; and see that each of them is compiled once."""
    gc.disable()
    try:
        if session.config.args == [TESTS.name] and (told := getattr(session.config, "workerinput", None)):
            _compile(int(told["workerid"].removeprefix("gw")), told["workercount"])
        return (yield)
    finally:
        gc.enable()


def _compile(number: int, count: int) -> None:
    """Let each of several processes begin elsewhere with all the tests, so that each compiles a part of them for all."""
    files = [file for file in sorted(TESTS.rglob("test_*.py")) if "e2e" not in file.parts]
    begin = len(files) * number // count
    for file in (*files[begin:], *files[:begin]):
        with suppress(Exception, pytest.skip.Exception):  # It is told when the test itself is looked for.
            import_module(".".join(file.relative_to(TESTS.parent).with_suffix("").parts))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run in another order where LEMANS_QUIZ_ORDER is set: no test may need another to have run before it."""
    if order := os.environ.get("LEMANS_QUIZ_ORDER"):
        Random(order).shuffle(items)


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what is there for the whole run: tests that were found, and modules."""
    freeze()


@pytest.fixture(scope="session")
def template() -> Iterator[Template]:
    """The process from which runs of the program are forked."""
    if not CAN_FORK:
        pytest.skip(NEEDS_FORK)
    begun = Template()
    yield begun
    begun.close()


@pytest.fixture(scope="session")
def by_pipes(request: pytest.FixtureRequest) -> Callable[..., Output]:
    """Return what runs the program by pipes: forked where that can be."""
    return request.getfixturevalue("template").run if CAN_FORK else really_run  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def bank(by_pipes: Callable[..., Output], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped packs, compiled: what the first run of the program leaves in its cache."""
    home = tmp_path_factory.mktemp("first")
    told = by_pipes(["pack", "list"], typed="", environment=surroundings(LEMANS_QUIZ_HOME=str(home)))
    assert told.returncode == 0
    return home / "cache" / "bank.sqlite3"


@pytest.fixture(scope="session")
def furnish(bank: Path) -> Callable[[Path], Path]:
    """Return a function that makes a home in which the program has run once, and its packs are compiled."""

    def furnished(home: Path) -> Path:
        if not (home / "cache").exists():
            (home / "cache").mkdir(parents=True, mode=0o700)
            shutil.copyfile(bank, home / "cache" / bank.name)
            (home / "cache" / bank.name).chmod(0o600)
        return home

    return furnished


@pytest.fixture(scope="session")
def program(by_pipes: Callable[..., Output], furnish: Callable[[Path], Path]) -> Callable[[Path], Run]:
    """Return a function that runs the program with a home; what is said to Python itself needs a new interpreter.

    A home that is not there is furnished first.
    """

    def with_home(home: Path) -> Run:
        def run(*arguments: str, typed: str = "", **environment: str) -> Output:
            furnish(home)
            variables = surroundings(**{"LEMANS_QUIZ_HOME": str(home), **environment})
            is_said_to_python = any(name.startswith("PYTHON") for name in environment)
            way = really_run if is_said_to_python else by_pipes
            return way(list(arguments), typed=typed, environment=variables)

        return run

    return with_home


@pytest.fixture(scope="session")
def warm_home(tmp_path_factory: pytest.TempPathFactory, program: Callable[[Path], Run]) -> Path:
    """A home whose bank is compiled, shared by the tests that write nothing they would not like others to see."""
    home = tmp_path_factory.mktemp("home")
    assert program(home)("pack", "list").returncode == 0
    assert (home / "cache" / "bank.sqlite3").exists()
    return home


@pytest.fixture
def lmq(warm_home: Path, program: Callable[[Path], Run]) -> Run:
    """Run the program with the shared home."""
    return program(warm_home)


@pytest.fixture
def own_lmq(tmp_path: Path, program: Callable[[Path], Run]) -> Run:
    """Run the program with a home of this test's own."""
    return program(tmp_path / "home")
