"""Folders that take their places together, all of them or none.

They are staged, and a note is written once all of them are there: whoever finds the note after a crash finishes what it says,
whoever finds none sweeps the stage away.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lemans_quiz.files.locks import locked
from lemans_quiz.files.writing import sync_folder, token, write_bytes, write_whole

STAGE = ".lmq-staged-"
"""What the names of stages begin with."""

LOCK, PATIENCE = ".lock", 10.0
"""The file in a folder that is held while its folders change, and for how many seconds others wait for it."""

_NOTE = "commit"


class Stage:
    """Folders on their way to their places below `root`, all or none. `scratch` is for what is needed meanwhile."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._root = root
        self._folder = folder
        self.scratch = folder / "scratch"

    def put(self, name: str, content: bytes) -> None:
        """Add a file; `name` begins with the folder it shall lie in."""
        path = self._folder.joinpath("new", os.path.normpath(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, content, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)

    def commit(self) -> None:
        """Put all folders in their places, in place of what was there; raises OSError, and then none of them is."""
        names = os.listdir(self._folder / "new")
        for folder, _folders, _files in os.walk(self._folder / "new"):
            sync_folder(Path(folder))
        write_whole(self._folder / _NOTE, json.dumps(names).encode(), private=True)
        try:
            _finish(self._root, self._folder, names)
        except BaseException:
            self._undo(names)
            raise

    def _undo(self, names: list[str]) -> None:
        """Put everything back and only then drop the note: cut short, the next program finishes instead."""
        for name in names:
            place, new, old = _places(self._root, self._folder, name)
            if not os.path.lexists(new) and os.path.lexists(place):
                os.rename(place, new)
            if os.path.lexists(old):
                os.rename(old, place)
        os.unlink(self._folder / _NOTE)


def _places(root: Path, folder: Path, name: str) -> tuple[Path, Path, Path]:
    return root / name, folder / "new" / name, folder / "old" / name


def _finish(root: Path, folder: Path, names: list[str]) -> None:
    """Do what the note of a stage says, from wherever that was broken off."""
    (folder / "old").mkdir(exist_ok=True)
    for name in names:
        place, new, old = _places(root, folder, name)
        if os.path.lexists(new):
            if os.path.lexists(place):
                os.rename(place, old)
            os.rename(new, place)
    sync_folder(root)


@contextmanager
def staging(root: Path) -> Iterator[Stage]:
    """Give a stage for folders that belong into `root`. What was not committed is swept away with it.

    Raises OSError, BlockingIOError where another program has been at it for too long.
    """
    root.mkdir(parents=True, exist_ok=True)
    with locked(root / LOCK, patience=PATIENCE):
        _finish_or_sweep(root)
        folder = root / f"{STAGE}{token()}"
        (folder / "scratch").mkdir(parents=True)
        (folder / "new").mkdir()
        try:
            yield Stage(root, folder)
        finally:
            if not os.path.exists(folder / _NOTE) or not _names(folder / "new"):
                _sweep(folder)


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except FileNotFoundError:
        return []


def take_away(place: Path) -> None:
    """Remove a folder, or nothing of it; raises OSError."""
    root = place.parent
    with locked(root / LOCK, patience=PATIENCE):
        _finish_or_sweep(root)
        away = root / f"{STAGE}{token()}"
        os.rename(place, away)
        sync_folder(root)
        _sweep(away)


def finish_stages(root: Path, *, patience: float = 2.0) -> None:
    """Finish what was broken off in a folder of which a name begins with STAGE; waits for who is at it."""
    with contextlib.suppress(OSError), locked(root / LOCK, patience=patience):
        _finish_or_sweep(root)


def _sweep(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _finish_or_sweep(root: Path) -> None:
    for name in os.listdir(root):
        if not name.startswith(STAGE):
            continue
        folder = root / name
        if os.path.exists(folder / _NOTE):
            with contextlib.suppress(ValueError):
                _finish(root, folder, json.loads((folder / _NOTE).read_bytes()))
        _sweep(folder)
