"""What `make dist` makes, as somebody gets it who has no checkout: installed by wheel and sdist, and as one file on a stick."""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.matrix import NOBODY, pythons
from tests.systems import IS_ROOT

pytestmark = pytest.mark.e2e
ROOT = Path(__file__).resolve().parents[2]
PLAY = ("play", "-n", "2", "--seed", "arnage", "--json")


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of all that `make dist` makes."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "tools.dist", str(folder)], cwd=ROOT, check=True)
    return folder


@pytest.fixture
def anybody(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of somebody who may write nowhere else, where this is run by somebody who may."""
    folder = Path("/tmp" if os.access("/tmp", os.W_OK) else tmp_path_factory.getbasetemp()) / f"anybody-{os.getpid()}"
    folder.mkdir()
    if IS_ROOT:
        os.chown(folder, NOBODY, NOBODY)
    yield folder
    shutil.rmtree(folder)


def run(command: list[str], home: Path | None, *, without_rights: bool = True, **variables: str):
    """Run a command as somebody without rights, where that can be."""
    rights = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **({"HOME": str(home)} if home else {}), **variables}
    return subprocess.run(
        [*(rights if without_rights and IS_ROOT else ()), *command],
        input="1\n1\n", capture_output=True, encoding="utf-8", env=environment, cwd=home, timeout=120, check=False,
    )  # fmt: skip


def is_open_to_all(python: str) -> bool:
    """Tell whether somebody without rights may run this Python."""
    return run([python, "-c", ""], None).returncode == 0


def stick(dist: Path, folder: Path) -> str:
    """Return a copy of the one file that nobody can write to."""
    copy = folder / "lmq.pyz"
    shutil.copyfile(dist / "lmq.pyz", copy)
    copy.chmod(0o444)
    return str(copy)


@pytest.mark.parametrize("python", pythons().values(), ids=pythons().keys())
def test_one_file_plays_with_every_python_without_rights(dist: Path, anybody: Path, python: str) -> None:
    rights = is_open_to_all(python)
    told = [run([python, "-I", stick(dist, anybody), *PLAY], anybody, without_rights=rights) for _ in range(2)]
    for one in told:
        assert (one.returncode, one.stderr) == (0, "")
        assert one.stdout.count('"event": "marked"') == 2
    assert len(list((anybody / ".cache" / "lemans-quiz").glob("program-*"))) == 1


def test_one_file_plays_where_nothing_can_be_kept(dist: Path, anybody: Path) -> None:
    python = next(path for path in pythons().values() if is_open_to_all(path))
    told = run([python, stick(dist, anybody), *PLAY], Path("/proc"))
    assert told.returncode == 0
    assert told.stdout.count('"event": "marked"') == 2


def test_one_file_knows_help_german_typed_answers_and_sheets(dist: Path, anybody: Path) -> None:
    python = next(path for path in pythons().values() if is_open_to_all(path))
    archive = stick(dist, anybody)
    assert "Usage" in run([python, archive, "play", "--help"], anybody).stdout
    assert "Frage 1 von 1" in run([python, archive, "--lang", "de", "play", "-n", "1"], anybody).stdout
    assert run([python, archive, "play", "--kind", "text", "-n", "2"], anybody).returncode == 0
    assert run([python, archive, "sheet", "circuit", "-o", "sheet.html"], anybody).returncode == 0
    assert run([python, archive, "pack", "new", "own.yaml"], anybody).returncode == 0
    assert run([python, archive, "pack", "check", "own.yaml"], anybody).returncode == 0


def test_one_file_names_itself_in_the_commands_it_shows(dist: Path, anybody: Path) -> None:
    python = next(path for path in pythons().values() if is_open_to_all(path))
    words = [python, "-I", stick(dist, anybody)]
    assert f"Start with: {shlex.join(words)} play" in run([*words, "resume"], anybody).stderr


def test_one_file_shows_the_big_page_for_the_projector(dist: Path, anybody: Path) -> None:
    """Its libraries do without their native parts, also the one that serves pages."""
    python = next(path for path in pythons().values() if is_open_to_all(path))
    command = [python, "-I", stick(dist, anybody), "warmup", "circuit", "-n", "1", "--plain", "--wall"]
    environment = {**os.environ, "LEMANS_QUIZ_HOME": str(anybody / "home"), "BROWSER": "true"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=environment, text=True, **pipes) as game:
        address = next(found[0] for line in game.stderr if (found := re.search(r"http://localhost:\d+/wall", line)))
        assert "Can the back row read this?" in asyncio.run(first_news(address))
        game.stdin.close()
        assert game.wait(20) == 0


async def first_news(address: str) -> str:
    async with ClientSession() as session, session.ws_connect(f"{address}/news") as news:
        return str((await news.receive()).data)


def test_one_file_tells_a_user_without_a_home_what_to_set(dist: Path, anybody: Path) -> None:
    python = next(path for path in pythons().values() if is_open_to_all(path))
    home = {"LEMANS_QUIZ_HOME": "~nobodyknows/quiz"}
    told = run([python, stick(dist, anybody), "paths"], anybody, **home)
    assert (told.returncode, told.stdout) == (1, "")
    assert "set LEMANS_QUIZ_HOME" in told.stderr


@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_what_is_installed_plays(dist: Path, tmp_path: Path, kind: str) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    programs = tmp_path / "venv" / "bin"
    pip = [str(programs / "python"), "-m", "pip", "install", "-q", "-c", str(ROOT / "requirements" / "lock.txt")]
    subprocess.run([*pip, str(next(dist.glob(kind)))], check=True)
    for name in ("lmq", "lemans-quiz"):
        told = run([str(programs / name), *PLAY], tmp_path, without_rights=False)
        assert (told.returncode, told.stderr) == (0, "")
        assert told.stdout.count('"event": "marked"') == 2


@pytest.mark.skipif(sys.platform != "linux", reason="where the cache lies is told at once on Linux alone")
def test_the_next_start_of_one_file_shows_its_first_page_at_once(dist: Path, tmp_path: Path) -> None:
    from tests.test_curtain import Start, frames, leave_one

    home, words = tmp_path / "home", ("play", "basics", "--seed", "word")
    one_file = {"program": (sys.executable, stick(dist, tmp_path)), "PYTHONPATH": ""}
    left = leave_one(home, *words, **one_file)
    start = Start(home, *words, **one_file)  # type: ignore[arg-type]
    while not start.first:
        start.pump(0.05)
    assert frames(home) == []  # it was shown, and the next one is not left yet
    start.wait(lambda: "1 of 10" in start.text())
    assert (start.text(), start.close()) == (left, 130)
