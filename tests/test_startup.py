"""What is imported on the way to the first question of choices: nothing that it does not need."""

from __future__ import annotations

import os
import re
import select
import sys
import time
from pathlib import Path

import pytest

from tests.forking import surroundings
from tests.systems import NEEDS_TERMINAL

pty = pytest.importorskip("pty", reason=NEEDS_TERMINAL)

ROOT = Path(__file__).resolve().parents[1]
HEAVY = (
    "yaml",
    "rapidfuzz",
    "spellchecker",
    "lemans_quiz.core.comparing",
    "fsrs",
    "plotext",
    "asyncio",
    "importlib.metadata",
    "rich.markdown",
    "rich.live",
    "rich.progress",
    "pygments",
    "typst",
    "ssl",
    "http",
    "urllib.request",
    "zipfile",
    "tarfile",
    "lemans_quiz.authoring",
    "lemans_quiz.core.diagnostics",
    "lemans_quiz.core.resuming",
    "lemans_quiz.core.stats",
    "lemans_quiz.formats",
    "lemans_quiz.packs.reading",
    "lemans_quiz.files.fetching",
    "lemans_quiz.room",
    "lemans_quiz.cards",
    "aiohttp",
    "segno",
    "numpy",
    *(f"lemans_quiz.games.{game}" for game in ("duel", "exam", "practice", "race", "warmup", "host")),
)


def modules_until_the_first_question(home: Path) -> set[str]:
    log = home / "imports.txt"
    pid, fd = pty.fork()
    if pid == 0:
        environment = surroundings(LEMANS_QUIZ_HOME=str(home), TERM="xterm")
        environment.pop("TRAVEL_BY", None)  # What travels in time imports much.
        os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        os.execve(
            sys.executable,
            [sys.executable, "-X", "importtime", "-m", "lemans_quiz", "play", "--kind", "choice"],
            environment,
        )
    seen, end = b"", time.monotonic() + 60
    while not re.search(rb"1 of 10", seen) and time.monotonic() < end:
        if select.select([fd], [], [], 1)[0]:
            seen += os.read(fd, 65536)
    os.write(fd, b"\x03")
    time.sleep(0.1)
    os.close(fd)
    os.waitpid(pid, 0)
    assert b"1 of 10" in seen
    before_leaving = log.read_text(encoding="utf-8").split("lemans_quiz.play.result")[0]
    return set(re.findall(r"\| +([\w.]+)$", before_leaving, re.MULTILINE))


def test_play_imports_nothing_that_the_first_question_does_not_need(warm_home):
    modules_until_the_first_question(warm_home)
    imported = modules_until_the_first_question(warm_home)
    assert "lemans_quiz.play.screen" in imported
    assert {name for name in imported if any(f"{name}.".startswith(f"{heavy}.") for heavy in HEAVY)} == set()
