"""From the command to the first question, against importing Typer and Rich and printing one panel."""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.terminal import OnTerminal

BARE = [
    sys.executable,
    "-c",
    "import typer; from rich.console import Console; from rich.panel import Panel; Console().print(Panel('ready'))",
]
FIRST = rb"1\s+of\s+\d+|1 / \d+"


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


def warm(rounds: int = 25, *arguments: str, home: str | None = None) -> tuple[float, float]:
    """Return the medians of the bare panel and the first question, taken in turns."""
    folder = home or tempfile.mkdtemp()
    try:
        first_question(folder, *arguments)
        pairs = [(bare(), first_question(folder, *arguments)) for _ in range(rounds)]
    finally:
        if home is None:
            shutil.rmtree(folder, ignore_errors=True)
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def cold(rounds: int = 5) -> float:
    """Return the median seconds to the first question without a bank."""
    times = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            times.append(first_question(folder))
    return statistics.median(times)


if __name__ == "__main__":
    os.chdir(Path(__file__).parent.parent)
    base, play = warm()
    print(
        f"bare {base * 1000:.0f} ms, first question {play * 1000:.0f} ms, ratio {play / base:.2f}; cold {cold() * 1000:.0f} ms"
    )
