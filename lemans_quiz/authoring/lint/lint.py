"""Advice on item writing, over whole packs and across them. It warns and notes; what is wrong is the reader's to say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lemans_quiz.authoring.lint.advice import Advice, Checked, placed, without_repeats
from lemans_quiz.authoring.lint.file_names import advise_on_names
from lemans_quiz.authoring.lint.item import ItemRules, stale
from lemans_quiz.authoring.lint.marks import foreign_marks
from lemans_quiz.authoring.lint.pack import advise_on_pack, is_small, languages_of, typographic_quotes
from lemans_quiz.authoring.lint.pairs import Words, near_duplicates
from lemans_quiz.authoring.lint.told_elsewhere import answered_elsewhere
from lemans_quiz.core.diagnostics import NOTE, Diagnostic, by_place
from lemans_quiz.core.items import Pack
from lemans_quiz.core.messages import Message
from lemans_quiz.packs.progress import reading
from lemans_quiz.packs.reading.reader import Reading, gc_paused, load_pack


class Flagged(NamedTuple):
    """What players of this machine said is wrong with a question: its pack's id and its own, and the sentence."""

    pack: str
    item: str
    sentence: Message


def advise(
    packs: Sequence[Checked], today: date, *, strict: bool = False, flagged: Sequence[Flagged] = ()
) -> list[Diagnostic]:
    """Return all advice on packs that are used together. A fact whose `as_of` is a year before `today` is noted.

    A small pack is not asked for sources and explanations, unless `strict` says so.
    """
    found: dict[int, list[Advice]] = {id(checked): [] for checked in packs}
    year_ago = f"{today.year - 1:04}{today.isoformat()[4:]}"
    for checked in packs:
        _by_itself(checked, year_ago, found[id(checked)], strict=strict)
        _by_players(checked.pack, flagged, found[id(checked)])
    words = Words(packs)
    near_duplicates(words, found)
    answered_elsewhere(words, found)
    quotes = [diagnostic for checked in packs for diagnostic in (*typographic_quotes(checked), *foreign_marks(checked))]
    return [*quotes, *(diagnostic for checked in packs for diagnostic in placed(checked, found[id(checked)]))]


def _by_itself(checked: Checked, year_ago: str, found: list[Advice], *, strict: bool) -> None:
    languages = languages_of(checked.pack)
    rules = ItemRules(languages, found)
    for item in checked.pack.items:
        rules.advise(item)
        if item.as_of and item.as_of < year_ago:
            stale(item, found)
    advise_on_pack(checked.pack, languages, found, strict=strict)


def _by_players(pack: Pack, flagged: Sequence[Flagged], found: list[Advice]) -> None:
    """Note what players said is wrong."""
    items = {item.id: item for item in pack.items}
    found += [
        Advice("flagged", items[one.item], "question", one.sentence, severity=NOTE)
        for one in flagged
        if one.pack == pack.id and one.item in items
    ]


def check_packs(
    paths: Iterable[Path], today: date | None = None, *, strict: bool = False, flagged: Sequence[Flagged] = ()
) -> list[Diagnostic]:
    """Return all that is wrong with packs, and advice on those that are not, by file and place.

    `today` decides which facts are old; it is the day of the call if left out. `strict` asks small packs for more.
    """
    with gc_paused(), reading([str(path) for path in paths]) as names:
        readings = [(name, load_pack(Path(name))) for name in names]
        return check_readings(readings, today or date.today(), strict=strict, flagged=flagged)


def check_readings(
    readings: Iterable[tuple[str, Reading]], today: date, *, strict: bool = False, flagged: Sequence[Flagged] = ()
) -> list[Diagnostic]:
    """Return what was found in packs while they were read, each with the name of its file, and advice on them."""
    readings = list(readings)
    found = [diagnostic for name, reading in readings for diagnostic in _while_reading(name, reading, strict=strict)]
    found += advise_on_names((name, reading.tables) for name, reading in readings if reading.pack)
    packs = [Checked(file, reading.pack, reading.places) for file, reading in readings if reading.pack]
    return by_place([*found, *advise(packs, today, strict=strict, flagged=flagged)])


def _while_reading(name: str, reading: Reading, *, strict: bool) -> list[Diagnostic]:
    if not reading.pack:
        return list(reading.diagnostics)
    is_asked = strict or not is_small(reading.pack)
    found = [d for d in reading.diagnostics if is_asked or d.code != "no-id" or d.span]
    return without_repeats(Checked(name, reading.pack, reading.places), found)
