"""What is written reads back as the same pack, and looks like what people write."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.authoring.writer import write_pack
from lemans_quiz.core.items import (
    Choice,
    Item,
    Kind,
    Match,
    Multiple,
    Number,
    Option,
    Order,
    Pack,
    Source,
    Text,
    TrueFalse,
)
from lemans_quiz.core.text import LocalText, plain
from lemans_quiz.packs.reading.reader import read_pack
from lemans_quiz.packs.reading.texts import fold
from lemans_quiz.packs.rivals import with_rivals
from tests.effort import examples
from tests.shipped import PATHS, shipped_pack

NASTY = "aB1 é'\"\\#:,-?[]{}&*!|>%@`~=<.0\nß"
WORDS = st.one_of(
    st.text(NASTY, min_size=1, max_size=12).map(str.strip).filter(bool),
    st.sampled_from(
        ["no", "True", "null", "~", "1e3", "1,923", "-", "---", "a: b", "a #b", "'", '"', "<<", "- a", "09"]
    ),
    st.text(NASTY, min_size=90, max_size=160).map(str.strip).filter(bool),
)
LANGUAGES = st.tuples(WORDS, WORDS).map(lambda both: LocalText((("de", both[0]), ("en", both[1]))))
TEXTS = st.one_of(WORDS.map(lambda text: plain(text, "de")), LANGUAGES)


def different(least: int, most: int) -> st.SearchStrategy[list[LocalText]]:
    """Texts that no player could take for each other, in any language."""
    return st.lists(TEXTS, min_size=least, max_size=most, unique_by=(_in("de"), _in("en"))).filter(_all_apart)


def _in(language: str):
    return lambda text: fold(text.show(language))


def _all_apart(texts: list[LocalText]) -> bool:
    folded = [fold(one) for text in texts for one in set(text.everywhere())]
    return len(folded) == len(set(folded)) or all(text.plain for text in texts)


OPTIONS = different(2, 5).flatmap(
    lambda texts: st.tuples(*(st.one_of(st.none(), TEXTS) for _ in texts)).map(
        lambda told: tuple(Option(text, feedback) for text, feedback in zip(texts, told, strict=True))
    )
)
DIGITS = st.decimals(-(10**6), 10**6, places=3)


def _below(count: int, show: int) -> int:
    return show if show < count else 0


@st.composite
def kinds(draw: st.DrawFn) -> Kind:
    options = draw(OPTIONS)
    texts = tuple(option.text for option in options)
    fixed, right = draw(st.booleans()), draw(st.integers(0, len(options) - 1))
    key, width = draw(DIGITS), draw(st.decimals(0, 10, places=2))
    low = min(key, width)
    return draw(
        st.sampled_from(
            [
                Choice(options, right if fixed else 0, fixed),
                Choice(options, 0, False, _below(len(options), 2 + right)),
                Multiple(options, (0,), False, _below(len(options), 2 + right)),
                Multiple(options, tuple(range(right + 1)), True),
                TrueFalse(fixed),
                Text(texts[0], texts[1:]),
                Text(texts[0], (), (), fixed, options[1:]),
                Number(key, key - width, key + width, texts[0] if fixed else None),
                Number(key, key - width, key + width, None, False, width),
                Number((low + key) / 2, low, key, None, True) if low <= key else Order(texts),
                Order(texts),
                Match(texts, (texts[0], texts[1]), (0, *(1 for _ in texts[1:]))),
                Match(texts[:2], texts[::-1], (0, 1)) if len(texts) > 2 else Order(texts),
            ]
        )
    )


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    sources = {
        "a:b": Source("One", "P", 2017, "https://x.org/#y", "Ann: B", "978-3", "12-14"),
        "b": Source("Two: {it}"),
    }
    context = draw(st.one_of(st.none(), TEXTS))
    cited = [*sources.values(), Source("a free citation: #5"), None]
    items = [
        Item(
            "p",
            f"q{number}",
            draw(TEXTS),
            kind,
            tuple(draw(st.lists(TEXTS, max_size=2))),
            draw(st.one_of(st.none(), TEXTS)),
            draw(st.sampled_from(cited)),
            draw(st.sampled_from(["", "2026-06-14"])),
            draw(st.integers(0, 5)),
            draw(st.sampled_from([0.0, 20.0, 7.5])),
            draw(st.sampled_from([0.0, 1.0, 2.5])),
            tuple(draw(st.lists(WORDS, max_size=3, unique=True))),
            draw(st.one_of(st.just(""), WORDS)),
            "de",
            context=context,
        )
        for number, kind in enumerate(draw(st.lists(kinds(), min_size=1, max_size=3)))
    ]
    title, authors = draw(TEXTS), tuple(draw(st.lists(WORDS, max_size=2)))
    shared = {"version": "1.10", "description": draw(TEXTS), "homepage": "https://x.org", "updated": "2026-06-14"}
    cited_by_key = tuple(sources.items())
    return Pack("p", title, with_rivals(items), "de", authors, "CC0", cited_by_key, (), context, **shared)


def read(text: str) -> Pack | None:
    return read_pack(text.encode(), file="p.yaml", default_id="other").pack


@settings(max_examples=examples(80), deadline=None)
@given(packs())
def test_a_written_pack_reads_back_equal(pack: Pack) -> None:
    assert read(write_pack(pack)) == pack


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_shipped_pack_reads_back_equal(path: Path) -> None:
    pack = shipped_pack(path)
    written_out = pack._replace(tables=(), items=tuple(item._replace(table=False) for item in pack.items))
    assert read(write_pack(pack)) == written_out


def test_the_form_is_the_one_people_write() -> None:
    items = (
        Item(
            "rivers", "one", plain("Which river is it?"), Choice((Option(plain("Sarthe")), Option(plain("Loire"))), 0)
        ),
        Item("rivers", "two", LocalText((("en", "True: or?"), ("de", "Oder?"))), Text(plain("917")), level=2),
        Item("rivers", "three", plain("Who?"), Match((plain("A"), plain("B")), (plain("x"), plain("y")), (0, 1))),
        Item(
            "rivers", "four", plain("How far?"), Number(Decimal("13.60"), Decimal("13.5"), Decimal("13.7"), plain("km"))
        ),
    )
    assert write_pack(Pack("rivers", plain("Rivers"), items)) == (
        "title: Rivers\nid: rivers\n\nquestions:\n"
        "  - id: one\n    question: Which river is it?\n    answer: Sarthe\n    wrong: [Loire]\n\n"
        '  - id: two\n    question:\n      en: "True: or?"\n      de: Oder?\n    answer: "917"\n    level: 2\n\n'
        "  - id: three\n    question: Who?\n    match:\n      A: x\n      B: y\n\n"
        "  - id: four\n    question: How far?\n    answer: 13.6\n    tolerance: 0.1\n    unit: km\n"
    )


def test_a_source_without_a_key_gets_one() -> None:
    item = Item("p", "a", plain("a?"), TrueFalse(True), source=Source("Annales", year=1923))
    again = read(write_pack(Pack("p", plain("P"), (item,))))
    assert again
    assert again.sources == (("annales", Source("Annales", year=1923)),)
    assert again.items == (item,)


def test_a_tolerance_of_many_digits_becomes_a_share() -> None:
    text = 'title: T\nid: p\nquestions: [{id: a, question: a?, answer: 1234567.891234, tolerance: "1.2345678901 %"}]'
    pack = read(text)
    assert pack
    assert read(write_pack(pack)) == pack
