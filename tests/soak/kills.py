"""Games that are killed, by keys and by pipe, each of them: what was told is kept, the history is sound, and it goes on."""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from tests.killing import PACK, command, environment, events

BY_PIPE = (
    ("play", "kill", "-n", "12", "--json"),
    ("play", "kill", "-n", "8", "--exam", "--json"),
    ("play", "kill", "-n", "8", "--players", "Ada,Ben", "--json"),
    ("race", "--sprint", "--json"),
    ("practice", "kill", "--json"),
)
BY_KEYS = (
    ("play", "kill", "-n", "12"),
    ("play", "kill", "-n", "8", "--exam"),
    ("play", "kill", "-n", "8", "--players", "Ada,Ben"),
    ("race", "--sprint"),
    ("practice", "kill"),
    ("warmup", "kill", "-n", "4", "--teams", "2", "--reading", "0", "--class", "7b"),
    ("resume",),
)
_ROUNDED = 0.001
KEYS = "111222333   \r\r\rx?h"


class Failure(AssertionError):
    """What must not happen."""


def new_home(folder: Path) -> Path:
    packs = folder / "data" / "packs" / "kill"
    packs.mkdir(parents=True, exist_ok=True)
    (packs / "kill.yaml").write_text(PACK, encoding="utf-8")
    return folder


def kept(home: Path) -> list[tuple[str, float]]:
    """Return the answers in the history of a home, whose file must be sound."""
    path = home / "data" / "history.sqlite3"
    if not path.exists():
        return []
    with contextlib.closing(sqlite3.connect(path)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise Failure("the history is damaged")
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'attempts'").fetchone():
            return []
        return connection.execute("SELECT item, mark FROM attempts ORDER BY id").fetchall()


def killed_by_pipe(home: Path, dice: random.Random, arguments: tuple[str, ...]) -> int:
    """Kill a game of lines; return how many answers it told of."""
    before = len(kept(home))
    game = subprocess.Popen(
        command(*arguments), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment(home)
    )
    assert game.stdin is not None
    with contextlib.suppress(BrokenPipeError):
        game.stdin.write("".join(f"{dice.randrange(1, 4)}\n" for _ in range(dice.randrange(1, 30))))
        game.stdin.flush()
    time.sleep(0.1 + dice.random() * 0.9)
    game.kill()
    told, _ = game.communicate()
    marked = [(event["id"], event["mark"]) for event in events(told) if event["event"] == "marked"]
    there = kept(home)[before:][: len(marked)]
    same = len(there) == len(marked) and all(
        one == other and abs(is_kept - told) < _ROUNDED
        for (one, is_kept), (other, told) in zip(there, marked, strict=True)
    )
    if not same and "--exam" not in arguments:
        raise Failure(f"{arguments}: told of {len(marked)} answers, {len(kept(home)) - before} are kept")
    return len(marked)


def killed_by_keys(home: Path, dice: random.Random, arguments: tuple[str, ...]) -> None:
    """Kill a game on a screen in the middle of it."""
    import pty

    pid, fd = pty.fork()
    if pid == 0:
        os.execve(sys.executable, command(*arguments), environment(home))
    end = time.monotonic() + 0.3 + dice.random() * 1.5
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            while select.select([fd], [], [], 0.03)[0] and os.read(fd, 65536):
                pass
            os.write(fd, dice.choice(KEYS).encode())
        if os.waitpid(pid, os.WNOHANG)[0]:
            os.close(fd)
            return
    os.kill(pid, dice.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGHUP)))
    os.close(fd)
    os.waitpid(pid, 0)


def goes_on(home: Path) -> None:
    """Go on with what was killed, and look at everything."""
    for arguments in (("resume", "--json"), ("history", "list"), ("stats", "--plain"), ("history", "check")):
        done = subprocess.run(
            command(*arguments), input="1\n" * 40, capture_output=True, text=True, env=environment(home), check=False
        )
        fine = (0, 4) if arguments[0] == "resume" else (0,)
        if done.returncode not in fine or "bug" in done.stderr:
            raise Failure(f"{arguments}: {done.returncode} {done.stderr}")
    if list((home / "cache" / "crashes").glob("*")):
        raise Failure("a crash was reported")
    kept(home)


def answers_as_json(home: Path) -> int:
    done = subprocess.run(
        command("history", "export", "--everyone", "--format", "json"),
        capture_output=True,
        text=True,
        env=environment(home),
        check=True,
    )
    return len(json.loads(done.stdout))
