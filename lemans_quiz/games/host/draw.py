"""What a game in a room asks: drawn from the bank by a seed, without what the class had, the most missed of last time first."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

from lemans_quiz import paths
from lemans_quiz.cli.selecting import (
    FilterOptions,
    choose,
    files_for,
    filter_for,
    nothing_matches,
    notices,
    unless_named,
)
from lemans_quiz.core.diagnostics import ask_whether, did_you_mean
from lemans_quiz.core.draw import Filter
from lemans_quiz.core.items import Choice, Item, Option
from lemans_quiz.core.messages import Message, counted, message
from lemans_quiz.core.seeds import Seed, mixed, parse_seed, seed_from_number
from lemans_quiz.core.text import LocalText
from lemans_quiz.core.turns import Turn, deal
from lemans_quiz.errors import NotFound
from lemans_quiz.packs.bank import Bank, IndexedPack, draw_from
from lemans_quiz.room import cards
from lemans_quiz.room.standings import Outcome, most_missed

LEFT_OUT = "accidents"
"""The tag of what is no matter for a game in class."""

COME_BACK = 2
"""So many of the most missed of last time come first."""

HARD = 4
"""The first level that no class begins with."""

COUNT = 10
"""Questions, where nothing else is said."""

WHOLE = 20
"""Packs that were named are asked whole up to so many questions."""

TRIAL = Item(
    "trial",
    "trial",
    LocalText((("en", "To try it out: how long is the race at Le Mans?"), ("de", "Zur Probe, ohne Punkte: Wie lange dauert das Rennen von Le Mans?"))),
    Choice(
        tuple(Option(LocalText((("en", f"{hours} hours"), ("de", f"{hours} Stunden")))) for hours in (6, 12, 24, 48)), 2, fixed=True
    ),
    points=0.0,
    language="en",
)  # fmt: skip
"""Asked first, while the last ones join."""


class Wanted(NamedTuple):
    """What is to be asked, as it was said. `size` is 0 where nothing was said; `only` are ids, asked in that order."""

    packs: tuple[str, ...] = ()
    size: int = 0
    level: str = ""
    kinds: tuple[str, ...] = ()
    in_order: bool = False
    only: tuple[str, ...] = ()
    seed: str = ""


class Drawn(NamedTuple):
    """What is asked, the trial first; the title of what it is from; the seed that drew it; and what is to be told of it."""

    turns: tuple[Turn, ...]
    title: str
    seed: str
    notices: tuple[Message, ...] = ()


def draw(
    wanted: Wanted, language: str, past: Iterable[Outcome] = (), *, trial: bool = True, by_cards: bool = False
) -> Drawn:
    """Draw what is asked, `by_cards` only what a card can answer; raises NotFound where nothing matches."""
    if by_cards and not wanted.kinds:
        wanted = wanted._replace(kinds=cards.KINDS)
    outcomes = tuple(past)
    return draw_from(
        paths.bank(),
        files_for(wanted.packs),
        lambda bank: _draw(bank, wanted, language, outcomes, trial=trial, by_cards=by_cards),
    )


def _draw(
    bank: Bank, wanted: Wanted, language: str, past: tuple[Outcome, ...], *, trial: bool, by_cards: bool
) -> Drawn:
    packs = choose(bank, wanted.packs)
    chance = mixed(int.from_bytes(os.urandom(8), "big"))
    seed = parse_seed(wanted.seed) if wanted.seed.strip() else seed_from_number(chance)
    items, told = (
        _only(bank, packs, wanted) if wanted.only else _fresh(bank, packs, wanted, seed, past, by_cards=by_cards)
    )
    if not items:
        raise nothing_matches(bank, packs, _filter(wanted))
    turns = deal(items, seed.word)
    first = (Turn(TRIAL, tuple(range(4))),) if trial else ()
    return Drawn((*first, *turns), _title(packs, wanted, language), seed.word, (*notices(packs), *told))


def _title(packs: list[IndexedPack], wanted: Wanted, language: str) -> str:
    return ", ".join(pack.title.show(language) for pack in packs) if wanted.packs else "Le Mans"


def _filter(wanted: Wanted) -> Filter:
    filters = filter_for(FilterOptions(wanted.level, kinds=wanted.kinds))._replace(without=(LEFT_OUT,))
    return unless_named(filters, wanted.packs)


def _only(bank: Bank, packs: list[IndexedPack], wanted: Wanted) -> tuple[list[Item], tuple[Message, ...]]:
    """Return the questions that were named, in that order; raises NotFound for one that is not there."""
    named = {item.id: item for pack in packs for item in bank.items(pack)}
    for id in wanted.only:
        if id not in named:
            raise NotFound(message("Unknown question '{id}'.", id=id), ask_whether(did_you_mean(id, named)))
    return [named[id] for id in dict.fromkeys(wanted.only)], ()


def _fresh(
    bank: Bank, packs: list[IndexedPack], wanted: Wanted, seed: Seed, past: tuple[Outcome, ...], *, by_cards: bool
) -> tuple[list[Item], tuple[Message, ...]]:
    """Return what the class has not had, the most missed of last time first; what it had where there is too little."""
    filters = _filter(wanted)
    size = wanted.size or (_whole(bank, packs, filters) if wanted.packs else COUNT)
    asked = {(pack, item) for outcome in past for pack, item, _share in outcome.asked}
    back = _come_back(bank, packs, filters, past)[:size]
    every = _every(bank, packs, wanted, filters, seed, size * 4 + len(asked))
    if by_cards:
        back, every = ([item for item in items if cards.fits_a_card(item)] for items in (back, every))
    fresh = [item for item in every if (item.pack, item.id) not in asked][: size - len(back)]
    told: tuple[Message, ...] = ()
    if asked and len(back) + len(fresh) < size:
        told = (
            counted(
                "Only {count} question is new for this class.",
                "Only {count} questions are new for this class.",
                len(fresh),
            ),
        )
        known = {(item.pack, item.id) for item in (*back, *fresh)}
        fresh += [item for item in every if (item.pack, item.id) not in known][: size - len(back) - len(fresh)]
    items = [*back, *fresh]
    if wanted.size and len(items) < wanted.size:
        told = (*told, counted("There is only {count} question.", "There are only {count} questions.", len(items)))
    return items, told


def _whole(bank: Bank, packs: list[IndexedPack], filters: Filter) -> int:
    """Return how many questions of packs that were named are asked: all, or ten where there are too many for a lesson."""
    fitting = sum(1 for pack in packs for item in bank.items(pack) if filters.admits(item))
    return fitting if fitting <= WHOLE else COUNT


def _every(bank: Bank, packs: list[IndexedPack], wanted: Wanted, filters: Filter, seed: Seed, size: int) -> list[Item]:
    """Return what may be asked: in the order of the file, or drawn, with none that is hard among the first."""
    if wanted.in_order:
        return [item for pack in packs for item in bank.items(pack) if filters.admits(item)]
    drawn = [one.item() for one in bank.draw(packs, filters, size, seed.word)]
    if wanted.packs or wanted.level:
        return drawn
    easy = [item for item in drawn if item.level < HARD]
    return [*easy, *(item for item in drawn if item.level >= HARD)]


def _come_back(bank: Bank, packs: list[IndexedPack], filters: Filter, past: tuple[Outcome, ...]) -> list[Item]:
    """Return the most missed of the class's last lesson, where they can still be asked."""
    shelves = {pack.id: pack for pack in packs}
    names = most_missed(past[-1])[:COME_BACK] if past else ()
    items = [bank.find(shelves[pack], [item])[0] for pack, item in names if pack in shelves]
    return [item for item in items if item is not None and filters.admits(item)]
