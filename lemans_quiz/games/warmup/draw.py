"""What a warm-up asks: drawn from the bank by a seed, without what the class had, the most missed of last time first."""

from __future__ import annotations

import os
from typing import NamedTuple

from lemans_quiz import paths
from lemans_quiz.cli.selecting import FilterOptions, choose, files_for, filter_for, nothing_matches, unless_named
from lemans_quiz.cli.selecting import notices as told_of
from lemans_quiz.core.draw import TABLE_SHARE, Filter
from lemans_quiz.core.items import CHOICE, NUMBER, TRUE_FALSE, Item
from lemans_quiz.core.messages import Message, counted, message
from lemans_quiz.core.seeds import Seed, mixed, parse_seed, seed_from_number
from lemans_quiz.core.turns import deal
from lemans_quiz.games.curve import UNSAID
from lemans_quiz.games.warmup.report import WarmupOutcome
from lemans_quiz.games.warmup.rules import Script, WarmupRules
from lemans_quiz.games.warmup.settings import Settings
from lemans_quiz.games.warmup.views import fits
from lemans_quiz.packs.bank import Bank, IndexedPack, draw_from

KINDS = (CHOICE, TRUE_FALSE, NUMBER)
LEFT_OUT = "accidents"
"""The tag of what is no matter for a game in class."""

COME_BACK = 2
"""So many of the most missed of last time come first."""

SPARE = 3
_PER_MINUTE = 2
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
    past: tuple[WarmupOutcome, ...] = ()


class Drawn(NamedTuple):
    """A script, the seed that drew it, and what is to be told of it."""

    script: Script
    seed: str
    notices: tuple[Message, ...] = ()


def draw_script(draft: Draft) -> Drawn:
    """Draw what may be asked; raises NotFound where nothing matches."""
    return draw_from(paths.bank(), files_for(draft.settings.packs), lambda bank: _draw(bank, draft))


def wanted(draft: Draft) -> Filter:
    """Return the filter: what can be answered by fingers or a number."""
    filters = filter_for(FilterOptions(draft.settings.level))._replace(kinds=KINDS, without=(LEFT_OUT,))
    return unless_named(filters, draft.settings.packs)


def _draw(bank: Bank, draft: Draft) -> Drawn:
    packs = choose(bank, draft.settings.packs)
    seed = (
        parse_seed(draft.seed) if draft.seed.strip() else seed_from_number(mixed(int.from_bytes(os.urandom(8), "big")))
    )
    asked = {(pack, item) for outcome in draft.past for pack, item, _ in outcome.asked}
    size = _size(draft.rules)
    back = _come_back(bank, packs, draft)
    drawing = _Drawing(bank, packs, draft, seed)
    fresh = drawing.fresh(size + SPARE - len(back), asked)
    notices = told_of(packs) + _repeated(asked, fresh, back, size)
    if len(fresh) + len(back) < min(size, draft.rules.questions or _MORE):
        known = {_name(item) for item in (*back, *fresh)}
        fresh += drawing.fresh(size + SPARE - len(back) - len(fresh), known)
    items = drawing.in_order([*back, *fresh])
    if not items:
        raise nothing_matches(bank, packs, wanted(draft))
    asking = max(1, min(size, len(items) - SPARE)) if draft.rules.teams else len(items)
    likely = max(1, size - _MORE)
    # The nearest number breaks a tie for certain, so numbers that are not needed go to the end.
    items = [*items[:likely], *sorted(items[likely:], key=lambda item: item.kind_name == NUMBER)]
    turns = deal(items, seed.word)
    return Drawn(Script(turns[:asking], turns[asking:], draft.rules), seed.word, notices)


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
        if not self.has_curve:
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

    def _fresh(self, filters: Filter, size: int, without: set[Name]) -> list[Item]:
        """Draw items that fit the wall, without some; of several packs only some come from tables, wherever the others stood."""
        found: list[Item] = []
        from_tables = 0
        for one in self.bank.draw(self.packs, filters, size * 4 + len(without), self.seed.word):
            if (one.pack, one.id) in without or len(found) >= size:
                continue
            item = one.item()
            is_too_many = item.table and len(self.packs) > 1 and from_tables >= max(1, size // TABLE_SHARE)
            if is_too_many or not all(fits(turn, self.draft.language) for turn in deal([item], self.seed.word)):
                continue
            from_tables += item.table
            found.append(item)
        return found


def _come_back(bank: Bank, packs: list[IndexedPack], draft: Draft) -> list[Item]:
    """Return the most missed of the class's last warm-up, where they can still be asked."""
    if not draft.past:
        return []
    missed = sorted(draft.past[-1].asked, key=lambda row: -(row[2] or 0.0))
    names = [(pack, item) for pack, item, share in missed if share][:COME_BACK]
    shelves = {pack.id: pack for pack in packs}
    items = [bank.find(shelves[pack], [item])[0] for pack, item in names if pack in shelves]
    admitted = wanted(draft)
    return [item for item in items if item is not None and admitted.admits(item)]


def _repeated(asked: set[Name], fresh: list[Item], back: list[Item], size: int) -> tuple[Message, ...]:
    if asked and len(fresh) + len(back) < size:
        left = len(fresh)
        return (
            counted(
                "Only {count} question is left that this class has not had.",
                "Only {count} questions are left that this class has not had.",
                left,
            ),
        )
    return ()


def no_class(name: str, classes: tuple[str, ...]) -> tuple[Message, Message | None]:
    """Return what to say of a class nobody knows."""
    help = message("There are: {classes}", classes=", ".join(classes)) if classes else None
    return message("Nothing is known of a class '{name}'.", name=name), help
