"""Files that are not there: which one was most likely meant by a name that nothing has."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path, PurePath
from urllib.parse import unquote

from lemans_quiz.core.diagnostics import ask_whether, did_you_mean
from lemans_quiz.core.messages import message
from lemans_quiz.errors import NotFound

_MOST_NAMES = 5000


def no_such_file(name: str) -> NotFound:
    """Return the error for a file that is not there, with the name of the one that was most likely meant."""
    return NotFound(
        message("File '{name}' not found.", name=name), ask_whether(of_several_words(name) or likely_file(name))
    )


def no_such_folder(name: str) -> NotFound:
    """Return the error for a folder that is not there, with the one that was most likely meant."""
    return NotFound(message("Folder '{folder}' not found.", folder=name), ask_whether(likely_file(name, folders=True)))


def likely_file(name: str, beside: Path | None = None, *, folders: bool = False) -> str:
    """Return the path of a file (or of one of the `folders`) that is there and was most likely meant, or nothing.

    Names differ in capitals, spaces, accents, an ending or a few letters, in any folder of the path; `beside` is where it begins.
    """
    for tidy in _tidied(name):
        if (beside or Path()).joinpath(tidy).exists():
            return tidy
    found = PurePath()
    *above, last = PurePath(name).parts or ("",)
    for part in above:
        folder = (beside or Path()) / found
        known = part if (folder / part).is_dir() else _meant(part, _names(folder, folders=True))
        if not known:
            return ""
        found /= known
    there = (beside or Path()) / found
    meant = last if (there / last).exists() else _meant(last, _names(there, folders=folders))
    return str(found / meant) if meant else ""


def of_several_words(word: str, line: Sequence[str] | None = None) -> str:
    """Return the file with spaces in its name, in quotes, of which a shell made several words of the command line; or nothing."""
    words = [*(sys.argv[1:] if line is None else line)]
    spans = ((start, end) for start in range(len(words)) for end in range(start + 2, len(words) + 1))
    names = (" ".join(words[start:end]) for start, end in spans if word in words[start:end])
    return next((f'"{name}"' for name in names if os.path.exists(name)), "")


def _tidied(name: str) -> Iterable[str]:
    """Return a name as it would be without what came along with it.

    Spaces, quotes, another system's slashes, an unread `~`, a browser's `file://`, or a missing sign that a folder is meant.
    """
    bare = name.strip(" \t\"'")
    dropped = re.sub("^/(?=[A-Za-z]:)", "", unquote(bare[7:])) if bare.casefold().startswith("file://") else ""
    folder = os.path.join(bare, "") if os.path.isdir(bare) else ""
    found = (bare, bare.replace("\\", "/"), os.path.expanduser(bare), dropped, folder)
    return [one for one in found if one and one != name]


def _names(folder: Path, *, folders: bool) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            found = islice(entries, _MOST_NAMES)
            return sorted(one.name for one in found if one.is_dir() == folders and not one.name.startswith("."))
    except OSError:
        return []


def _meant(wanted: str, names: list[str]) -> str:
    """Return the name that differs least: not in its letters, then not but for an ending, then in a few letters."""
    same = [name for name in names if _letters(name) == _letters(wanted)]
    stems = {_letters(wanted), _letters(PurePath(wanted).stem)}
    endings = [name for name in names if _letters(PurePath(name).stem) in stems]
    return (
        next(iter(same), "") or did_you_mean(wanted, endings) or next(iter(endings), "") or did_you_mean(wanted, names)
    )


def _letters(name: str) -> str:
    return re.sub(r"[\s_-]+", "", unicodedata.normalize("NFKC", name).casefold())
