"""What a warm-up asks: drawn from the bank by a seed, without what the class had, the most missed of last time first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from lemans_quiz import paths
from lemans_quiz.cli.selecting import FilterOptions, choose, files_for, filter_for, nothing_matches, unless_named
from lemans_quiz.cli.selecting import notices as told_of
from lemans_quiz.core.diagnostics import ask_whether, did_you_mean
from lemans_quiz.core.draw import TABLE_SHARE, Filter
from lemans_quiz.core.items import CHOICE, NUMBER, TRUE_FALSE, Item
from lemans_quiz.core.messages import Message, counted, message
from lemans_quiz.core.seeds import Seed, mixed, parse_seed, seed_from_number
from lemans_quiz.core.turns import deal
from lemans_quiz.errors import NotFound
from lemans_quiz.games.curve import UNSAID
from lemans_quiz.games.warmup.rules import CARDS, Script, WarmupRules, expected, is_written
from lemans_quiz.games.warmup.settings import Settings
from lemans_quiz.games.warmup.views import fits
from lemans_quiz.packs.bank import Bank, IndexedPack, draw_from
from lemans_quiz.room import cards
from lemans_quiz.room.standings import Outcome, most_missed

KINDS = (CHOICE, TRUE_FALSE, NUMBER)
LEFT_OUT = "accidents"
"""The tag of what is no matter for a game in class."""

COME_BACK = 2
"""So many of the most missed of last time come first."""

SPARE = 3
_PER_MINUTE = 2
_ALL = 100_000
_MORE = 6

HARD = 4
"""The first level that no class begins with."""

Name = tuple[str, str]


class Draft(NamedTuple):
    """What is to be asked: the settings with their rules, the seed as it was typed, and what the class did before."""

    settings: Settings
    rules: WarmupRules
    seed: str
    language: str
    past: tuple[Outcome, ...] = ()


class Drawn(NamedTuple):
    """A script, the seed that drew it, and what is to be told of it."""

    script: Script
    seed: str
    notices: tuple[Message, ...] = ()


def draw_script(draft: Draft) -> Drawn:
    """Draw what may be asked; raises NotFound where nothing matches."""
    return draw_from(paths.bank(), files_for(draft.settings.packs), lambda bank: _draw(bank, draft))


def wanted(draft: Draft) -> Filter:
    """Return the filter: where packs are named all kinds, else what can be answered by fingers or a number; with cards what one can answer."""
    settings = draft.settings
    every = cards.KINDS if settings.entry == CARDS else () if settings.packs else KINDS
    kinds = settings.kinds or every
    filters = filter_for(FilterOptions(settings.level, kinds=kinds))._replace(without=(LEFT_OUT,))
    return unless_named(filters, settings.packs)


def _draw(bank: Bank, draft: Draft) -> Drawn:
    packs = choose(bank, draft.settings.packs)
    seed = (
        parse_seed(draft.seed) if draft.seed.strip() else seed_from_number(mixed(int.from_bytes(os.urandom(8), "big")))
    )
    drawing = _Drawing(bank, packs, draft, seed)
    items, notices = _only(drawing) if draft.settings.only else _fresh_items(drawing)
    if not items:
        raise nothing_matches(bank, packs, wanted(draft))
    rules = draft.rules
    if draft.settings.only and not rules.questions:
        rules = rules._replace(questions=len(items))
    size = _size(rules)
    if not draft.settings.in_order and not draft.settings.only:
        # The nearest number breaks a tie for certain, so numbers that are not needed go to the end.
        likely = max(1, size - _MORE)
        items = [*items[:likely], *sorted(items[likely:], key=lambda item: item.kind_name == NUMBER)]
    turns = deal(items, seed.word)
    script = Script(turns[:size], turns[size:], rules)
    told = (*told_of(packs), *_left_out(drawing), *notices, *_too_few(script, draft), *_written(script, draft))
    return Drawn(script, seed.word, told)


def _fresh_items(drawing: _Drawing) -> tuple[list[Item], tuple[Message, ...]]:
    """Return what a class has not had, the most missed of last time first; what it had where there is too little."""
    draft = drawing.draft
    size = _size(draft.rules)
    asked = {(pack, item) for outcome in draft.past for pack, item, _ in outcome.asked}
    back = _come_back(drawing)
    fresh = drawing.fresh(size + SPARE - len(back), asked)
    notices = _repeated(asked, fresh, back, draft.rules.questions or size)
    if len(fresh) + len(back) < min(size, draft.rules.questions or _MORE):
        known = {_name(item) for item in (*back, *fresh)}
        fresh += drawing.fresh(size + SPARE - len(back) - len(fresh), known)
    items = [*back, *fresh]
    return (items if draft.settings.in_order else drawing.in_order(items)), notices


def _only(drawing: _Drawing) -> tuple[list[Item], tuple[Message, ...]]:
    """Return the questions that were named, in that order; raises NotFound for one that is not there."""
    named = {item.id: item for pack in drawing.packs for item in drawing.bank.items(pack)}
    for id in drawing.draft.settings.only:
        if id not in named:
            near = did_you_mean(id, named)
            raise NotFound(message("Unknown question '{id}'.", id=id), ask_whether(near))
    items = [named[id] for id in dict.fromkeys(drawing.draft.settings.only)]
    return [item for item in items if drawing.fits(item)], ()


def _left_out(drawing: _Drawing) -> tuple[Message, ...]:
    """Say which questions of the packs named are not asked, and why."""
    settings = drawing.draft.settings
    if not settings.packs:
        return ()
    admitted = wanted(drawing.draft)
    items = [item for pack in drawing.packs for item in drawing.bank.items(pack)]
    if settings.only:
        items = [item for item in items if item.id in settings.only]
    else:
        items = [item for item in items if admitted._replace(kinds=(), without=()).admits(item)]
    told = []
    large = [item.id for item in items if drawing.can_answer(item) and not drawing.fits(item)]
    if large:
        told.append(message("Too long for the projector, left out: {ids}.", ids=", ".join(large)))
    items, every = [item for item in items if drawing.can_answer(item)], items
    if unanswerable := len(every) - len(items):
        told.append(
            counted(
                "Left out: {count} question that cards cannot answer.",
                "Left out: {count} questions that cards cannot answer.",
                unanswerable,
            )
        )
    others = () if settings.only else tuple(item for item in items if not admitted._replace(without=()).admits(item))
    if others:
        told.append(counted("--kind leaves out {count} question.", "--kind leaves out {count} questions.", len(others)))
    if not settings.only and any(LEFT_OUT in item.tags for item in items):
        told.append(message("Questions with the tag '{tag}' are left out.", tag=LEFT_OUT))
    return tuple(told)


def _written(script: Script, draft: Draft) -> tuple[Message, ...]:
    """Say how many questions are answered on slips, and how to leave them out, unless kinds were chosen."""
    count = sum(map(is_written, script.turns))
    if not count or draft.settings.kinds or draft.settings.only:
        return ()
    return (
        counted(
            "{count} question is answered on paper, and you mark it; --kind leaves it out.",
            "{count} questions are answered on paper, and you mark them; --kind leaves them out.",
            count,
        ),
    )


def _too_few(script: Script, draft: Draft) -> tuple[Message, ...]:
    """Say that there are fewer questions than were asked for, or that more of a pack named do not go into the time."""
    rules, have = script.rules, len(script.turns)
    if have < rules.questions:
        return (counted("There is only {count} question.", "There are only {count} questions.", have),)
    likely = expected(script)
    is_own = bool(draft.settings.packs) and not rules.questions and not script.spare
    if not is_own or likely >= have:
        return ()
    return (
        message("About {likely} of {count} questions fit in the time; -n {count} asks all.", likely=likely, count=have),
    )


def _size(rules: WarmupRules) -> int:
    """Return how many questions to have ready: some more than are likely, for those that are skipped."""
    return (rules.questions or round(rules.minutes * _PER_MINUTE)) + _MORE


def _name(item: Item) -> Name:
    return item.pack, item.id


class _Drawing(NamedTuple):
    """Draws what is new to a class: by a curve of its own where no level was asked for, evenly otherwise and by older codes."""

    bank: Bank
    packs: list[IndexedPack]
    draft: Draft
    seed: Seed

    @property
    def has_curve(self) -> bool:
        """Tell whether the level is left to the curve."""
        return not self.draft.settings.level and self.seed.step is not None

    def fresh(self, size: int, without: set[Name]) -> list[Item]:
        """Draw items without some: easy ones first, hard ones only where there are too few."""
        filters = wanted(self.draft)
        if not self.has_curve or self.draft.settings.in_order:
            return self._fresh(filters, size, without)
        easy = self._fresh(filters._replace(high=HARD - 1), size, without)
        more = self._fresh(filters._replace(low=HARD), size - len(easy), without) if len(easy) < size else []
        return [*sorted(easy, key=lambda item: item.level or UNSAID), *more]

    def in_order(self, items: list[Item]) -> list[Item]:
        """Return items so that no hard one is asked first, where there is another."""
        opener = next((item for item in items if item.level < HARD), None)
        if not self.has_curve or opener is None or items[0].level < HARD:
            return items
        return [opener, *(item for item in items if item is not opener)]

    def fits(self, item: Item) -> bool:
        """Tell whether a question is whole on the smallest wall, and with cards whether one can answer it."""
        return self.can_answer(item) and all(fits(turn, self.draft.language) for turn in deal([item], self.seed.word))

    def can_answer(self, item: Item) -> bool:
        """Tell whether a question can be answered: whatever it is, but with cards."""
        return self.draft.settings.entry != CARDS or cards.fits_a_card(item)

    def _fresh(self, filters: Filter, size: int, without: set[Name]) -> list[Item]:
        """Draw items that fit the wall, without some; of several packs only some come from tables, wherever the others stood."""
        most = max(1, size // TABLE_SHARE) if len(self.packs) > 1 else size
        found: list[Item] = []
        from_tables: list[Item] = []
        for item in self._all(filters, size, without):
            if len(found) >= size:
                break
            if _name(item) in without or not self.fits(item):
                continue
            is_too_many = item.table and sum(one.table for one in found) >= most
            (from_tables if is_too_many else found).append(item)
        # Who names packs is asked all that they hold.
        return [*found, *from_tables[: size - len(found)]] if self.draft.settings.packs else found

    def _all(self, filters: Filter, size: int, without: set[Name]) -> Iterator[Item]:
        if self.draft.settings.in_order:
            every = (item for pack in self.packs for item in self.bank.items(pack))
            return (item for item in every if filters.admits(item))
        # Of many that cards cannot answer the few that they can are to be found.
        most = _ALL if self.draft.settings.entry == CARDS else size * 4 + len(without)
        drawn = self.bank.draw(self.packs, filters, most, self.seed.word)
        return (one.item() for one in drawn)


def _come_back(drawing: _Drawing) -> list[Item]:
    """Return the most missed of the class's last warm-up, where they can still be asked."""
    draft = drawing.draft
    if not draft.past:
        return []
    names = most_missed(draft.past[-1])[:COME_BACK]
    shelves = {pack.id: pack for pack in drawing.packs}
    items = [drawing.bank.find(shelves[pack], [item])[0] for pack, item in names if pack in shelves]
    admitted = wanted(draft)
    return [item for item in items if item is not None and admitted.admits(item) and drawing.can_answer(item)]


def _repeated(asked: set[Name], fresh: list[Item], back: list[Item], size: int) -> tuple[Message, ...]:
    if asked and len(fresh) + len(back) < size:
        left = len(fresh)
        return (
            counted(
                "Only {count} question is new for this class.",
                "Only {count} questions are new for this class.",
                left,
            ),
        )
    return ()


def no_class(name: str, classes: tuple[str, ...]) -> tuple[Message, Message | None]:
    """Return what to say of a class nobody knows."""
    help = message("Available: {classes}", classes=", ".join(classes)) if classes else None
    return message("Unknown class '{name}'.", name=name), help
