"""From a key to its feedback on the screen."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.packs import write_pack
from benchmarks.startup import PERSON, home_at
from benchmarks.terminal import OnTerminal

VERDICT = b"Right|Wrong|Almost|Partly"


def feedback_times(count: int, *, typed: bool) -> list[float]:
    """Return the seconds from a key to the feedback for so many questions, the first typed one left out."""
    with tempfile.TemporaryDirectory() as home:
        pack = write_pack(Path(home) / "keys.yaml", count * 12)
        kind = "text" if typed else "choice"
        command = [
            sys.executable,
            "-m",
            "lemans_quiz",
            "--lang",
            "en",
            "play",
            str(pack),
            "-n",
            str(count),
            "--kind",
            kind,
        ]
        times = []
        with OnTerminal(command, home_at(home)) as program:
            program.wait_for(rb"1\s+of\s+%d" % count)
            for _ in range(count):
                program.settle(PERSON, PERSON)
                times.append(_answer(program, typed=typed))
                program.settle(PERSON, PERSON)
                program.press(b" ")
                program.settle()
        return times[1:] if typed else times


def _answer(program: OnTerminal, *, typed: bool) -> float:
    if not typed:
        program.press(b"1")
        return program.wait_for(VERDICT)
    program.press(b"brige 12")
    program.settle()
    program.press(b"\r")
    seconds = program.wait_for(VERDICT)
    if b"Almost" in program.seen:
        program.press(b"x\r")
        program.wait_for(b"Right|Wrong")
    return seconds


def percentile(times: list[float], share: float) -> float:
    """Return the time that so large a share of all does not exceed."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]
