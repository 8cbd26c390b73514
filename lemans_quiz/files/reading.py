"""Reading files that end: a pipe or a device may keep a reader waiting, or reading, for ever."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

NOT_PLAIN = "this is a pipe or a device, not a file"


def is_regular(path: Path) -> bool:
    """Tell whether something is there to be read to its end."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def is_endless(path: Path) -> bool:
    """Tell whether there is something that may never end: a pipe, a device or a socket."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def read_file(path: Path | str, most: int = -1) -> bytes:
    """Return the first `most` bytes of a file. Raises OSError, also for what never ends."""
    if is_endless(Path(path)):
        raise OSError(errno.EINVAL, NOT_PLAIN, os.fspath(path))
    with open(path, "rb") as file:
        return file.read(most)
