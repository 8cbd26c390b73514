"""How far reading has come, for whoever shows it. Writing it down costs nothing; showing it is the business of cli/waiting.py."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext


class Progress:
    """What is being read: `name` of the file, and `share` of all that is to be read, 0 to 1."""

    def __init__(self) -> None:
        self.name = ""
        self._before = 0.0
        self._part = 1.0
        self._of_file = 0.0

    @property
    def share(self) -> float:
        """Return how much of all files has been read."""
        return min(1.0, self._before + self._part * self._of_file)

    def begin(self, name: str, before: float, part: float) -> None:
        """Begin a file, with the share of all that was read before it and that it is itself."""
        self.name, self._before, self._part, self._of_file = name, before, part, 0.0

    def reach(self, done: int, of: int) -> None:
        """Say how much of the file has been read."""
        self._of_file = done / of if of else 1.0


progress = Progress()
"""What the whole program is reading now."""


def _unseen(_progress: Progress) -> AbstractContextManager[object]:
    return nullcontext()


_show: Callable[[Progress], AbstractContextManager[object]] = _unseen


def show_by(show: Callable[[Progress], AbstractContextManager[object]]) -> None:
    """Have progress shown by a context manager that is entered before files are read, and left after."""
    global _show
    _show = show


@contextmanager
def unseen() -> Iterator[None]:
    """Show no progress meanwhile, because a page is on the screen."""
    global _show
    before, _show = _show, _unseen
    try:
        yield
    finally:
        _show = before


@contextmanager
def reading(paths: Sequence[str]) -> Iterator[Iterator[str]]:
    """Give files one by one to be read, with progress shown meanwhile."""
    sizes = [_size(path) for path in paths]
    whole = sum(sizes) or 1

    def one_by_one() -> Iterator[str]:
        done = 0
        for path, size in zip(paths, sizes, strict=True):
            progress.begin(os.path.basename(path), done / whole, size / whole)
            yield path
            done += size

    with _show(progress):
        yield one_by_one()


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


@contextmanager
def fetching(name: str) -> Iterator[Callable[[int, int], None]]:
    """Give what is told how much of a file has come from elsewhere, with progress shown meanwhile."""
    progress.begin(name, 0.0, 1.0)
    with _show(progress):
        yield lambda done, of: progress.reach(done, of) if of else None
