"""Installing packs into the user's folder, and removing them: all or nothing, and never anything outside that folder.

Each pack has a folder of its own there, named by its id, with the tables it needs. What is in a pack is the reader's business.
"""

from __future__ import annotations

import errno
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from lemans_quiz.core.diagnostics import Diagnostic
from lemans_quiz.core.items import Pack
from lemans_quiz.core.messages import counted, message
from lemans_quiz.errors import NotFound, PackMistakes, QuizError, UsageError
from lemans_quiz.files.reading import is_regular, read_file
from lemans_quiz.files.stages import Stage, take_away
from lemans_quiz.files.writing import reason_of
from lemans_quiz.packs.library import SUFFIXES
from lemans_quiz.packs.progress import reading
from lemans_quiz.packs.reading.reader import load_pack
from lemans_quiz.packs.recognising import is_hidden, may_be_pack

MOST_ENTRIES = 1_000
MOST_BYTES = 256 << 20
_WANTED = (*SUFFIXES, ".csv", ".tsv", ".txt")
_CHUNK = 1 << 20
DEEPEST = 20
LONGEST_NAME = 200
_SHOWN = 60
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}


class Found(NamedTuple):
    """A pack that may be installed: its file and what was read from it."""

    path: Path
    pack: Pack


class Holdings(NamedTuple):
    """What a source holds: its packs, and what is named like one and is none."""

    packs: list[Path]
    left_out: list[str]


def packs_of(source: Path, scratch: Path) -> Holdings:
    """Return the packs that a file or a zip holds; a zip is unpacked into `scratch`."""
    if not is_regular(source) or not zipfile.is_zipfile(source):
        return Holdings([source], [])
    scratch.mkdir(parents=True, exist_ok=True)
    hidden = _unpack(source, scratch)
    there = sorted(path for path in scratch.rglob("*") if path.suffix in SUFFIXES and path.is_file())
    packs = [path for path in there if may_be_pack(read_file(path))]
    if not packs:
        raise NotFound(message("There is no pack in it."), message("Packs are files that end in .yaml or .yml."))
    others = [str(path.relative_to(scratch)) for path in there if path not in packs]
    return Holdings(packs, sorted([*hidden, *others]))


def _unpack(source: Path, folder: Path) -> list[str]:
    """Unpack what may belong to packs, and return what is hidden of it.

    Whatever is wrong with a zip ends in a sentence: its readers raise what they like.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            return _unpack_all(archive, folder)
    except QuizError:
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS):
            raise
        raise _unreadable(reason_of(error)) from None
    except Exception as error:
        raise _unreadable(str(error) or type(error).__name__) from None


def _unreadable(reason: str) -> UsageError:
    return UsageError(
        message("The zip cannot be read: {reason}", reason=reason),
        message("It may be damaged. Make or download it once more."),
    )


def _unpack_all(archive: zipfile.ZipFile, folder: Path) -> list[str]:
    """Sizes are counted while reading, because a zip may lie about them."""
    left = MOST_BYTES
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise UsageError(
            counted("The zip holds more than {count} file.", "The zip holds more than {count} files.", MOST_ENTRIES)
        )
    wanted = [entry for entry in entries if not entry.is_dir() and entry.filename.endswith(_WANTED)]
    hidden = [entry for entry in wanted if is_hidden(PurePosixPath(*_safe_parts(entry.filename)))]
    for entry in wanted:
        if entry not in hidden:
            left = _unpack_one(archive, entry, folder, left)
    return [entry.filename for entry in hidden if entry.filename.endswith(SUFFIXES)]


def _unpack_one(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path, left: int) -> int:
    """Unpack one file, and return how many bytes may still come."""
    target = folder.joinpath(*_safe_parts(entry.filename))
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(entry) as packed, target.open("xb") as file:
        while chunk := packed.read(min(_CHUNK, left + 1)):
            left -= len(chunk)
            if left < 0:
                raise UsageError(message("The zip holds more than {count} MiB.", count=MOST_BYTES >> 20))
            file.write(chunk)
    return left


def _safe_parts(name: str) -> Sequence[str]:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or any(":" in part or "\0" in part for part in path.parts):
        raise UsageError(message("The zip holds a file that would lie outside: '{name}'", name=_short(name)))
    if len(path.parts) > DEEPEST:
        raise UsageError(
            message("The zip holds folders in folders, more than {count} of them.", count=DEEPEST),
            message("Pack the files themselves, or the one folder they lie in."),
        )
    if any(len(os.fsencode(part)) > LONGEST_NAME for part in path.parts):
        raise UsageError(message("The zip holds a file whose name is too long: '{name}'", name=_short(name)))
    return path.parts


def _short(name: str) -> str:
    return name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"


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


def is_installed(id: str, folder: Path) -> bool:
    """Tell whether the user has a pack of this id in a folder of its own."""
    return (folder / stored_name(id)).is_dir()


def install(found: Sequence[Found], stage: Stage) -> None:
    """Put packs and their tables in place of what was there: all of them, or on any error and at any end none."""
    for path, pack in found:
        name = stored_name(pack.id)
        stem = f"{path.stem}_" if is_kept_by_windows(path.name) else path.stem
        stage.put(f"{name}/{stem}{path.suffix}", read_file(path))
        for table in dict.fromkeys(pack.tables):
            stage.put(f"{name}/{table}", read_file(path.parent / table))
    stage.commit()


def remove(path: Path, folder: Path) -> None:
    """Remove an installed pack: its own folder, or the file where it lies among others. `folder` is the user's."""
    if path.parent.parent == folder:
        take_away(path.parent)
    elif path.parent == folder:
        path.unlink()
    else:
        raise UsageError(message("'{path}' is not in your folder of packs.", path=str(path)))
