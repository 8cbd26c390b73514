"""The one way in which this program writes files: what stood there stays whole until the new one is on the disk.

A file is written beside its place, flushed, and then renamed.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Sequence
from pathlib import Path

from lemans_quiz.core.messages import message
from lemans_quiz.errors import QuizError, UsageError
from lemans_quiz.files.reading import is_endless

_BESIDE = ".lmq-"
_LEFT_OVER_AFTER = 60.0
"""Seconds after which a file beside another is of a writer that was killed: writing takes a moment."""

_OWNER_ONLY = 0o077


def check_target(path: Path, *, force: bool) -> None:
    """Raise the error that saving at `path` would end in, as far as it can be known before."""
    if not path.parent.is_dir():
        from lemans_quiz.files.missing import no_such_folder

        raise no_such_folder(str(path.parent))
    if path.is_dir():
        raise UsageError(message("'{path}' is a folder.", path=str(path)), message("Choose another name."))
    if not force and os.path.lexists(path):
        raise exists_already(path)


def exists_already(path: Path) -> UsageError:
    """Return the error for a file that stays as it is."""
    return UsageError(
        message("'{path}' already exists and was not changed.", path=str(path)),
        message("Choose another name, or add --force to overwrite it."),
    )


def save(path: Path, content: bytes, *, force: bool) -> None:
    """Write a file that the user asked for; raises QuizError with the reason, and then what stood there still does."""
    save_all([(path, content)], force=force)


def save_all(contents: Sequence[tuple[Path, bytes]], *, force: bool) -> None:
    """Write files that belong together; raises QuizError, and then all of what stood there still does."""
    for path, _content in contents:
        check_target(path, force=force)
    written: list[_Beside] = []
    try:
        for path, content in contents:
            written.append(_Beside(path.resolve(), replace=force))
            written[-1].write(content, private=False)
        for beside in written:
            beside.place()
    except FileExistsError:
        raise exists_already(path) from None
    except OSError as error:
        raise QuizError(message("Cannot write '{path}': {reason}", path=str(path), reason=reason_of(error))) from None
    finally:
        for beside in written:
            beside.drop()


def free_name(path: Path) -> Path:
    """Return the path, or one like it with a number, where there is no file yet."""
    number, free = 2, path
    while os.path.lexists(free):
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free


def reason_of(error: OSError) -> str:
    """Return what the system says of an error, in a few words."""
    return error.strerror or type(error).__name__


def write_whole(path: Path, content: bytes, *, replace: bool = True, private: bool = False) -> None:
    """Write a file, or leave what is there. Raises FileExistsError without `replace`, and OSError.

    A link stays one: what it points at is written. A device or a pipe is written to as it is.
    """
    beside = _Beside(path.resolve(), replace=replace)
    try:
        beside.write(content, private=private)
        beside.place()
    finally:
        beside.drop()


class _Beside:
    """A file on its way to its place: written beside it first."""

    def __init__(self, target: Path, *, replace: bool) -> None:
        self._target = target
        self._replaces = replace
        self._is_special = replace and is_endless(target)
        self._path = target.with_name(f"{_prefix(target)}{token()}")

    def write(self, content: bytes, *, private: bool) -> None:
        if self._is_special:
            write_bytes(self._target, content, os.O_WRONLY, 0)
        else:
            _sweep_beside(self._target)
            mode = 0o600 if private else _mode_of(self._target)
            write_bytes(self._path, content, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)

    def place(self) -> None:
        if self._is_special:
            return
        if self._replaces:
            os.replace(self._path, self._target)
        else:
            _place_new(self._path, self._target)
        sync_folder(self._target.parent)

    def drop(self) -> None:
        with contextlib.suppress(OSError):
            os.unlink(self._path)


def _mode_of(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return 0o666


def _place_new(beside: Path, target: Path) -> None:
    """Give a file its name unless there is one; file systems without hard links are asked first and told then."""
    try:
        os.link(beside, target)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        os.replace(beside, target)


def write_bytes(path: Path, content: bytes, flags: int, mode: int) -> None:
    """Write bytes where `flags` of os.open say; on the disk on return."""
    descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0), mode)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        with contextlib.suppress(OSError) if not flags & os.O_CREAT else contextlib.nullcontext():
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk, where the system can do that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _prefix(target: Path) -> str:
    """Return what the files beside a target begin with; a hash, because the name may be as long as names can be."""
    import zlib

    return f"{_BESIDE}{zlib.crc32(os.fsencode(target.name)):08x}-"


def token() -> str:
    """Return a few letters that no other name has."""
    return os.urandom(4).hex()


def _sweep_beside(target: Path) -> None:
    with contextlib.suppress(OSError):
        for entry in os.scandir(target.parent):
            is_ours = entry.name.startswith(_prefix(target))
            if is_ours and entry.stat().st_mtime < time.time() - _LEFT_OVER_AFTER:
                os.unlink(entry.path)


def private_folder(path: Path) -> None:
    """Make a folder that only its owner may look into, with those above it; an older one is closed to others.

    Raises OSError where it cannot be made.
    """
    if not os.path.isdir(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            os.mkdir(path, 0o700)
    close_to_others(path)


def private_file(path: Path) -> None:
    """Make an empty file that only its owner may read, unless there is one; an older one is closed to others."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    close_to_others(path)


def close_to_others(path: Path) -> None:
    """Take what the group and others may do with a file or folder away, where it is ours to take."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            mode = stat.S_IMODE(os.stat(path).st_mode)
            if mode & _OWNER_ONLY:
                os.chmod(path, mode & ~_OWNER_ONLY)
