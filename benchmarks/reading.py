"""Reading and checking packs, against a bare loop over libyaml's events for the same bytes, and against PyYAML's loader."""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.packs import write_pack


def seconds(call: Callable[[], object]) -> float:
    """Return how long a call takes."""
    gc.collect()
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def bare_events(raw: bytes) -> None:
    """Let libyaml parse and drop everything."""
    from yaml._yaml import CParser

    parser = CParser(raw)
    parser.raw_parse()


def ratios(count: int, rounds: int = 5) -> tuple[float, float]:
    """Return reading, and reading with all advice, as multiples of the bare loop."""
    from lemans_quiz.authoring.lint.lint import check_packs
    from lemans_quiz.packs.reading.reader import load_pack

    with tempfile.TemporaryDirectory() as folder:
        path = write_pack(Path(folder) / "made.yaml", count)
        raw = path.read_bytes()
        rows = [
            (seconds(lambda: bare_events(raw)), seconds(lambda: load_pack(path)), seconds(lambda: check_packs([path])))
            for _ in range(rounds)
        ]
    base, read, checked = (statistics.median(column) for column in zip(*rows, strict=True))
    return read / base, checked / base


def against_the_safe_loader(count: int, rounds: int = 5) -> float:
    """Return reading as a multiple of PyYAML's quickest way to the same bytes as plain values, which knows nothing of questions."""
    import yaml

    from lemans_quiz.packs.reading.reader import load_pack

    with tempfile.TemporaryDirectory() as folder:
        path = write_pack(Path(folder) / "made.yaml", count)
        raw = path.read_bytes()
        rows = [
            (seconds(lambda: yaml.load(raw, yaml.CSafeLoader)), seconds(lambda: load_pack(path))) for _ in range(rounds)
        ]
    base, read = (statistics.median(column) for column in zip(*rows, strict=True))
    return read / base


def memory_of_a_large_pack(megabytes: int = 50) -> tuple[float, float]:
    """Return the size in MiB of a large pack and the peak in MiB of a process that reads it."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_pack(Path(folder) / "large.yaml", megabytes * 2_150)
        program = (
            "import sys, resource; from pathlib import Path; from lemans_quiz.packs.reading.reader import load_pack;"
            "assert load_pack(Path(sys.argv[1])).pack; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
        )
        done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
        return path.stat().st_size / (1 << 20), float(done.stdout)
