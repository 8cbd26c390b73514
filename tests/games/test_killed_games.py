"""Games that are killed: what was seen is kept, and going on ends as if nothing had happened.

The suite kills a few, `make soak` hundreds.
"""

from __future__ import annotations

import os
import random
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.effort import times
from tests.forking import Template
from tests.killing import command, environment, events, home_with_the_pack, kept  # noqa: F401
from tests.systems import NEEDS_TERMINAL

pty = pytest.importorskip("pty", reason=NEEDS_TERMINAL)

pytestmark = pytest.mark.soak
KILLS = times(2, 100)
QUESTIONS = 12
VERDICT = rb"Right|Wrong"


def played_through(template: Template, place: Path, seed: str) -> dict:
    played = ["play", "kill", "-n", str(QUESTIONS), "--seed", seed, "--json"]
    done = template.run(played, typed="1\n" * QUESTIONS, environment=environment(place))
    assert done.returncode == 0
    (place / "data" / "history.sqlite3").unlink()
    for part in ("-wal", "-shm"):
        (place / "data" / f"history.sqlite3{part}").unlink(missing_ok=True)
    return events(done.stdout)[-1]


def assert_goes_on_to_the_same_end(template: Template, place: Path, whole: dict) -> None:
    before = kept(place)
    if not before:
        return
    done = template.run(["resume", "--json"], typed="1\n" * QUESTIONS, environment=environment(place))
    if len(before) == QUESTIONS:
        assert done.returncode == 4
        return
    told = events(done.stdout)
    asked = [event for event in told if event["event"] == "asked"]
    assert [event["number"] for event in asked] == list(range(len(before) + 1, QUESTIONS + 1))
    assert not {event["id"] for event in asked} & {item for item, _ in before}
    assert {key: told[-1][key] for key in ("answered", "right", "score", "complete")} == {
        key: whole[key] for key in ("answered", "right", "score", "complete")
    }


@pytest.mark.parametrize("number", range(KILLS))
def test_a_piped_game_that_is_killed_loses_nothing_that_was_told(template, home, number):
    dice = random.Random(number)
    whole = played_through(template, home, f"seed {number}")
    process = subprocess.Popen(
        command("play", "kill", "-n", str(QUESTIONS), "--seed", f"seed {number}", "--json"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(home),
    )
    assert process.stdin is not None
    for _ in range(dice.randrange(1, QUESTIONS + 1)):
        process.stdin.write("1\n")
    process.stdin.flush()
    time.sleep(0.15 + dice.random() * 0.3)
    process.kill()
    told, _ = process.communicate()
    marked = [(event["id"], event["mark"]) for event in events(told) if event["event"] == "marked"]
    assert kept(home)[: len(marked)] == marked
    assert_goes_on_to_the_same_end(template, home, whole)


@pytest.mark.parametrize("number", range(KILLS))
def test_a_game_of_keys_that_is_killed_loses_nothing_that_was_seen(template, home, number):
    dice = random.Random(1000 + number)
    whole = played_through(template, home, f"seed {number}")
    pid, fd = pty.fork()
    if pid == 0:
        os.execve(
            sys.executable, command("play", "kill", "-n", str(QUESTIONS), "--seed", f"seed {number}"), environment(home)
        )
    seen = 0
    wait_for(fd, rb"1 of 12")
    settle(fd)
    for _ in range(dice.randrange(0, QUESTIONS)):
        os.write(fd, b"1")
        wait_for(fd, VERDICT)
        seen += 1
        settle(fd)
        os.write(fd, b" ")
        wait_for(fd, b".")
        settle(fd)
    if dice.random() < 0.7:
        os.write(fd, b"1")
        time.sleep(dice.random() * 0.01)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(fd)
    assert len(kept(home)) in (seen, seen + 1)
    assert_goes_on_to_the_same_end(template, home, whole)


def wait_for(fd: int, pattern: bytes) -> None:
    output, end = b"", time.monotonic() + 30
    while not re.search(pattern, output):
        assert time.monotonic() < end, output
        if select.select([fd], [], [], 1)[0]:
            output += os.read(fd, 65536)


def settle(fd: int) -> None:
    while select.select([fd], [], [], 0.08)[0]:
        os.read(fd, 65536)
