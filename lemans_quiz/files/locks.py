"""Locks that the system drops with the process that holds them."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType


@contextmanager
def locked(path: Path, *, patience: float) -> Iterator[None]:
    """Hold a lock that the system drops with the process; raises BlockingIOError when others have had it for too long."""
    with Lock(path) as lock:
        until = time.monotonic() + patience
        while not lock.take(0):
            if time.monotonic() > until:
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN), str(path))
            time.sleep(0.02)
        yield


class Lock:
    """An empty file of which each place is a lock of its own, held by one process at a time and dropped with it.

    Where the system has no such locks nobody holds any, and everybody may go on.
    """

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def __enter__(self) -> Lock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Drop all places."""
        os.close(self._descriptor)

    def take(self, place: int) -> bool:
        """Take a place; False where another process has it. Taking one's own again is fine."""
        try:
            _lock_byte(self._descriptor, place)
        except OSError as error:
            return error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
        return True


def _lock_byte(descriptor: int, place: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, place, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
