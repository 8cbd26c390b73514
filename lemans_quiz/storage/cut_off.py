"""Games in a room that were cut off: a file of its own each, known here by class and beginning alone, so that it can be deleted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from lemans_quiz import paths
from lemans_quiz.files.locks import Lock


class CutOff(NamedTuple):
    """The file of a game; `started` is seconds since 1970. One whose beginning cannot be read has no class and began at 0."""

    path: Path
    class_name: str = ""
    started: float = 0.0


def cut_off_games() -> tuple[CutOff, ...]:
    """Return all files of games in a room, those that are being played among them."""
    try:
        return tuple(map(_read, sorted(paths.rooms().glob("*.jsonl"))))
    except OSError:
        return ()


def _read(path: Path) -> CutOff:
    try:
        with path.open(encoding="utf-8", errors="surrogatepass") as journal:
            value = json.loads(journal.readline())
        return CutOff(path, str(value["class_name"]), float(value["started"]))
    except (OSError, ValueError, KeyError, TypeError):
        return CutOff(path)


def delete_cut_off(game: CutOff) -> bool:
    """Delete the file of a game with its lock; tell whether that was done: not while the game is being played."""
    lock_path = game.path.with_suffix(".lock")
    try:
        with Lock(lock_path) as lock:
            if not lock.take(0):
                return False
            game.path.unlink(missing_ok=True)
        lock_path.unlink(missing_ok=True)
    except OSError:
        return False
    return True
