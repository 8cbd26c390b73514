"""The packs that come with the program: clean, fair to guess at, sourced, and of the sizes promised."""

from collections import Counter
from itertools import combinations

import pytest

from lemans_quiz.authoring.lint.lint import check_packs
from lemans_quiz.core.items import KINDS, Choice, Item
from lemans_quiz.core.turns import deal
from tests.shipped import PATHS, QUESTIONS, shipped_pack

LANGUAGES = ("en", "de")
AT_LEAST = {
    "racing-is-everything": 60,
    "winners": 200,
    "first-years": 30,
    "circuit": 25,
    "machines": 35,
    "drivers": 40,
    "race-of-2015": 15,
    "traditions": 25,
    "records": 30,
    "turbo-years": 35,
    "pioneers": 55,
    "group-c": 50,
    "basics": 115,
    "paddock": 75,
    "modern-era": 125,
    "post-war": 130,
}


PACKS = {path.stem: shipped_pack(path) for path in PATHS}
CHOICES = [item for pack in PACKS.values() for item in pack.items if isinstance(item.kind, Choice)]
by_name = pytest.mark.parametrize("name", PACKS)


def test_all_shipped_packs_are_clean_under_strict_together():
    findings = [(d.file, d.span, d.code) for d in check_packs(PATHS, strict=True) if d.severity != "note"]
    assert not findings


@by_name
def test_a_pack_is_as_large_as_promised(name):
    assert len(PACKS[name].items) >= AT_LEAST[name]


def test_all_packs_that_were_promised_are_there():
    assert set(PACKS) == set(AT_LEAST)


@by_name
def test_a_pack_names_its_licence_its_authors_and_its_sources(name):
    pack = PACKS[name]
    assert pack.license == ("CC-BY-SA-3.0" if pack.tables else "CC-BY-4.0")
    assert pack.authors
    assert pack.sources
    assert all(source.title and (source.publisher or source.url) for _, source in pack.sources)


def test_the_winners_carry_the_attribution_of_their_table():
    text = (QUESTIONS / "winners.yaml").read_text("utf-8")
    assert "gdsotirov/lemans24" in text.partition("title:")[0]
    assert "CC BY-SA 3.0" in text.partition("title:")[0]
    assert any("gdsotirov/lemans24" in source.publisher for _, source in PACKS["winners"].sources)


@by_name
def test_a_pack_is_in_english_and_german(name):
    assert set(PACKS[name].languages()) == set(LANGUAGES)


@by_name
def test_every_question_has_explanation_source_level_and_tags(name):
    bare = [i.id for i in PACKS[name].items if not (i.explanation and i.source and i.level and i.tags)]
    assert not bare


@by_name
def test_what_holds_up_to_a_year_has_a_date(name):
    texts = {item.id: item.stem.show("en") for item in PACKS[name].items if not item.as_of}
    assert not [id for id, text in texts.items() if "up to 20" in text or "By 20" in text]


def test_the_article_pack_shows_all_seven_kinds():
    assert {item.kind_name for item in PACKS["racing-is-everything"].items} == set(KINDS)


def test_at_most_a_third_of_the_article_pack_begins_with_the_article():
    stems = [item.stem.show("en").casefold() for item in PACKS["racing-is-everything"].items]
    assert sum(stem.startswith("according to the article") for stem in stems) * 3 <= len(stems)


def share_of_longest(items: list[Item], language: str) -> float:
    """Return how many of the keys are the longest option; a key that shares that with others counts in part."""
    share = 0.0
    for item in items:
        lengths = [len(option.text.show(language)) for option in item.kind.options]
        share += (lengths[item.kind.key] == max(lengths)) / lengths.count(max(lengths))
    return share


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_key_is_the_longest_option_in_at_most_thirty_per_cent_of_the_choices(language):
    written = [item for item in CHOICES if not item.table]
    assert share_of_longest(CHOICES, language) <= 0.3 * len(CHOICES)
    assert share_of_longest(written, language) <= 0.3 * len(written)


def shares_by_rank(items: list[Item], language: str) -> list[float]:
    """Return how often the key is the longest of four options, the second, third and shortest, over all draws of the others."""
    shares = [0.0] * 4
    for item in items:
        key, *others = [len(item.kind.options[n].text.show(language)) for n in key_first(item)]
        draws = list(combinations(others, 3))
        for draw in draws:
            longer, alike = sum(length > key for length in draw), draw.count(key) + 1
            for rank in range(longer, longer + alike):
                shares[rank] += 1 / (alike * len(draws) * len(items))
    return shares


def key_first(item: Item) -> list[int]:
    return sorted(range(len(item.kind.options)), key=lambda n: n != item.kind.key)


@pytest.mark.parametrize("language", LANGUAGES)
@by_name
def test_no_rank_of_length_gives_away_more_than_a_third_of_the_keys_of_a_pack(name, language):
    items = [item for item in CHOICES if item.pack == name and len(item.kind.options) >= 4]
    assert max(shares_by_rank(items, language)) <= 1 / 3


def test_over_many_draws_the_key_stands_in_every_place_alike():
    """Chi-square with three degrees of freedom: 16.3 is passed by chance once in a thousand sets of draws."""
    items = [item for item in CHOICES if not item.kind.fixed and (item.kind.show or len(item.kind.options)) == 4]
    places = Counter(
        turn.arrangement.index(turn.item.kind.key) for seed in range(25) for turn in deal(items, f"SEED-{seed}")
    )
    expected = places.total() / 4
    assert places.total() > 5000
    assert sum((places[place] - expected) ** 2 / expected for place in range(4)) < 16.3
