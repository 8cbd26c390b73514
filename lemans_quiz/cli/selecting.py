"""From words on the command line to packs, filters and drawn items. The bank does the work; here is what words mean."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from lemans_quiz import paths
from lemans_quiz.core.diagnostics import did_you_mean
from lemans_quiz.core.draw import Filter
from lemans_quiz.core.items import KINDS
from lemans_quiz.core.messages import Message, message
from lemans_quiz.errors import NotFound, PackMistakes, UsageError
from lemans_quiz.packs.bank import Bank, IndexedPack
from lemans_quiz.packs.library import NAMED, SHIPPED, SUFFIXES, PackFile, installed, looks_like_path


def files_for(names: Sequence[str]) -> list[PackFile]:
    """Return the files that may be needed: all installed ones and those named by a path."""
    named = [PackFile(_absolute(name), NAMED) for name in names if looks_like_path(name)]
    return [*named, *installed(paths.shipped_packs(), paths.user_packs())]


def _absolute(name: str) -> str:
    path = os.path.abspath(name)
    if not os.path.exists(path):
        raise NotFound(message("There is no file '{name}'.", name=name))
    if os.path.isfile(path) and not path.endswith(SUFFIXES):
        raise no_pack_file(name)
    return path


def no_pack_file(name: str) -> NotFound:
    """Say what a file must be to be played."""
    return NotFound(
        message("'{name}' is no pack: packs end in .yaml.", name=name),
        message("From a table: lemans-quiz pack new PACK.yaml --from-table FILE.csv"),
    )


def choose(bank: Bank, names: Sequence[str]) -> list[IndexedPack]:
    """Return the packs that are meant: by id or path; with no names all that come with the program."""
    visible = by_id(bank.shelved)
    if not names:
        shipped = {pack.id for pack in bank.shelved if pack.origin == SHIPPED and pack.id}
        return [visible[id] for id in sorted(shipped)]
    return list(dict.fromkeys(_named(bank, visible, name) for name in names))


def by_id(shelved: Iterable[IndexedPack]) -> dict[str, IndexedPack]:
    """Return the packs that can be played by id: the user's own hide shipped ones of the same id."""
    visible: dict[str, IndexedPack] = {}
    for pack in shelved:
        if pack.id and pack.origin != NAMED:
            visible.setdefault(pack.id, pack)
    return visible


def _named(bank: Bank, visible: dict[str, IndexedPack], name: str) -> IndexedPack:
    if looks_like_path(name):
        path = os.path.abspath(name)
        found = next((pack for pack in bank.shelved if pack.path == path), None)
    else:
        broken = (pack for pack in bank.shelved if not pack.id and Path(pack.path).stem == name)
        found = visible.get(name) or next(broken, None)
    if found is None and os.path.isfile(name):
        raise no_pack_file(name)
    if found is None:
        raise NotFound(message("There is no pack '{name}'.", name=name), _other_packs(name, visible))
    if not found.id:
        raise mistakes(name, found.path)
    return found


def mistakes(name: str, path: str) -> PackMistakes:
    """Read a file that holds no pack again, for its diagnostics."""
    from lemans_quiz.packs.reading.reader import load_pack

    return PackMistakes(name, load_pack(Path(path)).diagnostics)


def _other_packs(name: str, visible: dict[str, IndexedPack]) -> Message:
    near = did_you_mean(name, visible)
    if near:
        return message("Did you mean '{near}'?", near=near)
    return message("There are: {packs}", packs=", ".join(sorted(visible)))


class FilterOptions(NamedTuple):
    """What was asked for on the command line, as it was typed."""

    level: str = ""
    tags: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def filter_for(wishes: FilterOptions) -> Filter:
    """Return the filter that was asked for; raises UsageError with the way to say it."""
    low, high = _levels(wishes.level)
    for kind in wishes.kinds:
        if kind not in KINDS:
            near = did_you_mean(kind, KINDS)
            help = message("Did you mean '{near}'?", near=near) if near else None
            raise UsageError(
                message("There is no kind '{kind}'; there are: {kinds}", kind=kind, kinds=", ".join(KINDS)), help
            )
    return Filter(low=low, high=high, tags=tuple(tag.strip().casefold() for tag in wishes.tags), kinds=wishes.kinds)


def _levels(text: str) -> tuple[int, int]:
    if not text:
        return (0, 5)
    low, dash, high = text.partition("-")
    ends = (low.strip(), high.strip() if dash else low.strip())
    if not all(end in {"1", "2", "3", "4", "5"} for end in ends) or ends[0] > ends[1]:
        raise UsageError(
            message("'{text}' is no level.", text=text),
            message("Levels go from 1 (anybody) to 5 (specialist): --level 2 or --level 1-3"),
        )
    return int(ends[0]), int(ends[1])


def nothing_matches(bank: Bank, packs: Sequence[IndexedPack], wanted: Filter) -> NotFound:
    """Say what could be asked for instead."""
    tags = bank.tags(packs)
    unknown = [tag for tag in wanted.tags if tag not in tags]
    if unknown:
        near = did_you_mean(unknown[0], tags)
        help = (
            message("Did you mean '{near}'?", near=near)
            if near
            else message("There are: {tags}", tags=", ".join(tags[:40]))
        )
        return NotFound(message("No question has the tag '{tag}'.", tag=unknown[0]), help)
    return NotFound(message("No question fits all that was asked for."), message("Leave out --level, --tag or --kind."))
