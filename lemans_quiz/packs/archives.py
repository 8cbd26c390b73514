"""Archives of packs and other files of questions, zip and tar.gz: unpacked within bounds, and never outside a folder."""

from __future__ import annotations

import errno
import gzip
import os
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import IO

from lemans_quiz.core.messages import counted, message
from lemans_quiz.errors import QuizError, UsageError
from lemans_quiz.files.reading import is_regular, read_file
from lemans_quiz.files.writing import reason_of
from lemans_quiz.packs.library import SUFFIXES

MOST_ENTRIES = 1_000
MOST_BYTES = 256 << 20
DEEPEST = 20
LONGEST_NAME = 200
_MOST_OF_ALL = 50_000
"""So many files may be in an archive, wanted or not: that of a whole repository has more than its questions."""

_MOST_LISTED = 8 << 20
"""Bytes that the list of a zip's files may take, which is read as a whole."""

_MOST_AT_ONCE = 4 << 20
_WANTED = (*SUFFIXES, ".csv", ".tsv", ".txt", ".gift", ".md", ".json", ".xml", ".xlsx", ".xls", ".ods")
_OF_OTHERS = ("[Content_Types].xml", "mimetype", "imsmanifest.xml", "collection.anki2", "collection.anki21")
"""What zips hold that are no archives but sheets, documents, courses and decks of cards."""
_OF_APPLE = ".iwa"
"""What those of Numbers, Pages and Keynote hold."""

_ZIP, _EMPTY_ZIP, _GZIP = b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b"
_CHUNK = 1 << 20
_SHOWN = 60


def is_archive(path: Path) -> bool:
    """Tell whether a file is an archive; sheets and the like are zips too, and are none."""
    try:
        start = read_file(path, 4) if is_regular(path) else b""
    except OSError:
        return False
    if start.startswith(_GZIP):
        return True
    if start not in (_ZIP, _EMPTY_ZIP):
        return False
    try:
        with path.open("rb") as file, _zip(file) as archive:
            names = archive.namelist()
    except Exception:
        return True
    return not any(name in _OF_OTHERS or name.endswith(_OF_APPLE) for name in names)


def unpack(source: Path, folder: Path) -> None:
    """Unpack what may hold questions into a folder; raises UsageError for what is wrong, and OSError where there is no room.

    Whatever is wrong with an archive ends in a sentence: its readers raise what they like.
    """
    try:
        with source.open("rb") as file:
            unpack_all = _unpack_tar if file.read(2) == _GZIP else _unpack_zip
            file.seek(0)
            unpack_all(file, _Unpacking(folder))
    except QuizError:
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS):
            raise
        raise _unreadable(source, reason_of(error)) from None
    except Exception as error:
        raise _unreadable(source, str(error) or type(error).__name__) from None


def _zip(file: IO[bytes]) -> zipfile.ZipFile:
    """Open a zip whose list of files is of a size that can be read."""
    size = os.fstat(file.fileno()).st_size
    file.seek(max(0, size - (1 << 16) - 22))
    _before, end, rest = file.read().rpartition(_EMPTY_ZIP)
    if end and int.from_bytes(rest[8:12], "little") > _MOST_LISTED:
        raise _too_many(_MOST_OF_ALL)
    return zipfile.ZipFile(file)


def _unpack_zip(file: IO[bytes], into: _Unpacking) -> None:
    with _zip(file) as archive:
        for entry in archive.infolist():
            if into.wants(entry.filename) and not entry.is_dir():
                with archive.open(entry) as packed:
                    into.put(entry.filename, packed)


def _unpack_tar(file: IO[bytes], into: _Unpacking) -> None:
    """Links, devices and whatever else is no file are passed over."""
    with tarfile.open(fileobj=_Bounded(file), mode="r:") as archive:
        for entry in archive:
            if into.wants(entry.name) and entry.isreg() and (packed := archive.extractfile(entry)):
                into.put(entry.name, packed)


class _Bounded(gzip.GzipFile):
    """The tar in a gzip: no longer than the bound, and read in pieces, since a header may claim to be as long as it likes."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(fileobj=file, mode="rb")

    def read(self, size: int | None = -1) -> bytes:
        """Return the next bytes."""
        if size is None or not 0 <= size <= _MOST_AT_ONCE:
            raise ValueError("too much at once")
        found = super().read(size)
        self._check()
        return found

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place."""
        if offset > MOST_BYTES:
            raise _too_large()
        return super().seek(offset, whence)

    def _check(self) -> None:
        if self.tell() > MOST_BYTES:
            raise _too_large()


class _Unpacking:
    """A folder that is being filled. Sizes are counted while reading, because an archive may lie about them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bytes_left = MOST_BYTES
        self._files_left = MOST_ENTRIES
        self._all_left = _MOST_OF_ALL

    def wants(self, name: str) -> bool:
        """Tell whether a file may hold questions."""
        self._all_left -= 1
        if self._all_left < 0:
            raise _too_many(_MOST_OF_ALL)
        return name.casefold().endswith(_WANTED)

    def put(self, name: str, packed: IO[bytes]) -> None:
        """Unpack a file; a later one of the same name is refused, as is one that would lie outside."""
        self._files_left -= 1
        if self._files_left < 0:
            raise _too_many(MOST_ENTRIES)
        target = self._folder.joinpath(*_safe_parts(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            for chunk in self._chunks(packed):
                file.write(chunk)

    def _chunks(self, packed: IO[bytes]) -> Iterator[bytes]:
        while chunk := packed.read(min(_CHUNK, self._bytes_left + 1)):
            self._bytes_left -= len(chunk)
            if self._bytes_left < 0:
                raise _too_large()
            yield chunk


def _too_large() -> UsageError:
    return UsageError(message("The archive contains more than {count} MiB.", count=MOST_BYTES >> 20))


def _too_many(most: int) -> UsageError:
    return UsageError(
        counted("The archive contains more than {count} file.", "The archive contains more than {count} files.", most)
    )


def _unreadable(source: Path, reason: str) -> UsageError:
    return UsageError(
        message("Cannot read the archive '{name}': {reason}", name=source.name, reason=reason),
        message("It may be damaged. Create or download it again."),
    )


def _safe_parts(name: str) -> Sequence[str]:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or any(":" in part or "\0" in part for part in path.parts):
        raise UsageError(message("The archive contains an unsafe path: '{name}'", name=_short(name)))
    if len(path.parts) > DEEPEST:
        raise UsageError(
            message("The archive contains folders nested more than {count} deep.", count=DEEPEST),
            message("Archive the files themselves, or the folder that contains them."),
        )
    if any(len(os.fsencode(part)) > LONGEST_NAME for part in path.parts):
        raise UsageError(message("The archive contains a file whose name is too long: '{name}'", name=_short(name)))
    return path.parts


def _short(name: str) -> str:
    return name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"
