"""Installing packs into the user's folder, and removing them: all or nothing, and never anything outside that folder.

Each pack has a folder of its own there, named by its id, with the tables it needs. What is in a pack is the reader's business.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from lemans_quiz.core.diagnostics import Diagnostic
from lemans_quiz.core.items import Pack
from lemans_quiz.core.messages import counted, message
from lemans_quiz.errors import NotFound, PackMistakes, UsageError
from lemans_quiz.packs.library import SUFFIXES
from lemans_quiz.packs.reading.reader import load_pack

MOST_ENTRIES = 1_000
MOST_BYTES = 256 << 20
_WANTED = (*SUFFIXES, ".csv", ".tsv", ".txt")
_CHUNK = 1 << 20


class Found(NamedTuple):
    """A pack that may be installed: its file and what was read from it."""

    path: Path
    pack: Pack


@contextmanager
def opened(source: Path, workshop: Path) -> Iterator[list[Path]]:
    """Give the pack files that a file, folder or zip holds; a zip is unpacked below `workshop` for as long as needed."""
    if not source.exists():
        raise NotFound(message("There is no file '{name}'.", name=str(source)))
    if source.is_dir():
        yield _packs_in(source)
    elif zipfile.is_zipfile(source):
        workshop.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=workshop, prefix=".unpacked-") as folder:
            _unpack(source, Path(folder))
            yield _packs_in(Path(folder))
    else:
        yield [source]


def _packs_in(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())
    if not found:
        raise NotFound(message("There is no pack in it."), message("Packs are files that end in .yaml or .yml."))
    return found


def _unpack(source: Path, folder: Path) -> None:
    """Unpack what may belong to packs. Sizes are counted while reading, because a zip may lie about them."""
    left = MOST_BYTES
    with zipfile.ZipFile(source) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES:
            raise UsageError(
                counted("The zip holds more than {count} file.", "The zip holds more than {count} files.", MOST_ENTRIES)
            )
        for entry in entries:
            if not entry.is_dir() and entry.filename.endswith(_WANTED):
                left = _unpack_one(archive, entry, folder, left)


def _unpack_one(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path, left: int) -> int:
    """Unpack one file, and return how many bytes may still come."""
    target = folder.joinpath(*_safe_parts(entry.filename))
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with archive.open(entry) as packed, target.open("xb") as file:
            while chunk := packed.read(min(_CHUNK, left + 1)):
                left -= len(chunk)
                if left < 0:
                    raise UsageError(message("The zip holds more than {count} MiB.", count=MOST_BYTES >> 20))
                file.write(chunk)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, FileExistsError, EOFError) as error:
        raise UsageError(message("The zip cannot be read: {reason}", reason=str(error))) from None
    return left


def _safe_parts(name: str) -> Sequence[str]:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or any(":" in part or "\0" in part for part in path.parts):
        raise UsageError(message("The zip holds a file that would lie outside: '{name}'", name=name))
    return path.parts


def checked(paths: Sequence[Path]) -> list[Found]:
    """Read packs; raise PackMistakes with all mistakes of all of them."""
    found: list[Found] = []
    mistakes: list[Diagnostic] = []
    broken: list[Path] = []
    for path in paths:
        reading = load_pack(path)
        if reading.pack is None:
            broken.append(path)
            mistakes += reading.diagnostics
        else:
            found.append(Found(path, reading.pack))
    if broken:
        raise PackMistakes(broken[0].name, mistakes)
    _refuse_twins(found)
    return found


def _refuse_twins(found: Sequence[Found]) -> None:
    seen: set[str] = set()
    for one in found:
        if one.pack.id in seen:
            raise UsageError(message("Two packs have the id '{id}'.", id=one.pack.id))
        seen.add(one.pack.id)


def is_installed(id: str, folder: Path) -> bool:
    """Tell whether the user has a pack of this id in a folder of its own."""
    return (folder / id).is_dir()


def install(found: Found, folder: Path) -> Path:
    """Put a pack and its tables in place of what was there; return the new file. Cut off at any moment, one of both is there."""
    target = folder / found.pack.id
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".installing-") as workshop:
        fresh, old = Path(workshop) / "new", Path(workshop) / "old"
        fresh.mkdir()
        shutil.copyfile(found.path, fresh / found.path.name)
        for table in found.pack.tables:
            (fresh / table).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(found.path.parent / table, fresh / table)
        if target.exists():
            os.rename(target, old)
        os.rename(fresh, target)
    return target / found.path.name


def remove(path: Path, folder: Path) -> None:
    """Remove an installed pack: its own folder, or the file where it lies among others. `folder` is the user's."""
    if path.parent.parent == folder:
        shutil.rmtree(path.parent)
    elif path.parent == folder:
        path.unlink()
    else:
        raise UsageError(message("'{path}' is not in your folder of packs.", path=str(path)))
