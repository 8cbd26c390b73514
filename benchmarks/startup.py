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


PYTHON = [sys.executable, "-c", "print('ready')"]
PROGRAM = Path(sys.executable).with_name("lemans-quiz")
"""The console script, as the README's commands install it."""


def bare_python() -> float:
    """Return the seconds to the first output of Python itself."""
    with OnTerminal(PYTHON, {}) as program:
        return program.wait_for(b"ready")


def with_curtain(home: str) -> float:
    """Return the seconds to the first question, which the start before has left; then play as people do, until one is left again."""
    frames = Path(home) / ".cache" / "lemans-quiz" / "frames"
    with OnTerminal([str(PROGRAM), "play"], home_at(home)) as program:
        taken = program.wait_for(FIRST)
        end = time.monotonic() + 20
        while not any(frames.glob("*.frame")) and time.monotonic() < end:
            time.sleep(0.05)
        program.press(b"\x03")
        with suppress(OSError):  # it has ended
            program.settle(quiet=0.2)
    return taken


def until_exit(*words: str, **environment: str) -> float:
    """Return the seconds that a command takes."""
    started = time.perf_counter()
    subprocess.run([str(PROGRAM), *words], env={**surroundings(), **environment}, capture_output=True, check=False)
    return time.perf_counter() - started


def against_python(rounds: int = 12) -> dict[str, float]:
    """Return how many times as long as bare Python each takes, in turns."""
    tab = {"_LEMANS_QUIZ_COMPLETE": "complete_zsh"}
    measures: dict[str, Callable[[], float]] = {
        "--version": lambda: until_exit("--version"),
        "Tab for a command": lambda: until_exit(**tab, _TYPER_COMPLETE_ARGS="lemans-quiz "),
        "Tab after a command": lambda: until_exit(**tab, _TYPER_COMPLETE_ARGS="lemans-quiz play "),
        "--help": lambda: until_exit("--help"),
        "pack show of 200 questions": lambda: until_exit("pack", "show", "winners"),
    }
    with tempfile.TemporaryDirectory() as home:
        with_curtain(home)
        python, curtain, *commands = in_turns(
            bare_python, lambda: with_curtain(home), *measures.values(), rounds=rounds
        )
    return {"first question": curtain / python} | {
        name: taken / python for name, taken in zip(measures, commands, strict=True)
    }
