"""What is written is read back as it was, by ourselves and by other programs' libraries."""

import io
from decimal import Decimal
from string import printable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.items import Choice, Item, Match, Multiple, Number, Option, Order, Pack, Text, TrueFalse
from lemans_quiz.core.text import plain
from lemans_quiz.formats.fitting import fit
from lemans_quiz.formats.keys import folded, statement_key
from lemans_quiz.formats.reading import KINDS, kind_of
from lemans_quiz.formats.writing.formats import WRITERS
from lemans_quiz.packs.naming import slug
from tests.effort import examples
from tests.formats.shared import same_kind

HARD = "=~#{}:\\%*[]<>&;,|'\"-+@/()_$^! \n\u00e4\u00df\u4e2d"
LETTERS = st.sampled_from(sorted({*printable[:94], *HARD} - {"\n"}))
LINE = st.text(LETTERS, min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
WORDS = st.one_of(
    LINE,
    st.sampled_from(
        [
            "// no comment",
            "[html] text",
            "%50%x",
            "=1+1",
            "a->b",
            "$CATEGORY: x",
            "::t::",
            "TRUE",
            "T",
            "0",
            "\\n",
            "{=a}",
            "#",
        ]
    ),
)
TEXTS = st.one_of(WORDS, st.tuples(WORDS, WORDS).map("\n".join))


def different(least: int, most: int, texts=TEXTS) -> st.SearchStrategy[list[str]]:
    return st.lists(texts, min_size=least, max_size=most, unique_by=folded)


def local(text: str):
    return plain(text, "en")


def options(texts: list[str], feedback: list[str]) -> tuple[Option, ...]:
    return tuple(Option(local(text), local(told) if told else None) for text, told in zip(texts, feedback, strict=True))


@st.composite
def choices(draw) -> Choice:
    texts = draw(different(2, 9).filter(lambda texts: len(texts) > 2 or statement_key(texts, 0) is None))
    feedback = draw(st.lists(st.one_of(st.just(""), TEXTS), min_size=len(texts), max_size=len(texts)))
    return Choice(options(texts, feedback), draw(st.integers(0, len(texts) - 1)))


@st.composite
def multiples(draw) -> Multiple:
    texts = draw(different(2, 9))
    keys = draw(st.sets(st.integers(0, len(texts) - 1), min_size=1))
    return Multiple(options(texts, [""] * len(texts)), tuple(sorted(keys)), fixed=len(keys) == len(texts))


@st.composite
def numbers(draw) -> Number:
    key = Decimal(draw(st.integers(-(10**6), 10**6))) / 100
    width = Decimal(draw(st.integers(0, 1000))) / 100
    return Number(key, key - width, key + width)


typed = different(1, 4, WORDS.filter(lambda text: text.strip("* "))).map(
    lambda texts: Text(local(texts[0]), tuple(map(local, texts[1:])))
)
orders = different(2, 9).map(lambda texts: Order(tuple(map(local, texts))))


@st.composite
def matches(draw) -> Match:
    lefts = draw(different(2, 9, WORDS))
    rights = draw(different(2, 9, WORDS))
    key = [draw(st.integers(0, len(rights) - 1)) for _ in lefts]
    used = list(dict.fromkeys(key))
    ordered = [*used, *(place for place in range(len(rights)) if place not in used)]
    return Match(
        tuple(map(local, lefts)),
        tuple(local(rights[at]) for at in ordered),
        tuple(ordered.index(place) for place in key),
    )


KINDS_OF_ITEMS = st.one_of(choices(), multiples(), numbers(), typed, orders, matches(), st.booleans().map(TrueFalse))


@st.composite
def packs(draw) -> Pack:
    stems = draw(different(1, 4))
    told = [draw(st.one_of(st.none(), TEXTS)) for _ in stems]
    tags = st.lists(st.sampled_from(["one", "two words", "a]b"]), unique=True, max_size=2).map(tuple)
    items = (
        Item(
            "p",
            f"q-{number}",
            local(stem),
            draw(KINDS_OF_ITEMS),
            explanation=local(why) if why else None,
            tags=draw(tags),
        )
        for number, (stem, why) in enumerate(zip(stems, told, strict=True))
    )
    return Pack("p", local("A pack"), tuple(items))


def back(pack: Pack, format: str) -> tuple[list[Item], list[Item]]:
    """Return the items that a format could hold as they are, and those that are read back from it, by their ids."""
    written = WRITERS[format](pack, "en")
    kept = {
        outcome.item.id: outcome.item for outcome in written.outcomes if outcome.is_written and not outcome.findings
    }
    kind = {"csv": "sheet", "kahoot": "sheet"}.get(format, format)
    fitted = fit(KINDS[kind](written.content).blocks, "p", slug=slug)
    read = [one.item for one in fitted if one.item]
    assert len(read) == sum(outcome.is_written for outcome in written.outcomes)
    return [kept[item.id] for item in read if item.id in kept], [item for item in read if item.id in kept]


@pytest.mark.parametrize("format", ["gift", "moodle", "csv"])
@given(pack=packs())
@settings(max_examples=examples(60))
def test_a_pack_written_is_read_back(format, pack):
    for before, after in zip(*back(pack, format), strict=True):
        assert (after.stem.first, after.id, after.tags) == (before.stem.first, before.id, before.tags)
        assert after.explanation == before.explanation
        assert same_kind(after.kind, before.kind), (after.kind, before.kind)


@given(pack=packs())
@settings(max_examples=examples(40))
def test_kahoot_gets_what_fits_and_nothing_is_cut(pack):
    written = WRITERS["kahoot"](pack, "en")
    sheet = [block for block in KINDS["sheet"](written.content).blocks if hasattr(block, "answer")]
    there = [outcome.item for outcome in written.outcomes if outcome.is_written]
    assert [block.stem for block in sheet] == [" ".join(item.stem.first.split()) for item in there]
    for outcome in written.outcomes:
        if not outcome.is_written:
            assert outcome.findings


def test_kahoot_keeps_the_right_answer_and_three_wrong_ones():
    kind = Choice(options(["a", "b", "c", "d", "e", "f"], [""] * 6), 4)
    written = WRITERS["kahoot"](Pack("p", local("t"), (Item("p", "q", local("Q?"), kind, seconds=25),)), "en")
    block = KINDS["sheet"](written.content).blocks[0]
    assert [option.text for option in block.answer.options if option.right] == ["e"]
    assert len(block.answer.options) == 4
    assert [finding.code for finding in written.outcomes[0].findings] == ["too-many-options", "time"]


@pytest.mark.parametrize("format", ["gift", "moodle", "kahoot", "csv", "anki"])
def test_what_is_written_is_told_by_its_content(format):
    kind = Choice(options(["one", "two"], ["", ""]), 0)
    pack = Pack("p", local("t"), tuple(Item("p", f"q{n}", local(f"Question {n}?"), kind) for n in range(3)))
    expected = {"csv": "sheet", "kahoot": "sheet"}.get(format, format)
    assert kind_of(WRITERS[format](pack, "en").content) == expected


def test_the_same_pack_gives_the_same_bytes():
    pack = Pack("p", local("t"), (Item("p", "q", local("Q?"), Choice(options(["a", "b"], ["", ""]), 0)),))
    for write in WRITERS.values():
        assert write(pack, "en").content == write(pack, "en").content


def test_a_formula_is_quoted_in_csv():
    pack = Pack("p", local("t"), (Item("p", "q", local("=HYPERLINK(1)"), Text(local("+1"))),))
    assert b"'=HYPERLINK(1)" in WRITERS["csv"](pack, "en").content


def test_xlsx_opens_in_openpyxl():
    openpyxl = pytest.importorskip("openpyxl")
    kind = Choice(options(["a & b", "<c>"], ["", ""]), 1)
    written = WRITERS["kahoot"](Pack("p", local("t"), (Item("p", "q", local("Ä?"), kind),)), "en")
    rows = list(openpyxl.load_workbook(io.BytesIO(written.content)).active.iter_rows(values_only=True))
    assert rows[7][1] == "Question - max 120 characters"
    assert rows[8][0:2] == (1, "Ä?")
    assert {rows[8][2], rows[8][3]} == {"a & b", "<c>"}


def test_anki_text_has_one_row_for_each_question():
    kinds = (Text(local("# not a comment")), TrueFalse(True), Order((local("a"), local("b"))))
    pack = Pack("p", local("t"), tuple(Item("p", f"q{n}", local(f"# {n}\t<b>?"), kind) for n, kind in enumerate(kinds)))
    blocks = KINDS["anki"](WRITERS["anki"](pack, "en").content).blocks
    assert [block.stem.startswith(f"# {n}") for n, block in enumerate(blocks)] == [True] * 3
