"""From words on the command line to packs, filters and drawn items. The bank does the work; here is what words mean."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lemans_quiz import curtain, paths
from lemans_quiz.cli import global_options
from lemans_quiz.core.draw import Filter
from lemans_quiz.core.items import KINDS
from lemans_quiz.core.messages import Message, message
from lemans_quiz.errors import NotFound, PackMistakes, QuizError, UsageError
from lemans_quiz.packs.bank import Bank, IndexedPack
from lemans_quiz.packs.library import NAMED, SHIPPED, SUFFIXES, PackFile, installed, looks_like_path

if TYPE_CHECKING:
    from lemans_quiz.packs.reading.reader import Reading


def files_for(names: Sequence[str]) -> list[PackFile]:
    """Return the files that may be needed: all installed ones and those named by a path."""
    anew = bool(global_options.kind())
    found = (path for name in names if looks_like_path(name) or os.path.isfile(name) for path in paths_of(name))
    named = [PackFile(path, NAMED, _load, anew) for path in dict.fromkeys(found)]
    found_packs = [*named, *installed(paths.shipped_packs(), paths.user_packs())]
    if curtain.is_rehearsed():
        _rest_on(found_packs)
    return found_packs


def _rest_on(packs: Iterable[PackFile]) -> None:
    """Note packs, the folders in which others may appear, and the tables beside them."""
    folders = {os.path.dirname(pack.path) for pack in packs} | {str(paths.user_packs())}
    tables = (entry.path for folder in folders if os.path.isdir(folder) for entry in os.scandir(folder))
    curtain.rest_on(*(pack.path for pack in packs), *folders, *(path for path in tables if path.endswith(".csv")))


def _load(path: Path) -> Reading:
    from lemans_quiz.cli.importing import load_any

    return load_any(path)


def paths_of(name: str) -> list[str]:
    """Return the absolute path of a file; of a folder or an archive those of all files in it that hold questions."""
    path = os.path.abspath(name)
    if os.path.isdir(path):
        from lemans_quiz.cli.folders import files_with_questions

        return files_with_questions(Path(path))
    if not os.path.exists(path):
        raise _not_there(name, path)
    if not path.endswith(SUFFIXES):
        from lemans_quiz.packs.archives import is_archive

        if is_archive(Path(path)):
            from lemans_quiz.cli.folders import in_archive

            curtain.rest_on(path)
            return in_archive(Path(path)).found
    return [path]


def _not_there(name: str, path: str) -> NotFound:
    """Say that there is no file; one from the web or a paste was there for a while, and a class may remember it for longer."""
    if not path.startswith(str(paths.cache())):
        from lemans_quiz.files.missing import no_such_file

        return no_such_file(name)
    return NotFound(
        message("'{name}' came from the web or a paste and is no longer stored.", name=os.path.basename(path)),
        message("Open or paste it again; to keep it: lmq pack add"),
    )


def choose(bank: Bank, names: Sequence[str]) -> list[IndexedPack]:
    """Return the packs that are meant: by id or path; with no names all that come with the program."""
    visible = by_id(bank.shelved)
    if not names:
        shipped = {pack.id for pack in bank.shelved if pack.origin == SHIPPED and pack.id}
        return [visible[id] for id in sorted(shipped)]
    chosen = list(dict.fromkeys(pack for name in names for pack in _named(bank, visible, name)))
    _refuse_losses(chosen)
    return chosen


def _refuse_losses(packs: Iterable[IndexedPack]) -> None:
    """Play nothing of a file of which something is lost, where that was asked for."""
    for pack in packs:
        if global_options.all_or_nothing() and pack.report and pack.report.lost:
            from lemans_quiz.cli.import_report import refused

            raise refused(pack.path, pack.report)


def notices(packs: Iterable[IndexedPack]) -> tuple[Message, ...]:
    """Return what is to be told of somebody else's files before they are played: what became of their questions."""
    reported = [(pack.path, pack.report) for pack in packs if pack.report]
    if not reported:
        return ()
    from lemans_quiz.cli.import_report import told_of_files

    return told_of_files(reported)


def by_id(shelved: Iterable[IndexedPack]) -> dict[str, IndexedPack]:
    """Return the packs that can be played by id: the user's own hide shipped ones of the same id."""
    visible: dict[str, IndexedPack] = {}
    for pack in shelved:
        if pack.id and pack.origin != NAMED:
            visible.setdefault(pack.id, pack)
    return visible


