"""Addresses in sources are short and legible where a person reads them, and never more than text."""

import pytest
from rich.cells import cell_len

from lemans_quiz.core.items import Source
from lemans_quiz.terminal.citations import WIDEST_ADDRESS, citation, legible


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://example.org", "example.org"),
        ("https://www.example.org/", "example.org"),
        ("HTTP://example.org/a_b", "example.org/a_b"),
        ("https://en.wikipedia.org/wiki/Le_Mans", "en.wikipedia.org/wiki/Le Mans"),
        ("https://en.wikipedia.org/wiki/Bleach_(film)", "en.wikipedia.org/wiki/Bleach (film)"),
        ("https://example.org/old%20cars", "example.org/old cars"),
        ("https://de.wikipedia.org/wiki/N%C3%BCrburgring", "de.wikipedia.org/wiki/Nürburgring"),
        (
            "https://24h-lemans.com/en/news/the-60th-anniversary-of-the-1958-24-hours-of-le-mans-49319",
            "24h-lemans.com/…the-1958-24-hours-of-le-mans-49319",
        ),
        ("See https://example.org/x; https://example.org/y.", "See example.org/x; example.org/y."),
        ("A book (https://example.org/x), p. 3", "A book (example.org/x), p. 3"),
        ("A book of 1923: https is a word", "A book of 1923: https is a word"),
    ],
)
def test_an_address_is_shown_as_one_reads_it(written, read):
    assert citation(Source(written)) == read


def test_the_parts_of_a_citation_stay_as_they_are():
    assert citation(Source("A_b %20", "Ed", 1923, "https://example.org", "Ann")) == "Ann, A_b %20, Ed, 1923"


@pytest.mark.parametrize("end", ["%0A%1b[31mred", "%E2%80%AEtxet", "%ff%fe", "%07", "%", "%zz"])
def test_what_is_no_text_stays_written_with_percent_signs(end):
    assert legible(f"example.org/{end}") == f"example.org/{end}"


@pytest.mark.parametrize(
    "address",
    ["a" * 5000, "example.org/" + "a" * 5000, "example.org/" + "%E6%9C%AC" * 300, f"{'a-' * 40}.org/x", "本" * 90],
)
def test_a_long_address_is_cut_to_fit_and_shows_both_ends(address):
    shown = legible(address)
    assert cell_len(shown) <= WIDEST_ADDRESS
    assert "…" in shown
    assert shown[0] == address[0]


def test_authors_see_the_whole_address():
    address = "https://en.wikipedia.org/wiki/List_of_24_Hours_of_Le_Mans_winners_and_others"
    assert citation(Source(address), is_whole=True) == address
