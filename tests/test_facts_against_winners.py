"""What the hand-written packs say of winners, years, makes and distances is what questions/winners.csv says.

Three nets: claims (a rule for each question that the table can answer, applied to its key and to its distractors), distances in
any text, and years in any sentence about winning. What the table cannot hold (laps, numbers of cars, films) is not here.
"""

import csv
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

import pytest

from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Order, Text, TrueFalse
from lemans_quiz.core.text import plain
from lemans_quiz.packs.reading.reader import read_pack
from tests.shipped import QUESTIONS, shipped_packs

ROWS = {int(row["year"]): row for row in csv.DictReader((QUESTIONS / "winners.csv").read_text("utf-8").splitlines())}
YEARS = sorted(ROWS)
LAST = YEARS[-1]


def kilometres(year: int) -> int:
    return int(ROWS[year]["distance"].split()[0])


def crew(year: int) -> list[str]:
    return ROWS[year]["drivers"].split(" / ")


def is_driver(name: str, entry: str) -> bool:
    """Tell whether a full name is meant by an entry of the table, such as 'P. Hill'."""
    initials, _, surname = entry.rpartition(". ")
    return name.endswith(surname) and (not initials or name.startswith(initials[0]))


def wins(name: str) -> list[int]:
    """Return the years in which a driver, make or car won."""
    return [
        year
        for year in YEARS
        if ROWS[year]["make"] == name or is_car(name, year) or any(is_driver(name, entry) for entry in crew(year))
    ]


def is_car(name: str, year: int) -> bool:
    words, wanted = ROWS[year]["car"].replace("/", " ").split(), name.replace("/", " ").split()
    return any(words[n : n + len(wanted)] == wanted for n in range(len(words)))


def makes_of(driver: str) -> set[str]:
    return {ROWS[year]["make"] for year in wins(driver)}


def run(make: str) -> int:
    """Return the most races in a row that a make won; a year without a race breaks no run."""
    best = now = 0
    for year in YEARS:
        now = now + 1 if ROWS[year]["make"] == make else 0
        best = max(best, now)
    return best


def first_of(make: str) -> int:
    return min(year for year in YEARS if ROWS[year]["make"] == make)


def first_over(least: int) -> int:
    return next(year for year in YEARS if kilometres(year) > least)


def partners(one: str, other: str) -> bool:
    return bool(set(wins(one)) & set(wins(other)))


def won_together(names: str) -> list[int]:
    """Return the years that a crew won, named as the table names it."""
    return [year for year in YEARS if ROWS[year]["drivers"] == names]


def record_until(year: int) -> int:
    return max(kilometres(y) for y in YEARS if y < year)


def count(name: str) -> int:
    return len(wins(name))


PORSCHES = {name: wins(name)[0] for name in ("917K", "936", "935 K3", "956", "911 GT1-98")}
MAKES = {row["make"] for row in ROWS.values()}
TYPES = {"W194": 1952, "DBR1/300": 1959, "T26 GS": 1950, "M45R Rapide": 1935, "Type 57G Tank": 1937}

