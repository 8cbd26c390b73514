"""Installing packs into the user's folder, and removing them: all or nothing, and never anything outside that folder.

Each pack has a folder of its own there, named by its id, with the tables it needs; what it took the place of lies in a hidden one
beside it. What is in a pack is the reader's business.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from lemans_quiz.authoring.origins import FILE, Origin, origin_of, written
from lemans_quiz.core.diagnostics import Diagnostic
from lemans_quiz.core.items import Pack
from lemans_quiz.core.messages import message
from lemans_quiz.errors import PackMistakes, QuizError, UsageError
from lemans_quiz.files.locks import locked
from lemans_quiz.files.reading import is_regular, read_file
from lemans_quiz.files.stages import LOCK, PATIENCE, Stage, staging, take_away
from lemans_quiz.files.writing import write_whole
from lemans_quiz.packs.library import pack_files
from lemans_quiz.packs.progress import reading
from lemans_quiz.packs.reading.reader import load_pack

_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}


class Found(NamedTuple):
    """A pack that may be installed: its file and what was read from it."""

    path: Path
    pack: Pack


def reason_of_error(error: OSError) -> str:
    """Return what the system says of an error, and of which file."""
    return f"{error.strerror} ({error.filename})" if error.strerror else str(error)


def checked(paths: Sequence[Path]) -> list[Found]:
    """Read packs; raise PackMistakes with all mistakes of all of them."""
    found: list[Found] = []
    mistakes: list[Diagnostic] = []
    broken: list[Path] = []
    with reading([str(path) for path in paths]) as names:
        for name in names:
            read = load_pack(Path(name))
            if read.pack is None:
                broken.append(Path(name))
                mistakes += read.diagnostics
            else:
                found.append(Found(Path(name), read.pack))
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


def stored_name(id: str) -> str:
    """Return the name of the folder for a pack: its id, but for the few that Windows keeps for itself."""
    return f"{id}_" if is_kept_by_windows(id) else id


def is_kept_by_windows(name: str) -> bool:
    """Tell whether Windows takes a name for a device, with any ending."""
    return name.partition(".")[0].casefold() in _DEVICES


class Plan(NamedTuple):
    """A pack that is to be installed, and what it would take the place of.

    `there` tells which files are in its place, empty for none; `before` is None where none is, or where they are no pack.
    """

    found: Found
    there: str
    before: Pack | None
    is_same: bool

    @property
    def id(self) -> str:
        """The pack's id."""
        return self.found.pack.id


_FORMER = ".former-"
"""What the name of the folder begins with in which the former version of a pack is kept; hidden, so never played."""


def planned(found: Found, folder: Path) -> Plan:
    """Look up what a pack would take the place of; `folder` is the user's."""
    place = folder / stored_name(found.pack.id)
    there = _imprint(place)
    is_same = bool(there) and _is_same(found, place)
    return Plan(found, there, None if is_same else pack_in(place), is_same)


def pack_in(place: Path) -> Pack | None:
    """Return the pack that lies in a folder, None where there is none that can be read."""
    files = pack_files(place)
    return load_pack(Path(files[0])).pack if files else None


def _is_same(found: Found, place: Path) -> bool:
    """Tell whether a pack and its tables are there byte for byte, whatever the file is called."""
    files = pack_files(place)
    pairs = [(found.path.parent / table, place / table) for table in dict.fromkeys(found.pack.tables)]
    if len(files) != 1:
        return False
    try:
        return all(read_file(new) == read_file(old) for new, old in [(found.path, Path(files[0])), *pairs])
    except OSError:
        return False


def _files(place: Path) -> Iterator[tuple[str, Path]]:
    """Yield the names of all files in a folder, as they lie in it, and their paths."""
    for path in sorted(place.rglob("*")):
        if is_regular(path):
            yield path.relative_to(place).as_posix(), path


def _imprint(place: Path) -> str:
    """Return what tells whether a folder has changed meanwhile; empty where there is none."""
    if not place.is_dir():
        return ""
    digest = blake2b(digest_size=16)
    for name, path in _files(place):
        for part in (os.fsencode(name), read_file(path)):
            digest.update(blake2b(part).digest())
    return digest.hexdigest()


def install(plans: Sequence[Plan], stage: Stage, folder: Path, origin: Origin | None = None) -> None:
    """Put packs and their tables in place of what was there, which is kept: all of them, or on any error and at any end none.

    `origin` is kept with each. Raises QuizError where something else lies there than when it was planned.
    """
    for plan in plans:
        (path, pack), name = plan.found, stored_name(plan.id)
        if _imprint(folder / name) != plan.there:
            raise QuizError(message("Another program has changed the pack '{id}'. Try again.", id=pack.id))
        _keep(folder / name, f"{_FORMER}{name}", stage)
        stem = f"{path.stem}_" if is_kept_by_windows(path.name) else path.stem
        stage.put(f"{name}/{stem}{path.suffix}", read_file(path))
        for table in dict.fromkeys(pack.tables):
            stage.put(f"{name}/{table}", read_file(path.parent / table))
        if origin is not None:
            stage.put(f"{name}/{FILE}", written(origin))
    stage.commit()


def note_origin(plan: Plan, folder: Path, origin: Origin) -> None:
    """Keep where a pack can be had that is there already, unless that is known."""
    place = folder / stored_name(plan.id)
    known = origin_of(place)
    if known is None or known.address != origin.address:
        with locked(folder / LOCK, patience=PATIENCE):
            write_whole(place / FILE, written(origin))


def _keep(place: Path, name: str, stage: Stage) -> None:
    """Copy a folder to another name, to take its place with all else of the stage."""
    for file, path in _files(place):
        stage.put(f"{name}/{file}", read_file(path))


def former_of(path: Path, folder: Path) -> Path | None:
    """Return the folder of the version that an installed pack took the place of, None where none is kept."""
    former = folder / f"{_FORMER}{path.parent.name}"
    return former if path.parent.parent == folder and former.is_dir() else None


def put_back(path: Path, folder: Path) -> None:
    """Let an installed pack and its former version change places."""
    name = path.parent.name
    with staging(folder) as stage:
        _keep(folder / f"{_FORMER}{name}", name, stage)
        _keep(folder / name, f"{_FORMER}{name}", stage)
        stage.commit()


def remove(path: Path, folder: Path) -> None:
    """Remove an installed pack: its own folder and its former version, or the file where it lies among others.

    `folder` is the user's.
    """
    if path.parent.parent == folder:
        former = former_of(path, folder)
        if former:
            take_away(former)
        take_away(path.parent)
    elif path.parent == folder:
        path.unlink()
    else:
        raise UsageError(message("'{path}' is not in your packs folder.", path=str(path)))
