"""Advice on the names of packs and of their tables: those that cannot be copied to every system."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

from lemans_quiz.authoring.installing import is_kept_by_windows
from lemans_quiz.core.diagnostics import WARNING, Diagnostic
from lemans_quiz.core.messages import message

_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')


def advise_on_names(packs: Iterable[tuple[str, Iterable[str]]]) -> list[Diagnostic]:
    """Return advice on files that Windows does not take, or takes for one; each pack comes with the paths of its tables."""
    found: list[Diagnostic] = []
    seen: dict[str, str] = {}
    for file, tables in packs:
        for path in (PurePath(file), *(PurePath(file).parent / table for table in tables)):
            found += [_not_allowed(file, part) for part in _own_parts(path, file) if _is_not_allowed(part)]
            other = seen.setdefault(str(path).casefold(), str(path))
            if other != str(path):
                found.append(_twins(file, path.name, PurePath(other).name))
    return list(dict.fromkeys(found))


def _own_parts(path: PurePath, file: str) -> tuple[str, ...]:
    """Return the names that go along when a pack is copied: not those of the folders that it happens to lie in."""
    return path.relative_to(PurePath(file).parent).parts


def _is_not_allowed(name: str) -> bool:
    return is_kept_by_windows(name) or _NOT_ON_WINDOWS.search(name) is not None


def _not_allowed(file: str, name: str) -> Diagnostic:
    sentence = message("Windows does not allow the file name '{name}'.", name=name)
    help = message("Rename it; lowercase letters, digits and hyphens work everywhere.")
    return Diagnostic("file-name", WARNING, file, None, sentence, help=help)


def _twins(file: str, name: str, other: str) -> Diagnostic:
    sentence = message(
        "The names '{name}' and '{other}' differ only in capitals: on Windows and Mac they are the same file.",
        name=name,
        other=other,
    )
    return Diagnostic("file-name", WARNING, file, None, sentence, help=message("Rename one of the two."))
