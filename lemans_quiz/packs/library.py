"""Which pack files there are: those that come with the program and the user's own. What is in them is the bank's."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lemans_quiz.files.stages import STAGE, finish_stages

if TYPE_CHECKING:
    from lemans_quiz.packs.reading.reader import Reading

SHIPPED, USER, NAMED = "shipped", "user", "named"
SUFFIXES = (".yaml", ".yml")


class PackFile(NamedTuple):
    """A pack's file and where it comes from: SHIPPED with the program, the USER's own, or NAMED by its path.

    `load` reads it where it may be no pack of ours; `anew` says that it is read again whatever is known of it.
    """

    path: str
    origin: str
    load: Callable[[Path], Reading] | None = None
    anew: bool = False


def pack_files(folder: Path) -> list[str]:
    """Return the paths of the packs in a folder, sorted by name; none if the folder is missing or unreadable."""
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if _is_pack(entry))
    except OSError:
        return []
    return [str(folder / name) for name in names]


def _is_pack(entry: os.DirEntry[str]) -> bool:
    return entry.name.endswith(SUFFIXES) and not entry.name.startswith(".")


def _folders(folder: Path) -> list[Path]:
    """Return the folders of installed packs, one pack in each; hidden ones are work in progress."""
    try:
        return sorted(
            Path(entry.path) for entry in os.scandir(folder) if entry.is_dir() and not entry.name.startswith(".")
        )
    except OSError:
        return []


def _finish_installing(folder: Path) -> None:
    """Bring to its end what another run was killed in; next to nothing where there is nothing."""
    with contextlib.suppress(OSError):
        if any(name.startswith(STAGE) for name in os.listdir(folder)):
            finish_stages(folder)


def installed(shipped: Path, user: Path) -> list[PackFile]:
    """Return all packs that are there without being named, the user's first: they hide shipped ones of the same id."""
    _finish_installing(user)
    return [
        *(PackFile(path, USER) for folder in (user, *_folders(user)) for path in pack_files(folder)),
        *(PackFile(path, SHIPPED) for path in pack_files(shipped)),
    ]


def looks_like_path(name: str) -> bool:
    """Tell whether a PACK on the command line is meant as a path rather than as an id."""
    if name.endswith(SUFFIXES) or os.sep in name or "/" in name or name in {".", ".."}:
        return True
    return "." in name and os.path.exists(name)


def stamp(path: str, tables: Iterable[str] = ()) -> str:
    """Return what a file and its tables look like from outside: names, sizes and times, as JSON."""
    return json.dumps([[name, *_outside(name)] for name in (path, *tables)])


def _outside(path: str) -> tuple[int, int]:
    try:
        status = os.stat(path)
    except OSError:
        return (-1, -1)
    return (status.st_size, status.st_mtime_ns)
