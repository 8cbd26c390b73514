"""A folder or an archive -> the files in it that hold questions: packs, and other people's files that are told by their content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from lemans_quiz.cli.cached import cached_folder
from lemans_quiz.cli.error_reporting import tell
from lemans_quiz.cli.importing import is_ours
from lemans_quiz.core.messages import counted, message
from lemans_quiz.errors import MissingExtra, NotFound
from lemans_quiz.files.reading import is_regular, read_file
from lemans_quiz.formats.drafts import Unreadable
from lemans_quiz.formats.reading import kind_of
from lemans_quiz.packs.archives import unpack
from lemans_quiz.packs.library import SUFFIXES
from lemans_quiz.packs.reading.reader import load_pack
from lemans_quiz.packs.recognising import is_hidden, may_be_pack

MOST_FILES = 500
MOST_NAMED = 5
_MOST_BYTES = 64 << 20
_PROGRAMS = frozenset(".py .js .ts .html .css .sh .toml .lock .log .svg .c .h .java .rs .go".split())


class Folder(NamedTuple):
    """What a folder holds: files with questions, and files that look like packs by their name and are none."""

    found: list[str]
    left_out: list[str]


def files_with_questions(folder: Path) -> list[str]:
    """Return the paths of files with questions anywhere below a folder, sorted. Raises NotFound where there are none.

    What is hidden, YAML that is no pack, and tables that packs beside them use, are passed over.
    """
    return looked_through(folder).found


def looked_through(folder: Path) -> Folder:
    """Return what stands anywhere below a folder. Raises NotFound where no file holds questions."""
    below = sorted(path for path in folder.rglob("*") if is_regular(path))
    there = [path for path in below if not is_hidden(path.relative_to(folder))][:MOST_FILES]
    ours = [path for path in there if path.name.endswith(SUFFIXES) and is_ours(path)]
    packs = [path for path in ours if may_be_pack(read_file(path))]
    used = _tables_of(packs)
    others = [path for path in there if path not in ours and path not in used and _holds_questions(path)]
    found = sorted({*packs, *others})
    if not found:
        raise NotFound(message("No questions found in folder '{name}'.", name=str(folder)))
    hidden = [path for path in below if path.name.endswith(SUFFIXES) and is_hidden(path.relative_to(folder))]
    left = sorted({*hidden, *ours} - {*packs})
    return Folder([str(path) for path in found], [str(path.relative_to(folder)) for path in left])


def in_archive(archive: Path) -> Folder:
    """Return what stands in an archive, unpacked into the cache: its packs, or where there are none other files of questions."""
    try:
        folder = looked_through(unpacked_folder(archive))
    except NotFound:
        raise NotFound(message("No questions found in archive '{name}'.", name=archive.name)) from None
    packs = [name for name in folder.found if is_ours(Path(name))]
    return Folder(packs or folder.found, folder.left_out)


def unpacked_folder(archive: Path) -> Path:
    """Return the folder of the cache in which an archive lies unpacked; it is unpacked where it does not yet."""
    return cached_folder("unpacked", archive, lambda folder: unpack(archive, folder))


def tell_left_out(names: Sequence[str]) -> None:
    """Say which files were left out because they are no packs."""
    if names:
        listed = ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")
        tell(
            counted(
                "Left out, not a pack: {names}",
                "Left out, not packs ({count}): {names}",
                len(names),
                names=listed,
            )
        )


def _tables_of(packs: Iterable[Path]) -> set[Path]:
    return {path.parent / name for path in packs if _may_have_tables(path) for name in load_pack(path).tables}


def _may_have_tables(path: Path) -> bool:
    try:
        return b"tables" in read_file(path)
    except OSError:
        return False


def _holds_questions(path: Path) -> bool:
    if path.suffix.casefold() in _PROGRAMS or path.name.endswith(".schema.json"):
        return False
    try:
        if path.stat().st_size > _MOST_BYTES:
            return False
        content = read_file(path)
        return bool(content.strip()) and (is_ours(path) or bool(kind_of(content)))
    except MissingExtra:
        return True
    except (OSError, Unreadable):
        return False