def _named(bank: Bank, visible: dict[str, IndexedPack], name: str) -> list[IndexedPack]:
    """Return the packs that a name means: several where it is a folder."""
    found: list[IndexedPack] = []
    if not looks_like_path(name):
        broken = (
            pack for pack in bank.shelved if not pack.id and Path(pack.path).stem == name and pack.origin != NAMED
        )
        found = [pack for pack in (visible.get(name) or next(broken, None),) if pack]
    if not found and (looks_like_path(name) or os.path.isfile(name)):
        there = {pack.path: pack for pack in reversed(bank.shelved)}
        found = [there[path] for path in paths_of(name) if path in there]
    if not found and "." in name:
        raise _not_there(name, os.path.abspath(name))
    if not found:
        raise NotFound(message("Unknown pack '{name}'.", name=name), _other_packs(name, visible))
    for pack in found:
        if not pack.id:
            raise mistakes(name, pack)
    return found


def mistakes(name: str, pack: IndexedPack) -> QuizError:
    """Read a file that holds no pack again, for what is wrong with it."""
    from lemans_quiz.cli.importing import is_ours
    from lemans_quiz.packs.reading.reader import load_pack

    if pack.origin == NAMED and not is_ours(Path(pack.path)):
        from lemans_quiz.cli.import_report import nothing_left

        return nothing_left(Path(pack.path))
    return PackMistakes(name, load_pack(Path(pack.path)).diagnostics)


def _other_packs(name: str, visible: dict[str, IndexedPack]) -> Message:
    from lemans_quiz.files.missing import likely_file, of_several_words

    whole = of_several_words(name)
    file, near = whole or likely_file(name), _perhaps(name, visible)
    is_meant = file and (whole or not near or Path(file).stem.casefold() == name.casefold())
    return (_perhaps(file, (file,)) if is_meant else near) or message(
        "Available: {packs}", packs=", ".join(sorted(visible))
    )


def _perhaps(word: str, known: Iterable[str]) -> Message | None:
    """Return the question whether a known word was meant, None where none is near enough."""
    from lemans_quiz.core.diagnostics import ask_whether, did_you_mean

    return ask_whether(did_you_mean(word, known))


UNREAD = "article"
"""The tag of questions about an article that players have not read: asked only where their pack, or the tag, is named."""


def unless_named(wanted: Filter, packs: Sequence[str]) -> Filter:
    """Return the filter without what is asked only where packs are named, or where it is asked for by its tag."""
    if packs or UNREAD in (*wanted.tags, *wanted.without):
        return wanted
    return wanted._replace(without=(*wanted.without, UNREAD))


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
            from lemans_quiz.packs.reading import meant

            help = _perhaps(meant.kind(kind) or kind, KINDS)
            raise UsageError(
                message("Unknown kind '{kind}'. Available: {kinds}", kind=kind, kinds=", ".join(KINDS)), help
            )
    return Filter(low=low, high=high, tags=tuple(tag.strip().casefold() for tag in wishes.tags), kinds=wishes.kinds)


def _levels(text: str) -> tuple[int, int]:
    if not text:
        return (0, 5)
    low, dash, high = text.partition("-")
    ends = (low.strip(), high.strip() if dash else low.strip())
    if not all(end in {"1", "2", "3", "4", "5"} for end in ends) or ends[0] > ends[1]:
        raise UsageError(
            message("'{text}' is not a level.", text=text),
            message("Levels are 1 (anyone) to 5 (expert): --level 2 or --level 1-3"),
        )
    return int(ends[0]), int(ends[1])


def nothing_matches(bank: Bank, packs: Sequence[IndexedPack], wanted: Filter) -> NotFound:
    """Say what could be asked for instead."""
    tags = bank.tags(packs)
    unknown = [tag for tag in wanted.tags if tag not in tags]
    if unknown:
        available = message("Available: {tags}", tags=", ".join(tags[:40])) if tags else None
        help = _perhaps(unknown[0], tags) or available or message("None of these questions has a tag.")
        return NotFound(message("No question has the tag '{tag}'.", tag=unknown[0]), help)
    return NotFound(message("No question matches all your filters."), message("Try without --level, --tag or --kind."))
