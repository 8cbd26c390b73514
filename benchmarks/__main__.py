"""Measure everything and write docs/performance.md: python -m benchmarks [NAME...]"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"


class Figure(NamedTuple):
    """One promise: what was measured, as text, and whether it is kept; None where nothing is promised."""

    name: str
    measured: str
    limit: str
    kept: bool | None


AGAINST_PYTHON = {
    "first question": 2.0,
    "first question of a first start": 8,
    "first question when a pack has changed": 0,
    "--version": 6.5,
    "Tab for a command": 8,
    "Tab after a command": 10,
    "Tab for a value": 10,
    "--help": 15,
    "pack show of 200 questions": 14,
}
"""How many times as long as bare Python something may take; 0 where nothing is promised."""


def start() -> Iterator[Figure]:
    """Measure the way to the first question."""
    from benchmarks.startup import against_python, by_size, cold, first_keys, warm

    base, play = warm()
    yield ratio(
        "First question on a terminal, bank warm, against importing Typer and Rich and printing a panel",
        play / base,
        1.3,
    )
    yield Figure("The same, bank cold", f"{cold() / base:.1f} times", "none", None)
    for name, times in against_python().items():
        limit = AGAINST_PYTHON[name]
        about = f"Against bare Python: {name}"
        yield ratio(about, times, limit) if limit else Figure(about, f"{times:.2f} times", "none", None)
    left, alone = first_keys()
    yield ratio("First key taken with a first page that was left, against without one", left / alone, 1.05)
    few, many = by_size(60, 100_000)
    yield ratio("First question of 100,000, against 60", many / few, 1.1)


def reading() -> Iterator[Figure]:
    """Measure reading and checking."""
    from benchmarks.reading import against_the_safe_loader, memory_of_a_large_pack, ratios

    read, checked = ratios(10_000)
    yield ratio("Reading 10,000 questions, against a bare loop over libyaml's events", read, 12)
    yield ratio("Reading them with all advice, against the same", checked, 18)
    yield ratio("Reading them, against PyYAML's CSafeLoader alone", against_the_safe_loader(10_000), 0.6)
    read, checked = ratios(100_000, rounds=1)
    yield ratio("Reading 100,000 questions, against the same", read, 12)
    yield ratio("Reading 100,000 with all advice, against the same", checked, 18)
    size, peak = memory_of_a_large_pack()
    yield Figure(f"Memory to read a pack of {size:.0f} MiB", f"{peak / size:.0f} times its size", "bounded", None)


def keys() -> Iterator[Figure]:
    """Measure keys."""
    from benchmarks.keys import feedback_times, percentile

    for typed, name in (
        (False, "Key to feedback on the screen, p99"),
        (True, "The same for typed answers after the first, p99"),
    ):
        slowest = percentile(feedback_times(150, typed=typed), 0.99)
        yield Figure(name, f"{slowest * 1000:.0f} ms", "30 ms", slowest <= 0.030)


def history() -> Iterator[Figure]:
    """Measure what a long history costs."""
    from benchmarks.history import figures

    for name, value, limit, unit in figures():
        yield Figure(name, f"{value:.2f} {unit}", f"{limit} {unit}", value <= limit)


def room() -> Iterator[Figure]:
    """Measure a room full of phones, beside a bare program of the same library."""
    from benchmarks.room import at, loads

    limits = {30: (0.020, 0.020), 200: (0.020, 0.020), 1000: (0.060, 0.040)}
    for ours, bare in loads():
        for name, mine, theirs, limit in (
            ("question at all phones", ours.fan_out, bare.fan_out, limits[ours.seats][0]),
            ("answers acknowledged, all within a second", ours.acknowledged, bare.acknowledged, limits[ours.seats][1]),
            ("answers acknowledged, all within 50 ms", ours.burst, bare.burst, None),
        ):
            p50, p99, other = at(mine, 0.5), at(mine, 0.99), at(theirs, 0.99)
            told = f"{p50 * 1000:.0f} / {p99 * 1000:.0f} ms (bare aiohttp: {other * 1000:.0f} ms)"
            kept = None if limit is None else p99 <= limit
            yield Figure(
                f"{ours.seats} phones: {name}, p50 / p99", told, f"{limit * 1000:.0f} ms" if limit else "none", kept
            )
        yield Figure(f"{ours.seats} phones: answers lost", str(ours.lost), "0", ours.lost == 0)
        yield Figure(f"{ours.seats} phones: memory a seat", f"{ours.kib:.0f} KiB", "30 KiB", ours.kib <= 30)
        yield ratio(
            f"{ours.seats} phones: processor time of a question and its answer, against bare aiohttp",
            ours.cpu / bare.cpu,
            2,
        )


def ratio(name: str, value: float, limit: float) -> Figure:
    """Make a figure of a ratio that has a limit."""
    return Figure(name, f"{value:.2f} times", f"{limit:g} times", value <= limit)


GROUPS: dict[str, Callable[[], Iterator[Figure]]] = {
    "start": start,
    "reading": reading,
    "keys": keys,
    "history": history,
    "room": room,
}


def main() -> None:
    """Measure the groups that are named, or all, and write the page when all were."""
    os.chdir(ROOT)
    names = sys.argv[1:] or list(GROUPS)
    figures = [figure for name in names for figure in told(GROUPS[name]())]
    if names == list(GROUPS):
        PAGE.write_text(page(figures), encoding="utf-8")


def told(figures: Iterator[Figure]) -> Iterator[Figure]:
    """Print figures as they come."""
    for figure in figures:
        print(f"{figure.name}: {figure.measured} (limit {figure.limit}) {verdict(figure)}", flush=True)
        yield figure


def verdict(figure: Figure) -> str:
    """Return the word for a figure."""
    return {True: "kept", False: "MISSED", None: ""}[figure.kept]


def page(figures: list[Figure]) -> str:
    """Return the page."""
    rows = "\n".join(
        f"| {figure.name} | {figure.measured} | {figure.limit} | {verdict(figure)} |" for figure in figures
    )
    machine = f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores"
    return (
        "# Performance\n\n"
        "Written by `make bench`. Each ratio is a median from one run, with both sides measured in turns; absolute times depend on the\n"
        f"machine ({machine}).\n\n| what | measured | limit | |\n|---|---|---|---|\n{rows}\n"
    )


if __name__ == "__main__":
    main()
