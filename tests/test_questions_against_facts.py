"""What questions say is what the facts say that they name in `note`: the key with its numbers and names, and years and figures.

A claim that a fact does not hold is either derived from it, told in DERIVED with the reason, or wrong.
"""

import csv
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from lemans_quiz.core.items import Choice, Item, Multiple, Number, Option, Text
from lemans_quiz.core.text import LocalText, plain
from tests.test_facts_against_winners import CLAIMS, ITEMS, speaks_of

FACTS = {
    row["id"]: row
    for path in sorted((Path(__file__).parent / "facts").glob("*.csv"))
    for row in csv.DictReader(path.read_text("utf-8").splitlines())
}
ID = re.compile(r"\b[A-E]\d{2,3}\b")
HELD = {name: item for name, item in ITEMS.items() if not item.table and ID.search(item.note)}
LEAST = 13
"""Smaller figures are of every kind; those of keys are held all the same."""
EVERYWHERE = {"24"}
"""The hours of the race stand in many a question."""

DERIVED: dict[str, tuple[str, str]] = {
    "basics/pace-of-1923": ("92", "92.064 km/h, which the fact holds, is told as about 92"),
    "circuit/lap-length": ("2025", "laps and distance of that year's winners"),
    "circuit/number-of-layouts": ("2006 2007", "two of the layouts that are counted"),
    "circuit/first-lap-shorter": ("1923", "the first race"),
    "drivers/champions-at-le-mans": ("2018 2019", "the two wins of the champion named last"),
    "drivers/fangio-finishes": ("0", "never"),
    "drivers/first-female-crew": ("2018", "when the book that says so appeared"),
    "drivers/iron-dames": ("2025", "their last year under that name"),
    "first-years/first-fastest-lap": ("1923", "the first race"),
    "first-years/first-american-make": ("1966", "Ford's first win"),
    "first-years/years-of-silence": ("9 1939 1946 1947", "1940 to 1948 are nine years"),
    "first-years/races-before-the-war": ("16", "1923 to 1939 without 1936"),
    "first-years/german-make-before-the-war": ("1952", "the first win of Mercedes"),
    "machines/front-wheel-drive": ("2015", "Nissan's prototype, among the wrong answers of the fact"),
    "machines/rover-brm-drivers": ("1963", "the year of the car"),
    "machines/porsche-group-of-six": ("6", "1982 to 1987 are six years"),
    "machines/lmp2-at-le-mans": ("2023", "false: the class still races"),
    "modern-era/peugeots-of-2010": ("0", "none"),
    "paddock/half-the-length": ("13", "a lap is 13.626 km"),
    "paddock/flights-of-1908": ("2008", "a hundred years later"),
    "paddock/space-music": ("2008", "the start that astronauts gave, D143"),
    "pioneers/smallest-engine": ("2020", "when the organiser wrote so"),
    "post-war/old-bentley": ("50 60", "eighth of 60 leaves more than 50 behind"),
    "post-war/ferraris-of-1950": ("0", "none"),
    "racing-is-everything/held-every-year": ("1948", "1940 to 1948"),
    "racing-is-everything/race-in-minutes": ("1440", "24 hours"),
    "racing-is-everything/three-words": ("2025", "the winners of that year"),
    "racing-is-everything/often-what": ("2026", "the finish of that year"),
    "racing-is-everything/crowd-claim": ("2017", "the crowd of the year of the claim"),
    "racing-is-everything/webber-office": (
        "Grand Marshal 2017",
        "the organiser's title for who led the parade of 2017",
    ),
    "racing-is-everything/trailer-length": ("91", "1:31"),
    "records/first-4000-km": ("350", "the table's distances of 1952 and 1953"),
    "records/shorter-than-2024": ("4237", "the table's distance of 2024"),
    "records/biggest-margin": ("350", "349.8 km is told as almost 350"),
    "records/classified-2017": ("2022", "the classification of 2022"),
    "records/lucky-numbers": ("1929 1937", "the first wins of the two numbers"),
    "traditions/film-2019-people": ("1966 2019", "the film and its race"),
    "traditions/film-2019-oscars": ("1966 2019", "the film and its race"),
    "traditions/film-2019-real-winners": ("2019", "the film"),
    "traditions/first-art-car": ("2024", "the twentieth of these cars"),
    "turbo-years/matra-hat-trick": ("1975", "false: the make had withdrawn"),
    "turbo-years/seventies-in-order": ("1970", "the decade"),
}
"""Questions that say more than their facts do: what, and where it comes from."""

OF_OFFICIAL_PAPERS = ("race-of-2015/", "records/", "winners/")
"""Packs some of whose questions rest on classifications that they cite, and on no told fact."""


class Said(NamedTuple):
    """What a question claims that its facts do not hold."""

    numbers: frozenset[str]
    names: frozenset[str]


def numbers(text: str, language: str) -> set[str]:
    """Return the figures of a text as a program writes them."""
    group, decimal = (",", ".") if language == "en" else (".", ",")
    plain_figures = re.sub(rf"(?<=\d)[{group}\u202f](?=\d{{3}}(?!\d))", "", text)
    return set(re.findall(r"\d+(?:\.\d+)?", plain_figures.replace(decimal, ".")))


