"""The packs that ship, each read once for all tests of a process: what is read is immutable."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lemans_quiz.core.items import Pack
from lemans_quiz.packs.reading.reader import load_pack

QUESTIONS = Path(__file__).resolve().parents[1] / "questions"
PATHS = sorted(QUESTIONS.glob("*.yaml"))


@cache
def shipped_pack(path: Path) -> Pack:
    """Return the pack of one of PATHS."""
    pack = load_pack(path).pack
    assert pack is not None, path
    return pack


def shipped_packs() -> list[Pack]:
    """Return all of them, by the names of their files."""
    return [shipped_pack(path) for path in PATHS]
