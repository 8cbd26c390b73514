"""A folder -> the files in it that hold questions: packs, and other people's files that are told by their content."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lemans_quiz.cli.importing import is_ours
from lemans_quiz.core.messages import message
from lemans_quiz.errors import MissingExtra, NotFound
from lemans_quiz.files.reading import is_regular, read_file
from lemans_quiz.formats.drafts import Unreadable
from lemans_quiz.formats.reading import kind_of
from lemans_quiz.packs.library import SUFFIXES
from lemans_quiz.packs.reading.reader import load_pack

MOST_FILES = 500
_MOST_BYTES = 64 << 20
_PROGRAMS = frozenset(".py .js .ts .html .css .sh .toml .lock .log .svg .c .h .java .rs .go".split())


def files_with_questions(folder: Path) -> list[str]:
    """Return the paths of files with questions anywhere below a folder, sorted. Raises NotFound where there are none.

    What is hidden, and tables that packs beside them use, are passed over.
    """
    there = sorted(path for path in folder.rglob("*") if is_regular(path) and not _is_hidden(path, folder))[:MOST_FILES]
    packs = [path for path in there if path.name.endswith(SUFFIXES) and is_ours(path)]
    used = _tables_of(packs)
    others = [path for path in there if path not in packs and path not in used and _holds_questions(path)]
    found = sorted({*packs, *others})
    if not found:
        raise NotFound(message("There are no questions in the folder '{name}'.", name=str(folder)))
    return [str(path) for path in found]


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "__")) for part in path.relative_to(folder).parts)


def _tables_of(packs: Iterable[Path]) -> set[Path]:
    return {path.parent / name for path in packs if _may_have_tables(path) for name in load_pack(path).tables}


def _may_have_tables(path: Path) -> bool:
    try:
        return b"tables" in read_file(path)
    except OSError:
        return False


def _holds_questions(path: Path) -> bool:
    if path.suffix.casefold() in _PROGRAMS:
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