Rule = Callable[..., object]
CLAIMS: dict[str, Rule | int | bool] = {
    # choice and multiple: true of each key and of no distractor; text: true of the key
    "drivers/six-wins": lambda name: count(name) == 6,
    "drivers/five-wins": lambda name: count(name) == 5,
    "drivers/toyota-four": lambda name: len([y for y in wins(name) if 2018 <= y <= 2022]) == 4,
    "drivers/youngest-winner": lambda name: 1996 in wins(name),
    "drivers/oldest-winner": lambda name: 1949 in wins(name),
    "drivers/three-from-three": lambda name: name == "Woolf Barnato" and wins(name) == [1928, 1929, 1930],
    "drivers/brothers-together": lambda names: crew(1979).count(names.split()[-1]) == 2,
    "drivers/brothers-apart": lambda name: {f"G. {name}", f"D. {name}"} <= {*crew(1993), *crew(2009)},
    "drivers/same-year-indianapolis": lambda name: name == "A. J. Foyt" and 1967 in wins(name),
    "drivers/champions-at-le-mans": lambda name: count(name) > 0,
    "drivers/double-of-1961": lambda name: 1961 in wins(name),
    "drivers/first-japanese-winner": lambda name: 1995 in wins(name),
    "drivers/first-polish-winner": lambda name: 2025 in wins(name),
    "drivers/first-chinese-winner": lambda name: 2025 in wins(name),
    "drivers/alonso-make": lambda make: makes_of("Fernando Alonso") == {make},
    "drivers/four-with-ferrari": lambda name: len([y for y in wins(name) if 1958 <= y <= 1962]) == 4,
    "drivers/triple-crown-winner": lambda name: name == "Graham Hill" and wins(name) == [1972],
    "first-years/barnato-partners": lambda name: partners("Woolf Barnato", name),
    "first-years/first-double-winner": lambda name: wins(name) == [1925, 1926],
    "first-years/three-thousand-km": lambda year: int(year) == first_over(3000),
    "first-years/sommer-twice": lambda name: wins(name) == [1932, 1933],
    "first-years/nuvolari": lambda name: 1933 in wins(name),
    "first-years/wimille-bugatti": lambda name: wins(name) == wins("Bugatti"),
    "first-years/most-wins-by-1939": lambda make: [y < 1940 for y in wins(make)].count(True) == 5,
    "machines/rear-engined-winner": lambda car: car in PORSCHES and 1979 in wins(car),
    "machines/first-turbo-winner": lambda car: wins(car)[:1] == [1976],
    "machines/first-diesel-winner": lambda car: wins(car)[:1] == [2006],
    "machines/first-hybrid-win": lambda year: int(year) == wins("Audi R18 e-tron quattro")[0],
    "machines/own-name": lambda name: 1980 in wins(name) and ROWS[1980]["make"] == name,
    "machines/won-at-first-start": lambda make: first_of(make) in (1923, 1949, 1995),
    "machines/ferrari-hat-trick-car": lambda car: wins(car) == [2023, 2024, 2025],
    "machines/three-in-a-row": lambda car: wins(car) in ([2012, 2013, 2014], [2015, 2016, 2017], [2018, 2019, 2020]),
    "race-of-2015/previous-porsche-win": lambda year: int(year) == max(y for y in wins("Porsche") if y < 2015),
    "race-of-2015/winner-again": lambda name: 2015 in wins(name) and count(name) > 1,
    "race-of-2015/webbers-partner": lambda name: 2010 in wins(name),
    "race-of-2015/end-of-audis-run": lambda number: number == "five" and wins("Audi")[-5:] == [*range(2010, 2015)],
    "racing-is-everything/winning-trio": lambda names: (
        names.split(", ") == sorted(crew(2015), key=["Hülkenberg", "Tandy", "Bamber"].index)
    ),
    "racing-is-everything/winning-make": lambda make: ROWS[2015]["make"] == make,
    "records/make-with-most-wins": lambda make: count(make) == max(map(count, MAKES)),
    "records/british-make-most-wins": lambda make: make in ("Jaguar", "Bentley") and count(make) == 7,
    "records/french-makes-three-wins": lambda make: count(make) == 3,
    "records/bentley-gap": lambda gap: int(gap) == 2003 - max(y for y in wins("Bentley") if y < 2003),
    "records/distance-record-car": lambda car: kilometres((wins(car) or [1923])[0]) == record_until(LAST + 1),
    "records/record-of-1971": lambda gap: int(gap) == first_over(kilometres(1971)) - 1971,
    "traditions/starter-1966": lambda name: name == "Henry Ford II" and wins("Ford")[0] == 1966,
    "traditions/walking-protest": lambda name: 1969 in wins(name),
    "traditions/champagne": lambda name: 1967 in wins(name),
    "traditions/film-2019-real-winners": lambda names: names.split(" and ") == crew(1966),
    "winners/one-win-only": lambda make: count(make) == 1,
    "winners/four-makes-four-wins": lambda name: count(name) == len(makes_of(name)) == 4,
    "winners/audi-and-bentley": lambda name: makes_of(name) == {"Audi", "Bentley"},
    "winners/porsche-and-audi": lambda name: makes_of(name) >= {"Audi", "Porsche"},
    "winners/four-in-a-row": lambda make: run(make) >= 4,
    "winners/makes-of-the-eighties": lambda make: any(1980 <= year <= 1988 for year in wins(make)),
    "winners/winners-of-the-2020s": lambda name: any(year >= 2020 for year in wins(name)),
    # number and true-false: the value
    "circuit/lap-under-14": wins("Raymond Sommer")[0],
    "drivers/kristensen-wins": count("Tom Kristensen"),
    "drivers/kristensen-streak": len([y for y in wins("Tom Kristensen") if 2000 <= y <= 2005]),
    "drivers/triple-crown-year": wins("Graham Hill")[0],
    "drivers/moss-never": count("Stirling Moss") > 0,
    "first-years/hundred-km-an-hour": first_over(2400),
    "first-years/speed-of-1939": Decimal(kilometres(1939)) / 24,
    "race-of-2015/average-of-the-winner": Decimal(kilometres(2015)) / 24,
    "drivers/haywood-decades": len({y // 10 for y in wins("Hurley Haywood")}) == 1,
    "first-years/years-of-silence": wins("Ferrari")[0] - wins("Pierre Veyron")[0] - 1,
    "first-years/races-before-the-war": len([year for year in YEARS if year < 1940]),
    "first-years/german-make-before-the-war": wins("Mercedes")[0] < 1940,
    "first-years/always-two-thousand": min(kilometres(year) for year in YEARS if year < 1940) >= 2000,
    "machines/diesel-streak": len([*range(wins("Audi R10 TDI")[0], 2015)]),
    "machines/porsche-group-of-six": len([y for y in (*wins("Porsche 956"), *wins("Porsche 962C")) if y >= 1982]),
    "machines/audi-r8-wins": count("Audi R8"),
    "race-of-2015/count-of-porsche-wins": wins("Porsche").index(2015) + 1,
    "race-of-2015/distance-record-2015": kilometres(2015) > record_until(2015),
    "race-of-2015/unmatched-since": kilometres(2015) > max(kilometres(y) for y in YEARS if y > 2015),
    "race-of-2015/porsches-own-run": len([y for y in wins("Porsche") if y >= 2015]),
    "racing-is-everything/first-race": YEARS[0],
    "racing-is-everything/held-every-year": len(YEARS) == LAST - YEARS[0] + 1,
    "racing-is-everything/lotterer-wins": count("André Lotterer"),
    "records/toyota-first-win": wins("Toyota")[0],
    "records/distance-record-km": Decimal(record_until(LAST + 1)),
    "records/first-4000-km": first_over(4000),
    "records/first-5000-km": first_over(5000),
    "records/average-200": first_over(4800),
    "records/second-race-distance": kilometres(1924) < kilometres(1923),
    "records/shorter-than-2024": max(y for y in YEARS if y < 2024 and kilometres(y) < kilometres(2024)),
    "records/solo-winner": any(len(crew(year)) == 1 for year in YEARS),
    "records/number-of-editions": len(YEARS),
    "winners/how-many-makes": len(MAKES),
    "winners/three-in-the-car": all(len(crew(year)) == 3 for year in YEARS if year >= 1985),
    "winners/ferrari-seventies": any(1970 <= year < 1980 for year in wins("Ferrari")),
    "winners/jaguar-decades": len({year // 10 for year in wins("Jaguar")}),
    # order: what the entries ascend by
    "drivers/first-victory-order": lambda name: wins(name)[0],
    "drivers/three-time-winners-order": lambda name: wins(name)[0] if count(name) == 3 else 0,
    "first-years/makes-in-order": lambda make: wins(make)[0],
    "machines/hybrid-order": lambda car: wins(car)[0],
    "machines/porsche-order": lambda car: PORSCHES[car],
    "machines/winners-1972-to-1992": lambda car: wins(car.removesuffix(" Evo 1B"))[0],
    "race-of-2015/first-wins-in-order": lambda name: wins(name)[0],
    "records/latest-win-order": lambda make: wins(make)[-1],
    "winners/makes-in-order": lambda make: wins(make)[0],
    "winners/cars-in-order": lambda car: wins(car)[0],
    "winners/cars-of-the-sixties": lambda car: wins(car)[0],
    "winners/cars-of-the-two-thousands": lambda car: wins(car)[0],
    "winners/crews-of-the-2010s": lambda names: won_together(names)[0],
    # match: true of each pair
    "drivers/winning-partners": partners,
    "first-years/drivers-and-makes": lambda name, make: makes_of(name) == {make},
    "machines/model-and-make": lambda car, make: ROWS[TYPES[car]]["make"] == make.removesuffix("-Benz"),
    "machines/same-chassis-twice": lambda car, years: set(map(int, years.split(" and "))) <= set(wins(car)),
    "records/wins-by-make": lambda make, number: count(make) == int(number),
    "records/longest-streaks": lambda make, number: run(make) == int(number),
    "winners/number-of-wins": lambda make, number: count(make) == int(number),
    "winners/crews-of-the-fifties": lambda names, make: [ROWS[y]["make"] for y in won_together(names)] == [make],
    "winners/winners-of-the-nineties": lambda make, year: [y for y in wins(make) if 1990 <= y < 2000] == [int(year)],
}


def hand_written() -> Iterator[Item]:
    for pack in shipped_packs():
        yield from (item for item in pack.items if not item.table)


ITEMS = {f"{item.pack}/{item.id}": item for item in hand_written()}


def rests_on_a_told_fact(item: Item) -> bool:
    """Tell whether an item names facts of the told lists alone (C, D, E), which hold many a win of a class or of a film."""
    return bool(item.note) and all(fact[0] in "CDE" for fact in item.note.split())


WATCHED = {name: item for name, item in ITEMS.items() if not rests_on_a_told_fact(item)}


def holds(item: Item, claim: Rule | int | bool) -> bool:
    """Tell whether the key of an item is what a claim says, and no distractor is."""
    kind = item.kind
    match kind:
        case Choice() | Multiple():
            keys = (kind.key,) if isinstance(kind, Choice) else kind.keys
            return all(bool(claim(o.text.show("en"))) == (n in keys) for n, o in enumerate(kind.options))
        case Text():
            return bool(claim(kind.key.show("en")))
        case Number():
            return kind.low <= claim <= kind.high
        case TrueFalse():
            return kind.key == claim
        case Order():
            return all(a < b for a, b in pairwise(claim(entry.show("en")) for entry in kind.entries))
        case Match():
            pairs = [
                (left.show("en"), kind.rights[key].show("en")) for left, key in zip(kind.lefts, kind.key, strict=True)
            ]
            return all(claim(*pair) for pair in pairs)


def falsified(item: Item) -> Item:
    """Return the item with another key."""
    kind = item.kind
    match kind:
        case Choice():
            changed = kind._replace(key=(kind.key + 1) % len(kind.options))
        case Multiple():
            changed = kind._replace(keys=(*kind.keys[1:], len(kind.options) - 1))
        case Text():
            changed = kind._replace(key=plain("Michael Schumacher"))
        case Number():
            beyond = kind.high - kind.low + 1
            changed = Number(kind.key + beyond, kind.low + beyond, kind.high + beyond)
        case TrueFalse():
            changed = TrueFalse(not kind.key)
        case Order():
            changed = Order(kind.entries[::-1])
        case Match():
            changed = kind._replace(key=(*kind.key[1:], kind.key[0]))
    return item._replace(kind=changed)


WINNING = re.compile(
    r"\b(?:won|wins?|winners?|winning|victor(?:y|ies)|sieg\w*|gewann\w*|gewonnen|gewinn\w*)\b", re.IGNORECASE
)
YEAR = re.compile(r"(?<![\d.,])(?:19[2-9]|20[0-2])\d(?![\d.,]\d|ern?\b|s\b)")
KILOMETRES = re.compile(r"(?<![\d.,])(\d[.,]\d{3})(?:[.,](\d+))? (?:km(?!/h)|kilomet\w+)", re.IGNORECASE)


NOT_OF_THE_TABLE = {
    "basics/rival-of-ford": "the year of a film",
    "circuit/grand-prix-1967": "a Formula 1 race",
    "drivers/famous-elsewhere": "a World Cup",
    "machines/winner-colour": "since when no customer team had won",
    "race-of-2015/tandy-in-2014": "a finish that was no win",
    "race-of-2015/webbers-partner": "Webber's own race",
    "records/shorter-than-2024": "the distance of a year beside that of another",
    "records/fastest-race-lap": "a lap, before the first win",
}
"""Questions whose years of winning are of something else, or of a race whose winner they do not name."""


def texts(item: Item, language: str) -> list[str]:
    """Return what an item states: its stem, its explanation and its right answers, never a distractor."""
    kind = item.kind
    stated = [item.stem, *([item.explanation] if item.explanation else [])]
    match kind:
        case Choice():
            stated.append(kind.options[kind.key].text)
        case Multiple():
            stated += [kind.options[key].text for key in kind.keys]
        case Text():
            stated.append(kind.key)
        case Order():
            stated += kind.entries
        case Match():
            stated += [*kind.lefts, *kind.rights]
    return [text.show(language) for text in stated]


def speaks_of(year: int, words: str) -> bool:
    """Tell whether a winner of a year is named: a driver, the make, or the car by its own name."""
    names = [entry.rpartition(". ")[2] for entry in crew(year)]
    return any(name in words for name in (*names, ROWS[year]["make"], ROWS[year]["car"].split(" ", 1)[1]))


def names_a_winner(words: str) -> bool:
    return any(speaks_of(year, words) for year in YEARS)


def doubtful_years(item: Item, language: str) -> list[int]:
    """Return the years of sentences about winning that had another winner than those the item names."""
    stated = texts(item, language)
    words = " ".join(stated)
    years = [
        int(year)
        for text in stated
        for sentence in re.split(r"[.;:?!] ", text)
        if WINNING.search(sentence)
        for year in YEAR.findall(sentence)
    ]
    wrong = [year for year in years if year != LAST and not (year in ROWS and speaks_of(year, words))]
    return wrong if names_a_winner(words) else []


def doubtful_distances(item: Item, language: str) -> list[str]:
    """Return the distances that no winner named in the item covered; full hundreds are bounds, and left alone."""
    words = " ".join(texts(item, language))
    found = []
    for whole, decimals in KILOMETRES.findall(words):
        value = float(re.sub(r"[.,]", "", whole) + "." + (decimals or "0"))
        told = [year for year in YEARS if abs(kilometres(year) - value) <= 1]
        if value >= 2000 and value % 100 and not any(str(y) in words or speaks_of(y, words) for y in told):
            found.append(whole)
    return found


@pytest.mark.parametrize("name", CLAIMS)
def test_the_key_is_what_the_table_says(name):
    assert holds(ITEMS[name], CLAIMS[name])


@pytest.mark.parametrize("name", CLAIMS)
def test_another_key_would_not_be(name):
    assert not holds(falsified(ITEMS[name]), CLAIMS[name])


@pytest.mark.parametrize("language", ["en", "de"])
def test_years_of_winning_are_those_of_the_winners_named(language):
    doubtful = {name: found for name, item in WATCHED.items() if (found := doubtful_years(item, language))}
    assert set(doubtful) <= set(NOT_OF_THE_TABLE), doubtful


@pytest.mark.parametrize("language", ["en", "de"])
def test_distances_are_those_of_the_winners_named(language):
    doubtful = {name: found for name, item in WATCHED.items() if (found := doubtful_distances(item, language))}
    assert not doubtful


def test_every_claim_is_about_a_question_that_is_there():
    assert set(CLAIMS) | set(NOT_OF_THE_TABLE) <= set(ITEMS)


def with_change(pack: str, before: str, after: str) -> dict[str, Item]:
    """Read a shipped pack with one place in its text changed."""
    text = (QUESTIONS / f"{pack}.yaml").read_text("utf-8")
    assert text.count(before) == 1
    changed = read_pack(text.replace(before, after).encode(), file="", default_id=pack).pack
    assert changed is not None
    return {f"{pack}/{item.id}": item for item in changed.items}


def test_a_changed_key_in_a_pack_is_found():
    items = with_change(
        "drivers", "answer: Jacky Ickx\n    wrong: [Phil Hill", "answer: Phil Hill\n    wrong: [Jacky Ickx"
    )
    wrong = [name for name, item in items.items() if name in CLAIMS and not holds(item, CLAIMS[name])]
    assert wrong == ["drivers/six-wins"]


def told(explanation: str) -> Item:
    """Read a pack of one question that tells a fact about Hurley Haywood."""
    pack = f"title: T\nquestions:\n  - question: How often did Hurley Haywood win?\n    answer: 3\n    explanation: {explanation}\n"
    read = read_pack(pack.encode(), file="", default_id="t").pack
    assert read is not None
    return read.items[0]


def test_a_changed_year_in_an_explanation_is_found():
    assert doubtful_years(told("He won in 1977, 1983 and 1994."), "en") == []
    assert doubtful_years(told("He won in 1976, 1983 and 1994."), "en") == [1976]
    assert doubtful_years(told("He won in 1940."), "en") == [1940]


def test_a_changed_distance_in_an_explanation_is_found():
    assert doubtful_distances(told("In 1983 he covered 5,047.934 km."), "en") == []
    assert doubtful_distances(told("In 1983 he covered 5,074.934 km."), "en") == ["5,074"]


def test_a_changed_row_of_the_table_is_found(monkeypatch):
    monkeypatch.setitem(ROWS, 1969, {**ROWS[1969], "drivers": "Ahrens / Stommelen"})
    assert not holds(ITEMS["drivers/six-wins"], CLAIMS["drivers/six-wins"])
