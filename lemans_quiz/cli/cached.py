"""What is kept in the cache for a while: pastes, fetched files, unpacked archives. Of each sort the newest stay."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from hashlib import blake2b, file_digest
from pathlib import Path

from lemans_quiz import paths
from lemans_quiz.core.messages import message
from lemans_quiz.errors import QuizError
from lemans_quiz.files.writing import private_folder, reason_of, token, write_whole

_KEPT = 10


def cached_file(sort: str, name: str, content: bytes) -> Path:
    """Write a file into the cache, in a folder named by its content, and drop old ones of its sort."""
    own = _folder(sort) / blake2b(content, digest_size=8).hexdigest()
    path = own / name
    try:
        private_folder(paths.cache())
        own.mkdir(parents=True, exist_ok=True)
        write_whole(path, content, private=True)
    except OSError as error:
        raise _unwritable(path, error) from None
    _drop_old(own)
    return path


def cached_folder(sort: str, source: Path, fill: Callable[[Path], None]) -> Path:
    """Return a folder of the cache that `fill` has made from a file; it is made once for each content, or not at all."""
    with source.open("rb") as file:
        own = _folder(sort) / file_digest(file, lambda: blake2b(digest_size=8)).hexdigest()
    if own.is_dir():
        os.utime(own)
        return own
    fresh = own.with_name(f".{own.name}-{token()}")
    try:
        private_folder(paths.cache())
        fresh.mkdir(parents=True)
        fill(fresh)
        if not own.is_dir():
            os.replace(fresh, own)
    except OSError as error:
        raise _unwritable(own, error) from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    _drop_old(own)
    return own


def named(path: str) -> str:
    """Return what a file is called that lies in the cache: its place below the folder of its content. Others are called as they are."""
    cache = f"{paths.cache()}{os.sep}"
    if not path.startswith(cache):
        return path
    *_sort_and_content, name = path.removeprefix(cache).split(os.sep, 2)
    return name


def _folder(sort: str) -> Path:
    return paths.cache() / sort


def _drop_old(own: Path) -> None:
    others = sorted(own.parent.iterdir(), key=lambda entry: entry.stat().st_mtime, reverse=True)
    for old in [entry for entry in others if entry != own][_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _unwritable(path: Path, error: OSError) -> QuizError:
    return QuizError(message("Cannot write '{path}': {reason}", path=str(path), reason=reason_of(error)))