def names(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_][\w'’-]*", text) if word[0].isupper() and len(word) > 1}


def keys(item: Item) -> list[LocalText]:
    match item.kind:
        case Choice(options, key):
            return [options[key].text]
        case Multiple(options, right):
            return [options[number].text for number in right]
        case Text(key):
            return [key]
        case Number(key):
            return [plain(format(key.normalize(), "f"))]
        case _:
            return []


def facts_of(item: Item) -> list[dict[str, str]]:
    return [FACTS[id] for id in ID.findall(item.note)]


def held_numbers(item: Item) -> set[str]:
    return {number for fact in facts_of(item) for number in (*fact["numbers"].split(), fact["year"])}


def unheld_key(item: Item) -> Said:
    """Return the figures of a key that no fact holds, and its names where facts hold none of them."""
    held = held_numbers(item)
    known = " ".join(fact["names"] for fact in facts_of(item))
    figures, strangers = set(), set()
    for text in keys(item):
        figures |= numbers(text.show("en"), "en") - held
        own = names(text.show("en"))
        strangers |= own if own and not any(name in known or name.rstrip("s") in known for name in own) else set()
    return Said(frozenset(figures), frozenset(strangers))


def unheld_figures(item: Item, language: str) -> set[str]:
    """Return the years, and for the later facts all larger figures, that stand in a question and in none of its facts."""
    stated = [item.stem, *keys(item), *([item.explanation] if item.explanation else [])]
    words = re.sub(r"\d+(?:[.:]\d+)?(?= Uhr)", "", " ".join(text.show(language) for text in stated))
    is_later = all(id[0] in "CDE" for id in ID.findall(item.note))
    found = numbers(words, language) - held_numbers(item) - EVERYWHERE - {item.as_of[:4]}
    years = {figure for figure in found if re.fullmatch(r"(?:19|20)\d\d", figure)}
    by_the_table = {year for year in years if speaks_of_a_winner(int(year), words)}
    others = {figure for figure in found - years if float(figure) >= LEAST} if is_later else set()
    return (years - by_the_table) | others


def speaks_of_a_winner(year: int, words: str) -> bool:
    try:
        return speaks_of(year, words)
    except KeyError:
        return False


def doubtful(item: Item) -> set[str]:
    """Return all that a question claims and its facts do not hold."""
    said = unheld_key(item)
    return {*said.numbers, *said.names, *unheld_figures(item, "en"), *unheld_figures(item, "de")}


def test_every_fact_that_a_question_names_is_there():
    assert {id for item in HELD.values() for id in ID.findall(item.note)} <= set(FACTS)


def test_every_question_names_its_fact_or_is_held_against_the_table():
    bare = {name for name, item in ITEMS.items() if not ID.search(item.note) and name not in CLAIMS}
    assert not {name for name in bare if not name.startswith(OF_OFFICIAL_PAPERS)}


def test_keys_years_and_figures_are_those_of_the_facts():
    found = {name: doubtful(item) - set(DERIVED.get(name, ("",))[0].split()) for name, item in HELD.items()}
    assert not {name: claims for name, claims in found.items() if claims}


def test_nothing_is_called_derived_that_is_held():
    unused = {
        name: claims for name, (told, _) in DERIVED.items() if (claims := set(told.split()) - doubtful(ITEMS[name]))
    }
    assert not unused


def test_no_wrong_option_is_what_a_fact_answers():
    """A question that asks for something else than its fact has other options."""
    wrong = {}
    for name, item in HELD.items():
        if isinstance(item.kind, Choice):
            options = {option.text.show("en").casefold() for option in item.kind.options}
            key = item.kind.options[item.kind.key].text.show("en").casefold()
            answers = {fact["answer"].casefold() for fact in facts_of(item)} - {key, ""}
            if options & answers:
                wrong[name] = options & answers
    assert not wrong


ASKED = Item(
    "p",
    "q",
    plain("Who drove the Porsche of 1970 with number 23?"),
    Choice(tuple(Option(plain(name)) for name in ("Hans Herrmann", "Jacky Ickx")), 0),
    explanation=plain("Before the start he had promised his wife to give up racing."),
    note="D001",
)


def test_a_changed_key_is_found():
    assert unheld_key(ASKED).names == frozenset()
    assert unheld_key(ASKED._replace(kind=ASKED.kind._replace(key=1))).names == {"Jacky", "Ickx"}


@pytest.mark.parametrize(
    ("language", "text"), [("en", "in 1971 and by 1,234 metres"), ("de", "1971 und um 1.234 Meter")]
)
def test_a_changed_year_and_a_changed_figure_are_found(language, text):
    explained = ASKED._replace(stem=plain("Who in 1970?"), explanation=LocalText(((language, text),)))
    assert unheld_figures(explained, language) == {"1971", "1234"}
    assert unheld_figures(explained._replace(explanation=plain("He won in 1970 by about 120 metres.")), "en") == set()
