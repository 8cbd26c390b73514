"""Reading that takes long says what it does, with a bar on a terminal, a line for screen readers, and nothing in a pipe."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time

import pytest

from lemans_quiz.packs.progress import progress, reading
from lemans_quiz.packs.reading.reader import load_pack
from tests.killing import environment
from tests.systems import NEEDS_TERMINAL

pty = pytest.importorskip("pty", reason=NEEDS_TERMINAL)

LONG = "import time\nfrom lemans_quiz.packs.yaml import libyaml\nreal, waits = libyaml.Feed.read, [0.6, 1.4]\n"
LONG += "def read(self, size=-1):\n    time.sleep(waits.pop() if waits else 0)\n    return real(self, size)\nlibyaml.Feed.read = read\n"
RUN = f"{LONG}import sys\nfrom lemans_quiz.app import main\nsys.argv = ['lmq', *sys.argv[1:]]\nmain()\n"


@pytest.fixture
def pack(tmp_path):
    path = tmp_path / "long.yaml"
    rows = "".join(f"  - {{id: q{n}, question: 'Number {n}?', answer: a, wrong: [b]}}\n" for n in range(900))
    path.write_text(f"title: Long\nquestions:\n{rows}")
    return path


def shown(home, *arguments: str, **more: str) -> str:
    """Return what comes on the terminal that is the standard error of a slow reading."""
    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-c", RUN, *arguments], stdout=subprocess.DEVNULL, stderr=theirs, env=environment(home) | more
    )
    os.close(theirs)
    told, end = b"", time.monotonic() + 60
    while time.monotonic() < end:  # What the program wrote at last is there until it is read; then reading fails.
        if select.select([ours], [], [], 0.1)[0]:
            try:
                told += os.read(ours, 65536)
            except OSError:
                break
    done.wait(60)
    os.close(ours)
    return told.decode()


def test_a_long_reading_draws_a_bar_and_takes_it_away(tmp_path, pack):
    told = shown(tmp_path / "home", "pack", "check", str(pack))
    assert "Reading long.yaml …" in told
    assert "━" in told
    assert "\r\x1b[K1 pack checked" in told


def test_a_long_reading_is_one_line_for_screen_readers(tmp_path, pack):
    told = shown(tmp_path / "home", "pack", "check", str(pack), ACCESSIBLE="1")
    assert told.count("Reading long.yaml …") == 1
    assert "━" not in told


def test_nothing_of_it_is_in_a_pipe(tmp_path, pack):
    done = subprocess.run(
        [sys.executable, "-c", RUN, "pack", "check", str(pack)],
        capture_output=True,
        text=True,
        env=environment(tmp_path / "home"),
        check=False,
    )
    assert "Reading" not in done.stderr


def test_progress_counts_all_files_by_their_sizes(tmp_path, pack):
    other = tmp_path / "other.yaml"
    other.write_bytes(pack.read_bytes())
    shares = []
    with reading([str(pack), str(other)]) as names:
        for _name in names:
            shares.append(round(progress.share, 2))
            load_pack(pack)
            shares.append(round(progress.share, 2))
    assert shares == [0.0, 0.5, 0.5, 1.0]
