"""Advice on item writing, over whole packs and across them. It warns and notes; what is wrong is the reader's to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lemans_quiz.authoring.lint.advice import Advice, Checked, placed
from lemans_quiz.authoring.lint.item import ItemRules, stale
from lemans_quiz.authoring.lint.lint_quotes import typographic_quotes
from lemans_quiz.authoring.lint.lint_words import Words
from lemans_quiz.authoring.lint.pack import advise_on_pack, languages_of
from lemans_quiz.authoring.lint.pairs import answered_elsewhere, near_duplicates
from lemans_quiz.core.diagnostics import Diagnostic


def advise(packs: Sequence[Checked], today: date) -> list[Diagnostic]:
    """Return all advice on packs that are used together. A fact whose `as_of` is a year before `today` is noted."""
    found: dict[int, list[Advice]] = {id(checked): [] for checked in packs}
    year_ago = f"{today.year - 1:04}{today.isoformat()[4:]}"
    for checked in packs:
        _by_itself(checked, year_ago, found[id(checked)])
    words = Words(packs)
    near_duplicates(words, found)
    answered_elsewhere(words, found)
    quotes = [diagnostic for checked in packs for diagnostic in typographic_quotes(checked)]
    return [*quotes, *(diagnostic for checked in packs for diagnostic in placed(checked, found[id(checked)]))]


def _by_itself(checked: Checked, year_ago: str, found: list[Advice]) -> None:
    rules = ItemRules(languages_of(checked.pack), found)
    for item in checked.pack.items:
        rules.advise(item)
        if item.as_of and item.as_of < year_ago:
            stale(item, found)
    advise_on_pack(checked.pack, rules.options, found)
