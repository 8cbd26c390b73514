"""What the statistics are made of for showing: names for kinds, levels, packs and items, and numbers as text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lemans_quiz.core.items import CHOICE, MATCH, MULTIPLE, NUMBER, ORDER, TEXT, TRUE_FALSE, Item
from lemans_quiz.core.stats import Hard, Overview, Sums
from lemans_quiz.i18n import _
from lemans_quiz.terminal.dates import length_text
from lemans_quiz.terminal.theme import in_one_line, number
from lemans_quiz.terminal.views import Setting

Row = tuple[str, Sums]
"""A name and what was answered under it."""


class Statistics(NamedTuple):
    """The statistics of a player. `items` are those of the hardest ones that are still in their packs."""

    overview: Overview
    setting: Setting = Setting()
    items: tuple[Item, ...] = ()
    player: str = ""

    def stem(self, hard: Hard) -> str:
        """Return the question of a hard item in one line, or its id where it is in no pack any more."""
        for item in self.items:
            if (item.pack, item.id) == (hard.pack, hard.item):
                return in_one_line(item.stem.show(self.setting.language))
        return in_one_line(hard.item)


def share_text(share: float) -> str:
    """Return a share, 0 to 1, in per cent."""
    return _("{share} %").format(share=round(100 * share))


def right_text(sums: Sums) -> str:
    """Return how many of how many were right."""
    return _("{right} of {of}").format(right=number(sums.right), of=number(sums.attempts))


def kind_name(kind: str) -> str:
    """Return what a kind of item is called by people who do not write packs."""
    names = {
        CHOICE: _("single choice"),
        MULTIPLE: _("multiple choice"),
        TRUE_FALSE: _("true or false"),
        TEXT: _("text"),
        NUMBER: _("number"),
        ORDER: _("ordering"),
        MATCH: _("matching"),
    }
    return names.get(kind) or in_one_line(kind)


def level_name(level: int) -> str:
    """Return what a level is called."""
    return _("level {level}").format(level=level) if level else _("no level")


def pack_rows(statistics: Statistics) -> list[Row]:
    """Return the packs by their titles."""
    return [(statistics.setting.title(pack), sums) for pack, sums in statistics.overview.packs]


def tag_rows(statistics: Statistics) -> list[Row]:
    """Return the tags."""
    return [(in_one_line(tag), sums) for tag, sums in statistics.overview.tags]


def level_rows(statistics: Statistics) -> list[Row]:
    """Return the levels by their names."""
    return [(level_name(level), sums) for level, sums in statistics.overview.levels]


def kind_rows(statistics: Statistics) -> list[Row]:
    """Return the kinds by their names."""
    return [(kind_name(kind), sums) for kind, sums in statistics.overview.kinds]


def figures(overview: Overview) -> Iterable[tuple[str, str]]:
    """Yield the figures that say most, each with its name."""
    whole = overview.whole
    yield _("Answers"), number(whole.attempts)
    yield _("Right"), f"{number(whole.right)} ({share_text(whole.accuracy)})"
    yield _("Time"), length_text(whole.seconds)
    yield _("Days played"), number(len(overview.days))
    yield _("Days in a row"), _("{current}, longest: {longest}").format(**overview.streak._asdict())
    yield _("Due today"), number(overview.coming[0])
