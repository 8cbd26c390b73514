"""From the command to the first question, against importing Typer and Rich and printing one panel."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from benchmarks.packs import write_pack
from benchmarks.terminal import OnTerminal, surroundings
from lemans_quiz.terminal.settling import SETTLE

BARE = [
    sys.executable,
    "-c",
    "import typer; from rich.console import Console; from rich.panel import Panel; Console().print(Panel('ready'))",
]
FIRST = rb"1\s+of\s+\d+"
ROUNDS = 25


def home_at(folder: str) -> dict[str, str]:
    """Return the environment of a player whose home is `folder`, found as on any machine."""
    return {"HOME": folder, "XDG_DATA_HOME": "", "XDG_CACHE_HOME": "", "LEMANS_QUIZ_HOME": ""}


def bare() -> float:
    """Return the seconds to the bare panel."""
    with OnTerminal(BARE, {}) as program:
        return program.wait_for(b"ready")


def first_question(home: str, *arguments: str) -> float:
    """Return the seconds to the first question with this home folder."""
    command = [sys.executable, "-m", "lemans_quiz", "--lang", "en", "play", *arguments]
    with OnTerminal(command, home_at(home)) as program:
        return program.wait_for(FIRST)


def in_turns(*measures: Callable[[], float], rounds: int = ROUNDS) -> list[float]:
    """Return the median of each measure, all taken in turns so that a busy moment hits all of them."""
    for measure in measures:
        measure()
    times = [[measure() for measure in measures] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def warm() -> tuple[float, float]:
    """Return the seconds of the bare panel and of the first question with a warm bank."""
    with tempfile.TemporaryDirectory() as home:
        base, play = in_turns(bare, lambda: first_question(home))
    return base, play


def cold(rounds: int = 5) -> float:
    """Return the seconds to the first question without a bank."""
    times = []
    for _ in range(rounds):
        home = tempfile.mkdtemp()
        times.append(first_question(home))
        shutil.rmtree(home, ignore_errors=True)
    return statistics.median(times)


def by_size(small: int, large: int) -> tuple[float, float]:
    """Return the seconds to the first question of a small and a large pack, both in a warm bank."""
    with tempfile.TemporaryDirectory() as home:
        few = write_pack(Path(home) / "few.yaml", small)
        many = write_pack(Path(home) / "many.yaml", large)
        first, second = in_turns(lambda: first_question(home, str(few)), lambda: first_question(home, str(many)))
    return first, second


PERSON = SETTLE + 0.02
"""Seconds between a page and the next key: what is pressed before a page has settled is dropped."""

PYTHON = [sys.executable, "-c", "print('ready')"]
PROGRAM = Path(sys.executable).with_name("lemans-quiz")
"""The console script, as the README's commands install it."""


def bare_python() -> float:
    """Return the seconds to the first output of Python itself."""
    with OnTerminal(PYTHON, {}) as program:
        return program.wait_for(b"ready")


def frames_of(home: str) -> list[Path]:
    """Return the first pages that were left for the next start."""
    return list((Path(home) / ".cache" / "lemans-quiz" / "frames").glob("*.frame"))


def leave(program: OnTerminal, home: str) -> None:
    """Play on as people do, until a first page is left for the next start, and leave by Ctrl-C."""
    end = time.monotonic() + 20
    while not frames_of(home) and time.monotonic() < end:
        time.sleep(0.05)
    program.press(b"\x03")
    with suppress(OSError):  # it has ended
        program.settle(quiet=0.2)


def with_curtain(home: str) -> float:
    """Return the seconds to the first question, which the start before has left."""
    with OnTerminal([str(PROGRAM), "play"], home_at(home)) as program:
        taken = program.wait_for(FIRST)
        leave(program, home)
    return taken


def without_curtain(home: str) -> float:
    """Return the seconds to the first question where no start has left it, with a warm bank."""
    for frame in frames_of(home):
        frame.unlink()
    return with_curtain(home)


def after_a_change(home: str) -> float:
    """Return the seconds to the first question of a start that finds one of the user's packs changed."""
    pack = Path(home) / ".local" / "share" / "lemans-quiz" / "packs" / "own.yaml"
    pack.parent.mkdir(parents=True, exist_ok=True)
    write_pack(pack, 50)
    return with_curtain(home)


def first_key(home: str, *, curtain: bool) -> float:
    """Return the seconds to what the first key asks for, pressed once the question has stood as long as keys need it to."""
    for frame in () if curtain else frames_of(home):
        frame.unlink()
    started = time.perf_counter()
    with OnTerminal([str(PROGRAM), "play"], home_at(home)) as program:
        program.wait_for(FIRST)
        taken = 0.0
        while not taken:
            time.sleep(PERSON)
            program.press(b"?")
            with suppress(TimeoutError):  # it was too soon after all
                program.wait_for(EXPLAINED, seconds=1)
                taken = time.perf_counter() - started
        leave(program, home)
    return taken


def until_exit(*words: str, **environment: str) -> float:
    """Return the seconds that a command takes."""
    started = time.perf_counter()
    subprocess.run([str(PROGRAM), *words], env={**surroundings(), **environment}, capture_output=True, check=False)
    return time.perf_counter() - started


EXPLAINED = b"Everywhere"
"""What stands on the page that explains the keys."""

TAB = {"_LEMANS_QUIZ_COMPLETE": "complete_zsh"}
COMMANDS: dict[str, Callable[[], float]] = {
    "--version": lambda: until_exit("--version"),
    "Tab for a command": lambda: until_exit(**TAB, _TYPER_COMPLETE_ARGS="lemans-quiz "),
    "Tab after a command": lambda: until_exit(**TAB, _TYPER_COMPLETE_ARGS="lemans-quiz play "),
    "Tab for a value": lambda: until_exit(**TAB, _TYPER_COMPLETE_ARGS="lemans-quiz play --kind "),
    "--help": lambda: until_exit("--help"),
    "pack show of 200 questions": lambda: until_exit("pack", "show", "winners"),
}


def against_python(rounds: int = 12) -> dict[str, float]:
    """Return how many times as long as bare Python each takes, in turns."""
    with tempfile.TemporaryDirectory() as home:
        with_curtain(home)
        starts: dict[str, Callable[[], float]] = {
            "first question": lambda: with_curtain(home),
            "first question of a first start": lambda: without_curtain(home),
            "first question when a pack has changed": lambda: after_a_change(home),
        }
        python, *taken = in_turns(bare_python, *starts.values(), *COMMANDS.values(), rounds=rounds)
    return {name: seconds / python for name, seconds in zip((*starts, *COMMANDS), taken, strict=True)}


def first_keys(rounds: int = 12) -> tuple[float, float]:
    """Return the seconds to the first key that is taken, with a first page that was left and without one."""
    with tempfile.TemporaryDirectory() as home:
        with_curtain(home)
        left, alone = in_turns(
            lambda: first_key(home, curtain=True), lambda: first_key(home, curtain=False), rounds=rounds
        )
    return left, alone
