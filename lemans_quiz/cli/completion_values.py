"""The values of options and arguments that the shell offers when Tab is pressed; each fetches what it needs alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the bank is opened only where Tab asks for what is in it
    from lemans_quiz.packs.bank import Bank, IndexedPack


@contextmanager
def _packs() -> Iterator[tuple[Bank, dict[str, IndexedPack]]]:
    from lemans_quiz import paths
    from lemans_quiz.cli.selecting import by_id, files_for
    from lemans_quiz.packs.bank import open_bank

    bank = open_bank(paths.bank(), files_for(()))
    try:
        yield bank, by_id(bank.shelved)
    finally:
        bank.close()


def complete_packs(incomplete: str) -> list[tuple[str, str]]:
    """Return the ids of installed packs that begin like this, with their titles."""
    from lemans_quiz.cli import global_options

    with _packs() as (_bank, packs):
        titles = sorted((id, pack.title.show(global_options.language())) for id, pack in packs.items())
    return [(id, title) for id, title in titles if id.startswith(incomplete)]


def complete_tags(incomplete: str) -> list[str]:
    """Return the tags of installed packs that begin like this."""
    with _packs() as (bank, packs):
        return _beginning(incomplete, bank.tags(list(packs.values())))


def complete_kinds(incomplete: str) -> list[str]:
    """Return the kinds of questions that begin like this."""
    from lemans_quiz.core.items import KINDS

    return _beginning(incomplete, KINDS)


def complete_levels(incomplete: str) -> list[str]:
    """Return levels, and the ranges from the easiest on."""
    return _beginning(incomplete, ["1", "2", "3", "4", "5", "1-2", "1-3", "1-5"])


def complete_scoring(incomplete: str) -> list[str]:
    """Return the ways to give points that begin like this."""
    from lemans_quiz.core.scoring import RULES

    return _beginning(incomplete, RULES)


def complete_file_kinds(incomplete: str) -> list[str]:
    """Return the ways in which other programs write questions that begin like this."""
    from lemans_quiz.formats.reading import KINDS

    return _beginning(incomplete, KINDS)


def _beginning(incomplete: str, words: Iterable[str]) -> list[str]:
    return [word for word in words if word.startswith(incomplete)]
