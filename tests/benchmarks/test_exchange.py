"""The table of what becomes of real files is the one that its command makes."""

import pytest

from benchmarks.exchange import BEGIN, PAGE, page, sums, table
from tests.formats.corpora import FOLDER


@pytest.mark.skipif(not (FOLDER / "EXPECTED.json").is_file(), reason="LEMANS_QUIZ_CORPORA names no folder")
def test_the_table_of_the_page_is_what_the_command_makes():
    text = PAGE.read_text("utf-8")
    assert page(text, table(sums(FOLDER))) == text


def test_the_page_has_a_place_for_its_table():
    assert BEGIN in PAGE.read_text("utf-8")
