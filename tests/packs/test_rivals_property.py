"""No answer of a pack is taken for another's, however near they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.comparing.names import in_order_of
from lemans_quiz.core.items import Choice, Item, Multiple, Option, Text
from lemans_quiz.core.marking import mark
from lemans_quiz.core.normalising import closeness, forms, languages_of
from lemans_quiz.core.responses import Typed
from lemans_quiz.core.text import plain
from lemans_quiz.packs.rivals import with_rivals
from tests.effort import examples
from tests.shipped import PATHS, shipped_pack


def keys_of(item: Item) -> list[str]:
    match item.kind:
        case Text(key=key):
            return list(key.everywhere())
        case Choice(options=options, key=key):
            return list(options[key].text.everywhere())
        case Multiple(options=options, keys=keys):
            return [text for key in keys for text in options[key].text.everywhere()]
        case _:
            return []


def is_own(item: Item, typed: str) -> bool:
    """Tell whether a text equals one of an item's own answers after normalisation."""
    assert isinstance(item.kind, Text)
    own = [pair for key in (item.kind.key, *item.kind.accept) for pair in languages_of(key, item.stem)]
    return any(closeness(forms(typed, code), forms(answer, code)) is not None for code, answer in own)


def taken_for_another(items: tuple[Item, ...]) -> list[tuple[str, str]]:
    """Return which answers of other items count for an item, each with the item's own."""
    texts = dict.fromkeys(text for item in items for text in keys_of(item))
    typed = [item for item in items if isinstance(item.kind, Text)]
    return [
        (keys_of(item)[0], text)
        for item in typed
        for text in texts
        if mark(item, Typed(text)).value >= 1.0 and not is_own(item, text)
    ]


def loaded(path: Path) -> tuple[Item, ...]:
    return shipped_pack(path).items


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_no_answer_of_a_shipped_pack_counts_for_another_question(path: Path) -> None:
    assert taken_for_another(loaded(path)) == []


words = st.text("abeiou", min_size=4, max_size=10) | st.sampled_from(
    "Anders Andersen Andersson Sanders Brabham Graham".split()
)
answers = st.builds(lambda first, more: " ".join((first, *more)), words, st.lists(words, max_size=2))
slipped = st.tuples(answers, st.integers(0, 9), st.sampled_from("aeiouxyz ")).map(
    lambda made: made[0][: made[1]] + made[2] + made[0][made[1] + 1 :] + "e"
)
turned = answers.map(lambda text: " ".join(reversed(text.split())))
families = st.lists(answers | slipped | turned | answers.map(str.upper), min_size=2, max_size=9, unique_by=str.casefold)


@given(families, st.lists(st.booleans(), min_size=9, max_size=9))
@settings(max_examples=examples(100), deadline=None)
def test_no_answer_of_a_made_pack_counts_for_another_question(texts: list[str], chosen: list[bool]) -> None:
    kinds = [
        Choice((Option(plain(text)), Option(plain("?"))), 0) if choose else Text(plain(text))
        for text, choose in zip(texts, chosen, strict=False)
    ]
    items = [Item("pack", str(number), plain("Which?"), kind) for number, kind in enumerate(kinds)]
    assert taken_for_another(with_rivals(items)) == []


@pytest.mark.parametrize("size", [40, 300])
def test_no_answer_of_a_crowd_counts_for_another(size: int) -> None:
    texts = [f"Anders{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(size)]
    items = with_rivals(Item("pack", text, plain("Which?"), Text(plain(text))) for text in texts)
    assert [pair for item in items[:20] for pair in taken_for_another((item, *items[20:60]))] == []


def test_an_answer_in_another_order_is_anothers_where_it_is() -> None:
    items = with_rivals(
        Item("p", text, plain("Who?"), Text(plain(text))) for text in ("Ferenc Puskas", "Puskas Ferenc")
    )
    assert mark(items[0], Typed("Puskas Ferenc")).value == 0.0
    assert in_order_of("Ferenc Puskas", "Puskas Ferenc", "en") == ("Ferenc Puskas",)
