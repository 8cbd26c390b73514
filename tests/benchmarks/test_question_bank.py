"""The bank holds what it promises, and its page counts what is there."""

import pytest

from benchmarks.question_bank import has_pages, page, written
from lemans_quiz.core.items import Source, Text
from tests.shipped import shipped_packs

PACKS = shipped_packs()
ITEMS = written(PACKS)


def test_the_bank_has_the_size_and_the_levels_that_were_promised():
    assert len(ITEMS) >= 700
    assert sum(1 <= item.level <= 2 for item in ITEMS) >= 300
    assert sum(item.level == 5 for item in ITEMS) <= 0.06 * len(ITEMS)


def test_every_figure_of_the_page_is_measured():
    rows = [line for line in page(PACKS).splitlines() if line.startswith("| ")]
    assert not [row for row in rows if row.split(" | ")[1] == ""]
    assert {pack.id for pack in PACKS} <= {row.split(" | ")[0].removeprefix("| ") for row in rows}


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (Source("ACO, statistics, p. 26; https://x.org"), True),
        (Source("Le Mans", pages="12-14"), True),
        (Source("ACO, pp. 8, 12"), True),
        (Source("shop. 12 cars", url="https://x.org"), False),
        (None, False),
    ],
)
def test_a_citation_with_pages_is_told_from_one_without(source, wanted):
    assert has_pages(source) is wanted


def test_every_typed_question_and_every_one_of_level_three_and_up_has_a_hint():
    bare = [item.id for item in ITEMS if (item.level >= 3 or isinstance(item.kind, Text)) and not item.hints]
    assert not bare
